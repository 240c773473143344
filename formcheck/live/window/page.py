"""Pages of text over the picture: choice of the exercise, safety notes, summary."""

from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from formcheck.live.window.button import Button
from formcheck.overlay import Overlay
from formcheck.overlay.colours import BUTTON, PALETTE
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
        key: the key that a click on it stands for; empty where it cannot be clicked. Lines that
            follow each other and have the same key are one button.
        spare: where the page has no room, paragraphs are left out, those with the highest number
            first, from the last one up; those with 0 never are.
    """

    text: str
    size: float = 1.0
    weight: int = Weight.REGULAR
    muted: bool = False
    mark: Verdict | None = None
    chosen: bool = False
    indent: bool = False
    key: str = ""
    spare: int = 0

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
        in_button: the same, between paragraphs of one button.
        button_pad: around the text of a button.
        pad: around the text.
        indent: of a text beside a mark.
        width: of the page, as a multiple of the picture's height, where the picture is wide enough.
        largest: largest type size, as a share of the picture's height.
        largest_narrow: largest type size, as a share of the picture's width; the smaller one of
            both holds.
        shrink: a page that is too high is tried again in a type smaller by this factor.
        smallest: paragraphs are left out before the type is smaller than this, as a share of the
            picture's height, or of 4/3 of its width if that is less; see `Line.spare`.
    """

    line_step: float = 1.3
    between: float = 0.35
    in_button: float = 0.0
    button_pad: float = 0.5
    pad: float = 0.8
    indent: float = 1.5
    width: float = 1.5
    largest: float = 0.052
    largest_narrow: float = 0.056
    shrink: float = 0.94
    smallest: float = 0.036


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line.

    Attributes:
        line: its paragraph.
        text: what is printed.
        first: whether it is the first line of its paragraph.
        left: of the paragraph, or of its mark, in pixels.
        text_left: of the text, in pixels.
        top: of its capitals, in pixels.
        size: of the type, in pixels.
    """

    line: Line
    text: str
    first: bool
    left: int
    text_left: int
    top: int
    size: float


@dataclass(frozen=True, slots=True)
class _Laid:
    """Where all of a page stands: its printed lines, its buttons, its height in pixels."""

    rows: list[_Row]
    buttons: list[Button]
    height: int


def title(text: str) -> Line:
    """Return the head of a page."""
    return Line(text, size=1.5, weight=Weight.BOLD)


def page_plate(
    overlay: Overlay, page: Page, pointed: str = "", style: PageStyle = PageStyle()
) -> tuple[Placed, tuple[Button, ...]]:
    """Return a page in the middle of the picture, in the largest type that fits, and its buttons.

    Args:
        overlay: for the picture.
        page: the paragraphs.
        pointed: the key of the button under the pointer; empty for none.
        style: how the paragraphs are laid out.
    """
    lay = overlay.layout
    across = min(lay.width - 2 * lay.margin, round(style.width * lay.height))
    laid = _fitted(overlay, page, across, style)
    plate = Plate(overlay.font, across, laid.height, lay.gap)
    chosen = {line.key for line in page if line.chosen}
    for button in laid.buttons:
        colour = BUTTON.colour(main=button.key in chosen, pointed=button.key == pointed)
        plate.panel(button.box, lay.gap, colour)
    for row in laid.rows:
        _print(plate, row)
    plate.border(max(1, lay.outline), VERDICT_COLOURS[Verdict.NOT_ASSESSED])
    left, top = (lay.width - across) // 2, max(lay.margin, (lay.height - laid.height) // 2)
    return (plate.sprite(), left, top), tuple(button.moved(left, top) for button in laid.buttons)


def _fitted(overlay: Overlay, page: Page, across: int, style: PageStyle) -> _Laid:
    """Return a page in the largest type that fits, without what has no room.

    Args:
        overlay: for the picture.
        page: the paragraphs.
        across: width of the page, in pixels.
        style: how the page is laid out.
    """
    lay = overlay.layout
    size = min(style.largest * lay.height, style.largest_narrow * lay.width)
    smallest = style.smallest * min(lay.height, 4 / 3 * lay.width)
    while True:
        laid = _laid(overlay, page, size, across, style)
        if laid.height <= lay.height - 2 * lay.margin or size <= SMALLEST_TEXT_PX:
            return laid
        spare = max(range(len(page)), key=lambda n: (page[n].spare, n))
        if page[spare].spare and style.shrink * size < smallest:
            page = page[:spare] + page[spare + 1 :]
        else:
            size *= style.shrink


def _print(plate: Plate, row: _Row) -> None:
    line, size = row.line, row.size
    baseline = row.top + round(cap_height(size))
    radius = min(0.5 * size, 0.4 * (row.text_left - row.left))
    centre = row.left + radius, baseline - cap_height(size) / 2
    if line.mark and row.first:
        plate.mark(centre, radius, line.mark)
    if line.chosen and row.first:
        plate.mark(centre, 0.84 * radius, Verdict.GOOD)
    colour = PALETTE.muted if line.muted and not line.chosen else PALETTE.white
    plate.text(row.text, (row.text_left, baseline), round(size), line.weight, colour)


def _laid(overlay: Overlay, page: Page, size: float, across: int, style: PageStyle) -> _Laid:
    """Return all printed lines of a page, its buttons and its height.

    Args:
        overlay: for the picture.
        page: the paragraphs.
        size: the page's usual type size, in pixels.
        across: width of the page, in pixels.
        style: how the page is laid out.
    """
    pad = round(style.pad * size)
    rows: list[_Row] = []
    buttons: list[Button] = []
    top = bottom = float(pad)
    for key, lines in groupby(page, lambda line: line.key):
        inner = style.button_pad * size if key else 0.0
        begin = top
        top += inner
        for line in lines:
            own = max(SMALLEST_TEXT_PX, line.size * size)
            left = pad + round(inner)
            text_left = left + (round(style.indent * size) if line.is_indented else 0)
            room = across - left - text_left
            for n, text in enumerate(_wrapped(overlay, line, round(own), room)):
                rows.append(_Row(line, text, n == 0, left, text_left, round(top), own))
                top += style.line_step * own
            bottom = top - (style.line_step - 1.0) * own + inner
            top += (style.in_button if key else style.between) * size
        if key:
            buttons.append(Button(key, (pad, round(begin), across - pad, round(bottom))))
            top = bottom + style.between * size
    return _Laid(rows, buttons, round(bottom) + pad)


def _wrapped(overlay: Overlay, line: Line, size: int, room: float) -> list[str]:
    words = line.text.split()
    return wrapped(words, lambda text: overlay.text_width(text, size, line.weight) <= room) or [""]
