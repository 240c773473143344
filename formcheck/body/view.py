"""Where the camera stands, and how the picture is turned into a view from the exact side."""

from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

import numpy as np

from formcheck.poses.landmarks import Side
from formcheck.system.arrays import FloatArray, make_read_only

ViewKind: TypeAlias = Literal["side", "front", "rear", "oblique", "unknown"]


@dataclass(frozen=True, slots=True)
class ViewLimits:
    """How far the camera may be off the axis it looks along: from the side, the front or the rear.

    Attributes:
        max_off_side_deg: a camera that is further off the side is oblique.
        max_sagittal_deg: a camera that is further off the side sees the front or the rear, and not
            the sagittal plane.
        caution_off_deg: a camera that is further off makes verdicts less sure, and some measures
            unknown.
    """

    max_off_side_deg: float = 30.0
    max_sagittal_deg: float = 65.0
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
        from_behind: whether an oblique camera sees more of the back than of the front.
        elevation_deg: how far the camera looks down on the legs.
    """

    kind: ViewKind
    yaw_deg: float | None
    near_side: Side | None
    facing: Literal[-1, 0, 1] = 0
    from_behind: bool = False
    elevation_deg: float = 0.0

    def shows(self, wanted: Container[str]) -> bool:
        """Return whether something can be judged that needs one of the wanted kinds of view.

        What is judged from the side is judged obliquely as well, less surely.
        """
        return self.kind in wanted or (self.kind == "oblique" and "side" in wanted)

    @property
    def shows_sagittal_plane(self) -> bool:
        """True if angles of the sagittal plane can be measured: from the side or obliquely."""
        return self.kind in ("side", "oblique")

    def sagittal(self) -> FloatArray:
        """Return the (2, 2) matrix that takes the picture to a view from the exact side.

        A point that lies f forward of another and u above it is seen f cos(yaw) beside it. Where
        the camera looks down, f sin(yaw) towards the camera also moves it down in the picture. The
        matrix undoes both. It is the identity from the exact side, and where the sagittal plane is
        not seen.
        """
        if not self.shows_sagittal_plane or self.yaw_deg is None:
            return _AS_SEEN
        return _to_exact_side(self.yaw_deg, self.elevation_deg, self.facing, self.from_behind)


_AS_SEEN: FloatArray = np.eye(2)
make_read_only(_AS_SEEN)


@lru_cache(maxsize=64)
def _to_exact_side(
    yaw_deg: float, elevation_deg: float, facing: int, from_behind: bool
) -> FloatArray:
    """Return the matrix of `View.sagittal`."""
    yaw, elevation = np.radians(yaw_deg), np.radians(elevation_deg)
    towards = -np.sin(yaw) if from_behind else np.sin(yaw)
    down = facing * towards * np.sin(elevation)
    matrix = np.array([[1.0 / np.cos(yaw), 0.0], [-down / np.cos(yaw), 1.0]])
    make_read_only(matrix)
    return matrix
