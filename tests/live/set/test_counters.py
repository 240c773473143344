"""How second opinions correct the counters."""

from formcheck.live.set.counters import Counters
from formcheck.live.set.second_opinion import Opinion
from formcheck.results import Rep, Verdict
from tests.live.set.asked import attempts, rep


def opinion(until_s: float, *reps: Rep) -> Opinion:
    return Opinion(until_s, reps, (), 0.01)


def test_an_opinion_replaces_what_it_covers_and_newer_reps_stay() -> None:
    counters = Counters()
    for peak_s in (1.0, 1.5, 2.0, 2.5):
        counters.count(rep("left", peak_s, Verdict.FAULT))
    counters.correct(opinion(2.25, rep("left", 1.0), rep("right", 1.5), rep("left", 2.0)))
    assert attempts(counters) == {"left": 3, "right": 1}
    assert counters.counts["left"].good == 2


def test_a_question_reaches_back_one_window_however_few_reps_there_are() -> None:
    counters = Counters()
    assert counters.settle(1800.0) == 1800.0 - 60.0
    counters = Counters()
    counters.count(rep("left", 10.0))
    assert counters.settle(30.0) < 10.0
    assert counters.settle(10.0 + 60.0) >= 10.0
    assert counters.settle(1800.0) == 1800.0 - 60.0
    assert attempts(counters) == {"left": 1, "right": 0}


def test_a_rep_that_an_opinion_covers_is_not_counted_again() -> None:
    counters = Counters()
    counters.correct(opinion(2.0, rep("left", 1.0)))
    counters.count(rep("left", 1.1))
    counters.count(rep("right", 2.1))
    assert attempts(counters) == {"left": 1, "right": 1}


def test_a_settled_count_is_kept_whatever_a_later_opinion_says() -> None:
    counters = Counters()
    for peak_s in (1.0, 2.0, 3.0):
        counters.count(rep("left", peak_s))
    from_s = counters.settle(60.0 + 2.5)
    assert 2.0 < from_s < 3.0
    counters.correct(opinion(4.0, rep("right", 3.0)))
    assert attempts(counters) == {"left": 2, "right": 1}
