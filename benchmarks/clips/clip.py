"""What a clip of the benchmark is: its split, its kind, and the specification to render it from."""

from dataclasses import dataclass
from typing import Any, Literal

from benchmarks.human.spec import ClipSpec

Split = Literal[
    "tune", "test", "check", "oblique", "turn", "fresh", "drawn", "drawn-again", "drawn-third"
]
Kind = Literal[
    "side", "hard", "leaning", "quadruped", "standing", "other",
    "behind", "toes", "ribs", "front", "kickbacks", "kicks", "wrong-view", "gear",
    "oblique", "turn", "drawn",
]  # fmt: skip
Json = dict[str, Any]

SPLITS: tuple[Split, ...] = (
    "tune", "test", "check", "oblique", "turn", "fresh", "drawn", "drawn-again", "drawn-third",
)  # fmt: skip
#: Kinds of clip that measure how well the legs are followed.
LEG_KINDS: tuple[Kind, ...] = ("side", "hard", "leaning", "quadruped", "standing", "other")
#: Kinds of clip that show every fault of every exercise, in views that can show it and in others.
RULE_KINDS: tuple[Kind, ...] = (
    "behind", "toes", "ribs", "front", "kickbacks", "kicks", "wrong-view", "gear",
)  # fmt: skip
#: Kinds of clip whose camera stands far off the axis it would best look along.
OBLIQUE_KINDS: tuple[Kind, ...] = ("oblique",)
#: Kinds of clip with small pictures and a shutter that is open for most of the frame time.
BLURRED_KINDS: tuple[Kind, ...] = ("hard", "leaning")
#: Kinds of clip in which people turn round.
TURN_KINDS: tuple[Kind, ...] = ("turn",)
#: Kinds of clip whose every choice is drawn at random, seen from the side.
DRAWN_KINDS: tuple[Kind, ...] = ("drawn",)
KINDS = LEG_KINDS + RULE_KINDS + OBLIQUE_KINDS + TURN_KINDS + DRAWN_KINDS


@dataclass(frozen=True, slots=True)
class BenchmarkClip:
    """A clip of the benchmark.

    Attributes:
        split: what the clip may be used for.
        kind: what the clip is meant to measure.
        spec: what the renderer draws.
        level: the exercise's level at which the clip is judged; empty for its default.
    """

    split: Split
    kind: Kind
    spec: ClipSpec
    level: str = ""
