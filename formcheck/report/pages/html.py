"""A page as one file: its markup, styles, code and data, with a policy that lets nothing else run.

The Content-Security-Policy names the hash of each style and script of the page. So markup that
hides in a name, a cue or a title runs nothing, even if it were not escaped.
"""

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy.typing as npt
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from formcheck.report.pages.modules import join_modules
from formcheck.results import Verdict, hex_colour

_STYLE_COMMENT: Final = re.compile(r"/\*(?!!).*?\*/", re.DOTALL)
_INDENTED: Final = re.compile(r"^\s+", re.MULTILINE)
_ENDS_ELEMENT: Final = re.compile(r"</?script|</style|<!--", re.IGNORECASE)
_FOLDER: Final = files("formcheck.report") / "pages"
# Characters that would end the element of the data, or begin a comment.
_ESCAPED: Final = {c: f"\\u{ord(c):04x}" for c in "<>&"}


@dataclass(frozen=True, slots=True)
class PageCode:
    """The styles and scripts of a page: paths of files below ``report/pages``.

    Attributes:
        styles: of CSS files, after `look.css`, which every page has.
        module: of the ES module that runs, see `formcheck.report.pages.modules`.
        libraries: of scripts of others that run before it.
    """

    styles: tuple[str, ...]
    module: str
    libraries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers in the data of a page: base64 there, and made only when the page is written.

    Attributes:
        values: the numbers.
        dtype: how each is written, such as "<f4".
    """

    values: npt.NDArray[Any]
    dtype: str

    @property
    def text(self) -> str:
        """The numbers as base64."""
        written = self.values.astype(self.dtype) + 0  # -0.0 is 0.0
        return base64.b64encode(written.tobytes()).decode("ascii")


def render_page(
    template: str, code: PageCode, title: str, data: object, **values: object
) -> Iterator[str]:
    """Yield the pieces of the text of a page: that of an hour is large.

    Args:
        template: path of a Jinja2 template below ``report/pages`` that extends `page.html.j2`.
        code: its styles and scripts.
        title: of the page.
        data: what its scripts read from the element with the id "data", see `json_pieces`.
        values: what else the template uses.
    """
    styles = [verdict_colours_css()]
    styles += [without_comments(_read(path)) for path in ("look.css", *code.styles)]
    libraries = [_read(path) for path in code.libraries]
    module = join_modules(code.module, _read)
    nonce = secrets.token_urlsafe(16)
    return (
        _environment()
        .get_template(template)
        .generate(
            title=title,
            policy=content_policy(styles, [*libraries, module], nonce),
            nonce=nonce,
            styles=[inline(text) for text in styles],
            libraries=[inline(text) for text in libraries],
            module=inline(module),
            data=json_pieces(data),
            **values,
        )
    )


def without_comments(style: str) -> str:
    """Return a style sheet without comments and indentation; a licence, `/*!`, stays."""
    return _INDENTED.sub("", _STYLE_COMMENT.sub("", style))


def inline(code: str) -> Markup:
    """Return a style or a script as it stands inside its element.

    Raises:
        ValueError: it has the end of an element in it, or the beginning of a comment.
    """
    if _ENDS_ELEMENT.search(code):
        raise ValueError("a style or script must not contain </style, </script, <script or <!--")
    return Markup(code)


def json_pieces(data: object) -> Iterator[Markup]:
    """Yield JSON in pieces. It can stand inside a script element: no character of it ends that.

    Args:
        data: what JSON can hold, `Numbers`, and iterators, which become lists. What an iterator
            yields is made and written one by one.

    Raises:
        ValueError: a number is not finite; JSON has no such number.
    """
    if isinstance(data, Mapping):
        yield Markup("{")
        for place, (key, value) in enumerate(data.items()):
            yield Markup("," * (place > 0)) + _json(str(key)) + Markup(":")
            yield from json_pieces(value)
        yield Markup("}")
    elif isinstance(data, list | Iterator):
        pieces = json_pieces if isinstance(data, list) else _in_one_piece
        yield Markup("[")
        for place, value in enumerate(data):
            yield Markup("," * (place > 0))
            yield from pieces(value)
        yield Markup("]")
    else:
        yield _json(data.text if isinstance(data, Numbers) else data)


def _in_one_piece(data: object) -> Iterator[Markup]:
    yield _json(data)


def _json(value: object) -> Markup:
    text = json.dumps(value, allow_nan=False, separators=(",", ":"))
    for character, escaped in _ESCAPED.items():
        text = text.replace(character, escaped)  # quicker than `translate` in a long text
    return Markup(text)


def content_policy(styles: Sequence[str], scripts: Sequence[str], nonce: str) -> str:
    """Return the Content-Security-Policy of a page that runs these inline styles and scripts.

    Pictures, video and sound come from the page itself or from files beside it; nothing else is
    loaded and nothing is sent.

    Args:
        styles: the text of each style.
        scripts: the text of each script.
        nonce: of the only style sheet that may be loaded: the notes beside the page. What that
            sheet imports, perhaps from a computer elsewhere, has no nonce; ``'self'`` would be any
            file.
    """
    rules = {
        "default-src": ["'none'"],
        "script-src": [_hash(text) for text in scripts],
        "style-src": [f"'nonce-{nonce}'", *map(_hash, styles)],
        "img-src": ["data:", "blob:"],
        "media-src": ["'self'", "file:", "data:", "blob:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in rules.items())


def verdict_colours_css() -> str:
    """Return the colours of the verdicts as CSS variables: ``--fault: #D55E00``."""
    rules = (f"--{verdict.value.replace('_', '-')}: {hex_colour(verdict)};" for verdict in Verdict)
    return f":root {{ {' '.join(rules)} }}"


def _read(path: str) -> str:
    return (_FOLDER / path).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("formcheck.report", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
