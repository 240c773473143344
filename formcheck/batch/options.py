"""How clips are judged."""

from dataclasses import dataclass
from pathlib import Path

from formcheck.analysis import AUTO, Accuracy
from formcheck.exercises.spec import Exercise
from formcheck.report.made import Settings


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How clips are judged.

    Attributes:
        exercise: the exercise that all clips show; recognised in each clip if None.
        out: the folder that gets a folder of results for each clip.
        level: one of the exercise's levels; its default one if empty.
        video: whether the annotated video is made.
        review: whether the review page is made, with a clean copy of the clip beside it.
        from_poses: judge saved poses: no pose model, no decoding, no new video.
        model: a MediaPipe ``.task`` file; the one that comes with formcheck if None.
        accuracy: when a second pass is made, see `formcheck.analysis.analyze`.
        slow_motion: how many times slower the clips play than they were filmed; if None, what
            each file says of it.
        exercise_name: the exercise as the user named it, for the report; its id if empty.
        again: judge clips anew that were judged before with the same settings.
    """

    exercise: Exercise | None
    out: Path
    level: str = ""
    video: bool = True
    review: bool = True
    from_poses: bool = False
    model: Path | None = None
    accuracy: Accuracy = "auto"
    slow_motion: float | None = None
    exercise_name: str = ""
    again: bool = False

    @property
    def settings(self) -> Settings:
        """What the user asked for, for the report."""
        return Settings(
            exercise=self.exercise_name or (self.exercise.id if self.exercise else AUTO),
            level=self.level,
            accuracy=None if self.from_poses else self.accuracy,
            slow_motion=self.slow_motion,
        )
