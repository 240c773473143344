"""Butt kicks on the spot, classic and pull-through, with every fault as a parameter.

Steps follow each other: in step j one leg swings while the other stands. A short flight joins the
steps when the hips travel up and down; its length follows from the travel and gravity. A standing
leg reaches from the hip to the planted foot (so the foot cannot slide); a swinging leg leaves that
solution and comes back to it by a smooth bump, whose top is exactly the wanted peak.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.arms import hands_at_glutes
from benchmarks.human.butt_kick_plan import GRAVITY, plan_steps
from benchmarks.human.feet import Sole, ankle_from_ball, ankle_height_m, clear_floor
from benchmarks.human.legs import Reach, knee_offset_m, reach
from benchmarks.human.posture import SIDES, Motion, Poser, empty_channels
from benchmarks.human.profiles import bump, grid, ramp, smooth, sway
from benchmarks.human.reps import Planned
from benchmarks.human.spec import ClipSpec

Floats = NDArray[np.float64]
FOOT_OUT_DEG = 6.0
STILL_REACH = 0.9968  #: standing still: hip to ankle over leg length (a knee flexed by 9 degrees)
STANDING_HIP_Z_M = 0.02


class ButtKickMotion:
    """Builds the motion of one clip."""

    def __init__(self, spec: ClipSpec, poser: Poser, soles: dict[str, Sole]) -> None:
        """Plan the steps."""
        self.spec, self.poser, self.soles = spec, poser, soles
        self.kicks, self.faults = spec.butt_kicks, spec.butt_kick_faults
        self.rng = np.random.default_rng([spec.seed, 1])
        self.steps = plan_steps(spec, poser, self.rng)
        self.end_s = self.steps[-1].on_s
        self.time_s = grid(self.end_s + self.kicks.still_after_s)
        self.pulled = spec.exercise == "butt-kicks-pull-through"
        t = self.time_s
        first = self.steps[0].off_s
        self.active = ramp(t, first - 0.35, first + 0.35) - ramp(
            t, self.end_s - 0.15, self.end_s + 0.55
        )
        self.support = self._support_bumps()

    def build(self) -> Motion:
        """Return the whole motion on its grid."""
        ch = empty_channels(len(self.time_s))
        self._trunk(ch)
        self._arms(ch)
        self._raise_hand(ch)
        self._hips(ch)
        for side, letter, sign in SIDES:
            self._leg(ch, side, letter, sign)
        hands_at_glutes(self.poser, ch, self.active if self._arm_style() == "behind" else None)
        return Motion(self.time_s, ch)

    def planned(self) -> list[Planned]:
        """Return the reps, for the truth."""
        return [Planned(s.side, s.off_s, s.on_s) for s in self.steps]

    def _arm_style(self) -> str:
        return self.kicks.arm_style

    def _support_bumps(self) -> dict[str, Floats]:
        """Return for each side how far it alone carries the body, 0..1."""
        out = {"left": np.zeros_like(self.time_s), "right": np.zeros_like(self.time_s)}
        for step in self.steps:
            other = "right" if step.side == "left" else "left"
            out[other] += bump(self.time_s, step.off_s, step.on_s)
        return out

    def _phase_rad(self) -> Floats:
        """Return the phase: it rises by pi each step and is 0 (mod 2 pi) at right kicks."""
        tops = np.array([(s.off_s + s.on_s) / 2 for s in self.steps])
        first = 0.0 if self.steps[0].side == "right" else np.pi
        if len(tops) == 1:
            return np.asarray(first + np.pi * (self.time_s - tops[0]) / 0.4)
        before, after = 2 * tops[0] - tops[1], 2 * tops[-1] - tops[-2]
        knots = np.concatenate([[before], tops, [after]])
        phase = first + np.pi * (np.arange(len(knots)) - 1.0)
        return smooth(np.interp(self.time_s, knots, phase), 0.05)

    def _trunk(self, ch: dict[str, Floats]) -> None:
        f, t, rng = self.faults, self.time_s, self.rng
        swing = np.cos(self._phase_rad()) * self.active
        ch["trunk_lean_deg"] = (
            2
            + sway(t, rng, 0.35)
            + (self.kicks.trunk_lean_deg - 2 + f.excessive_forward_lean_deg + sway(t, rng, 0.6))
            * self.active
        )
        ch["lumbar_extension_deg"] = sway(t, rng, 0.3) + f.lumbar_arching_deg * self.active
        ch["thoracic_extension_deg"] = sway(t, rng, 0.3)
        ch["pelvis_yaw_deg"] = sway(t, rng, 0.5) + 2.5 * swing
        ch["trunk_turn_deg"] = -(6.0 + f.trunk_rotation_deg) * swing + sway(t, rng, 0.6)
        ch["trunk_side_deg"] = f.trunk_side_tilt_deg * -swing + sway(t, rng, 0.4)
        drop = 1.5 + f.hip_collapse_deg
        ch["pelvis_obliquity_deg"] = drop * smooth(
            self.support["left"] - self.support["right"], 0.02
        )  # the swinging side sinks
        # the head stays up: it gives back two thirds of the lean
        ch["neck_extension_deg"] = 0.66 * (ch["trunk_lean_deg"] - 3) + sway(t, rng, 0.8)
        ch["head_turn_deg"] = sway(t, rng, 1.5) + 0.7 * (6.0 + f.trunk_rotation_deg) * swing

    def _arms(self, ch: dict[str, Floats]) -> None:
        k, t, rng = self.kicks, self.time_s, self.rng
        hanging = k.arm_style != "pumping"
        drive = 0.0 if hanging else 1 - self.faults.missing_arm_drive
        phase = self._phase_rad() + np.radians(rng.uniform(-12, 12))
        for side, _, sign in SIDES:
            # the left arm comes forward with the right leg's kick
            wave = sign * np.cos(phase) * self.active
            mean = self.active * (-6 * drive + 2)
            elbow = (k.elbow_flexion_deg if not hanging else 14) * (
                1.0 if drive > 0.3 else 0.25 + 0.75 * drive / 0.3
            )
            ch[f"{side}_arm_forward_deg"] = (
                mean
                - 2
                + drive * k.arm_swing_deg / 2 * wave
                + 2.0 * (1 - drive) * wave
                + sway(t, rng, 1.0)
            )
            ch[f"{side}_arm_out_deg"] = 9 + 5 * self.active * drive + sway(t, rng, 0.6)
            ch[f"{side}_arm_turn_deg"] = 14 + sway(t, rng, 1.5)
            ch[f"{side}_elbow_flexion_deg"] = (
                14 + (elbow - 14) * self.active + 9 * drive * wave + sway(t, rng, 1.0)
            )
            ch[f"{side}_forearm_turn_deg"] = np.full_like(t, 25.0)
            ch[f"{side}_finger_curl_deg"] = 14 + 22 * self.active * drive

    def _raise_hand(self, ch: dict[str, Floats]) -> None:
        """Raise the right hand above the head, as a sign to the camera."""
        up = np.zeros_like(self.time_s)
        for from_s, to_s in self.kicks.hand_up_s:
            up += ramp(self.time_s, from_s - 0.5, from_s) - ramp(self.time_s, to_s, to_s + 0.5)
        for name, raised_deg in (("arm_forward_deg", 168.0), ("elbow_flexion_deg", 14.0)):
            ch[f"right_{name}"] = ch[f"right_{name}"] + up * (raised_deg - ch[f"right_{name}"])

    def _hips(self, ch: dict[str, Floats]) -> None:
        """Move the middle of the hips: height with flights, sway, lean from the ankles."""
        t, rng, poser = self.time_s, self.rng, self.poser
        standing = self._standing_m(STILL_REACH)
        # heels are off the floor at landing and push-off: the hips are then a little higher
        springy = self._standing_m(STILL_REACH - 0.002) + 0.010 * poser.leg_m
        height = np.full_like(t, springy)
        speed_before = 0.0
        for step in self.steps:
            leave = step.on_s - step.flight_after_s
            speed_after = GRAVITY * step.flight_after_s / 2
            start = step.off_s if speed_before == 0 else step.off_s + 2 * speed_before / GRAVITY
            u = np.clip((t - start) / (leave - start), 0, 1)
            length = leave - start
            # a cubic with the flights' speeds at its ends: down at landing, up at take-off
            height += length * (-speed_before * u * (1 - u) ** 2 - speed_after * u**2 * (1 - u))
            rise = np.clip(t - leave, 0, step.flight_after_s)
            height += speed_after * rise - GRAVITY / 2 * rise**2
            speed_before = speed_after
        height = standing + (height - standing) * self.active
        ch["hip_y_m"] = smooth(height, 0.012)
        width = self.support["left"] - self.support["right"]
        ch["hip_x_m"] = 0.018 * smooth(width, 0.04) + sway(t, rng, 0.003)
        lean = np.radians(self.faults.excessive_forward_lean_deg) * self.active
        shift = np.sin(lean) * poser.leg_m
        moved = shift if self.faults.lean_from == "ankles" else -0.22 * shift
        ch["hip_z_m"] = (
            STANDING_HIP_Z_M + 0.01 * self.active + moved + sway(t, rng, 0.003) + self._travel()
        )
        if self.faults.lean_from == "ankles":
            ch["hip_y_m"] = ch["hip_y_m"] - poser.leg_m * (1 - np.cos(lean)) * 0.9

    def _standing_m(self, share: float) -> float:
        """Return the hip height at which the legs are stretched to a share of their length."""
        poser, ratio = self.poser, self._width_ratio()
        aside = poser.half_hip_m * (ratio - 1)
        hip_z = (poser.rest["upperleg01.L"] - poser.mid_hip)[2] + STANDING_HIP_Z_M
        reach_m = poser.leg_m * share
        return self.soles["left"].ankle_height_m + float(np.sqrt(reach_m**2 - aside**2 - hip_z**2))

    def _width_ratio(self) -> float:
        """Return the gap of the ankles over the gap of the hips, standing."""
        return self.faults.stance_width_ratio or self.kicks.stance_width

    def _travel(self) -> Floats:
        """Return the way forward of a drill that moves, in metres."""
        total = self.kicks.travel_m_per_step * len(self.steps)
        if total == 0:
            return np.zeros_like(self.time_s)
        first, last = self.steps[0].off_s, self.end_s
        even = np.clip((self.time_s - first) / (last - first), 0, 1)
        return smooth(even, 0.12) * total

    def _balls(self, side: str, sign: float) -> Floats:
        """Return the planted ball of the foot (T, 3): it moves only while the foot swings."""
        f, t = self.faults, self.time_s
        sole = self.soles[side]
        half = self.poser.half_hip_m
        ratio = self._width_ratio()
        turn = np.radians(FOOT_OUT_DEG)
        home_x = sign * (half * ratio + np.sin(turn) * sole.ball_m[2])
        home_z = sole.ball_m[2] * np.cos(turn)
        x, z = np.full_like(t, home_x), np.full_like(t, home_z)
        narrow = 1.0 if f.stance_width_ratio else 0.85
        travel = self._travel()
        own = [s for s in self.steps if s.side == side]
        at_x, at_z = home_x, home_z
        for step in own:
            last = step is own[-1]
            back = travel[int(np.searchsorted(t, min(step.on_s + 0.15, t[-1])))]
            to_x = home_x if last else home_x * narrow + self.rng.normal(0, 0.004)
            to_z = home_z + back if last else 0.055 + back + self.rng.normal(0, 0.008)
            move = ramp(t, step.off_s + 0.05, step.on_s)
            x, z = x + (to_x - at_x) * move, z + (to_z - at_z) * move
            at_x, at_z = to_x, to_z
        return np.stack([x, np.zeros_like(t), z], axis=1)

    def _foot_pitch(self, side: str) -> Floats:
        """Return the pitch (T,) of the planted foot: heel up at landing and push-off, else flat."""
        t, own = self.time_s, [s for s in self.steps if s.side == side]
        contact = max(9.0, self.faults.toe_slam_deg)
        pitch = np.zeros_like(t)
        for index, step in enumerate(own):
            last = index == len(own) - 1
            rise_from = step.off_s - 0.13
            pitch += 20 * (
                ramp(t, rise_from, step.off_s + 0.04) - ramp(t, step.off_s + 0.04, step.on_s - 0.06)
            )
            down = (6.0 if last else contact) if self.faults.toe_slam_deg == 0 else contact
            pitch += down * (
                ramp(t, step.off_s + 0.06, step.on_s - 0.03)
                - ramp(t, step.on_s + 0.01, step.on_s + 0.13)
            )
        return smooth(pitch, 0.01)

    def _leg(self, ch: dict[str, Floats], side: str, letter: str, sign: float) -> None:
        t, f, poser, sole = self.time_s, self.faults, self.poser, self.soles[side]
        pitch = self._foot_pitch(side)
        offset = poser.pelvis_turn(ch) @ (poser.rest[f"upperleg01.{letter}"] - poser.mid_hip)
        hip = np.stack([ch["hip_x_m"], ch["hip_y_m"], ch["hip_z_m"]], axis=1) + offset
        planted = self._planted(hip, pitch, side, sign)
        knee = planted.hinge_deg.copy()
        thigh, out = -planted.sagittal_deg, sign * planted.frontal_deg
        turn = sign * planted.axial_deg
        active = np.zeros_like(t)
        style = self.kicks.thigh_swing_deg
        come_up = (42.0 if self.pulled else 8.0) if style is None else style
        come_up += f.thigh_swing_deg
        for step in (s for s in self.steps if s.side == side):
            top = (0.47 if not self.pulled else 0.43) + 0.2 * f.hard_descent
            kick = bump(t, step.off_s, step.on_s, top)
            # the thigh of a pull-through is highest a little after the heel
            high = bump(t, step.off_s, step.on_s, min(top + (0.12 if self.pulled else 0.0), 0.8))
            knee += kick * (step.peak_knee_flexion_deg - knee)
            thigh += high * (come_up + self.rng.normal(0, 1.5) - thigh)
            inside = f.knee_tracking_inward_deg * 0.6
            out += kick * (-inside - 1.0 - out)
            turn += kick * (3.0 - turn)
            active += kick
        ch[f"{side}_thigh_forward_deg"], ch[f"{side}_thigh_out_deg"] = thigh, out
        ch[f"{side}_thigh_turn_deg"], ch[f"{side}_knee_flexion_deg"] = turn, knee
        shank = knee - thigh  # sagittal pitch of the shank, backwards positive
        loose = np.clip(active * 1.6, 0, 1)
        loose = loose**2 * (3 - 2 * loose)
        swung = pitch + loose * (shank + 18 - pitch)
        ankle_y = ankle_height_m(poser, hip, thigh, shank, out)
        ch[f"{side}_foot_pitch_deg"] = clear_floor(ankle_y, sole, swung, active)
        ch[f"{side}_foot_out_deg"] = np.full_like(t, FOOT_OUT_DEG)
        ch[f"{side}_foot_roll_deg"] = loose * out
        ch[f"{side}_toe_extension_deg"] = np.clip(pitch, 0, 30) * (1 - loose)

    def _planted(self, hip: Floats, pitch: Floats, side: str, sign: float) -> Reach:
        """Return the leg that reaches from the hip to the planted foot."""
        poser, f = self.poser, self.faults
        balls = self._balls(side, sign)
        ankle = ankle_from_ball(balls, self.soles[side], pitch, FOOT_OUT_DEG, sign)
        inward = np.radians(f.knee_tracking_inward_deg) * self.support[side] * self.active
        offset = np.maximum(knee_offset_m(hip, ankle, poser.thigh_m, poser.shank_m), 0.02)
        swing = sign * np.arcsin(np.clip(np.tan(inward / 2) * poser.thigh_m / offset, 0, 0.85))
        forward = [np.sin(np.radians(sign * 4.0)), 0.0, 1.0]
        return reach(
            hip,
            ankle,
            poser.thigh_m,
            poser.shank_m,
            hinge_forward=np.tile(forward, (len(self.time_s), 1)),
            swing_rad=smooth(swing, 0.02),
            hinge_sign=1.0,
        )
