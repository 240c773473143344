"""What is remembered of the pictures of a set, and how much memory that takes."""

import numpy as np

from formcheck.live.set.pictures import PictureLimits, SetPictures
from formcheck.results import Rep
from tests.live.set.reps import filmed, heel, rep, seen


def test_the_last_seconds_are_kept_in_order() -> None:
    times_s = [one.time_s for one in filmed(13.0).last()]
    assert times_s == sorted(times_s)
    assert 9.8 <= times_s[-1] - times_s[0] <= 10.0


def test_a_picture_comes_back_smaller_and_looks_the_same() -> None:
    pictures = SetPictures()
    image = np.zeros((720, 1280, 3), np.uint8)
    image[:, :640] = (200, 40, 10)
    pictures.add(image, seen(0.0))
    (kept,) = pictures.last()
    back = kept.image()
    assert back.shape == (540, 960, 3)
    assert kept.size_px == (1280, 720)
    assert np.abs(back[270, 200].astype(int) - (200, 40, 10)).max() < 12


def test_pictures_of_a_rep_outlive_the_last_seconds() -> None:
    early = rep(1, heel(80.0))
    pictures = filmed(5.0)
    pictures.keep([early])
    filmed(40.0, pictures)
    times_s = [one.time_s for one in pictures.of(early)]
    assert times_s[0] <= early.start_s <= early.end_s <= times_s[-1]
    assert len(times_s) >= 30
    pictures.keep([])
    assert pictures.of(early) == ()


def test_a_rep_whose_pictures_are_incomplete_is_not_shown() -> None:
    assert filmed(2.5).of(rep(1, heel(80.0))) == ()


def test_fast_cameras_do_not_fill_the_memory_sooner() -> None:
    assert len(filmed(2.0, fps=120.0).last()) <= 2.0 / PictureLimits().least_step_s


def test_pictures_that_cannot_be_compressed_take_60_megabytes_at_most() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (170, 300, 3), np.uint8)
    limits = PictureLimits(last_bytes=2_400_000, rep_bytes=300_000)  # a tenth, as the pictures
    pictures = SetPictures(limits)
    kept: list[Rep] = []
    for n in range(480):
        if n % 40 == 39 and len(kept) < 12:
            kept.append(rep(n // 40, heel(80.0)))
            pictures.keep(kept)
        pictures.add(noise, seen(n / 20.0))
    everything = {id(one): len(one.jpeg.result()) for one in pictures.last()}
    for one in kept:
        everything |= {id(picture): len(picture.jpeg.result()) for picture in pictures.of(one)}
    assert 2_000_000 < sum(everything.values()) <= 6_000_000
