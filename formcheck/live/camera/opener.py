"""Which kind of camera `--source` and `--camera` name."""

from collections.abc import Callable
from pathlib import Path

from formcheck.live.camera.device import DeviceGrabber
from formcheck.live.camera.grabber import Grabber
from formcheck.live.camera.played_file import FileGrabber
from formcheck.live.camera.stream import StreamGrabber, require_address


def opener(source: str | None, camera: str = "") -> Callable[[], Grabber]:
    """Return a function that opens the source, at the start and again when it was lost.

    Args:
        source: path of a file or address of a stream; None for a camera.
        camera: number or name of a connected one; empty for the first.

    Raises:
        SourceError: the file does not exist or is no video, or the address is not of a camera.
    """
    if source is None:
        return lambda: DeviceGrabber(camera)
    if "://" in source:
        require_address(source)
        return lambda: StreamGrabber(source)
    path = Path(source)
    FileGrabber(path).close()  # a wrong name is reported before a window opens
    return lambda: FileGrabber(path)
