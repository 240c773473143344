"""MediaPipe Pose Landmarker (Tasks API, VIDEO mode). No other file knows MediaPipe."""

import hashlib
import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from formcheck.detection.outlines import trace_edges, trace_legs, trace_silhouette
from formcheck.detection.startup import matplotlib_when_used
from formcheck.errors import BackendError
from formcheck.poses.landmarks import COUNT
from formcheck.poses.outline import Outline
from formcheck.poses.pose import Pose
from formcheck.system.native_log import native_log_hidden

# A MediaPipe that needs more of matplotlib than this gives it is imported once more, as usual.
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

MODEL_NAME = "pose_landmarker_full.task"
SCOUT_EVERY_S = 1.5  # looking for a second person costs two frames' time
SECOND_PERSON_SIZE = 0.4  # of the first one's height; smaller ones are far behind
APART = 0.25  # of the first one's height; nearer "people" are the same one found twice


def default_model() -> Path:
    """Return the model that comes with formcheck: inside the package, or beside it.

    Raises:
        BackendError: it is in neither place.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "models", package.parent / "models"):
        if (folder / MODEL_NAME).is_file():
            return folder / MODEL_NAME
    raise BackendError(
        f"{MODEL_NAME} is missing from this installation: install formcheck again"
        " or name a model with --model FILE"
    )


class MediaPipeBackend:
    """Finds people with MediaPipe, on this machine alone.

    Args:
        model: a ``.task`` bundle; the one that comes with formcheck when None.
        people: the most people to follow. With 1, a look for others is taken now and then.
        outline: whether to trace the outline of the trunk, too; it costs a tenth of the time.
        scout: whether to take that look for others.

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
    ) -> None:
        path, data = _read_model(model)
        self._name = f"{path.name} sha256:{hashlib.sha256(data).hexdigest()}"
        self._people = people
        self._crowded = False
        self._last_ms = -1
        self._next_scout_s = 0.0
        self._look: Future[int] | None = None
        scouts = people == 1 and scout
        # Beside each other: to load one takes as long as a dozen frames.
        with native_log_hidden(), ThreadPoolExecutor(1) as loader:
            coming = loader.submit(PeopleCounter, model) if scouts else None
            self._follower = _landmarker(path, data, RunningMode.VIDEO, people, outline)
        self._scout = coming.result() if coming else None
        self._looking = ThreadPoolExecutor(1)
        self._read: Future[list[Pose]] | None = None
        self._reading = ThreadPoolExecutor(1)

    @property
    def name(self) -> str:
        """File name and sha256 of the model."""
        return self._name

    @property
    def crowded(self) -> bool:
        """Whether a second person has been seen by now."""
        if self._look and self._look.done():
            self._crowded |= self._look.result() > 1
            self._look = None
        return self._crowded

    def was_crowded(self) -> bool:
        """Whether a second person was seen, the last look being over."""
        if self._look:
            self._look.result()
        return self.crowded

    def detect(self, image: npt.NDArray[np.uint8], time_s: float) -> list[Pose]:
        """Return the people in the next picture, at most as many as asked for.

        Args:
            image: (height, width, 3) RGB.
            time_s: later than that of the picture before.
        """
        return _poses(self._result(image, time_s), time_s, image.shape)

    def detect_later(self, image: npt.NDArray[np.uint8], time_s: float) -> Future[list[Pose]]:
        """As `detect`, with poses that are ready a moment later.

        What the model says is read, and the outline traced, while it looks at the next picture:
        that takes half a millisecond a frame.
        """
        result = self._result(image, time_s)
        if self._read:
            self._read.result()  # one at a time: masks are large
        self._read = self._reading.submit(_poses, result, time_s, image.shape)
        return self._read

    def _result(self, image: npt.NDArray[np.uint8], time_s: float) -> PoseLandmarkerResult:
        # Of an array with padded rows MediaPipe would see a sheared picture and find nobody.
        picture = mediapipe.Image(
            image_format=mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(image)
        )
        first = self._last_ms < 0
        self._last_ms = max(self._last_ms + 1, round(time_s * 1000.0))
        with native_log_hidden() if first else nullcontext():
            if self._scout and time_s >= self._next_scout_s and not self.was_crowded():
                # On another thread: the look for others takes as long as two frames.
                self._next_scout_s = time_s + SCOUT_EVERY_S
                self._look = self._looking.submit(self._scout.count, image)
            result = self._follower.detect_for_video(picture, self._last_ms)
            if first:
                self.was_crowded()  # it waits for the look
        return result

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with native_log_hidden():
            self._follower.close()
        self._reading.shutdown()
        self._looking.shutdown()
        if self._scout:
            self._scout.close()


class PeopleCounter:
    """Counts the people in single pictures, up to three; it costs two frames' time.

    Raises:
        BackendError: the model is missing or MediaPipe cannot load it.
    """

    def __init__(self, model: Path | None = None) -> None:
        path, data = _read_model(model)
        with native_log_hidden():
            self._scout = _landmarker(path, data, RunningMode.IMAGE, 3, False)

    def count(self, image: npt.NDArray[np.uint8]) -> int:
        """Return 0, 1, or 2 for several people of whom none is far behind."""
        picture = mediapipe.Image(
            image_format=mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(image)
        )
        poses = _poses(self._scout.detect(picture), 0.0, image.shape)
        return 2 if _several(poses) else min(len(poses), 1)

    def close(self) -> None:
        """Let go of the model."""
        with native_log_hidden():
            self._scout.close()


def _read_model(model: Path | None) -> tuple[Path, bytes]:
    """The path of a model and what is in it; from here on nothing leaves the machine."""
    path = default_model() if model is None else model
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BackendError(f"{path}: the model cannot be read ({error.strerror})") from None
    if not data:
        raise BackendError(f"{path} is empty (0 bytes): give a pose_landmarker .task file")
    _stay_on_this_machine()
    return path, data


def _landmarker(
    path: Path, data: bytes, mode: RunningMode, people: int, outline: bool
) -> PoseLandmarker:
    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_buffer=data),
        running_mode=mode,
        num_poses=people,
        output_segmentation_masks=outline,
    )
    try:
        return PoseLandmarker.create_from_options(options)
    except (RuntimeError, ValueError, FileNotFoundError) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise BackendError(
            f"{path} is not a model that MediaPipe can load ({reason}):"
            " give a pose_landmarker .task file"
        ) from None
    except OSError as error:  # of its native library, which is loaded only now
        raise BackendError(
            f"MediaPipe cannot start ({error}): formcheck doctor tells what is missing"
        ) from None


def _poses(result: PoseLandmarkerResult, time_s: float, shape: tuple[int, ...]) -> list[Pose]:
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
            likely = mask.numpy_view().squeeze()
            pose = replace(
                pose,
                outline=Outline(
                    edges_tl=trace_edges(likely, xy_px),
                    silhouette_px=trace_silhouette(likely),
                    legs_shown=trace_legs(likely, xy_px),
                ),
            )
        poses.append(pose)
    return poses


def _several(poses: list[Pose]) -> bool:
    if len(poses) < 2:
        return False
    heights = [float(np.ptp(pose.xy_px[:, 1])) for pose in poses]
    first = int(np.argmax(heights))
    centre = poses[first].xy_px.mean(axis=0)
    return any(
        heights[i] > SECOND_PERSON_SIZE * heights[first]
        and float(np.hypot(*(poses[i].xy_px.mean(axis=0) - centre))) > APART * heights[first]
        for i in range(len(poses))
        if i != first
    )


@cache  # once, before any other thread may read the environment
def _stay_on_this_machine() -> None:
    """Keep MediaPipe's usage statistics from leaving the machine.

    Its native library uploads statistics through libcurl, and has no switch for it. libcurl
    asks the environment for a proxy before it looks up any host; a proxy of a kind that it
    does not know ends the attempt there. `os.putenv` changes what native code sees and leaves
    `os.environ`, and with it Python's own networking, as it was.
    """
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        os.putenv(name, "none://formcheck-stays-offline")
    for name in ("no_proxy", "NO_PROXY"):
        os.unsetenv(name)
