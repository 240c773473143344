"""Clean and judge poses frame by frame, as they come from a camera."""

from dataclasses import replace
from math import inf

from formcheck.body.calibration import Calibration
from formcheck.body.subject import Subject
from formcheck.body.turn_watch import TurnWatch
from formcheck.cleaning.streaming import LiveCleaner
from formcheck.engine.checker import FormChecker
from formcheck.engine.turns import joined
from formcheck.exercises.spec import Exercise
from formcheck.poses.pose import Pose, PoseTrack
from formcheck.results import Rep, Session


class LiveJudge:
    """Cleans and judges one person frame by frame, with the same engine as for a clip.

    When the person turns round, a new checker begins, and their view is estimated anew. What they
    do until they keep to the new way is counted, but not judged.

    Args:
        width: width of the upright picture, in pixels.
        height: height of the upright picture, in pixels.
        exercise: what is done.
        level: one of the exercise's levels; its default one when empty.
        calibration: the corrections of the pose model for this exercise.
        memory_s: frames older than this may be forgotten, see `FormChecker`.

    Attributes:
        cleaner: cleans the poses.
        checker: counts and judges since the last turn, a moment behind the camera.
        new_reps: the reps that were judged with the last frame.
    """

    def __init__(
        self,
        width: int,
        height: int,
        exercise: Exercise,
        level: str = "",
        *,
        calibration: Calibration,
        memory_s: float = inf,
    ) -> None:
        self._exercise, self._level, self._memory_s = exercise, level, memory_s
        self._calibration = calibration
        self._turns = TurnWatch()
        self._before: list[FormChecker] = []  # of the stretches before the last turn
        self.new_reps: tuple[Rep, ...] = ()
        self.cleaner = LiveCleaner(
            width,
            height,
            cutoff_hz=exercise.cleaning.cutoff_hz,
            max_gap_s=exercise.cleaning.max_gap_s,
            lag_s=calibration.lag_s,
            legs=exercise.reps.legs,
        )
        self.checker = self._new_checker((-inf, inf), 0)

    @property
    def subject(self) -> Subject:
        """The person, as known until now."""
        return replace(self.cleaner.subject, calibration=self._calibration)

    def step(self, pose: Pose) -> PoseTrack:
        """Take the next frame; return it cleaned for drawing, as a track of one frame."""
        frame = self.cleaner.step(pose)
        before = self.checker.judged
        self._judge(frame.settled)
        self.new_reps = self.checker.latest(self.checker.judged - before)
        event = self._turns.step(pose)
        if event == "left":
            self._turn_away(self._turns.since_s)
        elif event == "settled":
            self.cleaner.forget_before(self._turns.since_s)
            self.checker.steady_s = (self._turns.since_s, inf)
        return frame.now

    def finish(self) -> Session:
        """Judge what is still open and return the session."""
        self._judge(self.cleaner.finish())
        self.checker.finish()
        return joined(
            self._exercise,
            [checker for checker in (*self._before, self.checker) if checker.frames],
        )

    def _turn_away(self, since_s: float) -> None:
        """End the stretch in which the person faced one way, and begin the next one."""
        last, judged = self.checker, self.checker.judged
        last.steady_s = last.steady_s[0], since_s
        last.finish()
        self.new_reps += last.latest(last.judged - judged)
        if self._memory_s == inf:
            self._before.append(last)
        self.cleaner.forget_before(since_s)
        self.checker = self._new_checker((inf, inf), last.judged)

    def _new_checker(self, steady_s: tuple[float, float], judged: int) -> FormChecker:
        return FormChecker(
            self._exercise,
            self.subject,
            self.cleaner.effective_fps,
            self._level,
            memory_s=self._memory_s,
            steady_s=steady_s,
            judged=judged,
        )

    def _judge(self, settled: PoseTrack) -> None:
        if not len(settled):
            return
        self.checker.subject = self.subject
        self.checker.fps = self.cleaner.effective_fps
        self.checker.extend(settled)
