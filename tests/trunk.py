"""A trunk drawn with a ruler: landmarks, masks and profiles of a back whose bend is known."""

import numpy as np

from formcheck.poses.landmarks import COUNT, Landmark, joint
from formcheck.poses.outline import STATIONS
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import FloatArray

CENTRE = np.array([200.0, 150.0])


def bent(angle_deg: float, station: float = 0.3, width: float = 0.12) -> FloatArray:
    """Change of a profile whose edge bends in at one station, softly, by a known angle."""
    away = STATIONS - station
    change: FloatArray = np.sqrt(away**2 + width**2) - width
    return 0.5 * float(np.tan(np.radians(angle_deg))) * change


def landmarks(turn_deg: float = 0.0, trunk_px: float = 120.0, facing: int = 1) -> FloatArray:
    """(33, 2) a trunk upright at 0 degrees, turned clockwise as seen; arms forward, legs down."""
    forward, up = facing * np.array([1.0, 0.0]), np.array([0.0, -1.0])
    parts = {"hip": (0.0, 0.0), "shoulder": (0.0, 1.0), "elbow": (0.4, 0.9), "wrist": (0.8, 0.9)}
    parts |= {"knee": (0.0, -0.9), "ankle": (0.0, -1.8)}
    xy = np.tile(CENTRE, (COUNT, 1))
    turn = np.radians(turn_deg)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    for name, (ahead, above) in parts.items():
        place = CENTRE + matrix @ (trunk_px * (ahead * forward + above * up))
        xy[[joint("left", name), joint("right", name)]] = place
    return xy


def drawn(profile: FloatArray, xy: FloatArray, facing: int) -> FloatArray:
    """(300, 400) a soft mask of a trunk whose back is where ``profile`` says."""
    rows, columns = np.mgrid[0:300, 0:400] + 0.5
    hip, shoulder = xy[Landmark.LEFT_HIP], xy[Landmark.LEFT_SHOULDER]
    trunk = shoulder - hip
    square = float(trunk @ trunk)
    from_hip = np.stack([columns, rows], axis=-1) - hip
    along = from_hip @ trunk / square
    out = from_hip @ (facing * np.array([trunk[1], -trunk[0]])) / square
    edge = np.interp(along, STATIONS, profile)
    inside_px = np.minimum(edge - out, out + 0.2) * np.sqrt(square)
    within = (along > -0.3) & (along < 1.2)
    return np.where(within, np.clip(inside_px + 0.5, 0.0, 1.0), 0.0)


def track_of(xy: FloatArray, fps: float = 20.0) -> PoseTrack:
    n = len(xy)
    return PoseTrack(
        time_s=np.arange(n) / fps,
        xy_px=xy,
        world_m=np.zeros((n, COUNT, 3), np.float32),
        visibility=np.ones((n, COUNT), np.float32),
        people=np.ones(n, dtype=np.int64),
        width=400,
        height=300,
    )


NEUTRAL = 0.2 - 0.06 * np.sin(np.pi * STATIONS) + 0.02 * np.cos(3.0 * STATIONS)
