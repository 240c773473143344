"""Movements filmed 18 to 60 degrees off the side, from the front and from the rear."""

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.clips.clip import Json, Split
from benchmarks.clips.shots.shot import QUADRUPED, STANDING, Shot

#: Factor on the faults of a split; those of a shot are the ones of "tune".
FAULT_SIZE: dict[Split, float] = {"tune": 1.0, "oblique": 1.05, "fresh": 1.02}
#: How far off the side the cameras stand; below 0 they see more of the back. In turn, every fifth.
YAWS_DEG: dict[Split, tuple[int, ...]] = {
    "tune": (
        18, -25, 33, -40, 47, -54, -20, 28, -36, 44, -50, 58, 25, -31, 38, -46, 52, -60,
    ),
    "oblique": (22, -29, 36, -43, 50, -57, -24, 31, -38, 45, -52, 59, 27, -34, 41, -48),
    "fresh": (21, -26, 32, -37, 42, -49, 55, -23, 30, -35, 40, -46, -58, 28, -33, 39, -44, 24),
}  # fmt: skip
_TWO_OF_EACH: Json = {
    "lift_s": 1.05, "hold_s": 0.3, "lower_s": 1.05, "rest_s": 0.3, "tempo_cv": 0.03,
    "reps_per_side": 2,
}  # fmt: skip
#: The highest frame rate at which kickbacks are rendered: they are long.
_KICKBACK_MAX_FPS = 30


def oblique_shots(split: Split, cameras: Mapping[Split, Sequence[Json]]) -> list[Shot]:
    """Return the shots of the split "oblique", or two thirds of them with other faults for "tune".

    Args:
        split: "tune", "oblique" or "fresh".
        cameras: the cameras of each split, which its clips take in turn.
    """
    size = FAULT_SIZE[split]
    shots = [*_kicks(size), *_kickbacks(QUADRUPED, size), *_kickbacks(STANDING, size)]
    if split == "tune":
        shots = [shot for index, shot in enumerate(shots) if index % 3 != 2]
    yaws, fps = YAWS_DEG[split], [camera["fps"] for camera in cameras[split]]
    for index, shot in enumerate(shots):
        shot.camera["yaw_deg"] = yaws[(index * 5 + index // len(yaws)) % len(yaws)]
        if shot.exercise in (QUADRUPED, STANDING):
            shot.camera["fps"] = min(fps[index % len(fps)], _KICKBACK_MAX_FPS)
    return shots


def _kicks(size: float) -> Iterator[Shot]:
    def shot(name: str, steps_per_min: float = 0.0, **faults: float | str) -> Shot:
        movement: Json = {"steps_per_min": steps_per_min} if steps_per_min else {}
        return Shot(f"butt-{name}", movement=movement, faults=faults)

    for number, cadence in enumerate((100, 118, 134, 150, 166, 178), start=1):
        yield shot(f"clean-{number}", cadence)
    yield shot("heel-low-1", heel_not_to_glutes_deg=38 * size)
    yield shot("heel-low-2", 160, heel_not_to_glutes_deg=34)
    yield shot("heel-far-below", 150, heel_not_to_glutes_deg=58)
    yield shot("heel-borderline", heel_not_to_glutes_deg=19)
    yield shot("heel-left", heel_not_to_glutes_deg=40 * size, heel_not_to_glutes_side="left")
    yield shot("heel-right", heel_not_to_glutes_deg=38, heel_not_to_glutes_side="right")
    yield shot("heel-and-arms", heel_not_to_glutes_deg=46, missing_arm_drive=1)
    yield shot("lean-waist-1", excessive_forward_lean_deg=21 * size)
    yield shot("lean-waist-2", 168, excessive_forward_lean_deg=26)
    yield shot("lean-ankles", excessive_forward_lean_deg=20 * size, lean_from="ankles")
    yield shot("lean-back", excessive_forward_lean_deg=-15 * size)
    yield shot("lean-and-heel", excessive_forward_lean_deg=24, heel_not_to_glutes_deg=42)
    yield shot("lean-and-arms", excessive_forward_lean_deg=28, missing_arm_drive=1)
    yield shot("arms-still", missing_arm_drive=1)
    yield Shot("butt-arms-hang", movement={"arm_style": "hanging"})
    yield shot("arms-still-and-thigh", missing_arm_drive=1, thigh_swing_deg=40)
    yield shot("thigh-1", thigh_swing_deg=36 * size)
    yield shot("thigh-2", 124, thigh_swing_deg=46)
    yield shot("thigh-3", thigh_swing_deg=55)
    yield shot("thigh-lean", thigh_swing_deg=40, excessive_forward_lean_deg=23)
    yield shot("thigh-heel", thigh_swing_deg=38, heel_not_to_glutes_deg=36)
    for number in range(3):
        yield shot(f"descent-{number + 1}", 110 + 18 * number, hard_descent=1)
    for number in range(3):
        yield shot(
            f"toes-{number + 1}",
            128 + 18 * number,
            toe_slam_deg=40 + 5 * number,
            hard_descent=0.8,
        )


def _kickbacks(exercise: str, size: float) -> Iterator[Shot]:
    standing = exercise == STANDING
    usual, unusual = ("straight", "bent") if standing else ("bent", "straight")

    def shot(name: str, style: str, pace: Json | None = None, **faults: float) -> Shot:
        movement = _TWO_OF_EACH | {"style": style} | (pace or {})
        return Shot(f"{exercise.split('-', maxsplit=1)[0]}-{name}", exercise, movement, faults)

    yield shot("clean-1", usual)
    yield shot("clean-2", unusual)
    yield shot("clean-3", usual)
    yield shot("clean-4", unusual, {"lift_s": 0.9, "lower_s": 1.0})
    less_deg = 14 if standing else 28
    yield shot("incomplete-1", usual, incomplete_range_deg=less_deg * size)
    yield shot("incomplete-2", unusual, incomplete_range_deg=less_deg * 1.1)
    yield shot("incomplete-3", usual, incomplete_range_deg=less_deg * 1.2)
    yield shot("momentum-1", usual, momentum=1)
    yield shot("momentum-2", unusual, momentum=1)
    yield shot("momentum-dropped", usual, momentum=1, dropped_return=1)
    yield shot("dropped-1", "straight", dropped_return=1)
    yield shot("dropped-2", unusual, dropped_return=0.9)
    yield shot("high-1", usual, range_too_high_deg=26)
    yield shot("high-2", unusual, range_too_high_deg=22)
    if standing:
        yield shot("lean-1", usual, trunk_lean_deg=20 * size)
        yield shot("lean-2", unusual, trunk_lean_deg=26)
        yield shot("lean-3", usual, trunk_lean_deg=30)
        yield shot("lean-incomplete", usual, trunk_lean_deg=24, incomplete_range_deg=14)
        yield shot("lean-momentum", unusual, trunk_lean_deg=22, momentum=1)
        yield shot("lean-4", unusual, trunk_lean_deg=18 * size)
        yield shot("hyper-1", "straight", knee_hyperextension_deg=13)
        yield shot("drift-1", "straight", knee_angle_drift_deg=40)
    else:
        yield shot("hands-1", usual, misplaced_hands_deg=25)
        yield shot("knees-1", usual, misplaced_knees_deg=25)
        yield shot("head-1", unusual, head_position_deg=40)
        yield shot("drift-1", "bent", knee_angle_drift_deg=42)
