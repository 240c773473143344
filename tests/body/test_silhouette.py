"""The silhouette at rest, found in masks that were drawn with a ruler."""

import numpy as np
import pytest

from formcheck.body.silhouette import at_rest
from tests.lifted_leg import HEIGHT, LEGS_PX, WIDTH, drawn, traced

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def test_rest_is_found_among_lifts_of_one_leg_and_empty_frames() -> None:
    nobody = np.zeros((HEIGHT, WIDTH))
    masks = [drawn(), drawn(), nobody, *[drawn(1.0, 20.0)] * 4]
    rest = at_rest(traced(*masks), HEIGHT)
    assert rest is not None
    np.testing.assert_array_equal(rest.edges_px, traced(drawn())[0])
    assert rest.width_px == LEGS_PX
    assert at_rest(traced(nobody, nobody), HEIGHT) is None
