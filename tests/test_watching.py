"""How a clip is watched: nothing is looked for that no rule reads."""

import pytest

from formcheck.exercise import Exercise, load_exercise
from formcheck.watching import Accuracy, needs_outline, watching


def test_the_outline_is_asked_for_only_where_a_rule_reads_it(butt_kicks: Exercise) -> None:
    thigh = butt_kicks.model_copy(update={"rules": (butt_kicks.rule("thigh-swing"),)})
    back = butt_kicks.model_copy(update={"rules": (butt_kicks.rule("lumbar-arching"),)})
    assert needs_outline(None)  # any may be recognised
    assert needs_outline(back)
    assert not needs_outline(thigh)


@pytest.mark.parametrize(
    ("name", "accuracy", "mirrored"),
    [
        ("butt-kicks", "normal", False),
        ("butt-kicks", "high", True),
        ("quadruped-kickback", "high", False),
        (None, "high", True),
    ],
)
def test_who_takes_turns_is_watched_in_the_mirror_on_request(
    name: str | None, accuracy: Accuracy, mirrored: bool
) -> None:
    exercise = load_exercise(name) if name else None
    assert watching(exercise, accuracy)["mirrored"] is mirrored
