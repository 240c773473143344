"""Judges one frame of a set."""

from dataclasses import dataclass
from math import isnan

from formcheck.body.motion import Motion
from formcheck.body.view import View
from formcheck.engine.live_judge import LiveJudge
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import measure
from formcheck.poses.landmarks import Side, joint
from formcheck.poses.pose import Pose, PoseTrack
from formcheck.results import Check, JudgedAngle, Rep
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Moment:
    """The result of one frame of a set.

    `LiveSet` makes the `FrameResult` for drawing from it and the counters. The view as a whole, the
    reps and the checks are not drawn: they are for counters, coach and notes.

    Attributes:
        xy_px: (33, 2) landmarks to draw; None when nobody is there.
        view: the view of the person, as known so far.
        working: the leg that is moving now; None where both rest.
        angle: the judged angle of that leg; None where it is unknown.
        reps: the reps that were judged with this frame.
        set_checks: the rules of the set as judged so far; empty where no rep was judged.
    """

    xy_px: FloatArray | None
    view: View
    working: Side | None
    angle: JudgedAngle | None
    reps: tuple[Rep, ...]
    set_checks: tuple[Check, ...]


def judge_frame(live: LiveJudge, pose: Pose, exercise: Exercise) -> Moment:
    """Judge the next frame of a set.

    Args:
        live: cleaner and engine of the set; they move on by this frame.
        pose: of the frame, later than the one before.
        exercise: what is done.
    """
    now, checker, reps = live.step(pose), live.checker, live.new_reps
    return Moment(
        xy_px=now.xy_px[0] if pose.found else None,
        view=live.subject.view,
        working=checker.working,
        angle=_angle(live, now, exercise) if pose.found else None,
        reps=reps,
        set_checks=checker.set_checks() if reps else (),
    )


def _angle(live: LiveJudge, now: PoseTrack, exercise: Exercise) -> JudgedAngle | None:
    """Return the judged angle of the working leg in a frame; None where it is unknown."""
    working, spec = live.checker.working, exercise.angle
    if not working:
        return None
    value_deg = float(measure(Motion(now, live.subject), spec.measure, working)[0])
    if isnan(value_deg):
        return None
    first, vertex, second = (joint(working, name) for name in spec.joints)
    return JudgedAngle(first, vertex, second, value_deg, spec.word, is_flexion=spec.is_flexion)
