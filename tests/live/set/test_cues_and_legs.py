"""A cue of one leg names it, and appears neither early nor late: when the other leg is down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest

from formcheck.cleaned_clip import calibration_for
from formcheck.engine.live_judge import LiveJudge
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.live.set.coaching import LiveCoach, Sentence
from formcheck.live.set.moment import judge_frame
from formcheck.poses.landmarks import SIDES, Side, joint, other
from formcheck.poses.pose import PoseTrack
from tests.synthetic import BUNDLED_MODEL, ButtKicks, Kickbacks, mirrored

UP_SHARE = 0.3  # of its highest rise: then a foot is seen to be up
SOON_S = 0.3


@dataclass(frozen=True, slots=True)
class Faulty:
    """A set in which one leg alone has a fault.

    Attributes:
        exercise: its id.
        rule: what is wrong.
        make: returns the track, by the leg at fault.
    """

    exercise: str
    rule: str
    make: Callable[[Side], PoseTrack]


def low_heel(side: Side, low_deg: float = 85.0, **changes: float) -> PoseTrack:
    left, right = (low_deg, 135.0) if side == "left" else (135.0, low_deg)
    kicks = ButtKicks(kicks=24, bounce_ll=0.02, left_deg=left, right_deg=right)
    return ButtKicks(**{**vars(kicks), **changes}).track()


def small_lift(side: Side, *, standing: bool) -> PoseTrack:
    small, full = (3.0, 20.0) if standing else (60.0, 92.0)
    travels = (small, full) if side == "left" else (full, small)
    sides = SIDES * 3
    return Kickbacks(standing=standing, sides=sides, travels_deg=travels).track()


SETS = {
    "kicks": Faulty("butt-kicks", "heel-not-to-glutes", low_heel),
    "quick kicks": Faulty("butt-kicks", "heel-not-to-glutes", partial(low_heel, cadence=170.0)),
    "slow camera": Faulty(  # of the far leg it shows clear faults alone
        "butt-kicks", "heel-not-to-glutes", partial(low_heel, low_deg=60.0, cadence=80.0, fps=15.0)
    ),
    "pulled through": Faulty(
        "butt-kicks-pull-through", "heel-not-to-glutes", partial(low_heel, thigh_swing_deg=30.0)
    ),
    "on all fours": Faulty(
        "quadruped-kickback", "incomplete-range", partial(small_lift, standing=False)
    ),
    "standing": Faulty("standing-kickback", "incomplete-range", partial(small_lift, standing=True)),
}


def first_cue(track: PoseTrack, exercise: Exercise, rule: str) -> Sentence:
    """Return the first cue about a rule that appears while a set is judged frame by frame."""
    calibration = calibration_for(BUNDLED_MODEL, exercise)
    live = LiveJudge(track.width, track.height, exercise, calibration=calibration)
    coach = LiveCoach(exercise)
    for pose in track.poses():
        now = judge_frame(live, pose, exercise)
        coach.add_frame(pose.time_s, now.reps, now.set_checks, now.working)
        sentence = coach.sentence(pose.time_s)
        if sentence and sentence.rule == rule:
            return sentence
    raise AssertionError(f"no cue about {rule}")


def is_up(track: PoseTrack, side: Side, times_s: Sequence[float]) -> list[bool]:
    """Return whether the foot of a leg is up at these times."""
    height = -track.xy_px[:, joint(side, "ankle"), 1]
    share = (height - height.min()) / (height.max() - height.min())
    return [bool(share[np.argmin(np.abs(track.time_s - time_s))] > UP_SHARE) for time_s in times_s]


@pytest.mark.parametrize("leg", SIDES)
@pytest.mark.parametrize("turned", [False, True], ids=["facing right", "facing left"])
@pytest.mark.parametrize("name", SETS)
def test_the_cue_names_the_leg_and_waits_for_the_good_one(
    name: str, turned: bool, leg: Side
) -> None:
    some = SETS[name]
    exercise = load_exercise(some.exercise)
    track = some.make(other(leg) if turned else leg)
    track = mirrored(track) if turned else track
    cue = first_cue(track, exercise, some.rule)
    assert cue.side == leg
    assert cue.text.startswith(f"{leg.capitalize()} leg: ")
    assert not is_up(track, other(leg), [cue.start_s])[0]
    waiting = np.arange(cue.start_s - cue.waited_s, cue.start_s, 0.01).tolist()
    up = is_up(track, other(leg), waiting)
    down_s = [t for t, is_good_up in zip(waiting, up, strict=True) if not is_good_up]
    assert cue.start_s - min(down_s, default=cue.start_s) <= SOON_S
