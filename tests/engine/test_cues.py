"""Cues: one at a time, long enough to read, faults first."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.engine.cues import Coach, agreeing_with
from formcheck.results import Check, RuleSummary, ShownCue, Verdict
from tests.conftest import Judge
from tests.synthetic import ButtKicks


def fault(rule: str) -> Check:
    return Check(rule, Verdict.FAULT, cue=f"{rule}!")


def hint(rule: str) -> Check:
    return Check(rule, Verdict.BORDERLINE, cue=f"{rule}?")


def shown(*heard: tuple[float, list[Check]]) -> list[tuple[str, float, float]]:
    coach = Coach()
    for now_s, checks in heard:
        coach.hear(now_s, checks)
    return [(cue.text, cue.start_s, cue.end_s) for cue in coach.shown]


def test_good_checks_show_no_cue() -> None:
    assert shown((1.0, [Check("a", Verdict.GOOD)]), (2.0, [])) == []


def test_a_cue_is_held_long_enough_to_read() -> None:
    ((text, start_s, end_s),) = shown((1.0, [fault("a")]))
    assert (text, start_s) == ("a!", 1.0)
    assert end_s - start_s >= 2.0


def test_the_first_fault_of_several_checks_is_shown() -> None:
    ((text, _, _),) = shown((1.0, [hint("a"), fault("b"), fault("c")]))
    assert text == "b!"


def test_a_fault_replaces_a_hint_at_once() -> None:
    first, second = shown((1.0, [hint("a")]), (1.2, [fault("b")]))
    assert first[0] == "a?"
    assert first[2] == second[1] == 1.2
    assert second[0] == "b!"


def test_a_hint_does_not_replace_a_fault() -> None:
    texts = [text for text, _, _ in shown((1.0, [fault("a")]), (3.5, [hint("b")]))]
    assert texts == ["a!"]


def test_another_fault_waits_until_the_cue_was_shown_for_a_while() -> None:
    assert [cue[0] for cue in shown((1.0, [fault("a")]), (2.0, [fault("b")]))] == ["a!"]
    assert [cue[0] for cue in shown((1.0, [fault("a")]), (3.2, [fault("b")]))] == ["a!", "b!"]


def test_a_fault_that_goes_on_keeps_its_cue() -> None:
    ((_, start_s, end_s),) = shown(*((float(t), [fault("a")]) for t in range(1, 9)))
    assert start_s == 1.0
    assert end_s >= 10.0


rules = st.sampled_from([fault("a"), fault("b"), fault("c"), hint("d"), hint("e")])


@given(st.lists(st.tuples(st.floats(0.01, 4.0), st.lists(rules, max_size=3)), max_size=30))
def test_one_cue_at_a_time_each_for_two_seconds_or_until_a_fault(
    heard: list[tuple[float, list[Check]]],
) -> None:
    coach, now_s = Coach(), 0.0
    for wait_s, checks in heard:
        now_s += wait_s
        coach.hear(now_s, checks)
    for before, after in pairwise(coach.shown):
        assert before.end_s <= after.start_s
        cut_short = before.end_s - before.start_s < 2.0 - 1e-9
        assert not cut_short or (before.verdict, after.verdict) == (
            Verdict.BORDERLINE,
            Verdict.FAULT,
        )


@pytest.mark.parametrize(
    ("verdict", "reps_judged", "kept"),
    [
        (Verdict.FAULT, 8, Verdict.FAULT),
        (Verdict.BORDERLINE, 8, Verdict.BORDERLINE),
        (Verdict.GOOD, 8, Verdict.FAULT),  # one rep alone was at fault
        (Verdict.NOT_ASSESSED, 1, None),
        (Verdict.FAULT, 0, Verdict.FAULT),  # a rule that judges sets
        (Verdict.BORDERLINE, 0, Verdict.BORDERLINE),
        (Verdict.GOOD, 0, None),
    ],
)
def test_a_cue_agrees_with_the_verdict_on_the_clip(
    verdict: Verdict, reps_judged: int, kept: Verdict | None
) -> None:
    row = RuleSummary("a", verdict, reps_judged, reps_faulty=min(reps_judged, 1), cue="")
    cues = agreeing_with([row], [ShownCue("a", "a!", Verdict.FAULT, 1.0, 4.0)])
    assert [cue.verdict for cue in cues] == ([kept] if kept else [])


@pytest.mark.parametrize("changes", [{"bounce_ll": 0.2}, {"left_deg": 60.0, "ankle_lean_deg": 25}])
def test_in_a_clip_the_cue_comes_after_the_kick_and_one_at_a_time(
    checked: Judge, changes: dict[str, float]
) -> None:
    kicks = ButtKicks(**changes)  # type: ignore[arg-type]
    cues: tuple[ShownCue, ...] = checked(kicks.track()).cues
    assert cues
    assert cues[0].start_s > kicks.plan[0].peak_s
    assert all(a.end_s <= b.start_s for a, b in pairwise(cues))
    assert all(cue.text for cue in cues)
