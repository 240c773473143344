"""The edge of the back: its lower and its upper half, and where each bends."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from formcheck.body.parts import BodyPart
from formcheck.overlay.strokes import known_lines
from formcheck.results import BackEdge, Verdict
from formcheck.system.arrays import FloatArray

# Where each half of the edge bends, as a share of the known edge, from the sacrum up.
_BENDS: Final[dict[BodyPart, float]] = {"lower back": 0.3, "upper back": 0.75}


def judged_halves(back: BackEdge) -> Iterator[tuple[FloatArray, Verdict | None]]:
    """Yield the points of the lower and of the upper back, each with its verdict.

    A half that is not assessed is left out. That of an upper back that nothing judges has none.
    """
    middle = len(back.xy_px) // 2
    if back.verdict is not Verdict.NOT_ASSESSED:
        yield back.xy_px[: middle + 1], back.verdict
        if back.upper_verdict is None:
            yield back.xy_px[middle:], None
    if back.upper_verdict not in (None, Verdict.NOT_ASSESSED):
        yield back.xy_px[middle:], back.upper_verdict


def edge_lines(back: BackEdge | None) -> FloatArray:
    """Return the known lines of the edge, (n, 2, 2); none where there is no edge."""
    return np.empty((0, 2, 2)) if back is None else lines_along(back.xy_px)


def lines_along(edge_px: FloatArray) -> FloatArray:
    """Return the known lines from point to point, (n, 2, 2)."""
    return known_lines(np.stack([edge_px[:-1], edge_px[1:]], axis=1))


def bend_place(edge: FloatArray, part: BodyPart) -> FloatArray:
    """Return where a half of the back bends, (2,), in pixels.

    Args:
        edge: (n, 2, 2) the lines of the edge, at least one.
        part: the lower or the upper back.
    """
    place: FloatArray = edge[int(_BENDS[part] * len(edge)), 0]
    return place


def bend_text(value_deg: float) -> str:
    """Return the bend of the lower back against neutral in words; arching is positive."""
    degrees = round(abs(value_deg))
    direction = ("arched " if value_deg > 0.0 else "rounded ") if degrees else ""
    return f"back {direction}{degrees}°"
