"""Outlines traced in masks that were drawn with a ruler."""

import warnings

import numpy as np
import pytest

from formcheck.detection.outlines import trace_edges, trace_legs, trace_silhouette
from formcheck.poses.landmarks import COUNT, joint
from formcheck.poses.outline import EDGE_SIDES, SILHOUETTE_ROWS, STATIONS
from tests.trunk import CENTRE, NEUTRAL, drawn, landmarks


class TestTracing:
    @pytest.mark.parametrize("facing", [1, -1])
    @pytest.mark.parametrize("turn_deg", [0.0, 37.0, 85.0, -120.0])
    @pytest.mark.parametrize("trunk_px", [60.0, 110.0])
    def test_a_known_edge_is_found_at_any_inclination_of_the_trunk(
        self, facing: int, turn_deg: float, trunk_px: float
    ) -> None:
        xy = landmarks(turn_deg, trunk_px, facing)
        edges = trace_edges(drawn(NEUTRAL, xy, facing), xy)
        back = edges[EDGE_SIDES.index(facing)]
        front = edges[EDGE_SIDES.index(-facing)]
        # Pixels are square and the outline is slanted: a fifth of one is what remains.
        assert np.abs(back - NEUTRAL).max() < 0.2 / trunk_px + 0.002
        assert np.abs(front - 0.2).max() < 0.2 / trunk_px + 0.002

    def test_a_mirrored_picture_gives_the_same_back(self) -> None:
        xy = landmarks(70.0)
        mask = drawn(NEUTRAL, xy, 1)
        mirrored = xy * [-1.0, 1.0] + [400.0, 0.0]
        assert trace_edges(mask[:, ::-1], mirrored)[1] == pytest.approx(
            trace_edges(mask, xy)[0], abs=1e-9
        )

    def test_a_line_beside_the_person_gives_nothing(self) -> None:
        xy = landmarks()
        assert np.isnan(trace_edges(np.zeros((300, 400)), xy)).all()

    def test_a_mask_without_an_edge_gives_nothing(self) -> None:
        assert np.isnan(trace_edges(np.ones((300, 400)), landmarks())).all()

    def test_unknown_outside_the_picture(self) -> None:
        xy = landmarks()
        moved = xy - np.array([0.0, CENTRE[1]])  # the hips at the upper rim
        edges = trace_edges(drawn(NEUTRAL, moved, 1), moved)
        assert np.isnan(edges[:, STATIONS > 0.01]).all()
        assert np.isfinite(edges[:, STATIONS < -0.03]).all()

    def test_unknown_for_nobody_and_for_tiny_people(self) -> None:
        mask = np.ones((300, 400))
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert np.isnan(trace_edges(mask, np.full((COUNT, 2), np.nan))).all()
            assert np.isnan(trace_edges(mask, landmarks(trunk_px=5.0))).all()


class TestLegs:
    def test_an_object_in_front_of_a_leg_shows_in_the_mask(self) -> None:
        xy = landmarks(trunk_px=60.0)
        xy[joint("right", "ankle"), 0] += 90.0  # drawn where nobody is
        mask = np.zeros((300, 400))
        mask[:, 190:211] = 1.0
        assert trace_legs(mask, xy).tolist() == [[1.0, 1.0], [1.0, pytest.approx(0.1, abs=0.15)]]
        knee_y, ankle_y = (round(float(xy[joint("left", n), 1])) for n in ("knee", "ankle"))
        mask[knee_y : (knee_y + ankle_y) // 2] = 0.0  # a pad before the upper half of the shank
        assert trace_legs(mask, xy)[0] == pytest.approx([1.0, 0.5], abs=0.1)

    def test_a_leg_outside_the_picture_is_unknown(self) -> None:
        mask = np.zeros((300, 400))
        mask[:, 190:211] = 1.0
        half_out = landmarks(trunk_px=60.0) + np.array([0.0, 70.0])  # the picture ends at the shins
        assert trace_legs(mask, half_out).tolist() == [[1.0, 1.0]] * 2
        out = landmarks() + np.array([0.0, 200.0])
        assert np.isnan(trace_legs(mask, out)).all()
        assert np.isnan(trace_legs(np.ones((300, 400)), np.full((COUNT, 2), np.nan))).all()


class TestSilhouette:
    def test_rows_end_where_the_person_ends(self) -> None:
        mask = np.zeros((SILHOUETTE_ROWS * 2, 100))
        mask[20:40, 30:45] = 0.9
        mask[20:40, 60:70] = 0.51
        mask[40:60, 10:90] = 0.49
        edges = trace_silhouette(mask)
        assert (edges[:, 10:20] == np.array([[30.0], [70.0]])).all()
        assert np.isnan(edges[:, :10]).all()
        assert np.isnan(edges[:, 20:]).all()
