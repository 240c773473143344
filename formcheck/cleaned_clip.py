"""A recorded clip, cleaned part by part for the exercises that it shows, and ready to be judged.

What comes from here is judged without the raw poses.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from formcheck.body.calibration import Calibration
from formcheck.body.facing import stretches
from formcheck.cleaning.whole_clip import Cleaned, clean
from formcheck.detection.calibrations import calibration_of
from formcheck.exercises.levels import require_level
from formcheck.exercises.spec import Exercise
from formcheck.poses.frame_rate import effective_fps
from formcheck.poses.recording import PoseRecording, require_person
from formcheck.recognition.parts import Part, recognised_parts
from formcheck.recognition.recognise import recognise
from formcheck.results import Recognition

#: The cleaned poses between two turns of the person, and the times from when to when they do not
#: turn, in seconds.
Stretch: TypeAlias = tuple[Cleaned, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class CleanedPart:
    """The part of a clip that shows one exercise, ready to be judged without the raw poses.

    Attributes:
        exercise: what is done.
        level: one of its levels; its default one if empty.
        recognised: what the poses look like.
        fps: frames a second, see `effective_fps`.
        stretches: what lies between two turns of the person; nearly always it is one.
    """

    exercise: Exercise
    level: str
    recognised: Recognition
    fps: float
    stretches: tuple[Stretch, ...]

    @property
    def is_from_behind(self) -> bool:
        """Whether the person is seen from behind in any stretch: then the silhouette is read."""
        return any(cleaned.subject.view.kind == "rear" for cleaned, _ in self.stretches)


def clean_clip(
    recording: PoseRecording, exercise: Exercise | None, level: str
) -> list[CleanedPart]:
    """Clean recorded poses for the exercise that they show, or for those that are recognised.

    Args:
        recording: the poses of the whole clip.
        exercise: the exercise; recognised if None.
        level: see `clean_parts`; an exercise that is named must have it.

    Raises:
        ClipError: nobody is seen for long enough, or no exercise is recognised for sure.
        ExerciseError: the exercise has no such level.
    """
    if exercise is None:
        return clean_parts(recording, recognised_parts(recording), level)
    return [_cleaned_part(recording, exercise, level, None)]


def clean_parts(
    recording: PoseRecording, shown: Sequence[Part], level: str = ""
) -> list[CleanedPart]:
    """Clean each part of a clip for the exercise that it shows.

    Args:
        recording: the poses of the whole clip.
        shown: the parts, in order of time.
        level: used for the exercises that have it; the others get their default level.

    Raises:
        ClipError: nobody is seen for long enough.
    """
    return [
        _cleaned_part(
            recording.part(part.start, part.stop),
            part.exercise,
            level if level in part.exercise.levels else "",
            part.recognised,
        )
        for part in shown
    ]


def _cleaned_part(
    recording: PoseRecording, exercise: Exercise, level: str, recognised: Recognition | None
) -> CleanedPart:
    require_level(level, [exercise])
    require_person(recording)
    return CleanedPart(
        exercise,
        level,
        recognised or recognise(recording.track),
        effective_fps(recording.track.time_s),
        cleaned_stretches(recording, exercise),
    )


def calibration_for(model: str, exercise: Exercise) -> Calibration:
    """Return the corrections for poses of a model (see `PoseRecording.model`) in an exercise."""
    slow = exercise.reps.tempo == "slow"
    return calibration_of(model, slow=slow, knee=exercise.cleaning.knee_correction)


def cleaned_for(
    recording: PoseRecording, exercise: Exercise, steady: slice = slice(None)
) -> Cleaned:
    """Clean a whole recording for an exercise, and calibrate the person for the pose model.

    Args:
        recording: the poses as the pose model gave them.
        exercise: the exercise that they show.
        steady: the frames in which the person does not turn round.
    """
    calibration = calibration_for(recording.model, exercise)
    cleaned = clean(
        recording.track,
        cutoff_hz=exercise.cleaning.cutoff_hz,
        max_gap_s=exercise.cleaning.max_gap_s,
        lag_s=calibration.lag_s,
        legs=exercise.reps.legs,
        mirrored=recording.mirrored,
        steady=steady,
    )
    return replace(cleaned, subject=replace(cleaned.subject, calibration=calibration))


def cleaned_stretches(recording: PoseRecording, exercise: Exercise) -> tuple[Stretch, ...]:
    """Clean each stretch between two turns of the person for an exercise.

    Args:
        recording: the poses as the pose model gave them.
        exercise: the exercise that they show.
    """
    track = recording.track
    return tuple(
        (
            cleaned_for(recording.part(some.start, some.stop), exercise, some.steady),
            some.steady_s(track),
        )
        for some in stretches(track)
    )
