"""The accuracy benchmark: its clips, what is true of them, and the figures drawn from them."""

import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy import (
    SWAP_LL,
    ClipScore,
    RuleScore,
    swapped_share,
    tops_at_borderline,
)
from benchmarks.agreement import run_live, run_screen
from benchmarks.clips import LEG_KINDS, SPLITS, BenchmarkClip, Split, clips
from benchmarks.figures import (
    Target,
    over_exercises,
    recognition_rows,
    rule_rows,
    targets,
    untrue_rows,
    wrong_view_rows,
)
from benchmarks.human.reps import faults_of
from benchmarks.soak import looped
from benchmarks.tables import notes
from benchmarks.truth import Truth, true_verdicts
from formcheck.cleaning.legs import exchange_legs
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.pose import Pose, PoseTrack
from formcheck.results import Verdict
from tests.synthetic import ButtKicks

SAMPLES = Path(__file__).parent.parent.parent / "sample_videos"


def truth_of(name: str) -> Truth:
    return Truth.read(SAMPLES / f"{name}.truth.json")


def test_there_are_enough_clips_and_a_quarter_is_hard() -> None:
    every = [clip for split in SPLITS for clip in clips(split)]
    followed = [clip for clip in every if clip.kind in LEG_KINDS]
    assert len(followed) >= 120
    assert sum(clip.kind == "hard" for clip in followed) >= len(followed) / 4
    assert len({clip.spec.name for clip in every}) == len(every)


#: Rules whose faults are put on under other names.
RULE_OF_FAULT = {
    "trunk-side-tilt": "trunk-rotation",
    "misplaced-hands": "misplaced-hands-or-knees",
    "misplaced-knees": "misplaced-hands-or-knees",
    "stance-width": "stance-width",
}


def shown_faults(clip: BenchmarkClip) -> set[str]:
    """Rules whose fault a clip was made to show, in a view that can show it."""
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


def test_every_rule_has_enough_faulty_clips_of_enough_people() -> None:
    names = ("butt-kicks", "butt-kicks-pull-through", "quadruped-kickback", "standing-kickback")
    rules = {rule.id for name in names for rule in load_exercise(name).rules} - {"rep-target"}
    least_of: dict[Split, tuple[int, int]] = {"tune": (3, 2), "test": (6, 4)}
    for split, (least, people) in least_of.items():
        some = [(clip, shown_faults(clip)) for clip in clips(split)]
        for rule in rules:
            faulty = [clip for clip, faults in some if rule in faults]
            assert len(faulty) >= least, (split, rule)
            bodies = {clip.spec.body.model_dump_json(exclude={"loose_top_m"}) for clip in faulty}
            assert len(bodies) >= people, (split, rule)


def test_every_view_is_filmed_of_every_kind_of_exercise() -> None:
    seen = {
        (clip.spec.is_butt_kicks, clip.spec.camera.facing, abs(clip.spec.camera.yaw_deg) > 30)
        for clip in clips("test")
    }
    for kicks in (True, False):
        for facing in ("right", "left", "camera", "away"):
            assert (kicks, facing, False) in seen
        assert any(seen_from[0] is kicks and seen_from[2] for seen_from in seen)


def test_hard_clips_are_hard() -> None:
    for split in SPLITS:
        for clip in clips(split):
            camera, movement = clip.spec.camera, clip.spec.butt_kicks
            if clip.kind == "hard":
                assert 165 <= movement.steps_per_min <= 195
                assert 25 <= camera.fps <= 30
                assert camera.shutter_s is not None
                assert 0.6 <= camera.shutter_s * camera.fps <= 0.95 + 1e-3
                assert camera.width * camera.height <= 480 * 270


def test_the_splits_share_no_body_and_no_camera() -> None:
    def bodies(some: list[BenchmarkClip]) -> set[str]:
        return {clip.spec.body.model_dump_json(exclude={"loose_top_m"}) for clip in some}

    def cameras(some: list[BenchmarkClip]) -> set[tuple[float, ...]]:
        return {
            (c.spec.camera.height_m, c.spec.camera.vertical_fov_deg, c.spec.camera.width)
            for c in some
        }

    for one, another in combinations([clips(split) for split in SPLITS], 2):
        assert len(bodies(another)) >= 8
        assert not bodies(one) & bodies(another)
        assert not cameras(one) & cameras(another)
        assert not {clip.spec.seed for clip in one} & {clip.spec.seed for clip in another}


@pytest.mark.parametrize(
    ("name", "faulty"),
    [
        ("butt-kicks", {"heel-not-to-glutes", "missing-arm-drive"}),
        ("butt-kicks-good", set()),
        ("butt-kicks-lean-portrait", {"excessive-forward-lean", "bouncing"}),
    ],
)
def test_what_a_clip_was_made_to_show_is_its_true_fault(name: str, faulty: set[str]) -> None:
    verdicts = true_verdicts(truth_of(name))
    assert {rule for rule, verdict in verdicts.items() if verdict == "fault"} == faulty


def test_what_is_asked_for_at_a_level_has_a_true_verdict_there() -> None:
    in_place = truth_of("butt-kicks-good")
    assert true_verdicts(in_place, "moving")["not-travelling"] == "borderline"
    assert "not-travelling" not in true_verdicts(in_place)
    assert "low-cadence" in true_verdicts(in_place)


def scored(
    *rules: RuleScore,
    exercise: str = "butt-kicks",
    facing: str = "right",
    yaw_deg: float = 0.0,
    recognised: str = "butt-kicks",
) -> ClipScore:
    """A clip of which nothing but its rules was scored."""
    clip = next(c for c in clips("test") if c.spec.exercise == exercise)
    truth = truth_of("butt-kicks-good")
    camera = truth.spec["camera"] | {"facing": facing, "yaw_deg": yaw_deg}
    truth = replace(truth, spec={**truth.spec, "camera": camera})
    counts = {name: truth.counts() for name in ("true", "offline", "live", "screen")}
    swapped = dict.fromkeys(("raw", "offline"), 0.0)
    none = np.array([])
    return ClipScore(clip, truth, (), swapped, counts, (), rules, 1.0, none, recognised)


def rule_score(true: str, found: Verdict) -> RuleScore:
    return RuleScore("bouncing", true, found, found, found, 0, 0)


def not_shown(true: str, found: Verdict, reason: str = "") -> RuleScore:
    return replace(rule_score(true, found), shown=False, reason=reason)


GOOD, BORDERLINE, FAULT, UNKNOWN = (
    Verdict.GOOD, Verdict.BORDERLINE, Verdict.FAULT, Verdict.NOT_ASSESSED,
)  # fmt: skip


def test_a_fault_not_assessed_is_a_miss_and_a_false_one_an_alarm() -> None:
    outcomes = [
        ("fault", FAULT), ("fault", FAULT), ("fault", UNKNOWN), ("fault", GOOD),
        ("good", FAULT), ("good", GOOD), ("good", BORDERLINE), ("borderline", FAULT),
    ]  # fmt: skip
    (row,) = rule_rows([scored(rule_score(*outcome)) for outcome in outcomes])
    assert (row["faulty"], row["clean"]) == (4, 3)
    assert row["precision"] == pytest.approx(2 / 3)
    assert row["recall"] == pytest.approx(1 / 2)
    assert row["recall_assessed"] == pytest.approx(2 / 3)
    assert row["f1"] == pytest.approx(4 / 7)
    assert (row["false_alarms"], row["clean_borderline"]) == (1, 1)
    assert row["not_assessed"] == pytest.approx(1 / 8)


def test_of_a_rule_that_gives_no_fault_borderline_is_what_it_looks_for() -> None:
    outcomes = [("borderline", BORDERLINE), ("borderline", GOOD), ("good", BORDERLINE)]
    scores = [
        scored(replace(rule_score(*outcome), tops_at_borderline=True)) for outcome in outcomes
    ]
    (row,) = rule_rows(scores)
    assert (row["faulty"], row["precision"], row["recall"]) == (2, 0.5, 0.5)


def test_rules_that_give_no_fault_are_told_by_their_exercise() -> None:
    mild = {rule.id for rule in load_exercise("butt-kicks").rules if tops_at_borderline(rule)}
    assert {"trunk-rotation", "stance-width", "not-travelling"} <= mild
    assert not {"bouncing", "missing-arm-drive", "uneven-rhythm", "low-cadence"} & mild
    assert "uneven-sides" in {
        rule.id for rule in load_exercise("standing-kickback").rules if tops_at_borderline(rule)
    }


def test_a_rule_has_a_row_an_exercise_and_one_for_all_of_them() -> None:
    scores = [
        scored(rule_score("fault", FAULT)),
        scored(rule_score("fault", GOOD), exercise="butt-kicks-pull-through"),
    ]
    rows = rule_rows(scores)
    assert [row["exercise"] for row in rows] == ["butt-kicks", "butt-kicks-pull-through", "all"]
    assert over_exercises(rows)["bouncing"]["recall"] == 0.5


def test_a_rule_that_is_not_measured_is_listed_with_its_reason_and_counts_as_missed() -> None:
    score = scored(replace(rule_score("fault", UNKNOWN), unmeasured="nobody knows how"))
    (row,) = rule_rows([score])
    assert row["unmeasured"] == "nobody knows how"
    assert row["f1"] == 0.0
    goals = {goal.name: goal for goal in targets([score])}
    assert not goals["F1 of bouncing, all clips"].met
    assert notes([row]) == ["bouncing, butt-kicks: not measured: nobody knows how"]


def test_wrong_views_are_counted_apart() -> None:
    scores = [
        scored(not_shown("fault", UNKNOWN, "turn"), facing="camera"),
        scored(not_shown("fault", UNKNOWN), facing="camera"),
        scored(not_shown("good", GOOD), facing="right", yaw_deg=-45.0),
    ]
    assert rule_rows(scores) == []
    front, oblique = wrong_view_rows(scores)
    assert (front["view"], front["clips"], front["without_reason"]) == ("front", 2, 1)
    assert (oblique["view"], oblique["assessed"]) == ("oblique", 1)
    goals = {goal.name: goal for goal in targets(scores)}
    goal = goals["not assessed, with a reason, where the view cannot show it"]
    assert goal.reached == pytest.approx(100 / 3)
    assert not goal.met


def test_clips_that_are_clean_in_everything_shall_have_no_fault() -> None:
    scores = [
        scored(rule_score("good", GOOD), yaw_deg=50.0),
        scored(rule_score("good", FAULT), yaw_deg=50.0),
        scored(rule_score("fault", FAULT), yaw_deg=50.0),
    ]
    (row,) = untrue_rows(scores)
    assert (row["clips"], row["clean"], row["clean_with_faults"]) == (3, 2, 1)
    goals = {goal.name: goal for goal in targets(scores)}
    assert goals["clean clips without any fault"].reached == 50.0
    assert goals["oblique clips with a fault that is not true"].reached == 1.0


def test_what_is_recognised_is_counted_by_kind() -> None:
    said = ("butt-kicks", "butt-kicks-pull-through", "", "")
    (row,) = recognition_rows([scored(recognised=name) for name in said])
    assert (row["clips"], row["recognised"], row["as_another"], row["as_none"]) == (4, 1, 1, 2)


def true_track(truth: Truth) -> PoseTrack:
    """Legs exactly where they are."""
    poses = []
    for frame, time_s in enumerate(truth.time_s):
        xy_px = np.zeros((33, 2))
        for side in SIDES:
            for name in ("shoulder", "hip", "knee", "ankle"):
                xy_px[joint(side, name)] = truth.joints_px[f"{side}_{name}"][frame]
        poses.append(Pose(float(time_s), xy_px, np.ones((33, 3)), np.ones(33)))
    return PoseTrack.from_poses(poses, 640, 480)


@pytest.mark.parametrize("share", [0.0, 0.3])
def test_exchanged_legs_are_found_where_they_can_be_told_apart(share: float) -> None:
    truth = truth_of("butt-kicks-good")
    track = true_track(truth)
    where = np.random.default_rng(0).random(len(track)) < share
    leg_px = np.linalg.norm(truth.joints_px["left_hip"][0] - truth.joints_px["left_ankle"][0])
    apart = sum(
        np.linalg.norm(truth.joints_px[f"left_{n}"] - truth.joints_px[f"right_{n}"], axis=1)
        for n in ("knee", "ankle")
    ) > 4.0 * SWAP_LL * leg_px  # fmt: skip
    found = swapped_share(truth, exchange_legs(track, where & apart))
    assert found == pytest.approx((where & apart)[truth.moving()].mean(), abs=0.02)


@pytest.mark.parametrize(
    ("reached", "at_least", "met"),
    [(3.9, False, True), (-4.1, False, False), (80.0, True, True), (3.9, True, False)],
)
def test_a_target_is_met_from_the_right_side(reached: float, at_least: bool, met: bool) -> None:
    assert Target("x", 4.0, "deg", reached, at_least).met is met


@pytest.mark.parametrize(
    ("split", "name"), [("test", "accuracy.json"), ("check", "accuracy-check.json")]
)
def test_the_kept_figures_are_those_of_the_clips_nothing_was_tuned_on(
    split: Split, name: str
) -> None:
    kept = json.loads((SAMPLES.parent / "benchmarks" / name).read_text("utf-8"))
    assert kept["clips"] == [clip.spec.name for clip in clips(split)]


def test_live_judges_a_kick_soon_after_it_and_draws_every_frame(butt_kicks: Exercise) -> None:
    kicks = ButtKicks(fps=30.0, cadence=140.0)
    run = run_live(kicks.track(), butt_kicks)
    assert run.session.counts == kicks.counts
    assert len(run.drawn.track) == len(run.settled.track) == len(kicks.track())
    late_s = run.judged_s - np.array([rep.end_s for rep in run.session.reps])
    assert np.nanmin(late_s) > 0.15
    assert np.nanmax(late_s) < 0.4


def test_the_screen_comes_to_what_was_done(butt_kicks: Exercise) -> None:
    kicks = ButtKicks(left_deg=85.0, right_deg=85.0)
    screen, _ = run_screen(kicks.track(), butt_kicks)
    assert screen.counts == kicks.counts
    assert screen.verdicts["heel-not-to-glutes"] is Verdict.FAULT
    assert screen.verdicts["excessive-forward-lean"] is Verdict.GOOD


def test_a_pause_shows_what_was_done_last(butt_kicks: Exercise) -> None:
    kicks = ButtKicks(rest_s=0.1)  # the last kick is over as the clip ends
    _, paused = run_screen(kicks.track(), butt_kicks)
    assert paused.counts == kicks.counts


def test_a_soak_has_kicks_to_its_end() -> None:
    kicks = ButtKicks(kicks=40).track()
    times_s = [pose.time_s for pose in looped(kicks, 40.0)]
    assert times_s[-1] == pytest.approx(40.0, abs=0.1)
    np.testing.assert_allclose(np.diff(times_s), 1.0 / 30.0)
