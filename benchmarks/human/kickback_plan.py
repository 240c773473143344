"""When each kickback happens, how high it goes and how fast, for both kinds of kickback."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.profiles import plateau, ramp
from benchmarks.human.spec import ClipSpec

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lift:
    """One rep: times in seconds; ``top_deg`` is the thigh's elevation or extension at the top."""

    side: str
    start_s: float
    top_s: float
    leave_s: float
    end_s: float
    top_deg: float


def plan_lifts(spec: ClipSpec, rng: np.random.Generator) -> list[Lift]:
    """Return all reps in their order."""
    k, f = spec.kickback, spec.kickback_faults
    first = k.first_side or ("left", "right")[int(rng.integers(2))]
    second = "right" if first == "left" else "left"
    counts = {
        "left": k.reps_per_side if k.left_reps is None else k.left_reps,
        "right": k.reps_per_side if k.right_reps is None else k.right_reps,
    }
    order = [first] * counts[first] + [second] * counts[second]
    if k.alternate:
        both = min(counts.values())
        longer = max(counts, key=lambda side: counts[side])
        order = [first, second] * both + [longer] * abs(counts["left"] - counts["right"])
    standing = spec.exercise == "standing-kickback"
    top = (20.0 if standing else 0.0) if k.top_deg is None else k.top_deg
    top += f.range_too_high_deg - f.incomplete_range_deg
    at, out, before = k.still_before_s, [], ""
    for side in order:
        if before and before != side and not k.alternate:
            at += 0.9  # time for the change of sides
        pace = 1 + k.tempo_cv * float(np.clip(rng.normal(), -2, 2))
        lift = k.lift_s * pace * (1 - 0.8 * f.momentum)
        hold = k.hold_s * pace * (1 - 0.95 * f.momentum)
        lower = k.lower_s * pace * (1 - 0.8 * f.dropped_return)
        own = top + k.top_sd_deg * float(np.clip(rng.normal(), -2, 2))
        if side == "right":
            own -= f.uneven_sides_deg
        out.append(Lift(side, at, at + lift, at + lift + hold, at + lift + hold + lower, own))
        at = out[-1].end_s + k.rest_s * (1 + k.tempo_cv * float(np.clip(rng.normal(), -2, 2)))
        before = side
    return out


def shape(time_s: Floats, lift: Lift) -> Floats:
    """Return (T,) 0 at the start, 1 at the top, 0 at the end."""
    return plateau(time_s, lift.start_s, lift.top_s, lift.leave_s, lift.end_s)


def on_support(time_s: Floats, lifts: list[Lift], side: str) -> Floats:
    """Return (T,) 0..1: how far the other leg carries the weight during a side's reps in a row."""
    out = np.zeros_like(time_s)
    index = 0
    while index < len(lifts):
        last = index
        while last + 1 < len(lifts) and lifts[last + 1].side == lifts[index].side:
            last += 1
        if lifts[index].side == side:
            start, end = lifts[index].start_s, lifts[last].end_s
            out += ramp(time_s, start - 0.4, start + 0.1) - ramp(time_s, end - 0.1, end + 0.4)
        index = last + 1
    return out
