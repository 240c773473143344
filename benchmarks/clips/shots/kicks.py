"""Movements that show the faults of butt kicks, from the side, the front and behind."""

from benchmarks.clips.clip import Json
from benchmarks.clips.shots.shot import PULL_THROUGH, Shot, seen_from


def toes_shots() -> list[Shot]:
    """Return butt kicks from the side that land on the toes."""
    return [
        Shot("toe-slam", movement={"steps_per_min": 152}, faults={"toe_slam_deg": 40}, tune=True,
             level="moving"),
        Shot("toe-slam-far", movement={"steps_per_min": 166}, faults={"toe_slam_deg": 50},
             tune=True, level="moving"),
        Shot("toe-slam-and-dropped", movement={"steps_per_min": 132},
             faults={"toe_slam_deg": 46, "hard_descent": 0.75}, tune=True, level="moving"),
        Shot("toe-slam-and-arms", movement={"steps_per_min": 158},
             faults={"toe_slam_deg": 44, "missing_arm_drive": 1}, level="moving"),
        Shot("toe-slam-and-thigh", movement={"steps_per_min": 154},
             faults={"toe_slam_deg": 42, "thigh_swing_deg": 42}, level="moving"),
        Shot("toe-slam-and-lean", movement={"steps_per_min": 172},
             faults={"toe_slam_deg": 54, "excessive_forward_lean_deg": 24}, level="moving"),
    ]  # fmt: skip


def front_shots() -> list[Shot]:
    """Return butt kicks from the front and from behind."""
    shots: list[Shot] = []

    def shot(facing: str, name: str, tune: bool = False, **faults: float) -> None:
        where = "front" if facing == "camera" else "rear"
        camera = seen_from(facing, len(shots))
        shots.append(Shot(f"{where}-{name}", faults=faults, camera=camera, tune=tune))

    front, rear = "camera", "away"
    shot(front, "knees-and-hips", True, knee_tracking_inward_deg=15, hip_collapse_deg=19)
    shot(front, "twist", True, trunk_rotation_deg=22)
    shot(rear, "hips", True, hip_collapse_deg=11)
    shot(front, "knees-and-wide", True, knee_tracking_inward_deg=18, stance_width_ratio=2.3)
    shot(front, "sway-and-narrow", True, trunk_side_tilt_deg=10, stance_width_ratio=0.45)
    shot(rear, "hips-and-heel", True, hip_collapse_deg=15, heel_not_to_glutes_deg=40)
    shot(front, "wide-and-twist", True, stance_width_ratio=2.6, trunk_rotation_deg=30)
    shot(rear, "knees-and-twist", False, knee_tracking_inward_deg=16, trunk_rotation_deg=24)
    shot(front, "knees-and-twist", False, knee_tracking_inward_deg=13, trunk_rotation_deg=24)
    shot(front, "hips-and-wide", False, hip_collapse_deg=20, stance_width_ratio=2.1)
    shot(front, "sway-and-twist", False, trunk_side_tilt_deg=8, trunk_rotation_deg=15)
    shot(front, "knees-and-narrow", False, knee_tracking_inward_deg=14, stance_width_ratio=0.5)
    shot(rear, "hips-far", False, hip_collapse_deg=20)
    shot(front, "twist-and-narrow", False, trunk_rotation_deg=18, stance_width_ratio=0.55)
    shot(front, "knees", False, knee_tracking_inward_deg=21)
    shot(front, "clean", False)
    return shots


def more_side_shots() -> list[Shot]:
    """Return more butt kicks from the side: faults in pairs, the moving drill, pull-through."""
    shots: list[Shot] = []

    def shot(
        name: str, steps_per_min: float = 0, tune: bool = False, level: str = "",
        exercise: str = "butt-kicks", travel_m: float = 0.0, arm_style: str = "", **faults: float,
    ) -> None:  # fmt: skip
        movement: Json = {}
        if steps_per_min:
            movement["steps_per_min"] = steps_per_min
        if travel_m:
            movement["travel_m_per_step"] = travel_m
        if arm_style:
            movement["arm_style"] = arm_style
        shots.append(Shot(name, exercise, movement, faults, level=level, tune=tune))

    shot("pulled-moving", 118, True, level="moving", exercise=PULL_THROUGH, travel_m=0.17)
    shot("pulled-thigh-low", 126, True, exercise=PULL_THROUGH, thigh_swing_deg=-35)
    shot("arching-and-slow", tune=True, lumbar_arching_deg=24, low_cadence_per_min=66)
    shot("bounce-and-arms", 122, True, bouncing_ll=0.2, missing_arm_drive=1)
    shot("thigh-and-rhythm", 136, True, thigh_swing_deg=44, uneven_rhythm_cv=0.24)
    shot("dropped", 146, True, hard_descent=1)
    shot("moving", 124, True, level="moving", travel_m=0.16)
    shot("pulled-thigh-low-and-heel", 132, True, exercise=PULL_THROUGH, thigh_swing_deg=-32,
         heel_not_to_glutes_deg=40)  # fmt: skip
    shot("thigh-and-slow", tune=True, thigh_swing_deg=38, low_cadence_per_min=74)
    shot("moving-rhythm-and-arms", 138, level="moving", travel_m=0.2, uneven_rhythm_cv=0.25,
         missing_arm_drive=1)  # fmt: skip
    shot("moving-bounce", 116, level="moving", travel_m=0.13, bouncing_ll=0.21)
    shot("pulled-moving-arms", 128, level="moving", exercise=PULL_THROUGH, travel_m=0.22,
         missing_arm_drive=1)  # fmt: skip
    shot("pulled-moving-bounce", 114, level="moving", exercise=PULL_THROUGH, travel_m=0.15,
         bouncing_ll=0.22)  # fmt: skip
    shot("pulled-thigh-low-fast", 158, exercise=PULL_THROUGH, thigh_swing_deg=-40)
    shot("pulled-thigh-low-and-lean", 134, exercise=PULL_THROUGH, thigh_swing_deg=-31,
         excessive_forward_lean_deg=23)  # fmt: skip
    shot("pulled-thigh-low-in-place", 120, level="moving", exercise=PULL_THROUGH,
         thigh_swing_deg=-37)  # fmt: skip
    shot("pulled-asymmetry", 142, exercise=PULL_THROUGH, left_right_asymmetry_deg=36)
    shot("pulled-slow-and-rhythm", exercise=PULL_THROUGH, low_cadence_per_min=70,
         uneven_rhythm_cv=0.24)  # fmt: skip
    shot("arching-and-arms", 140, lumbar_arching_deg=27, arm_style="hanging")
    shot("dropped-and-bounce", 120, hard_descent=0.9, bouncing_ll=0.19)
    shot("dropped-and-thigh", 130, hard_descent=1, thigh_swing_deg=48)
    shot("arching-and-rhythm", 134, lumbar_arching_deg=21, uneven_rhythm_cv=0.25)
    shot("slow-and-asymmetry", low_cadence_per_min=70, left_right_asymmetry_deg=34)
    shot("slow-and-thigh", low_cadence_per_min=62, thigh_swing_deg=41)
    shot("asymmetry-and-thigh", 126, left_right_asymmetry_deg=-36, thigh_swing_deg=40)
    shot("rhythm-and-lean", 144, uneven_rhythm_cv=0.23, excessive_forward_lean_deg=22)
    shot("rhythm-and-bounce", 118, uneven_rhythm_cv=0.26, bouncing_ll=0.2)
    return shots
