"""The bend of the back at rest and in slow reps, read from drawn masks and made-up profiles."""

import warnings

import numpy as np
import pytest

from formcheck.detection.outlines import trace_edges
from formcheck.kinematics.slow_back import SlowBack, lumbar_extension
from formcheck.poses.landmarks import SIDES, Landmark
from formcheck.system.arrays import FloatArray
from tests.trunk import NEUTRAL, bent, drawn, landmarks, track_of


def estimate(
    bends_deg: FloatArray, turn_deg: float = 85.0, trunk_px: float = 120.0, facing: int = 1
) -> tuple[FloatArray, FloatArray]:
    """Trace and read drawn people who are still for the first half of a second."""
    xy = landmarks(facing * turn_deg, trunk_px, facing)
    edges = np.stack(
        [trace_edges(drawn(NEUTRAL + bent(bend), xy, facing), xy) for bend in bends_deg]
    )
    track = track_of(np.tile(xy, (len(edges), 1, 1)))
    still = track.time_s < 0.5
    result = lumbar_extension(edges, track, facing=facing, near_side="left", still=still)
    return result.lumbar_extension_deg, result.sigma_deg


BENDS = np.concatenate([np.zeros(10), np.linspace(0.0, 25.0, 10), np.full(10, 25.0)])


class TestLumbarExtension:
    @pytest.mark.parametrize("turn_deg", [5.0, 85.0])
    def test_follows_the_bend(self, turn_deg: float) -> None:
        values, sigma = estimate(BENDS, turn_deg)
        assert np.abs(values[:8]).max() < 1.0
        assert 12.0 < values[-1] < 40.0
        assert np.corrcoef(values, BENDS)[0, 1] > 0.98
        assert np.all(sigma > 3.0)
        assert sigma[-1] > sigma[0]

    def test_facing_size_and_small_turns_do_not_matter(self) -> None:
        usual, _ = estimate(BENDS)
        for turn_deg, trunk_px, facing in ((85.0, 120.0, -1), (95.0, 120.0, 1), (85.0, 70.0, 1)):
            values, _ = estimate(BENDS, turn_deg, trunk_px, facing)
            assert values == pytest.approx(usual, abs=1.5)

    def test_a_rounded_back_is_negative(self) -> None:
        values, _ = estimate(-BENDS)
        assert values[-1] < -10.0

    def test_unknown_without_a_neutral(self) -> None:
        xy = np.tile(landmarks(85.0), (6, 1, 1))
        edges = np.tile(NEUTRAL, (6, 2, 1))
        still = np.zeros(6, dtype=np.bool_)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = lumbar_extension(edges, track_of(xy), facing=1, near_side="left", still=still)
        assert np.isnan(result.lumbar_extension_deg).all()
        assert np.isnan(result.sigma_deg).all()

    def test_unknown_frames_do_not_change_their_neighbours(self) -> None:
        n = 12
        xy = np.tile(landmarks(85.0), (n, 1, 1))
        edges = np.tile(NEUTRAL + bent(20.0), (n, 2, 1))
        edges[:4] = NEUTRAL
        edges[8] = np.nan
        xy[8] = np.nan
        still = np.arange(n) < 4
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = lumbar_extension(edges, track_of(xy), facing=1, near_side="left", still=still)
        assert np.flatnonzero(np.isnan(result.lumbar_extension_deg)).tolist() == [8]
        assert result.lumbar_extension_deg[9] == pytest.approx(
            result.lumbar_extension_deg[10], abs=2.0
        )

    def test_a_flexible_hip_alone_is_not_arching(self) -> None:
        n = 12
        xy = np.tile(landmarks(85.0), (n, 1, 1))
        trunk = xy[0, Landmark.LEFT_SHOULDER] - xy[0, Landmark.LEFT_HIP]
        ahead = np.array([-trunk[1], trunk[0]])
        knees = xy[0, Landmark.LEFT_HIP] + np.stack([ahead, -trunk])  # hanging, then lifted
        xy[:, Landmark.LEFT_KNEE] = knees[0]
        xy[:, Landmark.RIGHT_KNEE] = knees[0]
        xy[6:, Landmark.LEFT_KNEE] = knees[1]
        edges = np.tile(NEUTRAL, (n, 2, 1))
        still = np.arange(n) < 4
        for side in SIDES:
            result = lumbar_extension(edges, track_of(xy), facing=1, near_side=side, still=still)
            assert np.abs(result.lumbar_extension_deg).max() < 5.0

    def test_without_smoothing(self) -> None:
        edges = np.tile(NEUTRAL, (5, 2, 1))
        xy = np.tile(landmarks(85.0), (5, 1, 1))
        still = np.ones(5, dtype=np.bool_)
        result = lumbar_extension(
            edges,
            track_of(xy),
            facing=1,
            near_side="left",
            still=still,
            settings=SlowBack(smooth_s=0.0),
        )
        assert result.lumbar_extension_deg == pytest.approx(0.0, abs=1e-9)


class TestRibFlare:
    def test_only_a_bend_above_the_waist_is_flare(self) -> None:
        xy = np.tile(landmarks(85.0), (12, 1, 1))
        still = np.arange(12) < 4

        def read(station: float) -> tuple[float, float]:
            edges = np.tile(NEUTRAL, (12, 2, 1))
            edges[6:] += bent(25.0, station)
            back = lumbar_extension(edges, track_of(xy), facing=1, near_side="left", still=still)
            return float(back.rib_flare_deg[-1]), float(back.lumbar_extension_deg[-1])

        high, low = read(0.65), read(0.3)
        assert high[0] > 10.0
        assert high[1] < 5.0
        assert low[1] > low[0]
