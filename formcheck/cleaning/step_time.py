"""Find the time of a step by how the lead of one leg over the other repeats."""

from dataclasses import dataclass

import numpy as np

from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class StepTime:
    """How the time of a step is found.

    Attributes:
        shortest_s: the shortest step, that of 250 steps a minute.
        longest_s: the longest step, that of 50 steps a minute.
        min_fps: at a lower frame rate a step has too few frames to tell how long it is.
        shorter_is_likelier: how much less likely the longest step is taken to be than the shortest,
            because what repeats after one step repeats after two as well.
        max_lead_deg: a larger lead counts as this one, so that a foot that is misread for a moment
            counts no more than a kick.
    """

    shortest_s: float = 0.24
    longest_s: float = 1.2
    min_fps: float = 20.0
    shorter_is_likelier: float = 0.25
    max_lead_deg: float = 80.0


STEP = StepTime()


def step_time_s(lead_deg: FloatArray, time_s: FloatArray) -> float:
    """Return the time of a step; 0 if unknown.

    After one step the other leg leads by as much; after two steps, the same leg does. Frames with
    exchanged legs show how large the lead is as well as others.

    Args:
        lead_deg: (m,) how much further the left shank is raised than the right one.
        time_s: (m,).
    """
    if len(time_s) < 2:
        return 0.0
    even_s = np.linspace(time_s[0], time_s[-1], len(time_s))
    frame_s = float(even_s[1] - even_s[0])
    if frame_s > 1.0 / STEP.min_fps:
        return 0.0
    lead_deg = np.clip(np.interp(even_s, time_s, lead_deg), -STEP.max_lead_deg, STEP.max_lead_deg)
    size, sign = _autocorrelation(np.abs(lead_deg)), _autocorrelation(lead_deg)
    longest = min(int(STEP.longest_s / frame_s), (len(size) - 1) // 2)
    lags = np.arange(int(np.ceil(STEP.shortest_s / frame_s)), longest + 1)
    if not len(lags):
        return 0.0
    likely = size[lags] + 0.5 * (sign[2 * lags] - sign[lags])
    likely *= 1.0 - STEP.shorter_is_likelier * lags / longest
    return float(lags[likely.argmax()]) * frame_s


def _autocorrelation(values: FloatArray) -> FloatArray:
    """Return (n,) how much (n,) values are like themselves after 0, 1, 2 … frames; 1 at first."""
    spectrum = np.fft.rfft(values - values.mean(), 2 * len(values))
    products: FloatArray = np.fft.irfft(np.abs(spectrum) ** 2)[: len(values)]
    products /= np.arange(len(values), 0, -1)
    return products / products[0] if products[0] > 0.0 else products
