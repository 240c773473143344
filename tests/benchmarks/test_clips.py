"""The benchmark's clips: enough of them, hard enough, and no people shared between the splits."""

import json
from itertools import combinations

import pytest

from benchmarks.clips.clip import LEG_KINDS, SPLITS, BenchmarkClip, Split
from benchmarks.clips.splits import clips
from benchmarks.human.reps import faults_of
from formcheck.exercises.file import load_exercise
from formcheck.poses.landmarks import SIDES
from tests.benchmarks.samples import PROJECT

EXERCISES = (
    "butt-kicks",
    "butt-kicks-pull-through",
    "quadruped-kickback",
    "standing-kickback",
)
#: Faults of the renderer that a rule of another name looks for.
RULE_OF_FAULT = {
    "trunk-side-tilt": "trunk-rotation",
    "misplaced-hands": "misplaced-hands-or-knees",
    "misplaced-knees": "misplaced-hands-or-knees",
    "stance-width": "stance-width",
}


def bodies_of(some: list[BenchmarkClip]) -> set[str]:
    """Name each person: by the specification, or by the seed that an open one is drawn from."""
    return {
        clip.spec.body.model_dump_json(exclude={"loose_top_m"})
        if clip.spec.body.gender
        else f"of seed {clip.spec.seed}"
        for clip in some
    }


def cameras_of(some: list[BenchmarkClip]) -> set[tuple[float, ...]]:
    cameras = [clip.spec.camera for clip in some]
    return {(camera.height_m, camera.vertical_fov_deg, camera.width) for camera in cameras}


def shown_faults(clip: BenchmarkClip) -> set[str]:
    """Rules whose fault a clip is made to show, in a view that can show it."""
    spec = clip.spec
    faults = {rule for side in ("left", "right") for rule in faults_of(spec, side)}
    left, right = spec.kickback.left_reps or 0, spec.kickback.right_reps or 0
    if min(left, right) > 0 and abs(left - right) > 1:
        faults.add("uneven-sides")
    if clip.level == "moving" and spec.butt_kicks.travel_m_per_step < 0.08:
        faults.add("not-travelling")
    away = abs(spec.camera.yaw_deg) > 30
    view = {"camera": "front", "away": "rear"}.get(spec.camera.facing, "side")
    named = {RULE_OF_FAULT.get(fault, fault) for fault in faults}
    rules = load_exercise(spec.exercise).rules
    return {r.id for r in rules if r.id in named and ("oblique" if away else view) in r.views}


def test_there_are_enough_clips_and_a_quarter_of_them_is_hard() -> None:
    every = [clip for split in SPLITS for clip in clips(split)]
    followed = [clip for clip in every if clip.kind in LEG_KINDS]
    assert len(followed) >= 120
    assert sum(clip.kind == "hard" for clip in followed) >= len(followed) / 4
    assert len({clip.spec.name for clip in every}) == len(every)


def test_every_rule_has_enough_faulty_clips_of_enough_people() -> None:
    rules = {rule.id for name in EXERCISES for rule in load_exercise(name).rules} - {"rep-target"}
    least_of: dict[Split, tuple[int, int]] = {"tune": (3, 2), "test": (6, 4)}
    for split, (least, people) in least_of.items():
        some = [(clip, shown_faults(clip)) for clip in clips(split)]
        for rule in rules:
            faulty = [clip for clip, faults in some if rule in faults]
            assert len(faulty) >= least, (split, rule)
            assert len(bodies_of(faulty)) >= people, (split, rule)


def test_every_kind_of_exercise_is_filmed_from_every_view() -> None:
    seen = {
        (clip.spec.is_butt_kicks, clip.spec.camera.facing, abs(clip.spec.camera.yaw_deg) > 30)
        for clip in clips("test")
    }
    for kicks in (True, False):
        for facing in ("right", "left", "camera", "away"):
            assert (kicks, facing, False) in seen
        assert any(seen_from[0] is kicks and seen_from[2] for seen_from in seen)


def test_hard_clips_are_fast_blurred_and_small() -> None:
    for split in SPLITS:
        for clip in clips(split):
            camera, movement = clip.spec.camera, clip.spec.butt_kicks
            if clip.kind == "hard":
                assert 165 <= movement.steps_per_min <= 195
                assert 25 <= camera.fps <= 30
                assert camera.shutter_s is not None
                assert 0.6 <= camera.shutter_s * camera.fps <= 0.95 + 1e-3
                assert camera.width * camera.height <= 480 * 270


def test_the_splits_share_no_body_no_camera_and_no_seed() -> None:
    for one, another in combinations([clips(split) for split in SPLITS], 2):
        assert len(bodies_of(another)) >= 8
        assert not bodies_of(one) & bodies_of(another)
        assert not cameras_of(one) & cameras_of(another)
        assert not {clip.spec.seed for clip in one} & {clip.spec.seed for clip in another}


@pytest.mark.parametrize(
    ("split", "name"),
    [
        ("test", "accuracy.json"),
        ("check", "accuracy-check.json"),
        ("oblique", "accuracy-oblique.json"),
        ("turn", "accuracy-turn.json"),
        ("fresh", "accuracy-fresh.json"),
        ("drawn", "accuracy-drawn.json"),
        ("drawn-again", "accuracy-drawn-again.json"),
        ("drawn-third", "accuracy-drawn-third.json"),
    ],
)
def test_the_saved_figures_are_of_all_clips_of_their_split(split: Split, name: str) -> None:
    saved = json.loads((PROJECT / "benchmarks" / name).read_text("utf-8"))
    assert saved["clips"] == [clip.spec.name for clip in clips(split)]


def test_drawn_clips_show_every_exercise_from_everywhere_with_and_without_faults() -> None:
    some = clips("drawn")
    assert {clip.spec.exercise for clip in some} == set(EXERCISES)
    yaws_deg = [clip.spec.camera.yaw_deg for clip in some]
    assert min(yaws_deg) < -50
    assert max(yaws_deg) > 50
    assert sum(abs(yaw_deg) < 20 for yaw_deg in yaws_deg) >= 20
    clean = sum(not any(faults_of(clip.spec, side) for side in SIDES) for clip in some)
    assert 0.3 < clean / len(some) < 0.7


def test_people_of_the_split_turn_turn_round_in_every_exercise() -> None:
    some = clips("turn")
    assert len(some) >= 24
    assert {clip.spec.exercise for clip in some} == set(EXERCISES)
    assert {turn.style for clip in some for turn in clip.spec.turns} == {
        "pivot", "steps", "walk", "crawl", "get-up", "cut",
    }  # fmt: skip
    assert all(clip.spec.turns for clip in some)
    assert any(not faults_of(clip.spec, "left") for clip in some)


def test_the_movements_around_a_turn_have_faults_and_seeds_of_their_own() -> None:
    by_name = {clip.spec.name: clip.spec for clip in clips("turn")}
    before, after = by_name["turn-turn-butt-heel-after"].bouts()
    assert "heel-not-to-glutes" not in faults_of(before, "left")
    assert faults_of(after, "left")["heel-not-to-glutes"] > 30
    assert before.seed != after.seed
