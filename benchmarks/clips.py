"""The clips of the accuracy benchmark: who moves how, in front of which camera.

Splits that share no body and no camera: thresholds and corrections may look at ``tune``, and what
is claimed is measured on ``test``. ``check`` is clips of the kinds on which most was changed,
rendered when that was done; docs/accuracy.md says what they have led to since. Faults differ in
size from split to split.
The clips of the first kinds measure how well legs are followed; a quarter of them is *hard*:
running cadence, the shutter open for most of the frame time, a small picture, 25 to 30 frames a
second. Those of ``RULE_KINDS`` (``shots.py``) show every fault of every exercise, in the views that
can show it and in others.

    python -m benchmarks.clips --split test      lists the specifications as JSON
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from benchmarks import shots as rule_shots
from benchmarks.human.spec import ClipSpec
from benchmarks.shots import PULLED, Shot, of_split

Split = Literal["tune", "test", "check"]
Kind = Literal[
    "side", "hard", "quadruped", "standing", "other",
    "behind", "toes", "ribs", "front", "kickbacks", "kicks", "wrong-view", "gear",
]  # fmt: skip
Json = dict[str, Any]

SPLITS: tuple[Split, ...] = ("tune", "test", "check")
LEG_KINDS: tuple[Kind, ...] = ("side", "hard", "quadruped", "standing", "other")
RULE_KINDS: tuple[Kind, ...] = (
    "behind", "toes", "ribs", "front", "kickbacks", "kicks", "wrong-view", "gear",
)  # fmt: skip
KINDS = LEG_KINDS + RULE_KINDS


@dataclass(frozen=True, slots=True)
class BenchmarkClip:
    """A clip and the place it has in the benchmark."""

    split: Split
    kind: Kind
    spec: ClipSpec
    level: str = ""  #: at which it is judged; the exercise's default one when empty


def _body(
    gender: str, ethnicity: str, muscle: float, weight: float, height_m: float, suit: str
) -> Json:
    return {
        "gender": gender,
        "ethnicity": ethnicity,
        "muscle": muscle,
        "weight": weight,
        "height_m": height_m,
        "suit": suit,
    }


_BODIES: dict[Split, tuple[Json, ...]] = {
    "tune": (
        _body("male", "caucasian", 0.1, 0.0, 1.78, "shorts"),
        _body("female", "asian", -0.2, -0.3, 1.62, "tights"),
        _body("male", "african", 0.7, 0.2, 1.84, "male_casualsuit02"),
        _body("female", "caucasian", 0.0, 0.6, 1.66, "female_sportsuit01"),
        _body("male", "asian", -0.3, 0.7, 1.70, "male_casualsuit04"),
        _body("female", "african", 0.4, 0.1, 1.70, "shorts"),
        _body("male", "caucasian", 0.0, -0.6, 1.88, "tights"),
        _body("female", "caucasian", 0.2, -0.1, 1.58, "female_casualsuit01"),
    ),
    "test": (
        _body("female", "african", 0.0, 0.3, 1.67, "tights"),
        _body("male", "asian", 0.3, -0.2, 1.73, "shorts"),
        _body("female", "caucasian", 0.5, -0.4, 1.72, "female_sportsuit01"),
        _body("male", "caucasian", -0.1, 0.5, 1.81, "male_casualsuit02"),
        _body("female", "asian", -0.1, 0.1, 1.56, "female_casualsuit01"),
        _body("male", "african", 0.5, -0.1, 1.76, "tights"),
        _body("male", "caucasian", 0.8, 0.3, 1.80, "male_casualsuit04"),
        _body("female", "caucasian", -0.3, 0.8, 1.61, "shorts"),
    ),
    "check": (
        _body("male", "african", -0.2, 0.4, 1.79, "male_casualsuit02"),
        _body("female", "caucasian", 0.1, 0.2, 1.69, "tights"),
        _body("male", "asian", 0.6, 0.1, 1.68, "tights"),
        _body("female", "asian", 0.3, -0.5, 1.60, "female_sportsuit01"),
        _body("male", "caucasian", 0.3, -0.3, 1.86, "shorts"),
        _body("female", "african", -0.1, 0.6, 1.64, "female_casualsuit01"),
        _body("male", "asian", 0.0, 0.6, 1.75, "male_casualsuit04"),
        _body("female", "caucasian", 0.6, 0.0, 1.75, "shorts"),
    ),
}


def _camera(
    yaw_deg: float,
    width: int,
    height: int,
    fps: float,
    height_m: float,
    fov_deg: float,
    **more: float,
) -> Json:
    return {
        "yaw_deg": yaw_deg,
        "width": width,
        "height": height,
        "fps": fps,
        "height_m": height_m,
        "vertical_fov_deg": fov_deg,
        **more,
    }


_CAMERAS: dict[Split, tuple[Json, ...]] = {
    "tune": (
        _camera(0, 640, 480, 30, 1.1, 42, noise=0.01),
        _camera(-8, 480, 848, 60, 0.9, 62, noise=0.012, roll_deg=1.5),
        _camera(13, 854, 480, 25, 1.3, 40, noise=0.015, radial_k1=-0.05),
        _camera(6, 640, 360, 30, 0.7, 46, noise=0.01, roll_deg=-1),
        _camera(-14, 640, 480, 50, 1.45, 48, noise=0.02),
        _camera(3, 848, 480, 24, 1.0, 36, noise=0.012),
        _camera(20, 480, 848, 30, 1.2, 58, noise=0.012),
    ),
    "test": (
        _camera(4, 640, 480, 25, 0.95, 45, noise=0.012, roll_deg=-1.2),
        _camera(-4, 480, 854, 30, 1.15, 60, noise=0.01),
        _camera(10, 848, 480, 60, 1.0, 38, noise=0.015),
        _camera(-11, 640, 480, 29.97, 0.65, 44, noise=0.012, radial_k1=-0.06),
        _camera(1, 960, 540, 24, 1.35, 40, noise=0.02, roll_deg=1),
        _camera(15, 640, 360, 30, 0.85, 50, noise=0.01),
        _camera(-18, 480, 854, 50, 1.05, 56, noise=0.015),
    ),
    "check": (
        _camera(-3, 640, 480, 30, 1.0, 43, noise=0.012, roll_deg=1),
        _camera(7, 854, 480, 25, 0.8, 41, noise=0.015),
        _camera(-13, 480, 848, 30, 1.25, 59, noise=0.01),
        _camera(2, 640, 360, 24, 1.1, 47, noise=0.018, radial_k1=-0.05),
        _camera(11, 960, 540, 29.97, 1.4, 39, noise=0.012, roll_deg=-1.5),
    ),
}

_SMALL_CAMERAS: dict[Split, tuple[Json, ...]] = {
    "tune": (
        _camera(0, 320, 240, 30, 1.1, 44, noise=0.02),
        _camera(9, 270, 480, 25, 1.0, 58, noise=0.02),
        _camera(-7, 426, 240, 30, 0.8, 42, noise=0.025, roll_deg=1),
        _camera(4, 320, 240, 25, 1.3, 48, noise=0.03),
    ),
    "test": (
        _camera(5, 320, 240, 25, 0.9, 46, noise=0.025),
        _camera(-3, 256, 456, 30, 1.1, 60, noise=0.02, roll_deg=-1),
        _camera(-10, 352, 288, 30, 1.2, 42, noise=0.02),
        _camera(11, 426, 240, 25, 1.0, 44, noise=0.03),
    ),
    "check": (
        _camera(-5, 320, 240, 30, 1.0, 45, noise=0.025, roll_deg=1),
        _camera(8, 270, 480, 30, 1.2, 59, noise=0.025),
        _camera(2, 384, 288, 25, 0.85, 43, noise=0.03),
        _camera(-12, 426, 240, 25, 1.15, 46, noise=0.02),
        _camera(4, 352, 288, 30, 1.35, 44, noise=0.03, roll_deg=-1),
    ),
}

#: Faults of butt kicks that are a matter of time.
_TIMED = {"uneven_rhythm_cv", "hard_descent"}
#: Apart by more than a kind has clips, and together by less than the splits are.
_SEED_OF_KIND: dict[Kind, int] = {
    "side": 0, "hard": 1000, "quadruped": 2000, "standing": 3000, "other": 4000,
    "behind": 5000, "kicks": 5500, "toes": 6000, "wrong-view": 6500, "ribs": 7000, "front": 8000,
    "kickbacks": 9000, "gear": 9500,
}  # fmt: skip
#: Share of the frame time that the shutter of a hard clip is open, clip after clip.
_OPEN_SHARES = (0.6, 0.95, 0.75, 0.85)
_STANDS = {"still_before_s": 1.4, "still_after_s": 0.7}
#: Kickbacks of the rule kinds: quick enough that three of each leg are seen in little time.
_KICKBACK_PACE: Json = {
    "lift_s": 1.05, "hold_s": 0.3, "lower_s": 1.05, "rest_s": 0.3, "tempo_cv": 0.03,
}  # fmt: skip


def _clean(count: int, slowest: float, fastest: float) -> list[Shot]:
    step = (fastest - slowest) / max(count - 1, 1)
    return [
        Shot(f"clean-{index + 1}", movement={"steps_per_min": round(slowest + index * step)})
        for index in range(count)
    ]


def _side(size: float) -> list[Shot]:
    """Ordinary butt kicks from the side; ``size`` scales the faults."""
    shots = _clean(8, 96 + 4 * size, 182)

    def fault(name: str, movement: Json | None = None, **faults: float | str) -> None:
        shots.append(Shot(name, movement=movement or {}, faults=faults))

    fault("heel-low", heel_not_to_glutes_deg=38 * size)
    fault("heel-borderline", heel_not_to_glutes_deg=19)
    fault("heel-far-below", {"steps_per_min": 160}, heel_not_to_glutes_deg=60)
    fault(
        "heel-low-one-leg",
        heel_not_to_glutes_deg=36 * size,
        heel_not_to_glutes_side="right" if size > 1 else "left",
    )
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
    fault(
        "rhythm-and-heel", {"steps_per_min": 130}, uneven_rhythm_cv=0.22, heel_not_to_glutes_deg=40
    )
    fault("asymmetry-right", left_right_asymmetry_deg=28 * size)
    fault("asymmetry-left", left_right_asymmetry_deg=-28 * size)
    fault("thigh-swing", thigh_swing_deg=34 * size)
    fault("hard-descent", hard_descent=1)
    fault("toe-slam", toe_slam_deg=38 * size, hard_descent=0.7)
    fault("arching", lumbar_arching_deg=20 * size)
    fault("arching-and-lean", lumbar_arching_deg=18, excessive_forward_lean_deg=20)
    fault("slow", low_cadence_per_min=72 * size)
    shots.append(Shot("pulled-clean", PULLED))
    shots.append(Shot("pulled-thigh-low", PULLED, faults={"thigh_swing_deg": -30}))
    return shots


def _hard(size: float) -> list[Shot]:
    """Butt kicks that a camera can barely follow."""
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


def _again(shots: list[Shot]) -> list[Shot]:
    """The same movements, to be done by others before other cameras."""
    return [replace(shot, name=f"{shot.name}-again") for shot in shots]


def _kickbacks(exercise: str, size: float) -> list[Shot]:
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


def _other(size: float) -> list[Shot]:
    """Butt kicks from elsewhere than the side."""

    def shot(name: str, facing: str, yaw_deg: float = 0, **faults: float | str) -> Shot:
        return Shot(name, faults=faults, camera={"facing": facing, "yaw_deg": yaw_deg})

    return [
        shot("front-clean", "camera", 4 * size),
        shot("front-knees-in", "camera", -5, knee_tracking_inward_deg=14 * size),
        shot("rear-clean", "away", -4),
        shot("rear-hips-drop", "away", 5 * size, hip_collapse_deg=12 * size),
        shot("oblique", "right" if size > 1 else "left", 42 * size),
    ]


def _smaller(camera: Json, share: float) -> Json:
    return camera | {side: 2 * round(camera[side] * share / 2) for side in ("width", "height")}


def _cameras(split: Split, kind: Kind) -> tuple[Json, ...]:
    if kind in RULE_KINDS:
        usual = [camera for camera in _CAMERAS[split] if camera["fps"] <= 30]
        return tuple(_smaller(camera, 1.0 if kind == "behind" else 0.75) for camera in usual)
    return (_SMALL_CAMERAS if kind == "hard" else _CAMERAS)[split]


def _filmed(split: Split, kind: Kind, shots: list[Shot], seed: int) -> Iterator[BenchmarkClip]:
    bodies = _BODIES[split]
    cameras = _cameras(split, kind)
    for index, shot in enumerate(shots):
        camera: Json = {"facing": ("right", "left")[(index // 2 + index) % 2]}
        camera |= cameras[index % len(cameras)] | shot.camera
        if kind == "hard":
            open_share = _OPEN_SHARES[(index // len(cameras) + index) % len(_OPEN_SHARES)]
            camera["shutter_s"] = round(open_share / camera["fps"], 5)
        content: Json = {
            "name": f"{split}-{kind}-{shot.name}",
            "exercise": shot.exercise,
            "seed": seed + index,
            "body": bodies[(3 * index + index // len(bodies)) % len(bodies)],
            "camera": camera,
        }
        if shot.loose_top_m:
            content["body"] = content["body"] | {"loose_top_m": shot.loose_top_m}
        if shot.gear:
            content["scene"] = {"gear": shot.gear}
        if shot.exercise.startswith("butt-kicks"):
            cadence: float = shot.movement.get("steps_per_min", 112 + 17 * (index % 5))
            cadence = shot.faults.get("low_cadence_per_min", cadence)
            kicks = max(8, round(6.5 * cadence / 60))
            movement = {"steps_per_min": cadence, "kicks": kicks} | _STANDS | shot.movement
            content |= {"butt_kicks": movement, "butt_kick_faults": shot.faults}
        else:
            movement = _STANDS | _reps(shot, camera["facing"]) | shot.movement
            if kind in RULE_KINDS:
                camera["fps"] = min(camera["fps"], 25)
            content |= {"kickback": movement, "kickback_faults": shot.faults}
        yield BenchmarkClip(split, kind, ClipSpec.model_validate(content), shot.level)


def _reps(shot: Shot, facing: str) -> Json:
    """How many kickbacks each leg does, at which pace; nothing where the shot does not say."""
    if shot.reps is None:
        return {}
    near = "right" if facing == "right" else "left"
    far = "left" if near == "right" else "right"
    counts = dict(zip((f"{near}_reps", f"{far}_reps"), shot.reps, strict=True))
    return _KICKBACK_PACE | counts | {"first_side": near}


def clips(split: Split) -> list[BenchmarkClip]:
    """Every clip of a split, always the same."""
    size = {"tune": 1.0, "test": 1.08, "check": 1.04}[split]
    seed = {"tune": 10_000, "test": 20_000, "check": 30_000}[split]
    shots: dict[Kind, list[Shot]] = {
        "side": _side(size),
        "hard": _hard(size),
        "quadruped": _kickbacks("quadruped-kickback", size),
        "standing": _kickbacks("standing-kickback", size),
        "other": _other(size),
        "behind": list(of_split(rule_shots.behind_shots(), split)),
        "toes": list(of_split(rule_shots.toes_shots(), split)),
        "ribs": list(of_split(rule_shots.ribs_shots(), split)),
        "front": list(of_split(rule_shots.front_shots(), split)),
        "kickbacks": list(of_split(rule_shots.more_kickbacks(), split)),
        "kicks": list(of_split(rule_shots.more_kicks(), split)),
        "wrong-view": list(of_split(rule_shots.wrong_view_shots(), split)),
        "gear": list(of_split(rule_shots.gear_shots(), split)),
    }
    if split == "check":
        shots["hard"] += _again(_hard(size))
        # Those that were rendered first stay who and where they were.
        shots["kicks"].sort(key=lambda shot: not _TIMED & shot.faults.keys())
    return [
        clip
        for kind, some in shots.items()
        for clip in _filmed(split, kind, some, seed + _SEED_OF_KIND[kind])
    ]


def main() -> None:
    """Print the specifications of a split."""
    parser = argparse.ArgumentParser(description="List the clips of the accuracy benchmark.")
    parser.add_argument("--split", choices=SPLITS, required=True)
    split = parser.parse_args().split
    print(json.dumps([clip.spec.model_dump(exclude_unset=True) for clip in clips(split)], indent=1))


if __name__ == "__main__":
    main()
