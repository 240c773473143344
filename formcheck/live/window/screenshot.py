"""A screenshot of the window, as a file."""

from datetime import datetime
from pathlib import Path

import cv2

from formcheck.system.arrays import Image
from formcheck.system.files import replacing


def save_screenshot(image: Image, folder: Path) -> Path:
    """Write an RGB image as a PNG file whose name tells the time.

    Args:
        image: (height, width, 3) uint8 RGB.
        folder: made where it does not exist.

    Returns:
        The file.

    Raises:
        OSError: the file cannot be written.
    """
    path = folder / f"formcheck-{datetime.now():%Y%m%d-%H%M%S-%f}.png"
    folder.mkdir(parents=True, exist_ok=True)
    written, data = cv2.imencode(".png", cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
    if not written:
        raise OSError("the picture cannot be encoded")
    with replacing(path) as temporary:
        temporary.write_bytes(data.tobytes())
    return path
