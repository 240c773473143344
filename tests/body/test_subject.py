"""The person: the view, the facing side and the lengths."""

from typing import Literal

import numpy as np
import pytest

from formcheck.body.subject import observe
from formcheck.body.view import ViewKind
from formcheck.poses.pose import Pose, PoseTrack
from tests.synthetic import SHANK_M, THIGH_M, TRUNK_M, ButtKicks, mirrored, scaled, standing

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

PX = ButtKicks.px_per_m


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize(
    ("yaw_deg", "kind"),
    [
        (0.0, "side"), (10.0, "side"), (20.0, "side"), (-20.0, "side"),
        (45.0, "oblique"), (-45.0, "oblique"),
        (75.0, "front"), (90.0, "front"), (-75.0, "rear"), (-90.0, "rear"),
    ],
)  # fmt: skip
def test_view_by_yaw(yaw_deg: float, kind: ViewKind, facing: Literal[1, -1]) -> None:
    view = observe(ButtKicks(yaw_deg=yaw_deg, facing=facing, noise_px=1.0).track()).view
    assert view.kind == kind
    assert view.yaw_deg == pytest.approx(abs(yaw_deg), abs=2.0)


@pytest.mark.parametrize(("facing", "near"), [(1, "right"), (-1, "left")])
@pytest.mark.parametrize("yaw_deg", [-20.0, 0.0, 20.0])
def test_near_side_by_the_way_the_person_faces(
    facing: Literal[1, -1], near: str, yaw_deg: float
) -> None:
    for track in (
        ButtKicks(facing=facing, yaw_deg=yaw_deg).track(),
        standing(facing=facing, yaw_deg=yaw_deg),
        mirrored(ButtKicks(facing=-1 if facing == 1 else 1, yaw_deg=yaw_deg).track()),
    ):
        view = observe(track).view
        assert (view.facing, view.near_side) == (facing, near)


@pytest.mark.parametrize("yaw_deg", [90.0, -90.0])
def test_no_side_is_near_from_front_or_rear(yaw_deg: float) -> None:
    assert observe(ButtKicks(yaw_deg=yaw_deg).track()).view.near_side is None


@pytest.mark.parametrize("changes", [{}, {"yaw_deg": 10.0}, {"left_deg": 60.0}, {"kicks": 40}])
@pytest.mark.parametrize("factor", [0.5, 1.0])
def test_lengths_within_two_percent(changes: dict[str, float], factor: float) -> None:
    subject = observe(scaled(ButtKicks(**changes).track(), factor))  # type: ignore[arg-type]
    assert subject.trunk_px == pytest.approx(TRUNK_M * PX * factor, rel=0.02)
    assert subject.thigh_px == pytest.approx(THIGH_M * PX * factor, rel=0.02)
    assert subject.shank_px == pytest.approx(SHANK_M * PX * factor, rel=0.02)
    assert subject.leg_px == pytest.approx((THIGH_M + SHANK_M) * PX * factor, rel=0.02)


def test_kicks_towards_the_camera_do_not_shorten_the_legs() -> None:
    subject = observe(ButtKicks(yaw_deg=90.0).track())
    assert subject.leg_px == pytest.approx((THIGH_M + SHANK_M) * PX, rel=0.02)


def test_nobody_has_no_view_and_no_lengths() -> None:
    track = PoseTrack.from_poses([Pose.nobody(0.0), Pose.nobody(0.1)], 640, 480)
    subject = observe(track)
    assert (subject.view.kind, subject.view.yaw_deg, subject.view.near_side) == (
        "unknown",
        None,
        None,
    )
    assert np.isnan(subject.leg_px)
