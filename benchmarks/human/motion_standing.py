"""Standing kickbacks: one leg stands, the other goes back; hands on a rail or on the hips."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.arms import hold_hands
from benchmarks.human.feet import Sole, ankle_from_ball, ankle_height_m, clear_floor
from benchmarks.human.kickback_plan import on_support, plan_lifts, shape
from benchmarks.human.legs import Reach, reach
from benchmarks.human.posture import SIDES, Motion, Poser, empty_channels
from benchmarks.human.profiles import bump, grid, sway
from benchmarks.human.reps import Planned
from benchmarks.human.spec import ClipSpec

Floats = NDArray[np.float64]
FOOT_OUT_DEG = 5.0
STILL_REACH = 0.9972


class StandingMotion:
    """Builds the motion of one clip."""

    def __init__(self, spec: ClipSpec, poser: Poser, soles: dict[str, Sole]) -> None:
        """Plan the reps."""
        self.spec, self.poser, self.soles = spec, poser, soles
        self.k, self.f = spec.kickback, spec.kickback_faults
        self.rng = np.random.default_rng([spec.seed, 1])
        self.lifts = plan_lifts(spec, self.rng)
        end = self.lifts[-1].end_s if self.lifts else self.k.still_before_s
        self.time_s = grid(end + self.k.still_after_s)
        self.wrists: dict[str, Floats] = {}

    def planned(self) -> list[Planned]:
        """Return the reps, for the truth."""
        return [Planned(lift.side, lift.start_s, lift.end_s) for lift in self.lifts]

    def support_place(self) -> Floats | None:
        """Return the middle (3,) of the hands on a support, or None."""
        if self.k.support != "wall" or not self.wrists:
            return None
        return np.asarray((self.wrists["left"] + self.wrists["right"]) / 2)

    def build(self) -> Motion:
        """Return the whole motion on its grid."""
        t = self.time_s
        ch = empty_channels(len(t))
        self._hips_and_trunk(ch)
        for side, letter, sign in SIDES:
            self._leg(ch, side, letter, sign)
        self._arms(ch)
        return Motion(t, ch)

    def _profile(self, side: str) -> Floats:
        out = np.zeros_like(self.time_s)
        for lift in self.lifts:
            if lift.side == side:
                out += shape(self.time_s, lift)
        return out

    def _hips_and_trunk(self, ch: dict[str, Floats]) -> None:
        t, rng, f, k, poser = self.time_s, self.rng, self.f, self.k, self.poser
        up = {side: self._profile(side) for side in ("left", "right")}
        whole = up["left"] + up["right"]
        lifted = np.zeros_like(t)
        for lift in self.lifts:
            lifted += shape(t, lift) * lift.top_deg
        ch["trunk_lean_deg"] = (
            k.trunk_lean_deg + (2.0 + f.trunk_lean_deg) * whole + sway(t, rng, 0.4)
        )
        ch["lumbar_extension_deg"] = (
            k.lumbar_share * 3 * lifted
            + f.lumbar_arching_deg * whole
            + f.lumbar_constant_deg
            + sway(t, rng, 0.3)
        )
        ch["thoracic_extension_deg"] = f.rib_flare_deg * whole + sway(t, rng, 0.3)
        turn = 2.0 + f.pelvis_rotation_deg
        ch["pelvis_obliquity_deg"] = turn * (up["left"] - up["right"])
        ch["pelvis_yaw_deg"] = 0.5 * f.pelvis_rotation_deg * (up["left"] - up["right"])
        ch["neck_extension_deg"] = (
            0.6 * (ch["trunk_lean_deg"] - 3) + f.head_position_deg + sway(t, rng, 0.7)
        )
        weight = on_support(t, self.lifts, "right") - on_support(t, self.lifts, "left")
        ch["hip_x_m"] = 0.55 * poser.half_hip_m * weight + sway(t, rng, 0.002)
        ch["hip_z_m"] = (
            0.02
            + sway(t, rng, 0.002)
            - 0.12 * np.sin(np.radians(f.trunk_lean_deg)) * poser.leg_m * whole
        )
        hip_z = (poser.rest["upperleg01.L"] - poser.mid_hip)[2] + ch["hip_z_m"]
        # the foot of the stance leg is under its hip, or a little inside of it
        aside = poser.half_hip_m * 0.62 * np.abs(weight)
        standing = self.soles["left"].ankle_height_m + np.sqrt(
            (poser.leg_m * STILL_REACH) ** 2 - hip_z**2 - aside**2
        )
        # the pelvis turns about the stance hip, so raising the working hip raises the middle
        rise = poser.half_hip_m * np.sin(np.radians(np.abs(ch["pelvis_obliquity_deg"])))
        ch["hip_y_m"] = standing + rise

    def _leg(self, ch: dict[str, Floats], side: str, letter: str, sign: float) -> None:
        t, f, poser, sole = self.time_s, self.f, self.poser, self.soles[side]
        offset = poser.pelvis_turn(ch) @ (poser.rest[f"upperleg01.{letter}"] - poser.mid_hip)
        hip = np.stack([ch["hip_x_m"], ch["hip_y_m"], ch["hip_z_m"]], axis=1) + offset
        planted = self._planted(hip, sole, sign)
        thigh, out = -planted.sagittal_deg, sign * planted.frontal_deg
        turn, knee = sign * planted.axial_deg, planted.hinge_deg.copy()
        top_knee = self.k.knee_flexion_deg
        if top_knee is None:
            top_knee = 88.0 if self.k.style == "bent" else 7.0
        up = np.zeros_like(t)
        base_thigh = float(thigh[0])
        for lift in (lift for lift in self.lifts if lift.side == side):
            rise = shape(t, lift)
            wind = 12 * f.momentum * bump(t, lift.start_s - 0.28, lift.start_s + 0.12)
            thigh += rise * (base_thigh - lift.top_deg - thigh) + wind
            aim = -f.knee_hyperextension_deg or top_knee + f.knee_angle_drift_deg
            knee += rise * (aim - knee) + 1.2 * wind
            # on the way the knee gives a little, so that the foot clears the floor
            knee += 5 * (
                bump(t, lift.start_s, lift.top_s + 0.1) + bump(t, lift.leave_s - 0.1, lift.end_s)
            )
            out += rise * (1.0 + f.leg_off_line_deg - out)
            turn += rise * (4.0 + 0.4 * f.leg_off_line_deg - turn)
            up += rise + wind / 30
        ch[f"{side}_thigh_forward_deg"], ch[f"{side}_thigh_out_deg"] = thigh, out
        ch[f"{side}_thigh_turn_deg"], ch[f"{side}_knee_flexion_deg"] = turn, knee
        loose = np.clip(up * 3, 0, 1)
        loose = loose**2 * (3 - 2 * loose)
        shank = knee - thigh
        ankle_y = ankle_height_m(poser, hip, thigh, shank, out)
        ch[f"{side}_foot_pitch_deg"] = clear_floor(ankle_y, sole, loose * (shank + 4), up)
        ch[f"{side}_foot_out_deg"] = np.full_like(t, FOOT_OUT_DEG)
        ch[f"{side}_foot_roll_deg"] = loose * out

    def _planted(self, hip: Floats, sole: Sole, sign: float) -> Reach:
        """Return the leg that stands with its foot where it always is."""
        poser, count = self.poser, len(self.time_s)
        turn_rad = np.radians(FOOT_OUT_DEG)
        ball = np.array(
            [
                sign * (poser.half_hip_m * 0.95 + np.sin(turn_rad) * sole.ball_m[2]),
                0.0,
                np.cos(turn_rad) * sole.ball_m[2],
            ]
        )
        flat = np.zeros(count)
        ankle = ankle_from_ball(np.tile(ball, (count, 1)), sole, flat, FOOT_OUT_DEG, sign)
        return reach(
            hip,
            ankle,
            poser.thigh_m,
            poser.shank_m,
            hinge_forward=np.tile([np.sin(np.radians(sign * 4.0)), 0.0, 1.0], (count, 1)),
            swing_rad=0.0,
            hinge_sign=1.0,
        )

    def _arms(self, ch: dict[str, Floats]) -> None:
        t, poser = self.time_s, self.poser
        ones = np.ones_like(t)
        if self.k.support == "hips":
            pelvis = poser.pelvis_turn(ch)
            hips = np.stack([ch["hip_x_m"], ch["hip_y_m"], ch["hip_z_m"]], axis=1)
            for side, _, sign in SIDES:
                place = np.array([sign * poser.half_hip_m * 1.75, 0.11, 0.01])
                towards = np.tile([sign * 1.0, 0.0, -0.55], (len(t), 1))
                hold_hands(poser, ch, side, hips + pelvis @ place, towards, ones)
                ch[f"{side}_wrist_extension_deg"] = 25 * ones
                ch[f"{side}_finger_curl_deg"] = 15 * ones
            return
        still = {name: values[:1] for name, values in ch.items()}
        shoulders = poser.pose_trunk_and_arms(still)
        for side, letter, sign in SIDES:
            shoulder = shoulders.joint(f"upperarm01.{letter}")[0]
            span = poser.arm_m + poser.forearm_m
            self.wrists[side] = shoulder + np.array([0.0, -0.42 * span, 0.74 * span])
            towards = np.tile([sign * 0.6, -1.0, -0.3], (len(t), 1))
            hold_hands(poser, ch, side, np.tile(self.wrists[side], (len(t), 1)), towards, ones)
            ch[f"{side}_forearm_turn_deg"] = -25 * ones
            ch[f"{side}_wrist_extension_deg"] = 8 * ones
            ch[f"{side}_finger_curl_deg"] = 16 * ones
