"""A movement to be filmed, and which splits have it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from benchmarks.clips.clip import Json, Split

PULL_THROUGH = "butt-kicks-pull-through"
QUADRUPED, STANDING = "quadruped-kickback", "standing-kickback"

#: Kickbacks with the near leg (from the front or the rear: the left one) and with the other.
ONE_LEG, BOTH, TWO_ONE, THREE_ONE, ONE_THREE = (3, 0), (2, 2), (2, 1), (3, 1), (1, 3)
#: Faults that are shares, at most 1.
SHARES = ("momentum", "dropped_return", "hard_descent", "missing_arm_drive")
#: Factor on the faults: those of a shot are the ones of ``test``.
FAULT_SIZE: dict[Split, float] = {"test": 1.0, "check": 1.04, "tune": 0.95}


@dataclass(frozen=True, slots=True)
class Shot:
    """A movement to be filmed; the people and the cameras are assigned later.

    Attributes:
        name: name of the clip without its split and kind.
        exercise: id of the exercise.
        movement: fields of the movement, on top of the usual ones.
        faults: fields of the faults.
        camera: fields of the camera that the shot insists on.
        reps: kickbacks with the near leg (from the front or the rear: the left one) and with the
            other; None for the renderer's default.
        level: level of the exercise at which the clip is judged; empty for its default.
        tune: True if the split ``tune`` has the shot as well, with slightly smaller faults.
        body: fields of the person that the shot insists on.
        scene: fields of the room.
        gear: what stands or moves with the person; see `benchmarks.human.spec`.
        loose_top_m: how far a loose shirt hangs off the body, in metres.
        turns: how the person turns round; see `benchmarks.human.spec`.
    """

    name: str
    exercise: str = "butt-kicks"
    movement: Json = field(default_factory=dict)
    faults: Json = field(default_factory=dict)
    camera: Json = field(default_factory=dict)
    reps: tuple[int, int] | None = None
    level: str = ""
    tune: bool = False
    body: Json = field(default_factory=dict)
    scene: Json = field(default_factory=dict)
    gear: str = ""
    loose_top_m: float = 0.0
    turns: tuple[Json, ...] = ()


_YAWS_DEG = (4.0, -5.0, 8.0, -2.0, -9.0, 1.0)


def seen_from(facing: str, index: int) -> Json:
    """Return the camera of the shot with this index: a little off its axis, each shot otherwise."""
    return {"facing": facing, "yaw_deg": _YAWS_DEG[index % len(_YAWS_DEG)]}


def of_split(shots: Sequence[Shot], split: Split) -> list[Shot]:
    """Return the shots of a split, their faults scaled to its size."""
    if split == "test":
        return list(shots)
    return [_sized(shot, FAULT_SIZE[split]) for shot in shots if split == "check" or shot.tune]


def _sized(shot: Shot, size: float) -> Shot:
    faults = {
        name: round(min(value * size, 1.0) if name in SHARES else value * size, 3)
        for name, value in shot.faults.items()
    }
    return replace(shot, faults=faults)
