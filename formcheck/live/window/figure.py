"""Draws the stick figure of an exercise, in the look of the skeleton over the picture."""

from typing import Final

import numpy as np

from formcheck.exercises.figure import Figure, Stroke
from formcheck.overlay.colours import PALETTE, Colour
from formcheck.overlay.plates import Plate
from formcheck.system.arrays import FloatArray

#: Width of the lines, as a share of the side of the square.
BONE: Final = 0.045
#: Colour of what moves: it stands out from every button.
MOVING: Final[Colour] = (96, 226, 178)


def draw_figure(plate: Plate, figure: Figure, corner: FloatArray, side: float) -> None:
    """Draw a stick figure into a square.

    Args:
        plate: drawn on.
        figure: the points of its lines.
        corner: (2,) left and top of the square, in pixels.
        side: of the square, in pixels.
    """
    bone = max(2, round(BONE * side))

    def draw(strokes: tuple[Stroke, ...], colour: Colour, width: int) -> None:
        for stroke in strokes:
            plate.lines((corner + side * np.array(stroke))[None], colour, width)

    draw(figure.around, PALETTE.far, max(1, bone // 2))
    draw((*figure.body, *figure.moving), PALETTE.ink, bone + max(2, bone // 2))
    draw(figure.body, PALETTE.white, bone)
    draw(figure.moving, MOVING, round(1.3 * bone))
    head = corner + side * np.array(figure.head)
    plate.disk(head, figure.head_radius * side, PALETTE.white)
