"""A lifted leg read from the silhouette, in masks that were drawn with a ruler."""

import numpy as np
import pytest

from formcheck.kinematics.silhouette import aside_deg, place_empty
from tests.lifted_leg import HEIGHT, KNEE, TOES, WIDTH, drawn, rest_of, traced

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("flipped", [False, True])
@pytest.mark.parametrize("up", [0.0, 0.3, 0.5, 1.0])
def test_the_place_of_a_lifted_leg_is_empty(up: float, flipped: bool, scale: int) -> None:
    rest, mask = drawn(scale=scale), drawn(up, scale=scale)
    if flipped:
        rest, mask = rest[:, ::-1], mask[:, ::-1]
    working = 1 if flipped else -1
    silhouette = traced(mask)
    # Of the lowest 30 % of the person, 75 pixels, the leg has left this share from below.
    gone = min(1.0, up * (TOES - KNEE) / 75.0)
    assert place_empty(silhouette, rest_of(rest), working)[0] == pytest.approx(gone, abs=0.04)
    assert place_empty(silhouette, rest_of(rest), -working)[0] == pytest.approx(0.0)


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("flipped", [False, True])
@pytest.mark.parametrize("bent", [True, False])
@pytest.mark.parametrize("aside", [0.0, 14.0, 20.0, 33.0])
def test_the_angle_of_a_leg_aside_comes_from_how_far_it_reaches(
    aside: float, bent: bool, flipped: bool, scale: int
) -> None:
    rest, mask = drawn(scale=scale), drawn(1.0, aside, bent=bent, scale=scale)
    if flipped:
        rest, mask = rest[:, ::-1], mask[:, ::-1]
    working = 1 if flipped else -1
    silhouette = traced(mask)
    assert aside_deg(silhouette, rest_of(rest), working)[0] == pytest.approx(aside, abs=0.5)
    assert aside_deg(silhouette, rest_of(rest), -working)[0] == 0.0


def test_a_leg_in_front_of_an_arm_is_in_line() -> None:
    assert aside_deg(traced(drawn(1.0, 5.0, bent=False)), rest_of(drawn()), -1)[0] == 0.0


def test_a_hand_that_is_put_further_out_is_not_a_leg() -> None:
    mask = drawn(1.0)
    mask[310:320, 210:400] = 1.0
    assert aside_deg(traced(mask), rest_of(drawn()), -1)[0] == 0.0


def test_an_empty_frame_gives_nothing() -> None:
    nobody = np.zeros((HEIGHT, WIDTH))
    for read in (place_empty, aside_deg):
        assert np.isnan(read(traced(nobody), rest_of(drawn()), 1)).all()
