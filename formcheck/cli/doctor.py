"""`formcheck doctor`: is everything there that formcheck needs, and what to do where it is not."""

import ctypes
import platform
import sys
import tempfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

SYSTEM_LIBRARIES = (
    "libGL.so.1",
    "libEGL.so.1",
    "libGLESv2.so.2",
    "libglib-2.0.so.0",
    "libgthread-2.0.so.0",
)
INSTALL = "sudo apt-get install libgl1 libegl1 libgles2 libglib2.0-0"
WINDOW_LIBRARY = "libSM.so.6"
INSTALL_FOR_WINDOW = "sudo apt-get install libsm6"
AGAIN = "install formcheck again"
OK, NOTE, TROUBLE = "[#009E73]ok[/]", "[#999999]note[/]", "[bold #D55E00]trouble[/]"


class _Finding(NamedTuple):
    """What a check found, and what to do where something is wrong."""

    mark: str
    text: str


def examine() -> int:
    """Run every check and print a line for each; return 1 when one has failed."""
    try:
        from rich.console import Console
        from rich.markup import escape
        from rich.table import Table
    except ImportError as error:
        print(f"trouble  packages: {error}: {AGAIN}")
        return 1
    console = Console(highlight=False, emoji=False, soft_wrap=False)
    failed = False
    for name, check in _CHECKS.items():
        try:
            found = check()
        except (ImportError, OSError) as error:  # a package that is broken or lacks a library
            # Most often the fault of the trouble before, where there is one.
            found = _Finding(TROUBLE, str(error) if failed else f"{error}: {AGAIN}")
        failed |= found.mark is TROUBLE
        line = Table.grid(padding=(0, 2, 0, 0))
        line.add_column(width=7)
        line.add_column(width=16)
        line.add_column(overflow="fold")
        line.add_row(found.mark, name, escape(found.text))
        console.print(line)
    console.print(
        f"\n{TROUBLE}: do what the lines above say, then run formcheck doctor again."
        if failed
        else "\nClips can be judged."
    )
    return 1 if failed else 0


def _python() -> _Finding:
    return _Finding(OK, f"{platform.python_version()} on {platform.system()} {platform.machine()}")


def _libraries() -> _Finding:
    if sys.platform != "linux":
        return _Finding(OK, "none needed on this system")
    missing = []
    for library in SYSTEM_LIBRARIES:
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(library)
    if missing:
        return _Finding(
            TROUBLE,
            f"{', '.join(missing)} missing: {INSTALL} (Debian, Ubuntu; elsewhere the packages"
            " of Mesa and GLib that hold them)",
        )
    return _Finding(OK, ", ".join(SYSTEM_LIBRARIES))


def _packages() -> _Finding:
    names = ("formcheck", "mediapipe", "opencv-contrib-python", "av", "numpy", "pydantic", "rich")
    try:
        return _Finding(OK, ", ".join(f"{name} {metadata.version(name)}" for name in names))
    except metadata.PackageNotFoundError as error:
        return _Finding(TROUBLE, f"{error.name} is not installed: {AGAIN}")


def _model() -> _Finding:
    import numpy as np

    from formcheck.detection.mediapipe import MediaPipeBackend
    from formcheck.errors import BackendError

    try:
        with MediaPipeBackend() as backend:
            backend.detect(np.zeros((240, 320, 3), dtype=np.uint8), 0.0)
            return _Finding(OK, f"{backend.name[:48]}… loads and runs")
    except BackendError as error:
        return _Finding(TROUBLE, str(error))


def _codecs() -> _Finding:
    import numpy as np

    from formcheck.errors import ClipError
    from formcheck.video import AnnotatedVideoWriter, ClipInfo, ClipReader

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "try.mp4"
        try:
            with AnnotatedVideoWriter(path, ClipInfo(path, 64, 64, 30.0)) as writer:
                for i in range(3):
                    writer.write(np.full((64, 64, 3), 80 * i, dtype=np.uint8), i / 30.0)
            with ClipReader(path) as clip:
                read = sum(1 for _ in clip)
        except (ClipError, OSError, ValueError) as error:
            return _Finding(TROUBLE, f"H.264 cannot be written and read here ({error})")
    return _Finding(OK, f"H.264 written and read, {read} frames")


def _camera() -> _Finding:
    if sys.platform == "linux" and not any(Path("/dev").glob("video*")):
        return _Finding(NOTE, "none found; formcheck live needs one, judging clips does not")
    import cv2

    camera = cv2.VideoCapture(0)
    try:
        ok, image = camera.read()
    finally:
        camera.release()
    if not ok:
        return _Finding(NOTE, "found, but gives no picture: close other programs that use it")
    height, width = image.shape[:2]
    return _Finding(OK, f"camera 0 gives {width}x{height}")


def _display() -> _Finding:
    from formcheck.errors import WindowError
    from formcheck.live.window.window import require_display

    try:
        require_display()
    except WindowError:
        return _Finding(NOTE, "none here; formcheck live needs one, judging clips does not")
    try:
        if sys.platform == "linux":
            ctypes.CDLL(WINDOW_LIBRARY)
    except OSError:
        return _Finding(
            NOTE, f"there, but formcheck live needs {WINDOW_LIBRARY}: {INSTALL_FOR_WINDOW}"
        )
    return _Finding(OK, "there")


_CHECKS: dict[str, Callable[[], _Finding]] = {
    "python": _python,
    "system libraries": _libraries,
    "packages": _packages,
    "model": _model,
    "codecs": _codecs,
    "camera": _camera,
    "display": _display,
}
