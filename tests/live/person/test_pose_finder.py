"""The pose model on a thread of its own: slow, broken, reloaded, ended."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import pytest

from formcheck.errors import BackendError
from formcheck.live.camera.source import LivePicture, LiveSource
from formcheck.live.person.pose_finder import Look, OpenModel, PoseFinder
from formcheck.poses.pose import Pose
from formcheck.system.arrays import Image
from tests.synthetic import standing

SOMEBODY = next(standing(1.0).poses())
WAITS_S = 20.0


class Camera:
    """Gives a grey picture thirty times a second."""

    played = False

    def grab(self) -> tuple[Image, None]:
        time.sleep(1.0 / 30.0)
        return np.full((48, 64, 3), 128, np.uint8), None

    def close(self) -> None:
        pass


@dataclass
class SlowModel:
    """Sees somebody in every picture that is not black, and takes its time for it."""

    outline: bool
    takes_s: float = 0.0
    brightness: list[int] = field(default_factory=list)
    closed: bool = False
    threads: set[int] = field(default_factory=set)

    name = "slow.task sha256:0"
    crowded_so_far = False

    def wait_if_crowded(self) -> bool:
        return False

    def detect(self, image: Image, time_s: float) -> list[Pose]:
        time.sleep(self.takes_s)
        self.threads.add(threading.get_ident())
        self.brightness.append(int(image.max()))
        return [SOMEBODY] if image.any() else []

    def detect_later(self, image: Image, time_s: float) -> Future[list[Pose]]:
        raise NotImplementedError

    def __enter__(self) -> "SlowModel":
        return self

    def __exit__(self, *_: object) -> None:
        self.closed = True


@contextmanager
def finding(open_model: OpenModel) -> Iterator[tuple[PoseFinder, LiveSource]]:
    """A finder at work in front of a camera."""
    source = LiveSource(Camera)
    source.start()
    finder = PoseFinder(open_model, source.newest)
    finder.watching = True
    finder.load(outline=False)
    try:
        yield finder, source
    finally:
        finder.close()
        source.stop()


def looks_until(finder: PoseFinder, enough: Callable[[list[Look]], bool]) -> list[Look]:
    """All that was seen until it is enough."""
    seen: list[Look] = []
    until_s = time.monotonic() + WAITS_S
    while not enough(seen):
        assert time.monotonic() < until_s
        seen += finder.looks(0.1)
    return seen


def opened(models: list[SlowModel], takes_s: float = 0.0) -> Callable[[bool], SlowModel]:
    def open_model(outline: bool) -> SlowModel:
        models.append(SlowModel(outline, takes_s))
        return models[-1]

    return open_model


def test_a_slow_model_looks_at_some_pictures_in_order_and_all_are_there_to_be_shown() -> None:
    shown: set[int] = set()

    def enough(seen: list[Look]) -> bool:
        latest = source.latest
        shown.update([latest.index] if latest else [])
        return len(seen) >= 4

    with finding(opened([], takes_s=0.15)) as (finder, source):
        seen = looks_until(finder, enough)
        delivered = source.delivered
    indices = [look.picture.index for look in seen]
    assert indices == sorted(set(indices))
    assert delivered > 2 * len(seen)
    assert len(shown) > len(seen)
    assert all(look.took_s >= 0.15 for look in seen)


def test_nobody_is_looked_for_while_the_pages_before_a_set_are_shown() -> None:
    models: list[SlowModel] = []
    with finding(opened(models)) as (finder, _):
        finder.watching = False
        looks_until(finder, lambda seen: any(not look.took_s for look in seen))
        asked = len(models[0].brightness)
        seen = looks_until(finder, lambda seen: len(seen) >= 3)
        assert len(models[0].brightness) == asked
    assert not any(look.pose.found for look in seen[1:])


def test_another_choice_replaces_the_model_and_only_the_thread_touches_it() -> None:
    models: list[SlowModel] = []
    with finding(opened(models)) as (finder, _):
        looks_until(finder, lambda seen: len(seen) >= 2)
        finder.load(outline=True)
        looks_until(finder, lambda _: len(models) == 2 and finder.ready)
        looks_until(finder, lambda seen: len(seen) >= 2)
        assert [model.outline for model in models] == [False, True]
        assert models[0].closed
        assert finder.name == SlowModel.name
    assert models[1].closed
    assert len({thread for model in models for thread in model.threads}) == 1
    assert threading.get_ident() not in models[0].threads


def test_a_black_picture_makes_the_model_search_anew() -> None:
    models: list[SlowModel] = []
    with finding(opened(models)) as (finder, _):
        looks_until(finder, lambda seen: len(seen) >= 2)
        finder.search_anew()
        seen = looks_until(finder, lambda _: 0 in models[0].brightness)
    assert models[0].brightness.count(0) == 1
    assert all(look.pose.found for look in seen)


def test_a_model_that_cannot_be_loaded_is_told_to_the_loop() -> None:
    def fail(_: bool) -> SlowModel:
        raise BackendError("no such model")

    with finding(fail) as (finder, _), pytest.raises(BackendError, match="no such model"):
        looks_until(finder, lambda _: False)


def test_a_loop_that_is_busy_gets_few_old_pictures_afterwards() -> None:
    with finding(opened([])) as (finder, source):
        looks_until(finder, bool)
        before = source.delivered
        until_s = time.monotonic() + WAITS_S
        while source.delivered < before + 12 and time.monotonic() < until_s:
            time.sleep(0.01)
        newest = source.delivered
        old = [look for look in finder.looks(0.5) if look.picture.index < newest - 3]
    assert len(old) <= 3


def test_a_finder_that_was_never_started_is_closed() -> None:
    PoseFinder(opened([]), lambda _: None).close()


def test_a_picture_is_what_was_looked_at() -> None:
    picture = LivePicture(3, 0.1, 0.0, np.zeros((4, 4, 3), np.uint8), 0.0)
    given = [picture]
    finder = PoseFinder(opened([]), lambda _: given.pop() if given else None)
    finder.load(outline=False)
    (look,) = looks_until(finder, bool)
    finder.close()
    assert look.picture is picture
    assert look.pose.time_s == picture.time_s
