"""Masks of a person on all fours from behind, drawn with a ruler, with one leg lifted."""

import numpy as np

from formcheck.body.silhouette import Rest, at_rest
from formcheck.detection.outlines import trace_silhouette
from formcheck.system.arrays import FloatArray

WIDTH, HEIGHT = 640, 480
LEGS_PX = 80  # width of both legs side by side
KNEE, TOES = 330, 430  # rows of the picture
NEARER = 1.2  # how many times larger a knee that is lifted behind the body looks


def drawn(up: float = 0.0, aside: float = 0.0, *, bent: bool = True, scale: int = 1) -> FloatArray:
    """Return the mask of a person whose left leg is lifted.

    Args:
        up: share of the way, 0..1.
        aside: degrees to the side.
        bent: whether the knee is bent.
        scale: size of the picture.
    """
    mask = np.zeros((HEIGHT, WIDTH))
    for top, low, left, right in (
        (180, 200, 300, 340),  # head
        (200, KNEE, 265, 375),  # trunk and arms
        (310, 320, 240, 400),  # hands
        (KNEE, TOES, 330, 360),  # the right leg
        (KNEE, round(TOES - up * (TOES - KNEE)), 280, 310),  # the left one
    ):
        mask[top:low, left:right] = 1.0
    length_px = NEARER * LEGS_PX * (1.0 if bent else 2.0)
    reach_px = length_px * np.sin(np.radians(aside))
    if up and aside:
        mask[240:290, round(280 - reach_px) : 310] = 1.0
    if up and aside and bent:
        mask[100:240, round(280 - reach_px) : round(300 - reach_px)] = 1.0  # shank and foot
    return np.asarray(np.kron(mask, np.ones((scale, scale))))


def traced(*masks: FloatArray) -> FloatArray:
    return np.stack([trace_silhouette(mask) for mask in masks])


def rest_of(mask: FloatArray) -> Rest:
    rest = at_rest(traced(mask, mask, mask), len(mask))
    assert rest is not None
    return rest
