"""The movements by which every rule is measured: each fault alone or with others, in every view.

One list a kind of clip, in the order of the file. A shot with ``tune`` is filmed for ``tune`` and
``test``, the others for ``test`` alone, some of both for ``check``; sizes are those of ``test``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

Json = dict[str, Any]
PULLED = "butt-kicks-pull-through"
QUADRUPED, STANDING = "quadruped-kickback", "standing-kickback"


@dataclass(frozen=True, slots=True)
class Shot:
    """A movement to be filmed; who by is decided when the shots are handed out.

    Attributes:
        name: of the clip, without its split and kind.
        exercise: what is done.
        movement: fields of the movement, beside the usual ones.
        faults: fields of the faults.
        camera: what of the camera the shot insists on.
        reps: kickbacks with the near leg (from the front or rear the left one) and the other.
        level: of the exercise at which the clip is judged; empty for its default.
        tune: whether the split ``tune`` has it, too, the faults a little smaller.
        gear: what stands or moves with the person; see `benchmarks.human.spec`.
        loose_top_m: how far a loose shirt hangs off.
    """

    name: str
    exercise: str = "butt-kicks"
    movement: Json = field(default_factory=dict)
    faults: Json = field(default_factory=dict)
    camera: Json = field(default_factory=dict)
    reps: tuple[int, int] | None = None
    level: str = ""
    tune: bool = False
    gear: str = ""
    loose_top_m: float = 0.0


_YAWS_DEG = (4.0, -5.0, 8.0, -2.0, -9.0, 1.0)
_ONE_LEG, _BOTH, _TWO_ONE, _THREE_ONE, _ONE_THREE = (3, 0), (2, 2), (2, 1), (3, 1), (1, 3)


def _seen_from(facing: str, index: int) -> Json:
    return {"facing": facing, "yaw_deg": _YAWS_DEG[index % len(_YAWS_DEG)]}


def behind_shots() -> list[Shot]:
    """Kickbacks seen from behind; a fault that only the side shows is in some."""
    shots: list[Shot] = []

    def shot(
        name: str, exercise: str, style: str, tune: bool, reps: tuple[int, int], **faults: float
    ) -> None:
        name = f"{exercise.split('-', maxsplit=1)[0]}-{name}"
        camera = _seen_from("away", len(shots))
        shots.append(Shot(name, exercise, {"style": style}, faults, camera, reps=reps, tune=tune))

    for exercise, usual, other in ((QUADRUPED, "bent", "straight"), (STANDING, "straight", "bent")):
        shot("clean", exercise, usual, True, _BOTH)
        shot("pelvis", exercise, usual, True, _BOTH, pelvis_rotation_deg=16)
        shot("off-line", exercise, usual, True, _BOTH, leg_off_line_deg=24)
        both = {"pelvis_rotation_deg": 22, "leg_off_line_deg": 18}
        shot("pelvis-and-off-line", exercise, other, True, _BOTH, **both)
        shot("pelvis-far", exercise, other, False, _ONE_LEG, pelvis_rotation_deg=27)
        shot("off-line-far", exercise, usual, False, _ONE_LEG, leg_off_line_deg=33)
        shot("arching", exercise, other, False, _ONE_LEG, lumbar_arching_deg=22)
    return shots


def toes_shots() -> list[Shot]:
    """Butt kicks that land on their toes, seen from the side."""
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


def ribs_shots() -> list[Shot]:
    """Kickbacks from the side with the ribs flaring."""
    return [
        Shot("quadruped-flare", QUADRUPED, {"style": "bent"}, {"rib_flare_deg": 17}, reps=_TWO_ONE,
             tune=True),
        Shot("standing-flare", STANDING, {"style": "straight"}, {"rib_flare_deg": 17},
             reps=_TWO_ONE, tune=True),
        Shot("quadruped-flare-arching-high", QUADRUPED, {"style": "bent"},
             {"range_too_high_deg": 23, "rib_flare_deg": 14, "lumbar_arching_deg": 22},
             reps=_TWO_ONE, tune=True),
        Shot("standing-flare-arching-high", STANDING, {"style": "straight"},
             {"range_too_high_deg": 23, "rib_flare_deg": 14, "lumbar_arching_deg": 22},
             reps=_TWO_ONE, tune=True),
        Shot("quadruped-flare-hands", QUADRUPED, {"style": "straight"},
             {"rib_flare_deg": 23, "misplaced_hands_deg": 25}, reps=_ONE_LEG),
        Shot("standing-flare-hyperextension", STANDING, {"style": "straight"},
             {"rib_flare_deg": 23, "knee_hyperextension_deg": 12}, reps=_ONE_LEG),
    ]  # fmt: skip


def front_shots() -> list[Shot]:
    """Butt kicks from the front and from behind."""
    shots: list[Shot] = []

    def shot(facing: str, name: str, tune: bool = False, **faults: float) -> None:
        where = "front" if facing == "camera" else "rear"
        camera = _seen_from(facing, len(shots))
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


def more_kickbacks() -> list[Shot]:
    """Kickbacks from the side, mostly with two faults at a time that go together."""
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
    shot(
        "quadruped-dropped-knees-head",
        _ONE_LEG,
        tune=True,
        dropped_return=1,
        misplaced_knees_deg=25,
        head_position_deg=78,
    )
    shot(
        "standing-dropped-hyperextension",
        _TWO_ONE,
        tune=True,
        dropped_return=1,
        knee_hyperextension_deg=14,
    )
    shot(
        "quadruped-high-momentum-head",
        _TWO_ONE,
        flexible,
        tune=True,
        range_too_high_deg=25,
        momentum=1,
        head_position_deg=-70,
    )
    shot(
        "standing-high-lean-hyperextension",
        _ONE_LEG,
        flexible,
        tune=True,
        range_too_high_deg=24,
        trunk_lean_deg=18,
        knee_hyperextension_deg=15,
    )
    shot(
        "quadruped-drift-hands-uneven",
        _THREE_ONE,
        tune=True,
        knee_angle_drift_deg=-44,
        misplaced_hands_deg=-24,
    )
    shot(
        "standing-drift-lean-uneven",
        _THREE_ONE,
        tune=True,
        knee_angle_drift_deg=38,
        trunk_lean_deg=22,
    )
    shot(
        "quadruped-incomplete-hands-head",
        _ONE_LEG,
        tune=True,
        incomplete_range_deg=27,
        misplaced_hands_deg=23,
        head_position_deg=74,
    )
    shot(
        "standing-incomplete-drift-lean",
        _ONE_LEG,
        tune=True,
        incomplete_range_deg=15,
        knee_angle_drift_deg=42,
        trunk_lean_deg=17,
    )
    shot(
        "standing-momentum-hyperextension-uneven",
        _THREE_ONE,
        tune=True,
        momentum=1,
        knee_hyperextension_deg=19,
    )
    shot(
        "quadruped-dropped-drift-knees-head-uneven",
        _ONE_THREE,
        dropped_return=0.9,
        knee_angle_drift_deg=36,
        misplaced_knees_deg=22,
        head_position_deg=75,
    )
    shot("quadruped-one-leg", (4, 0))
    shot("standing-one-leg", (4, 0), on_hips)
    shot("quadruped-high-head", _ONE_LEG, flexible, range_too_high_deg=22, head_position_deg=84)
    shot("standing-high-momentum", _ONE_LEG, flexible, range_too_high_deg=21, momentum=1)
    shot(
        "quadruped-drift-knees-incomplete",
        _ONE_LEG,
        knee_angle_drift_deg=38,
        misplaced_knees_deg=-24,
        incomplete_range_deg=22,
    )
    shot(
        "standing-hyperextension-lean",
        _ONE_LEG,
        on_hips,
        knee_hyperextension_deg=13,
        trunk_lean_deg=20,
    )
    shot(
        "quadruped-momentum-hands-head",
        _ONE_LEG,
        momentum=0.95,
        misplaced_hands_deg=26,
        head_position_deg=-76,
    )
    shot(
        "standing-dropped-incomplete-hyperextension-uneven",
        _ONE_THREE,
        dropped_return=0.95,
        incomplete_range_deg=12,
        knee_hyperextension_deg=11,
    )
    shot("quadruped-uneven-range", _BOTH, {"top_deg": 11}, uneven_sides_deg=23)
    shot(
        "standing-drift-arching-lean",
        _ONE_LEG,
        knee_angle_drift_deg=35,
        lumbar_arching_deg=24,
        trunk_lean_deg=16,
    )
    shot(
        "standing-uneven-range-hyperextension",
        _BOTH,
        {"top_deg": 30},
        uneven_sides_deg=15,
        knee_hyperextension_deg=17,
    )
    shot("quadruped-incomplete-head", _ONE_LEG, incomplete_range_deg=25, head_position_deg=76)
    return shots  # fmt: skip


def gear_shots() -> list[Shot]:
    """Loose shirts, a chair, a cable, a band around the ankles, a machine before the leg."""
    shots: list[Shot] = []

    def shot(
        name: str, exercise: str = STANDING, tune: bool = False, *, gear: str = "",
        loose_m: float = 0.0, reps: tuple[int, int] | None = _TWO_ONE, **faults: float,
    ) -> None:  # fmt: skip
        movement: Json = {}
        if exercise == QUADRUPED:
            movement["style"] = "bent"
        elif exercise == STANDING:
            movement["style"] = "straight"
        else:
            reps = None
        new = Shot(name, exercise, movement, faults, reps=reps, tune=tune)
        shots.append(replace(new, gear=gear, loose_top_m=loose_m))

    loose, looser = 0.035, 0.06
    shot("standing-chair-clean", gear="chair")
    shot("standing-chair-arching", tune=True, gear="chair", lumbar_arching_deg=22)
    shot("standing-cable-clean", tune=True, gear="cable")
    shot("standing-cable-lean-momentum", gear="cable", trunk_lean_deg=20, momentum=1)
    shot("standing-band-clean", gear="band")
    shot("standing-band-incomplete", tune=True, gear="band", incomplete_range_deg=14)
    shot("quadruped-band-clean", QUADRUPED, tune=True, gear="band")
    shot("quadruped-band-dropped", QUADRUPED, gear="band", dropped_return=1)
    shot("standing-machine-clean", tune=True, gear="machine")
    shot(
        "standing-machine-arching-high",
        gear="machine",
        lumbar_arching_deg=22,
        range_too_high_deg=22,
    )
    shot("standing-loose-clean", tune=True, loose_m=loose)
    shot("standing-loose-arching", tune=True, loose_m=loose, lumbar_arching_deg=21)
    shot("standing-looser-arching", loose_m=looser, lumbar_arching_deg=25)
    shot("quadruped-loose-clean", QUADRUPED, tune=True, loose_m=loose)
    shot("quadruped-loose-arching", QUADRUPED, tune=True, loose_m=loose, lumbar_arching_deg=21)
    shot("quadruped-looser-arching", QUADRUPED, loose_m=looser, lumbar_arching_deg=25)
    shot("quadruped-looser-high-still-back", QUADRUPED, loose_m=looser, range_too_high_deg=13)
    shot("kicks-loose-clean", "butt-kicks", tune=True, loose_m=loose)
    shot("kicks-loose-arching", "butt-kicks", tune=True, loose_m=loose, lumbar_arching_deg=24)
    shot("kicks-looser-lean", "butt-kicks", loose_m=looser, excessive_forward_lean_deg=22)
    return shots  # fmt: skip


def more_kicks() -> list[Shot]:
    """Butt kicks from the side, what is still missing; the drill that moves; pull-through."""
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

    shot("pulled-moving", 118, True, level="moving", exercise=PULLED, travel_m=0.17)
    shot("pulled-thigh-low", 126, True, exercise=PULLED, thigh_swing_deg=-35)
    shot("arching-and-slow", tune=True, lumbar_arching_deg=24, low_cadence_per_min=66)
    shot("bounce-and-arms", 122, True, bouncing_ll=0.2, missing_arm_drive=1)
    shot("thigh-and-rhythm", 136, True, thigh_swing_deg=44, uneven_rhythm_cv=0.24)
    shot("dropped", 146, True, hard_descent=1)
    shot("moving", 124, True, level="moving", travel_m=0.16)
    shot(
        "pulled-thigh-low-and-heel",
        132,
        True,
        exercise=PULLED,
        thigh_swing_deg=-32,
        heel_not_to_glutes_deg=40,
    )
    shot("thigh-and-slow", tune=True, thigh_swing_deg=38, low_cadence_per_min=74)
    shot(
        "moving-rhythm-and-arms",
        138,
        level="moving",
        travel_m=0.2,
        uneven_rhythm_cv=0.25,
        missing_arm_drive=1,
    )
    shot("moving-bounce", 116, level="moving", travel_m=0.13, bouncing_ll=0.21)
    shot(
        "pulled-moving-arms",
        128,
        level="moving",
        exercise=PULLED,
        travel_m=0.22,
        missing_arm_drive=1,
    )
    shot(
        "pulled-moving-bounce",
        114,
        level="moving",
        exercise=PULLED,
        travel_m=0.15,
        bouncing_ll=0.22,
    )
    shot("pulled-thigh-low-fast", 158, exercise=PULLED, thigh_swing_deg=-40)
    shot(
        "pulled-thigh-low-and-lean",
        134,
        exercise=PULLED,
        thigh_swing_deg=-31,
        excessive_forward_lean_deg=23,
    )
    shot("pulled-thigh-low-in-place", 120, level="moving", exercise=PULLED, thigh_swing_deg=-37)
    shot("pulled-asymmetry", 142, exercise=PULLED, left_right_asymmetry_deg=36)
    shot("pulled-slow-and-rhythm", exercise=PULLED, low_cadence_per_min=70, uneven_rhythm_cv=0.24)
    shot("arching-and-arms", 140, lumbar_arching_deg=27, arm_style="hanging")
    shot("dropped-and-bounce", 120, hard_descent=0.9, bouncing_ll=0.19)
    shot("dropped-and-thigh", 130, hard_descent=1, thigh_swing_deg=48)
    shot("arching-and-rhythm", 134, lumbar_arching_deg=21, uneven_rhythm_cv=0.25)
    shot("slow-and-asymmetry", low_cadence_per_min=70, left_right_asymmetry_deg=34)
    shot("slow-and-thigh", low_cadence_per_min=62, thigh_swing_deg=41)
    shot("asymmetry-and-thigh", 126, left_right_asymmetry_deg=-36, thigh_swing_deg=40)
    shot("rhythm-and-lean", 144, uneven_rhythm_cv=0.23, excessive_forward_lean_deg=22)
    shot("rhythm-and-bounce", 118, uneven_rhythm_cv=0.26, bouncing_ll=0.2)
    return shots  # fmt: skip


def wrong_view_shots() -> list[Shot]:
    """Movements in views that cannot show what is wrong with them."""

    def seen(facing: str, yaw_deg: float) -> Json:
        return {"facing": facing, "yaw_deg": yaw_deg}

    return [
        Shot("kicks-oblique-heel-and-lean", camera=seen("left", 45), tune=True,
             faults={"heel_not_to_glutes_deg": 45, "excessive_forward_lean_deg": 25}),
        Shot("quadruped-front", QUADRUPED, {"style": "bent"}, {"lumbar_arching_deg": 24},
             seen("camera", 6), reps=_TWO_ONE, tune=True),
        Shot("standing-oblique", STANDING, {"style": "straight"}, {"trunk_lean_deg": 22},
             seen("right", -46), reps=_TWO_ONE, tune=True),
        Shot("kicks-oblique-clean", camera=seen("right", -52), tune=True),
        Shot("quadruped-oblique", QUADRUPED, {"style": "straight"}, {}, seen("left", -44),
             reps=_TWO_ONE, tune=True),
        Shot("kicks-front-oblique-knees", camera=seen("camera", 42),
             faults={"knee_tracking_inward_deg": 18, "trunk_rotation_deg": 28}),
        Shot("standing-front", STANDING, {"style": "bent"}, {"momentum": 1}, seen("camera", -7),
             reps=_ONE_LEG),
        Shot("kicks-oblique-bounce", movement={"steps_per_min": 112}, camera=seen("left", -38),
             faults={"bouncing_ll": 0.22}),
        Shot("quadruped-rear-oblique", QUADRUPED, {"style": "bent"}, {"leg_off_line_deg": 30},
             seen("away", 47), reps=_ONE_LEG),
    ]  # fmt: skip


def sized(shot: Shot, size: float) -> Shot:
    """Scale a shot's faults."""
    faults = {
        name: round(min(value * size, 1.0) if name in _SHARES else value * size, 3)
        for name, value in shot.faults.items()
    }
    return replace(shot, faults=faults)


_SHARES = ("momentum", "dropped_return", "hard_descent", "missing_arm_drive")


def of_split(shots: list[Shot], split: str) -> Iterator[Shot]:
    """Give the shots of a split."""
    for shot in shots:
        if split == "test":
            yield shot
        elif split == "check":
            yield sized(shot, 1.04)
        elif shot.tune:
            yield sized(shot, 0.95)
