"""The message under the picture: what to do, in large type, and small print below it."""

from collections.abc import Iterator
from dataclasses import dataclass

from formcheck.overlay import Overlay
from formcheck.overlay.colours import PALETTE
from formcheck.overlay.layout import SMALLEST_TEXT_PX, Box
from formcheck.overlay.plates import Placed, Plate, Weight, cap_height
from formcheck.overlay.wrapping import wrapped
from formcheck.results import Verdict


@dataclass(frozen=True, slots=True)
class MessageStyle:
    """How message and notes are laid out. Lengths are type sizes of the message.

    Attributes:
        largest: type of a message, as a share of the window's height.
        note: type of a note.
        note_least: type of a note at least, as a share of the window's height, unless that of the
            message is smaller still.
        line_step: from one baseline to the next.
        pad: around the text.
        mark_radius: of the verdict's mark.
        gap: between the plate and the edge of the band.
        shrink: what is too large for the band is tried again in a type smaller by this factor.
    """

    largest: float = 1 / 13
    note: float = 0.75
    note_least: float = 1 / 18
    line_step: float = 1.25
    pad: float = 0.35
    mark_radius: float = 0.45
    gap: float = 0.1
    shrink: float = 0.97


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line: its text, size and weight; the mark before it, if any."""

    text: str
    size: int
    weight: int
    mark: Verdict | None


@dataclass(frozen=True, slots=True)
class _Laid:
    """All lines: where they begin, width and height of their plate, whether it fits, in pixels."""

    lines: list[_Line]
    indent: int
    across: int
    height: int
    fits: bool


def message_band(
    overlay: Overlay,
    band: Box,
    window_px: int,
    message: str,
    verdict: Verdict,
    notes: tuple[str, ...],
    style: MessageStyle = MessageStyle(),
) -> tuple[Placed, ...]:
    """Return the plate in the middle of the band, in the largest type that fits; none if empty.

    Args:
        overlay: for the window.
        band: the place for it.
        window_px: height of the window.
        message: what to do; may be empty.
        verdict: whose mark stands before the message.
        notes: small print under the message; without a message each has the mark of what is not
            assessed.
        style: how they are laid out.
    """
    if not message and not notes:
        return ()
    size, least = style.largest * window_px, style.note_least * window_px
    while True:
        laid = _laid(overlay, band, (message, verdict, notes), (size, least), style)
        if laid.fits or size <= SMALLEST_TEXT_PX:
            break
        size *= style.shrink
    plate = Plate(overlay.font, laid.across, laid.height, overlay.layout.gap)
    top = style.pad * size
    for line in laid.lines:
        cap = cap_height(line.size)
        baseline = round(top + cap)
        if line.mark is not None:
            middle = laid.indent / 2, baseline - cap / 2
            plate.mark(middle, style.mark_radius * line.size, line.mark)
        colour = PALETTE.white if line.weight == Weight.SEMIBOLD else PALETTE.muted
        plate.text(line.text, (laid.indent, baseline), line.size, line.weight, colour)
        top += style.line_step * line.size
    left, top = (band[0] + band[2] - laid.across) // 2, (band[1] + band[3] - laid.height) // 2
    return ((plate.sprite(), left, top),)


def _laid(
    overlay: Overlay,
    band: Box,
    said: tuple[str, Verdict, tuple[str, ...]],
    sizes: tuple[float, float],
    style: MessageStyle,
) -> _Laid:
    """Return message and notes, laid out by the size of a message and the least one of a note."""
    message, verdict, notes = said
    size, least = sizes
    texts: list[tuple[str, float, int, Verdict | None]] = []
    if message:
        texts.append((message, size, Weight.SEMIBOLD, verdict))
    note = min(size, max(style.note * size, least))
    mark = None if message else Verdict.NOT_ASSESSED
    texts += [(text, note, Weight.REGULAR, mark) for text in notes]
    indent = 2 * (style.pad + style.mark_radius) * size
    room = band[2] - band[0] - (2 * style.gap + style.pad) * size - indent
    lines = [line for text in texts for line in _lines(overlay, *text, room)]
    height = sum(line.size * style.line_step for line in lines) + 2 * style.pad * size
    height -= lines[-1].size * (style.line_step - cap_height(1.0))
    widest = max(overlay.text_width(line.text, line.size, line.weight) for line in lines)
    fits = height <= band[3] - band[1] - 2 * style.gap * size and widest <= room
    return _Laid(
        lines, round(indent), round(indent + widest + style.pad * size), round(height), fits
    )


def _lines(
    overlay: Overlay, text: str, size: float, weight: int, mark: Verdict | None, room: float
) -> Iterator[_Line]:
    """Yield the lines of a text, as few as its room in pixels allows, all about as long."""
    whole, words = max(SMALLEST_TEXT_PX, round(size)), text.split()

    def parts_in(room_px: float) -> list[str]:
        return wrapped(words, lambda part: overlay.text_width(part, whole, weight) <= room_px)

    parts = parts_in(room)
    shares = [share / 20 for share in range(19, 9, -1)] if len(parts) > 1 else []
    for share in shares:
        narrower = parts_in(share * room)
        if len(narrower) > len(parts):
            break
        parts = narrower
    for n, part in enumerate(parts):
        yield _Line(part, whole, weight, mark if n == 0 else None)
