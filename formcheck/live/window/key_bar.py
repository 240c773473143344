"""The bar at the bottom of the window: a button for each thing that the user can do now."""

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.live.window.actions import Action
from formcheck.live.window.button import Button
from formcheck.overlay import Overlay
from formcheck.overlay.colours import BUTTON
from formcheck.overlay.plates import Plate, Sprite, Weight, cap_height


@dataclass(frozen=True, slots=True)
class BarStyle:
    """How the bar is laid out.

    Attributes:
        share: height of the bar, as a share of the picture's height.
        least_px: height of the bar at least, in pixels: a finger must hit a button.
        type_share: size of the type, as a share of the bar's height.
        narrowest: the type is made smaller, down to this share of its size, so that more fit in.
        gap: between buttons, and between them and the bar's edge, in type sizes.
        pad: between a button's edge and its text, in type sizes.
        between: between a key and its meaning, in type sizes.
    """

    share: float = 1 / 14
    least_px: int = 40
    type_share: float = 0.4
    narrowest: float = 0.75
    gap: float = 0.35
    pad: float = 0.6
    between: float = 0.35

    def height_px(self, picture_px: int) -> int:
        """Return the height of the bar, in pixels, by that of the picture."""
        return max(self.least_px, round(self.share * picture_px))


BAR = BarStyle()


@dataclass(frozen=True, slots=True)
class _Laid:
    """Actions in a row: the size of the type, and left and right of each, in pixels."""

    size: int
    places: tuple[tuple[Action, int, int], ...]


def key_bar(
    overlay: Overlay, actions: Sequence[Action], pointed: str = "", style: BarStyle = BAR
) -> tuple[Sprite, tuple[Button, ...]]:
    """Return the bar, as wide as the picture, and its buttons, placed from the bar's left and top.

    Args:
        overlay: for the picture.
        actions: what the user can do, see `ACTIONS`.
        pointed: the key of the button under the pointer; empty for none.
        style: how the bar is laid out.
    """
    lay = overlay.layout
    height = style.height_px(lay.height)
    plate = Plate(overlay.font, lay.width, height, 1, opacity=1.0)
    laid = _laid(overlay, actions, height, style)
    gap = round(style.gap * laid.size)
    baseline = (height + round(cap_height(laid.size))) // 2
    buttons = []
    for n, (action, left, right) in enumerate(laid.places):
        box = left, gap, right, height - gap
        colour = BUTTON.colour(main=n == 0, pointed=action.key == pointed)
        plate.panel(box, lay.gap, colour)
        x = left + round(style.pad * laid.size)
        plate.text(action.key_shown, (x, baseline), laid.size, Weight.BOLD)
        x += overlay.text_width(action.key_shown, laid.size, Weight.BOLD)
        x += round(style.between * laid.size)
        plate.text(action.meaning, (x, baseline), laid.size, Weight.REGULAR)
        # The edge of the window is easier to hit: a button reaches as far as the bar.
        buttons.append(Button(action.key, (left - gap // 2, 0, right + gap // 2, height)))
    return plate.sprite(), tuple(buttons)


def _laid(overlay: Overlay, actions: Sequence[Action], height: int, style: BarStyle) -> _Laid:
    """Return the actions that have room, in the middle of the bar."""
    size = round(style.type_share * height)
    kept = list(actions)
    while kept:
        for smaller in (size, round(style.narrowest * size)):
            widths = [_width_px(overlay, action, smaller, style) for action in kept]
            gap = round(style.gap * smaller)
            free = overlay.layout.width - sum(widths) - gap * (len(kept) + 1)
            if free >= 0 or (len(kept) == 1 and smaller < size):
                left, places = free // 2 + gap, []
                for action, width in zip(kept, widths, strict=True):
                    places.append((action, left, left + width))
                    left += width + gap
                return _Laid(smaller, tuple(places))
        del kept[-2 if len(kept) > 1 else -1]
    return _Laid(size, ())


def _width_px(overlay: Overlay, action: Action, size: int, style: BarStyle) -> int:
    """Return the width of a button, in pixels."""
    key_px = overlay.text_width(action.key_shown, size, Weight.BOLD)
    meaning_px = overlay.text_width(action.meaning, size, Weight.REGULAR)
    return key_px + meaning_px + round((2 * style.pad + style.between) * size)
