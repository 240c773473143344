"""The endless kicks of the memory benchmark."""

import numpy as np
import pytest

from benchmarks.speed.soak import looped
from tests.synthetic import ButtKicks


def test_the_kicks_go_on_to_the_end_at_an_even_pace() -> None:
    kicks = ButtKicks(kicks=40).track()
    times_s = [pose.time_s for pose in looped(kicks, 40.0)]
    assert times_s[-1] == pytest.approx(40.0, abs=0.1)
    np.testing.assert_allclose(np.diff(times_s), 1.0 / 30.0)
