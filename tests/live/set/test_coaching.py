"""One cue at a time, when a mistake repeats, and then silence."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from formcheck.body.view import View
from formcheck.exercises.spec import Exercise
from formcheck.live.set.coaching import LiveCoach, Sentence, unseen_note
from formcheck.poses.landmarks import Side
from formcheck.results import Check, Rep, Verdict

HEEL, LEAN, BOUNCE = "heel-not-to-glutes", "excessive-forward-lean", "bouncing"
STEP_S = 0.4


def fault(rule: str) -> Check:
    return Check(rule, Verdict.FAULT, cue=f"{rule}!")


def hint(rule: str) -> Check:
    return Check(rule, Verdict.BORDERLINE, cue=f"{rule}?")


def good(rule: str) -> Check:
    return Check(rule, Verdict.GOOD)


def rep(index: int, checks: Sequence[Check]) -> Rep:
    side: Side = "left" if index % 2 else "right"
    end_s = (index + 1) * STEP_S
    return Rep(index, side, end_s - 0.35, end_s - 0.15, end_s, {}, tuple(checks))


def said(coach: LiveCoach, reps: Sequence[Sequence[Check]]) -> list[Sentence]:
    """Everything that stands on the screen while reps of these checks are done."""
    shown: list[Sentence] = []
    for index, checks in enumerate(reps):
        done = rep(index, checks)
        now_s = done.end_s + 0.15
        coach.add_frame(now_s, [done])
        for at_s in (now_s, now_s + STEP_S / 2):
            now = coach.sentence(at_s)
            if now and now not in shown:
                shown.append(now)
    return shown


@pytest.fixture
def coach(butt_kicks: Exercise) -> LiveCoach:
    return LiveCoach(butt_kicks)


def test_a_mistake_made_once_gives_no_cue(coach: LiveCoach) -> None:
    assert said(coach, [[good(HEEL)], [fault(HEEL)], *[[good(HEEL)]] * 8]) == []


def test_a_mistake_made_twice_gives_a_cue_at_once(coach: LiveCoach) -> None:
    (cue,) = said(coach, [[good(HEEL)], [fault(HEEL)], [good(HEEL)], [fault(HEEL)]])
    assert cue.text == f"{HEEL}!"
    assert cue.verdict is Verdict.FAULT
    assert cue.start_s == pytest.approx(4 * STEP_S + 0.15)
    assert cue.end_s - cue.start_s >= 3.0


def test_the_most_important_cue_comes_first(coach: LiveCoach) -> None:
    both = [fault(BOUNCE), fault(LEAN), hint(HEEL)]
    (cue,) = said(coach, [both] * 4)
    assert cue.rule == LEAN  # a fault before a hint, the exercise's order among faults


def test_cues_come_one_at_a_time_with_silence_between(coach: LiveCoach) -> None:
    cues = said(coach, [[fault(HEEL), fault(LEAN), fault(BOUNCE)]] * 150)  # a minute
    assert len(cues) >= 3
    for first, second in pairwise(cues):
        assert second.start_s - first.end_s >= 4.0
    assert len(cues) <= 8
    assert cues[0].rule != cues[1].rule


def test_the_same_cue_is_not_repeated_soon(coach: LiveCoach) -> None:
    cues = said(coach, [[fault(HEEL)]] * 150)
    for first, second in pairwise(cues):
        assert second.start_s - first.start_s >= 15.0


def test_an_improvement_is_praised_once(coach: LiveCoach) -> None:
    cues = said(coach, [[fault(HEEL)]] * 4 + [[good(HEEL)]] * 40)
    assert [cue.verdict for cue in cues] == [Verdict.FAULT, Verdict.GOOD]


def test_a_rule_about_the_set_gives_a_cue_too(coach: LiveCoach) -> None:
    coach.add_frame(3.0, [rep(0, [good(HEEL)])], [fault("missing-arm-drive")])
    now = coach.sentence(3.5)
    assert now is not None
    assert now.rule == "missing-arm-drive"


def test_the_note_names_what_a_view_cannot_show(butt_kicks: Exercise) -> None:
    note = unseen_note(butt_kicks, View("side", 0.0, "left", 1))
    assert note.startswith("Not judged from the side: trunk rotation")
    assert "heel" not in note
    assert "heel to glutes" in unseen_note(butt_kicks, View("front", 90.0, None))
    oblique = unseen_note(butt_kicks, View("oblique", 40.0, "left", 1))
    assert "lower back" in oblique
    assert "heel" not in oblique


@pytest.mark.parametrize(
    ("left", "said_text"),
    [
        (Verdict.GOOD, f"Right leg: {HEEL}!"),
        (Verdict.FAULT, f"{HEEL}!"),
        (Verdict.BORDERLINE, f"{HEEL}!"),
        (Verdict.NOT_ASSESSED, f"Right leg: {HEEL}!"),
    ],
)
def test_a_cue_names_the_leg_where_only_one_is_at_fault(
    coach: LiveCoach, left: Verdict, said_text: str
) -> None:
    wrong = replace(fault(HEEL), side="right")
    cued = left in (Verdict.FAULT, Verdict.BORDERLINE)
    other = Check(HEEL, left, cue=f"{HEEL}!" if cued else "", side="left")
    cues = said(coach, [[wrong], [other]] * 4)
    assert cues[-1].text == said_text


def test_the_cue_of_one_leg_waits_until_the_good_leg_is_down(coach: LiveCoach) -> None:
    wrong, fine = replace(fault(HEEL), side="right"), replace(good(HEEL), side="left")
    for index in range(4):
        done = rep(index, [wrong if index % 2 == 0 else fine])
        coach.add_frame(done.end_s, [done], working="left")
    assert coach.sentence(done.end_s) is None
    later_s = done.end_s + 0.3
    coach.add_frame(later_s, working="right")
    cue = coach.sentence(later_s)
    assert cue is not None
    assert cue.text.startswith("Right leg: ")
    assert cue.start_s == later_s
    assert cue.end_s - later_s >= 3.0
    assert cue.waited_s == pytest.approx(later_s - 3 * STEP_S)  # since the second low kick


def test_a_cue_that_comes_again_has_other_words(butt_kicks: Exercise) -> None:
    words = {f"{HEEL}!": ("other words", "more words")}
    exercise = butt_kicks.model_copy(update={"wordings": words})
    cues = said(LiveCoach(exercise), [[fault(HEEL)]] * 200)
    assert [cue.text for cue in cues[:4]] == [f"{HEEL}!", "other words", "more words", f"{HEEL}!"]


def low_right_heels(coach: LiveCoach, working: Side) -> None:
    """Add four kicks, those of the right leg with a fault, while one leg is seen to be up."""
    wrong, fine = replace(fault(HEEL), side="right"), replace(good(HEEL), side="left")
    for index in range(4):
        done = rep(index, [fine if index % 2 else wrong])
        coach.add_frame(done.end_s, [done], working=working)


def test_a_cue_that_waits_too_long_is_dropped(coach: LiveCoach) -> None:
    wrong, fine = replace(fault(HEEL), side="right"), replace(good(HEEL), side="left")
    for index in range(4):
        coach.add_frame(
            rep(index, []).end_s, [rep(index, [wrong, fine][index % 2 :][:1])], (), "left"
        )
    later_s = 3 * STEP_S + 5.0
    coach.add_frame(later_s, working="left")
    coach.add_frame(later_s + 0.1)
    assert coach.sentence(later_s + 0.1) is None


def test_a_cue_that_a_second_opinion_takes_back_while_it_waits_is_dropped(
    coach: LiveCoach,
) -> None:
    wrong, fine = replace(fault(HEEL), side="right"), replace(good(HEEL), side="left")
    for index in range(4):
        coach.add_frame(
            rep(index, []).end_s, [rep(index, [wrong, fine][index % 2 :][:1])], (), "left"
        )
    now_s = 4 * STEP_S
    coach.correct([rep(index, [replace(good(HEEL), side="right")]) for index in range(4)])
    coach.add_frame(now_s, working="right")
    assert coach.sentence(now_s) is None


def test_a_leg_that_works_alone_is_not_named(coach: LiveCoach) -> None:
    for index in (0, 2):
        coach.add_frame(rep(index, []).end_s, [rep(index, [replace(fault(HEEL), side="right")])])
    cue = coach.sentence(rep(2, []).end_s)
    assert cue is not None
    assert (cue.text, cue.side) == (f"{HEEL}!", None)


@pytest.mark.parametrize("working", ["left", "right", None])
def test_a_cue_for_both_legs_waits_for_none(coach: LiveCoach, working: Side | None) -> None:
    for index in range(4):
        done = rep(index, [fault(LEAN)])
        coach.add_frame(done.end_s, [done], working=working)
    assert coach.sentence(done.end_s) is not None


def test_a_fault_does_not_wait_until_a_borderline_cue_is_over(coach: LiveCoach) -> None:
    minor, serious = said(coach, [[hint(LEAN)], [hint(LEAN)], *[[fault(HEEL)]] * 12])
    assert (minor.rule, serious.rule) == (LEAN, HEEL)
    assert 2.0 <= serious.start_s - minor.start_s <= 2.0 + STEP_S  # it could be read once
