"""What stands where in the window: pages, messages, the mirror."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.live.person.gesture import Hand
from formcheck.live.stage import Stage
from formcheck.live.window.actions import ACTIONS
from formcheck.live.window.page import Line, title
from formcheck.live.window.screen import Screen, Show, nobody
from formcheck.poses.landmarks import SIDES, Landmark
from formcheck.results import Verdict
from formcheck.system.arrays import Image
from tests.synthetic import standing

SIZES = [(640, 480), (1280, 720), (480, 848), (320, 240), (1080, 1920)]


def grey(size: tuple[int, int]) -> Image:
    return np.full((size[1], size[0], 3), 120, np.uint8)


@pytest.mark.parametrize("size", SIZES)
def test_every_kind_of_show_can_be_drawn(size: tuple[int, int], butt_kicks: Exercise) -> None:
    screen = Screen(*size, butt_kicks)
    do = ACTIONS[Stage.SET]
    pose = next(iter(standing(0.5).poses()))
    scale = np.array(size) / (1280, 720)
    frame = replace(nobody(), xy_px=pose.xy_px * scale)
    picture = grey(size)
    before = picture.copy()
    shows = [
        Show(frame, message="Step back: your feet are cut off", verdict=Verdict.BORDERLINE),
        Show(frame, message="Move to the middle", arrow=1),
        Show(frame, big="3", big_size=2.2, message="Hold still"),
        Show(frame, counters=True, big="0:31", small="9 steps/min", notes=("Note",), actions=do),
        Show(frame, counters=True, big="Paused", dim=0.5, toast="Saved x.png", mirror=False),
        Show(frame, hand=Hand(np.array([size[0] / 2, 0.0]), 0.5), keys=False),
        Show(frame, page=(title("A page"), *[Line("A line of text to read " * 3)] * 12)),
    ]
    for show in shows:
        image = screen.draw(picture, show)
        assert image.shape == (*screen.whole_size(keys_shown=show.keys)[::-1], 3)
        assert (image[: size[1]] != 120).any()
        height, width = image.shape[:2]
        for button in screen.buttons:
            left, top, right, bottom = button.box
            assert 0 <= left < right <= width
            assert 0 <= top < bottom <= height
    np.testing.assert_array_equal(picture, before)


def test_a_mirror_flips_the_picture_and_not_the_text(butt_kicks: Exercise) -> None:
    screen = Screen(640, 480, butt_kicks)
    picture = grey((640, 480))
    picture[:, :100] = (255, 0, 0)
    plain, mirrored = (
        screen.draw(picture, Show(nobody(), message="Step back", mirror=mirror))
        for mirror in (False, True)
    )
    assert tuple(plain[200, 50]) == tuple(mirrored[200, 589]) == (255, 0, 0)
    band = slice(420, 470), slice(250, 400)
    np.testing.assert_array_equal(plain[band], mirrored[band])


def test_the_skeleton_stays_on_the_person_in_the_mirror(butt_kicks: Exercise) -> None:
    screen = Screen(1280, 720, butt_kicks)
    pose = next(iter(standing(0.5).poses()))
    knee = pose.xy_px[Landmark.LEFT_KNEE]
    for mirror in (False, True):
        show = Show(replace(nobody(), xy_px=pose.xy_px), mirror=mirror)
        image = screen.draw(grey((1280, 720)), show)
        x = round(1279 - knee[0] if mirror else knee[0])
        y = round(knee[1])
        assert (image[y - 3 : y + 4, x - 3 : x + 4] > 230).any()


def test_counters_stand_on_the_person_s_left_and_right(butt_kicks: Exercise) -> None:
    screen = Screen(640, 480, butt_kicks)
    places = []
    for side in SIDES:
        screen.overlay.left_counter_on = side
        left, right = screen.overlay.counters(nobody())
        places.append((left[1] < 320, right[1] < 320))
    assert places == [(True, False), (False, True)]
    screen.draw(grey((640, 480)), Show(nobody(), counters=True, left_counter_on="left"))
    assert screen.overlay.left_counter_on == "left"


def test_legs_that_move_together_have_one_counter() -> None:
    squat = load_exercise("squat")
    assert len(Screen(640, 480, squat).overlay.counters(nobody())) == 1


def test_every_exercise_says_what_it_counts() -> None:
    for name in ("butt-kicks", "quadruped-kickback"):
        exercise = load_exercise(name)
        screen = Screen(640, 480, exercise)
        assert screen.draw(grey((640, 480)), Show(nobody(), counters=True)).any()
