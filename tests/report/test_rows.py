"""The text of a rule's row: which number of which leg, in how many reps."""

import io
from dataclasses import replace
from math import isnan, nan
from typing import get_args

import pytest
from rich.console import Console

from formcheck.exercises.file import load_exercise
from formcheck.exercises.named_leg import cue_text
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge
from formcheck.poses.landmarks import Side
from formcheck.report.rows import LegRow, leg_rows, row_text
from formcheck.report.terminal import print_session
from formcheck.results import Check, RuleSummary, Session, Verdict
from formcheck.rules.limit_words import limits_beside, wanted_if_wrong
from formcheck.rules.summary import summary_of
from formcheck.rules.words import measured_figure
from tests.synthetic import ButtKicks, recording

KICKS, STANDING = load_exercise("butt-kicks"), load_exercise("standing-kickback")
ON_ALL_FOURS = load_exercise("quadruped-kickback")
HEEL, BACK = "fault below 105°, good from 120°", "fault above arched 15°, good up to arched 10°"
SIDES: dict[str, Side] = {side[0]: side for side in get_args(Side)}


@pytest.fixture(scope="module")
def session() -> Session:
    return judge(recording(ButtKicks().track()), KICKS)


def with_peaks(session: Session, peaks_deg: str, rule_id: str = "heel-not-to-glutes") -> Session:
    """Return the session with these kicks alone, judged by one rule.

    Args:
        session: any session of butt kicks.
        peaks_deg: leg and measured number of each kick, "l130 r97"; "r?" was not judged.
        rule_id: the rule, which has one limit.
    """
    rule = KICKS.rule(rule_id)
    (criterion,) = rule.criteria("")
    reps = []
    for rep, kick in zip(session.reps, peaks_deg.split(), strict=False):
        leg, number = kick[0], kick[1:]
        value = nan if number == "?" else float(number)
        if isnan(value):
            check = rule.not_assessed("hidden", rep.peak_s, SIDES[leg])
        else:
            check = rule.judge_value(criterion, value, rep.peak_s, side=SIDES[leg])
        reps.append(replace(rep, side=SIDES[leg], checks=(check,)))
    assert len(reps) == len(peaks_deg.split())
    row = summary_of(rule, reps, [], KICKS.rep_word)
    return replace(session, reps=tuple(reps), set_checks=(), summary=(row,))


def only_row(session: Session) -> str:
    return row_text(session.summary[0], session, KICKS)


@pytest.mark.parametrize(
    ("peaks_deg", "said"),
    [
        ("l131 r130 l132 r134", "Heel to glutes 131° (good from 120°)"),
        (
            "l90 r130 l132 r134",
            "Heel to glutes 132° (good from 120°), but a fault in 1 of 4 kicks: 90° in Left 1",
        ),
        (
            "l90 r92 r94 r130",
            "Heel to glutes: left 1 of 1 kicks faulty, 90° in Left 1;"
            f" right 2 of 3 kicks faulty, worst 92° in Right 1 ({HEEL})",
        ),
        ("r97 r96 r98", f"Heel to glutes: 3 of 3 kicks faulty, worst 96° in Right 2 ({HEEL})"),
        (
            "l112 r114 l116 r116",
            "Heel to glutes: left 2 of 2 kicks borderline, worst 112° in Left 1;"
            f" right 2 of 2 kicks borderline, worst 114° in Right 1 ({HEEL})",
        ),
        (
            "r97 r98 r99 r100 l131 l90 l91 l92",
            "Heel to glutes: left 3 of 4 kicks faulty, worst 90° in Left 2;"
            f" right 4 of 4 kicks faulty, worst 97° in Right 1 ({HEEL})",
        ),
        (
            "r97 r96 r98 r97 l130 l131 l130 l131",
            f"Heel to glutes – RIGHT heel: 4 of 4 kicks faulty, worst 96° in Right 2 ({HEEL});"
            " left fine",
        ),
        (
            "l97 l96 l98 l97 r90 r131 r130 r131",
            f"Heel to glutes – LEFT heel: 4 of 4 kicks faulty, worst 96° in Left 2 ({HEEL});"
            " right 1 of 4",
        ),
        (
            "r97 r96 r98 r97 l? l? l? l?",
            f"Heel to glutes – RIGHT heel: 4 of 4 kicks faulty, worst 96° in Right 2 ({HEEL});"
            " left not judged",
        ),
    ],
)
def test_a_row_says_how_many_kicks_of_which_leg_and_how_far(
    session: Session, peaks_deg: str, said: str
) -> None:
    judged = with_peaks(session, peaks_deg)
    assert only_row(judged) == said
    console = Console(file=io.StringIO(), width=129, highlight=False)
    print_session(console, "clip.mp4", judged, KICKS)
    assert isinstance(console.file, io.StringIO)
    lines = [line.partition("  ")[2].strip() for line in console.file.getvalue().splitlines()]
    assert said in " ".join(lines)


def test_what_both_legs_share_is_told_without_a_leg(session: Session) -> None:
    bounces = with_peaks(session, "l0.2 r0.2 l0.2 r0.2", "bouncing")
    assert only_row(bounces) == (
        "Vertical bounce: 4 of 4 kicks faulty, worst 20 % of leg length in Left 1"
        " (fault above 15 %, good up to 12 %)"
    )
    one_sided = with_peaks(session, "l0.2 r0.1 l0.2 r0.1", "bouncing")
    assert only_row(one_sided) == (
        "Vertical bounce: 2 of 4 kicks faulty, worst 20 % of leg length in Left 1"
        " (fault above 15 %, good up to 12 %)"
    )


def test_the_cue_names_the_leg_where_the_faults_are_one_sided(session: Session) -> None:
    def cue(peaks_deg: str) -> str:
        return cue_text(with_peaks(session, peaks_deg).summary[0], KICKS)

    assert cue("r97 r96 l130 l131") == "Right leg: pull your heel all the way up to your glutes"
    assert cue("r97 r96 l97 l96") == "Pull your heel all the way up to your glutes"
    assert cue("r130 r131 l130 l131") == ""


def kickbacks(rule_id: str, values: str) -> tuple[RuleSummary, Session]:
    """Return the summary of a rule of standing kickbacks, each leg judged by its first limit."""
    rule = STANDING.rule(rule_id)
    session = judge(recording(ButtKicks().track()), KICKS)
    reps = []
    for rep, kick in zip(session.reps, values.split(), strict=False):
        leg, value = kick[0], float(kick[1:])
        check = rule.judge_value(rule.criteria("")[0], value, 1.0, side=SIDES[leg])
        reps.append(replace(rep, side=SIDES[leg], checks=(check,)))
    row = summary_of(rule, reps, [], STANDING.rep_word)
    return row, replace(session, reps=tuple(reps), set_checks=())


def test_slow_legs_are_told_apart_by_every_rule() -> None:
    row, session = kickbacks("lumbar-arching", "l18 l19 l18 r4 r-3 r5")
    assert row_text(row, session, STANDING) == (
        f"Lower back – LEFT side: 3 of 3 kickbacks faulty, worst arched 19° in Left 2 ({BACK});"
        " right fine"
    )
    assert cue_text(row, STANDING) == (
        "Left side: tighten your belly and keep your lower back still"
    )


def test_the_row_and_the_summary_have_the_same_number_of_each_leg(session: Session) -> None:
    judged = with_peaks(session, "r87 r85 r89 r90 l97 l96 l98 l120")
    sides = judged.summary[0].sides
    assert (sides["left"].value, sides["right"].value) == (96.0, 85.0)
    assert only_row(judged) == (
        "Heel to glutes: left 3 of 4 kicks faulty, worst 96° in Left 2;"
        f" right 4 of 4 kicks faulty, worst 85° in Right 2 ({HEEL})"
    )


def test_both_slow_legs_have_their_number() -> None:
    row, session = kickbacks("lumbar-arching", "l24 l23 l24 r16 r4 r17")
    assert row_text(row, session, STANDING) == (
        "Lower back: left 3 of 3 kickbacks faulty, worst arched 24° in Left 1;"
        f" right 2 of 3 kickbacks faulty, worst arched 17° in Right 3 ({BACK})"
    )
    assert {side: some.value for side, some in row.sides.items()} == {"left": 24.0, "right": 17.0}


def test_the_summary_has_counts_and_values_of_each_side(session: Session) -> None:
    (row,) = with_peaks(session, "r97 r96 r112 r? l130 l131 l134").summary
    right, left = row.sides["right"], row.sides["left"]
    assert (right.reps, right.judged, right.faulty, right.borderline) == (4, 3, 2, 1)
    assert (left.reps, left.judged, left.faulty, left.borderline) == (3, 3, 0, 0)
    assert (right.value, left.value) == (96.0, 131.0)
    assert (right.verdict, left.verdict) == (Verdict.FAULT, Verdict.GOOD)
    assert (row.title, row.value, row.threshold, row.unit) == ("Heel to glutes", 96.0, 105.0, "deg")
    assert row.faulty_side == "right"


def test_what_was_not_assessed_has_no_numbers(session: Session) -> None:
    (row,) = with_peaks(session, "r? r? l?").summary
    assert (row.verdict, row.value, row.unit) == (Verdict.NOT_ASSESSED, None, "")
    assert row.sides["right"].value is None
    assert only_row(with_peaks(session, "r? r? l?")) == "Heel to glutes"


def test_a_fault_is_said_with_the_limit_it_passed() -> None:
    fault = KICKS.main_rule.judge_value(KICKS.main_rule.criteria("")[0], 98.0, 1.0)
    assert measured_figure(fault) == "98°"
    assert limits_beside(fault) == "fault below 105°, good from 120°"
    assert measured_figure(replace(fault, value=104.7)) == "just under 105°"
    assert wanted_if_wrong(fault) == "good from 120°"
    assert wanted_if_wrong(replace(fault, verdict=Verdict.GOOD)) == ""
    assert limits_beside(replace(fault, good_limit=105.0)) == "fault below 105°"
    assert measured_figure(replace(fault, value=None)) == ""
    too_much = Check("r", Verdict.BORDERLINE, 0.138, 0.12, "LL", good_limit=0.12)
    assert measured_figure(too_much) == "14 % of leg length"
    assert limits_beside(too_much) == "good up to 12 %"


def test_a_fault_seen_at_an_angle_is_said_with_its_error() -> None:
    clear = Check("r", Verdict.FAULT, 89.0, 105.0, "deg", label="knee bend", sigma=4.2)
    assert measured_figure(clear) == "89 ±4°"
    unclear = replace(clear, verdict=Verdict.BORDERLINE, value=107.0)
    assert measured_figure(unclear) == "107 ±4°"
    ratio = replace(unclear, value=0.869, threshold=0.9, unit="×", sigma=0.046)
    assert measured_figure(ratio) == "87 ±5 % of the lifting time"
    assert measured_figure(replace(clear, sigma=0.3)) == "89°"
    assert measured_figure(replace(clear, verdict=Verdict.GOOD)) == "89°"


def test_a_knee_that_opens_is_told_so() -> None:
    opened = Check(
        "r", Verdict.BORDERLINE, -39.8, -30.0, "deg", label="change of knee bend",
        lower_limit=True, good_limit=-20.0, fault_limit=-30.0,
    )  # fmt: skip
    assert measured_figure(replace(opened, sigma=10.0)) == "opened 40 ±10°"
    assert measured_figure(replace(opened, value=-30.2)) == "opened just over 30°"
    assert limits_beside(opened) == "fault above opened 30°, good up to opened 20°"


def test_a_number_may_lie_within_the_good_ones_and_not_be_sure() -> None:
    lean = Check(
        "r", Verdict.BORDERLINE, 8.0, 18.0, "deg", sigma=11.0,
        lower_limit=False, good_limit=12.0, fault_limit=18.0,
    )  # fmt: skip
    assert wanted_if_wrong(lean) == "good up to 12°, but not sure"
    assert wanted_if_wrong(replace(lean, value=14.0)) == "good up to 12°"


@pytest.mark.parametrize(("value", "said"), [(9.6, "arched 10°"), (-9.6, "rounded 10°")])
def test_a_back_is_arched_or_rounded(value: float, said: str) -> None:
    rule = KICKS.rule("lumbar-arching")
    (criterion,) = rule.criteria("")
    assert measured_figure(rule.judge_value(criterion, value, 1.0)) == said


@pytest.mark.parametrize(
    ("exercise", "rule_id", "place", "value", "said"),
    [
        (STANDING, "momentum", 0, 0.5, "Controlled lift: time to lift 0.50 s (good from 0.3 s)"),
        (
            STANDING, "momentum", 0, 0.1,
            "Controlled lift: time to lift 0.10 s (fault below 0.2 s, good from 0.3 s)",
        ),
        (
            STANDING, "dropped-return", 0, 0.5,
            "Controlled lowering: 50 % of the lifting time (fault below 60 %, good from 90 %)",
        ),
        (
            KICKS, "excessive-forward-lean", 1, 5.0,
            "Upright posture: lean of the trunk 5° forward (good up to 15° forward)",
        ),
        (
            KICKS, "excessive-forward-lean", 1, 25.0,
            "Upright posture: lean of the trunk 25° forward"
            " (fault above 20° forward, good up to 15° forward)",
        ),
        (
            KICKS, "excessive-forward-lean", 2, -7.0,
            "Upright posture: lean of the trunk 7° back (fault above 5° back)",
        ),
        (
            ON_ALL_FOURS, "misplaced-hands-or-knees", 1, -22.0,
            "Hand and knee placement: knee of the supporting leg 22° behind the hip"
            " (fault above 18° behind the hip, good up to 12° behind the hip)",
        ),
        (
            ON_ALL_FOURS, "misplaced-hands-or-knees", 1, -17.6,
            "Hand and knee placement: knee of the supporting leg just under 18° behind the hip"
            " (fault above 18° behind the hip, good up to 12° behind the hip)",
        ),
        (
            ON_ALL_FOURS, "misplaced-hands-or-knees", 0, 5.0,
            "Hand and knee placement: shoulders 5° ahead of the hands"
            " (good up to 12° ahead of the hands)",
        ),
        (KICKS, "uneven-rhythm", 0, 2.2, "Rhythm variation 2 % (good up to 10 %)"),
        (KICKS, "lumbar-arching", 0, -8.2, "Lower back: rounded 8° (good up to arched 10°)"),
        (
            KICKS, "uneven-rhythm", 1, 30.0,
            "Rhythm variation: same leg twice in a row in 30 % (fault above 15 %, good up to 10 %)",
        ),
        (KICKS, "low-cadence", 0, 148.0, "Cadence 148 steps/min (good from 90)"),
    ],
)  # fmt: skip
def test_a_row_names_the_thing_judged_so_that_good_can_stand_beside_it(
    session: Session, exercise: Exercise, rule_id: str, place: int, value: float, said: str
) -> None:
    """What is measured is named if the rule has several criteria that the number could be of."""
    rule = exercise.rule(rule_id)
    check = rule.judge_value(rule.criteria(session.level)[place], value, 1.0)
    row = summary_of(rule, [], [check], exercise.rep_word)
    assert row_text(row, session, exercise) == said


def test_a_leg_with_half_of_its_reps_wrong_is_named_beside_the_other() -> None:
    row, session = kickbacks("rib-flare", "l9.5 l7.3 r8.4 r9.3")
    assert row.verdict is Verdict.BORDERLINE
    assert row_text(row, session, STANDING) == (
        "Rib position: left 1 of 2 kickbacks borderline, 10° in Left 1;"
        " right 2 of 2 kickbacks borderline, worst 9° in Right 2 (good up to 8°)"
    )
    assert cue_text(row, STANDING).startswith("Draw your ribs in")


def test_a_leg_has_the_mark_and_the_number_of_its_worst_rep() -> None:
    row, session = kickbacks("lumbar-arching", "l22 l26 r16 r13.8")
    legs = leg_rows(row, session.reps, "kickbacks", several=False)
    assert legs["right"] == LegRow(
        Verdict.FAULT, "1 of 2 kickbacks faulty", "arched 16°", "Right 1", BACK
    )
    row, session = kickbacks("lumbar-arching", "l22 l26 r12 r13.8")
    legs = leg_rows(row, session.reps, "kickbacks", several=False)
    assert legs["right"] == LegRow(
        Verdict.BORDERLINE,
        "2 of 2 kickbacks borderline",
        "worst arched 14°",
        "Right 2",
        BACK,
    )


def test_a_good_leg_has_the_number_of_its_middle_rep(session: Session) -> None:
    judged = with_peaks(session, "r97 r96 r98 r97 l130 l131 l136")
    legs = leg_rows(judged.summary[0], judged.reps, "kicks", several=False)
    assert legs["left"] == LegRow(Verdict.GOOD, "3 of 3 kicks good", "middle 131°")


def test_a_good_leg_says_of_how_many_reps_the_judged_ones_are(session: Session) -> None:
    judged = with_peaks(session, "r97 r96 r98 r97 l130 l131 l136")
    row = judged.summary[0]
    some = replace(row.sides["left"], reps=7)
    seven = replace(row, sides={**row.sides, "left": some})
    legs = leg_rows(seven, judged.reps, "kicks", several=False)
    assert legs["left"].count == "3 of 7 kicks judged: good"


def test_two_good_reps_have_no_middle(session: Session) -> None:
    judged = with_peaks(session, "r97 r96 r98 r97 l130 l136")
    legs = leg_rows(judged.summary[0], judged.reps, "kicks", several=False)
    assert legs["left"] == LegRow(Verdict.GOOD, "2 of 2 kicks good", "130° or more")


def test_a_single_faulty_rep_of_a_good_row_is_told_by_its_leg(session: Session) -> None:
    judged = with_peaks(session, "l90 r130 l132 r134 l131 r133 l135 r131")
    assert judged.summary[0].verdict is Verdict.GOOD
    legs = leg_rows(judged.summary[0], judged.reps, "kicks", several=False)
    assert legs["left"] == LegRow(Verdict.FAULT, "1 of 4 kicks faulty", "90°", "Left 1", HEEL)


def test_a_number_past_its_limit_that_is_good_says_why() -> None:
    slow = judge(
        recording(ButtKicks(toes_down_deg=25.0, cadence=60.0, lower_steps=1.4).track()), KICKS
    )
    row = next(row for row in slow.summary if row.rule == "toe-slam")
    text = row_text(row, slow, KICKS)
    assert text.endswith("(the foot comes down slowly, so the toes do not slam)")
    assert "good up to" not in text
