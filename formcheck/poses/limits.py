"""What saved poses may hold: a file that says more, or what no clip shows, is refused."""

import zipfile
from dataclasses import dataclass
from io import FileIO
from typing import TYPE_CHECKING, BinaryIO, cast

import numpy as np

from formcheck.poses.landmarks import COUNT
from formcheck.poses.outline import TRACED_SHAPES
from formcheck.system.arrays import AnyFloatArray

if TYPE_CHECKING:
    from formcheck.poses.pose import PoseTrack
    from formcheck.poses.recording import PoseRecording

# Shape of each array of a track for one frame.
_SHAPES: dict[str, tuple[int, ...]] = {
    "time_s": (),
    "xy_px": (COUNT, 2),
    "world_m": (COUNT, 3),
    "visibility": (COUNT,),
    "people": (),
}
_NUMBERS = "fiub"  # NumPy's letters for kinds of numbers
_TEXTS = ("path.npy", "model.npy", "warnings.npy")


@dataclass(frozen=True, slots=True)
class RecordingLimits:
    """How long and how large a recording may be.

    Attributes:
        most_frames: 4 hours at 30 frames a second.
        longest_s: from the first frame to the last, in seconds: 12 hours. Judging a gap of a day
            takes 2 s and 100 MB, one of four months a minute and 6 GB.
        frame_bytes: most that a frame takes in the file, unpacked. With two passes and both
            outlines it takes 3.6 kB.
        text_bytes: most that each of the texts takes in the file, unpacked.
        most_px: most that a picture may have in width or height. Landmarks may lie ten times as
            far away: the model guesses where it sees nothing.
        slowest: how many times slower a clip may play than it was filmed.
    """

    most_frames: int = 432_000
    longest_s: float = 43_200.0
    frame_bytes: int = 5_000
    text_bytes: int = 1_000_000
    most_px: int = 100_000
    slowest: float = 64.0


LIMITS = RecordingLimits()


def require_small(stream: FileIO) -> None:
    """Raise unless the arrays in a pose file say of themselves that they are small enough.

    Raises:
        ValueError: they say more, or they are no arrays.
        zipfile.BadZipFile: it is no archive.
    """
    with zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > LIMITS.most_frames * LIMITS.frame_bytes:
            raise ValueError("more than a clip may have")
        for member in members:
            with archive.open(member) as array:
                _require_few_numbers(cast(BinaryIO, array), text=member.filename in _TEXTS)
            if member.filename in _TEXTS and member.file_size > LIMITS.text_bytes:
                raise ValueError("a text that is too long")
    stream.seek(0)


def _require_few_numbers(array: BinaryIO, *, text: bool) -> None:
    """Raise `ValueError` unless the header of an array says that it has few numbers.

    A text would be read as a number, which takes a hundred times its memory.

    Args:
        array: its beginning.
        text: whether it is one of the texts.
    """
    version = np.lib.format.read_magic(array)
    newer = version != (1, 0)
    read = np.lib.format.read_array_header_2_0 if newer else np.lib.format.read_array_header_1_0
    shape, _, kind = read(array)
    if not text and kind.kind not in _NUMBERS:
        raise ValueError("no numbers")
    if shape and shape[0] > LIMITS.most_frames:
        raise ValueError("more frames than a clip may have")


def problem_of(recording: "PoseRecording") -> str:
    """Return what is wrong with a recording that was loaded; empty if nothing is."""
    track, source = recording.track, recording.source
    tracks = [track, recording.mirrored] if recording.mirrored else [track]
    if not all(map(_has_shapes, tracks)):
        return "its arrays have wrong shapes"
    if len(track) > LIMITS.most_frames:
        return f"it has more than {LIMITS.most_frames} frames"
    if not all(0 < size_px <= LIMITS.most_px for size_px in (track.width, track.height)):
        return f"its picture has {track.width}x{track.height} pixels"
    if not (np.isfinite(track.time_s).all() and (np.diff(track.time_s) > 0.0).all()):
        return "its times do not rise"
    if len(track) and track.time_s[-1] - track.time_s[0] > LIMITS.longest_s:
        return f"it is longer than {LIMITS.longest_s / 3600:.0f} hours"
    if any(_largest_of(each) > 10 * LIMITS.most_px for each in tracks):
        return "some of its positions are far outside the picture"
    slower = 1.0 if source.slow_motion is None else source.slow_motion
    numbers = (source.fps, source.duration_s, source.camera_fps or 0.0)
    if not all(0.0 <= number < np.inf for number in numbers):
        return "its frame rate or its length is no number that a clip has"
    if not 1.0 / LIMITS.slowest <= slower <= LIMITS.slowest:
        return f"its slow motion is {slower:g}"
    return ""


def _has_shapes(track: "PoseTrack") -> bool:
    """Return True if every array of a track has its shape."""
    n = len(track)
    of_track = all(getattr(track, name).shape == (n, *shape) for name, shape in _SHAPES.items())
    traced = track.outline.arrays().items()
    return of_track and all(array.shape == (n, *TRACED_SHAPES[name]) for name, array in traced)


def _largest_of(track: "PoseTrack") -> float:
    """Return the largest number of a track, infinite ones included; 0 if none is known."""
    outline = track.outline.arrays().values()
    arrays: tuple[AnyFloatArray, ...] = (track.xy_px, track.world_m, track.visibility, *outline)
    return max(_largest(array) for array in arrays)


def _largest(array: AnyFloatArray) -> float:
    # These two leave NaN out and make no copy of the array.
    high = np.fmax.reduce(array, axis=None, initial=0.0)
    low = np.fmin.reduce(array, axis=None, initial=0.0)
    return float(max(high, -low))
