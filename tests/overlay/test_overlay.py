"""Counters, cues and notes over a picture."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.overlay import Overlay
from formcheck.poses.landmarks import Landmark, Side
from formcheck.results import VERDICT_COLOURS, Count, Verdict
from formcheck.system.arrays import Image
from tests.overlay.frames import (
    LONGEST_CUE,
    NOTES,
    SIZES,
    changed,
    drawn,
    grey,
    person,
    result,
)


@pytest.mark.parametrize("size", SIZES)
def test_nobody_in_the_picture_still_shows_both_counters(size: tuple[int, int]) -> None:
    width, height = size
    picture = drawn(size, result(None))
    left, top, right, bottom = changed(grey(*size), picture)
    margin = Overlay(*size).layout.margin
    assert (left, top, right) == (margin, margin, width - margin)
    assert bottom < 0.3 * height
    middle = picture[:, round(0.49 * width) : round(0.51 * width)]
    assert (middle == 128).all()


@pytest.mark.parametrize("size", SIZES)
def test_another_count_changes_the_leg_s_own_corner_alone(size: tuple[int, int]) -> None:
    width, height = size
    frame = result(person(*size), working="right", verdict=Verdict.GOOD, angle=True)
    before = drawn(size, frame)
    after = drawn(size, replace(frame, counts={**frame.counts, "left": Count(19, 5)}))
    _, _, right, bottom = changed(before, after)
    assert right < width / 2
    assert bottom < 0.3 * height


def test_a_larger_number_moves_nothing_beside_it() -> None:
    size = (640, 480)
    seven, eighteen = (drawn(size, result(None, attempts=n)) for n in (7, 18))
    _, _, right, bottom = changed(seven, eighteen)
    plate = changed(grey(320, 480), seven[:, :320])
    assert right < (plate[0] + plate[2]) / 2, "the good ones stay where they are"
    assert bottom < plate[3] - 15, "and so does the caption"


def test_left_counter_can_go_to_the_right_corner() -> None:
    overlay = Overlay(640, 480, left_counter_on="right")
    seven, eight = (overlay.draw(grey(640, 480), result(None, attempts=n)) for n in (7, 8))
    assert changed(seven, eight)[0] > 320


def test_the_counter_uses_the_exercise_s_word_for_a_rep() -> None:
    kicks = Overlay(640, 480).draw(grey(640, 480), result(None))
    squats = Overlay(640, 480, rep_word="squats").draw(grey(640, 480), result(None))
    assert (kicks != squats).any()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("cue", ["Kick higher", LONGEST_CUE, LONGEST_CUE + ", " + LONGEST_CUE])
def test_cue_is_large_and_within_the_margin(size: tuple[int, int], cue: str) -> None:
    width, height = size
    overlay = Overlay(*size)
    without = overlay.draw(grey(*size), result(None))
    left, top, right, bottom = changed(without, overlay.draw(grey(*size), result(None, cue=cue)))
    assert left >= overlay.layout.margin
    assert right <= width - overlay.layout.margin
    assert bottom == height - overlay.layout.margin
    assert top > 0.7 * height
    if cue != LONGEST_CUE + ", " + LONGEST_CUE:
        # A plate is at least a cap height and two paddings high: 1.75 type sizes.
        assert bottom - top > 1.75 * min(0.043 * height, 0.055 * width)


@pytest.mark.parametrize("size", SIZES)
def test_notes_stand_above_the_cue_and_leave_room_for_the_person(size: tuple[int, int]) -> None:
    _, height = size
    overlay = Overlay(*size)
    empty = overlay.draw(grey(*size), result(None))
    cue = overlay.draw(grey(*size), result(None, cue=LONGEST_CUE))
    both = overlay.draw(grey(*size), result(None, cue=LONGEST_CUE, notes=NOTES))
    notes = overlay.draw(grey(*size), result(None, notes=NOTES))
    assert changed(empty, notes)[3] == height - overlay.layout.margin
    assert changed(empty, both)[1] > 0.68 * height
    if height >= 400:  # in the smallest picture the cue alone has room
        assert changed(empty, both)[1] < changed(empty, cue)[1]


def test_a_note_is_whole_or_absent() -> None:
    overlay = Overlay(640, 480)
    many = overlay.draw(grey(640, 480), result(None, notes=(*NOTES, NOTES[0], *NOTES)))
    three = overlay.draw(grey(640, 480), result(None, notes=(*NOTES, NOTES[0])))
    endless = overlay.draw(grey(640, 480), result(None, notes=(" ".join(NOTES * 9),)))
    np.testing.assert_array_equal(many, three)
    np.testing.assert_array_equal(endless, overlay.draw(grey(640, 480), result(None)))


@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_working_leg_and_its_counter_have_the_verdict_s_colour(verdict: Verdict) -> None:
    def pixels(working: Side | None, part: slice) -> int:
        picture = drawn((640, 480), result(person(640, 480), working=working, verdict=verdict))
        return int((picture[part] == VERDICT_COLOURS[verdict]).all(axis=2).sum())

    for part in (slice(0, 110), slice(200, 480)):
        assert pixels("right", part) > pixels(None, part) + 100


def test_verdicts_differ_in_shape_where_there_is_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    for verdict in Verdict:
        monkeypatch.setitem(VERDICT_COLOURS, verdict, (120, 120, 120))
    for size in SIZES:
        pictures = [
            drawn(size, result(person(*size), working="right", verdict=verdict))
            for verdict in Verdict
        ]
        for number, one in enumerate(pictures):
            for other in pictures[:number]:
                far_apart = np.abs(one.astype(int) - other).max(axis=2) > 60
                assert far_apart[: size[1] // 3].sum() >= 5, "the counter's mark"
                assert far_apart[size[1] // 2 :].sum() >= 10, "the leg"


def test_the_person_is_not_covered_by_plates_in_a_wide_picture() -> None:
    points = person(1280, 720)
    bare = grey(1280, 720)
    Overlay(1280, 720).draw(bare, result(None, notes=NOTES[:1]))
    for x, y in points[: Landmark.LEFT_ANKLE].astype(int):
        assert (bare[y, x] == 128).all()


def test_drawing_again_gives_the_same_pixels_and_leaves_the_frame_alone() -> None:
    points = person(640, 480)
    kept = points.copy()
    overlay = Overlay(640, 480)
    frame = result(
        points, working="right", verdict=Verdict.FAULT, angle=True, cue=LONGEST_CUE, notes=NOTES
    )
    first = overlay.draw(grey(640, 480), frame)
    overlay.draw(grey(640, 480), result(None, attempts=99))
    np.testing.assert_array_equal(overlay.draw(grey(640, 480), frame), first)
    np.testing.assert_array_equal(Overlay(640, 480).draw(grey(640, 480), frame), first)
    np.testing.assert_array_equal(points, kept)


def test_draws_in_place() -> None:
    image = grey(640, 480)
    assert Overlay(640, 480).draw(image, result(None)) is image
    assert (image != 128).any()


@pytest.mark.parametrize("size", [(16, 16), (64, 48), (160, 120), (100, 2000), (2000, 100)])
def test_odd_sizes_do_not_fail(size: tuple[int, int]) -> None:
    frame = result(
        person(*size), working="right", verdict=Verdict.FAULT, angle=True, cue="a" * 80, notes=NOTES
    )
    assert drawn(size, replace(frame, counts={"left": Count(12345, 1)})).shape[:2] == size[::-1]


@pytest.mark.parametrize(
    "image",
    [np.zeros((640, 480, 3), np.uint8), np.zeros((480, 640, 4), np.uint8)],
    ids=["turned", "with alpha"],
)
def test_a_picture_of_another_size_is_refused(image: Image) -> None:
    with pytest.raises(ValueError, match="640x480"):
        Overlay(640, 480).draw(image, result(None))


def test_a_leg_that_could_not_be_judged_has_no_number_of_good_kicks() -> None:
    frame = result(None)
    none_good = drawn((640, 480), replace(frame, counts={"left": Count(4, 0)}))
    not_judged = drawn((640, 480), replace(frame, counts={"left": Count(4, 0, not_judged=4)}))
    assert (none_good != not_judged).any()
