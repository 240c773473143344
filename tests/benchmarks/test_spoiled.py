"""Pictures that are spoiled on purpose."""

import numpy as np
import pytest

from benchmarks.scores.spoiled import TREATMENTS
from formcheck.system.arrays import Image


def chequered() -> Image:
    """Return a picture of 180 x 320 with a bright square in each second place."""
    down, across = np.mgrid[0:180, 0:320] // 20
    bright = ((down + across) % 2 == 0)[..., None]
    return np.where(bright, (200, 160, 120), (60, 50, 40)).astype(np.uint8)


@pytest.mark.parametrize("name", [name for name in TREATMENTS if name != "as it is"])
def test_a_treatment_spoils_the_picture_the_same_way_each_time(name: str) -> None:
    image, treatment = chequered(), TREATMENTS[name]
    spoiled = treatment(image, 0.4)
    assert spoiled.dtype == np.uint8
    assert spoiled.shape[1:] == (320, 3)
    assert np.array_equal(image, chequered())  # the picture itself stays as it was
    assert not np.array_equal(spoiled, image)
    assert np.array_equal(treatment(image, 0.4), spoiled)


def test_a_dark_picture_is_darker_and_a_bright_one_brighter() -> None:
    image = chequered()
    dark, bright = (TREATMENTS[name](image, 0.0).mean() for name in ("dark", "bright"))
    assert dark < 0.5 * image.mean() < 1.3 * image.mean() < bright


def test_a_hand_moves_the_camera_and_a_cut_takes_the_upper_fifth() -> None:
    image = chequered()
    held = TREATMENTS["held in a hand"]
    assert not np.array_equal(held(image, 0.3), held(image, 0.5))
    assert TREATMENTS["head cut off"](image, 0.0).shape == (144, 320, 3)
