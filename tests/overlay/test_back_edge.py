"""The edge of the back and its bend."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.overlay import Overlay
from formcheck.poses.landmarks import Landmark
from formcheck.results import VERDICT_COLOURS, BackEdge, Verdict
from formcheck.system.arrays import FloatArray
from tests.overlay.frames import (
    SIZES,
    changed,
    drawn,
    person,
    result,
)


def back_of(xy_px: FloatArray, verdict: Verdict, value_deg: float = 18.0) -> BackEdge:
    """An edge a fifth of the trunk behind the line from hip to shoulder."""
    hip, shoulder = xy_px[Landmark.LEFT_HIP], xy_px[Landmark.LEFT_SHOULDER]
    trunk = shoulder - hip
    behind = 0.2 * np.array([trunk[1], -trunk[0]])
    edge = hip + np.linspace(0.0, 0.9, 30)[:, None] * trunk + behind
    return BackEdge(edge, value_deg, verdict)


WRONG = (Verdict.FAULT, Verdict.BORDERLINE)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("verdict", [*WRONG, Verdict.GOOD])
@pytest.mark.parametrize("upper", [*WRONG, Verdict.GOOD])
def test_each_half_of_the_back_has_the_colour_of_its_verdict(
    size: tuple[int, int], verdict: Verdict, upper: Verdict
) -> None:
    xy_px = person(*size)
    frame = result(xy_px, working="right", verdict=Verdict.GOOD)
    back = replace(back_of(xy_px, verdict), upper_verdict=upper)
    plain, shown = drawn(size, frame), drawn(size, replace(frame, back=back))
    for at, colour in ((12, VERDICT_COLOURS[verdict]), (18, VERDICT_COLOURS[upper])):
        x, y = back.xy_px[at].astype(int)
        near = shown[y - 2 : y + 3, x - 2 : x + 3].astype(int)
        assert np.abs(near - colour).sum(axis=2).min() < 40
    left, _, right, bottom = changed(plain, shown)
    width, height = size
    margin = Overlay(*size).layout.margin
    assert left >= margin
    assert right <= width - margin
    assert bottom < 0.7 * height  # it covers no leg


def test_the_bend_of_the_back_is_written_and_left_out_where_unknown() -> None:
    size = (640, 480)
    xy_px = person(*size)
    frame = result(xy_px, working="right", verdict=Verdict.GOOD)
    known, more, unknown = (
        drawn(size, replace(frame, back=back_of(xy_px, Verdict.FAULT, value)))
        for value in (18.0, 25.0, float("nan"))
    )
    assert (known != more).any()
    box, least = changed(unknown, known), changed(known, more)
    assert box[2] - box[0] > 2 * (least[2] - least[0])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("verdict", WRONG)
def test_the_bend_of_the_back_is_framed_in_the_colour_of_its_verdict(
    size: tuple[int, int], verdict: Verdict
) -> None:
    xy_px = person(*size)
    frame = result(xy_px, working="right", verdict=Verdict.GOOD)
    unknown, known = (
        drawn(size, replace(frame, back=back_of(xy_px, verdict, value)))
        for value in (float("nan"), 18.0)
    )
    left, top, right, bottom = changed(unknown, known)
    frame_px = Overlay(*size).layout.arc_line
    for edge in (known[top : top + frame_px], known[bottom - frame_px : bottom]):
        middle = edge[:, (left + right) // 2].astype(int)
        assert np.abs(middle - VERDICT_COLOURS[verdict]).sum(axis=1).min() < 40


def test_a_good_back_has_no_number() -> None:
    xy_px = person(640, 480)
    frame = result(xy_px, working="right", verdict=Verdict.GOOD)
    one, other = (
        drawn((640, 480), replace(frame, back=back_of(xy_px, Verdict.GOOD, value)))
        for value in (3.0, 8.0)
    )
    assert (one == other).all()


def test_a_back_that_is_not_assessed_draws_nothing() -> None:
    xy_px = person(640, 480)
    frame = result(xy_px, working="right", verdict=Verdict.GOOD)
    unknown = back_of(xy_px, Verdict.NOT_ASSESSED)
    assert (drawn((640, 480), frame) == drawn((640, 480), replace(frame, back=unknown))).all()


def test_a_back_that_is_hidden_throughout_draws_nothing() -> None:
    xy_px = person(640, 480)
    frame = result(xy_px, working="right", verdict=Verdict.GOOD)
    hidden = BackEdge(np.full((30, 2), np.nan), float("nan"), Verdict.NOT_ASSESSED)
    assert (drawn((640, 480), frame) == drawn((640, 480), replace(frame, back=hidden))).all()
