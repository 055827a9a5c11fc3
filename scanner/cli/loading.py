"""What commands need before they start: the inputs, the pipeline, the workers."""

import contextlib
import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from scanner.cli.output import Output, shown
from scanner.errors import ScannerError

if TYPE_CHECKING:
    from scanner.batch import Batch
    from scanner.catalog import Catalog
    from scanner.cli.options import Workers
    from scanner.inputs import Inputs
    from scanner.pipeline import Pipeline
    from scanner.recall import Memory
    from scanner.store import Store

C = TypeVar("C")


def find_inputs(arguments: Sequence[str], what: str, *, also: Callable[[Path], bool] = lambda _: False) -> "Inputs":
    """Return the documents that the arguments name; raises `ScannerError` where there is none.

    `also` says which other files of a folder are taken.
    """
    from scanner.extract import is_supported_name  # noqa: PLC0415
    from scanner.inputs import find_inputs as find  # noqa: PLC0415

    inputs = find(arguments, lambda path: is_supported_name(path) or also(path))
    if arguments and not inputs.sources:
        names = ", ".join(shown(argument) for argument in arguments)
        why = "".join(f"; {shown(item.source)}: {item.message}" for item in inputs.unreadable)
        raise ScannerError(f"there is no {what} to read in {names}: name a PDF or text file, or a folder of them{why}")
    return inputs


def refuse_nothing(inputs: "Inputs", what: str) -> None:
    """Raise `ScannerError` where nothing that was named is there: a wrong name is no document that can't be read."""
    from scanner.inputs import STDIN  # noqa: PLC0415
    from scanner.remote import is_address  # noqa: PLC0415

    named = inputs.sources
    if named and not any(name == STDIN or is_address(name) or os.path.lexists(name) for name in named):
        names = ", ".join(map(shown, named))
        raise ScannerError(f"there is no {what} to read, no file or folder is called {names}: check the name")


def refuse_stdin_twice(*arguments: Sequence[str]) -> None:
    """Raise `UsageError` where more than one list of arguments names standard input, which can be read but once."""
    if sum("-" in part for part in arguments) > 1:
        raise click.UsageError("'-' is the resume or the posting, not both: standard input can be read only once")


def load_pipeline(patterns: tuple[str, ...]) -> "Pipeline":
    """Return the pipeline without what reading takes; raises `CatalogError` for patterns that break their format."""
    with _no_collection():
        from scanner.pipeline import pipeline_for  # noqa: PLC0415

        return pipeline_for(patterns)


def workers(patterns: tuple[str, ...], by: "Workers", *, verbose: bool) -> "Batch[Pipeline]":
    """Return the workers that read and understand; what they share is loaded when the first has something to do."""
    return _workers(_ready, patterns, by, verbose=verbose)


def readers(by: "Workers", *, verbose: bool) -> "Batch[None]":
    """Return the workers that only read."""
    return _workers(_nothing, (), by, verbose=verbose)


def _workers(
    prepare: Callable[[tuple[str, ...]], C], patterns: tuple[str, ...], by: "Workers", *, verbose: bool
) -> "Batch[C]":
    from scanner.batch import Allowance, Pool  # noqa: PLC0415
    from scanner.jobs import LIMITS  # noqa: PLC0415

    allowance = Allowance(by.timeout, LIMITS.memory)
    if by.cluster is None:
        load = partial(prepare, patterns)
        return Pool(load, jobs=by.jobs, allowance=allowance, verbose=verbose, before_fork=load)
    try:
        from scanner.batch.cluster import Cluster  # noqa: PLC0415
    except ModuleNotFoundError as error:
        missing = f"--cluster needs the library {error.name}"
        raise ScannerError(
            f"{missing}: install the scanner with it, pip install 'credential-scanner[cluster]'"
        ) from error
    return Cluster(by.cluster, prepare, patterns, allowance=allowance, verbose=verbose)


def _nothing(_patterns: tuple[str, ...]) -> None:
    """Return what the job that only reads needs."""


def _ready(patterns: tuple[str, ...]) -> "Pipeline":
    with _no_collection():
        from scanner.pipeline import pipeline_for  # noqa: PLC0415

        return pipeline_for(patterns).get_ready()


def open_store(url: str | None, catalog: "Catalog", to: Output) -> "AbstractContextManager[Store | None]":
    """Return the store that `--store` names, or the user's own; None where the user wants none, or has no home.

    The first run says where it is and how to do without. Raises `ScannerError` for one that can't be opened.
    """
    if url == "none":
        return contextlib.nullcontext()
    from scanner.jobs import LIMITS  # noqa: PLC0415
    from scanner.store import RETENTION_DAYS, Store, default_url, versions  # noqa: PLC0415

    place = url or default_url()
    if place is None:
        return contextlib.nullcontext()
    today = date.today()  # noqa: DTZ011  (what is kept too long is a matter of the user's day, not of --as-of)
    reader, patterns = versions.reader_version(LIMITS), versions.patterns_version(catalog)
    store = Store(place, reader=reader, patterns=patterns, today=today)
    if store.is_new and url is None:
        to.note(
            f"What is read is kept in {shown(store.name)}, for you alone and for {RETENTION_DAYS} days, so that "
            "it need not be read again. Without: --store none; forget it all: scan cache clear"
        )
    return store


def memory(store: "Store | None", pipeline: "Pipeline", as_of: date) -> "Memory | None":
    """Return the store as a run uses it."""
    if store is None:
        return None
    from scanner.recall import Memory  # noqa: PLC0415

    return Memory(store, pipeline, as_of)


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Load what stays for good without looking for garbage in it (measured: 2.1 s instead of 2.8 s).

    It is never looked through again: a collector that touched it would copy it into each worker.
    """
    # The library under spaCy's vectors starts a thread for each core when it is loaded; nothing here uses them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()
