"""What a worker hands back, as bytes.

By itself pickle goes through Python code for each frozen record with slots, on both sides; thousands of them for a
document. Here a record is its class and the values of its fields: half the time.
"""

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any


def dumps(value: object) -> bytes:
    """Return a value as bytes that `pickle.loads` takes."""
    out = io.BytesIO()
    _Packer(out, pickle.HIGHEST_PROTOCOL).dump(value)
    return out.getvalue()


class _Packer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:  # noqa: ANN401  (as pickle calls it)
        """Return how a record is made anew; for all else, that pickle knows itself."""
        kind: Any = type(value)
        values = _values_of(kind)
        return NotImplemented if values is None else (kind, values(value))


@cache
def _values_of(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]] | None:
    """Return what gives the arguments to make such a record anew; None where it is no record, or takes others."""
    if not is_dataclass(kind) or not all(field.init and not field.kw_only for field in fields(kind)):
        return None
    names = [field.name for field in fields(kind)]
    if len(names) < 2:  # noqa: PLR2004  (of one, `attrgetter` gives the bare value)
        return lambda value: tuple(getattr(value, name) for name in names)
    return attrgetter(*names)
