"""formcheck watches a person exercise and says what is wrong with their form.

>>> from formcheck import analyze
>>> session = analyze("clip.mp4", exercise="butt-kicks")  # doctest: +SKIP
>>> session.counts, session.summary  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from formcheck.analysis import analyze
    from formcheck.body.view import View
    from formcheck.errors import BackendError, ClipError, ExerciseError, FormcheckError
    from formcheck.exercises.file import load_exercise
    from formcheck.exercises.spec import Exercise
    from formcheck.results import Check, Rep, RepSet, RuleSummary, Session, SideSummary, Verdict

__all__ = [
    "BackendError",
    "Check",
    "ClipError",
    "Exercise",
    "ExerciseError",
    "FormcheckError",
    "Rep",
    "RepSet",
    "RuleSummary",
    "Session",
    "SideSummary",
    "Verdict",
    "View",
    "analyze",
    "load_exercise",
]

# The module of each public name, where it is not `results`.
_MODULES = {
    "analyze": "analysis",
    "BackendError": "errors",
    "ClipError": "errors",
    "Exercise": "exercises.spec",
    "ExerciseError": "errors",
    "FormcheckError": "errors",
    "View": "body.view",
    "load_exercise": "exercises.file",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import a public name when it is first used, because ``formcheck --help`` needs none."""
    if name not in __all__:
        raise AttributeError(f"module 'formcheck' has no attribute {name!r}")
    return getattr(import_module(f"formcheck.{_MODULES.get(name, 'results')}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return list(__all__)
