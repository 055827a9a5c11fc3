"""Frozen dataclasses <-> plain JSON values, by the types that the fields declare.

A record becomes the list of its fields' values, so that a record that gained or lost a field is not read as another.
Known are what the catalogue is made of: text, numbers, enums, tuples, mappings by text, records, and `None` for each.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

R = TypeVar("R")
_Decode = Callable[[Any], Any]


def encode(value: object) -> Any:  # noqa: ANN401  (JSON is any of six types)
    """Return `value` in lists, dicts, text and numbers."""
    if is_dataclass(value) and not isinstance(value, type):
        return [encode(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    return value


def decode(kind: type[R], value: Any) -> R:  # noqa: ANN401
    """Return the record that `encode` made `value` of; raises ValueError, TypeError or IndexError for anything else."""
    decoded: R = _decoder(cast("Hashable", kind))(value)
    return decoded


def shape(kind: Any) -> str:  # noqa: ANN401  (a class or the type of a field)
    """Return a text that changes with the fields of a record, of the records inside it, and with their types."""
    name = getattr(kind, "__name__", str(kind))
    if is_dataclass(kind):
        return f"{name}({', '.join(f'{field}: {shape(of)}' for field, of in _hints(kind))})"
    return f"{name}[{', '.join(shape(of) for of in get_args(kind))}]"


def _hints(kind: Any) -> list[tuple[str, Any]]:  # noqa: ANN401
    hints = get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in fields(kind)]


@cache
def _decoder(kind: Any) -> _Decode:  # noqa: ANN401  (a case for each kind of type)
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (other,) = (of for of in inside if of is not NoneType)
        known = _decoder(other)
        return lambda value: None if value is None else known(value)
    if origin is tuple and inside[-1] is Ellipsis:
        each = _decoder(inside[0])
        return tuple if each is _as_it_is else lambda value: tuple([each(item) for item in value])
    if origin is tuple:
        return _fixed(tuple(_decoder(of) for of in inside))
    if origin is not None:
        each = _decoder(inside[1])
        return dict if each is _as_it_is else lambda value: {key: each(item) for key, item in value.items()}
    if is_dataclass(kind):
        return _record(kind)
    is_enum = isinstance(kind, type) and issubclass(kind, Enum)
    return cast("_Decode", kind) if is_enum else _as_it_is


def _as_it_is(value: Any) -> Any:  # noqa: ANN401
    return value


def _fixed(decoders: tuple[_Decode, ...]) -> _Decode:
    return lambda value: tuple([each(item) for each, item in zip(decoders, value, strict=True)])


def _record(kind: Any) -> _Decode:  # noqa: ANN401
    hints = _hints(kind)
    converted = [(place, each) for place, (_, of) in enumerate(hints) if (each := _decoder(of)) is not _as_it_is]

    def build(values: list[Any]) -> Any:  # noqa: ANN401
        if len(values) != len(hints):
            raise ValueError(f"{kind.__name__} has {len(hints)} fields")
        for place, each in converted:
            values[place] = each(values[place])
        return kind(*values)

    return build
