"""Clean and judge poses frame by frame, as they come from a camera."""

from dataclasses import replace
from math import inf

from formcheck.body.calibration import Calibration
from formcheck.body.subject import Subject
from formcheck.cleaning.streaming import LiveCleaner
from formcheck.engine.checker import FormChecker
from formcheck.exercises.spec import Exercise
from formcheck.poses.pose import Pose, PoseTrack
from formcheck.results import Session


class LiveJudge:
    """Cleans and judges one person frame by frame, with the same engine as for a clip.

    Args:
        width: width of the upright picture, in pixels.
        height: height of the upright picture, in pixels.
        exercise: what is done.
        level: one of the exercise's levels; its default one when empty.
        calibration: the corrections of the pose model for this exercise.
        memory_s: frames older than this may be forgotten, see `FormChecker`.

    Attributes:
        cleaner: cleans the poses.
        checker: counts and judges, a moment behind the camera.
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
        self._calibration = calibration
        self.cleaner = LiveCleaner(
            width,
            height,
            cutoff_hz=exercise.cleaning.cutoff_hz,
            max_gap_s=exercise.cleaning.max_gap_s,
            lag_s=calibration.lag_s,
            legs=exercise.reps.legs,
        )
        self.checker = FormChecker(
            exercise, self.subject, self.cleaner.fps, level, memory_s=memory_s
        )

    @property
    def subject(self) -> Subject:
        """The person, as known until now."""
        return replace(self.cleaner.subject, calibration=self._calibration)

    def step(self, pose: Pose) -> PoseTrack:
        """Take the next frame; return it cleaned for drawing, as a track of one frame."""
        frame = self.cleaner.step(pose)
        self._judge(frame.settled)
        return frame.now

    def finish(self) -> Session:
        """Judge what is still open and return the session."""
        self._judge(self.cleaner.finish())
        return self.checker.finish()

    def _judge(self, settled: PoseTrack) -> None:
        if not len(settled):
            return
        self.checker.subject = self.subject
        self.checker.fps = self.cleaner.fps
        self.checker.extend(settled)
