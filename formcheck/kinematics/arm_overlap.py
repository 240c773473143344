"""Where an arm passes the back: its outline, or the gap under the elbow, is not the back's."""

from dataclasses import dataclass

import numpy as np

from formcheck.body.geometry import length
from formcheck.body.joints import middle, trunk_vector
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.outline import STATIONS
from formcheck.system.arrays import BoolArray, FloatArray, pieces


@dataclass(frozen=True, slots=True)
class ArmWidths:
    """How near to an arm's middle line the outline may be the arm's, in trunk lengths.

    Attributes:
        forearm_tl: around a forearm.
        upper_arm_tl: around an upper arm.
        upper_arm_from: share of the upper arm, down from the shoulder, that lies on the trunk and
            hides nothing.
        passing_tl: around an arm that swings past; further out, up or down, the outline is not
            the arm's.
        hanging_tl: around an arm that hangs while the person stands still.
    """

    forearm_tl: float = 0.09
    upper_arm_tl: float = 0.07
    upper_arm_from: float = 0.35
    passing_tl: float = 0.10
    hanging_tl: float = 0.14

    @property
    def parts(self) -> tuple[tuple[str, str, float], ...]:
        """Upper and lower joint of both parts of an arm, and the share from which it counts."""
        return ("shoulder", "elbow", self.upper_arm_from), ("elbow", "wrist", 0.0)


ARMS = ArmWidths()


def in_trunk_lengths(xy_px: FloatArray, facing: int) -> tuple[FloatArray, FloatArray]:
    """Return (n, 33) how far up the trunk landmarks are and how far out of the back.

    Args:
        xy_px: (n, 33, 2) landmarks.
        facing: 1 where the person faces right in the picture, -1 left.

    Returns:
        Two arrays in trunk lengths, both 0 at mid-hip.
    """
    hip, up = middle(xy_px, "hip"), trunk_vector(xy_px)
    square = np.maximum((up**2).sum(axis=1), 1e-9)[:, None]
    out = facing * np.stack([up[:, 1], -up[:, 0]], axis=1)
    up_tl, out_tl = (
        np.einsum("nki,ni->nk", xy_px - hip[:, None], way) / square for way in (up, out)
    )
    return up_tl, out_tl


def profile_px(profile: FloatArray, xy_px: FloatArray, facing: int) -> FloatArray:
    """Return (n, stations, 2) where in the picture a profile of the back is.

    Args:
        profile: (n, stations) distance from the hip-shoulder line, in trunk lengths.
        xy_px: (n, 33, 2) landmarks.
        facing: 1 where the person faces right in the picture, -1 left.
    """
    hip, up = middle(xy_px, "hip"), trunk_vector(xy_px)
    outward = facing * np.stack([up[:, 1], -up[:, 0]], axis=1)
    along = STATIONS[None, :, None] * up[:, None]
    return np.asarray(hip[:, None] + along + profile[:, :, None] * outward[:, None])


def arm_gaps_tl(
    profile: FloatArray, xy_px: FloatArray, facing: int
) -> tuple[FloatArray, FloatArray]:
    """Return (n, stations) the gap from the edge to the nearer upper arm, and to the forearm.

    Args:
        profile: (n, stations) the edge, in trunk lengths.
        xy_px: (n, 33, 2) landmarks.
        facing: 1 where the person faces right in the picture, -1 left.

    Returns:
        Distances to the middle lines of the arms, in trunk lengths.
    """
    trunk_px = length(trunk_vector(xy_px))
    place = profile_px(np.nan_to_num(profile), xy_px, facing)
    nearest = []
    for upper, lower, first in ARMS.parts:
        gaps = []
        for side in SIDES:
            start = xy_px[:, None, joint(side, upper)]
            along = xy_px[:, None, joint(side, lower)] - start
            square = np.maximum((along**2).sum(axis=-1), 1e-9)
            share = np.clip(((place - start) * along).sum(axis=-1) / square, first, 1.0)
            gaps.append(length(place - start - share[:, :, None] * along))
        nearest.append(np.fmin(*gaps) / trunk_px[:, None])
    return nearest[0], nearest[1]


def is_arm(profile: FloatArray, xy_px: FloatArray, facing: int) -> BoolArray:
    """Return (n, stations) whether the edge is an arm's, such as an elbow behind the back.

    Args:
        profile: (n, stations) the edge, in trunk lengths.
        xy_px: (n, 33, 2) landmarks.
        facing: 1 where the person faces right in the picture, -1 left.
    """
    hidden = np.zeros(profile.shape, dtype=np.bool_)
    for some in pieces(len(profile)):
        upper, lower = arm_gaps_tl(profile[some], xy_px[some], facing)
        hidden[some] = (upper < ARMS.upper_arm_tl) | (lower < ARMS.forearm_tl)
    return hidden


def arm_reach_tl(xy_px: FloatArray, facing: int) -> FloatArray:
    """Return (n, stations) how far out of the back an arm's middle line reaches near that height.

    Where it reaches behind the back, the mask fills what shows between the two. Where it ends in
    front of the back, the arm may still be thick enough to be the edge.

    Args:
        xy_px: (n, 33, 2) landmarks.
        facing: 1 where the person faces right in the picture, -1 left.

    Returns:
        Trunk lengths; -inf where no arm is.
    """
    return np.concatenate([_reach_tl(xy_px[some], facing) for some in pieces(len(xy_px))])


def _reach_tl(xy_px: FloatArray, facing: int) -> FloatArray:
    """Return what `arm_reach_tl` does, of all frames at once."""
    up_tl, out_tl = in_trunk_lengths(xy_px, facing)
    reach = np.full((len(xy_px), len(STATIONS)), -np.inf)
    for upper, lower, first in ARMS.parts:
        for side in SIDES:
            start, end = joint(side, upper), joint(side, lower)
            rise = up_tl[:, end] - up_tl[:, start]
            rise = np.where(np.abs(rise) < 1e-6, 1e-6, rise)[:, None]
            # The shares of the way along this part of the arm between which it is near the height.
            one = (STATIONS - ARMS.passing_tl - up_tl[:, start, None]) / rise
            two = (STATIONS + ARMS.passing_tl - up_tl[:, start, None]) / rise
            since, until = np.minimum(one, two), np.maximum(one, two)
            passes = (since <= 1.0) & (until >= first)
            way = (out_tl[:, end] - out_tl[:, start])[:, None]
            further = np.clip(np.where(way > 0.0, until, since), first, 1.0)
            furthest = out_tl[:, start, None] + further * way
            reach = np.where(passes, np.fmax(reach, furthest), reach)
    return reach
