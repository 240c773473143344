"""Which pictures stand beside each other at which time."""

import pytest

from formcheck.live.set.pictures import SetPictures
from formcheck.live.set.replay import (
    PACE,
    Kind,
    Replay,
    ReplayMoment,
    Shown,
    in_a_row,
    side_by_side,
)
from formcheck.live.set.worst_and_best import Chosen
from formcheck.results import Check, Rep, Verdict
from tests.live.set.reps import filmed, heel

SLOW = Rep(0, "left", 1.0, 2.0, 3.0, {}, (heel(80.0),))
QUICK = Rep(1, "right", 5.0, 5.5, 5.8, {}, (heel(130.0),))


@pytest.fixture(scope="module")
def pictures() -> SetPictures:
    return filmed(8.0, fps=30.0)


def shown(rep: Rep, pictures: SetPictures, check: Check | None = None) -> Shown:
    chosen = Chosen(rep, check or rep.checks[0], extreme=True)
    kind: Kind = "best" if chosen.check.verdict is Verdict.GOOD else "worst"
    return Shown(kind, chosen, pictures.of(rep), lambda one: one.frame, None)


def times(moment: ReplayMoment) -> list[float]:
    return [panel.picture.time_s for panel in moment.panels]


def when_at_the_peak(replay: Replay) -> list[float]:
    """The moments of the replay in which the first rep is at its peak."""
    played = [n / 30.0 for n in range(round(replay.lasts_s * 30.0))]
    return [s for s in played if times(replay.at(s))[0] == pytest.approx(SLOW.peak_s, abs=0.02)]


def test_two_reps_begin_peak_and_end_together(pictures: SetPictures) -> None:
    replay = side_by_side([shown(SLOW, pictures), shown(QUICK, pictures)])
    assert replay
    assert times(replay.at(0.0)) == pytest.approx([SLOW.start_s, QUICK.start_s], abs=0.02)
    assert times(replay.at(replay.lasts_s)) == pytest.approx([SLOW.end_s, QUICK.end_s], abs=0.02)
    peak = when_at_the_peak(replay)
    assert peak[-1] - peak[0] == pytest.approx(PACE.hold_s, abs=0.2)
    assert times(replay.at(peak[5])) == pytest.approx([SLOW.peak_s, QUICK.peak_s], abs=0.02)
    half_up = PACE.before_s + 1.0 / replay.speed / 2.0
    assert times(replay.at(half_up)) == pytest.approx([1.5, 5.25], abs=0.02)


def test_a_fault_of_speed_is_seen_at_its_own_speed(pictures: SetPictures) -> None:
    lift = Check("momentum", Verdict.FAULT, value=0.2, threshold=0.3, unit="s", label="lifting")
    replay = side_by_side([shown(QUICK, pictures, lift), shown(SLOW, pictures)])
    assert replay
    assert times(replay.at(PACE.before_s + 0.5)) == pytest.approx([5.0, 1.25], abs=0.02)
    peak_s = PACE.before_s + 1.0 / replay.speed
    assert times(replay.at(peak_s)) == pytest.approx([5.5, 2.0], abs=0.02)


def test_quick_reps_are_played_more_slowly(pictures: SetPictures) -> None:
    for rep, speed in ((SLOW, 0.5), (Rep(2, "left", 1.0, 1.2, 1.4, {}, (heel(80.0),)), 0.25)):
        replay = side_by_side([shown(rep, pictures)])
        assert replay
        assert replay.speed == speed
        assert replay.at(0.0).panels[0].caption.alone  # type: ignore[union-attr]


def test_the_last_seconds_are_played_at_half_speed(pictures: SetPictures) -> None:
    replay = in_a_row(pictures.last(), lambda one: one.frame)
    assert replay
    assert replay.lasts_s == pytest.approx(2 * 8.0, abs=0.1)
    assert times(replay.at(replay.lasts_s / 2)) == pytest.approx([4.0], abs=0.05)
    assert replay.at(replay.lasts_s / 2).share == pytest.approx(0.5)


def test_nothing_to_show_is_no_replay() -> None:
    assert side_by_side([]) is None
    assert in_a_row(SetPictures().last(), lambda one: one.frame) is None
