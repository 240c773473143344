"""Movements that show the faults of kickbacks, from the side and from behind."""

from benchmarks.clips.clip import Json
from benchmarks.clips.shots.shot import (
    BOTH,
    ONE_LEG,
    ONE_THREE,
    QUADRUPED,
    STANDING,
    THREE_ONE,
    TWO_ONE,
    Shot,
    seen_from,
)


def behind_shots() -> list[Shot]:
    """Return kickbacks seen from behind; some have a fault that only the side shows."""
    shots: list[Shot] = []

    def shot(
        name: str, exercise: str, style: str, tune: bool, reps: tuple[int, int], **faults: float
    ) -> None:
        name = f"{exercise.split('-', maxsplit=1)[0]}-{name}"
        camera = seen_from("away", len(shots))
        shots.append(Shot(name, exercise, {"style": style}, faults, camera, reps=reps, tune=tune))

    for exercise, usual, other in ((QUADRUPED, "bent", "straight"), (STANDING, "straight", "bent")):
        shot("clean", exercise, usual, True, BOTH)
        shot("pelvis", exercise, usual, True, BOTH, pelvis_rotation_deg=16)
        shot("off-line", exercise, usual, True, BOTH, leg_off_line_deg=24)
        both = {"pelvis_rotation_deg": 22, "leg_off_line_deg": 18}
        shot("pelvis-and-off-line", exercise, other, True, BOTH, **both)
        shot("pelvis-far", exercise, other, False, ONE_LEG, pelvis_rotation_deg=27)
        shot("off-line-far", exercise, usual, False, ONE_LEG, leg_off_line_deg=33)
        shot("arching", exercise, other, False, ONE_LEG, lumbar_arching_deg=22)
    return shots


def ribs_shots() -> list[Shot]:
    """Return kickbacks from the side whose ribs flare."""
    return [
        Shot("quadruped-flare", QUADRUPED, {"style": "bent"}, {"rib_flare_deg": 17}, reps=TWO_ONE,
             tune=True),
        Shot("standing-flare", STANDING, {"style": "straight"}, {"rib_flare_deg": 17},
             reps=TWO_ONE, tune=True),
        Shot("quadruped-flare-arching-high", QUADRUPED, {"style": "bent"},
             {"range_too_high_deg": 23, "rib_flare_deg": 14, "lumbar_arching_deg": 22},
             reps=TWO_ONE, tune=True),
        Shot("standing-flare-arching-high", STANDING, {"style": "straight"},
             {"range_too_high_deg": 23, "rib_flare_deg": 14, "lumbar_arching_deg": 22},
             reps=TWO_ONE, tune=True),
        Shot("quadruped-flare-hands", QUADRUPED, {"style": "straight"},
             {"rib_flare_deg": 23, "misplaced_hands_deg": 25}, reps=ONE_LEG),
        Shot("standing-flare-hyperextension", STANDING, {"style": "straight"},
             {"rib_flare_deg": 23, "knee_hyperextension_deg": 12}, reps=ONE_LEG),
    ]  # fmt: skip


def paired_fault_shots() -> list[Shot]:
    """Return kickbacks from the side; most combine two faults or three that go together."""
    shots: list[Shot] = []

    def shot(
        name: str, reps: tuple[int, int], more: Json | None = None, tune: bool = False,
        **faults: float,
    ) -> None:  # fmt: skip
        exercise = QUADRUPED if name.startswith("quadruped") else STANDING
        style = "bent" if exercise == QUADRUPED else "straight"
        movement = {"style": style, **(more or {})}
        shots.append(Shot(name, exercise, movement, faults, reps=reps, tune=tune))

    flexible = {"lumbar_share": 0}
    on_hips = {"support": "hips"}
    shot("quadruped-dropped-knees-head", ONE_LEG, tune=True, dropped_return=1,
         misplaced_knees_deg=25, head_position_deg=78)  # fmt: skip
    shot("standing-dropped-hyperextension", TWO_ONE, tune=True, dropped_return=1,
         knee_hyperextension_deg=14)  # fmt: skip
    shot("quadruped-high-momentum-head", TWO_ONE, flexible, tune=True, range_too_high_deg=25,
         momentum=1, head_position_deg=-70)  # fmt: skip
    shot("standing-high-lean-hyperextension", ONE_LEG, flexible, tune=True, range_too_high_deg=24,
         trunk_lean_deg=18, knee_hyperextension_deg=15)  # fmt: skip
    shot("quadruped-drift-hands-uneven", THREE_ONE, tune=True, knee_angle_drift_deg=-44,
         misplaced_hands_deg=-24)  # fmt: skip
    shot("standing-drift-lean-uneven", THREE_ONE, tune=True, knee_angle_drift_deg=38,
         trunk_lean_deg=22)  # fmt: skip
    shot("quadruped-incomplete-hands-head", ONE_LEG, tune=True, incomplete_range_deg=27,
         misplaced_hands_deg=23, head_position_deg=74)  # fmt: skip
    shot("standing-incomplete-drift-lean", ONE_LEG, tune=True, incomplete_range_deg=15,
         knee_angle_drift_deg=42, trunk_lean_deg=17)  # fmt: skip
    shot("standing-momentum-hyperextension-uneven", THREE_ONE, tune=True, momentum=1,
         knee_hyperextension_deg=19)  # fmt: skip
    shot("quadruped-dropped-drift-knees-head-uneven", ONE_THREE, dropped_return=0.9,
         knee_angle_drift_deg=36, misplaced_knees_deg=22, head_position_deg=75)  # fmt: skip
    shot("quadruped-one-leg", (4, 0))
    shot("standing-one-leg", (4, 0), on_hips)
    shot("quadruped-high-head", ONE_LEG, flexible, range_too_high_deg=22, head_position_deg=84)
    shot("standing-high-momentum", ONE_LEG, flexible, range_too_high_deg=21, momentum=1)
    shot("quadruped-drift-knees-incomplete", ONE_LEG, knee_angle_drift_deg=38,
         misplaced_knees_deg=-24, incomplete_range_deg=22)  # fmt: skip
    shot("standing-hyperextension-lean", ONE_LEG, on_hips, knee_hyperextension_deg=13,
         trunk_lean_deg=20)  # fmt: skip
    shot("quadruped-momentum-hands-head", ONE_LEG, momentum=0.95, misplaced_hands_deg=26,
         head_position_deg=-76)  # fmt: skip
    shot("standing-dropped-incomplete-hyperextension-uneven", ONE_THREE, dropped_return=0.95,
         incomplete_range_deg=12, knee_hyperextension_deg=11)  # fmt: skip
    shot("quadruped-uneven-range", BOTH, {"top_deg": 11}, uneven_sides_deg=23)
    shot("standing-drift-arching-lean", ONE_LEG, knee_angle_drift_deg=35, lumbar_arching_deg=24,
         trunk_lean_deg=16)  # fmt: skip
    shot("standing-uneven-range-hyperextension", BOTH, {"top_deg": 30}, uneven_sides_deg=15,
         knee_hyperextension_deg=17)  # fmt: skip
    shot("quadruped-incomplete-head", ONE_LEG, incomplete_range_deg=25, head_position_deg=76)
    return shots
