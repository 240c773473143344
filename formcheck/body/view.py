"""Where the camera stands."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from formcheck.poses.landmarks import Side

ViewKind: TypeAlias = Literal["side", "front", "rear", "oblique", "unknown"]


@dataclass(frozen=True, slots=True)
class ViewLimits:
    """How far the camera may be off the axis it looks along: from the side, the front or the rear.

    Attributes:
        max_off_deg: a camera that is further off is oblique, and nothing is judged.
        caution_off_deg: a camera that is further off makes verdicts less sure, and some measures
            unknown.
    """

    max_off_deg: float = 30.0
    caution_off_deg: float = 15.0


VIEW_LIMITS = ViewLimits()


@dataclass(frozen=True, slots=True)
class View:
    """Where the camera stands.

    Attributes:
        kind: side, front, rear, oblique or unknown.
        yaw_deg: how far the camera is off the person's left-right axis: 0 from the side,
            90 from the front or the rear. None when unknown.
        near_side: the side of the body that is nearer to the camera; None from front or rear.
        facing: the way the person faces in the picture: 1 right, -1 left, 0 neither.
    """

    kind: ViewKind
    yaw_deg: float | None
    near_side: Side | None
    facing: Literal[-1, 0, 1] = 0
