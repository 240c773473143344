"""TRC: the markers of each frame, for Kinovea and OpenSim."""

from collections.abc import Mapping

import numpy as np

from formcheck.report.export.export import Export, Writer
from formcheck.report.export.markers import Markers
from formcheck.report.saved import SavedResult
from formcheck.system.arrays import FloatArray
from formcheck.system.files import write_text

_KEYS = (
    "DataRate", "CameraRate", "NumFrames", "NumMarkers", "Units", "OrigDataRate",
    "OrigDataStartFrame", "OrigNumFrames",
)  # fmt: skip


def _files(result: SavedResult, height_m: float | None) -> Mapping[str, Writer]:
    """Return the file in pixels, and the one in metres if the height of the person is known."""
    pixels = Markers.in_pixels(result)
    texts = {"pose_px.trc": _text("pose_px.trc", pixels.names, _held(pixels.xy), result)}
    if height_m is not None:
        metres = Markers.in_metres(result, height_m)
        texts["pose_m.trc"] = _text("pose_m.trc", metres.names, metres.xy, result)
    return {name: _writer(text) for name, text in texts.items()}


def _writer(text: str) -> Writer:
    return lambda path: write_text(path, text)


def _text(file: str, names: tuple[str, ...], xy: FloatArray, result: SavedResult) -> str:
    """Return the text of a file. The data begins in the sixth line, where Kinovea expects it.

    Args:
        file: its name.
        names: of the m markers.
        xy: (n, m, 2) their places, x to the right, y up; NaN where unknown.
        result: the results of the clip.
    """
    n, m, _ = xy.shape
    rate = f"{result.report.source.fps:.6g}"
    values = (rate, rate, str(n), str(m), "m", rate, "1", str(n))
    places = np.concatenate([xy, np.zeros((n, m, 1))], axis=2).reshape(n, 3 * m)
    form = "\t".join(["%d", "%.6f", *["%.5f\t%.5f\t%.0f"] * m])
    rows = np.column_stack([np.arange(1, n + 1), result.track.time_s, places])
    lines = [
        f"PathFileType\t4\t(X/Y/Z)\t{file}",
        "\t".join(_KEYS),
        "\t".join(values),
        "Frame#\tTime\t" + "\t\t\t".join(names) + "\t\t",
        "\t\t" + "\t".join(f"X{i}\tY{i}\tZ{i}" for i in range(1, m + 1)),
        *((form % tuple(row)).replace("nan", "NaN") for row in rows.tolist()),
    ]
    return "\n".join(lines) + "\n"


def _held(xy: FloatArray) -> FloatArray:
    """Return places with those that are unknown held from the last known frame, or the first.

    Kinovea reads no gaps. A marker that is never known lies in the corner of the picture.
    """
    n = len(xy)
    held = xy.copy()
    for marker in range(xy.shape[1]):
        known = np.flatnonzero(np.isfinite(xy[:, marker]).all(axis=1))
        if len(known):
            last = np.searchsorted(known, np.arange(n), side="right") - 1
            held[:, marker] = xy[known[np.maximum(last, 0)], marker]
        else:
            held[:, marker] = 0.0
    return held


TRC = Export("trc", "markers of each frame, for Kinovea and OpenSim", _files)
