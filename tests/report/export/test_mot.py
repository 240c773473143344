"""MOT, read back by the rules of OpenSim."""

import re
from dataclasses import replace

import numpy as np
import pytest

from formcheck.results import Session
from tests.report.export.conftest import Save, exported


def test_opensim_reads_every_measure(save: Save, kicks: Session) -> None:
    lines = (exported(save(), "mot") / "measures.mot").read_text("utf-8").split("\n")
    end = lines.index("endheader")
    found = [re.fullmatch("(.*)=(.*)", line) for line in lines[:end]]
    header = {match[1]: match[2] for match in found if match}
    labels = lines[end + 1].split("\t")
    rows = np.array([[float(cell) for cell in line.split("\t")] for line in lines[end + 2 : -1]])
    assert header["inDegrees"] == "yes"
    assert rows.shape == (int(header["nRows"]), int(header["nColumns"]))
    assert rows.shape == (kicks.frames, len(labels))
    assert labels[0] == "time"
    assert len(set(labels)) == len(labels)
    assert rows[:, 0] == pytest.approx(kicks.time_s, abs=1e-5)
    assert "left_knee_flexion_deg" in labels
    assert "left_knee_inward_deg" not in labels  # not seen from the side
    for i, name in enumerate(labels[1:], start=1):
        known = np.isfinite(kicks.measures[name])
        np.testing.assert_allclose(rows[known, i], kicks.measures[name][known], atol=1e-4)


def test_a_gap_is_a_straight_line_because_opensim_reads_none(save: Save, kicks: Session) -> None:
    """`Storage` of OpenSim 4.6 reads no row after the first NaN."""
    lines = (exported(save(), "mot") / "measures.mot").read_text("utf-8").split("\n")
    begin = lines.index("endheader") + 1
    column = lines[begin].split("\t").index("left_knee_flexion_deg")
    read = np.array([float(line.split("\t")[column]) for line in lines[begin + 1 : -1]])
    gone = np.flatnonzero(np.isnan(kicks.measures["left_knee_flexion_deg"]))
    before, after = gone[0] - 1, gone[-1] + 1
    assert len(gone) == after - before - 1
    np.testing.assert_allclose(
        np.diff(read[before : after + 1]),
        (read[after] - read[before]) / (after - before),
        atol=1e-5,
    )


def test_a_measure_that_is_mostly_unknown_is_left_out(save: Save) -> None:
    result = save()
    some = np.full(len(result.track.time_s), np.nan)
    some[: len(some) // 3] = 1.0
    result = replace(result, measures={"rare_deg": some, "flat_deg": np.zeros(len(some))})
    text = (exported(result, "mot") / "measures.mot").read_text("utf-8")
    assert "\ntime\tflat_deg\n" in text
