"""Movements of people who turn round in the middle."""

from collections.abc import Iterator
from functools import partial

from benchmarks.clips.clip import Json, Split
from benchmarks.clips.shots.shot import PULL_THROUGH, QUADRUPED, STANDING, Shot
from formcheck.poses.landmarks import Side, other

#: Factor on the faults of a split; those of a shot are the ones of "tune".
FAULT_SIZE: dict[Split, float] = {"turn": 1.05, "fresh": 1.02}
KICKS = "butt-kicks"
_FASTEST_KICKBACK_FPS = 25
_PACE: Json = {
    "lift_s": 0.95, "hold_s": 0.3, "lower_s": 0.95, "rest_s": 0.3, "tempo_cv": 0.03,
    "still_before_s": 1.1, "still_after_s": 0.4,
}  # fmt: skip
#: Ways to turn. A negative angle turns to the person's right.
PIVOT: Json = {"style": "pivot", "takes_s": 1.0, "yaw_deg": 180}
STEPS: Json = {"style": "steps", "takes_s": 2.2, "yaw_deg": -180}
PAUSE: Json = {"style": "steps", "takes_s": 2.0, "yaw_deg": 180, "pause_s": 2.6}
WALK: Json = {"style": "walk", "takes_s": 3.2, "yaw_deg": 180}
CUT: Json = {"style": "cut", "takes_s": 0, "yaw_deg": 180}
GET_UP: Json = {"style": "get-up", "takes_s": 5.0, "yaw_deg": 180}
CRAWL: Json = {"style": "crawl", "takes_s": 3.0, "yaw_deg": -180}


def turn_shots(split: Split) -> list[Shot]:
    """Return the shots of the split "turn" or "fresh", or a few others for "tune"."""
    if split == "tune":
        return [*_tune()]
    size = FAULT_SIZE[split]
    return [*_kicks(size), *_kickbacks(size)]


def _kick(
    name: str, turn: Json, steps_per_min: float = 140, *, exercise: str = KICKS, kicks: int = 10,
    facing: str = "", then: Json | None = None, **faults: float | str,
) -> Shot:  # fmt: skip
    """Return butt kicks, a turn, and butt kicks again; ``then`` are other faults after it."""
    movement = {
        "steps_per_min": steps_per_min, "kicks": kicks, "still_before_s": 1.1, "still_after_s": 0.4,
    }  # fmt: skip
    camera = {"facing": facing} if facing else {}
    if "at_s" in turn:
        movement["kicks"] = 2 * kicks
        return Shot(f"butt-{name}", exercise, movement, faults, camera, turns=(turn,))
    if turn["style"] == "pivot":
        movement |= {"still_before_s": 0.8, "still_after_s": 0.3}
    again = {"butt_kicks": movement, "butt_kick_faults": faults if then is None else then}
    return Shot(f"butt-{name}", exercise, movement, faults, camera, turns=(turn | again,))


def _kickback(
    name: str, turn: Json, style: str = "", *, exercise: str, both: bool = False,
    facing: Side = "right", then: Json | None = None, **faults: float,
) -> Shot:  # fmt: skip
    """Return kickbacks, a turn, and kickbacks again: the near leg each time, or both legs."""
    behind, far = other(facing), 1 if both else 0
    style = style or ("straight" if exercise == STANDING else "bent")
    movement = _PACE | {
        "style": style, f"{facing}_reps": 2, f"{behind}_reps": far, "first_side": facing,
    }  # fmt: skip
    after = movement | {f"{behind}_reps": 2, f"{facing}_reps": far, "first_side": behind}
    if exercise == STANDING:
        movement, after = movement | {"support": "hips"}, after | {"support": "hips"}
    again = {"kickback": after, "kickback_faults": faults if then is None else then}
    kind = exercise.split("-", maxsplit=1)[0]
    camera = {"facing": facing, "fps": _FASTEST_KICKBACK_FPS}
    return Shot(f"{kind}-{name}", exercise, movement, faults, camera, turns=(turn | again,))


_quad, _stand = partial(_kickback, exercise=QUADRUPED), partial(_kickback, exercise=STANDING)


def _kicks(size: float) -> Iterator[Shot]:
    yield _kick("clean-pivot", PIVOT, 118)
    yield _kick("clean-walk", WALK, 146)
    yield _kick("clean-pause", PAUSE, 130)
    yield _kick("heel-after", STEPS, 150, then={"heel_not_to_glutes_deg": 38 * size})
    yield _kick("heel-left", PIVOT | {"yaw_deg": -180}, 134, heel_not_to_glutes_deg=40 * size,
                heel_not_to_glutes_side="left")  # fmt: skip
    yield _kick("lean-walk", WALK | {"yaw_deg": -180}, 156,
                excessive_forward_lean_deg=21 * size)  # fmt: skip
    yield _kick("clean-going-on", {"style": "steps", "takes_s": 1.8, "yaw_deg": 180, "at_s": 5.2},
                144)  # fmt: skip
    yield _kick("clean-cut", CUT, 162)
    yield _kick("arms-steps", STEPS, 140, missing_arm_drive=1)
    yield _kick("heel-cut-going-on", CUT | {"at_s": 5.0}, 132, heel_not_to_glutes_deg=40)
    yield _kick("pulled-clean", STEPS, 124, exercise=PULL_THROUGH)
    yield _kick("pulled-thigh-low", PIVOT, 138, exercise=PULL_THROUGH, thigh_swing_deg=-33)
    yield _kick("pulled-clean-cut", CUT, 130, exercise=PULL_THROUGH)
    yield _kick("clean-then-front", STEPS | {"yaw_deg": -90}, 136, facing="right")
    yield _kick("thigh-pause", PAUSE | {"yaw_deg": -180}, 126, thigh_swing_deg=36 * size)


def _kickbacks(size: float) -> Iterator[Shot]:
    yield _quad("clean-get-up", GET_UP)
    yield _quad("clean-crawl", CRAWL, "straight", facing="left")
    yield _quad("incomplete-get-up", GET_UP | {"yaw_deg": -180}, incomplete_range_deg=28 * size)
    yield _quad("momentum-after", CRAWL | {"yaw_deg": 180}, facing="left", then={"momentum": 1})
    yield _quad("dropped-get-up", GET_UP, "straight", dropped_return=1)
    yield _quad("clean-cut", CUT, facing="left")
    yield _quad("arching-before", GET_UP | {"takes_s": 4.4}, then={}, lumbar_arching_deg=22 * size)
    yield _quad(
        "clean-both-legs", GET_UP | {"yaw_deg": -180, "takes_s": 5.6}, facing="left", both=True
    )
    yield _stand("clean-steps", STEPS)
    yield _stand("clean-pivot", PIVOT, "bent", facing="left")
    yield _stand("lean-steps", STEPS | {"yaw_deg": 180}, facing="left", trunk_lean_deg=20 * size)
    yield _stand("incomplete-after", WALK, then={"incomplete_range_deg": 14 * size})
    yield _stand("momentum-pivot", PIVOT | {"yaw_deg": -180}, momentum=1)
    yield _stand("dropped-pause", PAUSE, facing="left", dropped_return=1)
    yield _stand("clean-cut", CUT)
    yield _stand("clean-both-legs-walk", WALK | {"yaw_deg": -180}, facing="left", both=True)


def _tune() -> Iterator[Shot]:
    yield _kick("clean-pivot", PIVOT | {"yaw_deg": -180}, 136)
    yield _quad("clean-get-up", GET_UP | {"yaw_deg": -180})
    yield _stand("clean-steps", STEPS | {"yaw_deg": 180}, facing="left")
    yield _kick("heel-going-on", {"style": "steps", "takes_s": 1.5, "yaw_deg": -180, "at_s": 5.0},
                128, heel_not_to_glutes_deg=40)  # fmt: skip
    yield _stand("clean-both-legs", WALK, both=True)
    yield _quad("incomplete-crawl", CRAWL, facing="left", incomplete_range_deg=28)
    yield _kick("clean-walk", WALK | {"yaw_deg": -180}, 152)
    yield _stand("clean-cut", CUT)
