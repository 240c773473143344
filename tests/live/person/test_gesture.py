"""A hand held above the head for a second is a sign; nothing else is."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.live.person.gesture import HandSign
from formcheck.poses.landmarks import SIDES, Landmark, Side, joint
from formcheck.poses.pose import Pose, PoseTrack
from tests.synthetic import ButtKicks, standing

FPS = 30.0


def with_hand_up(track: PoseTrack, from_s: float, to_s: float, side: Side = "right") -> PoseTrack:
    """A person who raises a hand and lowers it again."""
    xy_px = track.xy_px.copy()
    up = (track.time_s >= from_s) & (track.time_s < to_s)
    shoulder = xy_px[up, joint(side, "shoulder")]
    xy_px[up, joint(side, "elbow")] = shoulder - (0.0, 100.0)
    xy_px[up, joint(side, "wrist")] = shoulder - (0.0, 185.0)
    return replace(track, xy_px=xy_px)


def signs(track: PoseTrack) -> list[tuple[str, float]]:
    """Each sign, and when it was given."""
    watcher = HandSign()
    given = [(watcher.step(pose.time_s, pose).sign, pose.time_s) for pose in track.poses()]
    return [(sign, time_s) for sign, time_s in given if sign]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_hand_held_up_for_a_second_gives_one_sign(side: Side) -> None:
    track = with_hand_up(standing(6.0), 1.0, 2.5, side)
    ((sign, at_s),) = signs(track)
    assert sign == "raised"
    assert at_s == pytest.approx(2.0, abs=0.1)


def test_a_hand_kept_up_gives_another_sign() -> None:
    raised, kept = signs(with_hand_up(standing(8.0), 1.0, 7.0))
    assert (raised[0], kept[0]) == ("raised", "kept")
    assert kept[1] - raised[1] == pytest.approx(2.0, abs=0.1)


def test_each_raise_gives_a_sign() -> None:
    track = with_hand_up(with_hand_up(standing(8.0), 1.0, 2.5), 4.0, 5.5)
    assert [sign for sign, _ in signs(track)] == ["raised", "raised"]


def test_a_short_wave_gives_no_sign() -> None:
    assert signs(with_hand_up(standing(4.0), 1.0, 1.8)) == []


def test_pumping_arms_give_no_sign() -> None:
    assert signs(ButtKicks(arm_range_deg=110.0, elbow_deg=120.0).track()) == []


def test_a_hand_that_is_lost_for_a_moment_is_still_up() -> None:
    track = with_hand_up(standing(4.0), 1.0, 3.0)
    visibility = track.visibility.copy()
    visibility[[40, 41, 42], Landmark.RIGHT_WRIST] = 0.0
    assert [sign for sign, _ in signs(replace(track, visibility=visibility))] == ["raised"]


def test_the_hand_knows_how_much_of_the_time_has_passed() -> None:
    watcher = HandSign()
    hands = [watcher.step(p.time_s, p) for p in with_hand_up(standing(4.0), 1.0, 3.0).poses()]
    shares = [hand.share for hand in hands if hand.xy_px is not None][:28]
    assert shares[0] == 0.0
    assert np.all(np.diff(shares) > 0.0)
    assert watcher.step(5.0, Pose.nobody(5.0)).xy_px is None


def test_the_hand_names_the_sign_that_comes_next() -> None:
    watcher = HandSign()
    hands = [watcher.step(p.time_s, p) for p in with_hand_up(standing(8.0), 1.0, 7.0).poses()]
    up = [hand for hand in hands if hand.xy_px is not None]
    coming = [hand.coming for hand in up]
    assert coming == sorted(coming, key=["raised", "kept", None].index)
    assert set(coming) == {"raised", "kept", None}
    begins = coming.index("kept")
    assert up[begins - 1].share > 0.9
    assert up[begins].share == 0.0


def test_the_time_of_a_hand_runs_only_while_its_sign_would_do_something() -> None:
    watcher = HandSign()
    given = []
    for pose in with_hand_up(standing(6.0), 1.0, 5.5).poses():
        hand = watcher.step(pose.time_s, pose, counts=pose.time_s > 3.0)
        if pose.time_s <= 3.0:
            assert (hand.share, hand.sign) == (0.0, None)
        if hand.sign:
            given.append((hand.sign, pose.time_s))
    ((sign, at_s),) = given
    assert sign == "raised"
    assert at_s == pytest.approx(4.0, abs=0.1)


def test_which_hand_is_up_is_known_unless_the_frames_disagree() -> None:
    def side_of(track: PoseTrack) -> Side | None:
        watcher = HandSign()
        hands = [watcher.step(pose.time_s, pose) for pose in track.poses()]
        (sign,) = (hand for hand in hands if hand.sign)
        return sign.side

    for side in SIDES:
        assert side_of(with_hand_up(standing(4.0), 1.0, 2.5, side)) == side
    mixed = with_hand_up(with_hand_up(standing(4.0), 1.0, 1.5, "left"), 1.5, 2.5, "right")
    assert side_of(mixed) is None
