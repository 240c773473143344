"""The rows of the summary in `report.json`: words, sources and limits of each rule."""

from dataclasses import replace

from formcheck.exercises.spec import Exercise
from formcheck.report.rule_report import RuleReport, rule_reports
from tests.conftest import Judge
from tests.synthetic import ButtKicks


def rows_of(judged: Judge, exercise: Exercise, clip: ButtKicks) -> dict[str, RuleReport]:
    session = judged(clip.track())
    return {row.rule: row for row in rule_reports(session, exercise)}


def test_a_row_says_what_was_measured_why_it_matters_and_where_it_comes_from(
    judged: Judge, butt_kicks: Exercise
) -> None:
    row = rows_of(judged, butt_kicks, ButtKicks(left_deg=60.0))["heel-not-to-glutes"]
    assert row.measured.startswith("LEFT heel: 8 of 8 kicks faulty")
    assert row.advice.startswith("Left leg: ")
    assert row.explanation == butt_kicks.rule("heel-not-to-glutes").explain
    assert "coaching texts 1 and 2" in row.source


def test_limits_say_on_which_side_numbers_are_good(judged: Judge, butt_kicks: Exercise) -> None:
    (limit, *_) = rows_of(judged, butt_kicks, ButtKicks())["heel-not-to-glutes"].limits
    assert limit.label == "knee bend"
    assert (limit.measure, limit.leg, limit.unit) == ("knee_flexion_deg", "working", "deg")
    assert limit.fault_below is not None
    assert limit.good_from == (limit.borderline_below or limit.fault_below)
    assert limit.good_to is limit.fault_above is limit.borderline_above is None
    assert limit.on_curve


def test_limits_are_those_of_the_level(judged: Judge, butt_kicks: Exercise) -> None:
    session = judged(ButtKicks().track())
    tempo = replace(session, level="tempo")
    usual, fast = (
        next(row for row in rule_reports(some, butt_kicks) if row.rule == "heel-not-to-glutes")
        for some in (session, tempo)
    )
    assert usual.limits != fast.limits


def test_an_advisory_rule_has_no_limit_for_a_fault(judged: Judge, butt_kicks: Exercise) -> None:
    rows = rows_of(judged, butt_kicks, ButtKicks())
    advisory = [rule for rule in butt_kicks.rules if rule.advisory and rows[rule.id].limits]
    assert advisory
    for rule in advisory:
        for limit in rows[rule.id].limits:
            assert limit.fault_below is limit.fault_above is None
            assert limit.borderline_below is not None or limit.borderline_above is not None


def test_limits_are_those_of_the_view(judged: Judge, butt_kicks: Exercise) -> None:
    both = butt_kicks.rule("hip-collapse").criteria("")
    assert [one.rep_limits and one.rep_limits.views for one in both] == [("rear",), ("front",)]
    (limit,) = rows_of(judged, butt_kicks, ButtKicks(yaw_deg=90.0))["hip-collapse"].limits
    (seen,) = (one for one in both if one.rep_limits and one.rep_limits.views == ("front",))
    assert limit.fault_above == seen.limits.fault_above
    assert (limit.gain, limit.offset) == (2.4, 1.6)
    assert limit.conditions


def test_a_change_is_not_drawn_beside_its_curve(judged: Judge, butt_kicks: Exercise) -> None:
    limits = [
        limit for row in rows_of(judged, butt_kicks, ButtKicks()).values() for limit in row.limits
    ]
    of_rhythm = [limit for limit in limits if limit.unit == "%"]
    assert of_rhythm
    assert not any(limit.on_curve for limit in of_rhythm)
    assert any(limit.on_curve for limit in limits)
