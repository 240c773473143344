"""Make the stored pictures of a clip upright RGB pictures with square pixels."""

import struct
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Self, cast

import cv2
import numpy as np
from av.buffer import Buffer
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from av.video.stream import VideoStream

from formcheck.system.arrays import Image
from formcheck.video.container import LIMITS

_UNSPECIFIED: Final = 2  # FFmpeg's number for an unknown colour matrix (AVColorSpace)


@dataclass(frozen=True, slots=True)
class Turn:
    """How a stored picture becomes upright: first transposed, then mirrored."""

    transpose: bool = False
    mirror_x: bool = False
    mirror_y: bool = False

    @classmethod
    def of(cls, frame: VideoFrame) -> Self:
        """Read the display matrix of a frame; phones write it instead of turning the pictures."""
        try:
            matrix = cast(Buffer | None, frame.side_data.get("DISPLAYMATRIX"))
        except ValueError:  # PyAV does not know another kind of side data of this frame
            return cls._of_rotation(frame.rotation)
        if matrix is None:
            return cls()
        # x' = a x + c y and y' = b x + d y. VideoFrame.rotation would lose the mirroring.
        a, b, _, c, d, *_ = struct.unpack("=9i", bytes(matrix))
        if abs(b) > abs(a):
            return cls(transpose=True, mirror_x=c < 0, mirror_y=b < 0)
        return cls(mirror_x=a < 0, mirror_y=d < 0)

    @classmethod
    def _of_rotation(cls, anticlockwise_deg: int) -> Self:
        """Return the turn by the nearest quarters, without any mirroring."""
        quarters = round(anticlockwise_deg / 90) % 4
        return cls(
            transpose=quarters in (1, 3), mirror_x=quarters in (2, 3), mirror_y=quarters in (1, 2)
        )

    @property
    def clockwise_deg(self) -> int:
        """The turn in degrees, 0, 90, 180 or 270, without any mirroring."""
        if self.transpose:
            return 90 if self.mirror_x else 270
        return 180 if self.mirror_x and self.mirror_y else 0

    def apply(self, image: Image) -> Image:
        """Return the picture upright and C-contiguous."""
        if self.transpose:
            image = cast(Image, cv2.transpose(image))
        if self.mirror_x or self.mirror_y:
            axis = -1 if self.mirror_x and self.mirror_y else int(self.mirror_x)
            image = cast(Image, cv2.flip(image, axis))
        # FFmpeg pads the rows, and MediaPipe sees nobody in a padded picture.
        return np.ascontiguousarray(image)


class UprightPictures:
    """Converts the decoded frames of a clip to upright RGB pictures.

    Args:
        stream: the pictures of the clip.
        first: its first frame, which tells size and turn for all of them.

    Attributes:
        full_size: width and height of the upright pictures, in pixels.
        size: the same, scaled down if that is larger than `ClipLimits.longest_side_px`.
        turn: how stored pictures become upright.
    """

    def __init__(self, stream: VideoStream, first: VideoFrame) -> None:
        self.turn = Turn.of(first)
        full = _square_pixel_size(stream, first)
        shrink = min(1.0, LIMITS.longest_side_px / max(full))
        self._stored_size = max(1, round(full[0] * shrink)), max(1, round(full[1] * shrink))
        self.full_size = full[::-1] if self.turn.transpose else full
        self.size = self._stored_size[::-1] if self.turn.transpose else self._stored_size
        self._reformatter = VideoReformatter()

    def convert(self, frame: VideoFrame) -> Image:
        """Return a picture (height, width, 3) in RGB that the caller may draw on."""
        width, height = self._stored_size
        # What a file most likely uses if it does not tell: BT.709 is that of HD pictures.
        untagged = Colorspace.ITU709 if frame.height >= 720 else Colorspace.ITU601
        rgb = self._reformatter.reformat(
            frame,
            width=width,
            height=height,
            format="rgb24",
            src_colorspace=untagged if frame.colorspace == _UNSPECIFIED else None,
            dst_color_range=ColorRange.JPEG,
            threads=1,  # starting threads for every frame costs more than they save
        )
        image = cast(Image, rgb.to_ndarray())
        # An RGB source comes back as the decoder's own picture, which must not be drawn on.
        return self.turn.apply(image.copy() if rgb is frame else image)


def _square_pixel_size(stream: VideoStream, frame: VideoFrame) -> tuple[int, int]:
    """Return width and height as stored, in pixels, stretched until the pixels are square."""
    aspect = stream.sample_aspect_ratio or Fraction(1)
    if not 0.25 < aspect < 4:
        aspect = Fraction(1)  # nonsense in the header
    if aspect > 1:
        return round(frame.width * aspect), frame.height
    return frame.width, round(frame.height / aspect)
