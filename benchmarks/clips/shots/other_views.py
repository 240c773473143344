"""Movements in views that cannot show their faults."""

from benchmarks.clips.clip import Json
from benchmarks.clips.shots.shot import ONE_LEG, QUADRUPED, STANDING, TWO_ONE, Shot


def wrong_view_shots() -> list[Shot]:
    """Return movements in views that cannot show their faults."""

    def seen(facing: str, yaw_deg: float) -> Json:
        return {"facing": facing, "yaw_deg": yaw_deg}

    return [
        Shot("kicks-oblique-heel-and-lean", camera=seen("left", 45), tune=True,
             faults={"heel_not_to_glutes_deg": 45, "excessive_forward_lean_deg": 25}),
        Shot("quadruped-front", QUADRUPED, {"style": "bent"}, {"lumbar_arching_deg": 24},
             seen("camera", 6), reps=TWO_ONE, tune=True),
        Shot("standing-oblique", STANDING, {"style": "straight"}, {"trunk_lean_deg": 22},
             seen("right", -46), reps=TWO_ONE, tune=True),
        Shot("kicks-oblique-clean", camera=seen("right", -52), tune=True),
        Shot("quadruped-oblique", QUADRUPED, {"style": "straight"}, {}, seen("left", -44),
             reps=TWO_ONE, tune=True),
        Shot("kicks-front-oblique-knees", camera=seen("camera", 42),
             faults={"knee_tracking_inward_deg": 18, "trunk_rotation_deg": 28}),
        Shot("standing-front", STANDING, {"style": "bent"}, {"momentum": 1}, seen("camera", -7),
             reps=ONE_LEG),
        Shot("kicks-oblique-bounce", movement={"steps_per_min": 112}, camera=seen("left", -38),
             faults={"bouncing_ll": 0.22}),
        Shot("quadruped-rear-oblique", QUADRUPED, {"style": "bent"}, {"leg_off_line_deg": 30},
             seen("away", 47), reps=ONE_LEG),
    ]  # fmt: skip
