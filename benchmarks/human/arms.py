"""Arms that hold their hands somewhere: at the glutes, on a wall, on the floor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.legs import reach
from benchmarks.human.posture import SIDES, Poser
from benchmarks.human.rotations import limb_angles_deg

Floats = NDArray[np.float64]


def hold_hands(
    poser: Poser,
    ch: dict[str, Floats],
    side: str,
    wrist_m: Floats,
    elbow_towards: Floats,
    share: Floats,
) -> None:
    """Move an arm's channels towards a place of the wrist (T, 3), by ``share`` (T,) in 0..1."""
    letter = "L" if side == "left" else "R"
    sign = 1.0 if side == "left" else -1.0
    names = ("arm_forward_deg", "arm_out_deg", "arm_turn_deg", "elbow_flexion_deg")
    before = {name: ch[f"{side}_{name}"] for name in names}
    for _ in range(3):  # the collar bone follows the arm and moves the shoulder, so look again
        posed = poser.pose_trunk_and_arms(ch)
        thorax = posed.turn("spine01")
        got = reach(
            posed.joint(f"upperarm01.{letter}"),
            wrist_m,
            poser.arm_m,
            poser.forearm_m,
            hinge_forward=elbow_towards,
            swing_rad=0.0,
            hinge_sign=-1.0,
        )
        sagittal, frontal, axial = limb_angles_deg(thorax.transpose(0, 2, 1) @ got.frame)
        wanted = dict(
            zip(names, (-sagittal, sign * frontal, -sign * axial, got.hinge_deg), strict=True)
        )
        for name in names:
            ch[f"{side}_{name}"] = before[name] + share * (wanted[name] - before[name])


def hands_at_glutes(poser: Poser, ch: dict[str, Floats], share: Floats | None) -> None:
    """Hold the hands behind at the glutes, as a target for the heels."""
    if share is None:
        return
    pelvis = poser.pelvis_turn(ch)
    hips = np.stack([ch["hip_x_m"], ch["hip_y_m"], ch["hip_z_m"]], axis=1)
    for side, _, sign in SIDES:
        place = np.array([sign * poser.half_hip_m * 1.35, 0.05, -poser.thigh_m * 0.36])
        back_out = pelvis @ np.array([sign * 0.7, 0.0, -1.0])
        hold_hands(poser, ch, side, hips + pelvis @ place, back_out, share)
