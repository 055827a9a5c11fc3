"""A page from a template: everything inside one file, under a policy that lets nothing else in.

Documents are untrusted: every text that a template shows goes through `plain` and is escaped; data for scripts is JSON
that can't end its element, and scripts write it as text, never as markup.
"""

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

import scanner
from scanner.report import wording
from scanner.report.passages import passages
from scanner.report.to_json import dump
from scanner.report.untrusted import inline, plain

_CHUNK = 100


def render(template: str, out: TextIO, *, scripts: Sequence[str] = ("sort.js",), **context: object) -> None:
    """Write the page of `templates/<template>` to `out`; `scripts` of assets/ run in it, in this order.

    The template gets what `context` has, the functions of `scanner.report.wording` as `wording`, `passages`, and the
    filters `data` (a value as JSON for a script) and `inline` (text whose blanks at its ends count).
    """
    style, script = _asset("report.css"), "\n".join(map(_asset, scripts))
    policy = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "script-src": _hash(script) if script else "'none'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    stream = (
        _environment()
        .get_template(template)
        .stream(
            policy="; ".join(f"{name} {value}" for name, value in policy.items()),
            style=Markup(style),  # noqa: S704  (our own file)
            script=Markup(script),  # noqa: S704  (our own files)
            version=scanner.__version__,
            **context,
        )
    )
    stream.enable_buffering(_CHUNK)
    out.writelines(stream)
    out.write("\n")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("scanner.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["data"] = _data
    environment.filters["inline"] = lambda text: escape(inline(text))
    environment.globals.update(wording=wording, passages=passages)
    return environment


def _visible(value: Any) -> Any:  # noqa: ANN401  (whatever a template shows)
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _data(value: object) -> Markup:
    r"""Return a value as JSON inside an element: `</script>` and `<!--` stand in it as `\u003c`."""
    return Markup(dump(value, tight=True).replace("<", "\\u003c"))  # noqa: S704  (nothing in it is markup)


@cache
def _asset(name: str) -> str:
    return files("scanner.report.html").joinpath(f"assets/{name}").read_text(encoding="utf-8").strip()


def _hash(inline: str) -> str:
    """Return the policy's word for one inline element (CSP level 2, "hash-source")."""
    return f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'"
