"""Which rep is worst, and which is best."""

from dataclasses import replace

from formcheck.results import Check, Rep, Verdict, badness, by_badness


def check(verdict: Verdict, value: float | None, threshold: float | None = 105.0) -> Check:
    return Check("heel", verdict, value=value, threshold=threshold, unit="deg")


def rep(index: int, *checks: Check) -> Rep:
    return Rep(index, "left", index, index + 0.5, index + 0.9, {}, checks)


def test_the_verdict_decides_and_then_the_share_past_the_limit() -> None:
    from_worst = [
        check(Verdict.FAULT, 40.0),
        check(Verdict.FAULT, 100.0),
        check(Verdict.FAULT, None),
        check(Verdict.BORDERLINE, 20.0),
        check(Verdict.GOOD, 121.0, 120.0),
        check(Verdict.GOOD, 140.0, 120.0),
        check(Verdict.NOT_ASSESSED, None, None),
        None,
    ]
    assert sorted(from_worst, key=badness, reverse=True) == from_worst


def test_a_limit_of_zero_can_be_passed() -> None:
    far, near = check(Verdict.FAULT, 9.0, 0.0), check(Verdict.FAULT, 1.0, 0.0)
    assert badness(far) > badness(near) > badness(check(Verdict.BORDERLINE, 99.0, 0.0))


def test_what_is_borderline_is_compared_with_where_good_ends() -> None:
    """From an angle a number may be borderline though it lies within the good ones."""

    def lean(value: float, threshold: float) -> Check:
        borderline = check(Verdict.BORDERLINE, value, threshold)
        return replace(borderline, lower_limit=False, good_limit=12.0, fault_limit=18.0)

    from_worst = [lean(19.0, 18.0), lean(13.0, 12.0), lean(11.8, 18.0), lean(8.0, 18.0)]
    assert sorted(from_worst, key=badness, reverse=True) == from_worst
    assert badness(from_worst[-1]) > badness(check(Verdict.GOOD, 120.1, 120.0))


def test_reps_without_a_number_are_not_ranked() -> None:
    good, bad = rep(0, check(Verdict.GOOD, 130.0, 120.0)), rep(1, check(Verdict.FAULT, 90.0))
    unseen, other = rep(2, check(Verdict.NOT_ASSESSED, None)), rep(3)
    assert by_badness([good, unseen, bad, other], "heel") == [bad, good]
