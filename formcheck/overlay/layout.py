"""The sizes of all that is drawn, from the size of the picture."""

from typing import Final, TypeAlias

Box: TypeAlias = tuple[int, int, int, int]  # left, top, right, bottom, in pixels
SMALLEST_TEXT_PX: Final = 11  # smaller type cannot be read


class Layout:
    """Sizes that suit 640x480, scaled by the height, or by the width of a narrow picture.

    All sizes are in pixels.

    Args:
        width: of the picture, in pixels.
        height: of the picture, in pixels.
        below: height of an empty strip under the picture, for cues and notes, in pixels.
        readable_px: least type size of numbers that are read from afar, in pixels.

    Attributes:
        width: of the picture.
        height: of the picture.
        below: height of the strip under it.
        readable: least type of numbers and captions that are read from afar; 0 where none are.
        margin: between plates and the edge of the picture.
        safe: the picture and the strip inside the margin.
        gap: between plates, and radius of their corners.
        count_size: type of the counters' numbers.
        label_size: type of captions.
        note_size: type of notes.
        angle_size: type of angles.
        held_size: type of a number that is shown with its limit.
        cue_size: largest type of a cue.
        far_line: width of the lines of the far side, and of the head.
        arc_line: width of the arc of an angle, and of the border of a plate.
        near_line: width of the lines of the near side, and of the edge of the back.
        working_line: width of the lines of the working leg.
        outline: width of the dark edge around all lines.
        mark_radius: of the marks on knee and ankle.
        arc_radius: largest radius of the arc of an angle.
    """

    def __init__(
        self, width: int, height: int, below: int = 0, *, readable_px: float = 0.0
    ) -> None:
        unit = min(height / 480, width / 420)
        self.width = width
        self.height = height
        self.below = below
        self.readable = round(readable_px)
        self.margin = max(6, round(14 * unit))
        self.safe: Box = (
            self.margin,
            self.margin,
            width - self.margin,
            height + below - self.margin,
        )
        self.gap = max(4, round(8 * unit))
        self.count_size = max(20, round(36 * unit), round(readable_px))
        self.label_size = max(SMALLEST_TEXT_PX, round(15 * unit), round(readable_px))
        self.note_size = max(SMALLEST_TEXT_PX, round(15 * unit))
        self.angle_size = max(14, round(22 * unit))
        self.held_size = max(14, round(25 * unit))
        self.cue_size = min(0.066 * height, 0.085 * width)
        self.far_line = max(1, round(2 * unit))
        self.arc_line = max(2, round(3 * unit))
        self.near_line = max(2, round(4 * unit))
        self.working_line = max(3, round(6 * unit))
        self.outline = max(1, round(1.5 * unit))
        self.mark_radius = max(4.0, 7.5 * unit)
        self.arc_radius = max(16.0, 34 * unit)
