"""The truth beside a clip: angles measured on the joints of the posed bones.

Nothing is copied from what was asked for.
A joint's centre is the head of the bone that starts there: upperleg01 the hip, lowerleg01 the
knee, foot the ankle, upperarm01 the shoulder, lowerarm01 the elbow, wrist the wrist. Heels, toes,
ears and the nose are points of the skinned surface. Left and right are the person's own.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.body import BONE_INDEX, Body
from benchmarks.human.camera import Camera
from benchmarks.human.posture import SIDES, Motion, Posed, Poser, skin_points

Floats = NDArray[np.float64]
_JOINTS = {
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
}


def joint_places(posed: Posed, body: Body) -> dict[str, Floats]:
    """Return places (T, 3) of the main joints and surface points in the world, in metres."""
    out: dict[str, Floats] = {}
    for side, letter, _ in SIDES:
        for name, bone in _JOINTS.items():
            out[f"{side}_{name}"] = posed.joint(f"{bone}.{letter}")
    names = list(body.points)
    index = [body.points[name] for name in names]
    surface = skin_points(posed, body.skeleton, body.base_m[index], body.weights[index])
    out.update({name: surface[:, i] for i, name in enumerate(names)})
    return out


def angle_deg(first: Floats, second: Floats) -> Floats:
    """Return the angle (T,) between vectors (T, 3), 0..180 degrees."""
    cross = np.linalg.norm(np.cross(first, second), axis=-1)
    return np.asarray(np.degrees(np.arctan2(cross, np.sum(first * second, axis=-1))))


def _sagittal_deg(vector: Floats) -> Floats:
    """Return (T,) degrees from the upward vertical in the sagittal plane, forward positive."""
    return np.asarray(np.degrees(np.arctan2(vector[:, 2], vector[:, 1])))


def measure(posed: Posed, body: Body, poser: Poser) -> dict[str, Floats]:
    """Return all angles (T,) in degrees, and the height of the hips in leg lengths."""
    at, flat = joint_places(posed, body), joint_places(rest_pose(poser), body)
    mid_hip = (at["left_hip"] + at["right_hip"]) / 2
    mid_shoulder = (at["left_shoulder"] + at["right_shoulder"]) / 2
    trunk_deg = _sagittal_deg(mid_shoulder - mid_hip)
    out: dict[str, Floats] = {"trunk_inclination_deg": trunk_deg}
    for side, _, sign in SIDES:
        out |= _leg(at, side, sign, trunk_deg)
        out |= _arm(at, side, trunk_deg)
        out[f"{side}_foot_pitch_deg"] = _foot_pitch_deg(at, flat, side)
        heel_gap = np.linalg.norm(at[f"{side}_ankle"] - at[f"{side}_hip"], axis=-1)
        out[f"{side}_heel_gap_th"] = heel_gap / poser.thigh_m
    out |= _lines_across(at)
    out["mid_hip_height_ll"] = mid_hip[:, 1] / poser.leg_m
    out |= _spine(posed, poser)
    head = (at["left_ear"] + at["right_ear"]) / 2 - mid_shoulder
    out["head_to_trunk_deg"] = _sagittal_deg(head) - trunk_deg
    return out


def _leg(at: dict[str, Floats], side: str, sign: float, trunk_deg: Floats) -> dict[str, Floats]:
    """Return the angles of thigh and knee of one side."""
    thigh = at[f"{side}_knee"] - at[f"{side}_hip"]
    shank = at[f"{side}_ankle"] - at[f"{side}_knee"]
    knee = angle_deg(thigh, shank)
    # past straight the angle turns negative: the ankle lies ahead of the thigh's line
    bend = np.cross(thigh, shank)
    knee = np.where((knee < 40) & (bend[:, 0] < 0), -knee, knee)
    forward = np.degrees(np.unwrap(np.arctan2(thigh[:, 2], -thigh[:, 1])))
    horizontal = np.hypot(thigh[:, 0], thigh[:, 2])
    # as seen from the front; it means something for a standing leg only
    frontal = np.arctan2(shank[:, 0], -shank[:, 1]) - np.arctan2(thigh[:, 0], -thigh[:, 1])
    return {
        f"{side}_knee_flexion_deg": knee,
        f"{side}_hip_flexion_deg": forward + trunk_deg,
        f"{side}_thigh_elevation_deg": np.degrees(np.arctan2(thigh[:, 1], horizontal)),
        f"{side}_thigh_inclination_deg": forward,
        f"{side}_knee_inward_deg": sign * np.degrees(frontal),
    }


def _arm(at: dict[str, Floats], side: str, trunk_deg: Floats) -> dict[str, Floats]:
    """Return the angles of upper arm and elbow of one side."""
    arm = at[f"{side}_elbow"] - at[f"{side}_shoulder"]
    forearm = at[f"{side}_wrist"] - at[f"{side}_elbow"]
    swing = np.degrees(np.unwrap(np.arctan2(arm[:, 2], -arm[:, 1])))
    return {
        f"{side}_elbow_flexion_deg": angle_deg(arm, forearm),
        f"{side}_upper_arm_deg": swing + trunk_deg,
        f"{side}_upper_arm_inclination_deg": swing,
    }


def _foot_pitch_deg(at: dict[str, Floats], flat: dict[str, Floats], side: str) -> Floats:
    """Return the pitch of a foot against the flat one, toes down positive."""
    now, rest = (places[f"{side}_toe"] - places[f"{side}_heel"] for places in (at, flat))
    pitch = np.unwrap(np.arctan2(-now[:, 1], now[:, 2])) - np.arctan2(-rest[:, 1], rest[:, 2])
    return np.asarray(np.degrees(pitch))


def _lines_across(at: dict[str, Floats]) -> dict[str, Floats]:
    """Return tilt and turn of the lines through the hips and through the shoulders."""
    hips = at["left_hip"] - at["right_hip"]
    shoulders = at["left_shoulder"] - at["right_shoulder"]
    return {
        "pelvic_obliquity_deg": _tilt_deg(hips),
        "pelvis_turn_deg": np.degrees(np.arctan2(-hips[:, 2], hips[:, 0])),
        "shoulder_turn_deg": np.degrees(np.arctan2(-shoulders[:, 2], shoulders[:, 0])),
        "shoulder_tilt_deg": _tilt_deg(shoulders),
    }


def _tilt_deg(line: Floats) -> Floats:
    """Return (T,) degrees from the horizontal of a line (T, 3), its left end higher positive."""
    return np.asarray(np.degrees(np.arctan2(line[:, 1], np.hypot(line[:, 0], line[:, 2]))))


def rest_pose(poser: Poser) -> Posed:
    """Return one frame, upright: the spine as in the rest pose, legs straight, feet flat."""
    return poser.pose(Motion(np.zeros(1), poser.rest_channels()))


def _spine(posed: Posed, poser: Poser) -> dict[str, Floats]:
    """Return the bends of the spine in the sagittal plane against the rest pose, from joints."""

    def bends(p: Posed) -> tuple[Floats, Floats]:
        hips = (p.joint("upperleg01.L") + p.joint("upperleg01.R")) / 2
        across = p.joint("upperleg01.L") - p.joint("upperleg01.R")
        across = across / np.linalg.norm(across, axis=-1, keepdims=True)
        low = p.joint("root") - hips  # rigid with the pelvis, pointing back
        mid = p.tails_m[:, BONE_INDEX["spine03"]] - p.joint("spine03")  # the last lumbar segment
        high = p.tails_m[:, BONE_INDEX["spine01"]] - p.joint("spine01")

        def signed(a: Floats, b: Floats) -> Floats:
            a = a - np.sum(a * across, axis=-1, keepdims=True) * across
            b = b - np.sum(b * across, axis=-1, keepdims=True) * across
            turn = np.sum(np.cross(a, b) * across, axis=-1)
            return np.asarray(np.degrees(np.arctan2(turn, np.sum(a * b, axis=-1))))

        return signed(low, mid), signed(mid, high)

    rest = rest_pose(poser)
    now_low, now_high = bends(posed)
    rest_low, rest_high = bends(rest)
    return {
        "lumbar_extension_deg": _wrapped(rest_low - now_low),
        "thoracic_extension_deg": _wrapped(rest_high - now_high),
    }


def _wrapped(angle_deg: Floats) -> Floats:
    """Return the same angles within -180..180 degrees."""
    return np.asarray((angle_deg + 180) % 360 - 180)


def frames_table(times_s: Floats, posed: Posed, body: Body, poser: Poser) -> dict[str, Any]:
    """Return what is known of each frame in the person's own frame, ready for a JSON file."""
    at = joint_places(posed, body)
    measures = measure(posed, body, poser)
    return {
        "time_s": np.round(times_s, 6).tolist(),
        "measures": {name: np.round(value, 4).tolist() for name, value in measures.items()},
        "joints_m": {name: np.round(place, 4).tolist() for name, place in at.items()},
    }


def seen_table(in_room: Posed, body: Body, camera: Camera) -> dict[str, Any]:
    """Return where the joints are in each picture, ready for a JSON file."""
    at = joint_places(in_room, body)
    return {"joints_px": {n: np.round(camera.project(p), 2).tolist() for n, p in at.items()}}
