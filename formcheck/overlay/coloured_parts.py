"""Which lines of the skeleton are coloured in a frame, and which are not."""

from dataclasses import dataclass
from functools import lru_cache

from formcheck.overlay.part_lines import Ends, ends_of, marks_seen, pelvis_bar, sides_of
from formcheck.poses.landmarks import SKELETON, Side
from formcheck.results import FrameResult, Verdict
from formcheck.system.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class ColouredPart:
    """A part of the body in the colour of its verdict.

    Attributes:
        ends: of its lines.
        marks_px: (k, 2) where the mark of the verdict stands.
        verdict: its verdict.
        bar_px: (1, 2, 2) a line that is drawn in place of those; None if they are drawn.
    """

    ends: Ends
    marks_px: FloatArray
    verdict: Verdict
    bar_px: FloatArray | None = None


def coloured_parts(points: FloatArray, frame: FrameResult) -> list[ColouredPart]:
    """Return the parts that are coloured: the working leg, and what is wrong elsewhere."""
    found = []
    if frame.working:
        sides: tuple[Side, ...] = (frame.working,)
        marks = points[[m for end in ends_of("knee", sides) for m in end[1:]]]
        found.append(ColouredPart(ends_of("leg", sides), marks, frame.leg_verdict))
    for some in frame.faulty:
        sides = sides_of(some.part, some.side, frame.near_side)
        ends = ends_of(some.part, sides)
        if ends:
            bar = None
            if some.part == "pelvis" and some.tilt_deg is not None:
                bar = pelvis_bar(points, some.tilt_deg)[None]
            found.append(
                ColouredPart(
                    ends, marks_seen(points, some.part, sides, frame.unsure), some.verdict, bar
                )
            )
    return found


@lru_cache(maxsize=200)
def plain_ends(coloured: tuple[Ends, ...], near_side: Side | None) -> tuple[Ends, Ends]:
    """Return the ends of the other lines of the skeleton: of the far side, and of the rest."""
    taken = {frozenset(ends) for part in coloured for ends in part}
    far, near = [], []
    for ends in SKELETON:
        sides = {"left" if "LEFT" in end.name else "right" for end in ends}
        if frozenset(ends) in taken:
            continue
        if near_side and len(sides) == 1 and near_side not in sides:
            far.append(ends)
        else:
            near.append(ends)
    return tuple(far), tuple(near)


def by_sureness(ends: Ends, unsure: BoolArray | None) -> tuple[Ends, Ends]:
    """Return the ends of the lines that are seen, and of those of which an end is a guess."""
    guessed = tuple(pair for pair in ends if unsure is not None and unsure[list(pair)].any())
    return tuple(pair for pair in ends if pair not in guessed), guessed
