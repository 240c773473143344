"""Raw poses in, what to draw and what was judged out: how cleaner and engine go together."""

from dataclasses import dataclass, replace
from math import isnan

from formcheck.analysis import calibration_of
from formcheck.checker import RECENT, FormChecker
from formcheck.clean.live import LiveCleaner
from formcheck.exercise import Exercise
from formcheck.kinematics import Motion, measure
from formcheck.landmarks import SIDES, Side, joint
from formcheck.pose import FloatArray, Pose
from formcheck.results import Check, JudgedAngle, Rep, Session, View


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


class LiveJudge:
    """Judges one set, frame by frame.

    Args:
        exercise: what is done.
        level: one of its levels; its default one when empty.
        width: of the picture, in pixels.
        height: likewise.
    """

    def __init__(self, exercise: Exercise, level: str, width: int, height: int) -> None:
        self._exercise = exercise
        self._cleaner = LiveCleaner(
            width,
            height,
            max_gap_s=exercise.cleaning.max_gap_s,
            turns=exercise.reps.take_turns,
        )
        self._calibration = calibration_of(exercise)
        self._checker = FormChecker(exercise, self._cleaner.subject, self._cleaner.fps, level)
        self._judged = 0

    def step(self, pose: Pose) -> Moment:
        """Take the next frame of the set, later than the one before."""
        cleaned = self._cleaner.step(pose)
        subject = replace(self._cleaner.subject, calibration=self._calibration)
        checker = self._checker
        checker.subject, checker.fps = subject, self._cleaner.fps
        checker.extend(cleaned)
        reps = checker.reps[self._judged :]
        self._judged += len(reps)
        working = self._working()
        angle = None
        if working and pose.found:
            spec = self._exercise.angle
            value = float(measure(Motion(cleaned, subject), spec.measure, working)[0])
            if not isnan(value):
                first, vertex, second = (joint(working, name) for name in spec.joints)
                angle = JudgedAngle(first, vertex, second, value, spec.label)
        return Moment(
            xy_px=cleaned.xy_px[0] if pose.found else None,
            view=subject.view,
            working=working,
            angle=angle,
            reps=reps,
            set_checks=self._set_checks() if reps else (),
        )

    def finish(self) -> Session:
        """Judge what is still open and return the session."""
        return self._checker.finish()

    # The engine does not say these two by itself yet.

    def _working(self) -> Side | None:
        """The leg that is up; the higher one when both seem to be."""
        counters = self._checker._counters
        up = [side for side in SIDES if counters[side].up]
        latest = len(counters["left"]._values) - 1
        return max(up, key=lambda side: counters[side].raised(latest), default=None)

    def _set_checks(self) -> tuple[Check, ...]:
        checker = self._checker
        return tuple(checker._judge_set(checker._attempts[-RECENT:]))
