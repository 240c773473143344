"""People who turn round: each stretch is judged from its own side, as one session."""

from dataclasses import replace

import pytest

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.overlay.playback import Playback
from formcheck.poses.pose import PoseTrack, join
from formcheck.results import Session, Verdict
from tests.conftest import Judge, judge_live
from tests.synthetic import ButtKicks, Camera, Kickbacks, mirrored, recording

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def one_after_the_other(first: PoseTrack, second: PoseTrack) -> PoseTrack:
    """Return two tracks as one."""
    later_s = first.time_s[-1] + 1.0 / first.fps
    return join([first, replace(second, time_s=second.time_s + later_s)])


def turned(kicks: ButtKicks) -> PoseTrack:
    """Return the set twice, with a turn to the other side between the two."""
    return one_after_the_other(kicks.track(), replace(kicks, facing=-1).track())


def faults(session: Session) -> list[str]:
    return [row.rule for row in session.summary if row.verdict is Verdict.FAULT]


@pytest.fixture
def clean() -> ButtKicks:
    return ButtKicks(kicks=10, cadence=120.0, yaw_deg=5.0)


def test_both_sides_are_counted_and_judged_from_where_they_are_near(
    judged: Judge, clean: ButtKicks
) -> None:
    session = judged(turned(clean))
    assert session.counts == {"left": 10, "right": 10}
    assert not faults(session)
    assert [stretch.view.near_side for stretch in session.stretches] == ["right", "left"]
    assert {rep.verdict for rep in session.reps} == {Verdict.GOOD}
    assert [rep.index for rep in session.reps] == list(range(20))


def test_a_turn_ends_a_set(judged: Judge, clean: ButtKicks) -> None:
    session = judged(turned(clean))
    assert [(some.first, some.last) for some in session.sets] == [(0, 9), (10, 19)]
    assert len(session.track) == len(session.measures["left_knee_flexion_deg"])
    rhythm = next(row for row in session.summary if row.rule == "uneven-rhythm")
    assert rhythm.verdict is Verdict.GOOD


def test_a_fault_after_the_turn_is_found(judged: Judge, clean: ButtKicks) -> None:
    low = replace(clean, facing=-1, left_deg=95.0, right_deg=95.0)
    session = judged(one_after_the_other(clean.track(), low.track()))
    assert faults(session) == ["heel-not-to-glutes"]
    assert all(rep.good for rep in session.reps[:10])


def test_reps_within_a_turn_are_counted_but_not_judged(judged: Judge, clean: ButtKicks) -> None:
    kicks = replace(clean, kicks=16, turn_deg=180.0, turn_s=(4.0, 5.5))
    session = judged(kicks.track())
    assert session.counts == kicks.counts
    assert not faults(session)
    within = [rep for rep in session.reps if 4.2 < rep.peak_s < 5.3]
    assert within
    for rep in within:
        assert {check.verdict for check in rep.checks} == {Verdict.NOT_ASSESSED}
        assert {check.reason for check in rep.checks} == {
            "you turned round during this rep: stand still once you have turned, then go on"
        }


def test_each_leg_may_have_a_side_of_its_own(judged: Judge) -> None:
    kickbacks = load_exercise("standing-kickback")
    left = Kickbacks(standing=True, sides=("left", "left"), camera=Camera(facing=-1))
    right = replace(left, sides=("right", "right"), camera=Camera(facing=1))
    session = judged(one_after_the_other(left.track(), right.track()), exercise=kickbacks)
    assert session.counts == {"left": 2, "right": 2}
    assert not faults(session)
    uneven = next(row for row in session.summary if row.rule == "uneven-sides")
    assert uneven.verdict is Verdict.GOOD


def test_the_video_shows_the_near_side_of_each_stretch(
    judged: Judge, clean: ButtKicks, butt_kicks: Exercise
) -> None:
    session = judged(turned(clean))
    playback = Playback(session, butt_kicks)
    last = len(session.track) - 1
    assert [playback.frame(index).near_side for index in (0, last)] == ["right", "left"]


def test_a_camera_judges_each_side_as_the_clip_does(
    judged: Judge, clean: ButtKicks, butt_kicks: Exercise
) -> None:
    for track in (turned(clean), mirrored(turned(clean))):
        live, whole = judge_live(recording(track), butt_kicks), judged(track)
        assert live.counts == whole.counts
        assert not faults(live)
        assert [s.view.near_side for s in live.stretches] == [
            s.view.near_side for s in whole.stretches
        ]


def test_a_camera_loses_at_most_one_kick_in_a_turn(clean: ButtKicks, butt_kicks: Exercise) -> None:
    kicks = replace(clean, kicks=16, turn_deg=180.0, turn_s=(4.0, 5.5))
    live = judge_live(recording(kicks.track()), butt_kicks)
    assert 15 <= sum(live.counts.values()) <= 16
    assert not faults(live)
    assert all(rep.verdict is Verdict.NOT_ASSESSED for rep in live.reps if 4.4 < rep.peak_s < 5.4)


def test_steps_within_a_turn_are_no_kicks(judged: Judge, clean: ButtKicks) -> None:
    step_s = 0.5
    steps = ButtKicks(
        kicks=4, cadence=120.0, left_deg=48.0, right_deg=48.0, yaw_deg=5.0,
        stand_s=0.0, rest_s=0.0, turn_deg=180.0, turn_s=(0.0, 4 * step_s),
    )  # fmt: skip
    back = replace(clean, facing=-1).track()
    session = judged(one_after_the_other(one_after_the_other(clean.track(), steps.track()), back))
    assert session.counts == {"left": 10, "right": 10}
    assert [(some.first, some.last) for some in session.sets] == [(0, 9), (10, 19)]
