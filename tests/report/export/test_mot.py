"""MOT, read back by the rules of OpenSim."""

import re

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
    known = [name for name, values in kicks.measures.items() if np.isfinite(values).any()]
    assert labels[1:] == known
    for i, name in enumerate(known, start=1):
        np.testing.assert_allclose(rows[:, i], kicks.measures[name], atol=1e-4)
    assert "left_knee_flexion_deg" in known
    assert "left_knee_inward_deg" not in known  # not seen from the side
