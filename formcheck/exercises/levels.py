"""The levels of exercises, as a user names them."""

from collections.abc import Sequence

from formcheck.errors import ExerciseError
from formcheck.exercises.spec import Exercise
from formcheck.reps.file_table import suggestion


def require_level(level: str, exercises: Sequence[Exercise]) -> None:
    """Do nothing if one of the exercises has this level, or if no level is named.

    Raises:
        ExerciseError: none of them has it.
    """
    known = list(dict.fromkeys(name for exercise in exercises for name in exercise.levels))
    if level and level not in known:
        whose = f"{exercises[0].id} has no" if len(exercises) == 1 else "no exercise has a"
        advice = suggestion(known, level) if known else "it has no levels: leave out --level"
        raise ExerciseError(f'{whose} level "{level}"; {advice}')
