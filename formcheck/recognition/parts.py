"""The parts of a clip: exercises that it shows one after the other."""

from dataclasses import dataclass
from itertools import pairwise

from formcheck.exercises.file import built_in, load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.poses.recording import SHORTEST_S, PoseRecording, require_person
from formcheck.recognition.recognise import parts, recognise
from formcheck.results import Recognition


@dataclass(frozen=True, slots=True)
class Part:
    """Frames ``start`` up to ``stop`` of a clip, and the exercise that they are recognised as."""

    exercise: Exercise
    start: int
    stop: int
    recognised: Recognition


def recognised_parts(recording: PoseRecording, level: str = "") -> tuple[Part, ...]:
    """Return the built-in exercises that poses show, one after the other; nearly always one.

    Args:
        recording: what the model saw.
        level: one that some of the exercises must have; any when empty.

    Raises:
        ClipError: they show none, nobody for long enough, or none that has such a level.
    """
    require_person(recording)
    track, found = recording.track, dict[int, Recognition]()
    for start, stop in parts(track):
        part = track.part(start, stop)
        if float(part.found.sum()) >= SHORTEST_S * track.fps:
            found[start] = recognise(part)
    # What shows none of them belongs to what is before it, or at the beginning after it.
    named = [(start, seen) for start, seen in found.items() if seen.exercise]
    starts = [0, *(start for start, _ in named[1:]), len(track)]
    shown = tuple(
        Part(load_exercise(seen.exercise), start, stop, seen)
        for (_, seen), (start, stop) in zip(named, pairwise(starts), strict=False)
    )
    if not shown:
        from formcheck.errors import ClipError  # loads the decoder

        raise ClipError(
            f"{recording.source.path}: none of the exercises {', '.join(built_in())} was recognised"
            " in it: name the one it shows with --exercise"
        )
    if level and not any(level in part.exercise.levels for part in shown):
        from formcheck.errors import ClipError  # likewise

        first = shown[0].exercise
        levels = ", ".join(first.levels) or "none"
        raise ClipError(
            f"{recording.source.path}: recognised as {first.id}, which has no level"
            f' "{level}"; there are: {levels}'
        )
    return shown
