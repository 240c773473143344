"""If there are several people, the one who fills most of the picture is chosen."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.detection.people import choose_person
from formcheck.poses.landmarks import Landmark
from formcheck.poses.pose import Pose, PoseTrack
from formcheck.system.arrays import FloatArray
from tests.synthetic import ButtKicks

FRAMES = 120
FPS = 30.0


def walk(track: PoseTrack, size: float, x_px: FloatArray, floor_px: float) -> list[Pose]:
    """Return the poses of a person of a size whose feet stay at a height of the picture.

    Args:
        track: the pose in each frame.
        size: relative to the track.
        x_px: (n,) where the hips are.
        floor_px: height of the feet in the picture.
    """
    hip_x = track.xy_px[:, Landmark.LEFT_HIP, 0].mean()
    floor = track.xy_px[0, Landmark.LEFT_HEEL, 1]
    poses = []
    for i in range(FRAMES):
        xy_px = (track.xy_px[i] - [hip_x, floor]) * size + [x_px[i], floor_px]
        poses.append(Pose(i / FPS, xy_px, track.world_m[i], track.visibility[i], people=2))
    return poses


TRACK = ButtKicks().track()
TIMES_S = [i / FPS for i in range(FRAMES)]
STILL = np.full(FRAMES, 400.0)
BIG = walk(TRACK, 1.0, STILL, 700.0)


def is_person(chosen: list[Pose], person: list[Pose]) -> bool:
    return all(np.array_equal(a.xy_px, b.xy_px) for a, b in zip(chosen, person, strict=True))


def test_one_person_is_chosen() -> None:
    chosen, stayed = choose_person([[pose] for pose in BIG], TIMES_S)
    assert is_person(chosen, BIG)
    assert stayed == 1


@pytest.mark.parametrize("reverse", [False, True])
def test_the_bigger_of_two_is_chosen(*, reverse: bool) -> None:
    small = walk(TRACK, 0.6, STILL + 500.0, 620.0)
    frames = [[a, b][:: -1 if reverse else 1] for a, b in zip(BIG, small, strict=True)]
    chosen, stayed = choose_person(frames, TIMES_S)
    assert is_person(chosen, BIG)
    assert stayed == 2


@pytest.mark.parametrize("size", [0.5, 0.7, 0.85])
def test_people_are_followed_while_their_paths_cross(size: float) -> None:
    passing = walk(TRACK, size, np.linspace(100.0, 900.0, FRAMES), 640.0)
    frames = [[b, a] for a, b in zip(BIG, passing, strict=True)]
    chosen, stayed = choose_person(frames, TIMES_S)
    assert is_person(chosen, BIG)
    assert stayed == 2


def test_somebody_who_passes_by_for_a_moment_does_not_count() -> None:
    passing = walk(TRACK, 0.7, STILL + 450.0, 640.0)
    frames = [[pose] for pose in BIG]
    for i in range(40, 48):
        frames[i].append(passing[i])
    chosen, stayed = choose_person(frames, TIMES_S)
    assert is_person(chosen, BIG)
    assert stayed == 1


def test_somebody_large_for_a_moment_is_not_chosen() -> None:
    close = walk(TRACK, 1.6, STILL + 700.0, 1000.0)
    frames = [[pose] for pose in BIG]
    for i in range(40, 70):
        frames[i].insert(0, close[i])
    chosen, _ = choose_person(frames, TIMES_S)
    assert is_person(chosen, BIG)


def test_the_chosen_one_is_followed_through_a_short_absence() -> None:
    frames = [[pose] for pose in BIG]
    for i in range(30, 36):
        frames[i] = []
    chosen, stayed = choose_person(frames, TIMES_S)
    assert stayed == 1
    assert [pose.found for pose in chosen] == [not 30 <= i < 36 for i in range(FRAMES)]
    assert [pose.time_s for pose in chosen] == TIMES_S


def test_nobody_takes_the_place_of_the_chosen_one() -> None:
    small = walk(TRACK, 0.6, STILL + 500.0, 620.0)
    frames = [[a, b] for a, b in zip(BIG, small, strict=True)]
    for i in range(50, 60):
        frames[i] = [small[i]]
    chosen, _ = choose_person(frames, TIMES_S)
    assert not any(pose.found for pose in chosen[50:60])
    assert is_person(chosen[:50] + chosen[60:], BIG[:50] + BIG[60:])


def test_a_person_who_jumps_to_another_place_where_the_film_was_cut_stays_one_person() -> None:
    elsewhere = walk(TRACK, 1.3, STILL + 900.0, 650.0)
    seen = [*BIG[:50], *elsewhere[50:-1], BIG[-1]]
    chosen, stayed = choose_person([[pose] for pose in seen], TIMES_S)
    assert is_person(chosen, seen)
    assert stayed == 1


@pytest.mark.parametrize("size", [0.4, 0.9])
def test_somebody_found_elsewhere_while_the_chosen_one_is_lost_is_another_person(
    size: float,
) -> None:
    other = walk(TRACK, size, STILL + 900.0, 650.0)
    frames = [[pose] for pose in BIG[:50] + other[50:70] + BIG[70:]]
    chosen, stayed = choose_person(frames, TIMES_S)
    assert not any(pose.found for pose in chosen[50:70])
    assert stayed == 2


def test_somebody_much_smaller_who_stays_when_the_chosen_one_has_left_is_another_person() -> None:
    small = walk(TRACK, 0.4, STILL + 500.0, 620.0)
    frames = [[pose] for pose in BIG[:90] + small[90:]]
    chosen, stayed = choose_person(frames, TIMES_S)
    assert not any(pose.found for pose in chosen[90:])
    assert stayed == 2


def test_nobody_is_chosen_if_there_is_nobody() -> None:
    chosen, stayed = choose_person([[] for _ in TIMES_S], TIMES_S)
    assert stayed == 0
    assert [pose.time_s for pose in chosen] == TIMES_S
    assert not any(pose.found for pose in chosen)
    assert choose_person([], []) == ([], 0)


def test_poses_keep_the_times_of_their_frames() -> None:
    frames = [
        [replace(pose, time_s=time_s + 0.5)] for pose, time_s in zip(BIG, TIMES_S, strict=True)
    ]
    chosen, _ = choose_person(frames, [time_s + 0.5 for time_s in TIMES_S])
    assert chosen[0].time_s == 0.5
