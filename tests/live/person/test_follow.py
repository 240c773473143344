"""Somebody who walks through is a stranger; a person who comes back is the same."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from formcheck.detection.mediapipe import MediaPipeBackend
from formcheck.detection.people import mid_hip_px
from formcheck.live.person.follow import SamePerson
from formcheck.poses.pose import Pose, PoseTrack
from formcheck.video import ClipReader
from tests.movements import FRONT, squats
from tests.synthetic import ButtKicks, standing

SAMPLES = Path(__file__).parent.parent.parent.parent / "sample_videos"


def moved(pose: Pose, x_px: float, share: float = 1.0, after_s: float = 0.0) -> Pose:
    middle = pose.xy_px.mean(axis=0)
    xy_px = (pose.xy_px - middle) * share + middle + np.array([x_px, 0.0])
    return replace(pose, xy_px=xy_px, time_s=pose.time_s + after_s)


def follow(track: PoseTrack) -> tuple[SamePerson, Pose]:
    person = SamePerson()
    poses = list(track.poses())
    assert all(person.is_theirs(pose) for pose in poses)
    return person, poses[-1]


def test_a_person_who_kicks_stays_the_same_person() -> None:
    follow(ButtKicks(noise_px=2.0, travel_m=0.1).track())


def test_a_jump_to_somebody_else_is_noticed() -> None:
    person, last = follow(standing(2.0))
    assert not person.is_theirs(moved(last, 400.0, after_s=0.03))
    assert person.is_theirs(moved(last, 10.0, after_s=0.06))


def test_somebody_far_behind_is_a_stranger_even_after_a_while() -> None:
    person, last = follow(standing(2.0))
    assert not person.is_theirs(moved(last, 0.0, 0.5, after_s=3.0))


def test_a_person_who_comes_back_at_another_place_is_the_same() -> None:
    person, last = follow(standing(2.0))
    assert not person.is_theirs(Pose.nobody(last.time_s + 1.0))
    assert person.is_theirs(moved(last, 300.0, 1.1, after_s=4.0))


def test_a_person_who_comes_nearer_slowly_stays_the_same() -> None:
    person, last = follow(standing(2.0))
    for i in range(1, 300):
        assert person.is_theirs(moved(last, 0.0, 1.0 + i / 300.0, after_s=i / 30.0))


def test_a_person_who_squats_stays_the_same() -> None:
    follow(squats(FRONT))


def test_somebody_walking_by_behind_is_not_followed() -> None:
    with ClipReader(SAMPLES / "butt-kicks-good.mp4") as clip:
        front = [frame.image for frame in clip][45:165]
    with ClipReader(SAMPLES / "butt-kicks-front.mp4") as clip:
        behind = [np.asarray(cv2.resize(f.image, None, fx=0.55, fy=0.55)) for f in clip][45:165]
    wall = np.median(np.stack(front[::10]), axis=0).astype(np.int16)
    person = SamePerson()
    theirs, hips = [], []
    with MediaPipeBackend(scout=False) as backend:
        for i, (image, walker) in enumerate(zip(front, behind, strict=True)):
            wide = walker.shape[1]
            cut = walker[:, wide // 2 - 40 : wide // 2 + 40]
            left = round(5 + i / len(front) * 550)
            picture = image.copy()
            picture[90 : 90 + len(cut), left : left + 80] = cut
            # Whoever moves before the wall stays in front.
            moves = np.abs(image.astype(np.int16) - wall).sum(axis=2) > 50
            picture[moves] = image[moves]
            people = backend.detect(picture, i / 30)
            theirs.append(bool(people) and person.is_theirs(people[0]))
            if theirs[-1]:
                hips.append(mid_hip_px(people[0])[0])
    assert np.mean(theirs) > 0.9
    assert np.ptp(hips) < 60.0
