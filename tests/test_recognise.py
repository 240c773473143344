"""Which exercise a clip shows: ours from all sides, and what is none of them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.analysis import judge, judge_parts, recognised_parts
from formcheck.batch import Options, analyze_clip
from formcheck.exercise import Exercise, load_exercise
from formcheck.landmarks import COUNT, SIDES, Landmark, joint
from formcheck.pose import FloatArray, Pose, PoseTrack, join
from formcheck.recognise import parts, recognise
from formcheck.subject import observe
from formcheck.video import ClipError
from tests.synthetic import (
    SHANK_M,
    THIGH_M,
    TRUNK_M,
    ButtKicks,
    Kickbacks,
    exchange_sides,
    mirrored,
    recording,
    standing,
    with_swapped_legs,
    without_person,
)

pytestmark = pytest.mark.filterwarnings("error")
SECONDS, FPS = 8.0, 30.0
SIDE, FRONT = ButtKicks(), ButtKicks(yaw_deg=90.0)
TIME_S = np.arange(int(SECONDS * FPS)) / FPS


def wave(hertz: float, late: float = 0.0) -> FloatArray:
    """0 to 1 and back, so many times a second; ``late`` by a share of the way round."""
    return np.asarray(0.5 - 0.5 * np.cos(2.0 * np.pi * (hertz * TIME_S - late)))


def _down(angle_deg: FloatArray) -> FloatArray:
    angle = np.radians(angle_deg)
    return np.stack([np.sin(angle), -np.cos(angle), np.zeros_like(angle)], axis=-1)


def moved(
    thighs: tuple[FloatArray, FloatArray],
    knees: tuple[FloatArray, FloatArray],
    *,
    trunk_deg: FloatArray | float = 3.0,
    hip_up_m: FloatArray | float | None = None,
    camera: ButtKicks = SIDE,
) -> PoseTrack:
    """Someone with these thighs, forward positive, and knees, left and right; feet on the floor."""
    n = len(TIME_S)
    shanks = [thigh - knee for thigh, knee in zip(thighs, knees, strict=True)]
    reach = [
        -(THIGH_M * _down(thigh) + SHANK_M * _down(shank))[:, 1]
        for thigh, shank in zip(thighs, shanks, strict=True)
    ]
    hip = np.zeros((n, 3))
    hip[:, 1] = np.maximum(*reach) if hip_up_m is None else hip_up_m
    shoulder = hip - TRUNK_M * _down(-np.broadcast_to(trunk_deg, n))
    points = np.repeat(shoulder[:, None], COUNT, axis=1)
    points[:, : Landmark.LEFT_SHOULDER, 1] += 0.2
    points[:, Landmark.NOSE, 0] += 0.1
    for side, thigh, shank in zip(SIDES, thighs, shanks, strict=True):
        knee = hip + THIGH_M * _down(thigh)
        ankle = knee + SHANK_M * _down(shank)
        places = {
            "hip": (hip, 0.09),
            "knee": (knee, 0.09),
            "ankle": (ankle, 0.09),
            "heel": (ankle + np.array([-0.05, -0.05, 0.0]), 0.09),
            "foot_index": (ankle + np.array([0.14, -0.06, 0.0]), 0.09),
            "shoulder": (shoulder, 0.18),
        }
        for name, (place, out_m) in places.items():
            points[:, joint(side, name)] = place
            points[:, joint(side, name), 2] += out_m if side == "left" else -out_m
    return camera.filmed(TIME_S, points)


def squats(camera: ButtKicks = SIDE) -> PoseTrack:
    down = wave(0.4)
    return moved(
        (80.0 * down, 80.0 * down),
        (110.0 * down, 110.0 * down),
        trunk_deg=30.0 * down,
        camera=camera,
    )


def gait(
    forward: float, back: float, bend: float, hertz: float, camera: ButtKicks = SIDE
) -> PoseTrack:
    """Thighs to and fro, the knee bent most on its way forward."""
    thighs, knees = [], []
    for late in (0.0, 0.5):
        thighs.append((forward + back) * wave(hertz, late) - back)
        knees.append(5.0 + bend * wave(hertz, late - 0.2) ** 3)
    return moved((thighs[0], thighs[1]), (knees[0], knees[1]), camera=camera)


def high_knees(camera: ButtKicks = SIDE) -> PoseTrack:
    up = (wave(1.3) ** 2, wave(1.3, 0.5) ** 2)
    return moved((95.0 * up[0], 95.0 * up[1]), (110.0 * up[0], 110.0 * up[1]), camera=camera)


def lunges(camera: ButtKicks = SIDE) -> PoseTrack:
    down, still = wave(0.4), np.zeros(len(TIME_S))
    return moved(
        (80.0 * down, -15.0 * down),
        (85.0 * down, 80.0 * down + still),
        trunk_deg=5.0,
        camera=camera,
    )


def push_ups() -> PoseTrack:
    behind = -80.0 + 12.0 * wave(0.5)
    knee = np.full(len(TIME_S), 3.0)
    return moved((behind, behind), (knee, knee), trunk_deg=80.0 - 12.0 * wave(0.5), hip_up_m=0.4)


def of(track: PoseTrack) -> str:
    return recognise(track).exercise


KICKS: list[dict[str, Any]] = [
    {},
    {"yaw_deg": 25.0},
    {"yaw_deg": 45.0},
    {"yaw_deg": 90.0},
    {"yaw_deg": -90.0},
    {"facing": -1},
    {"left_deg": 60.0, "right_deg": 60.0},
    {"thigh_swing_deg": 38.0},
    {"cadence": 60.0},
    {"cadence": 190.0},
    {"order": ("left",)},
    {"fps": 24.0},
    {"fps": 60.0, "noise_px": 2.0},
    {"fps": 10.0, "cadence": 150.0},
    {"travel_m": 0.2},
    {"ankle_lean_deg": 22.0},
    {"waist_bend_deg": 20.0},
    {"bounce_ll": 0.2},
    {"width": 720, "height": 1280},
]


@pytest.mark.parametrize("changes", KICKS, ids=str)
def test_butt_kicks_are_recognised_with_every_fault_and_view(changes: dict[str, Any]) -> None:
    found = recognise(ButtKicks(**changes).track())
    assert found.exercise == "butt-kicks"
    assert 0.7 <= found.confidence <= 1.0


def test_one_leg_that_falls_short_makes_less_sure() -> None:
    found = recognise(ButtKicks(left_deg=60.0).track())
    assert found.exercise == "butt-kicks"
    assert found.confidence >= 0.4


def test_a_thigh_that_comes_up_behind_the_heel_is_pulled_through() -> None:
    knees, thighs = [], []
    for late in (0.0, 0.5):
        knees.append(8.0 + 112.0 * wave(0.8, late) ** 3)
        thighs.append(40.0 * wave(0.8, late + 0.08) ** 3)
    assert of(moved((thighs[0], thighs[1]), (knees[0], knees[1]))) == "butt-kicks-pull-through"


@pytest.mark.parametrize("standing", [False, True], ids=["quadruped", "standing"])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"sides": ("right",)},
        {"sides": ("left", "right") * 4},
        {"top_knee_deg": 90.0},
        {"lift_s": 3.0, "hold_s": 5.0, "lower_s": 3.0, "rest_s": 4.0},
        {"lift_s": 0.25, "hold_s": 0.0, "lower_s": 0.4, "rest_s": 0.3},
        {"camera": ButtKicks(facing=-1)},
        {"camera": ButtKicks(yaw_deg=14.0)},
        {"camera": ButtKicks(noise_px=1.0)},
    ],
    ids=str,
)
def test_kickbacks_are_recognised(standing: bool, changes: dict[str, Any]) -> None:
    kickbacks = Kickbacks(standing=standing, **changes)
    found = recognise(kickbacks.track())
    assert found.exercise == kickbacks.exercise
    assert found.confidence >= 0.7


@pytest.mark.parametrize(("standing", "travel_deg"), [(False, 50.0), (True, 6.0)])
def test_kickbacks_that_fall_short_are_kickbacks(standing: bool, travel_deg: float) -> None:
    kickbacks = Kickbacks(standing=standing, travel_deg=travel_deg)
    assert of(kickbacks.track()) == kickbacks.exercise


NONE = {
    "squats": squats(),
    "squats at an angle": squats(camera=ButtKicks(yaw_deg=40.0)),
    "squats from the front": squats(camera=FRONT),
    "walking": gait(25.0, 20.0, 58.0, 0.9),
    "walking slowly": gait(18.0, 15.0, 45.0, 0.6),
    "running": gait(45.0, 28.0, 100.0, 1.4),
    "running from the front": gait(45.0, 28.0, 60.0, 1.4, camera=FRONT),
    "jogging on the spot": gait(50.0, 2.0, 85.0, 1.3),
    "high knees": high_knees(),
    "high knees from the front": high_knees(camera=FRONT),
    "lunges": lunges(),
    "push-ups": push_ups(),
}


@pytest.mark.parametrize("name", NONE)
def test_other_movements_are_none_of_ours(name: str) -> None:
    assert of(NONE[name]) == ""


@pytest.mark.parametrize("noise_px", [0.0, 1.0, 3.0])
def test_who_stands_still_does_nothing(noise_px: float) -> None:
    found = recognise(standing(8.0, noise_px=noise_px))
    assert (found.exercise, found.confidence) == ("", 0.0)


@pytest.mark.parametrize("frames", [0, 1, 2, 90])
def test_an_empty_room_shows_nothing(frames: int) -> None:
    track = PoseTrack.from_poses([Pose.nobody(i / 30.0) for i in range(frames)], 640, 480)
    found = recognise(track)
    assert (found.exercise, found.confidence) == ("", 0.0)


def test_it_minds_neither_mirror_nor_mixed_up_legs_nor_gaps() -> None:
    track = ButtKicks().track()
    random = np.random.default_rng(1)
    swapped = with_swapped_legs(track, random.random(len(track)) < 0.3)
    renamed = replace(
        track, xy_px=exchange_sides(track.xy_px), world_m=exchange_sides(track.world_m)
    )
    for other in (mirrored(track), swapped, renamed, without_person(track, 3.0, 5.0)):
        assert of(other) == "butt-kicks"


def test_a_set_may_be_a_part_of_a_clip() -> None:
    first, then = ButtKicks(kicks=5, stand_s=0.3, rest_s=0.0).track(), high_knees()
    later_s = float(first.time_s[-1]) + 1.0 / FPS
    both = join([first, replace(then, time_s=then.time_s + later_s)])
    found = recognise(both)
    assert found.exercise == "butt-kicks"
    assert 0.15 <= found.confidence <= 0.5


def test_the_recognised_exercise_is_judged() -> None:
    poses = recording(Kickbacks(standing=True).track())
    (part,) = recognised_parts(poses)
    exercise = part.exercise
    session = judge(poses, exercise)
    assert session.exercise == exercise.id == "standing-kickback"
    assert session.recognised is not None
    assert session.recognised.exercise == exercise.id
    assert session.warnings == ()


def test_a_clip_of_two_exercises_is_parted_where_they_change() -> None:
    first, then = Kickbacks().track(), ButtKicks(kicks=16).track()
    later_s = float(first.time_s[-1]) + 1.0 / FPS
    both = recording(join([first, replace(then, time_s=then.time_s + later_s)]))
    shown = recognised_parts(both)
    assert [part.exercise.id for part in shown] == ["quadruped-kickback", "butt-kicks"]
    assert both.track.time_s[shown[1].start] == pytest.approx(later_s, abs=1.5)
    session = judge_parts(both, shown)
    assert session.exercise == "butt-kicks"  # it has the most reps
    assert [part.exercise for part in session.parts] == ["quadruped-kickback", "butt-kicks"]
    assert [part.counts for part in session.parts] == [
        {"left": 2, "right": 2}, {"left": 8, "right": 8},
    ]  # fmt: skip


def test_a_part_that_shows_nothing_leaves_no_hole() -> None:
    """Standing about, one foot behind the other, before the first exercise."""
    split = Kickbacks(standing=True, travel_deg=6.0, hold_s=6.0, sides=("left",)).track()
    held = np.full(180, len(split) // 2)
    stand = replace(split.part(0, 180), xy_px=split.xy_px[held], time_s=np.arange(180) / FPS)
    tracks, at_s = [], 0.0
    for track in (stand, Kickbacks().track(), ButtKicks(kicks=16).track()):
        tracks.append(replace(track, time_s=track.time_s - track.time_s[0] + at_s))
        at_s = float(tracks[-1].time_s[-1]) + 1.0 / FPS
    poses = recording(join(tracks))
    shown = recognised_parts(poses)
    assert [part.exercise.id for part in shown] == ["quadruped-kickback", "butt-kicks"]
    assert shown[0].start == 0
    assert shown[0].stop == shown[1].start
    assert shown[1].stop == len(poses.track)


@pytest.mark.parametrize(
    "track", [ButtKicks().track(), Kickbacks().track(), Kickbacks(standing=True).track(), squats()]
)
def test_a_clip_of_one_exercise_is_one_part(track: PoseTrack) -> None:
    assert parts(track) == [(0, len(track))]


def test_none_of_them_is_an_error_that_names_them() -> None:
    with pytest.raises(ClipError, match=r"^squat\.mp4: none of .*butt-kicks.* --exercise") as error:
        recognised_parts(recording(squats(), "squat.mp4"))
    assert "\n" not in str(error.value)


def test_the_poses_of_none_of_them_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.batch.record_poses", lambda *_, **__: recording(squats()))
    out = tmp_path / "out"
    with pytest.raises(ClipError, match="none of"):
        analyze_clip(Path("clip.mp4"), out, Options(None, tmp_path), lambda *_: None)
    assert [path.name for path in out.iterdir()] == ["poses.npz"]


def test_a_level_that_the_recognised_exercise_has_not() -> None:
    kicks = recording(ButtKicks().track())
    assert recognised_parts(kicks, "tempo")[0].exercise.id == "butt-kicks"
    with pytest.raises(ClipError, match=r'standing-kickback, which has no level "tempo"'):
        recognised_parts(recording(Kickbacks(standing=True).track()), "tempo")


@pytest.mark.parametrize(
    ("track", "named", "words"),
    [
        (squats(), "butt-kicks", "looks like none of the exercises"),
        (gait(25.0, 20.0, 58.0, 0.9), "butt-kicks", "looks like none of the exercises"),
        (Kickbacks().track(), "butt-kicks", "looks like quadruped-kickback"),
        (ButtKicks().track(), "standing-kickback", "looks like butt-kicks"),
        (ButtKicks().track(), "butt-kicks-pull-through", ""),
        (standing(4.0), "butt-kicks", ""),
        (high_knees(camera=FRONT), "butt-kicks", ""),
    ],
    ids=["squats", "walking", "on all fours", "kicks", "style", "still", "frontal"],
)
def test_a_named_exercise_that_is_not_shown_is_warned_of(
    track: PoseTrack, named: str, words: str
) -> None:
    warnings = judge(recording(track), load_exercise(named)).warnings
    looks = [warning for warning in warnings if "looks like" in warning]
    assert len(looks) == bool(words)
    assert all(words in warning for warning in looks)


def test_of_a_users_own_exercise_nothing_is_known(butt_kicks: Exercise) -> None:
    own = butt_kicks.model_copy(update={"id": "mine"})
    assert not any("looks like" in warning for warning in judge(recording(squats()), own).warnings)


@pytest.mark.parametrize(("leg_lengths_s", "exercise"), [(0.3, "butt-kicks"), (1.5, "")])
def test_who_crosses_the_picture_at_a_walk_does_no_drill(
    leg_lengths_s: float, exercise: str
) -> None:
    track = ButtKicks().track()
    way_px = leg_lengths_s * observe(track).leg_px * track.time_s
    moved = track.xy_px + np.stack([way_px, np.zeros_like(way_px)], axis=1)[:, None]
    assert recognise(replace(track, xy_px=moved)).exercise == exercise
