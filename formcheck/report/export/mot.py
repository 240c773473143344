"""MOT: the measures of each frame as a motion of OpenSim."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from formcheck.report.export.export import Export, Writer
from formcheck.report.saved import SavedResult
from formcheck.system.arrays import FloatArray
from formcheck.system.files import write_text

_LEAST_KNOWN: Final = 0.5  # a measure that is known in a smaller share of the frames is left out


def _text(result: SavedResult) -> str:
    """Return the text of the file.

    OpenSim's `Storage`, which loads motions and plots, stops at the first value that is no number.
    """
    time_s = result.track.time_s
    measures = {
        name: _filled(time_s, values)
        for name, values in result.measures.items()
        if np.isfinite(values).mean() >= _LEAST_KNOWN
    }
    rows = np.column_stack([time_s, *measures.values()])
    form = "\t".join(["%.6f"] * rows.shape[1])
    lines = [
        "formcheck measures",
        "version=1",
        f"nRows={rows.shape[0]}",
        f"nColumns={rows.shape[1]}",
        "inDegrees=yes",
        "endheader",
        "\t".join(["time", *measures]),
        *(form % tuple(row) for row in rows.tolist()),
    ]
    return "\n".join(lines) + "\n"


def _filled(time_s: FloatArray, values: FloatArray) -> FloatArray:
    """Return values with straight lines across gaps; at the ends, the nearest known value."""
    known = np.isfinite(values)
    return np.interp(time_s, time_s[known], values[known])


def _files(result: SavedResult, height_m: float | None) -> Mapping[str, Writer]:
    return {"measures.mot": lambda path: write_text(path, _text(result))}


MOT = Export("mot", "the measures of each frame, angles in degrees, for OpenSim", _files)
