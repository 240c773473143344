"""The plate at the top: a timer or a countdown, and a caption under it."""

from formcheck.overlay import Overlay
from formcheck.overlay.colours import PALETTE
from formcheck.overlay.plates import Plate, Sprite, Weight, cap_height


def head_plate(overlay: Overlay, big: str, small: str, big_size: float, widest_px: int) -> Sprite:
    """Return the plate.

    Args:
        overlay: for the window.
        big: the large text; may be empty.
        small: the caption, as large as a counter where there is room; may be empty.
        big_size: size of the large type, as a multiple of that of a counter.
        widest_px: how wide the plate should be at most, in pixels.
    """
    lay = overlay.layout
    size = round(big_size * lay.count_size)
    pad = round(0.3 * lay.count_size)
    small_size, lines = _caption(overlay, small, widest_px - 2 * pad)
    big_cap, small_cap = round(cap_height(size)) if big else 0, round(cap_height(small_size))
    gap = round(0.6 * small_size)
    widths = [overlay.text_width(line, small_size, Weight.SEMIBOLD) for line in lines]
    big_px = overlay.text_width(big, size, Weight.BOLD) if big else 0
    across = max(big_px, *widths, 0) + 2 * pad
    height = 2 * pad + big_cap + len(lines) * (gap + small_cap) - (0 if big else gap)
    plate = Plate(overlay.font, across, height, lay.gap)
    baseline = pad + big_cap
    if big:
        plate.text(big, ((across - big_px) // 2, baseline), size, Weight.BOLD)
    colour = PALETTE.muted if big else PALETTE.white
    for n, (line, width) in enumerate(zip(lines, widths, strict=True)):
        baseline += small_cap + (gap if big or n else 0)
        at = (across - width) // 2, baseline
        plate.text(line, at, small_size, Weight.SEMIBOLD, colour)
    return plate.sprite()


def _caption(overlay: Overlay, text: str, room: int) -> tuple[int, list[str]]:
    """Return type size and lines of a caption: its parts stand under each other if need be."""
    lay = overlay.layout
    size, lines = round(0.75 * lay.count_size), [text] if text else []

    def fits() -> bool:
        return all(overlay.text_width(line, size, Weight.SEMIBOLD) <= room for line in lines)

    while not fits() and size > 0.3 * lay.label_size:
        size -= 1
        if size < 0.7 * lay.label_size and len(lines) == 1 and " · " in text:
            size, lines = round(0.75 * lay.count_size), text.split(" · ")
    return size, lines
