"""What few frames a second can still tell of an attempt, and what not."""

from collections.abc import Sequence
from dataclasses import replace

from formcheck.reps.attempts import Attempt
from formcheck.reps.curve import OF_A_CURVE
from formcheck.rules.context import SAMPLING, Context, film_faster, whole_fps
from formcheck.rules.limits import RepLimits

_HIGHEST = ("peak", "max")
_NEED_A_PEAK = (*_HIGHEST, "min", "range")


def depends_on_timing(limits: Sequence[RepLimits], *, quick: bool) -> bool:
    """Return True if some value is timed, or is an extreme of a quick rep."""
    reduced = {limit.value.reduce for limit in limits}
    return not reduced.isdisjoint(OF_A_CURVE) or (quick and not reduced.isdisjoint(_HIGHEST))


def too_few_frames(limits: Sequence[RepLimits], attempt: Attempt, context: Context) -> str:
    """Return why an attempt has too few frames; empty if it has enough."""
    reduced = {limit.value.reduce for limit in limits}
    lasts_s = attempt.end_s - attempt.start_s
    few_frames = lasts_s * attempt.fps < SAMPLING.quick_s * SAMPLING.least_fps
    quick = lasts_s < SAMPLING.quick_s or (context.fast and few_frames)
    too_slow = attempt.fps < SAMPLING.least_fps and depends_on_timing(limits, quick=quick)
    no_peak = not reduced.isdisjoint(_NEED_A_PEAK) and attempt.frames < SAMPLING.least_frames
    return film_faster(replace(context, fps=attempt.fps)) if too_slow or no_peak else ""


def good_if_reached(limits: Sequence[RepLimits], attempt: Attempt) -> bool:
    """Return whether a good verdict is sure however few frames show the attempt.

    The highest value of some frames is at most that of the movement: one that is high enough
    stays so, one that is too low may have been higher between two frames. A long attempt of which
    few frames tell may be two.
    """
    return attempt.end_s - attempt.start_s < SAMPLING.quick_s and all(
        limit.value.reduce in _HIGHEST
        and limit.value.against is None
        and limit.good_to is None
        and not limit.conditions
        for limit in limits
    )


def top_missed(attempt: Attempt) -> str:
    """Return the caution on a good verdict that few frames give."""
    fps = whole_fps(attempt.fps)
    return f"{fps} frames a second may miss the top, so the number may be too low"
