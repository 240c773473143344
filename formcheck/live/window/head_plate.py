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
    room = widest_px - 2 * pad
    small_size = round(0.75 * lay.count_size)
    while small and small_size > lay.label_size:
        if overlay.text_width(small, small_size, Weight.SEMIBOLD) <= room:
            break
        small_size -= 1
    big_cap = round(cap_height(size)) if big else 0
    small_cap = round(cap_height(small_size)) if small else 0
    gap = round(0.6 * small_size) if big and small else 0
    big_px = overlay.text_width(big, size, Weight.BOLD) if big else 0
    small_px = overlay.text_width(small, small_size, Weight.SEMIBOLD) if small else 0
    across = max(big_px, small_px) + 2 * pad
    plate = Plate(overlay.font, across, 2 * pad + big_cap + gap + small_cap, lay.gap)
    if big:
        plate.text(big, ((across - big_px) // 2, pad + big_cap), size, Weight.BOLD)
    if small:
        at = (across - small_px) // 2, pad + big_cap + gap + small_cap
        plate.text(small, at, small_size, Weight.SEMIBOLD, PALETTE.muted if big else PALETTE.white)
    return plate.sprite()
