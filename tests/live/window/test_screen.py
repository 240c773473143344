"""What stands where in the window: pages, messages, the mirror."""

from dataclasses import replace
from itertools import groupby

import numpy as np
import pytest

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.live.person.gesture import Hand
from formcheck.live.stage import Stage
from formcheck.live.window.actions import ACTIONS
from formcheck.live.window.page import Line, title
from formcheck.live.window.rooms import rooms
from formcheck.live.window.screen import Screen, Show, nobody
from formcheck.poses.landmarks import SIDES, Landmark
from formcheck.results import Count, Verdict
from formcheck.system.arrays import Image
from tests.synthetic import standing

SIZES = [(640, 480), (1280, 720), (480, 848), (320, 240), (1920, 1080)]


def grey(size: tuple[int, int]) -> Image:
    return np.full((size[1], size[0], 3), 120, np.uint8)


@pytest.mark.parametrize("picture_size", [(1280, 720), (640, 480), (720, 1280)])
@pytest.mark.parametrize("size", SIZES)
def test_every_kind_of_show_can_be_drawn(
    size: tuple[int, int], picture_size: tuple[int, int], butt_kicks: Exercise
) -> None:
    screen = Screen(size, picture_size, butt_kicks)
    do = ACTIONS[Stage.SET]
    pose = next(iter(standing(0.5).poses()))
    scale = np.array(picture_size) / (1280, 720)
    frame = replace(nobody(), xy_px=pose.xy_px * scale)
    picture = grey(picture_size)
    before = picture.copy()
    hand = Hand(np.array([picture_size[0] / 2, 0.0]), 0.5)
    shows = [
        Show(frame, message="Step back: your feet are cut off", verdict=Verdict.BORDERLINE),
        Show(frame, message="Move to the middle", arrow=1),
        Show(frame, big="3", big_size=2.2, message="Hold still"),
        Show(frame, counters=True, big="0:31", small="9 steps/min", notes=("Note",), actions=do),
        Show(frame, counters=True, big="Paused", dim=0.5, toast="Saved x.png", mirror=False),
        Show(frame, hand=hand),
        Show(frame, page=(title("A page"), *[Line("A line of text to read " * 3)] * 12)),
    ]
    for show in shows:
        image = screen.draw(picture, show)
        assert image.shape == (*size[::-1], 3)
        assert (image[: size[1] // 2] != 120).any()
        for button in screen.buttons:
            left, top, right, bottom = button.box
            assert 0 <= left < right <= size[0]
            assert 0 <= top < bottom <= size[1]
    np.testing.assert_array_equal(picture, before)


@pytest.mark.parametrize("picture_size", [(1280, 720), (640, 480), (720, 1280)])
@pytest.mark.parametrize("size", SIZES)
def test_the_message_is_below_the_picture_which_keeps_its_ratio(
    size: tuple[int, int], picture_size: tuple[int, int]
) -> None:
    for bar in (False, True):
        found = rooms(size, picture_size, bar=bar)
        left, top, right, bottom = found.picture
        assert bottom == found.band[1] < found.band[3] == found.bar[1] <= size[1]
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom
        across, high = found.scale * np.array(picture_size)
        assert abs(across - (right - left)) <= 1.0
        assert abs(high - (bottom - top)) <= 1.0
        assert right - left >= size[0] - 1 or top <= 1  # as large as the room allows


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (1920, 1080)])
@pytest.mark.parametrize(
    ("message", "notes"),
    [
        ("Draw your right leg as far back as the other", ()),
        ("Put your hands under your shoulders, knees under your hips", ()),
        ("Raise a hand to go on", ("Keep it up for three seconds to end the set",)),
    ],
)
def test_what_is_read_from_afar_is_large(
    size: tuple[int, int], message: str, notes: tuple[str, ...], butt_kicks: Exercise
) -> None:
    screen = Screen(size, (1280, 720), butt_kicks)
    show = Show(nobody(), message=message, notes=notes, verdict=Verdict.GOOD)
    image = screen.draw(None, show)
    left, top, right, bottom = screen.rooms.band
    words = image[top:bottom, left + (right - left) // 6 : right].min(axis=2)
    rows = (words.max(axis=1) > 170).astype(int)
    lines = np.flatnonzero(np.diff(rows, prepend=0, append=0)).reshape(-1, 2)
    assert 1 <= len(lines) <= 3
    # From the top of the capitals to the baseline or below it.
    assert np.diff(lines, axis=1).min() >= 0.74 * size[1] / 18 - 1
    assert (rows[0], rows[-1]) == (0, 0)
    assert screen.overlay.layout.count_size >= size[1] / 18 - 1


@pytest.mark.parametrize("picture_size", [(1280, 720), (640, 480), (720, 1280)])
@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (1920, 1080), (720, 1280)])
def test_the_timer_stays_at_its_height_when_the_pace_comes(
    size: tuple[int, int], picture_size: tuple[int, int], butt_kicks: Exercise
) -> None:
    screen = Screen(size, picture_size, butt_kicks)
    shows = [Show(nobody(), counters=True, big="0:07", small=s) for s in ("", "149 steps/min")]
    shows.append(Show(nobody(), small="Kickbacks on all fours · 30 frames a second"))
    tops = []
    for show in shows:
        *_, (head, left, top) = screen._plates(show)
        tops.append(top)
        over_picture = top + head.size[1] > screen.rooms.picture[1]
        # Where it is over the picture, it is off the person in the middle.
        assert not over_picture or left + head.size[0] < 0.45 * size[0]
    assert tops[0] == tops[1]


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (1920, 1080), (720, 1280)])
@pytest.mark.parametrize("name", ["butt-kicks", "quadruped-kickback"])
def test_the_counters_are_read_from_afar_and_stand_beside_each_other(
    size: tuple[int, int], name: str
) -> None:
    screen = Screen(size, (640, 480), load_exercise(name))
    assert screen.overlay.layout.count_size >= size[1] / 18 - 1
    plates = screen._plates(Show(nobody(), counters=True))
    (one, left, _), (_, other_left, _) = plates[:2]
    assert left + one.size[0] < other_left


def test_a_mirror_flips_the_picture_and_not_the_text(butt_kicks: Exercise) -> None:
    screen = Screen((640, 480), (640, 480), butt_kicks)
    picture = grey((640, 480))
    picture[:, :100] = (255, 0, 0)
    plain, mirrored = (
        screen.draw(picture, Show(nobody(), message="Step back", mirror=mirror)).copy()
        for mirror in (False, True)
    )
    left, _, right, bottom = screen.rooms.picture
    assert tuple(plain[200, left + 30]) == tuple(mirrored[200, right - 31]) == (255, 0, 0)
    np.testing.assert_array_equal(plain[bottom:], mirrored[bottom:])
    assert (plain[bottom:] > 200).any()


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (720, 1280)])
def test_the_skeleton_stays_on_the_person_in_the_mirror(
    size: tuple[int, int], butt_kicks: Exercise
) -> None:
    screen = Screen(size, (1280, 720), butt_kicks)
    pose = next(iter(standing(0.5).poses()))
    picture = grey((1280, 720))
    knee = np.round(pose.xy_px[Landmark.LEFT_KNEE]).astype(int)
    picture[knee[1] - 9 : knee[1] + 10, knee[0] - 9 : knee[0] + 10] = (255, 0, 0)
    for mirror in (False, True):
        bare = screen.draw(picture, Show(nobody(), mirror=mirror)).copy()
        rows, columns = np.nonzero((bare == (255, 0, 0)).all(axis=2))
        y, x = round(rows.mean()), round(columns.mean())
        show = Show(replace(nobody(), xy_px=pose.xy_px), mirror=mirror)
        image = screen.draw(picture, show)
        assert (image[y - 1 : y + 2, x - 1 : x + 2] > 230).all(axis=2).any()


def test_counters_stand_on_the_person_s_left_and_right(butt_kicks: Exercise) -> None:
    screen = Screen((640, 480), (640, 480), butt_kicks)
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
    assert len(Screen((640, 480), (640, 480), squat).overlay.counters(nobody())) == 1


def test_every_exercise_says_what_it_counts() -> None:
    for name in ("butt-kicks", "quadruped-kickback"):
        exercise = load_exercise(name)
        screen = Screen((640, 480), (640, 480), exercise)
        assert screen.draw(grey((640, 480)), Show(nobody(), counters=True)).any()


@pytest.mark.parametrize("name", ["butt-kicks", "standing-kickback"])
def test_in_an_upright_window_counters_and_timer_stand_above_the_picture(name: str) -> None:
    size = 720, 1280
    screen = Screen(size, (1280, 720), load_exercise(name))
    counts = {side: Count(attempts=12, good=8) for side in SIDES}
    frame = replace(nobody(), counts=counts)
    show = Show(frame, counters=True, big="0:42", small="161 steps/min", actions=ACTIONS[Stage.SET])
    image = screen.draw(grey((1280, 720)), show)
    left, top, right, bottom = screen.rooms.picture
    assert (image[top:bottom, left:right] == 120).all()
    lines = [row > 0 for row in (image[:top] > 160).all(axis=2).sum(axis=1)]
    heights = [len(list(run)) for bright, run in groupby(lines) if bright]
    assert min(heights) >= 0.65 * size[1] / 18  # capitals are 0.75 of the type
