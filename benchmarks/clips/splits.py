"""The clips of the accuracy benchmark, in nine splits.

The splits share no body and no camera. Thresholds and corrections may look at ``tune``; what is
claimed is measured on ``test``, on ``oblique`` for cameras 20 to 60 degrees off the side, and on
``turn`` for people who turn round in the middle. ``fresh`` has the movements of these two, done by
other people before other cameras, and was rendered when both had been looked at. ``drawn`` came
last: there a random generator chose what is shown, not the writers of the rules.
``check`` was rendered after most changes were made, with clips of the kinds that were changed most;
docs/accuracy.md says what they have led to since. Faults differ in size from split to split.

Of the clips that measure how well the legs are followed (`LEG_KINDS`), a quarter is *hard*: running
cadence, the shutter open for most of the frame time, a small picture, 25 to 30 frames a second.

    python -m benchmarks.clips --split test      lists the specifications as JSON
"""

from dataclasses import replace

from benchmarks.clips.cast import OBLIQUE_CAMERAS
from benchmarks.clips.clip import BenchmarkClip, Kind, Split
from benchmarks.clips.drawn import drawn_clips
from benchmarks.clips.filming import filmed
from benchmarks.clips.shots import kickbacks, kicks, legs, other_views
from benchmarks.clips.shots.gear import gear_shots
from benchmarks.clips.shots.oblique import oblique_shots
from benchmarks.clips.shots.shot import Shot, of_split
from benchmarks.clips.shots.turn import turn_shots

#: Factor on the faults of the leg kinds.
FAULT_SIZE: dict[Split, float] = {"tune": 1.0, "test": 1.08, "check": 1.04}
#: Seeds: kinds are further apart than a kind has clips, splits further than the kinds together.
FIRST_SEED: dict[Split, int] = {
    "tune": 10_000, "test": 20_000, "check": 30_000, "oblique": 9_000, "turn": 11_000,
    "fresh": 50_000,
}  # fmt: skip
SEED_OF_KIND: dict[Kind, int] = {
    "side": 0, "hard": 1000, "quadruped": 2000, "standing": 3000, "other": 4000,
    "behind": 5000, "kicks": 5500, "toes": 6000, "wrong-view": 6500, "ribs": 7000, "front": 8000,
    "kickbacks": 9000, "gear": 9500, "leaning": 9800, "oblique": 31_000, "turn": 33_000,
}  # fmt: skip
#: Faults of butt kicks that are a matter of timing.
TIMING_FAULTS = {"uneven_rhythm_cv", "hard_descent"}


def clips(split: Split) -> list[BenchmarkClip]:
    """Return every clip of a split; the same ones on every call."""
    match split:
        case "drawn" | "drawn-again" | "drawn-third":
            return drawn_clips(split)
    seed = FIRST_SEED[split]
    return [
        clip
        for kind, shots in _shots(split).items()
        for clip in filmed(split, kind, shots, seed + SEED_OF_KIND[kind])
    ]


def _shots(split: Split) -> dict[Kind, list[Shot]]:
    oblique = oblique_shots(split, OBLIQUE_CAMERAS) if split in OBLIQUE_CAMERAS else []
    if split == "oblique":
        return {"oblique": oblique}
    if split == "turn":
        return {"turn": turn_shots(split)}
    if split == "fresh":
        return {"oblique": oblique, "turn": turn_shots(split)}
    size = FAULT_SIZE[split]
    shots: dict[Kind, list[Shot]] = {
        "side": legs.side_shots(size),
        "hard": legs.hard_shots(size),
        "leaning": legs.leaning_shots() if split == "tune" else [],
        "quadruped": legs.kickback_shots("quadruped-kickback", size),
        "standing": legs.kickback_shots("standing-kickback", size),
        "other": legs.other_shots(size),
        "behind": of_split(kickbacks.behind_shots(), split),
        "toes": of_split(kicks.toes_shots(), split),
        "ribs": of_split(kickbacks.ribs_shots(), split),
        "front": of_split(kicks.front_shots(), split),
        "kickbacks": of_split(kickbacks.paired_fault_shots(), split),
        "kicks": of_split(kicks.more_side_shots(), split),
        "wrong-view": of_split(other_views.wrong_view_shots(), split),
        "gear": of_split(gear_shots(), split),
        "oblique": oblique,
        "turn": turn_shots(split) if split == "tune" else [],
    }
    if split == "check":
        shots["hard"] += _again(legs.hard_shots(size))
        # The clips of timing were rendered first: with the first seeds, people and cameras.
        shots["kicks"].sort(key=lambda shot: not TIMING_FAULTS & shot.faults.keys())
    return shots


def _again(shots: list[Shot]) -> list[Shot]:
    """Return the same movements under other names; other people do them before other cameras."""
    return [replace(shot, name=f"{shot.name}-again") for shot in shots]
