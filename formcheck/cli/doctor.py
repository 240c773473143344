"""`formcheck doctor`: check that everything formcheck needs is there, and say what to do if not."""

import argparse
import ctypes
import platform
import sys
import tempfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from formcheck.cli.arguments import add_command
from formcheck.cli.terminal import ExitCode
from formcheck.system.native_log import native_log_hidden

if TYPE_CHECKING:
    from formcheck.cli.arguments import Commands

SYSTEM_LIBRARIES: Final = (
    "libGL.so.1",
    "libEGL.so.1",
    "libGLESv2.so.2",
    "libglib-2.0.so.0",
    "libgthread-2.0.so.0",
)
INSTALL: Final = "sudo apt-get install libgl1 libegl1 libgles2 libglib2.0-0"
WINDOW_LIBRARY: Final = "libSM.so.6"
INSTALL_FOR_WINDOW: Final = "sudo apt-get install libsm6"
AGAIN: Final = "install formcheck again"
OK: Final = "[#009E73]ok[/]"
NOTE: Final = "[#999999]note[/]"
TROUBLE: Final = "[bold #D55E00]trouble[/]"
EXAMPLE = """\
  formcheck doctor
      print a line for each check; the exit code is 1 if one failed
"""


class _Finding(NamedTuple):
    """What a check found: `OK`, `NOTE` or `TROUBLE`, and what to do about it."""

    mark: str
    text: str


def add_to(commands: "Commands") -> None:
    """Add the command to the command line."""
    add_command(
        commands,
        "doctor",
        run,
        summary="check libraries, model, camera and codecs",
        example=EXAMPLE,
    )


def run(_: argparse.Namespace) -> int:
    """Run every check; return the exit code."""
    with native_log_hidden(of_program=True):
        return examine()


def examine() -> ExitCode:
    """Run every check and print a line for each; return `FAILED` if one found trouble."""
    try:
        from rich.console import Console
        from rich.markup import escape
        from rich.table import Table
    except ImportError as error:
        print(f"trouble  packages: {error}: {AGAIN}")
        return ExitCode.FAILED
    console = Console(highlight=False, emoji=False, soft_wrap=False)
    failed = False
    for name, check in _CHECKS.items():
        try:
            found = check()
        except (ImportError, OSError) as error:  # a package that is broken or lacks a library
            # After an earlier trouble, that is most often the cause of this one.
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
        else "\nEverything that judging clips needs is there."
    )
    return ExitCode.FAILED if failed else ExitCode.OK


def _python() -> _Finding:
    """Return the versions of Python and of the system."""
    return _Finding(OK, f"{platform.python_version()} on {platform.system()} {platform.machine()}")


def _libraries() -> _Finding:
    """Check the shared libraries that OpenCV and MediaPipe load on Linux."""
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
            f"{', '.join(missing)} missing: {INSTALL} (on Debian and Ubuntu; on other systems"
            " install the packages of Mesa and GLib that contain them)",
        )
    return _Finding(OK, ", ".join(SYSTEM_LIBRARIES))


def _packages() -> _Finding:
    """Check that every package is installed."""
    names = (
        "formcheck",
        "mediapipe",
        "opencv-contrib-python",
        "av",
        "cv2-enumerate-cameras",
        "numpy",
        "platformdirs",
        "pydantic",
        "rich",
    )
    try:
        return _Finding(OK, ", ".join(f"{name} {metadata.version(name)}" for name in names))
    except metadata.PackageNotFoundError as error:
        return _Finding(TROUBLE, f"{error.name} is not installed: {AGAIN}")


def _model() -> _Finding:
    """Check that the pose model loads and runs."""
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
    """Check that a clip can be written and read."""
    import numpy as np

    from formcheck.errors import ClipError
    from formcheck.video import ClipInfo, ClipReader, VideoFileWriter

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "try.mp4"
        try:
            with VideoFileWriter(path, ClipInfo(path, 64, 64, 30.0)) as writer:
                for i in range(3):
                    writer.write(np.full((64, 64, 3), 80 * i, dtype=np.uint8), i / 30.0)
            with ClipReader(path) as clip:
                read = sum(1 for _ in clip)
        except (ClipError, OSError, ValueError) as error:
            return _Finding(TROUBLE, f"H.264 video cannot be written and read ({error}): {AGAIN}")
    return _Finding(OK, f"H.264 written and read, {read} frames")


def _cameras() -> _Finding:
    """List the cameras and check whether the first gives a picture; clips need none."""
    from formcheck.errors import SourceError
    from formcheck.live.camera.connected import connected_cameras
    from formcheck.live.camera.device import DeviceGrabber

    there = "; ".join(f"{camera.number}: {camera.name}" for camera in connected_cameras())
    try:
        grabber = DeviceGrabber("")
    except SourceError as error:
        listed = f"{there}; " if there else ""
        return _Finding(NOTE, f"{listed}{error} (formcheck live needs a camera, clips do not)")
    picture = grabber.grab()
    grabber.close()
    size = f"{picture[0].shape[1]}x{picture[0].shape[0]}" if picture else "a first picture only"
    return _Finding(OK, f"{there or 'one'}; the first gives {size}")


def _display() -> _Finding:
    """Check whether a window can open; without one, clips can still be judged."""
    from formcheck.errors import WindowError
    from formcheck.live.window.window import require_display

    try:
        require_display()
    except WindowError:
        return _Finding(NOTE, "no display here; formcheck live needs one, judging clips does not")
    try:
        if sys.platform == "linux":
            ctypes.CDLL(WINDOW_LIBRARY)
    except OSError:
        return _Finding(
            NOTE,
            f"there, but formcheck live also needs {WINDOW_LIBRARY}: {INSTALL_FOR_WINDOW}",
        )
    return _Finding(OK, "there")


_CHECKS: dict[str, Callable[[], _Finding]] = {
    "python": _python,
    "system libraries": _libraries,
    "packages": _packages,
    "model": _model,
    "codecs": _codecs,
    "cameras": _cameras,
    "display": _display,
}
