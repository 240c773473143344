"""Kickbacks on all fours: hands and stance knee stay where they are, one thigh is lifted back.

The heights of the hips and shoulders follow from the person's own thighs and arms; the working leg
leaves its planted place by a smooth profile that is 1 at the top.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.arms import hold_hands
from benchmarks.human.body import BONE_INDEX, Body
from benchmarks.human.clothes import Garment
from benchmarks.human.kickback_plan import on_support, plan_lifts, shape
from benchmarks.human.posture import SIDES, Motion, Poser, empty_channels, skin_points
from benchmarks.human.profiles import grid, sway
from benchmarks.human.reps import Planned
from benchmarks.human.rotations import frame_from, limb_angles_deg
from benchmarks.human.spec import ClipSpec

Floats = NDArray[np.float64]
RESTING_FOOT_DEG = 152.0  #: pitch of a foot that lies on its instep
PELVIS_SHIFT_M = 0.022


class QuadrupedMotion:
    """Builds the motion of one clip."""

    def __init__(self, spec: ClipSpec, poser: Poser, body: Body, garments: list[Garment]) -> None:
        """Plan the reps and measure the person's supports."""
        self.spec, self.poser, self.body, self.garments = spec, poser, body, garments
        self.k, self.f = spec.kickback, spec.kickback_faults
        self.rng = np.random.default_rng([spec.seed, 1])
        self.lifts = plan_lifts(spec, self.rng)
        end = self.lifts[-1].end_s if self.lifts else self.k.still_before_s
        self.time_s = grid(end + self.k.still_after_s)
        self.knee_m, self.ankle_m, self.wrist_m = 0.06, 0.08, 0.08
        for _ in range(2):  # the second round corrects what the first has moved
            self._settle()

    def planned(self) -> list[Planned]:
        """Return the reps, for the truth."""
        return [Planned(lift.side, lift.start_s, lift.end_s) for lift in self.lifts]

    def build(self) -> Motion:
        """Return the whole motion on its grid."""
        return self._motion(self.time_s)

    def _settle(self) -> None:
        """Put knees, feet and hands exactly on the floor."""
        motion = self._motion(np.array([0.0, 0.01]))
        posed = self.poser.pose(motion)
        cloud = [
            (
                self.body.base_m[np.unique(self.body.skin_triangles)],
                self.body.weights[np.unique(self.body.skin_triangles)],
            )
        ]
        cloud += [(g.mesh.vertices_m, g.weights) for g in self.garments]

        def lowest(*starts: str) -> float:
            low = 9.0
            bones = [i for name, i in BONE_INDEX.items() if name.startswith(starts)]
            for points, weights in cloud:
                own = weights[:, bones].sum(axis=1) > 0.5
                if own.any():
                    skin = skin_points(posed, self.body.skeleton, points[own], weights[own])
                    low = min(low, float(skin[0, :, 1].min()))
            return low

        hands = lowest("wrist", "finger")
        knees = lowest("upperleg", "lowerleg")
        feet = lowest("foot", "toe")
        self.wrist_m -= hands
        self.ankle_m -= feet
        self.knee_m -= knees

    def _motion(self, t: Floats) -> Motion:
        ch = empty_channels(len(t))
        rng = np.random.default_rng([self.spec.seed, 5])
        self._hips_and_trunk(ch, t, rng)
        for side, letter, sign in SIDES:
            self._leg(ch, t, side, letter, sign)
        self._arms(ch, t)
        return Motion(t, ch)

    def _profile(self, t: Floats, side: str | None = None) -> Floats:
        out = np.zeros_like(t)
        for lift in self.lifts:
            if side is None or lift.side == side:
                out += shape(t, lift)
        return out

    def _hips_and_trunk(self, ch: dict[str, Floats], t: Floats, rng: np.random.Generator) -> None:
        f, poser = self.f, self.poser
        up = {side: self._profile(t, side) for side in ("left", "right")}
        whole = up["left"] + up["right"]
        carried = {side: on_support(t, self.lifts, side) for side in ("left", "right")}
        lifted = np.zeros_like(t)  # degrees of thigh travel: the lumbar spine does a share of it
        for lift in self.lifts:
            lifted += shape(t, lift) * (90 + lift.top_deg)
        ch["lumbar_extension_deg"] = (
            self.k.lumbar_share * lifted
            + f.lumbar_arching_deg * whole
            + f.lumbar_constant_deg
            + sway(t, rng, 0.3)
        )
        ch["thoracic_extension_deg"] = f.rib_flare_deg * whole + sway(t, rng, 0.3)
        turn = 2.0 + f.pelvis_rotation_deg
        ch["pelvis_obliquity_deg"] = turn * (up["left"] - up["right"])
        ch["pelvis_yaw_deg"] = sway(t, rng, 0.3)
        ch["neck_extension_deg"] = 4 + f.head_position_deg + sway(t, rng, 0.7)
        height = poser.thigh_m * np.cos(np.radians(f.misplaced_knees_deg))
        shift = PELVIS_SHIFT_M * (carried["right"] - carried["left"])
        ch["hip_x_m"] = shift + sway(t, rng, 0.002)
        # the stance hip keeps its height when the pelvis turns about it
        rise = poser.half_hip_m * np.sin(np.radians(np.abs(ch["pelvis_obliquity_deg"])))
        ch["hip_y_m"] = self.knee_m + np.sqrt(height**2 - shift**2) + rise
        ch["hip_z_m"] = 0.008 * whole + sway(t, rng, 0.002)
        trunk = self._trunk_m()
        shoulder_y = self.wrist_m + (poser.arm_m + poser.forearm_m) * 0.988 * np.cos(
            np.radians(f.misplaced_hands_deg)
        )
        slope = np.arcsin(np.clip((shoulder_y - ch["hip_y_m"]) / trunk, -0.7, 0.7))
        ch["trunk_lean_deg"] = 90 - np.degrees(slope) + sway(t, rng, 0.25)

    def _trunk_m(self) -> float:
        rest = self.poser.rest
        middle = (rest["upperarm01.L"] + rest["upperarm01.R"]) / 2
        return float(np.linalg.norm(middle - self.poser.mid_hip))

    def _knee(self, side: str, sign: float) -> Floats:
        back = -self.poser.thigh_m * np.sin(np.radians(self.f.misplaced_knees_deg))
        return np.array([sign * self.poser.half_hip_m, self.knee_m, back])

    def _leg(self, ch: dict[str, Floats], t: Floats, side: str, letter: str, sign: float) -> None:
        poser, f = self.poser, self.f
        offset = poser.pelvis_turn(ch) @ (poser.rest[f"upperleg01.{letter}"] - poser.mid_hip)
        hip = np.stack([ch["hip_x_m"], ch["hip_y_m"], ch["hip_z_m"]], axis=1) + offset
        line = self._knee(side, sign) - hip
        frame = frame_from(-line, np.tile([1.0, 0.0, 0.0], (len(t), 1)))
        sagittal, frontal, axial = limb_angles_deg(frame)
        thigh, out, turn = -sagittal, sign * frontal, sign * axial
        tilt = np.degrees(np.arcsin((self.ankle_m - self.knee_m) / poser.shank_m))
        knee = 90 + tilt + thigh
        top_knee = self.k.knee_flexion_deg
        if top_knee is None:
            top_knee = 92.0 if self.k.style == "bent" else 6.0
        up = np.zeros_like(t)
        for lift in (lift for lift in self.lifts if lift.side == side):
            rise = shape(t, lift)
            thigh += rise * (-(90 + lift.top_deg) - thigh)
            aim = -f.knee_hyperextension_deg or top_knee + f.knee_angle_drift_deg
            knee += rise * (aim - knee)
            out += rise * (1.0 + f.leg_off_line_deg - out)
            turn += rise * (0.4 * f.leg_off_line_deg - turn)
            up += rise
        ch[f"{side}_thigh_forward_deg"], ch[f"{side}_thigh_out_deg"] = thigh, out
        ch[f"{side}_thigh_turn_deg"], ch[f"{side}_knee_flexion_deg"] = turn, knee
        shank = knee - thigh
        eased = np.clip(up * 1.5, 0, 1)
        eased = eased**2 * (3 - 2 * eased)
        point = 12.0 if self.k.style == "bent" else 20.0
        resting = RESTING_FOOT_DEG - (90 + tilt)
        ch[f"{side}_foot_pitch_deg"] = shank + resting + eased * (point - resting)
        ch[f"{side}_foot_out_deg"] = 0 * t
        ch[f"{side}_foot_roll_deg"] = 0.0 * t

    def _arms(self, ch: dict[str, Floats], t: Floats) -> None:
        poser, f = self.poser, self.f
        still = {name: values[:1] for name, values in ch.items()}
        shoulders = poser.pose_trunk_and_arms(still)
        for side, letter, sign in SIDES:
            shoulder = shoulders.joint(f"upperarm01.{letter}")[0]
            drop = shoulder[1] - self.wrist_m
            ahead = drop * np.tan(np.radians(f.misplaced_hands_deg))
            wrist = np.array([shoulder[0] * 1.08, self.wrist_m, shoulder[2] + ahead])
            target = np.tile(wrist, (len(t), 1))
            # elbows point back, towards the feet, and out
            towards = np.tile([sign * 0.6, 0.0, -1.0], (len(t), 1))
            hold_hands(poser, ch, side, target, towards, np.ones_like(t))
            ch[f"{side}_forearm_turn_deg"] = np.full_like(t, -10.0)
            ch[f"{side}_wrist_extension_deg"] = np.full_like(t, 106.0)
            ch[f"{side}_finger_curl_deg"] = np.zeros_like(t)
