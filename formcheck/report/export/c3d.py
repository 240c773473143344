"""C3D: the markers of each frame, and the reps as events, for motion analysis programs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.errors import ResultError
from formcheck.report.export.export import Export, Writer
from formcheck.report.export.markers import Markers
from formcheck.report.saved import SavedResult
from formcheck.system.files import replacing

_MOST_FRAMES: Final = 65_535  # the format counts frames in 16 bits


def _files(result: SavedResult, height_m: float | None) -> Mapping[str, Writer]:
    """Return the file; its unit is a millimetre, or a pixel if the height is not known.

    Raises:
        ResultError: the package ezc3d is missing, or the clip is too long.
    """
    try:
        import ezc3d  # noqa: F401
    except ImportError:
        raise ResultError(
            "the format c3d needs the package ezc3d: run pip install 'formcheck[c3d]'"
        ) from None
    frames = len(result.track.time_s)
    if frames > _MOST_FRAMES:
        raise ResultError(
            f"{result.folder}: the format c3d holds at most {_MOST_FRAMES} frames and the clip has"
            f" {frames}: export trc instead"
        )
    markers = Markers.of(result, height_m)
    return {"pose.c3d": lambda path: _write(path, markers, result)}


def _write(path: Path, markers: Markers, result: SavedResult) -> None:
    """Write the file, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    import ezc3d

    n, m, _ = markers.xy.shape
    points = np.concatenate(
        [1000.0 * markers.xy.transpose(2, 1, 0), np.zeros((1, m, n)), np.ones((1, m, n))]
    )
    unknown = ~np.isfinite(points).all(axis=0)
    points[:3, unknown] = np.nan
    file = ezc3d.c3d()
    parameters = file["parameters"]["POINT"]
    parameters["RATE"]["value"] = [result.report.source.fps]
    parameters["UNITS"]["value"] = ["mm"]
    parameters["LABELS"]["value"] = list(markers.names)
    file["data"]["points"] = points
    file["data"]["meta_points"]["residuals"] = np.where(unknown, -1.0, 0.0)[None]
    for part in result.parts:
        for rep in part.report.reps:
            context = rep.side.capitalize() if rep.side else "General"
            for label, at_s in (("start", rep.start_s), ("top", rep.peak_s), ("end", rep.end_s)):
                file.add_event([at_s // 60.0, at_s % 60.0], context=context, label=label)
    with replacing(path) as temporary:
        file.write(str(temporary))


C3D = Export("c3d", "markers of each frame, and the reps as events", _files)
