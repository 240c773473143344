"""formcheck watches a person exercise and tells what is wrong with their form.

>>> from formcheck import analyze
>>> session = analyze("clip.mp4", exercise="butt-kicks")  # doctest: +SKIP
>>> session.counts, session.summary  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from formcheck.analysis import analyze
    from formcheck.backends import BackendError
    from formcheck.exercise import Exercise
    from formcheck.exercise_file import ExerciseError, load_exercise
    from formcheck.results import Check, Rep, RuleSummary, Session, Verdict, View
    from formcheck.video import ClipError

__all__ = [
    "BackendError",
    "Check",
    "ClipError",
    "Exercise",
    "ExerciseError",
    "Rep",
    "RuleSummary",
    "Session",
    "Verdict",
    "View",
    "analyze",
    "load_exercise",
]

_HOMES = {
    "analyze": "analysis",
    "BackendError": "backends",
    "ClipError": "video",
    "Exercise": "exercise",
    "ExerciseError": "exercise_file",
    "load_exercise": "exercise_file",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import a public name when it is first asked for: ``formcheck --help`` needs none."""
    if name not in __all__:
        raise AttributeError(f"module 'formcheck' has no attribute {name!r}")
    return getattr(import_module(f"formcheck.{_HOMES.get(name, 'results')}"), name)
