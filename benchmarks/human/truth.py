"""The truth beside a clip: angles measured on the posed bones' joints, never copied from what was
asked for.

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
    """World places (T, 3) in metres of the main joints and surface points."""
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
    """Angle (T,) between vectors (T, 3), 0..180 degrees."""
    cross = np.linalg.norm(np.cross(first, second), axis=-1)
    return np.asarray(np.degrees(np.arctan2(cross, np.sum(first * second, axis=-1))))


def _sagittal_deg(vector: Floats) -> Floats:
    """Inclination (T,) from the upward vertical in the sagittal plane, forward positive."""
    return np.asarray(np.degrees(np.arctan2(vector[:, 2], vector[:, 1])))


def measure(posed: Posed, body: Body, poser: Poser) -> dict[str, Floats]:
    """All angles (T,), in degrees, and the hips' height in leg lengths."""
    at, flat_at = joint_places(posed, body), joint_places(rest_pose(poser), body)
    mid_hip = (at["left_hip"] + at["right_hip"]) / 2
    mid_shoulder = (at["left_shoulder"] + at["right_shoulder"]) / 2
    trunk = mid_shoulder - mid_hip
    out: dict[str, Floats] = {"trunk_inclination_deg": _sagittal_deg(trunk)}
    for side, _, sign in SIDES:
        thigh = at[f"{side}_knee"] - at[f"{side}_hip"]
        shank = at[f"{side}_ankle"] - at[f"{side}_knee"]
        knee = angle_deg(thigh, shank)
        # past straight the angle turns negative: the ankle lies ahead of the thigh's line
        bend = np.cross(thigh, shank)
        knee = np.where((knee < 40) & (bend[:, 0] < 0), -knee, knee)
        forward = np.degrees(np.unwrap(np.arctan2(thigh[:, 2], -thigh[:, 1])))
        horizontal = np.hypot(thigh[:, 0], thigh[:, 2])
        out[f"{side}_knee_flexion_deg"] = knee
        out[f"{side}_hip_flexion_deg"] = forward + out["trunk_inclination_deg"]
        out[f"{side}_thigh_elevation_deg"] = np.degrees(np.arctan2(thigh[:, 1], horizontal))
        out[f"{side}_thigh_inclination_deg"] = forward
        # as seen from the front; says something about a standing leg only
        frontal = np.arctan2(shank[:, 0], -shank[:, 1]) - np.arctan2(thigh[:, 0], -thigh[:, 1])
        out[f"{side}_knee_inward_deg"] = sign * np.degrees(frontal)
        arm = at[f"{side}_elbow"] - at[f"{side}_shoulder"]
        forearm = at[f"{side}_wrist"] - at[f"{side}_elbow"]
        out[f"{side}_elbow_flexion_deg"] = angle_deg(arm, forearm)
        swing = np.degrees(np.unwrap(np.arctan2(arm[:, 2], -arm[:, 1])))
        out[f"{side}_upper_arm_deg"] = swing + out["trunk_inclination_deg"]
        out[f"{side}_upper_arm_inclination_deg"] = swing
        foot, flat = (p[f"{side}_toe"] - p[f"{side}_heel"] for p in (at, flat_at))
        pitch = np.unwrap(np.arctan2(-foot[:, 1], foot[:, 2])) - np.arctan2(-flat[:, 1], flat[:, 2])
        out[f"{side}_foot_pitch_deg"] = np.degrees(pitch)
        heel_gap = np.linalg.norm(at[f"{side}_ankle"] - at[f"{side}_hip"], axis=-1)
        out[f"{side}_heel_gap_th"] = heel_gap / poser.thigh_m
    hips = at["left_hip"] - at["right_hip"]
    shoulders = at["left_shoulder"] - at["right_shoulder"]
    level = np.hypot(hips[:, 0], hips[:, 2])
    out["pelvic_obliquity_deg"] = np.degrees(np.arctan2(hips[:, 1], level))
    out["pelvis_turn_deg"] = np.degrees(np.arctan2(-hips[:, 2], hips[:, 0]))
    out["shoulder_turn_deg"] = np.degrees(np.arctan2(-shoulders[:, 2], shoulders[:, 0]))
    out["shoulder_tilt_deg"] = np.degrees(
        np.arctan2(shoulders[:, 1], np.hypot(shoulders[:, 0], shoulders[:, 2]))
    )
    out["mid_hip_height_ll"] = mid_hip[:, 1] / poser.leg_m
    out.update(_spine(posed, poser))
    ears = (at["left_ear"] + at["right_ear"]) / 2
    head = ears - mid_shoulder
    out["head_to_trunk_deg"] = _sagittal_deg(head) - out["trunk_inclination_deg"]
    return out


def rest_pose(poser: Poser) -> Posed:
    """One frame, upright: the spine as in the rest pose, legs straight, feet flat."""
    return poser.pose(Motion(np.zeros(1), poser.rest_channels()))


def _spine(posed: Posed, poser: Poser) -> dict[str, Floats]:
    """Bends of the spine in the sagittal plane, from joints, against the rest pose."""

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
    """The same angles within -180..180 degrees."""
    return np.asarray((angle_deg + 180) % 360 - 180)


def frames_table(
    times_s: Floats, posed: Posed, body: Body, poser: Poser, camera: Camera
) -> dict[str, Any]:
    """Everything per frame, ready for a JSON file."""
    at = joint_places(posed, body)
    measures = measure(posed, body, poser)
    return {
        "time_s": np.round(times_s, 6).tolist(),
        "measures": {name: np.round(value, 4).tolist() for name, value in measures.items()},
        "joints_px": {n: np.round(camera.project(p), 2).tolist() for n, p in at.items()},
        "joints_m": {name: np.round(place, 4).tolist() for name, place in at.items()},
    }
