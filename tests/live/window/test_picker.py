"""The first page: exercises with their pictures, camera, level, target and voice."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.file import built_in, load_exercise
from formcheck.live.window.button import Button, key_at
from formcheck.live.window.picker import Offer, Picker, Setting, picker_plate
from formcheck.live.window.rooms import ROOMS
from formcheck.overlay import Overlay
from formcheck.system.arrays import Image

OFFERS = tuple(Offer.of(load_exercise(name)) for name in built_in())
SETTINGS = (
    Setting("c", "Camera", "A camera whose maker was proud of it, and said so in its name"),
    Setting("l", "Level", "warm-up"),
    Setting("t", "Target", "60 seconds"),
    Setting("v", "Sound", "Voice and sounds"),
)
SIZES = [(640, 480), (1280, 720), (1920, 1080), (720, 1280)]


def drawn(
    size: tuple[int, int], picker: Picker, pointed: str = ""
) -> tuple[Image, tuple[Button, ...]]:
    """Return the page over a grey picture, and its buttons."""
    line_px, lines = ROOMS.bar_px(*size)
    width, height = size[0], size[1] - lines * line_px
    image: Image = np.full((height, width, 3), 128, np.uint8)
    (sprite, left, top), buttons = picker_plate(Overlay(width, height), picker, pointed)
    sprite.blend(image, left, top)
    return image, buttons


@pytest.mark.parametrize("size", SIZES)
def test_all_of_it_can_be_clicked_in_every_window(size: tuple[int, int]) -> None:
    image, buttons = drawn(size, Picker(OFFERS, 1, SETTINGS))
    assert [button.key for button in buttons] == ["1", "2", "3", "4", "c", "l", "t", "v"]
    height, width = image.shape[:2]
    for button in buttons:
        left, top, right, bottom = button.box
        assert 0 < left < right < width
        assert 0 < top < bottom < height
        assert bottom - top >= 40
        assert key_at(buttons, (left + right) // 2, (top + bottom) // 2) == button.key
        inside = image[top:bottom, left:right]
        assert inside.max() == 255, "nothing is written on it"
    assert key_at(buttons, 1, 1) == ""
    hash(Picker(OFFERS, 1, SETTINGS))  # the window keeps the pages that it has drawn


@pytest.mark.parametrize("size", SIZES)
def test_every_exercise_has_a_picture_of_its_own(size: tuple[int, int]) -> None:
    plain = Picker(tuple(replace(offer, figure=None) for offer in OFFERS), 0, SETTINGS)
    with_figures, buttons = drawn(size, Picker(OFFERS, 0, SETTINGS))
    without, _ = drawn(size, plain)
    pictures = []
    for button in buttons[:4]:
        left, top, right, bottom = button.box
        differs = (with_figures != without)[top:bottom, left:right].any(axis=2)
        assert differs.any()
        assert np.flatnonzero(differs.any(axis=0))[-1] < (right - left) / 3, "it covers the text"
        pictures.append(differs.sum())
    assert len(set(pictures)) == 4
    outside = with_figures != without
    for button in buttons:
        left, top, right, bottom = button.box
        outside[top:bottom, left:right] = False
    assert not outside.any()


def test_what_is_chosen_or_pointed_at_looks_different() -> None:
    first, buttons = drawn((1280, 720), Picker(OFFERS, 0, SETTINGS))
    second, _ = drawn((1280, 720), Picker(OFFERS, 1, SETTINGS))
    left, top, right, bottom = buttons[1].box
    assert (first != second)[top:bottom, left:right].any()
    pointed, _ = drawn((1280, 720), Picker(OFFERS, 0, SETTINGS), "t")
    left, top, right, bottom = next(b.box for b in buttons if b.key == "t")
    assert (first != pointed)[top:bottom, left:right].any()


def test_what_cannot_be_changed_is_no_button_and_trouble_is_told() -> None:
    fixed = (Setting("", "Camera", "live.mp4"), Setting("", "Level", "one only"))
    image, buttons = drawn((1280, 720), Picker(OFFERS, 0, fixed))
    assert [button.key for button in buttons] == ["1", "2", "3", "4"]
    trouble = (Setting("", "Camera", "none", "no camera was found: plug one in"), fixed[1])
    told, _ = drawn((1280, 720), Picker(OFFERS, 0, trouble))
    assert (image != told).any()


@pytest.mark.parametrize("size", SIZES)
def test_a_value_stands_in_smaller_type_before_it_is_cut(size: tuple[int, int]) -> None:
    cut = replace(SETTINGS[3], value="Voice and sound…")
    whole, _ = drawn(size, Picker(OFFERS, 0, SETTINGS))
    longer, _ = drawn(size, Picker(OFFERS, 0, (*SETTINGS[:3], cut)))
    assert (whole != longer).any()
