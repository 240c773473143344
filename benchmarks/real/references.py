"""Angles that were measured by other means, and the same angles of a pose."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.real.truth import TruthError
from formcheck.body.joints import trunk_vector
from formcheck.poses.landmarks import SIDES, Side, joint
from formcheck.system.arrays import FloatArray, IntArray

KNEE = "knee_flexion_deg"
THIGH = "thigh_from_vertical_deg"
TRUNK = "trunk_from_vertical_deg"
#: Columns of a motion file of OpenSim, and the angles that they are.
_OPENSIM = {"knee_angle_l": f"left_{KNEE}", "knee_angle_r": f"right_{KNEE}"}
_OPENSIM_HEAD_ENDS = "endheader"


@dataclass(frozen=True, slots=True)
class Reference:
    """Measured angles over time. Knees: 0 straight. Thigh and trunk: angle from the vertical.

    Attributes:
        time_s: (n,) times of the clip, in seconds.
        angles_deg: (n,) for each angle, without a sign, by name.
    """

    time_s: FloatArray
    angles_deg: Mapping[str, FloatArray]

    def at(self, name: str, time_s: FloatArray) -> FloatArray:
        """Return an angle at other times; NaN before the first and after the last."""
        return np.interp(time_s, self.time_s, self.angles_deg[name], left=np.nan, right=np.nan)


@dataclass(frozen=True, slots=True)
class KneeLabels:
    """Knee flexion of both legs by eye.

    Attributes:
        frames: (n,) numbers of the frames, from 0.
        flexion_deg: (n,) degrees, for each leg.
    """

    frames: IntArray
    flexion_deg: Mapping[Side, FloatArray]


def read_reference(path: Path) -> Reference:
    """Read a table with a column ``video_time_s``, or a motion file (``.mot``) of OpenSim.

    Raises:
        TruthError: the file is not such a table.
    """
    if path.suffix == ".mot":
        columns = _table(path, "\t", after=_OPENSIM_HEAD_ENDS)
        angles = {name: _column(path, columns, theirs) for theirs, name in _OPENSIM.items()}
        return Reference(_column(path, columns, "time"), angles)
    columns = _table(path, ",")
    time_s = _column(path, columns, "video_time_s")
    return Reference(time_s, {name: columns[name] for name in ANGLES if name in columns})


def read_labels(path: Path) -> KneeLabels:
    """Read a table with the columns ``frame``, ``left_knee_flexion_deg`` and ``right_…``.

    Raises:
        TruthError: the file is not such a table.
    """
    columns = _table(path, ",")
    flexion_deg = {side: _column(path, columns, f"{side}_{KNEE}") for side in SIDES}
    return KneeLabels(_column(path, columns, "frame").astype(np.int64), flexion_deg)


def _table(path: Path, delimiter: str, *, after: str = "") -> dict[str, FloatArray]:
    """Return the columns of a table of numbers that starts after the line ``after``."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        start = lines.index(after) + 1 if after else 0
        head, *rows = csv.reader((line for line in lines[start:] if line), delimiter=delimiter)
        values = np.array([[float(cell) for cell in row] for row in rows])
        return dict(zip(head, values.T, strict=True))
    except (OSError, ValueError) as error:
        raise TruthError(f"{path} is not a table of angles ({error})") from None


def _column(path: Path, columns: Mapping[str, FloatArray], name: str) -> FloatArray:
    if name not in columns:
        raise TruthError(f"{path} has no column {name}")
    return columns[name]


def angles_of(points: FloatArray) -> dict[str, FloatArray]:
    """Return the same angles of poses, by name, without a sign.

    Args:
        points: (n, 33, d) places of the landmarks, in the picture (d = 2) or in space (d = 3).
    """
    down = np.zeros(points.shape[-1])
    down[1] = 1.0
    angles = {TRUNK: _between_deg(-trunk_vector(points), down)}
    for side in SIDES:
        hip, knee, ankle = (points[:, joint(side, name)] for name in ("hip", "knee", "ankle"))
        angles[f"{side}_{KNEE}"] = _between_deg(knee - hip, ankle - knee)
        angles[f"{side}_{THIGH}"] = _between_deg(knee - hip, down)
    return angles


def _between_deg(a: FloatArray, b: FloatArray) -> FloatArray:
    lengths = np.linalg.norm(a, axis=-1) * np.linalg.norm(b, axis=-1)
    cosine = np.divide(
        (a * b).sum(axis=-1), lengths, out=np.full(lengths.shape, np.nan), where=lengths > 0
    )
    degrees: FloatArray = np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))
    return degrees


#: Every angle, and formcheck's measure of it.
ANGLES: Mapping[str, str] = {
    **{f"{side}_{KNEE}": f"{side}_knee_flexion_deg" for side in SIDES},
    **{f"{side}_{THIGH}": f"{side}_thigh_inclination_deg" for side in SIDES},
    TRUNK: "trunk_inclination_deg",
}
