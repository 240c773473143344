"""MOT: the measures of each frame as a motion of OpenSim."""

from collections.abc import Mapping

import numpy as np

from formcheck.report.export.export import Export, Writer
from formcheck.report.saved import SavedResult
from formcheck.system.files import write_text


def _text(result: SavedResult) -> str:
    """Return the text of the file. It leaves out the measures that are known in no frame."""
    measures = {
        name: values for name, values in result.measures.items() if np.isfinite(values).any()
    }
    rows = np.column_stack([result.track.time_s, *measures.values()])
    form = "\t".join(["%.6f"] * rows.shape[1])
    lines = [
        "formcheck measures",
        "version=1",
        f"nRows={rows.shape[0]}",
        f"nColumns={rows.shape[1]}",
        "inDegrees=yes",
        "endheader",
        "\t".join(["time", *measures]),
        *((form % tuple(row)).replace("nan", "NaN") for row in rows.tolist()),
    ]
    return "\n".join(lines) + "\n"


def _files(result: SavedResult, height_m: float | None) -> Mapping[str, Writer]:
    return {"measures.mot": lambda path: write_text(path, _text(result))}


MOT = Export("mot", "the measures of each frame, angles in degrees, for OpenSim", _files)
