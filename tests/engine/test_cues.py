"""Cues: every fault of a set, one at a time, long enough to read, faults first."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.engine.cues import TIMES, SetFault, cues_of, in_turn
from formcheck.exercises.spec import Exercise
from formcheck.results import Rep, RuleSummary, Session, ShownCue, Verdict
from tests.conftest import Judge
from tests.synthetic import ButtKicks

HEEL, LEAN, ARMS = "heel-not-to-glutes", "excessive-forward-lean", "missing-arm-drive"
EVERY_STEP = tuple(1.0 + 0.4 * step for step in range(20))


def fault(
    rule: str,
    peaks_s: tuple[float, ...] = EVERY_STEP,
    *,
    mild: bool = False,
    not_in_s: tuple[tuple[float, float], ...] = (),
) -> SetFault:
    verdict = Verdict.BORDERLINE if mild else Verdict.FAULT
    cue = ShownCue(rule, f"{rule}!", verdict, 0.0, 0.0)
    return SetFault(cue, (mild, 0), peaks_s, not_in_s=not_in_s)


def shown(end_s: float, *faults: SetFault) -> list[tuple[str, float, float]]:
    return [(cue.rule, cue.start_s, cue.end_s) for cue in in_turn(faults, end_s)]


def test_nothing_wrong_shows_no_cue() -> None:
    assert shown(20.0) == []


def test_a_cue_appears_with_its_fault_and_is_held_long_enough_to_read() -> None:
    assert shown(20.0, fault("a", (4.0,))) == [("a", 4.0, 4.0 + TIMES.hold_s)]


def test_a_fault_that_goes_on_keeps_its_cue() -> None:
    ((_, start_s, end_s),) = shown(20.0, fault("a"))
    assert start_s == EVERY_STEP[0]
    assert end_s >= EVERY_STEP[-1]


def test_two_faults_take_turns() -> None:
    rules = [rule for rule, _, _ in shown(20.0, fault("a"), fault("b"))]
    assert rules[:3] == ["a", "b", "a"]
    assert all(before != after for before, after in pairwise(rules))


def test_a_hint_is_shown_once_after_the_faults() -> None:
    rules = [rule for rule, _, _ in shown(30.0, fault("a"), fault("c", mild=True))]
    assert rules == ["a", "c", "a"]


def test_a_fault_of_later_reps_is_shown_when_they_come() -> None:
    ((first, *_), (second, start_s, _)) = shown(12.0, fault("a", (9.0,)), fault("b", (1.0, 1.4)))
    assert (first, second, start_s) == ("b", "a", 9.0)


def test_many_faults_share_a_short_set() -> None:
    cues = shown(1.0 + 3 * 2.2, fault("a"), fault("b"), fault("c"))
    assert [rule for rule, _, _ in cues] == ["a", "b", "c"]
    assert all(end_s - start_s >= TIMES.least_s for _, start_s, end_s in cues)


def test_faults_of_one_leg_are_shown_before_the_other_leg_has_its_turn() -> None:
    """Three slow reps of one leg have three faults; then the other leg does one good rep."""
    of_leg = [fault(rule, (1.8, 3.4, 5.0), not_in_s=((7.1, 8.1),)) for rule in "abc"]
    cues = shown(9.1, *of_leg, fault("d", (3.4, 5.0, 7.5), mild=True))
    assert [rule for rule, _, _ in cues[:3]] == ["a", "b", "c"]
    assert all(end_s - start_s >= TIMES.least_s - 1e-9 for _, start_s, end_s in cues)


def test_too_short_a_set_shows_the_most_important_cues_alone() -> None:
    assert [rule for rule, _, _ in shown(4.0, fault("a"), fault("b"), fault("c"))] == ["a"]
    assert [rule for rule, _, _ in shown(1.5, fault("a"), fault("b"))] == ["a"]


def test_the_cue_of_one_leg_does_not_appear_while_the_good_leg_is_up() -> None:
    late = fault("a", (1.0,), not_in_s=((3.0, 5.0), (5.0, 6.0)))
    cues = shown(12.0, fault("b", (1.0, 1.4)), late)
    assert cues[1][:2] == ("a", 6.0)


@given(
    st.lists(
        st.tuples(st.lists(st.floats(0.0, 30.0), min_size=1, max_size=9), st.booleans()), max_size=6
    ),
    st.floats(0.1, 20.0),
)
def test_one_cue_at_a_time_that_can_be_read(
    given_faults: list[tuple[list[float], bool]], after_s: float
) -> None:
    faults = [
        fault(f"r{n}", tuple(sorted(peaks_s)), mild=mild)
        for n, (peaks_s, mild) in enumerate(sorted(given_faults, key=lambda one: one[1]))
    ]
    last_s = max((some.peaks_s[-1] for some in faults), default=0.0)
    cues = in_turn(faults, last_s + after_s)
    for before, following in pairwise(cues):
        assert before.end_s <= following.start_s
    assert all(cue.end_s - cue.start_s >= TIMES.least_s - 1e-9 for cue in cues[1:])
    assert bool(cues) == bool(faults)
    time_for_all_s = last_s + len(faults) * (TIMES.hold_s + TIMES.wait_s)
    if last_s + after_s >= time_for_all_s:
        assert {cue.rule for cue in cues} == {some.cue.rule for some in faults}


@pytest.mark.parametrize(
    ("verdict", "shown_as"),
    [
        (Verdict.FAULT, Verdict.FAULT),
        (Verdict.BORDERLINE, Verdict.BORDERLINE),
        (Verdict.GOOD, Verdict.FAULT),  # one rep alone was at fault
        (Verdict.NOT_ASSESSED, None),
    ],
)
def test_a_cue_agrees_with_the_verdict_on_the_clip(
    checked: Judge, butt_kicks: Exercise, verdict: Verdict, shown_as: Verdict | None
) -> None:
    session = checked(ButtKicks(left_deg=97.0, right_deg=97.0).track())
    changed = with_row(session, HEEL, verdict)
    cues = [cue for cue in cues_of(changed, butt_kicks) if cue.rule == HEEL]
    assert {cue.verdict for cue in cues} == ({shown_as} if shown_as else set())


def test_a_single_low_kick_is_told_of_only_if_nothing_else_is_wrong(checked: Judge) -> None:
    offsets = (0.0,) * 7 + (-30.0,) + (0.0,) * 12
    for lean_deg, rules in ((4.0, {HEEL}), (24.0, {LEAN})):
        kicks = ButtKicks(kicks=20, peak_offsets_deg=offsets, ankle_lean_deg=lean_deg)
        assert {cue.rule for cue in checked(kicks.track()).cues} == rules


def with_row(session: Session, rule: str, verdict: Verdict) -> Session:
    def changed(row: RuleSummary) -> RuleSummary:
        cue = row.cue if verdict in (Verdict.FAULT, Verdict.BORDERLINE) else ""
        return replace(row, verdict=verdict, cue=cue) if row.rule == rule else row

    return replace(session, summary=tuple(changed(row) for row in session.summary))


def test_faults_of_reps_and_of_the_set_are_all_shown(checked: Judge) -> None:
    kicks = ButtKicks(
        kicks=30, left_deg=97.0, right_deg=97.0, ankle_lean_deg=24.0, arm_range_deg=0.0
    )
    session = checked(kicks.track())
    assert {HEEL, LEAN, ARMS} <= {cue.rule for cue in session.cues}
    assert session.cues[0].rule == HEEL
    assert all(a.end_s <= b.start_s for a, b in pairwise(session.cues))


def test_a_fault_is_shown_in_each_set(checked: Judge) -> None:
    pause = tuple(9.0 if step == 9 else 1.0 for step in range(20))  # 5 s after the tenth kick
    kicks = ButtKicks(kicks=20, left_deg=97.0, right_deg=97.0, step_factors=pause)
    session = checked(kicks.track())
    assert len(session.sets) == 2
    for some in session.sets:
        assert any(some.start_s < cue.start_s < some.end_s for cue in session.cues)


def of_leg(reps: tuple[Rep, ...], side: str, time_s: float) -> bool:
    return any(rep.side == side and rep.start_s <= time_s < rep.end_s for rep in reps)


@pytest.mark.parametrize("changes", [{"left_deg": 90.0}, {"left_deg": 90.0, "arm_range_deg": 0.0}])
def test_a_fault_of_one_leg_names_it_and_appears_while_it_is_up(
    checked: Judge, changes: dict[str, Any]
) -> None:
    session = checked(ButtKicks(kicks=30, **changes).track())
    cues = [cue for cue in session.cues if cue.rule == HEEL]
    assert cues
    for cue in cues:
        assert cue.text.startswith("Left leg: ")
        assert not of_leg(session.reps, "right", cue.start_s)


def test_no_cue_comes_before_its_fault(checked: Judge) -> None:
    kicks = ButtKicks(bounce_ll=0.2)
    cues = checked(kicks.track()).cues
    assert cues
    assert cues[0].start_s >= kicks.plan[0].peak_s - 0.1
