"""The profile of a back, without what an arm hides, and its change since the neutral pose."""

import numpy as np
import pytest

from formcheck.kinematics.back_shape import back_shape, neutral_profile
from formcheck.kinematics.dorsal_profile import dorsal_profile
from formcheck.kinematics.slow_back import SLOW_BACK
from formcheck.poses.landmarks import Landmark
from formcheck.poses.outline import STATIONS
from tests.trunk import NEUTRAL, bent, landmarks, track_of


class TestProfile:
    def test_the_back_is_on_the_left_of_a_person_who_faces_right(self) -> None:
        edges = np.stack([np.full((3, len(STATIONS)), v) for v in (0.2, 0.3)], axis=1)
        for facing, offset in ((1, 0.2), (-1, 0.3)):
            track = track_of(np.tile(landmarks(facing=facing), (3, 1, 1)))
            assert dorsal_profile(edges, track.xy_px, facing) == pytest.approx(offset)

    def test_an_elbow_behind_the_back_hides_it(self) -> None:
        xy = landmarks()
        hip, shoulder = xy[Landmark.LEFT_HIP], xy[Landmark.LEFT_SHOULDER]
        xy[Landmark.LEFT_ELBOW] = hip + 0.5 * (shoulder - hip) + np.array([-30.0, 0.0])
        xy[Landmark.LEFT_WRIST] = hip - np.array([0.0, 12.0])
        edges = np.full((1, 2, len(STATIONS)), 0.2)
        profile = dorsal_profile(edges, xy[None], 1)[0]
        assert np.isnan(profile[np.abs(STATIONS - 0.45) < 0.08]).all()
        assert np.isfinite(profile[(STATIONS < 0.1) | (STATIONS > 0.8)]).all()

    def test_neutral_is_the_median_of_known_values(self) -> None:
        profile = np.tile(NEUTRAL, (5, 1))
        profile[4] += 1.0
        profile[:3, 7] = np.nan
        still = np.array([True, True, True, False, False])
        neutral = neutral_profile(profile[still])
        assert np.isnan(neutral[7])
        assert np.delete(neutral, 7) == pytest.approx(np.delete(NEUTRAL, 7))
        assert np.isnan(neutral_profile(profile[:0])).all()


class TestShape:
    def test_offset_and_slope_of_the_profile_do_not_matter(self) -> None:
        change = bent(20.0)
        moved = change + 0.05 - 0.1 * STATIONS
        shapes = back_shape(NEUTRAL + np.stack([change, moved]), NEUTRAL)
        assert shapes.components[0] == pytest.approx(shapes.components[1], abs=1e-4)

    def test_the_shape_grows_with_the_bend(self) -> None:
        angles = (0.0, 10.0, 20.0, 30.0)
        shapes = back_shape(NEUTRAL + np.stack([bent(a) for a in angles]), NEUTRAL)
        assert np.all(np.diff(shapes.components[:, 0]) > 0.002)
        assert shapes.components[0] == pytest.approx(0.0, abs=1e-9)
        assert np.all(shapes.misfit < SLOW_BACK.max_misfit_tl / 2)

    def test_a_few_hidden_stations_change_little_and_many_give_nothing(self) -> None:
        profile = np.tile(NEUTRAL + bent(25.0), (4, 1))
        profile[1, [5, 11, 20, 21, 30]] = np.nan
        profile[2, 8:20] = np.nan  # one wide gap
        profile[3, ::2] = np.nan
        shapes = back_shape(profile, NEUTRAL)
        assert shapes.components[1] == pytest.approx(shapes.components[0], abs=0.002)
        assert np.isnan(shapes.components[2:]).all()
        assert np.isnan(shapes.misfit[2:]).all()

    def test_a_hollow_filled_by_the_mask_is_not_a_bend(self) -> None:
        filled = np.where(np.abs(STATIONS - 0.4) < 0.13, 0.06, 0.0)
        assert back_shape((NEUTRAL + filled)[None], NEUTRAL).misfit[0] > SLOW_BACK.max_misfit_tl
