"""The cameras that are connected to this computer, and why one of them gives no picture."""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
from cv2_enumerate_cameras import enumerate_cameras

from formcheck.errors import SourceError
from formcheck.system.printable import printable

#: How OpenCV opens cameras, by system; the numbers of cameras differ between these ways.
BACKENDS: Final = {
    "linux": cv2.CAP_V4L2,
    "win32": cv2.CAP_MSMF,
    "darwin": cv2.CAP_AVFOUNDATION,
}
NO_CAMERA: Final = "no camera was found: plug one in, or use a phone or a video with --source"
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Camera:
    """A connected camera.

    Attributes:
        number: as OpenCV counts, from 0.
        name: no two cameras have the same; without control characters.
    """

    number: int
    name: str


def connected_cameras() -> list[Camera]:
    """Return the cameras, by number; none where the system does not list them."""
    backend = BACKENDS.get(sys.platform)
    if backend is None:
        return []
    found = {info.index: str(info.name) for info in enumerate_cameras(backend)}
    return named_apart(found)


def named_apart(names: dict[int, str]) -> list[Camera]:
    """Return cameras by number; those of the same name are counted: "Webcam", "Webcam (2)".

    Args:
        names: the name that each number's camera gives itself.
    """
    cameras: list[Camera] = []
    for number in sorted(names):
        own = printable(names[number]).strip()[:_LONGEST_NAME] or f"camera {number}"
        same = sum(own in (camera.name, camera.name.rpartition(" (")[0]) for camera in cameras)
        cameras.append(Camera(number, f"{own} ({same + 1})" if same else own))
    return cameras


def number_of(wanted: str, cameras: list[Camera]) -> int:
    """Return the number of the camera that is meant.

    Args:
        wanted: its number, its name or a part of the name; empty for the first camera.
        cameras: those that are connected.

    Raises:
        SourceError: no camera has this name, or several have it.
    """
    if wanted.isdecimal():
        return int(wanted)
    if not wanted:
        return cameras[0].number if cameras else 0
    exact = [camera for camera in cameras if camera.name == wanted]
    part = [camera for camera in cameras if wanted.lower() in camera.name.lower()]
    meant = exact or part
    if len(meant) == 1:
        return meant[0].number
    if not cameras:
        raise SourceError(NO_CAMERA)
    many = f'several cameras are called "{wanted}"' if meant else f'no camera is called "{wanted}"'
    raise SourceError(f"{many}: name one of these with --camera: {_list_of(meant or cameras)}")


def why_no_picture(number: int, cameras: list[Camera]) -> str:
    """Return why a camera gives no picture and what to do, in one sentence.

    Args:
        number: of the camera.
        cameras: those that are connected.
    """
    refused = _refused_by_macos() or _refused_by_windows()
    if refused:
        return refused
    if not cameras and sys.platform in BACKENDS:
        return NO_CAMERA
    name = next((camera.name for camera in cameras if camera.number == number), "")
    if cameras and not name:
        return f"there is no camera {number}: name one of these with --camera: {_list_of(cameras)}"
    what = f"camera {number} ({name})" if name else f"camera {number}"
    return why_closed(what, Path(f"/dev/video{number}"))


def _list_of(cameras: list[Camera]) -> str:
    return ", ".join(f"{camera.number} ({camera.name})" for camera in cameras)


def why_closed(what: str, device: Path) -> str:
    """Return why a camera gives no picture and what to do, as far as its file says.

    Args:
        what: the camera, with its name.
        device: the file that stands for it; only Linux has one.
    """
    nobody = f"{what} gives no picture: close other programs that use it, or plug it in again"
    try:
        os.close(os.open(device, os.O_RDWR))
    except FileNotFoundError:
        return nobody
    except PermissionError:
        group = _group_of(device)
        return (
            f"you may not use {what}: run sudo usermod -aG {group} $USER, then log out and in again"
        )
    except OSError as error:
        return f"{what} cannot be opened ({error.strerror}): plug it in again"
    others = _users_of(device)
    if others:
        return f"{what} is used by another program: close {' and '.join(others)}"
    return nobody


def _group_of(device: Path) -> str:
    """Return the group that may use a device, on most systems "video"."""
    with suppress(OSError, KeyError, NotImplementedError):
        group = device.group()
        return group if group != "root" else "video"
    return "video"


def _users_of(device: Path) -> list[str]:
    """Return the names of other programs that have a file open, as far as the system tells."""
    names = set()
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):
            process = link.parent.parent
            if int(process.name) != os.getpid() and link.readlink() == device:
                names.add(printable((process / "comm").read_text(errors="replace").strip()))
    return sorted(names)


def _refused_by_macos() -> str:
    """Return what to do if macOS keeps programs from the camera; empty if it does not."""
    if sys.platform == "darwin":
        import AVFoundation

        status = AVFoundation.AVCaptureDevice.authorizationStatusForMediaType_(
            AVFoundation.AVMediaTypeVideo
        )
        if status == AVFoundation.AVAuthorizationStatusNotDetermined:
            return "macOS asks whether this terminal may use the camera: allow it"
        if status != AVFoundation.AVAuthorizationStatusAuthorized:
            return (
                "macOS does not let this terminal use the camera: allow it in System Settings,"
                " Privacy & Security, Camera, then close the terminal and open it again"
            )
    return ""


def _refused_by_windows() -> str:
    """Return what to do if Windows keeps programs from the camera; empty if it does not."""
    if sys.platform == "win32":
        import winreg

        root = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
        for place in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            for key in (rf"{root}\webcam", rf"{root}\webcam\NonPackaged"):
                with suppress(OSError), winreg.OpenKey(place, key) as opened:
                    if winreg.QueryValueEx(opened, "Value")[0] == "Deny":
                        return (
                            "Windows does not let programs use the camera: allow it in Settings,"
                            " Privacy & security, Camera, for desktop apps, too"
                        )
    return ""
