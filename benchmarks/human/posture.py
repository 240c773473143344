"""A posture over time: the angles that a movement sets, and how they turn the bones.

The channels of a ``Motion`` are arrays (T,). Thighs and feet are given in the frame of the world,
upper arms in that of the thorax, so that a movement can hold a thigh vertical whatever the trunk
does.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from benchmarks.human.body import BONE_INDEX, Skeleton
from benchmarks.human.rotations import (
    about_axis,
    about_x,
    about_y,
    about_z,
    frame_from,
    limb,
    twist_rad,
    unit,
)

Floats = NDArray[np.float64]
SIDES = (("left", "L", 1.0), ("right", "R", -1.0))

TRUNK_CHANNELS = (
    "hip_x_m",
    "hip_y_m",
    "hip_z_m",  # middle of the hip joints
    "trunk_lean_deg",  # shoulder midpoint over hip midpoint, forward positive
    "pelvis_yaw_deg",
    "pelvis_obliquity_deg",  # obliquity: left hip up positive
    "lumbar_extension_deg",
    "thoracic_extension_deg",
    "trunk_turn_deg",
    "trunk_side_deg",  # thorax against pelvis: left turn, tilt to the right
    "neck_extension_deg",
    "head_turn_deg",
)
LIMB_CHANNELS = (
    "thigh_forward_deg",
    "thigh_out_deg",
    "thigh_turn_deg",  # of the world; out: away from midline
    "knee_flexion_deg",
    "foot_pitch_deg",
    "foot_out_deg",
    "foot_roll_deg",  # of the world; toes down positive
    "toe_extension_deg",
    "arm_forward_deg",
    "arm_out_deg",
    "arm_turn_deg",  # of the thorax; turn: inwards positive
    "elbow_flexion_deg",
    "forearm_turn_deg",
    "wrist_extension_deg",
    "finger_curl_deg",
)
#: Where the person's own frame is in the room: its turn about the vertical, to the left positive.
ROOM_CHANNELS = ("room_yaw_deg", "room_x_m", "room_z_m")
CHANNELS = (
    TRUNK_CHANNELS
    + tuple(f"{side}_{c}" for side, _, _ in SIDES for c in LIMB_CHANNELS)
    + ROOM_CHANNELS
)


@dataclass(frozen=True, slots=True)
class Motion:
    """Channels (T,) sampled at ``time_s`` (T,)."""

    time_s: Floats
    channels: dict[str, Floats]

    def at(self, time_s: Floats) -> Motion:
        """Return the movement at other times, cubic between samples."""
        table = np.stack([self.channels[name] for name in CHANNELS], axis=1)
        values = CubicSpline(self.time_s, table)(np.clip(time_s, self.time_s[0], self.time_s[-1]))
        return Motion(time_s, {name: values[:, i] for i, name in enumerate(CHANNELS)})


@dataclass(frozen=True, slots=True)
class Posed:
    """Posed bones: global turns from rest (T, B, 3, 3), heads and tails (T, B, 3) in metres."""

    turns: Floats
    heads_m: Floats
    tails_m: Floats

    def joint(self, bone: str) -> Floats:
        """Return the head of a bone (T, 3)."""
        return np.asarray(self.heads_m[:, BONE_INDEX[bone]])

    def turn(self, bone: str) -> Floats:
        """Return the global turn of a bone from its rest (T, 3, 3)."""
        return np.asarray(self.turns[:, BONE_INDEX[bone]])


def empty_channels(count: int) -> dict[str, Floats]:
    """Return all channels, at zero."""
    return {name: np.zeros(count) for name in CHANNELS}


class Poser:
    """Turns a ``Motion`` into posed bones of one skeleton."""

    def __init__(self, skeleton: Skeleton) -> None:
        """Work out the rest frames of the limbs, once."""
        self.skeleton = skeleton
        rest = skeleton.heads_m
        self.rest = {name: rest[index] for name, index in BONE_INDEX.items()}
        self.mid_hip = (self.rest["upperleg01.L"] + self.rest["upperleg01.R"]) / 2
        left = np.array([1.0, 0.0, 0.0])
        self._frames: dict[str, Floats] = {}
        for letter in ("L", "R"):
            hip, knee, ankle = (
                self.rest[f"{b}.{letter}"] for b in ("upperleg01", "lowerleg01", "foot")
            )
            self._frames[f"thigh.{letter}"] = frame_from(hip - knee, left)
            self._frames[f"shank.{letter}"] = frame_from(knee - ankle, left)
            shoulder, elbow, wrist = (
                self.rest[f"{b}.{letter}"] for b in ("upperarm01", "lowerarm01", "wrist")
            )
            hinge = -unit(np.cross(elbow - shoulder, wrist - elbow))
            self._frames[f"arm.{letter}"] = frame_from(shoulder - elbow, hinge)
            self._frames[f"forearm.{letter}"] = frame_from(elbow - wrist, hinge)
        self.thigh_m = float(np.linalg.norm(self.rest["upperleg01.L"] - self.rest["lowerleg01.L"]))
        self.shank_m = float(np.linalg.norm(self.rest["lowerleg01.L"] - self.rest["foot.L"]))
        self.arm_m = float(np.linalg.norm(self.rest["upperarm01.L"] - self.rest["lowerarm01.L"]))
        self.forearm_m = float(np.linalg.norm(self.rest["lowerarm01.L"] - self.rest["wrist.L"]))
        self.half_hip_m = float(self.rest["upperleg01.L"][0])
        shoulders = (self.rest["upperarm01.L"] + self.rest["upperarm01.R"]) / 2 - self.mid_hip
        self.rest_trunk_deg = float(np.degrees(np.arctan2(shoulders[2], shoulders[1])))

    @property
    def leg_m(self) -> float:
        """Leg length: thigh and shank, between joint centres."""
        return self.thigh_m + self.shank_m

    def pose(self, motion: Motion) -> Posed:
        """Return the posed bones at the times of a motion."""
        ch = motion.channels
        turns = self._trunk_turns(ch)
        for side, letter, sign in SIDES:
            self._leg_turns(ch, turns, side, letter, sign)
            self._arm_turns(ch, turns, side, letter, sign)
        return self._chain(ch, turns)

    def rest_channels(self) -> dict[str, Floats]:
        """Return the channels (1,) of the upright body with its spine as in the rest pose."""
        ch = empty_channels(1)
        ch["trunk_lean_deg"] = np.array([self.rest_trunk_deg])
        return ch

    def pose_trunk_and_arms(self, ch: dict[str, Floats]) -> Posed:
        """Return posed bones from the channels so far; the legs do not matter yet."""
        return self.pose(Motion(np.zeros(len(ch["hip_x_m"])), ch))

    def pelvis_turn(self, ch: dict[str, Floats]) -> Floats:
        """Return the turn of the pelvis (T, 3, 3) that gives the wanted trunk lean."""
        return np.asarray(self._trunk_turns(ch)["root"])

    def _trunk_turns(self, ch: dict[str, Floats]) -> dict[str, Floats]:
        """Return the global turns of the trunk bones; the pelvis tilts for the wanted lean."""
        tilt = ch["trunk_lean_deg"] - self.rest_trunk_deg
        for _ in range(3):  # the bends of the spine move the shoulders, so correct and look again
            turns = self._trunk_for_tilt(ch, tilt)
            shoulders = self._shoulder_mid(turns)
            lean = np.degrees(np.arctan2(shoulders[:, 2], shoulders[:, 1]))
            tilt = tilt + (ch["trunk_lean_deg"] - lean)
        return self._trunk_for_tilt(ch, tilt)

    def _trunk_for_tilt(self, ch: dict[str, Floats], tilt: Floats) -> dict[str, Floats]:
        roll = ch["pelvis_obliquity_deg"]
        turn = about_y(ch["pelvis_yaw_deg"]) @ about_z(roll) @ about_x(tilt)
        turns = {"root": turn}
        lumbar = about_x(-ch["lumbar_extension_deg"] / 3)
        # the spine undoes the roll of the pelvis: upright it bends aside, on all fours it twists
        lean = np.radians(ch["trunk_lean_deg"])
        side = about_z(-(ch["trunk_side_deg"] + roll * np.cos(lean)) / 5)
        twist = about_y((ch["trunk_turn_deg"] - roll * np.sin(lean)) / 5)
        bend = about_x(-ch["thoracic_extension_deg"] / 2)
        for name in ("spine05", "spine04", "spine03"):
            turn = turn @ lumbar @ side @ twist
            turns[name] = turn
        for name in ("spine02", "spine01"):
            turn = turn @ bend @ side @ twist
            turns[name] = turn
        nod, look = about_x(-ch["neck_extension_deg"] / 4), about_y(ch["head_turn_deg"] / 4)
        for name in ("neck01", "neck02", "neck03", "head"):
            turn = turn @ nod @ look
            turns[name] = turn
        return turns

    def _shoulder_mid(self, turns: dict[str, Floats]) -> Floats:
        """Return the shoulder midpoint from the hip midpoint (T, 3), by the trunk alone."""
        chain = ("root", "spine05", "spine04", "spine03", "spine02", "spine01")
        at = np.zeros(3) + turns["root"] @ (self.rest["spine05"] - self.mid_hip)
        for lower, upper in pairwise(chain[1:]):
            at = at + turns[lower] @ (self.rest[upper] - self.rest[lower])
        middle = (self.rest["upperarm01.L"] + self.rest["upperarm01.R"]) / 2
        return np.asarray(at + turns["spine01"] @ (middle - self.rest["spine01"]))

    def _leg_turns(
        self, ch: dict[str, Floats], turns: dict[str, Floats], side: str, letter: str, sign: float
    ) -> None:
        thigh = limb(
            -ch[f"{side}_thigh_forward_deg"],
            sign * ch[f"{side}_thigh_out_deg"],
            sign * ch[f"{side}_thigh_turn_deg"],
        )
        shank = thigh @ about_x(ch[f"{side}_knee_flexion_deg"])
        turns[f"upperleg01.{letter}"] = thigh @ self._frames[f"thigh.{letter}"].T
        turns[f"lowerleg01.{letter}"] = shank @ self._frames[f"shank.{letter}"].T
        foot = (
            about_y(sign * ch[f"{side}_foot_out_deg"])
            @ about_x(ch[f"{side}_foot_pitch_deg"])
            @ about_z(sign * ch[f"{side}_foot_roll_deg"])
        )
        turns[f"foot.{letter}"] = foot
        toes = foot @ about_x(-ch[f"{side}_toe_extension_deg"])
        for toe in range(1, 6):
            turns[f"toe{toe}-1.{letter}"] = toes

    def _arm_turns(
        self, ch: dict[str, Floats], turns: dict[str, Floats], side: str, letter: str, sign: float
    ) -> None:
        thorax = turns["spine01"]
        arm = thorax @ limb(
            -ch[f"{side}_arm_forward_deg"],
            sign * ch[f"{side}_arm_out_deg"],
            -sign * ch[f"{side}_arm_turn_deg"],
        )
        forearm = arm @ about_x(-ch[f"{side}_elbow_flexion_deg"])
        upper = arm @ self._frames[f"arm.{letter}"].T
        # Only half of the twist is in the first bone of the upper arm: the shoulder is not wrung.
        axis = self._frames[f"arm.{letter}"][:, 1]
        local = thorax.transpose(0, 2, 1) @ upper
        turns[f"upperarm01.{letter}"] = upper @ about_axis(axis, -twist_rad(local, axis) / 2)
        turns[f"upperarm02.{letter}"] = upper
        raised = np.hypot(ch[f"{side}_arm_out_deg"], ch[f"{side}_arm_forward_deg"]) - 45
        turns[f"clavicle.{letter}"] = thorax @ about_z(sign * raised * 0.12)
        lower = forearm @ self._frames[f"forearm.{letter}"].T
        axis = self._frames[f"forearm.{letter}"][:, 1]
        turn = np.radians(sign * ch[f"{side}_forearm_turn_deg"])
        turns[f"lowerarm01.{letter}"] = lower @ about_axis(axis, turn / 3)
        hand = lower @ about_axis(axis, turn)
        turns[f"lowerarm02.{letter}"] = hand
        across = self._hand_axis(letter)
        wrist = hand @ about_axis(across, -np.radians(ch[f"{side}_wrist_extension_deg"]))
        turns[f"wrist.{letter}"] = wrist
        curl = np.radians(ch[f"{side}_finger_curl_deg"])
        for finger in range(2, 6):
            for joint in (1, 2):
                turns[f"finger{finger}-{joint}.{letter}"] = wrist @ about_axis(across, curl * joint)

    def _hand_axis(self, letter: str) -> Floats:
        """Return the axis across the knuckles; a positive turn about it closes the hand."""
        return unit(self.rest[f"finger2-1.{letter}"] - self.rest[f"finger5-1.{letter}"]) * (
            -1.0 if letter == "L" else 1.0
        )

    def _chain(self, ch: dict[str, Floats], turns: dict[str, Floats]) -> Posed:
        count = len(ch["hip_x_m"])
        names, rest = self.skeleton.names, self.skeleton.heads_m
        all_turns = np.stack([turns[name] for name in names], axis=1)
        heads = np.zeros((count, len(names), 3))
        hips = np.stack([ch["hip_x_m"], ch["hip_y_m"], ch["hip_z_m"]], axis=1)
        for index, parent in enumerate(self.skeleton.parents):
            if parent < 0:
                heads[:, index] = hips + all_turns[:, index] @ (rest[index] - self.mid_hip)
            else:
                step = rest[index] - rest[parent]
                heads[:, index] = heads[:, parent] + all_turns[:, parent] @ step
        reach = self.skeleton.tails_m - rest
        tails = heads + np.einsum("tbij,bj->tbi", all_turns, reach)
        return Posed(all_turns, heads, tails)


def skin_points(posed: Posed, skeleton: Skeleton, points_m: Floats, weights: Floats) -> Floats:
    """Return the places (T, N, 3) of points (N, 3): linear blend skinning with weights (N, B)."""
    out = np.zeros((len(posed.turns), len(points_m), 3))
    for bone in np.flatnonzero(weights.max(axis=0) > 0):
        used = weights[:, bone] > 0
        moved = (points_m[used] - skeleton.heads_m[bone]) @ posed.turns[:, bone].transpose(0, 2, 1)
        out[:, used] += weights[used, bone, None] * (moved + posed.heads_m[:, bone, None])
    return out


__all__ = ["CHANNELS", "SIDES", "Motion", "Posed", "Poser", "empty_channels", "skin_points"]
