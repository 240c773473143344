"""A folder that is watched."""

from pathlib import Path

from formcheck.batch.watch import Watch


class Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_a_clip_is_ready_once_when_it_has_stopped_growing(tmp_path: Path) -> None:
    clock = Clock()
    watch = Watch(tmp_path / "phone", 10.0, clock)
    assert watch.ready() == []  # the folder is not there yet
    clip = tmp_path / "phone" / "day" / "a.mp4"
    clip.parent.mkdir(parents=True)
    (clip.parent / "notes.txt").touch()
    for size in range(5):
        clip.write_bytes(b"x" * size)
        clock.now_s += 8.0
        assert watch.ready() == []
    clock.now_s += 9.0
    assert watch.ready() == []
    clock.now_s += 1.0
    assert watch.ready() == [clip]
    clock.now_s += 100.0
    assert watch.ready() == []


def test_a_clip_that_changes_later_is_ready_again(tmp_path: Path) -> None:
    clock, clip = Clock(), tmp_path / "a.mp4"
    watch = Watch(tmp_path, 1.0, clock)
    for size in (1, 2):
        clip.write_bytes(b"x" * size)
        assert watch.ready() == []
        clock.now_s += 1.0
        assert watch.ready() == [clip]


def test_each_clip_is_waited_for_by_itself(tmp_path: Path) -> None:
    clock = Clock()
    watch = Watch(tmp_path, 10.0, clock)
    for name in ("a.mp4", "b.mp4"):
        (tmp_path / name).touch()
        watch.ready()
        clock.now_s += 6.0
    assert watch.ready() == [tmp_path / "a.mp4"]
    clock.now_s += 6.0
    assert watch.ready() == [tmp_path / "b.mp4"]
