"""What a measure is: a name, a unit, what it is called, and a function of the motion."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Literal, TypeAlias

import numpy as np

from formcheck.body.motion import Motion
from formcheck.body.parts import BodyPart
from formcheck.body.view import ViewKind
from formcheck.poses.landmarks import SIDES, Side
from formcheck.system.arrays import FloatArray

Compute: TypeAlias = Callable[[Motion, Side], FloatArray]
MeasureViews: TypeAlias = Literal["any", "side", "frontal", "rear"]
TracedOutline: TypeAlias = Literal["back", "silhouette"]

_SHOWN_FROM: dict[MeasureViews, tuple[ViewKind, ...]] = {
    "side": ("side", "oblique"),
    "frontal": ("front", "rear"),
    "rear": ("rear",),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Attributes:
        name: with the unit, without the side.
        unit: as printed.
        views: where it can be seen; "frontal" is front or rear.
        part: the part of the body that it is about.
        label: what a person calls it.
        word: what is written before its number in a picture, where room is short; the part of the
            body if empty.
        meaning: one line: between what it is measured, and which way is positive.
        compute: returns (n,) values of one side for the n frames of a motion.
        paired: whether each side has its own.
        foot: whether it depends on where the ankle is.
        outline: the traced outline that it needs. One that needs the back's is taken against the
            person's neutral pose.
        off_side_error: standard deviation that a camera 45 degrees off the side adds, in ``unit``;
            measured on the oblique clips of the benchmark's split "tune".
        possible: the least and the most that a body can have, in ``unit``. A value of a rep outside
            of it tells of a wrong view or a lost leg.
        least_peak: the highest value of a rep is at least this.
        directions: how a person says positive and negative values, such as "arched {}" and
            "rounded {}"; None where numbers with a sign say enough.
    """

    name: str
    unit: str
    views: MeasureViews
    part: BodyPart
    label: str
    meaning: str
    compute: Compute
    paired: bool = True
    foot: bool = False
    outline: TracedOutline | None = None
    directions: tuple[str, str] | None = None
    off_side_error: float = 0.0
    possible: tuple[float, float] = (-inf, inf)
    least_peak: float = -inf
    word: str = ""

    @property
    def short_name(self) -> str:
        """What is written before its number in a picture."""
        return self.word or self.part

    def columns(self) -> tuple[str, ...]:
        """Return the names with the side, as in `measures.csv`."""
        return tuple(f"{side}_{self.name}" for side in SIDES) if self.paired else (self.name,)

    def can_be(self, value: float, *, peak: bool = False) -> bool:
        """Return whether a body can have a value, or a peak; True for NaN."""
        low, high = self.possible
        if peak:
            low = max(low, self.least_peak)
        return not (value < low or value > high)

    def of(self, motion: Motion, side: Side) -> FloatArray:
        """Return (n,) values of the n frames; NaN throughout where the view cannot show it."""
        shown_from = ("side",) if self.outline == "back" else _SHOWN_FROM.get(self.views)
        if shown_from and motion.subject.view.kind not in shown_from:
            return np.broadcast_to(np.nan, len(motion.track))  # takes no memory
        return self.compute(motion, side)


def measure_as(
    name: str,
    unit: str,
    views: MeasureViews,
    *,
    part: BodyPart,
    label: str,
    meaning: str,
    paired: bool = True,
    foot: bool = False,
    outline: TracedOutline | None = None,
    directions: tuple[str, str] | None = None,
    off_side_error: float = 0.0,
    possible: tuple[float, float] = (-inf, inf),
    least_peak: float = -inf,
    word: str = "",
) -> Callable[[Compute], Measure]:
    """Make a measure of a function; for the arguments see `Measure`."""

    def make(compute: Compute) -> Measure:
        return Measure(
            name,
            unit,
            views,
            part,
            label,
            meaning,
            compute,
            paired,
            foot,
            outline,
            directions,
            off_side_error,
            possible,
            least_peak,
            word,
        )

    return make
