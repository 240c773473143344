"""Furniture along the back wall: shelf, sofa, door, picture, lamp."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.boxes import PLAIN, box

Floats = NDArray[np.float64]
Corner = tuple[float, float, float]
#: Makes a box from two opposite corners, relative to the piece of furniture, and a colour.
Part = Callable[[Corner, Corner, Floats], Floats]


class Paint:
    """Draws colours from a random generator."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng

    def __call__(self, low: float, high: float, strength: float) -> Floats:
        """Return a colour (3,): a grey between low and high; ``strength`` 0 keeps it grey."""
        grey = self._rng.uniform(low, high)
        return np.asarray(grey * (1 - strength * self._rng.uniform(0, 1, 3)))


def furniture(
    rng: np.random.Generator, x: float, back: float, basis: Floats, paint: Paint
) -> list[Floats]:
    """Return the boxes of one piece of furniture, ``x`` metres from the middle of the back wall."""
    kind = str(rng.choice(list(_KINDS)))
    tone = paint(0.05, 0.6, 0.8)

    def part(low: Corner, high: Corner, colour: Floats) -> Floats:
        start = np.array([x + low[0], low[1], back + low[2]])
        end = np.array([x + high[0], high[1], back + high[2]])
        return box(start, end, colour, PLAIN, basis)

    return _KINDS[kind](part, tone, rng, paint)


def _shelf(part: Part, tone: Floats, rng: np.random.Generator, paint: Paint) -> list[Floats]:
    out = [part((-0.42, 0, 0), (0.42, 1.7, 0.3), tone)]
    for level in range(4):
        base = 0.1 + level * 0.4
        out.append(part((-0.38, base, 0.05), (0.38, base + 0.33, 0.305), tone * 0.35))
        for book in range(int(rng.integers(2, 7))):
            left = -0.36 + book * 0.1
            right = left + float(rng.uniform(0.03, 0.09))
            top = base + float(rng.uniform(0.15, 0.3))
            out.append(part((left, base, 0.1), (right, top, 0.31), paint(0.05, 0.6, 0.9)))
    return out


def _sofa(part: Part, tone: Floats, rng: np.random.Generator, paint: Paint) -> list[Floats]:
    return [
        part((-0.8, 0.08, 0), (0.8, 0.42, 0.8), tone),
        part((-0.8, 0.08, 0), (0.8, 0.82, 0.22), tone * 0.9),
        part((-0.95, 0.08, 0), (-0.78, 0.6, 0.8), tone * 0.85),
        part((0.78, 0.08, 0), (0.95, 0.6, 0.8), tone * 0.85),
    ]


def _door(part: Part, tone: Floats, rng: np.random.Generator, paint: Paint) -> list[Floats]:
    return [
        part((-0.48, 0, 0), (0.48, 2.06, 0.03), tone * 0.6 + 0.3),
        part((-0.42, 0, 0.02), (0.42, 2.0, 0.045), tone),
        part((0.3, 1.0, 0.04), (0.38, 1.03, 0.09), np.array([0.4, 0.4, 0.38])),
    ]


def _picture(part: Part, tone: Floats, rng: np.random.Generator, paint: Paint) -> list[Floats]:
    y = float(rng.uniform(1.2, 1.6))
    return [
        part((-0.35, y, 0), (0.35, y + 0.5, 0.03), np.array([0.05, 0.04, 0.04])),
        part((-0.31, y + 0.04, 0.02), (0.31, y + 0.46, 0.035), tone),
        part((-0.2, y + 0.1, 0.03), (0.05, y + 0.3, 0.04), paint(0.1, 0.7, 0.9)),
    ]


def _lamp(part: Part, tone: Floats, rng: np.random.Generator, paint: Paint) -> list[Floats]:
    return [
        part((-0.03, 0, 0.2), (0.03, 1.4, 0.26), tone * 0.5),
        part((-0.18, 1.35, 0.05), (0.18, 1.7, 0.41), np.array([0.8, 0.76, 0.66])),
    ]


_Kind = Callable[[Part, Floats, np.random.Generator, Paint], list[Floats]]
_KINDS: dict[str, _Kind] = {
    "shelf": _shelf,
    "sofa": _sofa,
    "door": _door,
    "picture": _picture,
    "lamp": _lamp,
}
