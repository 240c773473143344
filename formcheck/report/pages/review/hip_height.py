"""The height of the hips, as the page tells it.

Measured from the lower edge of the picture it says nothing by itself. Rules judge how far the hips
rise and fall in a rep: so the page counts it from where they are lowest in the rep.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np

from formcheck.kinematics.trunk import mid_hip_height
from formcheck.report.json_report import SessionReport
from formcheck.results import Rep
from formcheck.system.arrays import FloatArray

_SLACK_S: Final = 1e-3  # times are saved with four decimals


def counted_from_lowest(report: SessionReport, measure: str) -> bool:
    """Return whether the page counts a measure from its lowest: not if a rule judges its level."""
    limits = (limit for row in report.summary for limit in row.limits)
    is_judged = any(limit.measure == measure and limit.on_curve for limit in limits)
    return measure == mid_hip_height.name and bool(report.reps) and not is_judged


def from_lowest(
    judged: SessionReport,
    shown: SessionReport,
    columns: Mapping[str, FloatArray],
    time_s: FloatArray,
) -> dict[str, FloatArray]:
    """Return the columns that count from the lowest of a rep, which lasts until the next begins.

    Args:
        judged: the reps as they were judged.
        shown: the same ones as the page shows them.
        columns: the measures by name, (n,) each.
        time_s: (n,) times.
    """
    starts_s = np.array([rep.start_s for rep in shown.reps])
    order = np.argsort(starts_s, kind="stable")
    now = np.searchsorted(starts_s[order], time_s + _SLACK_S, side="right") - 1
    return {
        name: values
        - np.array([_lowest(rep, values, time_s) for rep in judged.reps])[order[np.maximum(now, 0)]]
        for name, values in columns.items()
        if counted_from_lowest(judged, name)
    }


def _lowest(rep: Rep, values: FloatArray, time_s: FloatArray) -> float:
    within = (rep.start_s - _SLACK_S <= time_s) & (time_s <= rep.end_s + _SLACK_S)
    known = values[within & np.isfinite(values)]
    return float(known.min()) if known.size else np.nan
