"""Threshold rules that judge each rep, seen from the side."""

from typing import Any

import pytest

from formcheck.results import Verdict
from tests.conftest import Judge
from tests.rules.found import LEAN, PER_REP, in_summary, of_reps
from tests.synthetic import ButtKicks

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

# rule, what is wrong, verdict, true value, limit passed, a word of the cue
PER_REP_CASES: list[tuple[str, dict[str, Any], Verdict, float, float, str]] = [
    ("heel-not-to-glutes", {"left_deg": 124.0, "right_deg": 124.0}, Verdict.GOOD, 124, 120, ""),
    (
        "heel-not-to-glutes",
        {"left_deg": 112.0, "right_deg": 112.0},
        Verdict.BORDERLINE, 112, 120, "heel",
    ),
    ("heel-not-to-glutes", {"left_deg": 97.0, "right_deg": 97.0}, Verdict.FAULT, 97, 105, "heel"),
    ("heel-not-to-glutes", {"left_deg": 50.0, "right_deg": 50.0}, Verdict.FAULT, 50, 105, "heel"),
    (LEAN, {"ankle_lean_deg": 9.0}, Verdict.GOOD, 9, 15, ""),
    (LEAN, {"ankle_lean_deg": 17.5}, Verdict.BORDERLINE, 17.5, 15, "ankles"),
    (LEAN, {"ankle_lean_deg": 24.0}, Verdict.FAULT, 24, 20, "ankles"),
    (LEAN, {"ankle_lean_deg": -2.0}, Verdict.GOOD, -2, -5, ""),
    (LEAN, {"ankle_lean_deg": -9.0}, Verdict.FAULT, -9, -5, "back"),
    (LEAN, {"ankle_lean_deg": 0.0, "waist_bend_deg": 18.0}, Verdict.FAULT, 18, 12, "waist"),
    (LEAN, {"ankle_lean_deg": -8.0, "waist_bend_deg": 14.0}, Verdict.GOOD, 6, 15, ""),
    ("bouncing", {"bounce_ll": 0.1}, Verdict.GOOD, 0.1, 0.12, ""),
    ("bouncing", {"bounce_ll": 0.135}, Verdict.BORDERLINE, 0.135, 0.12, "low"),
    ("bouncing", {"bounce_ll": 0.2}, Verdict.FAULT, 0.2, 0.15, "low"),
    ("thigh-swing", {"thigh_swing_deg": 20.0}, Verdict.GOOD, 23, 25, ""),
    ("thigh-swing", {"thigh_swing_deg": 33.0}, Verdict.BORDERLINE, 36, 25, "thighs"),
    ("thigh-swing", {"thigh_swing_deg": 50.0}, Verdict.FAULT, 53, 40, "thighs"),
]  # fmt: skip


@pytest.mark.parametrize("fps", [24.0, 60.0])
@pytest.mark.parametrize(
    ("rule", "changes", "verdict", "value", "threshold", "said"),
    PER_REP_CASES,
    ids=[f"{case[0]}-{case[1]}" for case in PER_REP_CASES],
)
def test_rule_over_each_rep(
    checked: Judge,
    fps: float,
    rule: str,
    changes: dict[str, Any],
    verdict: Verdict,
    value: float,
    threshold: float,
    said: str,
) -> None:
    kicks = ButtKicks(fps=fps, **changes)
    session = checked(kicks.track())
    checks = of_reps(session, rule)
    assert len(checks) == kicks.kicks
    for check, kick in list(zip(checks, kicks.plan, strict=True))[2:-2]:
        assert check.verdict is verdict
        assert check.value == pytest.approx(value, rel=0.02, abs=1.0 if value > 1.0 else 0.01)
        if verdict is not Verdict.GOOD:
            assert check.threshold == threshold
        assert check.unit == ("LL" if rule == "bouncing" else "deg")
        assert check.at_s == pytest.approx(kick.peak_s, abs=0.08)
        assert check.side == kick.side
        assert said in check.cue
        assert bool(check.cue) == (verdict is not Verdict.GOOD)
    row = in_summary(session, rule)
    assert row.verdict is verdict
    assert said in row.cue
    others = [in_summary(session, other_rule) for other_rule in PER_REP if other_rule != rule]
    assert all(other_row.verdict is Verdict.GOOD for other_row in others)


@pytest.mark.parametrize(("peak_deg", "verdict"), [(110.0, Verdict.GOOD), (75.0, Verdict.FAULT)])
def test_for_tempo_the_heel_only_has_to_reach_the_knee(
    checked: Judge, peak_deg: float, verdict: Verdict
) -> None:
    track = ButtKicks(left_deg=peak_deg, right_deg=peak_deg).track()
    session = checked(track, "tempo")
    assert in_summary(session, "heel-not-to-glutes").verdict is verdict
    assert {check.unit for check in of_reps(session, "heel-not-to-glutes")} == {"TH"}


def test_an_average_says_of_which_frames_it_is(checked: Judge) -> None:
    session = checked(ButtKicks(ankle_lean_deg=24.0).track())
    lean = session.measures["trunk_inclination_deg"]
    for check, rep in zip(of_reps(session, LEAN), session.reps, strict=True):
        assert check.span_s is not None
        first_s, last_s = check.span_s
        assert first_s <= rep.start_s
        assert last_s == rep.end_s
        averaged = lean[(first_s <= session.time_s) & (session.time_s <= last_s)]
        assert averaged.mean() == pytest.approx(check.value)
        assert check.lower_limit is False
    heels = of_reps(session, "heel-not-to-glutes")
    assert {(check.span_s, check.lower_limit) for check in heels} == {(None, True)}
