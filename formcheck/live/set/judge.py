"""Raw poses in, what to draw and what was judged out: how cleaner and engine go together."""

from dataclasses import dataclass
from math import isnan

from formcheck.analysis import calibration_for
from formcheck.body.motion import Motion
from formcheck.body.view import View
from formcheck.engine.live_judge import LiveJudge
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import measure
from formcheck.poses.landmarks import Side, joint
from formcheck.poses.pose import Pose
from formcheck.results import Check, JudgedAngle, Rep
from formcheck.system.arrays import FloatArray

MEMORY_S = 20.0  # the longest rep, with the last of the leg before it
RUNNING_MEMORY_S = 8.0  # likewise where the legs take turns, and the strides that show the back


@dataclass(frozen=True, slots=True)
class Moment:
    """What one frame of a set has to show.

    Attributes:
        xy_px: (33, 2) landmarks to draw; None when nobody is there.
        view: how the camera sees the person.
        working: the leg that is moving now, if any.
        angle: the judged angle of that leg.
        reps: those judged with this frame.
        set_checks: how the rules about the set stand, when a rep was judged.
    """

    xy_px: FloatArray | None
    view: View
    working: Side | None
    angle: JudgedAngle | None
    reps: tuple[Rep, ...]
    set_checks: tuple[Check, ...]


class SetJudge:
    """Judges one set, frame by frame.

    Args:
        exercise: what is done.
        level: one of its levels; its default one when empty.
        width: of the picture, in pixels.
        height: likewise.
        model: the pose model, as in `PoseRecording.model`.
    """

    def __init__(self, exercise: Exercise, level: str, width: int, height: int, model: str) -> None:
        self._exercise = exercise
        memory_s = RUNNING_MEMORY_S if exercise.reps.tempo == "fast" else MEMORY_S
        self._live = LiveJudge(
            width,
            height,
            exercise,
            level,
            calibration=calibration_for(model, exercise),
            memory_s=memory_s,
        )
        self._judged = 0

    def step(self, pose: Pose) -> Moment:
        """Take the next frame of the set, later than the one before."""
        now, checker = self._live.step(pose), self._live.checker
        reps = checker.latest(checker.judged - self._judged)
        self._judged = checker.judged
        working, angle = checker.working, None
        if working and pose.found:
            spec = self._exercise.angle
            value = float(measure(Motion(now, self._live.subject), spec.measure, working)[0])
            if not isnan(value):
                first, vertex, second = (joint(working, name) for name in spec.joints)
                angle = JudgedAngle(first, vertex, second, value, spec.label)
        return Moment(
            xy_px=now.xy_px[0] if pose.found else None,
            view=self._live.subject.view,
            working=working,
            angle=angle,
            reps=reps,
            set_checks=checker.set_checks() if reps else (),
        )
