"""MediaPipe Pose Landmarker (Tasks API). No other file knows MediaPipe."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

import numpy as np

from formcheck.detection.model_file import ModelFile
from formcheck.detection.outlines import trace_outline
from formcheck.detection.people import has_second_person
from formcheck.detection.startup import keep_offline, matplotlib_when_used
from formcheck.errors import BackendError
from formcheck.poses.landmarks import COUNT
from formcheck.poses.pose import Pose
from formcheck.system.arrays import Image
from formcheck.system.native_log import native_log_hidden

# If MediaPipe needs more of matplotlib than the stand-in has, it is imported again as usual.
with matplotlib_when_used(), suppress(ImportError, AttributeError):
    import mediapipe
import mediapipe
from mediapipe.tasks.python import BaseOptions
from mediapipe.tasks.python.vision import (
    PoseLandmarker,
    PoseLandmarkerOptions,
    PoseLandmarkerResult,
    RunningMode,
)


class MediaPipeBackend:
    """Finds people with MediaPipe, in VIDEO mode, on this machine alone. A `PoseBackend`.

    Args:
        model: a ``.task`` bundle; the one that comes with formcheck if None.
        people: number of people to follow at most.
        outline: whether to trace the outline of the person, too; it costs a tenth of the time.
        scout: whether to look for a second person now and then, if one person is followed.
        scout_every_s: time between two such counts of people; one takes as long as two frames.

    Raises:
        BackendError: the model is missing or MediaPipe cannot load it.
    """

    def __init__(
        self,
        model: Path | None = None,
        *,
        people: int = 1,
        outline: bool = False,
        scout: bool = True,
        scout_every_s: float = 1.5,
    ) -> None:
        keep_offline()
        file = ModelFile.read(model)
        self._name = file.name()
        self._crowded = False
        self._last_ms = -1
        self._scout_every_s, self._next_scout_s = scout_every_s, 0.0
        # Two models are loaded at the same time: each takes as long as a dozen frames.
        with native_log_hidden(), ThreadPoolExecutor(1) as loader:
            loading = loader.submit(PeopleCounter, model) if people == 1 and scout else None
            self._follower = _landmarker(file, RunningMode.VIDEO, people, outline)
        self._scout = loading.result() if loading else None
        self._counting = ThreadPoolExecutor(1)  # the people, now and then
        self._count: Future[int] | None = None
        self._reading = ThreadPoolExecutor(1)  # what the model found
        self._read: Future[list[Pose]] | None = None

    @property
    def name(self) -> str:
        """File name and sha256 of the model, "NAME sha256:HEX"."""
        return self._name

    @property
    def crowded_so_far(self) -> bool:
        """Whether a second person is known of by now; a count of people may still be running."""
        if self._count and self._count.done():
            self._crowded |= self._count.result() > 1
            self._count = None
        return self._crowded

    def wait_if_crowded(self) -> bool:
        """Return whether a second person was seen, after waiting for a count that is running."""
        if self._count:
            self._count.result()
        return self.crowded_so_far

    def detect(self, image: Image, time_s: float) -> list[Pose]:
        """Return the people in the next picture, at most as many as are followed.

        Args:
            image: (height, width, 3) RGB.
            time_s: timestamp, later than that of the picture before.
        """
        return _poses(self._run(image, time_s), time_s, image.shape)

    def detect_later(self, image: Image, time_s: float) -> Future[list[Pose]]:
        """Do what `detect` does, but read the result while the model runs on the next picture.

        Reading it and tracing the outline take half a millisecond a frame.

        Args:
            image: (height, width, 3) RGB.
            time_s: timestamp, later than that of the picture before.
        """
        result = self._run(image, time_s)
        if self._read:
            self._read.result()  # one result at a time: masks are large
        self._read = self._reading.submit(_poses, result, time_s, image.shape)
        return self._read

    def _run(self, image: Image, time_s: float) -> PoseLandmarkerResult:
        """Run the model on the next picture, and look for a second person if it is time."""
        first = self._last_ms < 0
        self._last_ms = max(self._last_ms + 1, round(time_s * 1000.0))
        with native_log_hidden() if first else nullcontext():
            if self._scout and time_s >= self._next_scout_s and not self.wait_if_crowded():
                # On another thread, because it takes as long as two frames.
                self._next_scout_s = time_s + self._scout_every_s
                self._count = self._counting.submit(self._scout.count, image)
            result = self._follower.detect_for_video(_picture(image), self._last_ms)
            if first:
                self.wait_if_crowded()  # its native log is hidden, too
        return result

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with native_log_hidden():
            self._follower.close()
        self._reading.shutdown()
        self._counting.shutdown()
        if self._scout:
            self._scout.close()


@dataclass(frozen=True, slots=True)
class PartsOfPicture:
    """Parts of a picture in which a person is sought who is too small for the whole picture.

    The pose model sees every picture in one small size. In the whole picture it misses a person
    below 0.2 to 0.33 of its height, in a half below 0.14 to 0.24, in a quarter below 0.08 to 0.11
    (seven clips of rendered people, made smaller step by step).

    Attributes:
        boxes: left, top and size of each part, as shares of the picture's width and height.
        small: a person of less height is far away, as a share of the picture's height.
    """

    boxes: tuple[tuple[float, float, float], ...] = (
        (0.25, 0.25, 0.5),
        (0.0, 0.25, 0.5),
        (0.5, 0.25, 0.5),
        (0.375, 0.375, 0.25),
    )
    small: float = 0.4

    def of(self, image: Image) -> Iterator[Image]:
        """Yield the parts of a picture."""
        height, width = image.shape[:2]
        for left, top, size in self.boxes:
            x, y = round(left * width), round(top * height)
            yield image[y : y + round(size * height), x : x + round(size * width)]


PARTS: Final = PartsOfPicture()


class PeopleCounter:
    """Counts the people in single pictures; a count costs as much as two frames.

    Args:
        model: a ``.task`` bundle; the one that comes with formcheck if None.

    Raises:
        BackendError: the model is missing or MediaPipe cannot load it.
    """

    def __init__(self, model: Path | None = None) -> None:
        keep_offline()
        file = ModelFile.read(model)
        with native_log_hidden():
            self._landmarker = _landmarker(file, RunningMode.IMAGE, people=3, outline=False)

    def count(self, image: Image) -> int:
        """Return 0, 1, or 2 for more than one person; nobody far in the background counts.

        Args:
            image: (height, width, 3) RGB.
        """
        poses = _poses(self._landmarker.detect(_picture(image)), 0.0, image.shape)
        return 2 if has_second_person(poses) else min(len(poses), 1)

    def sees_someone_far(self, image: Image, *, parts: PartsOfPicture = PARTS) -> bool:
        """Return whether parts of a picture show a person who is too small in the whole picture.

        Args:
            image: (height, width, 3) RGB.
            parts: where to look, and how small a person is far away.
        """
        for part in parts.of(image):
            poses = _poses(self._landmarker.detect(_picture(part)), 0.0, part.shape)
            heights_px = [np.ptp(pose.xy_px[:, 1]) for pose in poses]
            if any(height_px < parts.small * len(image) for height_px in heights_px):
                return True
        return False

    def close(self) -> None:
        """Free the model."""
        with native_log_hidden():
            self._landmarker.close()


def _landmarker(file: ModelFile, mode: RunningMode, people: int, outline: bool) -> PoseLandmarker:
    """Load a model into MediaPipe.

    Raises:
        BackendError: MediaPipe cannot load it, or cannot start.
    """
    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_buffer=file.data),
        running_mode=mode,
        num_poses=people,
        output_segmentation_masks=outline,
    )
    try:
        return PoseLandmarker.create_from_options(options)
    except (RuntimeError, ValueError, FileNotFoundError) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise BackendError(
            f"{file.path} is not a model that MediaPipe can load ({reason}):"
            " give a pose_landmarker .task file"
        ) from None
    except OSError as error:  # from its native library, which is loaded only now
        raise BackendError(
            f"MediaPipe cannot start ({error}): formcheck doctor tells what is missing"
        ) from None


def _picture(image: Image) -> mediapipe.Image:
    """Return a picture for MediaPipe, which sees nobody in an array with padded rows."""
    data = np.ascontiguousarray(image)
    return mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=data)


def _poses(result: PoseLandmarkerResult, time_s: float, shape: tuple[int, ...]) -> list[Pose]:
    """Return the people that MediaPipe found in a picture of a shape (height, width, 3)."""
    people = len(result.pose_landmarks)
    scale = np.array(shape[1::-1], dtype=np.float64)
    masks = result.segmentation_masks or [None] * people
    poses = []
    for flat, world, mask in zip(
        result.pose_landmarks, result.pose_world_landmarks, masks, strict=True
    ):
        seen = np.array([(p.x, p.y, p.visibility) for p in flat], dtype=np.float64)
        metres = np.array([(p.x, p.y, p.z) for p in world], dtype=np.float64)
        assert seen.shape == (COUNT, 3)
        xy_px = seen[:, :2] * scale
        pose = Pose(time_s, xy_px, metres, seen[:, 2], people)
        if mask is not None:
            outline = trace_outline(mask.numpy_view().squeeze(), xy_px)
            pose = replace(pose, outline=outline)
        poses.append(pose)
    return poses
