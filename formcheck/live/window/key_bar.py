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
        type_share: size of the type, as a share of the bar's height.
        narrowest: the type is made smaller, down to this share of its size, so that more fit in.
        gap: between buttons, and between them and the bar's edge, in type sizes.
        pad: between a button's edge and its text, in type sizes.
        between: between a key and its meaning, in type sizes.
    """

    type_share: float = 0.4
    narrowest: float = 0.85
    gap: float = 0.35
    pad: float = 0.6
    between: float = 0.35


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a button stands: its line from the top, its left and right edge in pixels."""

    action: Action
    line: int
    left: int
    right: int


def key_bar(
    overlay: Overlay,
    actions: Sequence[Action],
    line_px: int,
    lines: int = 1,
    pointed: str = "",
    style: BarStyle = BarStyle(),
) -> tuple[Sprite, tuple[Button, ...]]:
    """Return the bar, as wide as the window, and its buttons, placed from the bar's left and top.

    Args:
        overlay: for the window above the bar.
        actions: what the user can do, see `ACTIONS`.
        line_px: height of a line of buttons.
        lines: how many lines the bar has.
        pointed: the key of the button under the pointer; empty for none.
        style: how the bar is laid out.
    """
    lay = overlay.layout
    plate = Plate(overlay.font, lay.width, lines * line_px, 1, opacity=1.0)
    size, places = _fitted(overlay, actions, line_px, lines, style)
    gap = round(style.gap * size)
    buttons = []
    for place in places:
        action, top = place.action, place.line * line_px
        box = place.left, top + gap // 2, place.right, top + line_px - gap // 2
        colour = BUTTON.colour(main=action is actions[0], pointed=action.key == pointed)
        plate.panel(box, lay.gap, colour)
        baseline = top + (line_px + round(cap_height(size))) // 2
        x = place.left + round(style.pad * size)
        plate.text(action.key_shown, (x, baseline), size, Weight.BOLD)
        x += overlay.text_width(action.key_shown, size, Weight.BOLD) + round(style.between * size)
        plate.text(action.meaning, (x, baseline), size, Weight.REGULAR)
        # A button takes clicks as far as the next one, and as far as the edge of the window.
        reach = place.left - gap // 2, top, place.right + gap // 2, top + line_px
        buttons.append(Button(action.key, reach))
    return plate.sprite(), tuple(buttons)


def _fitted(
    overlay: Overlay, actions: Sequence[Action], line_px: int, lines: int, style: BarStyle
) -> tuple[int, list[_Place]]:
    """Return the size of the type, and the places of the actions that have room."""
    full = round(style.type_share * line_px)
    kept = list(actions)
    while kept:
        for size in (full, round(style.narrowest * full)):
            places = _places(overlay, kept, size, style)
            last = len(kept) == 1 and size < full
            if last or (places[-1].line < lines and places[-1].right <= overlay.layout.width):
                return size, places
        del kept[-2 if len(kept) > 1 else -1]
    return full, []


def _places(
    overlay: Overlay, actions: Sequence[Action], size: int, style: BarStyle
) -> list[_Place]:
    """Return places in as many lines as are needed, each line in the middle of the window."""
    gap, across = round(style.gap * size), overlay.layout.width
    lines: list[list[tuple[Action, int]]] = [[]]
    used = gap
    for action in actions:
        width = _width_px(overlay, action, size, style)
        if lines[-1] and used + width + gap > across:
            lines.append([])
            used = gap
        lines[-1].append((action, width))
        used += width + gap
    places = []
    for n, line in enumerate(lines):
        left = (across - sum(width for _, width in line) - gap * (len(line) - 1)) // 2
        for action, width in line:
            places.append(_Place(action, n, left, left + width))
            left += width + gap
    return places


def _width_px(overlay: Overlay, action: Action, size: int, style: BarStyle) -> int:
    """Return the width of a button, in pixels."""
    key_px = overlay.text_width(action.key_shown, size, Weight.BOLD)
    meaning_px = overlay.text_width(action.meaning, size, Weight.REGULAR)
    return key_px + meaning_px + round((2 * style.pad + style.between) * size)
