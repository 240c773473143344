"""Butt kicks made of sines and cosines.

The person stands, kicks alternately and stands again.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from formcheck.poses.landmarks import COUNT, SIDES, Landmark, Side, joint
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import FloatArray
from tests.synthetic.body import (
    FOREARM_M,
    HALF_HIPS_M,
    HALF_SHOULDERS_M,
    LEG_M,
    NECK_M,
    SHANK_M,
    THIGH_M,
    TRUNK_M,
    UPPER_ARM_M,
    Parts,
    down,
    place,
)
from tests.synthetic.camera import Camera

REST_FLEXION_DEG = 6.0


@dataclass(frozen=True, slots=True)
class Kick:
    """One kick as it is meant."""

    side: Side
    peak_s: float
    peak_flexion_deg: float


@dataclass(frozen=True, kw_only=True)
class ButtKicks(Camera):
    """A set of butt kicks, and the camera that sees it. The defaults are faultless.

    Attributes:
        kicks: number of kicks.
        order: the legs that kick, in turn, repeated; left first.
        cadence: steps per minute.
        step_factors: factors on the time from each kick to the next, repeated.
        left_deg, right_deg: peak knee flexion of each leg.
        peak_offsets_deg: added to the peaks, kick by kick, repeated.
        raise_steps, lower_steps: how long a heel goes up and down, in steps.
        ankle_lean_deg: lean of the whole body over the ankles, forward positive.
        waist_bend_deg: lean of the trunk on top of that.
        bounce_ll: vertical travel of the hips at each step, in leg lengths.
        thigh_swing_deg: how far a kick brings the thigh forward.
        arm_range_deg, arm_mean_deg: upper arm against the trunk, forward positive.
        arm_late_deg: how late the arm is against the opposite leg; 180 swings with the same leg.
        elbow_deg: elbow flexion.
        knee_inward_deg: frontal-plane angle of both knees, inwards positive.
        hip_drop_deg: pelvic obliquity at each kick, the kicking side lower.
        shoulder_turn_deg, shoulder_tilt_deg: to each side; the left shoulder is back and low when
            the left leg kicks.
        stance_width: gap of the ankles over gap of the hips.
        travel_m: way forward at each step.
        toes_down_deg: pitch of each foot while they kick.
        stand_s, rest_s: time of standing before and after.
        fps: frames per second.
        unevenness: jitter of the timestamps, as a share of the frame time.
    """

    kicks: int = 16
    order: tuple[Side, ...] = ("left", "right")
    cadence: float = 100.0
    step_factors: tuple[float, ...] = (1.0,)
    left_deg: float = 130.0
    right_deg: float = 130.0
    peak_offsets_deg: tuple[float, ...] = (0.0,)
    raise_steps: float = 0.65
    lower_steps: float = 0.95
    ankle_lean_deg: float = 4.0
    waist_bend_deg: float = 0.0
    bounce_ll: float = 0.05
    thigh_swing_deg: float = 8.0
    arm_range_deg: float = 45.0
    arm_mean_deg: float = -5.0
    arm_late_deg: float = 0.0
    elbow_deg: float = 90.0
    knee_inward_deg: float = 0.0
    hip_drop_deg: float = 0.0
    shoulder_turn_deg: float = 0.0
    shoulder_tilt_deg: float = 0.0
    stance_width: float = 1.0
    travel_m: float = 0.0
    toes_down_deg: float = 0.0
    stand_s: float = 1.2
    rest_s: float = 1.0
    fps: float = 30.0
    unevenness: float = 0.0

    @property
    def step_s(self) -> float:
        """Time from one kick to the next, without ``step_factors``."""
        return 60.0 / self.cadence

    @cached_property
    def plan(self) -> tuple[Kick, ...]:
        """The kicks in order."""
        kicks = []
        peak_s = self.stand_s + self.raise_steps * self.step_s
        for i in range(self.kicks):
            if i:
                peak_s += self.step_s * self.step_factors[i % len(self.step_factors)]
            side = self.order[i % len(self.order)]
            peak_deg = self.left_deg if side == "left" else self.right_deg
            peak_deg += self.peak_offsets_deg[i % len(self.peak_offsets_deg)]
            kicks.append(Kick(side, peak_s, peak_deg))
        return tuple(kicks)

    @property
    def counts(self) -> dict[Side, int]:
        """Number of kicks of each leg."""
        return {side: sum(kick.side == side for kick in self.plan) for side in SIDES}

    @property
    def near_side(self) -> Side:
        """The side of the body nearer to the camera."""
        return "right" if self.facing > 0 else "left"

    @property
    def end_s(self) -> float:
        """Time at which the clip ends."""
        last_s = self.plan[-1].peak_s if self.plan else self.stand_s
        return last_s + self.lower_steps * self.step_s + self.rest_s

    @cached_property
    def time_s(self) -> FloatArray:
        """(n,) timestamps."""
        even = np.arange(int(self.end_s * self.fps) + 1) / self.fps
        shift = np.random.default_rng(self.seed).uniform(-0.5, 0.5, len(even))
        shift[0] = max(shift[0], 0.0)
        return np.asarray(even + self.unevenness * shift / self.fps)

    def raised(self, side: Side) -> FloatArray:
        """Return (n,) degrees of knee flexion above its resting value."""
        rise_s, fall_s = self.raise_steps * self.step_s, self.lower_steps * self.step_s
        total = np.zeros(len(self.time_s))
        for kick in self.plan:
            if kick.side == side:
                since = self.time_s - kick.peak_s
                turn = np.clip(np.where(since < 0.0, since / rise_s, since / fall_s), -1.0, 1.0)
                bump = 0.5 * (1.0 + np.cos(np.pi * turn))
                total = np.maximum(total, bump * (kick.peak_flexion_deg - REST_FLEXION_DEG))
        return total

    def knee_flexion_deg(self, side: Side) -> FloatArray:
        """Return (n,) the true knee flexion in degrees."""
        return REST_FLEXION_DEG + self.raised(side)

    @cached_property
    def _phase(self) -> FloatArray:
        """(n,) phase in radians: even multiples of pi at left kicks, odd ones at right kicks."""
        if not self.plan:
            return np.zeros(len(self.time_s))
        marks: list[int] = []
        for kick in self.plan:
            mark = (marks[-1] + 1) if marks else 0
            marks.append(mark + (mark % 2 != (kick.side == "right")))
        peaks_s = [kick.peak_s for kick in self.plan]
        return np.pi * np.interp(self.time_s, peaks_s, marks)

    @cached_property
    def _underway(self) -> FloatArray:
        """(n,) 0 while standing, rising to 1 just before the first kick."""
        return np.clip((self.time_s - self.stand_s + 0.4) / 0.4, 0.0, 1.0)

    def _points_m(self) -> FloatArray:
        """Return (n, 33, 3) points: forward, up, left, in metres."""
        n = len(self.time_s)
        points = np.zeros((n, COUNT, 3))
        lean = np.radians(self.ankle_lean_deg) * self._underway
        trunk = lean + np.radians(self.waist_bend_deg) * self._underway
        half_rest = np.radians(REST_FLEXION_DEG / 2.0)
        hip = np.zeros((n, 3))
        hip[:, 0] = LEG_M * np.cos(half_rest) * np.sin(lean)
        hip[:, 1] = LEG_M * np.cos(half_rest) * np.cos(lean)
        hip[:, 1] += self.bounce_ll * LEG_M * 0.5 * (1.0 - np.cos(2.0 * self._phase))
        shoulder = hip - TRUNK_M * down(-trunk)
        ear = shoulder - NECK_M * down(-trunk)
        points[:, Landmark.NOSE] = ear + np.array([0.11, 0.0, 0.0])
        eye = ear + np.array([0.08, 0.03, 0.0])
        for side in SIDES:
            parts = self._leg(side, hip, lean) | self._arm(side, shoulder, trunk)
            parts |= {
                "ear": (ear, 0.07),
                "eye_inner": (eye, 0.02),
                "eye": (eye, 0.03),
                "eye_outer": (eye, 0.04),
                "mouth": (ear + np.array([0.09, -0.05, 0.0]), 0.02),
            }
            place(points, side, parts)
        self._twist(points)
        points[..., 0] += (self.travel_m * self._phase / np.pi)[:, None]
        return points

    def _twist(self, points: FloatArray) -> None:
        """Turn and tilt the lines of hips and shoulders towards the side that kicks."""
        towards_left = np.cos(self._phase) * self._underway
        drop, turn, tilt = (
            np.radians(angle_deg) * towards_left
            for angle_deg in (self.hip_drop_deg, self.shoulder_turn_deg, self.shoulder_tilt_deg)
        )
        for side in SIDES:
            out = 1.0 if side == "left" else -1.0
            hip, shoulder = (points[:, joint(side, name)] for name in ("hip", "shoulder"))
            hip[:, 1] -= out * HALF_HIPS_M * np.sin(drop)
            hip[:, 2] = out * HALF_HIPS_M * np.cos(drop)
            shoulder[:, 0] -= out * HALF_SHOULDERS_M * np.sin(turn)
            shoulder[:, 1] -= out * HALF_SHOULDERS_M * np.cos(turn) * np.tan(tilt)
            shoulder[:, 2] = out * HALF_SHOULDERS_M * np.cos(turn)

    def _leg(self, side: Side, hip: FloatArray, lean: FloatArray) -> Parts:
        raised = self.raised(side)
        peak = max(self.left_deg, self.right_deg) - REST_FLEXION_DEG
        thigh = np.radians(REST_FLEXION_DEG / 2.0 + self.thigh_swing_deg * raised / peak) - lean
        shank = thigh - np.radians(REST_FLEXION_DEG + raised)
        knee = hip + THIGH_M * down(thigh)
        ankle = knee + SHANK_M * down(shank)
        # Near the ground the ankle keeps the foot level, unless they land on their toes.
        levelled = np.clip((np.abs(np.degrees(shank)) - 15.0) / 40.0, 0.0, 1.0)
        foot = shank * levelled - np.radians(self.toes_down_deg) * self._underway
        forward = down(foot + np.pi / 2.0)
        foot_m = HALF_HIPS_M * self.stance_width
        knee_m = (HALF_HIPS_M + foot_m) / 2.0
        knee_m -= THIGH_M * float(np.tan(np.radians(self.knee_inward_deg / 2.0)))
        return {
            "hip": (hip, HALF_HIPS_M),
            "knee": (knee, knee_m),
            "ankle": (ankle, foot_m),
            "heel": (ankle + 0.05 * down(foot) - 0.05 * forward, foot_m),
            "foot_index": (ankle + 0.05 * down(foot) + 0.14 * forward, foot_m),
        }

    def _arm(self, side: Side, shoulder: FloatArray, trunk: FloatArray) -> Parts:
        # The arm is foremost when the other leg kicks.
        shift = np.pi if side == "left" else 0.0
        swing = np.cos(self._phase - shift - np.radians(self.arm_late_deg))
        arm_deg = self.arm_mean_deg + 0.5 * self.arm_range_deg * swing * self._underway
        arm = np.radians(arm_deg) - trunk
        fore = arm + np.radians(self.elbow_deg)
        elbow = shoulder + UPPER_ARM_M * down(arm)
        wrist = elbow + FOREARM_M * down(fore)
        fingers = (wrist + 0.07 * down(fore), 0.2)
        return {
            "shoulder": (shoulder, 0.18),
            "elbow": (elbow, 0.2),
            "wrist": (wrist, 0.2),
            "pinky": fingers,
            "index": fingers,
            "thumb": fingers,
        }

    def track(self) -> PoseTrack:
        """Return the poses as a backend would give them."""
        return self.filmed(self.time_s, self._points_m())


def standing(seconds: float = 3.0, **changes: Any) -> PoseTrack:  # noqa: ANN401
    """Return the track of a person who stands still."""
    return ButtKicks(kicks=0, stand_s=seconds, rest_s=0.0, lower_steps=0.0, **changes).track()
