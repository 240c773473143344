"""Every measure on a stick figure that was posed with a protractor."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

import numpy as np
import pytest

from formcheck.body.geometry import length, quantile
from formcheck.body.motion import Motion
from formcheck.body.subject import LENGTH_QUANTILE, observe
from formcheck.body.view import ViewKind
from formcheck.kinematics.measures import MEASURES, OUTLINE_MEASURES, all_measures, measure
from formcheck.poses.landmarks import COUNT, SIDES, Landmark, Side, joint, other
from formcheck.poses.outline import STATIONS, Outline
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import FloatArray
from tests.synthetic import mirrored

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

THIGH, SHANK, TRUNK = 120.0, 110.0, 150.0


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Angles from the vertical, forward positive, as a picture's plane shows them."""

    trunk: float = 0.0
    thigh: Mapping[Side, float] = field(default_factory=lambda: {"left": 0.0, "right": 0.0})
    knee: Mapping[Side, float] = field(default_factory=lambda: {"left": 0.0, "right": 0.0})
    upper_arm: float = 0.0
    elbow: float = 0.0
    foot_down: float = 0.0
    head: float = 0.0
    hip: tuple[float, float] = (300.0, 400.0)
    facing: Literal[1, -1] = 1
    width: int = 640
    height: int = 800

    def motion(self, frames: int = 1, step: tuple[float, float] = (0.0, 0.0)) -> Motion:
        """Return the figure over frames of 0.1 s, moving as a whole by ``step`` pixels in each."""
        xy = np.full((COUNT, 2), 50.0)
        hip = np.array(self.hip)
        shoulder = hip + TRUNK * self._hang(180.0 - self.trunk)
        ear = shoulder + 30.0 * self._hang(180.0 - self.trunk - self.head)
        xy[Landmark.NOSE] = ear + np.array([20.0 * self.facing, 0.0])
        for side in SIDES:
            knee = hip + THIGH * self._hang(self.thigh[side])
            ankle = knee + SHANK * self._hang(self.thigh[side] - self.knee[side])
            elbow = shoulder + 80.0 * self._hang(self.upper_arm - self.trunk)
            wrist = elbow + 70.0 * self._hang(self.upper_arm - self.trunk + self.elbow)
            heel = ankle + np.array([-10.0 * self.facing, 15.0])
            toe = heel + 40.0 * self._hang(90.0 - self.foot_down)
            places = {
                "hip": hip, "knee": knee, "ankle": ankle, "shoulder": shoulder,
                "elbow": elbow, "wrist": wrist, "heel": heel, "foot_index": toe, "ear": ear,
            }  # fmt: skip
            for name, place in places.items():
                xy[joint(side, name)] = place
        world_m = np.zeros((COUNT, 3))
        for landmark in Landmark:
            # The left side of a person who faces right is away from the camera.
            world_m[landmark, 2] = 0.1 * self.facing * (1.0 if "LEFT" in landmark.name else -1.0)
        moved = xy + np.arange(frames)[:, None, None] * np.array(step)
        track = PoseTrack(
            time_s=np.asarray(0.1 * np.arange(frames), dtype=np.float64),
            xy_px=moved,
            world_m=np.broadcast_to(world_m, (frames, COUNT, 3)).astype(np.float32),
            visibility=np.ones((frames, COUNT), np.float32),
            people=np.ones(frames, dtype=np.int64),
            width=self.width,
            height=self.height,
        )
        return Motion(track, observe(track))

    def _hang(self, forward_deg: float) -> FloatArray:
        forward = np.radians(forward_deg)
        return np.array([self.facing * np.sin(forward), np.cos(forward)])


def front_view(kind: Literal["front", "rear"] = "front") -> Motion:
    """Return a person on the left leg: knee and thigh inward, right hip low, shoulders turned.

    From behind the picture is the mirror image of the one from the front.
    """
    aside = 1.0 if kind == "front" else -1.0  # where the person's left is
    places = {
        "left_hip": (50.0, 400.0), "left_knee": (20.0, 500.0), "left_ankle": (50.0, 600.0),
        "right_hip": (-50.0, 410.0), "right_knee": (-50.0, 510.0), "right_ankle": (-40.0, 602.0),
        "left_shoulder": (60.0, 200.0), "right_shoulder": (-60.0, 212.0),
    }  # fmt: skip
    xy_px = np.full((COUNT, 2), 50.0)
    for name, (left_px, down_px) in places.items():
        xy_px[Landmark[name.upper()]] = 300.0 + aside * left_px, down_px
    world_m = np.zeros((COUNT, 3))
    for side in SIDES:
        out = 1.0 if side == "left" else -1.0
        world_m[joint(side, "hip"), 0] = 0.1 * out * aside
        # The left shoulder is in front by as much as it is aside; the camera is at -z.
        world_m[joint(side, "shoulder")] = 0.15 * out * np.array([aside, 0.0, -aside])
    track = PoseTrack(
        time_s=np.array([0.0, 0.1]),
        xy_px=np.stack([xy_px, xy_px]),
        world_m=np.stack([world_m, world_m]).astype(np.float32),
        visibility=np.ones((2, COUNT), np.float32),
        people=np.ones(2, dtype=np.int64),
        width=640,
        height=800,
    )
    return Motion(track, observe(track))


# Worked out by hand: the left knee is 30 of 100 pixels inside, the hip line falls 10 in 100.
FROM_THE_FRONT = {
    ("knee_inward_deg", "left"): 2.0 * float(np.degrees(np.arctan2(30.0, 100.0))),
    ("knee_inward_deg", "right"): -float(np.degrees(np.arctan2(10.0, 92.0))),
    ("thigh_inward_deg", "left"): float(np.degrees(np.arctan2(30.0, 100.0))),
    ("thigh_inward_deg", "right"): 0.0,
    ("thigh_off_line_deg", "left"): -float(np.degrees(np.arcsin(30.0 / np.hypot(30.0, 100.0)))),
    ("thigh_off_line_deg", "right"): 0.0,
    ("leg_away_ll", "left"): 2.0 / (2.0 * float(np.hypot(30.0, 100.0))),
    ("leg_away_ll", "right"): 10.0 / (2.0 * float(np.hypot(30.0, 100.0))),
    ("pelvic_drop_deg", "right"): float(np.degrees(np.arctan(0.1) - 0.5 * np.arctan(0.1))),
    ("pelvic_drop_deg", "left"): -float(np.degrees(np.arctan(0.1) - 0.5 * np.arctan(0.1))),
    ("shoulder_tilt_deg", "left"): -float(np.degrees(np.arctan(0.1))),
    ("shoulder_turn_deg", "left"): 45.0,
    ("stance_width_hw", "left"): 0.9,
}


@pytest.mark.parametrize("kind", ["front", "rear"])
@pytest.mark.parametrize(("name", "side"), FROM_THE_FRONT)
def test_measure_of_a_known_pose_from_front_and_rear(
    name: str, side: Side, kind: Literal["front", "rear"]
) -> None:
    motion = front_view(kind)
    motion = seen_as(motion, kind)  # 45 degrees of the shoulders look like an oblique view
    assert measure(motion, name, side)[0] == pytest.approx(FROM_THE_FRONT[name, side], abs=1e-9)


def test_the_feet_stand_only_when_level_and_still() -> None:
    motion = seen_as(front_view(), "front")
    moving, raised = motion.track.xy_px.copy(), motion.track.xy_px.copy()
    moving[1, :, 0] += 20.0
    raised[:, joint("right", "ankle"), 1] -= 40.0
    for xy_px in (moving, raised):
        other_motion = replace(motion, track=replace(motion.track, xy_px=xy_px))
        assert np.isnan(measure(other_motion, "stance_width_hw", "left")).all()


def seen_as(motion: Motion, kind: ViewKind) -> Motion:
    view = replace(motion.subject.view, kind=kind)
    subject = replace(
        motion.subject,
        view=view,
        thighs_px=lengths_px(motion, "hip", "knee"),
        shanks_px=lengths_px(motion, "knee", "ankle"),
    )
    return replace(motion, subject=subject)


def lengths_px(motion: Motion, upper: str, lower: str) -> dict[Side, float]:
    """Return the length of a segment of each side in the picture."""
    xy_px = motion.track.xy_px
    segments = {s: xy_px[:, joint(s, lower)] - xy_px[:, joint(s, upper)] for s in SIDES}
    return {s: quantile(length(segment), LENGTH_QUANTILE) for s, segment in segments.items()}


KICK = Figure(
    trunk=12.0,
    thigh={"left": -6.0, "right": 15.0},
    knee={"left": 4.0, "right": 125.0},
    upper_arm=-25.0,
    elbow=80.0,
    foot_down=20.0,
    head=17.0,
)
# Worked out by hand from the angles of KICK, for the right leg.
EXPECTED = {
    "knee_flexion_deg": 125.0,
    "hip_flexion_deg": 27.0,
    "thigh_inclination_deg": 15.0,
    "thigh_extension_deg": -15.0,
    "thigh_elevation_deg": -75.0,
    "head_to_trunk_deg": 17.0,
    "arm_line_deg": float(np.degrees(np.arctan2(
        80.0 * np.sin(np.radians(37.0)) - 70.0 * np.sin(np.radians(43.0)),
        80.0 * np.cos(np.radians(37.0)) + 70.0 * np.cos(np.radians(43.0)),
    ))),
    "shank_inclination_deg": 110.0,
    "heel_gap_th": float(
        np.sqrt(120.0**2 + 110.0**2 - 2 * 120.0 * 110.0 * np.cos(np.radians(55.0))) / 120.0
    ),
    "heel_height_th": float(
        (120.0 * np.cos(np.radians(6.0)) - 120.0 * np.cos(np.radians(15.0))
         - 110.0 * np.cos(np.radians(110.0))) / 120.0
    ),
    "ankle_speed_ll_s": 0.0,
    "foot_pitch_deg": 20.0,
    "elbow_flexion_deg": 80.0,
    "upper_arm_angle_deg": -25.0,
    "wrist_behind_tl": float(
        -(150.0 * np.sin(np.radians(12.0)) + 80.0 * np.sin(np.radians(-37.0))
          + 70.0 * np.sin(np.radians(43.0))) / 150.0
    ),
    "trunk_inclination_deg": 12.0,
    "mid_hip_height_ll": 400.0 / 230.0,
    "travel_ll": 0.0,
    "hip_sunk_ll": float(
        1.0 - (120.0 * np.cos(np.radians(15.0)) + 110.0 * np.cos(np.radians(110.0))) / 230.0
    ),
}  # fmt: skip
# Of the left leg, which stands: thigh and shank lean 6 and 10 degrees ahead of the foot.
STANCE_LEAN = float(
    np.degrees(
        np.arctan2(
            120.0 * np.sin(np.radians(6.0)) + 110.0 * np.sin(np.radians(10.0)),
            120.0 * np.cos(np.radians(6.0)) + 110.0 * np.cos(np.radians(10.0)),
        )
    )
)


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("size", [(640, 800), (1400, 800)])
@pytest.mark.parametrize("name", EXPECTED)
def test_measure_of_a_known_pose(name: str, facing: Literal[1, -1], size: tuple[int, int]) -> None:
    motion = replace(KICK, facing=facing, width=size[0], height=size[1]).motion(frames=2)
    assert measure(motion, name, "right")[0] == pytest.approx(EXPECTED[name], abs=1e-9)


@pytest.mark.parametrize("facing", [1, -1])
def test_lean_of_the_standing_leg_and_bend_of_the_waist(facing: Literal[1, -1]) -> None:
    motion = replace(KICK, facing=facing).motion()
    assert measure(motion, "leg_inclination_deg", "left")[0] == pytest.approx(STANCE_LEAN)
    assert measure(motion, "waist_bend_deg", "left")[0] == pytest.approx(12.0 - STANCE_LEAN)


def test_every_measure_has_a_test_with_a_known_pose() -> None:
    from_the_front = {name for name, _ in FROM_THE_FRONT}
    elsewhere = {"leg_inclination_deg", "waist_bend_deg", *OUTLINE_MEASURES}
    assert {*EXPECTED, *from_the_front, *elsewhere} == set(MEASURES)


@pytest.mark.parametrize("name", OUTLINE_MEASURES)
def test_the_back_is_unknown_without_an_outline_or_a_neutral(name: str) -> None:
    motion = Figure().motion()
    edges_tl = np.full((len(motion.track), 2, len(STATIONS)), 0.1)
    traced = replace(motion, track=replace(motion.track, outline=Outline(edges_tl)))
    for blind in (motion, traced):
        assert np.isnan(measure(blind, name, "left")).all()


def test_signs_follow_the_clinical_convention() -> None:
    straight = Figure().motion()
    for name in ("knee_flexion_deg", "hip_flexion_deg", "trunk_inclination_deg"):
        assert measure(straight, name, "left")[0] == pytest.approx(0.0)
    behind = Figure(thigh={"left": -30.0, "right": 0.0}, knee={"left": -5.0, "right": 0.0})
    assert measure(behind.motion(), "hip_flexion_deg", "left")[0] == pytest.approx(-30.0)
    assert measure(behind.motion(), "knee_flexion_deg", "left")[0] == pytest.approx(-5.0)
    assert measure(behind.motion(), "hip_flexion_deg", "right")[0] == pytest.approx(0.0)
    lifted = Figure(thigh={"left": 120.0, "right": -100.0}).motion()
    assert measure(lifted, "thigh_elevation_deg", "left")[0] == pytest.approx(30.0)
    assert measure(lifted, "thigh_elevation_deg", "right")[0] == pytest.approx(10.0)
    assert measure(Figure(trunk=-8.0).motion(), "trunk_inclination_deg", "left")[0] < 0.0


def test_mirror_image_with_sides_exchanged_measures_the_same() -> None:
    motion = KICK.motion()
    track = mirrored(motion.track)
    image = Motion(track, observe(track))
    for name in MEASURES:
        for side in SIDES:
            original = measure(motion, name, side)
            np.testing.assert_allclose(measure(image, name, other(side)), original, atol=1e-9)


def test_ankle_speed_in_leg_lengths_a_second() -> None:
    motion = Figure().motion(frames=5, step=(6.9, -9.2))  # 11.5 px in 0.1 s; a leg has 230 px
    np.testing.assert_allclose(measure(motion, "ankle_speed_ll_s", "left"), 0.5)
    assert np.isnan(measure(Figure().motion(frames=1), "ankle_speed_ll_s", "left")).all()


@pytest.mark.parametrize("facing", [1, -1])
def test_travel_in_leg_lengths(facing: Literal[1, -1]) -> None:
    motion = Figure(facing=facing).motion(frames=3, step=(23.0 * facing, -9.0))
    np.testing.assert_allclose(measure(motion, "travel_ll", "left"), [0.0, 0.1, 0.2])


@pytest.mark.parametrize("kind", ["front", "rear", "unknown"])
def test_angles_of_the_side_are_unknown_in_other_views(kind: ViewKind) -> None:
    motion = seen_as(KICK.motion(frames=3), kind)
    for name, definition in MEASURES.items():
        values = measure(motion, name, "left")
        shown = definition.views == "any" or (
            definition.views == "frontal" and kind in ("front", "rear")
        )
        if name == "stance_width_hw":
            shown = False  # a person who kicks does not stand still
        assert np.isnan(values).all() == (not shown), name


def test_kick_seen_from_the_front_raises_the_shank_signal() -> None:
    standing, kicking = (
        measure(
            seen_as(Figure(knee={"left": bend, "right": 0.0}).motion(), "front"),
            "shank_inclination_deg",
            "left",
        )[0]
        for bend in (0.0, 100.0)
    )
    assert standing == pytest.approx(0.0, abs=1e-5)
    assert kicking == pytest.approx(100.0)


def test_unknown_joint_gives_unknown_values_of_that_leg_alone() -> None:
    motion = KICK.motion(frames=3)
    xy_px = motion.track.xy_px.copy()
    xy_px[1, Landmark.LEFT_KNEE] = np.nan
    motion = replace(motion, track=replace(motion.track, xy_px=xy_px))
    left = measure(motion, "knee_flexion_deg", "left")
    assert np.isnan(left).tolist() == [False, True, False]
    assert np.isfinite(measure(motion, "knee_flexion_deg", "right")).all()


def test_every_measure_is_documented_and_named_with_its_unit() -> None:
    endings = {
        "deg": "_deg", "TH": "_th", "TL": "_tl", "LL": "_ll", "LL/s": "_ll_s", "HW": "_hw",
        "share": "_share",
    }  # fmt: skip
    for name, definition in MEASURES.items():
        assert definition.name == name
        assert definition.meaning
        assert definition.label
        assert name.endswith(endings[definition.unit])


def test_columns_have_a_side_where_there_are_two() -> None:
    columns = all_measures(partial(measure, KICK.motion(frames=4)))
    assert all(len(values) == 4 for values in columns.values())
    assert {"left_knee_flexion_deg", "right_knee_flexion_deg"} <= set(columns)
    assert "trunk_inclination_deg" in columns
    assert "left_trunk_inclination_deg" not in columns
    assert columns["left_knee_flexion_deg"][0] == pytest.approx(4.0)
    assert columns["right_knee_flexion_deg"][0] == pytest.approx(125.0)


def test_unknown_measure() -> None:
    with pytest.raises(KeyError):
        measure(KICK.motion(), "neck_flexion_deg", "left")
