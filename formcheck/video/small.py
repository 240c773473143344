"""Make a video small enough to be mailed: fewer pixels, fewer bits, the same times."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

import cv2

from formcheck.system.arrays import Image
from formcheck.video.reader import ClipReader
from formcheck.video.writer import Encoding, VideoFileWriter

_BITS_PER_BYTE: Final = 8


@dataclass(frozen=True, slots=True)
class SmallVideo:
    """How small a video is made.

    Measured on filmed and rendered clips of 30 s at 720p: 2 to 9 MB.

    Attributes:
        most_bytes: of the file. In base64 it takes a third more, and mail takes 20 to 25 MB.
        most_bits_per_s: enough for any motion at 720p.
        least_bits_per_s: fewer show nothing that can be judged; the file of a clip of more than
            three minutes is larger than ``most_bytes`` then.
        sizes_px: the shorter side of the picture, and the bits per second that it needs, the
            largest first.
        key_frame_s: longest time between two pictures that a player can jump to, in seconds.
    """

    most_bytes: int = 10_000_000
    most_bits_per_s: int = 2_500_000
    least_bits_per_s: int = 400_000
    sizes_px: tuple[tuple[int, int], ...] = ((720, 1_500_000), (540, 800_000), (360, 0))
    key_frame_s: float = 0.5

    def bits_per_s(self, duration_s: float) -> int:
        """Return the bits per second of a clip of a length."""
        wanted = int(self.most_bytes * _BITS_PER_BYTE / max(duration_s, 1.0))
        return max(self.least_bits_per_s, min(self.most_bits_per_s, wanted))

    def short_side_px(self, bits_per_s: int) -> int:
        """Return how many pixels the shorter side of the picture may have."""
        return next(side for side, needed in self.sizes_px if bits_per_s >= needed)


SMALL = SmallVideo()


def is_small(path: Path, small: SmallVideo = SMALL) -> bool:
    """Return whether a video is small enough as it is.

    Raises:
        ClipError: it cannot be read.
    """
    with ClipReader(path) as clip:
        short_side_px = min(clip.info.width, clip.info.height)
    return short_side_px <= small.sizes_px[0][0] and path.stat().st_size <= small.most_bytes


def write_small_video(clip_path: Path, path: Path, small: SmallVideo = SMALL) -> None:
    """Write a small copy of a clip, without sound. Its frames have the same times.

    Args:
        clip_path: of the clip.
        path: of the copy.
        small: how small.

    Raises:
        ClipError: the clip cannot be read.
        OSError: the copy cannot be written.
    """
    with ClipReader(clip_path) as clip:
        info = clip.info
        bits_per_s = small.bits_per_s(info.duration_s or (info.frames or 0) / info.fps)
        scale = min(1.0, small.short_side_px(bits_per_s) / min(info.width, info.height))
        size = (_even(info.width * scale), _even(info.height * scale))
        like = replace(info, width=size[0], height=size[1], has_audio=False)
        kbits = bits_per_s // 1000
        encoding = Encoding(
            preset="veryfast",
            params=f"vbv-maxrate={kbits}:vbv-bufsize={kbits}",
            key_frame_s=small.key_frame_s,
        )
        with VideoFileWriter(path, like, encoding=encoding) as video:
            for frame in clip:
                image = cast(Image, cv2.resize(frame.image, size, interpolation=cv2.INTER_AREA))
                video.write(image, frame.time_s)


def _even(length_px: float) -> int:
    return max(2, 2 * round(length_px / 2))
