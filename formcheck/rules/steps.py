"""The times between the peaks of one attempt and the next, and how much they vary."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist
from typing import Protocol, TypeVar

import numpy as np

from formcheck.poses.landmarks import Side
from formcheck.reps.attempts import Attempt
from formcheck.reps.sight import SEEN_LEG
from formcheck.reps.spec import Value
from formcheck.rules.context import SAMPLING, Context, film_faster
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class StepTiming:
    """What counts as a step, and how its variation is measured.

    Attributes:
        pause_ratio: a step longer than this many usual ones is a pause, not bad rhythm.
        missed_ratio: if legs take turns, a step from a leg to itself longer than this many usual
            ones is two steps: the kick of the other leg was missed.
        half_frame_share: half a frame may be this share of a step; if it is more, the frame rate
            drowns the variation of the steps.
        middle_quantile: spreads are measured between this quantile and one minus it, so that a
            missed kick, which makes two long steps, does not count.
    """

    pause_ratio: float = 2.5
    missed_ratio: float = 1.5
    half_frame_share: float = 0.1
    middle_quantile: float = 0.87


TIMING = StepTiming()


class HasPeak(Protocol):
    """An attempt, or the rep that was judged from it."""

    @property
    def side(self) -> Side | None: ...  # noqa: D102

    @property
    def peak_s(self) -> float: ...  # noqa: D102


Step = TypeVar("Step", bound=HasPeak)


def seen_steps(attempts: Sequence[Step], context: Context | None = None) -> list[tuple[Step, Step]]:
    """Return each attempt with the next one, where no attempt between them can have been missed.

    Args:
        attempts: in order of time.
        context: it knows when no frames came; None if that does not matter.
    """
    pairs = list(pairwise(attempts))
    if not pairs:
        return []
    take_turns, top_s = any(a.side != b.side for a, b in pairs), SEEN_LEG.top_half_width_s
    longest_s = TIMING.missed_ratio * float(np.median([b.peak_s - a.peak_s for a, b in pairs]))
    return [
        (a, b)
        for a, b in pairs
        if not (context and context.stalled(a.peak_s - top_s, b.peak_s + top_s))
        and not (take_turns and a.side == b.side and b.peak_s - a.peak_s > longest_s)
    ]


def steps_s(
    attempts: Sequence[Step],
    timed: Callable[[Step], bool] = lambda attempt: True,
    context: Context | None = None,
) -> FloatArray:
    """Return the times in seconds from each peak to the next one, pauses left out.

    Args:
        attempts: in order of time.
        timed: a step counts if this is True for the attempts at both of its ends.
        context: see `seen_steps`.
    """
    pairs = seen_steps(attempts, context)
    steps = np.array([b.peak_s - a.peak_s for a, b in pairs if timed(a) and timed(b)])
    return steps[steps < TIMING.pause_ratio * np.median(steps)] if len(steps) else steps


def cadence_per_min(attempts: Sequence[HasPeak]) -> float:
    """Return the steps a minute, pauses left out; NaN with fewer than two attempts."""
    steps = steps_s(attempts)
    step_s = float(np.median(steps)) if len(steps) else 0.0
    return 60.0 / step_s if step_s > 0.0 else float("nan")


def top_seen(attempt: Attempt) -> bool:
    """Return True if the top of an attempt was seen, so that its time is known exactly."""
    return attempt.sight[attempt.side] == "seen" and not attempt.cut


def top_timed(attempt: Attempt) -> bool:
    """Return True if the top of an attempt was seen, by frames close enough to time it."""
    return top_seen(attempt) and attempt.fps >= SAMPLING.least_fps


def frames_too_coarse(attempts: Sequence[Attempt], context: Context) -> str:
    """Return why the frame rate is too low to time these steps; empty if it is not."""
    if 0.5 / context.fps > TIMING.half_frame_share * float(np.median(steps_s(attempts))):
        return film_faster(context)
    return ""


def variation_pct(values: FloatArray) -> float:
    """Return the coefficient of variation of the middle values, in percent."""
    return 100.0 * spread(values) / float(np.median(values))


def spread(values: FloatArray) -> float:
    """Return the standard deviation as the middle values show it; two strays in 14 do not count."""
    count = len(values)
    if count < 2:
        return 0.0
    low, high = np.quantile(values, [1.0 - TIMING.middle_quantile, TIMING.middle_quantile])
    # How many standard deviations these quantiles of so few normal values are apart (Blom): 2.0
    # for 14 values.
    rank = 1.0 + TIMING.middle_quantile * (count - 1)
    return float(high - low) / (2.0 * NormalDist().inv_cdf((rank - 0.375) / (count + 0.25)))


def known_peaks(
    value: Value, attempts: Sequence[Attempt], side: Side, context: Context
) -> FloatArray:
    """Return a value of the reps in which this leg was seen whole; none unless from the side.

    A rep with a long gap between two frames is left out: its top may lie in the gap.
    """
    if not context.view.shows_sagittal_plane:
        return np.array([])
    peaks = [
        a.values[value]
        for a in attempts
        if a.side == side and top_timed(a) and a.frames >= SAMPLING.least_frames
    ]
    return np.array([peak for peak in peaks if np.isfinite(peak)])
