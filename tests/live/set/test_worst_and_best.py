"""Which rep is shown as the worst, and which one beside it."""

from dataclasses import replace

from formcheck.exercises.spec import Exercise
from formcheck.live.set.worst_and_best import repeated_in, worst_and_best, worth_keeping
from formcheck.results import Verdict
from tests.live.set.reps import ADVICE, HEEL, LEAN, fault, heel, rep

RULES = (HEEL, LEAN)


def test_the_worst_by_the_main_rule_stands_beside_the_best_of_its_leg(
    butt_kicks: Exercise,
) -> None:
    leaning = rep(3, heel(130.0), fault(LEAN, 80.0, 20.0))
    reps = [
        rep(0, heel(92.0)),
        rep(1, heel(80.0)),
        rep(2, heel(125.0)),
        leaning,
        rep(4, heel(140.0), side="right"),
        rep(5, heel(122.0)),
    ]
    pair = worst_and_best(reps, butt_kicks, rules=RULES)
    assert pair.worst
    assert pair.best
    assert (pair.worst.rep.index, pair.worst.check.value, pair.worst.extreme) == (1, 80.0, True)
    assert (pair.best.rep.index, pair.best.extreme) == (2, True)


def test_the_other_leg_has_the_best_where_this_leg_has_no_good_one(butt_kicks: Exercise) -> None:
    reps = [rep(0, heel(92.0)), rep(1, heel(110.0)), rep(2, heel(130.0), side="right")]
    pair = worst_and_best(reps, butt_kicks, rules=RULES)
    assert pair.best
    assert pair.best.rep.side == "right"
    assert worst_and_best(reps[:2], butt_kicks, rules=RULES).best is None


def test_without_a_fault_of_the_main_rule_the_gravest_other_fault_is_shown(
    butt_kicks: Exercise,
) -> None:
    reps = [
        rep(0, heel(125.0), fault(LEAN, 22.0, 20.0)),
        rep(1, heel(125.0), fault(LEAN, 35.0, 20.0)),
        rep(2, heel(125.0), fault(ADVICE, 90.0, 30.0)),
    ]
    pair = worst_and_best(reps, butt_kicks, rules=RULES)
    assert pair.worst
    assert (pair.worst.rep.index, pair.worst.check.rule) == (1, LEAN)


def test_where_nothing_is_wrong_there_is_only_the_best(butt_kicks: Exercise) -> None:
    reps = [rep(0, heel(125.0)), rep(1, heel(134.0)), rep(2, heel(112.0))]
    pair = worst_and_best(reps, butt_kicks, rules=RULES)
    assert pair.worst is None
    assert pair.best
    assert pair.best.rep.index == 1


def test_faults_by_rules_that_do_not_count_are_not_shown(butt_kicks: Exercise) -> None:
    assert worst_and_best([rep(0, heel(92.0))], butt_kicks, rules=()).worst is None


def test_a_rep_is_called_the_worst_only_if_it_is(butt_kicks: Exercise) -> None:
    reps = [rep(0, heel(92.0)), rep(1, heel(80.0)), rep(2, heel(125.0)), rep(3, heel(130.0))]
    pair = worst_and_best(reps, butt_kicks, rules=RULES, shown=[reps[0], reps[2]])
    assert pair.worst
    assert pair.best
    assert (pair.worst.rep.index, pair.worst.extreme) == (0, False)
    assert (pair.best.rep.index, pair.best.extreme) == (2, False)


def test_a_number_of_another_thing_is_not_set_beside(butt_kicks: Exercise) -> None:
    bend = fault(LEAN, 30.0, 20.0, label="waist bend")
    upright = replace(bend, verdict=Verdict.GOOD, value=3.0, label="lean")
    reps = [rep(0, heel(125.0), bend), rep(1, heel(125.0), upright)]
    best = worst_and_best(reps, butt_kicks, rules=RULES).best
    assert best
    assert best.check.value is None


def test_once_is_no_habit(butt_kicks: Exercise) -> None:
    reps = [rep(0, heel(92.0)), rep(1, heel(125.0), fault(LEAN, 30.0, 20.0)), rep(2, heel(90.0))]
    assert repeated_in(reps, butt_kicks) == {HEEL}


def test_of_each_leg_some_of_the_worst_and_best_are_kept(butt_kicks: Exercise) -> None:
    depths = [80.0, 121.0, 95.0, 140.0, 90.0, 130.0, 85.0]
    reps = [
        rep(n, heel(deg), side=side) for side in ("left", "right") for n, deg in enumerate(depths)
    ]
    kept = worth_keeping(reps, butt_kicks)
    for side in ("left", "right"):
        own = sorted(one.checks[0].value or 0.0 for one in kept if one.side == side)
        assert own == [80.0, 85.0, 130.0, 140.0]
