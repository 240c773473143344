"""Which cameras are connected, and what is said of one that gives no picture."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.errors import SourceError
from formcheck.live.camera.connected import (
    BACKENDS,
    NO_CAMERA,
    Camera,
    connected_cameras,
    named_apart,
    number_of,
    why_closed,
    why_no_picture,
)

TWO = [Camera(0, "Integrated Camera"), Camera(2, "HD Webcam")]
linux = pytest.mark.skipif(sys.platform != "linux", reason="cameras are files on Linux only")


def test_cameras_of_one_name_are_told_apart() -> None:
    names = {4: "HD Webcam", 0: "HD Webcam", 2: " \x1b[2J ", 6: "", 7: "HD Webcam"}
    assert named_apart(names) == [
        Camera(0, "HD Webcam"),
        Camera(2, "\\x1b[2J"),
        Camera(4, "HD Webcam (2)"),
        Camera(6, "camera 6"),
        Camera(7, "HD Webcam (3)"),
    ]


@pytest.mark.skipif(sys.platform not in BACKENDS, reason="cameras are not listed on this system")
def test_the_system_lists_its_cameras() -> None:
    cameras = connected_cameras()
    assert all(camera.name and camera.number >= 0 for camera in cameras)
    assert len({camera.name for camera in cameras}) == len(cameras)


@pytest.mark.parametrize(
    ("wanted", "number"),
    [("", 0), ("2", 2), ("7", 7), ("HD Webcam", 2), ("webcam", 2), ("integrated", 0)],
)
def test_a_camera_is_named_by_number_or_name(wanted: str, number: int) -> None:
    assert number_of(wanted, TWO) == number


def test_an_exact_name_is_meant_before_a_part_of_one() -> None:
    assert number_of("Cam", [Camera(0, "Cam (2)"), Camera(1, "Cam")]) == 1


@pytest.mark.parametrize(
    ("wanted", "said"),
    [("cam", "several cameras are called"), ("phone", "no camera is called")],
)
def test_a_name_that_does_not_fit_says_what_there_is(wanted: str, said: str) -> None:
    with pytest.raises(SourceError, match=said) as caught:
        number_of(wanted, TWO)
    assert "0 (Integrated Camera), 2 (HD Webcam)" in str(caught.value)
    with pytest.raises(SourceError, match="no camera was found"):
        number_of(wanted, [])


@linux
def test_a_camera_that_is_not_there_is_one_sentence() -> None:
    assert why_no_picture(0, []) == NO_CAMERA
    assert why_no_picture(5, TWO).startswith("there is no camera 5: name one of these")


def test_without_a_file_the_advice_is_general(tmp_path: Path) -> None:
    said = why_closed("camera 0", tmp_path / "video0")
    assert said.startswith("camera 0 gives no picture: close other programs")


@linux
def test_the_program_that_uses_a_camera_is_named(tmp_path: Path) -> None:
    device = tmp_path / "video0"
    device.touch()
    assert "gives no picture" in why_closed("camera 0 (Webcam)", device)
    code = f"file = open({str(device)!r}); print(); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        name = Path(f"/proc/{other.pid}/comm").read_text(encoding="utf-8").strip()
        said = why_closed("camera 0 (Webcam)", device)
        other.communicate(b"\n")
    assert said == f"camera 0 (Webcam) is used by another program: close {name}"


@linux
def test_who_may_not_use_a_camera_learns_what_to_do(tmp_path: Path) -> None:
    device = tmp_path / "video0"
    device.touch(mode=0o000)
    me = os.geteuid()
    try:
        if me == 0:  # root may open every file
            os.seteuid(65534)
        said = why_closed("camera 0 (Webcam)", device)
    finally:
        os.seteuid(me)
    assert said.startswith("you may not use camera 0 (Webcam): run sudo usermod -aG ")
    assert said.endswith(" $USER, then log out and in again")
