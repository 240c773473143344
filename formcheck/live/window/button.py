"""Buttons: parts of the window that stand for a key."""

from collections.abc import Iterable
from dataclasses import dataclass

from formcheck.overlay.layout import Box


@dataclass(frozen=True, slots=True)
class Button:
    """A part of the window. A click on it is a press of its key.

    Attributes:
        key: the name of the key.
        box: left, top, right, bottom, in pixels.
    """

    key: str
    box: Box

    def moved(self, x_px: int, y_px: int) -> "Button":
        """Return the button so far to the right and so far down."""
        left, top, right, bottom = self.box
        return Button(self.key, (left + x_px, top + y_px, right + x_px, bottom + y_px))


def key_at(buttons: Iterable[Button], x_px: int, y_px: int) -> str:
    """Return the key of the button at a place; empty where there is none."""
    for button in buttons:
        left, top, right, bottom = button.box
        if left <= x_px < right and top <= y_px < bottom:
            return button.key
    return ""
