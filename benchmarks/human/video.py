"""H.264 files."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray


def frame_rate(fps: float) -> Fraction:
    """Return the exact rate that is meant by a number such as 29.97."""
    for nominal in (24, 30, 60, 120):
        ntsc = Fraction(nominal * 1000, 1001)
        if abs(float(ntsc) - fps) < 0.005:
            return ntsc
    return Fraction(fps).limit_denominator(1001)


def write_video(
    path: Path, frames: Iterable[NDArray[np.uint8]], fps: float, width: int, height: int, crf: int
) -> int:
    """Write frames (height, width, 3); return their number. The file appears when it is whole."""
    partial = path.with_name(path.stem + ".part.mp4")
    count = 0
    with av.open(str(partial), "w") as container:
        stream = container.add_stream("libx264", rate=frame_rate(fps))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.options = {"crf": str(crf), "preset": "veryfast", "threads": "1"}
        for image in frames:
            packet_frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="rgb24")
            for packet in stream.encode(packet_frame):
                container.mux(packet)
            count += 1
        for packet in stream.encode():
            container.mux(packet)
    partial.replace(path)
    return count
