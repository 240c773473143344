"""Figures drawn from the scores of clips."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.clips.splits import clips
from benchmarks.scores.clip_score import ClipScore, RuleScore
from benchmarks.scores.figures.rules import (
    over_exercises,
    recognition_rows,
    rule_rows,
    untrue_rows,
    wrong_view_rows,
)
from benchmarks.scores.figures.targets import Target, targets
from benchmarks.scores.tables import notes
from formcheck.results import Verdict
from tests.benchmarks.samples import truth_of

GOOD, BORDERLINE, FAULT, UNKNOWN = (
    Verdict.GOOD, Verdict.BORDERLINE, Verdict.FAULT, Verdict.NOT_ASSESSED,
)  # fmt: skip


def scored(
    *rules: RuleScore,
    exercise: str = "butt-kicks",
    facing: str = "right",
    yaw_deg: float = 0.0,
    recognised: str = "butt-kicks",
) -> ClipScore:
    """A clip of which only the rules were scored."""
    clip = next(c for c in clips("test") if c.spec.exercise == exercise)
    truth = truth_of("butt-kicks-good")
    camera = truth.spec["camera"] | {"facing": facing, "yaw_deg": yaw_deg}
    truth = replace(truth, spec={**truth.spec, "camera": camera})
    counts = {name: truth.counts() for name in ("true", "offline", "live", "screen")}
    swapped = dict.fromkeys(("raw", "offline"), 0.0)
    none = np.array([])
    return ClipScore(clip, truth, (), swapped, counts, (), rules, 1.0, none, recognised, 0.0)


def rule_score(true: str, found: Verdict) -> RuleScore:
    return RuleScore("bouncing", true, found, found, found, 0, 0)


def not_shown(true: str, found: Verdict, reason: str = "") -> RuleScore:
    return replace(rule_score(true, found), shown=False, reason=reason)


def test_a_fault_not_assessed_is_a_miss_and_an_untrue_one_a_false_alarm() -> None:
    outcomes = [
        ("fault", FAULT), ("fault", FAULT), ("fault", UNKNOWN), ("fault", GOOD),
        ("good", FAULT), ("good", GOOD), ("good", BORDERLINE), ("borderline", FAULT),
    ]  # fmt: skip
    (row,) = rule_rows([scored(rule_score(*outcome)) for outcome in outcomes])
    assert (row["faulty"], row["clean"]) == (4, 3)
    assert row["precision"] == pytest.approx(2 / 3)
    assert row["recall"] == pytest.approx(1 / 2)
    assert row["recall_assessed"] == pytest.approx(2 / 3)
    assert row["f1"] == pytest.approx(4 / 7)
    assert (row["false_alarms"], row["clean_borderline"]) == (1, 1)
    assert row["not_assessed"] == pytest.approx(1 / 8)


def test_borderline_counts_as_found_for_a_rule_that_never_gives_a_fault() -> None:
    outcomes = [("borderline", BORDERLINE), ("borderline", GOOD), ("good", BORDERLINE)]
    scores = [
        scored(replace(rule_score(*outcome), tops_at_borderline=True)) for outcome in outcomes
    ]
    (row,) = rule_rows(scores)
    assert (row["faulty"], row["precision"], row["recall"]) == (2, 0.5, 0.5)


def test_a_rule_has_a_row_for_each_exercise_and_one_for_all_of_them() -> None:
    scores = [
        scored(rule_score("fault", FAULT)),
        scored(rule_score("fault", GOOD), exercise="butt-kicks-pull-through"),
    ]
    rows = rule_rows(scores)
    assert [row["exercise"] for row in rows] == ["butt-kicks", "butt-kicks-pull-through", "all"]
    assert over_exercises(rows)["bouncing"]["recall"] == 0.5


def test_a_rule_that_is_not_measured_is_listed_with_its_reason_and_counts_as_missed() -> None:
    score = scored(replace(rule_score("fault", UNKNOWN), unmeasured="nobody knows how"))
    (row,) = rule_rows([score])
    assert row["unmeasured"] == "nobody knows how"
    assert row["f1"] == 0.0
    goals = {goal.name: goal for goal in targets([score])}
    assert not goals["F1 of bouncing, all clips"].met
    assert notes([row]) == ["bouncing, butt-kicks: not measured: nobody knows how"]


def test_clips_in_a_view_that_cannot_show_the_rule_are_counted_apart() -> None:
    scores = [
        scored(not_shown("fault", UNKNOWN, "turn"), facing="camera"),
        scored(not_shown("fault", UNKNOWN), facing="camera"),
        scored(not_shown("good", GOOD), facing="right", yaw_deg=-45.0),
    ]
    assert rule_rows(scores) == []
    front, oblique = wrong_view_rows(scores)
    assert (front["view"], front["clips"], front["without_reason"]) == ("front", 2, 1)
    assert (oblique["view"], oblique["assessed"]) == ("oblique", 1)
    goals = {goal.name: goal for goal in targets(scores)}
    goal = goals["not assessed, with a reason, where the view cannot show it"]
    assert goal.reached == pytest.approx(100 / 3)
    assert not goal.met


def test_a_clip_without_any_true_fault_is_clean_and_must_get_none() -> None:
    scores = [
        scored(rule_score("good", GOOD), yaw_deg=50.0),
        scored(rule_score("good", FAULT), yaw_deg=50.0),
        scored(rule_score("fault", FAULT), yaw_deg=50.0),
    ]
    (row,) = untrue_rows(scores)
    assert (row["clips"], row["clean"], row["clean_with_faults"]) == (3, 2, 1)
    goals = {goal.name: goal for goal in targets(scores)}
    assert goals["clean clips without any fault"].reached == 50.0
    assert goals["oblique clips with an untrue fault"].reached == 1.0


def test_recognised_exercises_are_counted_for_each_kind_of_clip() -> None:
    recognised = ("butt-kicks", "butt-kicks-pull-through", "", "")
    (row,) = recognition_rows([scored(recognised=name) for name in recognised])
    assert (row["clips"], row["recognised"], row["as_another"], row["as_none"]) == (4, 1, 1, 2)


@pytest.mark.parametrize(
    ("reached", "at_least", "met"),
    [(3.9, False, True), (-4.1, False, False), (80.0, True, True), (3.9, True, False)],
)
def test_a_target_is_the_least_value_or_the_largest_absolute_one(
    reached: float, at_least: bool, met: bool
) -> None:
    assert Target("x", 4.0, "deg", reached, at_least).met is met
