"""Attempts that are phantoms of another one: echoes of a kick, and copies on the other leg."""

import pytest

from formcheck.poses.landmarks import Side
from formcheck.reps.echoes import EchoFilter
from formcheck.reps.overlaps import OverlapFilter
from formcheck.reps.window import RepWindow


def window(side: Side, start: int, end: int, height: float) -> RepWindow:
    middle = (start + end) // 2
    return RepWindow(side, start, middle, end, end / 30.0, (middle, middle), height)


def echoes_of(steps_s: float, count: int = 6) -> tuple[EchoFilter, float]:
    """Return a filter that has seen evenly timed kicks, and the time of the last one."""
    echoes = EchoFilter()
    for i in range(count):
        kick = window("left" if i % 2 else "right", 10 * i, 10 * i + 8, 90.0)
        assert echoes.echo(kick, i * steps_s, [], "right") is None
    return echoes, (count - 1) * steps_s


@pytest.mark.parametrize(("after_s", "is_echo"), [(0.1, True), (0.2, True), (0.25, False)])
def test_a_kick_much_sooner_than_the_usual_step_is_an_echo(after_s: float, is_echo: bool) -> None:
    echoes, last_s = echoes_of(0.4)
    kick = window("right", 60, 68, 80.0)
    assert echoes.echo(kick, last_s + after_s, [], "right") is (kick if is_echo else None)


def test_the_lower_one_of_two_kicks_is_the_echo() -> None:
    echoes, last_s = echoes_of(0.4)
    waiting = window("right", 50, 58, 90.0)
    lower, higher = window("right", 60, 68, 80.0), window("right", 60, 68, 100.0)
    assert echoes.echo(lower, last_s + 0.1, [waiting], "left") is lower
    assert echoes.echo(higher, last_s + 0.1, [waiting], "left") is waiting


@pytest.mark.parametrize(("height", "is_echo"), [(100.0, True), (110.0, False)])
def test_a_kick_of_the_far_leg_must_be_clearly_higher(height: float, is_echo: bool) -> None:
    echoes, last_s = echoes_of(0.4)
    waiting, far = window("right", 50, 58, 90.0), window("left", 60, 68, height)
    assert echoes.echo(far, last_s + 0.1, [waiting], "right") is (far if is_echo else waiting)


def test_the_lower_one_of_two_overlapping_attempts_is_a_phantom() -> None:
    overlaps = OverlapFilter()
    waiting = window("left", 10, 50, 30.0)
    lower, higher = window("right", 20, 40, 20.0), window("right", 20, 40, 60.0)
    assert overlaps.phantom(lower, [waiting]) is lower
    assert overlaps.phantom(higher, [waiting]) is waiting
    assert overlaps.ambiguous == 0


def test_two_overlapping_attempts_of_nearly_the_same_height_are_ambiguous() -> None:
    overlaps = OverlapFilter()
    assert overlaps.phantom(window("right", 20, 40, 28.0), [window("left", 10, 50, 30.0)])
    assert overlaps.ambiguous == 1


@pytest.mark.parametrize(
    "rival",
    [window("right", 10, 50, 60.0), window("left", 45, 80, 60.0)],
    ids=["same leg", "apart"],
)
def test_attempts_of_one_leg_or_apart_are_two(rival: RepWindow) -> None:
    assert OverlapFilter().phantom(window("right", 20, 50, 30.0), [rival]) is None
