"""Grades of a true value: good, borderline, fault."""

from collections.abc import Callable, Sequence
from typing import Literal

from benchmarks.clips.truth import Truth
from formcheck.system.arrays import FloatArray

TrueVerdict = Literal["fault", "borderline", "good"]
#: Grades every rep of a clip.
GradeReps = Callable[[Truth], list[TrueVerdict]]
#: Grades a clip as a whole.
GradeClip = Callable[[Truth], TrueVerdict]

#: A clip has a fault if at least this share of its reps has it, and at least so many reps.
FAULTY_SHARE, MIN_FAULTY_REPS = 0.3, 2


def above(value: float, borderline: float, fault: float) -> TrueVerdict:
    """Grade a value that is worse the higher it is; a value at a limit is within it."""
    return "fault" if value > fault else "borderline" if value > borderline else "good"


def below(value: float, borderline: float, fault: float) -> TrueVerdict:
    """Grade a value that is worse the lower it is; a value at a limit is within it."""
    return "fault" if value < fault else "borderline" if value < borderline else "good"


def each_above(values: FloatArray, borderline: float, fault: float) -> list[TrueVerdict]:
    """Grade (reps,) values that are worse the higher they are."""
    return [above(value, borderline, fault) for value in values.tolist()]


def each_below(values: FloatArray, borderline: float, fault: float) -> list[TrueVerdict]:
    """Grade (reps,) values that are worse the lower they are."""
    return [below(value, borderline, fault) for value in values.tolist()]


def borderline_if(wrong: bool) -> TrueVerdict:
    """Grade by a rule that never calls a fault."""
    return "borderline" if wrong else "good"


def worst(*grades: TrueVerdict) -> TrueVerdict:
    """Return the worst of some grades."""
    order: tuple[TrueVerdict, ...] = ("fault", "borderline", "good")
    return min(grades, key=order.index)


def over_clip(grades: Sequence[TrueVerdict]) -> TrueVerdict:
    """Return the verdict of a clip from the grades of its reps, by the rule of the summary."""
    faulty = sum(grade == "fault" for grade in grades)
    if faulty >= max(MIN_FAULTY_REPS, FAULTY_SHARE * len(grades)):
        return "fault"
    doubtful = sum(grade != "good" for grade in grades)
    return borderline_if(faulty > 0 or doubtful >= FAULTY_SHARE * len(grades))
