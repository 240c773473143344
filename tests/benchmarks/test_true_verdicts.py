"""What is true of a rendered clip."""

import pytest

from benchmarks.scores.true_verdicts.verdicts import true_verdicts
from tests.benchmarks.samples import truth_of


@pytest.mark.parametrize(
    ("name", "faulty"),
    [
        ("butt-kicks", {"heel-not-to-glutes", "missing-arm-drive"}),
        ("butt-kicks-good", set()),
        ("butt-kicks-lean-portrait", {"excessive-forward-lean", "bouncing"}),
    ],
)
def test_the_faults_that_a_clip_is_made_to_show_are_its_true_faults(
    name: str, faulty: set[str]
) -> None:
    verdicts = true_verdicts(truth_of(name))
    assert {rule for rule, verdict in verdicts.items() if verdict == "fault"} == faulty


def test_a_rule_of_one_level_has_a_true_verdict_at_that_level_only() -> None:
    in_place = truth_of("butt-kicks-good")
    assert true_verdicts(in_place, "moving")["not-travelling"] == "borderline"
    assert "not-travelling" not in true_verdicts(in_place)
    assert "low-cadence" in true_verdicts(in_place)
