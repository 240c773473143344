"""Pages of text over the picture: choice of the exercise, safety notes, summary."""

from dataclasses import dataclass
from typing import TypeAlias

from formcheck.overlay import Overlay
from formcheck.overlay.colours import PALETTE
from formcheck.overlay.layout import SMALLEST_TEXT_PX
from formcheck.overlay.plates import Placed, Plate, Weight, cap_height
from formcheck.overlay.wrapping import wrapped
from formcheck.results import VERDICT_COLOURS, Verdict


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a page.

    Attributes:
        text: the paragraph, broken into lines where it is too long.
        size: of the type, as a multiple of the page's usual size.
        weight: of the type, see `Weight`.
        muted: whether it is less important.
        mark: the verdict whose mark stands before it.
        chosen: whether it is the chosen one in a list.
        indent: whether it stands under a text that has a mark.
    """

    text: str
    size: float = 1.0
    weight: int = Weight.REGULAR
    muted: bool = False
    mark: Verdict | None = None
    chosen: bool = False
    indent: bool = False

    @property
    def is_indented(self) -> bool:
        """Whether the text begins to the right of a mark."""
        return bool(self.mark or self.indent or self.chosen)


Page: TypeAlias = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PageStyle:
    """How a page is laid out. Lengths are multiples of the page's usual type size.

    Attributes:
        line_step: from one baseline to the next.
        between: additional space between paragraphs.
        pad: around the text.
        indent: of a text beside a mark.
        width: of the page, as a multiple of the picture's height, where the picture is wide enough.
        largest: largest type size, as a share of the picture's height.
        largest_narrow: largest type size, as a share of the picture's width; the smaller one of
            both holds.
        shrink: a page that is too high is tried again in a type smaller by this factor.
    """

    line_step: float = 1.3
    between: float = 0.35
    pad: float = 0.8
    indent: float = 1.5
    width: float = 1.25
    largest: float = 0.052
    largest_narrow: float = 0.056
    shrink: float = 0.94


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line: its paragraph, whether it is the first of it, its top and size in pixels."""

    line: Line
    text: str
    first: bool
    top: int
    size: float


def title(text: str) -> Line:
    """Return the head of a page."""
    return Line(text, size=1.5, weight=Weight.BOLD)


def page_plate(overlay: Overlay, page: Page, style: PageStyle = PageStyle()) -> Placed:
    """Return a page in the middle of the picture, in the largest type that fits.

    Args:
        overlay: for the picture.
        page: the paragraphs.
        style: how they are laid out.
    """
    lay = overlay.layout
    across = min(lay.width - 2 * lay.margin, round(style.width * lay.height))
    size = min(style.largest * lay.height, style.largest_narrow * lay.width)
    while True:
        rows, height = _rows(overlay, page, size, across, style)
        if height <= lay.height - 2 * lay.margin or size <= SMALLEST_TEXT_PX:
            break
        size *= style.shrink
    pad = round(style.pad * size)
    plate = Plate(overlay.font, across, height, lay.gap)
    for row in rows:
        _print(plate, row, pad, style)
    plate.border(max(1, lay.outline), VERDICT_COLOURS[Verdict.NOT_ASSESSED])
    return plate.sprite(), (lay.width - across) // 2, max(lay.margin, (lay.height - height) // 2)


def _print(plate: Plate, row: _Row, pad: int, style: PageStyle) -> None:
    line, size = row.line, row.size
    baseline = row.top + round(cap_height(size))
    left = pad + (round(style.indent * size) if line.is_indented else 0)
    centre = pad + 0.5 * size, baseline - cap_height(size) / 2
    if line.mark and row.first:
        plate.mark(centre, 0.5 * size, line.mark)
    if line.chosen and row.first:
        plate.mark(centre, 0.42 * size, Verdict.GOOD)
    colour = PALETTE.muted if line.muted and not line.chosen else PALETTE.white
    plate.text(row.text, (left, baseline), round(size), line.weight, colour)


def _rows(
    overlay: Overlay, page: Page, size: float, across: int, style: PageStyle
) -> tuple[list[_Row], int]:
    """Return all printed lines of a page, and its height in pixels.

    Args:
        overlay: for the picture.
        page: the paragraphs.
        size: the page's usual type size, in pixels.
        across: width of the page, in pixels.
        style: how the page is laid out.
    """
    pad = round(style.pad * size)
    rows = []
    top = float(pad)
    for line in page:
        own = max(SMALLEST_TEXT_PX, line.size * size)
        room = across - 2 * pad - (style.indent * own if line.is_indented else 0)
        for n, text in enumerate(_wrapped(overlay, line, round(own), room)):
            rows.append(_Row(line, text, n == 0, round(top), own))
            top += style.line_step * own
        top += style.between * size
    return rows, round(top - style.between * size - (style.line_step - 1.0) * size + pad)


def _wrapped(overlay: Overlay, line: Line, size: int, room: float) -> list[str]:
    words = line.text.split()
    return wrapped(words, lambda text: overlay.text_width(text, size, line.weight) <= room) or [""]
