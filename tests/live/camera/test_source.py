"""The newest picture of files, streams and cameras, and what is said when a camera fails."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import SourceEndedError, SourceError
from formcheck.live.camera.grabber import Grabber
from formcheck.live.camera.health import Health, PictureCheck
from formcheck.live.camera.opener import opener
from formcheck.live.camera.source import LivePicture, LiveSource, Patience
from formcheck.system.arrays import Image

SAMPLE = Path(__file__).parent.parent.parent.parent / "sample_videos" / "butt-kicks.mp4"


@contextmanager
def taking(source: LiveSource) -> Iterator[LiveSource]:
    source.start()
    source.play()
    try:
        yield source
    finally:
        source.stop()


def wait_for(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    until_s = time.monotonic() + seconds
    while time.monotonic() < until_s:
        if condition():
            return True
        time.sleep(0.01)
    return condition()


def noise(width: int = 64, height: int = 48, seed: int | None = None) -> Image:
    return np.random.default_rng(seed).integers(0, 255, (height, width, 3), np.uint8)


class Pictures:
    """A camera that gives what it is told."""

    played = False

    def __init__(self, give: Callable[[int], Image | None], every_s: float = 0.005) -> None:
        self._give, self._every_s, self._index = give, every_s, 0

    def grab(self) -> tuple[Image, float | None] | None:
        time.sleep(self._every_s)
        image = self._give(self._index)
        self._index += 1
        return None if image is None else (image, None)

    def close(self) -> None:
        pass


def test_a_file_is_played_at_its_own_pace() -> None:
    with taking(LiveSource(opener(str(SAMPLE)))) as source:
        pictures: list[LivePicture] = []
        while not pictures or pictures[-1].time_s < 1.5:
            picture = source.newest(5.0)
            assert picture is not None
            pictures.append(picture)
    assert all(a.time_s < b.time_s for a, b in pairwise(pictures))
    start_s = pictures[0].available_s - pictures[0].time_s
    late_s = [picture.available_s - start_s - picture.time_s for picture in pictures[1:]]
    assert min(late_s) > -0.1
    # A busy machine takes some pictures late, but a file that plays too slowly gives all of them.
    assert min(late_s[len(late_s) // 2 :]) < 0.3
    assert source.status().fps == pytest.approx(30.0, abs=3.0)


def test_a_file_stands_at_its_first_picture_until_it_is_played() -> None:
    source = LiveSource(opener(str(SAMPLE)))
    source.start()
    try:
        assert source.newest(5.0) is not None
        assert source.newest(0.3) is None
        source.play()
        assert source.newest(2.0) is not None
    finally:
        source.stop()


class Played(Pictures):
    """A file: whatever it shows was filmed like that."""

    played = True


def test_a_file_may_show_the_same_picture_and_have_gaps() -> None:
    still, seen = noise(seed=1), set()
    silent_s, frozen_s = Patience().silent_s, PictureCheck().frozen_s
    with taking(LiveSource(lambda: Played(lambda _: still, every_s=silent_s + 0.2))) as source:
        assert source.newest(5.0) is not None
        until_s = time.monotonic() + frozen_s + silent_s + 0.5
        while time.monotonic() < until_s:
            seen.add(source.status().health)
            time.sleep(0.05)
    assert seen == {Health.GOOD}


class Short(Played):
    """A file of five pictures."""

    def grab(self) -> tuple[Image, float | None]:
        if self._index == 5:
            raise SourceEndedError
        self._index += 1
        return noise(), self._index / 30


def test_a_file_that_is_over_can_be_played_again() -> None:
    with taking(LiveSource(lambda: Short(lambda _: None))) as source:
        assert wait_for(lambda: source.status().health is Health.ENDED)
        source.reopen()
        assert wait_for(lambda: source.delivered == 6)  # it stands at its first picture
        assert source.status().health is Health.GOOD
        source.play()
        assert wait_for(lambda: source.status().health is Health.ENDED)
    assert source.delivered == 10
    assert source.notes == []


def test_a_slow_reader_gets_the_newest_picture() -> None:
    with taking(LiveSource(lambda: Pictures(lambda _: noise()))) as source:
        first = source.newest(2.0)
        time.sleep(0.3)
        second = source.newest(2.0)
    assert first is not None
    assert second is not None
    assert second.index > first.index + 5


def test_a_file_that_does_not_exist_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        opener(str(tmp_path / "no.mp4"))


@pytest.mark.parametrize(
    ("give", "health"),
    [
        (lambda _: np.zeros((48, 64, 3), np.uint8), Health.BLACK),
        (lambda _: noise(seed=1), Health.FROZEN),
        (lambda _: noise(), Health.GOOD),
    ],
)
def test_black_and_frozen_pictures_are_found(give: Callable[[int], Image], health: Health) -> None:
    check = PictureCheck(frozen_s=0.3)
    with taking(LiveSource(lambda: Pictures(give), check=check)) as source:
        time.sleep(0.6)
        status = source.status()
    assert status.health is health
    assert bool(status.problem) == (health is not Health.GOOD)


def test_a_camera_that_hangs_is_lost() -> None:
    stuck = threading.Event()

    def give(index: int) -> Image:
        if index > 5:
            stuck.wait(5.0)
        return noise()

    patience = Patience(silent_s=0.3)
    with taking(LiveSource(lambda: Pictures(give), patience=patience)) as source:
        assert wait_for(lambda: source.status().health is Health.LOST)
        stuck.set()


def test_a_camera_that_never_comes_is_given_up() -> None:
    def missing() -> Grabber:
        raise SourceError("camera 0 is not there")

    with taking(LiveSource(missing, patience=Patience(reconnect_s=0.8))) as source:
        assert wait_for(lambda: source.status().health is Health.LOST)
        assert source.status().left_s > 0.0
        assert wait_for(lambda: source.status().health is Health.GONE)
        assert source.status().problem == "camera 0 is not there"
    assert source.notes == ["camera 0 is not there"]


def test_a_size_that_changes_is_fitted_into_the_first() -> None:
    def give(index: int) -> Image:
        return noise(64, 48) if index < 20 else noise(48, 96)

    with taking(LiveSource(lambda: Pictures(give))) as source:
        assert wait_for(lambda: any("changed its picture to 48x96" in n for n in source.notes))
        picture = source.newest(1.0)
    assert picture is not None
    assert picture.image.shape == (48, 64, 3)


def test_a_slow_camera_is_noted_once() -> None:
    with taking(LiveSource(lambda: Pictures(lambda _: noise(), every_s=0.1))) as source:
        assert wait_for(lambda: bool(source.notes))
        time.sleep(0.3)
        assert source.status().fps < 12.0
    (note,) = source.notes
    assert "pictures a second" in note


def test_another_camera_is_shown_though_the_one_before_hangs() -> None:
    stuck = threading.Event()

    def hang(index: int) -> Image:
        if index > 5:
            stuck.wait(20.0)
        return noise(64, 48)

    with taking(LiveSource(lambda: Pictures(hang))) as source:
        assert wait_for(lambda: source.delivered > 5)
        before = source.latest
        source.reopen(lambda: Pictures(lambda _: noise(80, 60)))
        assert source.status().health in (Health.STARTING, Health.GOOD)
        assert wait_for(lambda: source.latest is not None and source.latest is not before)
        stuck.set()
        assert wait_for(lambda: source.delivered > 20)
        after = source.newest(2.0)
    assert before is not None
    assert after is not None
    assert after.image.shape == (60, 80, 3)
    assert after.time_s > before.time_s
    assert after.index > before.index


def test_a_camera_that_was_given_up_is_tried_again() -> None:
    there = threading.Event()

    def plugged() -> Grabber:
        if not there.is_set():
            raise SourceError("no camera was found")
        return Pictures(lambda _: noise())

    patience = Patience(reconnect_s=0.2, retry_s=0.05)
    with taking(LiveSource(plugged, patience=patience)) as source:
        assert wait_for(lambda: source.status().health is Health.GONE)
        source.reopen()
        assert source.status().problem == "no camera was found"
        there.set()
        source.reopen()
        assert wait_for(lambda: source.status().health is Health.GOOD)
