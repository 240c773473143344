"""The landmarks of a track as the markers of HALPE-26, in the plane of the picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from formcheck.body.subject import segment_px
from formcheck.body.view import View
from formcheck.errors import ResultError
from formcheck.poses.landmarks import SIDES, Landmark, Side, joint
from formcheck.report.saved import SavedResult
from formcheck.system.arrays import FloatArray

# Each marker is the middle of some landmarks. Names and order are those of Kinovea's figure
# "BodyWithFeet", which identifies points by their order. Neither has the eyes and ears of HALPE-26.
_LEG: Final = ("Hip", "Knee", "Ankle", "BigToe", "SmallToe", "Heel")
_ARM: Final = ("Shoulder", "Elbow", "Wrist")
_JOINTS: Final = {"BigToe": "foot_index", "SmallToe": "foot_index"}


def _of_side(names: Sequence[str], side: Side) -> dict[str, tuple[Landmark, ...]]:
    return {f"{side[0].upper()}{name}": (joint(side, _JOINTS.get(name, name)),) for name in names}


_MARKERS: Final[Mapping[str, tuple[Landmark, ...]]] = {
    "Hip": (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    **_of_side(_LEG, "right"),
    **_of_side(_LEG, "left"),
    "Neck": (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    "Head": (Landmark.LEFT_EAR, Landmark.RIGHT_EAR),  # raised to the top of the head
    "Nose": (Landmark.NOSE,),
    **_of_side(_ARM, "right"),
    **_of_side(_ARM, "left"),
}


@dataclass(frozen=True, slots=True)
class Proportions:
    """Lengths of the body as shares of its height (Drillis and Contini).

    Attributes:
        leg: from the hip joint to the ankle.
        crown_over_ears: from the ears to the top of the head, as a share of the distance from the
            middle of the shoulders to the ears.
    """

    leg: float = 0.491
    crown_over_ears: float = 0.54


PROPORTIONS = Proportions()


@dataclass(frozen=True, slots=True)
class Markers:
    """Markers over time: x to the right in the picture, y up.

    Attributes:
        names: of the m markers.
        xy: (n, m, 2) places, NaN where unknown.
    """

    names: tuple[str, ...]
    xy: FloatArray

    @classmethod
    def of(cls, result: SavedResult, height_m: float | None) -> Self:
        """Return the markers in metres if the height of the person is known, else in pixels."""
        return cls.in_pixels(result) if height_m is None else cls.in_metres(result, height_m)

    @classmethod
    def in_pixels(cls, result: SavedResult) -> Self:
        """Return the markers with 0.001 for a pixel, from the upper left corner of the picture.

        The y of all points within the picture is negative.
        """
        xy_px = _markers_px(result.track.xy_px.astype(np.float64))
        return cls(tuple(_MARKERS), xy_px * np.array([0.001, -0.001]))

    @classmethod
    def in_metres(cls, result: SavedResult, height_m: float) -> Self:
        """Return the markers in metres, from the left edge of the picture and the floor.

        The floor is at the lowest point of the body in the clip.

        Args:
            result: the results of a clip.
            height_m: height of the person.

        Raises:
            ResultError: no leg is seen, so the size of the person is not known.
        """
        xy_px = result.track.xy_px.astype(np.float64)
        scale = PROPORTIONS.leg * height_m / _leg_px(xy_px, result.report.view)
        if not np.isfinite(scale):
            raise ResultError(
                f"{result.folder}: no leg is seen in the clip, so that places are not known in"
                " metres: leave out --height"
            )
        known = [i for i, name in enumerate(_MARKERS) if "SmallToe" not in name]
        places = _markers_px(xy_px)[:, known]
        floor_px = np.nanmax(places[..., 1])
        xy = (places - np.array([0.0, floor_px])) * np.array([scale, -scale])
        return cls(tuple(tuple(_MARKERS)[i] for i in known), xy)


def _markers_px(xy_px: FloatArray) -> FloatArray:
    """Return (n, m, 2) places of the markers of (n, 33, 2) landmarks."""
    places = {name: xy_px[:, list(marks)].mean(axis=1) for name, marks in _MARKERS.items()}
    ears, neck = places["Head"], places["Neck"]
    places["Head"] = ears + PROPORTIONS.crown_over_ears * (ears - neck)
    return np.stack(list(places.values()), axis=1)


def _leg_px(xy_px: FloatArray, view: View) -> float:
    """Return the length of a leg in pixels, as it is seen from the exact side."""
    thighs = [segment_px(xy_px, view, side, "hip", "knee") for side in SIDES]
    shanks = [segment_px(xy_px, view, side, "knee", "ankle") for side in SIDES]
    return float(np.fmax.reduce(thighs) + np.fmax.reduce(shanks))
