"""What depends on the person keeping still: the neutral pose, and the end of a set."""

from dataclasses import replace

import numpy as np

from formcheck.exercises.file import load_exercise
from formcheck.poses.outline import STATIONS, Outline
from formcheck.poses.pose import PoseTrack, join
from formcheck.results import Session, Verdict
from tests.conftest import Judge
from tests.synthetic import ButtKicks, Kickbacks, between, standing

TRACED = np.zeros((2, len(STATIONS)))


def traced(track: PoseTrack) -> PoseTrack:
    """Return the track with a back that keeps its shape."""
    return replace(track, outline=Outline(np.tile(TRACED, (len(track), 1, 1))))


def arching(session: Session) -> tuple[Verdict, str]:
    row = next(row for row in session.summary if row.rule == "lumbar-arching")
    return row.verdict, row.reason


def session_of(judged: Judge, track: PoseTrack) -> Session:
    return judged(traced(track), exercise=load_exercise("quadruped-kickback"))


def test_a_neutral_before_the_first_rep_is_used(judged: Judge) -> None:
    assert arching(session_of(judged, Kickbacks(still_s=1.5).track()))[0] is Verdict.GOOD


def test_a_neutral_after_the_first_rep_is_used_for_all(judged: Judge) -> None:
    kickbacks = Kickbacks(still_s=1.5, rest_s=1.5)
    from_the_top = kickbacks.plan[0].start_s + kickbacks.lift_s
    track = between(kickbacks.track(), from_the_top, 1e9)
    session = session_of(judged, track)
    checks = [c for rep in session.reps for c in rep.checks if c.rule == "lumbar-arching"]
    assert [check.verdict for check in checks[1:]] == [Verdict.GOOD] * 3


def test_without_a_neutral_the_user_is_told_to_keep_still(judged: Judge) -> None:
    kickbacks = Kickbacks(still_s=0.0, rest_s=0.0, lift_s=1.0, hold_s=0.0, lower_s=1.0)
    whole = kickbacks.track()
    last = kickbacks.plan[-1].start_s + 1.9
    verdict, reason = arching(session_of(judged, between(whole, 0.1, last)))
    assert verdict is Verdict.NOT_ASSESSED
    assert "hold still" in reason


def test_a_pause_longer_than_three_seconds_ends_a_set(judged: Judge) -> None:
    def with_pause(pause_s: float) -> Session:
        kicks = ButtKicks(kicks=10, stand_s=1.2, rest_s=0.5)
        again = kicks.track()
        pause = standing(pause_s)
        tracks, at_s = [], 0.0
        for track in (again, pause, again):
            tracks.append(replace(track, time_s=track.time_s - track.time_s[0] + at_s))
            at_s = float(tracks[-1].time_s[-1]) + 1.0 / track.fps
        return judged(join(tracks))

    short, long = with_pause(0.5), with_pause(3.0)
    assert [some.last - some.first + 1 for some in short.sets] == [20]
    assert [some.last - some.first + 1 for some in long.sets] == [10, 10]
    first, second = long.sets
    assert second.start_s - first.end_s > 3.0
    assert {check.rule for check in first.checks} == {check.rule for check in long.set_checks}


def test_sets_of_different_pace_are_judged_apart(judged: Judge) -> None:
    slow, fast = ButtKicks(kicks=12, cadence=95.0, rest_s=3.0), ButtKicks(kicks=12, cadence=150.0)
    first, second = slow.track(), fast.track()
    later_s = float(first.time_s[-1]) + 1.0 / 30.0
    session = judged(join([first, replace(second, time_s=second.time_s + later_s)]))
    assert len(session.sets) == 2
    rhythm = next(row for row in session.summary if row.rule == "uneven-rhythm")
    assert rhythm.verdict is Verdict.GOOD
