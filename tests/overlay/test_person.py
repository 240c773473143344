"""The skeleton, the working leg and the judged angle."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.overlay import Overlay
from formcheck.poses.landmarks import Landmark
from formcheck.results import VERDICT_COLOURS, FaultyPart, Verdict
from formcheck.system.arrays import FloatArray, Image
from tests.overlay.frames import (
    LONGEST_CUE,
    SIZES,
    changed,
    drawn,
    grey,
    person,
    result,
)


def arc_shows(picture: Image, points: FloatArray) -> bool:
    """Whether white is met on three ways between the thigh, carried on, and the right shin."""
    knee = points[Landmark.RIGHT_KNEE]
    thigh, shin = (points[Landmark[f"RIGHT_{name}"]] - knee for name in ("HIP", "ANKLE"))
    for share in (0.35, 0.5, 0.65):
        way = (1 - share) * shin / np.hypot(*shin) - share * thigh / np.hypot(*thigh)
        steps = np.arange(0.2, 1, 0.01) * np.hypot(*shin)
        x, y = np.rint(knee[:, None] + way[:, None] / np.hypot(*way) * steps).astype(int)
        if not (picture[y, x].min(axis=1) > 240).any():
            return False
    return True


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("at", [(0.15, 0.5), (0.5, 0.5), (0.85, 0.5), (0.97, 0.6), (0.03, 0.6)])
@pytest.mark.parametrize("facing", [1, -1])
def test_the_value_of_an_angle_is_off_its_arc_and_in_the_picture(
    size: tuple[int, int], at: tuple[float, float], facing: int
) -> None:
    """The value is the one thing that another number changes."""
    points = (person(*size) - (size[0] / 2, 0)) * (facing, 1)
    points += np.array(at) * size - points[Landmark.RIGHT_KNEE]
    frame = result(points, working="right", verdict=Verdict.GOOD, angle=True)
    assert frame.angle is not None
    overlay = Overlay(*size)
    one, other = (
        overlay.draw(grey(*size), replace(frame, angle=replace(frame.angle, value_deg=value)))
        for value in (111, 188)
    )
    left, top, right, bottom = changed(one, other)
    margin = overlay.layout.margin
    assert min(left, top, size[0] - right, size[1] - bottom) >= margin
    ankle_x = points[Landmark.RIGHT_ANKLE, 0]
    if 0 < ankle_x < size[0]:
        assert arc_shows(one, points)


def test_an_angle_just_under_zero_has_no_sign() -> None:
    frame = result(person(640, 480), working="right", angle=True)
    assert frame.angle
    below, above = (
        drawn((640, 480), replace(frame, angle=replace(frame.angle, value_deg=value_deg)))
        for value_deg in (-0.4, 0.4)
    )
    np.testing.assert_array_equal(below, above)


def test_value_is_left_out_where_there_is_no_room_for_it() -> None:
    points = person(640, 480)
    points += np.array([320, 445]) - points[Landmark.RIGHT_KNEE]
    cue = f"{LONGEST_CUE}, {LONGEST_CUE}"
    frame = result(points, working="right", verdict=Verdict.GOOD, angle=True, cue=cue)
    assert frame.angle is not None
    other = replace(frame, angle=replace(frame.angle, value_deg=82))
    np.testing.assert_array_equal(drawn((640, 480), frame), drawn((640, 480), other))


def test_value_stands_in_front_of_a_bent_knee() -> None:
    points = person(640, 480)
    frame = result(points, working="right", verdict=Verdict.GOOD, angle=True)
    without_value = replace(frame, angle=None)
    left, _, right, _ = changed(drawn((640, 480), without_value), drawn((640, 480), frame))
    knee_x = points[Landmark.RIGHT_KNEE, 0]
    assert right - knee_x > knee_x - left


def test_a_leg_that_is_not_assessed_is_dashed() -> None:
    points = person(640, 480)
    knee, ankle = points[Landmark.RIGHT_KNEE], points[Landmark.RIGHT_ANKLE]
    x, y = np.rint(knee + (ankle - knee) * np.linspace(0.2, 0.8, 40)[:, None]).astype(int).T
    colours = {
        verdict: {
            tuple(pixel)
            for pixel in drawn((640, 480), result(points, working="right", verdict=verdict))[y, x]
        }
        for verdict in Verdict
    }
    assert (128, 128, 128) in colours.pop(Verdict.NOT_ASSESSED)
    for verdict, seen in colours.items():
        assert seen == {VERDICT_COLOURS[verdict]}


def test_far_side_is_thinner_than_near_side() -> None:
    points = person(640, 480)
    lone = np.full_like(points, np.nan)
    arms = {}
    for side in ("LEFT", "RIGHT"):
        only = lone.copy()
        for name in ("SHOULDER", "ELBOW"):
            only[Landmark[f"{side}_{name}"]] = points[Landmark[f"{side}_{name}"]]
        picture = drawn((640, 480), result(only))
        arms[side] = (picture != drawn((640, 480), result(None))).any(axis=2).sum()
    assert arms["LEFT"] < 0.8 * arms["RIGHT"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "place", [np.nan, np.inf, -np.inf, 1e300, -1e9, 30_000.0, -50.0, 0.0], ids=str
)
def test_unknown_and_far_landmarks_are_not_drawn(size: tuple[int, int], place: float) -> None:
    everywhere = np.full((len(Landmark), 2), place)
    some = person(*size)
    some[::3] = place
    overlay = Overlay(*size)
    for points in (everywhere, some):
        for verdict in Verdict:
            frame = result(points, working="right", verdict=verdict, angle=True, cue=LONGEST_CUE)
            picture = overlay.draw(grey(*size), frame)
            assert picture.shape == (size[1], size[0], 3)
    if not abs(place) < 1000:
        nobody = overlay.draw(grey(*size), result(None))
        lost = overlay.draw(grey(*size), result(everywhere, angle=True))
        np.testing.assert_array_equal(lost, nobody)


def test_a_missing_ankle_leaves_the_rest_of_the_leg() -> None:
    points = person(640, 480)
    points[Landmark.RIGHT_ANKLE] = np.nan
    picture = drawn((640, 480), result(points, working="right", verdict=Verdict.GOOD, angle=True))
    thigh = points[[Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE]].mean(axis=0).astype(int)
    assert tuple(picture[thigh[1], thigh[0]]) == VERDICT_COLOURS[Verdict.GOOD]


def test_a_person_partly_out_of_the_picture_is_drawn_to_its_edge() -> None:
    points = person(640, 480)
    points[:, 0] += 640 - points[Landmark.RIGHT_KNEE, 0] + 20
    picture = drawn((640, 480), result(points, working="right", verdict=Verdict.FAULT, angle=True))
    assert (picture[250:, 560:] != 128).any()
    assert (picture[250:, :320] == 128).all()


def test_a_hidden_arm_is_thin_and_has_no_mark() -> None:
    size = (640, 480)
    points = person(*size)
    faulty = (FaultyPart("arm", "left", Verdict.FAULT),)
    seen = replace(result(points), faulty=faulty, unsure=np.zeros(len(Landmark), np.bool_))
    unsure = np.zeros(len(Landmark), np.bool_)
    unsure[[Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST]] = True
    colour = VERDICT_COLOURS[Verdict.FAULT]
    painted = [
        (np.abs(drawn(size, frame).astype(int) - colour).sum(axis=2) < 40).sum()
        for frame in (seen, replace(seen, unsure=unsure))
    ]
    assert 0 < painted[1] < 0.4 * painted[0]
