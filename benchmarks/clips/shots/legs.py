"""Movements that measure how well the legs are followed; most rules have a fault here as well."""

from benchmarks.clips.clip import Json
from benchmarks.clips.shots.shot import PULL_THROUGH, Shot


def _clean(count: int, slowest: float, fastest: float) -> list[Shot]:
    """Return faultless butt kicks at evenly spread cadences, in steps per minute."""
    step = (fastest - slowest) / max(count - 1, 1)
    return [
        Shot(f"clean-{index + 1}", movement={"steps_per_min": round(slowest + index * step)})
        for index in range(count)
    ]


def side_shots(size: float) -> list[Shot]:
    """Return ordinary butt kicks from the side; ``size`` scales the faults."""
    shots = _clean(8, 96 + 4 * size, 182)

    def fault(name: str, movement: Json | None = None, **faults: float | str) -> None:
        shots.append(Shot(name, movement=movement or {}, faults=faults))

    fault("heel-low", heel_not_to_glutes_deg=38 * size)
    fault("heel-borderline", heel_not_to_glutes_deg=19)
    fault("heel-far-below", {"steps_per_min": 160}, heel_not_to_glutes_deg=60)
    fault("heel-low-one-leg", heel_not_to_glutes_deg=36 * size, heel_not_to_glutes_side="right" if
          size > 1 else "left")  # fmt: skip
    fault("lean-waist", excessive_forward_lean_deg=21 * size)
    fault("lean-waist-fast", {"steps_per_min": 172}, excessive_forward_lean_deg=26)
    fault("lean-ankles", excessive_forward_lean_deg=18 * size, lean_from="ankles")
    fault("lean-back", excessive_forward_lean_deg=-14 * size)
    fault("arms-still", missing_arm_drive=1)
    fault("arms-hang", {"arm_style": "hanging"})
    fault("arms-behind", {"arm_style": "behind"})
    fault("bounce", {"steps_per_min": 126}, bouncing_ll=0.19 * size)
    fault("bounce-slow", {"steps_per_min": 108}, bouncing_ll=0.22)
    fault("rhythm", uneven_rhythm_cv=0.22 * size)
    fault("rhythm-and-heel", {"steps_per_min": 130}, uneven_rhythm_cv=0.22,
          heel_not_to_glutes_deg=40)  # fmt: skip
    fault("asymmetry-right", left_right_asymmetry_deg=28 * size)
    fault("asymmetry-left", left_right_asymmetry_deg=-28 * size)
    fault("thigh-swing", thigh_swing_deg=34 * size)
    fault("hard-descent", hard_descent=1)
    fault("toe-slam", toe_slam_deg=38 * size, hard_descent=0.7)
    fault("arching", lumbar_arching_deg=20 * size)
    fault("arching-and-lean", lumbar_arching_deg=18, excessive_forward_lean_deg=20)
    fault("slow", low_cadence_per_min=72 * size)
    shots.append(Shot("pulled-clean", PULL_THROUGH))
    shots.append(Shot("pulled-thigh-low", PULL_THROUGH, faults={"thigh_swing_deg": -30}))
    return shots


def hard_shots(size: float) -> list[Shot]:
    """Return butt kicks that a camera can barely follow; ``size`` scales the faults."""
    shots = _clean(12, 165, 195)

    def fault(name: str, steps_per_min: float, **faults: float | str) -> None:
        shots.append(Shot(name, movement={"steps_per_min": steps_per_min}, faults=faults))

    fault("heel-low", 168, heel_not_to_glutes_deg=40 * size)
    fault("heel-far-below", 186, heel_not_to_glutes_deg=58)
    fault("lean-waist", 178, excessive_forward_lean_deg=22 * size)
    fault("arms-still", 190, missing_arm_drive=1)
    fault("rhythm", 172, uneven_rhythm_cv=0.22)
    fault("asymmetry-right", 182, left_right_asymmetry_deg=34 * size)
    fault("arching", 166, lumbar_arching_deg=22)
    return shots


def leaning_shots() -> list[Shot]:
    """Return fast butt kicks of people who bend at the waist, in small and often dim pictures."""
    slim_woman = {"gender": "female", "ethnicity": "african", "muscle": 0.0, "weight": -0.5}
    dim = {"brightness": 0.4}

    def shot(
        name: str, steps_per_min: float, lean_deg: float, camera: Json | None = None,
        scene: Json | None = None, body: Json | None = None, **faults: float,
    ) -> Shot:  # fmt: skip
        faults["excessive_forward_lean_deg"] = lean_deg
        return Shot(name, movement={"steps_per_min": steps_per_min}, faults=faults,
                    camera=camera or {}, scene=scene or {}, body=body or {})  # fmt: skip

    wide = {"width": 480, "height": 270}
    noisy, dark = {**wide, "noise": 0.03}, {**wide, "noise": 0.06, "crf": 28}
    return [
        shot("dim-slim", 190, 24, noisy, dim, slim_woman | {"suit": "shorts"}),
        shot("dim-slim-far-side", 186, 22, noisy | {"facing": "left", "vertical_fov_deg": 57}, dim,
             slim_woman | {"height_m": 1.68, "suit": "tights"}),
        shot("bright", 192, 24),
        shot("little", 182, 17, wide),
        shot("far", 188, 30, wide),
        shot("dim", 195, 20, noisy | {"vertical_fov_deg": 57}, dim),
        shot("dim-and-heel", 184, 24, noisy, dim, heel_not_to_glutes_deg=36),
        shot("dim-upright", 190, 0, noisy, dim, slim_woman),
        shot("small-in-the-dark", 190, 24, dark | {"distance_m": 4.0}, {"brightness": 0.3},
             slim_woman | {"suit": "tights"}),
        shot("dark-clothes", 194, 24, dark | {"distance_m": 4.0, "vertical_fov_deg": 57},
             {"brightness": 0.25, "key_share": 0.9}, slim_woman | {
                 "suit": "shorts", "top_rgb": (0.03, 0.03, 0.04),
                 "bottom_rgb": (0.03, 0.03, 0.03), "shoe_rgb": (0.02, 0.02, 0.02)}),
    ]  # fmt: skip


def kickback_shots(exercise: str, size: float) -> list[Shot]:
    """Return kickbacks from the side; ``size`` scales the faults."""
    shots: list[Shot] = []

    def shot(name: str, style: str, more: Json | None = None, **faults: float | str) -> None:
        movement = {"reps_per_side": 2, "style": style, **(more or {})}
        shots.append(Shot(name, exercise, movement, faults))

    standing = exercise == "standing-kickback"
    usual = "straight" if standing else "bent"
    shot("clean-bent", "bent")
    shot("clean-straight", "straight")
    shot("arching", usual, lumbar_arching_deg=20 * size)
    shot("short-and-arching", usual, incomplete_range_deg=12, lumbar_arching_deg=22)
    shot("high-still-back", usual, {"top_deg": 32 if standing else 12, "lumbar_share": 0})
    shot("incomplete", usual, incomplete_range_deg=(14 if standing else 28) * size)
    shot("momentum", usual, momentum=1)
    shot("dropped", "straight", dropped_return=1)
    if standing:
        shot("lean", usual, trunk_lean_deg=20 * size)
    return shots


def other_shots(size: float) -> list[Shot]:
    """Return butt kicks from other views than the side; ``size`` scales the faults."""

    def shot(name: str, facing: str, yaw_deg: float = 0, **faults: float | str) -> Shot:
        return Shot(name, faults=faults, camera={"facing": facing, "yaw_deg": yaw_deg})

    return [
        shot("front-clean", "camera", 4 * size),
        shot("front-knees-in", "camera", -5, knee_tracking_inward_deg=14 * size),
        shot("rear-clean", "away", -4),
        shot("rear-hips-drop", "away", 5 * size, hip_collapse_deg=12 * size),
        shot("oblique", "right" if size > 1 else "left", 42 * size),
    ]
