"""The leg that alone is at fault, and a cue that names it."""

from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import Side
from formcheck.results import RuleSummary


def told_of_each_leg(rule: str, exercise: Exercise) -> bool:
    """Return whether a rule is told of each leg.

    Where one leg does its reps before the other, each rule is.

    Args:
        rule: its id.
        exercise: that it belongs to.
    """
    return exercise.rule(rule).judges_one_leg() or exercise.reps.legs == "unilateral"


def named_side(row: RuleSummary, exercise: Exercise) -> Side | None:
    """Return the leg that alone is at fault; None if both are, or if the rule is of no leg."""
    return row.faulty_side if told_of_each_leg(row.rule, exercise) else None


def cue_text(row: RuleSummary, exercise: Exercise) -> str:
    """Return the cue; it names the leg if the faults are one-sided."""
    side = named_side(row, exercise)
    return exercise.rule(row.rule).cue_for(row.cue, side) if side and row.cue else row.cue
