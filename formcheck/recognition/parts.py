"""The parts of a clip: exercises that it shows one after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from formcheck.body.geometry import quantile
from formcheck.errors import NAME_THE_EXERCISE, ClipError
from formcheck.exercises.file import built_in, load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.poses.pose import PoseTrack
from formcheck.poses.recording import MIN_SEEN_S, PoseRecording, require_person
from formcheck.recognition.leg_motion import WINDOWS, LegMotion, leg_motion
from formcheck.recognition.recognise import (
    CONFIDENCE,
    recognisable,
    recognise,
    windows_shown,
)
from formcheck.results import Recognition


@dataclass(frozen=True, slots=True)
class PartSettings:
    """When a clip is cut.

    Attributes:
        min_windows: a part has at least this many windows of one exercise in a row. Fewer may show
            how the person gets down to the floor, or up from it.
        same_posture_deg: two postures are the same if the trunks differ by at most this angle.
    """

    min_windows: int = 5
    same_posture_deg: float = 30.0


PARTS = PartSettings()


@dataclass(frozen=True, slots=True)
class Part:
    """Frames ``start`` up to ``stop`` of a clip, and the exercise that they are recognised as."""

    exercise: Exercise
    start: int
    stop: int
    recognised: Recognition


@dataclass(frozen=True, slots=True)
class _Run:
    """Windows of one exercise in a row; the times are the middles of the first and the last."""

    exercise: str
    first_s: float
    last_s: float
    windows: int


def recognised_parts(recording: PoseRecording) -> tuple[Part, ...]:
    """Return the built-in exercises that poses show, one after the other; nearly always one.

    Args:
        recording: what the model saw.

    Raises:
        ClipError: the poses show none of the exercises for sure, or nobody for long enough.
    """
    require_person(recording)
    track, found = recording.track, dict[int, Recognition]()
    for start, stop in parts(track):
        part = track.part(start, stop)
        if float(part.found.sum()) >= MIN_SEEN_S * track.fps:
            found[start] = recognise(part)
    # A part that shows none of them belongs to the part before it, or at the beginning after it.
    named = [
        (start, seen)
        for start, seen in found.items()
        if seen.exercise and seen.confidence >= CONFIDENCE.sure
    ]
    starts = [0, *(start for start, _ in named[1:]), len(track)]
    shown = tuple(
        Part(load_exercise(seen.exercise), start, stop, seen)
        for (_, seen), (start, stop) in zip(named, pairwise(starts), strict=False)
    )
    if not shown:
        raise ClipError(_not_sure(recording.source.path, found.values()))
    return shown


def _not_sure(path: str, found: Iterable[Recognition]) -> str:
    """Return what to say of a clip that shows none of the exercises for sure."""
    guess = max(
        (seen for seen in found if seen.exercise), key=lambda seen: seen.confidence, default=None
    )
    if guess is None:
        return (
            f"{path}: it shows none of the exercises {', '.join(built_in())} for sure:"
            f" {NAME_THE_EXERCISE}"
        )
    return (
        f"{path}: not sure which exercise it shows, perhaps {guess.exercise} (confidence"
        f" {guess.confidence:.2f}): {NAME_THE_EXERCISE}"
    )


def parts(track: PoseTrack, exercises: Sequence[Exercise] | None = None) -> list[tuple[int, int]]:
    """Cut a track where one exercise gives way to another.

    An exercise and its styles count as one exercise here.

    Args:
        track: as the pose model gave it.
        exercises: those to choose from; the built-in ones when None.

    Returns:
        First frame and the frame after the last of every part. The parts make up the track.
    """
    if int(track.found.sum()) < WINDOWS.min_frames:
        return [(0, len(track))]
    clip = leg_motion(track)
    cuts_s = [
        _change_s(clip, before, after)
        for before, after in pairwise(_long_runs(clip, exercises or recognisable()))
        if before.exercise != after.exercise
    ]
    frames_at = np.searchsorted(track.time_s, cuts_s).tolist()
    return list(pairwise([0, *frames_at, len(track)]))


def _long_runs(clip: LegMotion, exercises: Sequence[Exercise]) -> list[_Run]:
    """Return the runs of windows that are long enough to make a part, in order.

    Windows that show no exercise do not end a run.
    """
    runs: list[_Run] = []
    for window in windows_shown(clip, exercises):
        if not window.exercise:
            continue
        at_s = float(np.mean(clip.time_s[window.frames]))
        if runs and runs[-1].exercise == window.exercise:
            run = runs.pop()
            runs.append(_Run(run.exercise, run.first_s, at_s, run.windows + 1))
        else:
            runs.append(_Run(window.exercise, at_s, at_s, 1))
    return [run for run in runs if run.windows >= PARTS.min_windows]


def _change_s(clip: LegMotion, before: _Run, after: _Run) -> float:
    """Return when the trunk is in the next exercise's posture for good.

    Half way between the two exercises if the posture is the same.
    """
    time_s, trunk_deg = clip.time_s, clip.trunk_deg
    usual_deg = quantile(trunk_deg[(time_s >= after.first_s) & (time_s <= after.last_s)], 0.5)
    between = (time_s >= before.last_s) & (time_s <= after.first_s)
    differs = np.abs(trunk_deg - usual_deg) > PARTS.same_posture_deg
    elsewhere_s = time_s[between & differs]
    if len(elsewhere_s):
        return float(np.nextafter(elsewhere_s[-1], np.inf))
    return (before.last_s + after.first_s) / 2
