"""ES modules joined into one: a browser imports no module of a page that lies on disk.

The modules are plain JavaScript that an editor and a linter understand. They are joined in the
order of their imports into one scope, so their top-level names are unique. Comments that have lines
of their own, a third of the text, are left out, and so is
indentation.
"""

import posixpath
import re
from collections.abc import Callable
from typing import Final

_IMPORT: Final = re.compile(
    r'^import \{\s*([\w$]+(?:\s*,\s*[\w$]+)*)\s*,?\s*\} from "(\.[^"\n]*\.js)";\n', re.MULTILINE
)
_DECLARATION: Final = r"(?:async )?(?:function|class|const|let|var)(?: |\* ?| \*)"
_EXPORT: Final = re.compile(rf"^export (?={_DECLARATION}[\w$])", re.MULTILINE)
_DECLARED: Final = re.compile(rf"^(export )?{_DECLARATION}([\w$]+)", re.MULTILINE)
_OWN_LINES: Final = re.compile(r"^[ \t]*(?:/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*|//.*)\n", re.MULTILINE)
_INDENTED: Final = re.compile(r"^[ \t]+", re.MULTILINE)  # no text of ours goes over lines
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)  # may name types: import("./data.js").Rep
# What is left of a module that can be joined has none of these.
_OTHER_FORM: Final = re.compile(
    r"^[ \t]*((?:import|export)\b.*)|(\bimport\s*\(.*)|^((?:const|let|var) [\[{].*)", re.MULTILINE
)


class ModuleError(ValueError):
    """Modules that cannot be joined."""


def join_modules(entry: str, read: Callable[[str], str]) -> str:
    """Return one module that does what ``entry`` and all that it imports do.

    Args:
        entry: path of the first module, such as "review/js/main.js".
        read: returns the text of a module by its path.

    Raises:
        ModuleError: a module uses another form than ``import { name, … } from "./sibling.js";``
            and ``export`` before a declaration, imports what is not exported, or modules import
            each other in a circle; or two modules declare the same name at their top level.
    """
    texts: dict[str, str] = {}
    _add(entry, read, texts, ())
    _require_unique_names(texts)
    return "\n".join(
        _INDENTED.sub("", _OWN_LINES.sub("", _EXPORT.sub("", _IMPORT.sub("", text))))
        for text in texts.values()
    )


def _add(
    path: str, read: Callable[[str], str], texts: dict[str, str], importers: tuple[str, ...]
) -> None:
    """Add the text of a module to ``texts``, after those of the modules that it imports."""
    if path in importers:
        raise ModuleError(
            f"modules import each other in a circle: {' → '.join(importers)} → {path}"
        )
    if path in texts:
        return
    text = read(path)
    other_form = _OTHER_FORM.search(_COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", text))))
    if other_form:
        raise ModuleError(f"{path}: this form cannot be joined: {other_form[0].strip()}")
    for names, source in _IMPORT.findall(text):
        imported = posixpath.normpath(posixpath.join(posixpath.dirname(path), source))
        _add(imported, read, texts, (*importers, path))
        exported = {name for export, name in _DECLARED.findall(texts[imported]) if export}
        for name in map(str.strip, names.split(",")):
            if name not in exported:
                raise ModuleError(f'{path}: {imported} does not export "{name}"')
    texts[path] = text


def _require_unique_names(texts: dict[str, str]) -> None:
    owners: dict[str, str] = {}
    for path, text in texts.items():
        for _, name in _DECLARED.findall(text):
            if name in owners:
                raise ModuleError(f'{path} and {owners[name]} both declare "{name}"')
            owners[name] = path
