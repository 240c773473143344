"""Clips whose every choice is drawn at random from its seed: nobody picked what they show.

The shots of the other splits were written by the people who wrote the rules, so they show what its
writers thought of. Here the exercise, the person, the camera, the pace, the range and the faults
are drawn from as wide a range as people and phones have.

Each further draw was made when the kinds of failure that the one before had shown were mended.
"""

from collections.abc import Sequence
from typing import Literal, TypeVar

import numpy as np

from benchmarks.clips.clip import BenchmarkClip, Json, Kind
from benchmarks.human.spec import ClipSpec

T = TypeVar("T")
DrawnSplit = Literal["drawn", "drawn-again", "drawn-third"]

FIRST_SEED = 70_000
#: Numbers of the clips of each draw, which are added to the first seed.
DRAWS: dict[DrawnSplit, range] = {
    "drawn": range(96),
    "drawn-again": range(96, 192),
    "drawn-third": range(192, 220),
}
#: From this far off the side on, a clip is of kind "oblique".
OBLIQUE_FROM_DEG = 20
#: Exercises in turn, so that the first clips already show them all.
EXERCISES = (
    "butt-kicks", "quadruped-kickback", "butt-kicks", "standing-kickback",
    "butt-kicks", "butt-kicks-pull-through", "quadruped-kickback", "standing-kickback",
)  # fmt: skip
#: Width, height and frames per second of phones and webcams, in small pictures.
PICTURES = (
    (640, 480, 30), (640, 360, 30), (360, 640, 30), (480, 640, 30), (640, 360, 24),
    (640, 360, 25), (360, 640, 29.97), (640, 360, 50), (480, 854, 30), (854, 480, 30),
)  # fmt: skip
#: Kickbacks are long: they are filmed no faster.
KICKBACK_MAX_FPS = 30
#: Share of clips without, with one and with two faults.
FAULT_COUNTS = (0.4, 0.4, 0.2)
#: Sizes of the faults, smallest and largest: from ones too small to be called a fault.
KICK_FAULTS: dict[str, tuple[float, float]] = {
    "heel_not_to_glutes_deg": (10, 70),
    "excessive_forward_lean_deg": (5, 32),
    "missing_arm_drive": (0.5, 1),
    "bouncing_ll": (0.1, 0.25),
    "uneven_rhythm_cv": (0.05, 0.3),
    "left_right_asymmetry_deg": (-45, 45),
    "low_cadence_per_min": (60, 100),
    "thigh_swing_deg": (15, 60),
    "hard_descent": (0.4, 1),
    "toe_slam_deg": (10, 50),
    "lumbar_arching_deg": (5, 35),
}
KICKBACK_FAULTS: dict[str, tuple[float, float]] = {
    "lumbar_arching_deg": (5, 35),
    "incomplete_range_deg": (6, 40),
    "range_too_high_deg": (6, 35),
    "momentum": (0.4, 1),
    "dropped_return": (0.4, 1),
    "knee_angle_drift_deg": (10, 45),
    "uneven_sides_deg": (5, 25),
}
QUADRUPED_FAULTS = KICKBACK_FAULTS | {
    "misplaced_hands_deg": (-30, 30),
    "misplaced_knees_deg": (-30, 30),
    "head_position_deg": (-50, 50),
}
STANDING_FAULTS = KICKBACK_FAULTS | {"trunk_lean_deg": (5, 35)}
#: A standing leg has less range to lose.
STANDING_RANGE_SHARE = 0.45


def drawn_clips(split: DrawnSplit) -> list[BenchmarkClip]:
    """Return the clips of a draw; the same ones on every call."""
    return [_clip(split, index) for index in DRAWS[split]]


def _clip(split: DrawnSplit, index: int) -> BenchmarkClip:
    rng = np.random.default_rng(FIRST_SEED + index)
    exercise = EXERCISES[index % len(EXERCISES)]
    kicks = exercise.startswith("butt-kicks")
    camera = _camera(rng, kicks=kicks)
    content: Json = {
        "name": f"drawn-{index:02d}-{exercise}",
        "exercise": exercise,
        "seed": FIRST_SEED + index,
        "body": {"loose_top_m": _between(rng, 0.02, 0.06)} if rng.random() < 0.25 else {},
        "camera": camera,
        "scene": {"brightness": _between(rng, 0.5, 1.4)},
    }
    if kicks:
        content |= {"butt_kicks": _kicks(rng), "butt_kick_faults": _faults(rng, KICK_FAULTS)}
    elif exercise == "quadruped-kickback":
        content |= {"kickback": _kickbacks(rng), "kickback_faults": _faults(rng, QUADRUPED_FAULTS)}
    else:
        faults = _faults(rng, STANDING_FAULTS)
        if "incomplete_range_deg" in faults:
            faults["incomplete_range_deg"] *= STANDING_RANGE_SHARE
        content |= {"kickback": _kickbacks(rng), "kickback_faults": faults}
    kind: Kind = "oblique" if abs(camera["yaw_deg"]) > OBLIQUE_FROM_DEG else "drawn"
    return BenchmarkClip(split, kind, ClipSpec.model_validate(content))


def _camera(rng: np.random.Generator, *, kicks: bool) -> Json:
    width, height, fps = PICTURES[int(rng.integers(len(PICTURES)))]
    fps = fps if kicks else min(fps, KICKBACK_MAX_FPS)
    portrait = height > width
    return {
        "facing": _one_of(rng, ("left", "right")),
        "yaw_deg": _between(rng, -60, 60),
        "width": width,
        "height": height,
        "fps": fps,
        "height_m": _between(rng, 0.3, 1.8),
        "vertical_fov_deg": _between(rng, 52, 66) if portrait else _between(rng, 36, 52),
        "roll_deg": round(float(rng.normal(0, 1.5)), 2),
        "radial_k1": _between(rng, -0.08, 0.02),
        "noise": _between(rng, 0.008, 0.03),
        "shutter_s": round(float(rng.uniform(0.15, 0.8)) / fps, 5),
    }


def _kicks(rng: np.random.Generator) -> Json:
    steps_per_min = _between(rng, 95, 190)
    return {
        "steps_per_min": steps_per_min,
        "kicks": max(8, round(6.5 * steps_per_min / 60)),
        "still_before_s": _between(rng, 0.6, 2.2),
        "still_after_s": _between(rng, 0.3, 1.2),
        "first_side": _one_of(rng, ("left", "right")),
        "peak_knee_flexion_deg": _between(rng, 120, 142),
        "peak_sd_deg": _between(rng, 1, 6),
        "step_time_cv": _between(rng, 0.01, 0.05),
        "cadence_drift": _between(rng, -0.08, 0.08),
        "trunk_lean_deg": _between(rng, 0, 10),
        "vertical_travel_ll": _between(rng, 0.02, 0.08),
        "arm_swing_deg": _between(rng, 40, 90),
        "elbow_flexion_deg": _between(rng, 60, 110),
        "arm_style": _one_of(rng, ("pumping", "pumping", "pumping", "hanging", "behind")),
        "stance_width": _between(rng, 0.7, 1.5),
        "travel_m_per_step": _one_of(rng, (0, 0, 0, 0.05)),
    }


def _kickbacks(rng: np.random.Generator) -> Json:
    return {
        "left_reps": int(rng.integers(1, 4)),
        "right_reps": int(rng.integers(1, 4)),
        "first_side": _one_of(rng, ("left", "right")),
        "alternate": bool(rng.random() < 0.4),
        "style": _one_of(rng, ("bent", "straight")),
        "still_before_s": _between(rng, 0.6, 2.2),
        "still_after_s": _between(rng, 0.3, 1.2),
        "lift_s": _between(rng, 0.7, 1.5),
        "hold_s": _between(rng, 0, 0.8),
        "lower_s": _between(rng, 0.8, 1.6),
        "rest_s": _between(rng, 0.1, 0.8),
        "tempo_cv": _between(rng, 0.02, 0.15),
        "top_sd_deg": _between(rng, 1, 4),
        "trunk_lean_deg": _between(rng, 2, 12),
        "support": _one_of(rng, ("wall", "hips")),
    }


def _faults(rng: np.random.Generator, sizes: dict[str, tuple[float, float]]) -> Json:
    number = int(rng.choice(len(FAULT_COUNTS), p=FAULT_COUNTS))
    names = rng.choice(list(sizes), number, replace=False)
    return {str(name): _between(rng, *sizes[str(name)]) for name in names}


def _between(rng: np.random.Generator, low: float, high: float) -> float:
    return round(float(rng.uniform(low, high)), 3)


def _one_of(rng: np.random.Generator, choices: Sequence[T]) -> T:
    return choices[int(rng.integers(len(choices)))]
