"""A camera far away: it sees points in metres as landmarks in pixels."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.poses.landmarks import COUNT, Landmark
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, kw_only=True)
class Camera:
    """A camera and the picture it takes.

    Attributes:
        width, height: size of the picture in pixels.
        px_per_m: pixels per metre.
        facing: 1 if the person faces right in the picture, -1 left.
        yaw_deg: how far the person is turned towards the camera; -90 shows the back.
        turn_deg: how far they turn round, to their left positive.
        turn_s: from when to when they do so, in seconds.
        noise_px: standard deviation of the noise of each coordinate.
        seed: seed of everything that is random.
    """

    width: int = 1280
    height: int = 720
    px_per_m: float = 330.0
    facing: Literal[1, -1] = 1
    yaw_deg: float = 0.0
    turn_deg: float = 0.0
    turn_s: tuple[float, float] = (0.0, 0.0)
    noise_px: float = 0.0
    seed: int = 1

    def filmed(self, time_s: FloatArray, points: FloatArray) -> PoseTrack:
        """Return what the camera sees of (n, 33, 3) points: forward, up, left, in metres."""
        start_s, end_s = self.turn_s
        done = np.clip((time_s - start_s) / max(end_s - start_s, 1e-6), 0.0, 1.0)[:, None]
        at_first_deg = -self.yaw_deg if self.facing > 0 else 180.0 + self.yaw_deg
        heading = np.radians(at_first_deg + self.turn_deg * done)
        forward, up, left = points[..., 0], points[..., 1], points[..., 2]
        camera = np.stack(
            [
                forward * np.cos(heading) - left * np.sin(heading),
                -up,
                forward * np.sin(heading) + left * np.cos(heading),
            ],
            axis=-1,
        )
        middle_hip = camera[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1)
        floor = np.array([self.width / 2.0, self.height / 2.0 + 0.8 * self.px_per_m])
        xy_px = floor + self.px_per_m * camera[..., :2]
        noise = np.random.default_rng(self.seed).normal(0.0, 1.0, xy_px.shape)
        n = len(points)
        return PoseTrack(
            time_s=time_s,
            xy_px=xy_px + self.noise_px * noise,
            world_m=camera - middle_hip[:, None],
            visibility=np.full((n, COUNT), 0.95),
            people=np.ones(n, dtype=np.int64),
            width=self.width,
            height=self.height,
        )
