"""`formcheck doctor`: is everything there that formcheck needs, and what to do where it is not."""

import ctypes
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import numpy as np
from rich.console import Console

SYSTEM_LIBRARIES = ("libGL.so.1", "libEGL.so.1", "libGLESv2.so.2", "libglib-2.0.so.0")
INSTALL = "apt-get install libgl1 libegl1 libgles2 libglib2.0-0"


class _Trouble(Exception):
    """What is wrong and what to do."""


class _Note(Exception):
    """What is missing but not needed for judging clips."""


def examine() -> int:
    """Run every check and print a line for each; return 1 when one has failed."""
    console = Console(highlight=False)
    failed = False
    for name, check in _CHECKS.items():
        try:
            console.print(f"[#009E73]ok[/]       {name}: {check()}")
        except _Note as note:
            console.print(f"[#999999]note[/]     {name}: {note}")
        except _Trouble as trouble:
            failed = True
            console.print(f"[bold #D55E00]trouble[/]  {name}: {trouble}")
    return 1 if failed else 0


def _python() -> str:
    return f"{platform.python_version()} on {platform.system()} {platform.machine()}"


def _libraries() -> str:
    if sys.platform != "linux":
        return "none needed on this system"
    missing = []
    for library in SYSTEM_LIBRARIES:
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(library)
    if missing:
        raise _Trouble(f"{', '.join(missing)} missing: {INSTALL}")
    return ", ".join(SYSTEM_LIBRARIES)


def _packages() -> str:
    names = ("mediapipe", "opencv-contrib-python", "av", "numpy", "pydantic", "rich")
    try:
        return ", ".join(f"{name} {metadata.version(name)}" for name in names)
    except metadata.PackageNotFoundError as error:
        raise _Trouble(f"{error.name} is not installed: install formcheck again") from None


def _model() -> str:
    from formcheck.backends import BackendError
    from formcheck.backends.mediapipe import MediaPipeBackend

    try:
        with MediaPipeBackend() as backend:
            backend.detect(np.zeros((240, 320, 3), dtype=np.uint8), 0.0)
            return f"{backend.name[:48]}… loads and runs"
    except (BackendError, ImportError) as error:
        raise _Trouble(str(error)) from None


def _codecs() -> str:
    from formcheck.video import AnnotatedVideoWriter, ClipError, ClipInfo, ClipReader

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "try.mp4"
        try:
            with AnnotatedVideoWriter(path, ClipInfo(path, 64, 64, 30.0)) as writer:
                for i in range(3):
                    writer.write(np.full((64, 64, 3), 80 * i, dtype=np.uint8), i / 30.0)
            with ClipReader(path) as clip:
                read = sum(1 for _ in clip)
        except (ClipError, OSError, ValueError) as error:
            raise _Trouble(f"H.264 cannot be written and read here ({error})") from None
    return f"H.264 written and read, {read} frames"


def _camera() -> str:
    if sys.platform == "linux" and not any(Path("/dev").glob("video*")):
        raise _Note("none found; clips need none")
    import cv2

    camera = cv2.VideoCapture(0)
    try:
        ok, image = camera.read()
    finally:
        camera.release()
    if not ok:
        raise _Note("found, but gives no picture: close other programs that use it")
    height, width = image.shape[:2]
    return f"camera 0 gives {width}x{height}"


def _display() -> str:
    if sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        raise _Note("none here; clips need none")
    return "there"


_CHECKS: dict[str, Callable[[], str]] = {
    "python": _python,
    "system libraries": _libraries,
    "packages": _packages,
    "model": _model,
    "codecs": _codecs,
    "camera": _camera,
    "display": _display,
}
