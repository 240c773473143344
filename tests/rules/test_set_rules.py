"""Rhythm, symmetry, cadence and landing over a set: verdict, value and limit."""

from typing import Any

import pytest

from formcheck.results import Verdict
from tests.conftest import Judge
from tests.rules.found import UNEVEN, in_summary, of_set
from tests.synthetic import ButtKicks

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

Range = tuple[float, float]
FAST = {"cadence": 150.0}
# rule, what is wrong, level, verdict, value from and to, limit passed, unit, a word of the cue
OVER_SET_CASES: list[tuple[str, dict[str, Any], str, Verdict, Range, float, str, str]] = [
    (UNEVEN, {"step_factors": (0.97, 1.0, 1.03)}, "", Verdict.GOOD, (1, 6), 10, "%", ""),
    (UNEVEN, {"step_factors": (0.7, 1.0, 1.3)}, "", Verdict.FAULT, (20, 50), 15, "%", "rhythm"),
    (
        UNEVEN,
        {"order": ("left", "right", "right"), "raise_steps": 0.42, "lower_steps": 0.48},
        "", Verdict.FAULT, (25, 40), 15, "%", "rhythm",
    ),
    ("left-right-asymmetry", {"left_deg": 124.0}, "", Verdict.GOOD, (4, 6), 10, "%", ""),
    (
        "left-right-asymmetry", {"right_deg": 115.0}, "", Verdict.BORDERLINE, (11, 14), 10, "%",
        "right heel",
    ),
    (
        "left-right-asymmetry", {"left_deg": 95.0}, "", Verdict.FAULT, (30, 33), 15, "%",
        "left heel",
    ),
    (
        "left-right-asymmetry", {"right_deg": 60.0}, "", Verdict.FAULT, (72, 76), 15, "%",
        "right heel",
    ),
    (
        "left-right-asymmetry", {"step_factors": (0.85, 1.15)}, "", Verdict.FAULT, (26, 34), 15,
        "%", "same time",
    ),
    ("toe-slam", FAST, "", Verdict.GOOD, (0, 8), 18, "deg", ""),
    ("toe-slam", {**FAST, "toes_down_deg": 10.0}, "", Verdict.GOOD, (10, 17.9), 18, "deg", ""),
    (
        "toe-slam", {**FAST, "toes_down_deg": 22.0}, "", Verdict.BORDERLINE, (22, 30), 18, "deg",
        "lightly",
    ),
    ("low-cadence", {"cadence": 95.0}, "", Verdict.GOOD, (94, 96), 90, "steps/min", ""),
    ("low-cadence", {"cadence": 85.0}, "", Verdict.BORDERLINE, (84, 86), 90, "steps/min", "ster"),
    ("low-cadence", {"cadence": 72.0}, "", Verdict.FAULT, (71, 73), 80, "steps/min", "faster"),
    (
        "low-cadence", {"cadence": 160.0}, "conditioning", Verdict.GOOD, (159, 161), 150,
        "steps/min", "",
    ),
    (
        "low-cadence", {"cadence": 142.0}, "conditioning", Verdict.BORDERLINE, (141, 143), 150,
        "steps/min", "faster",
    ),
    (
        "low-cadence", {"cadence": 120.0}, "conditioning", Verdict.FAULT, (119, 121), 135,
        "steps/min", "faster",
    ),
]  # fmt: skip


@pytest.mark.parametrize("fps", [30.0, 60.0])
@pytest.mark.parametrize(
    ("rule", "changes", "level", "verdict", "value", "threshold", "unit", "said"),
    OVER_SET_CASES,
    ids=[f"{case[0]}-{case[1]}-{case[2]}" for case in OVER_SET_CASES],
)
def test_rule_over_the_set(
    checked: Judge,
    fps: float,
    rule: str,
    changes: dict[str, Any],
    level: str,
    verdict: Verdict,
    value: Range,
    threshold: float,
    unit: str,
    said: str,
) -> None:
    session = checked(ButtKicks(fps=fps, kicks=18, **changes).track(), level)
    check = of_set(session, rule)
    assert check.verdict is verdict
    assert check.value is not None
    assert value[0] <= check.value <= value[1]
    assert (check.threshold, check.unit) == (threshold, unit)
    assert check.at_s is not None
    assert said in check.cue
    assert in_summary(session, rule).verdict is verdict


def test_cadence_is_reported_if_the_level_has_no_target(checked: Judge) -> None:
    check = of_set(checked(ButtKicks(cadence=70.0).track(), "tempo"), "low-cadence")
    assert check.verdict is Verdict.NOT_ASSESSED
    assert check.value == pytest.approx(70.0, abs=0.5)
    assert check.unit == "steps/min"
    assert "70 steps/min" in check.reason
