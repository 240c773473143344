"""The pose backend, with the real model."""

import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.detection.mediapipe import MediaPipeBackend, PeopleCounter
from formcheck.detection.model_file import bundled_model
from formcheck.errors import BackendError
from formcheck.poses.landmarks import COUNT, Landmark
from tests.sample import images, room
from tests.synthetic import BUNDLED_MODEL

# Run in its own process, because it changes the environment.
OFFLINE = """
import ctypes, os
from formcheck.detection.mediapipe import MediaPipeBackend

os.environ.pop("no_proxy", None)
before = dict(os.environ)
MediaPipeBackend().__exit__()
getenv = ctypes.CDLL(None).getenv
getenv.restype = ctypes.c_char_p
for name in (b"https_proxy", b"HTTPS_PROXY", b"all_proxy", b"ALL_PROXY"):
    assert getenv(name).startswith(b"none://"), name
for name in (b"no_proxy", b"NO_PROXY"):
    assert getenv(name) is None, name
assert dict(os.environ) == before
print("offline")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the C library has another name there")
def test_only_native_code_sees_the_proxy_that_keeps_it_offline() -> None:
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("offline\n", "")


DRAWN = """
import sys
import formcheck.detection.mediapipe

assert "matplotlib" not in sys.modules
from mediapipe.tasks.python.vision import drawing_utils
import matplotlib.pyplot

assert drawing_utils.plt.figure is matplotlib.pyplot.figure
print("drawn")
"""


def test_matplotlib_is_imported_only_when_it_is_used() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRAWN], capture_output=True, text=True, check=False
    )
    assert done.stdout == "drawn\n", done.stderr


def test_a_person_is_found_in_pixels() -> None:
    image = images()[0]
    with MediaPipeBackend() as backend:
        (pose,) = backend.detect(image, 0.0)
    assert pose.xy_px.shape == (COUNT, 2)
    assert pose.world_m.shape == (COUNT, 3)
    nose, hip, ankle = (
        pose.xy_px[landmark] for landmark in (Landmark.NOSE, Landmark.LEFT_HIP, Landmark.LEFT_ANKLE)
    )
    assert nose[1] < hip[1] < ankle[1]
    assert ((0 <= pose.xy_px) & (pose.xy_px <= image.shape[1::-1])).all()
    assert not backend.crowded_so_far


def test_padded_rows_change_nothing() -> None:
    image = images()[0]
    padded = np.zeros((image.shape[0], image.shape[1] + 16, 3), np.uint8)
    padded[:, : image.shape[1]] = image
    with MediaPipeBackend() as backend:
        (plain,) = backend.detect(image, 0.0)
    with MediaPipeBackend() as backend:
        (pose,) = backend.detect(padded[:, : image.shape[1]], 0.0)
    np.testing.assert_array_equal(pose.xy_px, plain.xy_px)


def test_poses_that_are_read_later_are_the_same() -> None:
    pictures = [*images()[:6], room(), *images()[6:9]]
    with MediaPipeBackend(outline=True) as backend:
        at_once = [backend.detect(image, i / 30.0) for i, image in enumerate(pictures)]
    with MediaPipeBackend(outline=True) as backend:
        later = [backend.detect_later(image, i / 30.0) for i, image in enumerate(pictures)]
    assert [len(poses) for poses in at_once] == [1] * 6 + [0] + [1] * 3
    for now, then in zip(at_once, later, strict=True):
        for pose, same in zip(now, then.result(), strict=True):
            assert pose.time_s == same.time_s
            np.testing.assert_array_equal(pose.xy_px, same.xy_px)
            assert pose.outline.edges_tl is not None
            assert np.isfinite(pose.outline.edges_tl).any()
            np.testing.assert_array_equal(pose.outline.edges_tl, same.outline.edges_tl)
            np.testing.assert_array_equal(pose.outline.silhouette_px, same.outline.silhouette_px)
            np.testing.assert_array_equal(pose.outline.legs_shown, same.outline.legs_shown)
            assert pose.outline.legs_shown is not None
            assert pose.outline.legs_shown.mean() > 0.9


def test_nobody_is_found_in_an_empty_room() -> None:
    with MediaPipeBackend() as backend:
        assert backend.detect(room(), 0.0) == []


def test_the_name_identifies_the_model() -> None:
    with MediaPipeBackend() as backend:
        assert backend.name == BUNDLED_MODEL


def test_a_model_may_lie_in_another_file(tmp_path: Path) -> None:
    copy = tmp_path / "other name.task"
    copy.write_bytes(bundled_model().read_bytes())
    with MediaPipeBackend(copy) as backend:
        assert backend.name.startswith("other name.task sha256:")
        assert backend.detect(images()[0], 0.0)


def bundle(path: Path, *names: str) -> Path:
    """Write a bundle with a part of the real model, and return its path."""
    with zipfile.ZipFile(bundled_model()) as whole, zipfile.ZipFile(path, "w") as part:
        for name in names:
            part.writestr(name, whole.read(name))
    return path


def test_a_file_that_is_not_a_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "text.task").write_text("not a model")
    (tmp_path / "empty.task").touch()
    bundle(tmp_path / "half.task", "pose_detector.tflite")
    for name, words in (
        ("none.task", "cannot be read"),
        ("", "cannot be read"),
        ("empty.task", "is empty"),
        ("text.task", "not a model that MediaPipe can load"),
        ("half.task", "not a model that MediaPipe can load"),
    ):
        with pytest.raises(BackendError, match=words) as caught:
            MediaPipeBackend(tmp_path / name)
        assert str(tmp_path / name) in str(caught.value)
        assert "\n" not in str(caught.value)


def test_the_native_log_stays_hidden(capfd: pytest.CaptureFixture[str]) -> None:
    with MediaPipeBackend() as backend:
        for i, image in enumerate(images()[:3]):
            backend.detect(image, i / 30.0)
    assert capfd.readouterr() == ("", "")


def test_somebody_too_small_for_the_whole_picture_is_seen_in_a_part_of_it() -> None:
    whole = images()[0]
    height, width = whole.shape[:2]
    small = cv2.resize(whole, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA)
    y, x = (height - len(small)) // 2, (width - small.shape[1]) // 2
    rest = height - len(small) - y, width - small.shape[1] - x
    bordered = cv2.copyMakeBorder(small, y, rest[0], x, rest[1], cv2.BORDER_REPLICATE)
    far = np.asarray(bordered, np.uint8)
    with closing(PeopleCounter()) as counter:
        counted = [counter.count(picture) for picture in (whole, far, room())]
        seen = [counter.sees_someone_far(picture) for picture in (whole, far, room())]
    assert counted == [1, 0, 0]
    assert seen == [False, True, False]
