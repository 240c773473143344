"""TRC, read back by the rules of OpenSim and of Kinovea."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from formcheck.errors import ResultError
from formcheck.poses.landmarks import Landmark
from formcheck.report.export.exports import EXPORTS
from formcheck.results import Session
from formcheck.system.arrays import FloatArray
from tests.report.export.conftest import GONE_S, Save, exported

# The points of Kinovea's figure of a body with feet, which tracks are given by their order.
KINOVEA = [
    "Hip", "RHip", "RKnee", "RAnkle", "RBigToe", "RSmallToe", "RHeel", "LHip", "LKnee", "LAnkle",
    "LBigToe", "LSmallToe", "LHeel", "Neck", "Head", "Nose", "RShoulder", "RElbow", "RWrist",
    "LShoulder", "LElbow", "LWrist",
]  # fmt: skip


class Trc(NamedTuple):
    """What a file holds: its header, times, and places of the markers, (n, m, 3)."""

    header: dict[str, str]
    names: list[str]
    time_s: FloatArray
    xyz: FloatArray


def opensim(path: Path) -> Trc:
    """Read a file as OpenSim does: the keys in their order, names, X1 Y1 Z1, whole rows."""
    lines = path.read_text("utf-8").split("\n")
    assert lines[0].split()[0] == "PathFileType"
    keys, values = lines[1].split("\t"), lines[2].split("\t")
    assert keys == [
        "DataRate", "CameraRate", "NumFrames", "NumMarkers", "Units", "OrigDataRate",
        "OrigDataStartFrame", "OrigNumFrames",
    ]  # fmt: skip
    header = dict(zip(keys, values, strict=True))
    labels = [label for label in lines[3].split("\t") if label]
    count = int(header["NumMarkers"])
    assert labels[:2] == ["Frame#", "Time"]
    assert len(labels) == count + 2
    axes = [axis for axis in lines[4].split("\t") if axis]
    assert axes == [f"{axis}{i}" for i in range(1, count + 1) for axis in "XYZ"]
    rows = [line.split("\t") for line in lines[5:-1]]
    assert lines[-1] == ""
    assert all(len(row) == 3 * count + 2 for row in rows)
    numbers = np.array([[float(cell) for cell in row] for row in rows])
    assert len(rows) == int(header["NumFrames"])
    assert numbers[:, 0].tolist() == list(range(1, len(rows) + 1))
    assert (np.diff(numbers[:, 1]) > 0.0).all()
    return Trc(header, labels[2:], numbers[:, 1], numbers[:, 2:].reshape(len(rows), count, 3))


def test_kinovea_gets_every_point_of_its_figure_on_its_pixel(save: Save, kicks: Session) -> None:
    trc = opensim(exported(save(), "trc") / "pose_px.trc")
    assert trc.names == KINOVEA
    assert trc.header["Units"] == "m"
    shown_px = trc.xyz[:, :, :2] * [1000.0, -1000.0]  # as Kinovea reads them
    xy_px = kicks.track.xy_px
    there = np.isfinite(xy_px).all(axis=(1, 2))
    assert 0 < there.sum() < kicks.frames
    for name, mark in (("RAnkle", Landmark.RIGHT_ANKLE), ("LWrist", Landmark.LEFT_WRIST)):
        np.testing.assert_allclose(
            shown_px[there, KINOVEA.index(name)], xy_px[there, mark], atol=0.02
        )
    head, neck = shown_px[there, 14], shown_px[there, 13]
    assert (head[:, 1] < xy_px[there, Landmark.NOSE, 1]).all()  # the top of the head is up
    assert (neck[:, 1] > head[:, 1]).all()


def test_kinovea_gets_no_gap(save: Save, kicks: Session) -> None:
    trc = opensim(exported(save(), "trc") / "pose_px.trc")
    assert np.isfinite(trc.xyz).all()
    first = int(np.searchsorted(kicks.time_s, GONE_S[0]))
    gone = np.flatnonzero(np.isnan(kicks.track.xy_px).all(axis=(1, 2)))
    assert first in gone
    np.testing.assert_array_equal(trc.xyz[gone], trc.xyz[[gone[0] - 1] * len(gone)])


def test_opensim_gets_metres_and_gaps(save: Save, kicks: Session) -> None:
    trc = opensim(exported(save(), "trc", height_m=1.80) / "pose_m.trc")
    assert trc.names == [name for name in KINOVEA if "SmallToe" not in name]
    assert np.isnan(trc.xyz[:, :, 0]).any()
    assert (trc.xyz[:, :, 2] == 0.0).all()
    place = dict(zip(trc.names, np.moveaxis(trc.xyz, 1, 0), strict=True))
    thigh = np.linalg.norm(place["RHip"] - place["RKnee"], axis=1)
    shank = np.linalg.norm(place["RKnee"] - place["RAnkle"], axis=1)
    assert np.nanmedian(thigh + shank) == pytest.approx(0.491 * 1.80, rel=0.05)
    assert np.nanmin(trc.xyz[:, :, 1]) == pytest.approx(0.0, abs=1e-5)  # the floor
    assert (place["Neck"][:, 1] > place["Hip"][:, 1])[np.isfinite(place["Neck"][:, 1])].all()
    assert trc.time_s == pytest.approx(kicks.time_s, abs=1e-5)


def test_without_a_height_there_are_no_metres(save: Save) -> None:
    assert not (exported(save(), "trc") / "pose_m.trc").exists()


def test_nobody_has_no_size(save: Save, kicks: Session) -> None:
    result = save()
    result.track.xy_px[:] = np.nan
    with pytest.raises(ResultError, match=r"no leg is seen .* leave out --height"):
        EXPORTS["trc"].files(result, 1.8)
