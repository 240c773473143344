"""The plate at the top in the middle: a timer or a countdown, and a caption under it."""

from formcheck.overlay import Overlay
from formcheck.overlay.colours import PALETTE
from formcheck.overlay.plates import Placed, Plate, Weight, cap_height


def head_plate(overlay: Overlay, big: str, small: str, big_size: float) -> Placed:
    """Return the plate.

    Args:
        overlay: for the picture.
        big: the large text; may be empty.
        small: the caption; may be empty.
        big_size: size of the large type, as a multiple of that of a counter.
    """
    lay = overlay.layout
    size, small_size = round(big_size * lay.count_size), round(lay.label_size)
    pad = round(0.3 * lay.count_size)
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
    return plate.sprite(), (lay.width - across) // 2, lay.safe[1]
