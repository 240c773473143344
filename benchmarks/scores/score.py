"""Score one clip: what formcheck says against what is true."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.clips.cache import poses_of, truth_file_of
from benchmarks.clips.clip import BenchmarkClip
from benchmarks.clips.truth import Truth
from benchmarks.scores.clip_score import (
    AngleErrors,
    ClipScore,
    RepMatch,
    RuleScore,
    says_wrong,
)
from benchmarks.scores.live_runs import Screen, delays_s, run_live, run_screen
from benchmarks.scores.true_verdicts.verdicts import clean_reps, true_verdicts
from formcheck.analysis import Accuracy
from formcheck.body.motion import Motion
from formcheck.body.subject import observe
from formcheck.body.view import View
from formcheck.cleaned_clip import cleaned_for
from formcheck.errors import ClipError
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge
from formcheck.kinematics.measures import believed, measure
from formcheck.poses.landmarks import SIDES, Side, joint
from formcheck.poses.pose import PoseTrack
from formcheck.poses.recording import PoseRecording
from formcheck.recognition.recognise import recognise
from formcheck.results import Rep, Session, Verdict
from formcheck.rules.rule import Rule

#: The measures that the truth knows: formcheck's name of each, and the truth's.
TRUE_NAMES = {
    "knee_flexion_deg": "knee_flexion_deg",
    "hip_flexion_deg": "hip_flexion_deg",
    "thigh_inclination_deg": "thigh_inclination_deg",
    "thigh_elevation_deg": "thigh_elevation_deg",
    "upper_arm_angle_deg": "upper_arm_deg",
    "elbow_flexion_deg": "elbow_flexion_deg",
    "trunk_inclination_deg": "trunk_inclination_deg",
}
#: Measures that belong to no side of the body.
UNPAIRED = ("trunk_inclination_deg",)
#: Rules that are borderline alone, and a fault only together with another one.
MILD_RULES = ("range-too-high",)
#: Legs count as exchanged if they lie nearer to the other leg's true place by more than this, in
#: leg lengths.
SWAP_LL = 0.1
#: The model's own peak is looked for so near to the true one, in seconds.
PEAK_WITHIN_S = 0.1


def score_file(clip: BenchmarkClip, work: Path, accuracy: Accuracy = "auto") -> ClipScore:
    """Score a rendered clip; the pose model runs first if its poses are not saved yet.

    Raises:
        ValueError: the clip, its truth and its poses do not belong together.
        ClipError: the clip cannot be read.
    """
    truth = Truth.read(truth_file_of(clip.spec, work))
    return score(clip, truth, poses_of(clip.spec, work, accuracy))


def score(clip: BenchmarkClip, truth: Truth, recording: PoseRecording) -> ClipScore:
    """Score one clip.

    Raises:
        ValueError: the truth is of another clip, or has another number of frames.
    """
    track = recording.track
    if len(truth.time_s) != len(track):
        raise ValueError(
            f"{clip.spec.name} has {len(track)} poses, but {len(truth.time_s)} true frames"
        )
    if truth.spec["exercise"] != clip.spec.exercise or truth.spec["seed"] != clip.spec.seed:
        raise ValueError(
            f"{clip.spec.name} was rendered from another specification: delete it, and it is"
            " rendered again"
        )
    exercise = load_exercise(clip.spec.exercise)
    offline = cleaned_for(recording, exercise)
    live = run_live(recording, exercise, clip.level)
    screen, _ = run_screen(recording, exercise, clip.level)
    motions = {
        "raw": Motion(track, observe(track)),
        "offline": Motion(offline.track, offline.subject),
        "live": live.settled,
        "live_now": live.drawn,
    }
    try:
        judged = judge(recording, exercise, level=clip.level)
    except ClipError as error:  # refused as a whole, e.g. because the person is hardly found
        judged = _refused(live.session, str(error))
    sessions = {"offline": judged, "live": live.session}
    return ClipScore(
        clip,
        truth,
        tuple(_angle_errors(truth, motions)),
        {source: swapped_share(truth, motion.track) for source, motion in motions.items()},
        {"true": truth.counts(), "screen": screen.counts}
        | {source: session.counts for source, session in sessions.items()},
        tuple(_matches(truth, sessions["offline"], motions["raw"])),
        tuple(_rule_scores(truth, clip.level, exercise, sessions, screen)),
        1.0 / track.fps,
        delays_s(truth, live),
        recognise(track).exercise,
        _yaw_error_deg(truth, offline.subject.view),
    )


def _yaw_error_deg(truth: Truth, view: View) -> float:
    """Return by how much the view was read too far from the side; NaN where it was not read."""
    return np.nan if view.yaw_deg is None else view.yaw_deg - truth.off_side_deg


def _refused(session: Session, reason: str) -> Session:
    """Return the session of a clip in which nothing is judged."""
    unseen = Verdict.NOT_ASSESSED
    summary = [replace(row, verdict=unseen, cue="", reason=reason) for row in session.summary]
    return replace(session, reps=(), set_checks=(), sets=(), summary=tuple(summary))


def _legs(truth: Truth) -> dict[Side, str]:
    return {side: "near" if side == truth.near_side else "far" for side in SIDES}


def _angle_errors(truth: Truth, motions: Mapping[str, Motion]) -> Iterator[AngleErrors]:
    """Yield the errors of every measure. Front and rear do not show angles of the sagittal plane.

    Clips in which the person turns round are left out: a leg is near for a part of them only.

    ``offline``, ``live`` and ``live_now`` leave out the frames that formcheck does not believe.
    """
    if truth.near_side is None or truth.turns:
        return
    moving = truth.moving()
    for name, true_name in TRUE_NAMES.items():
        paired = name not in UNPAIRED
        for side in SIDES if paired else SIDES[:1]:
            true = truth.measures[f"{side}_{true_name}" if paired else true_name][moving]
            leg = _legs(truth)[side] if paired else ""
            read = {s: measure(motion, name, side) for s, motion in motions.items()}
            seen = {
                s: believed(motions[s], name, side, read[s])
                for s in ("offline", "live", "live_now")
            }
            unseen = np.isnan(seen["offline"])
            errors = {
                "raw": read["raw"],
                "raw_seen": np.where(unseen, np.nan, read["raw"]),
                "offline": seen["offline"],
                "offline_all": read["offline"],
                "live": seen["live"],
                "live_now": seen["live_now"],
            }
            for source, values in errors.items():
                error = values[moving] - true
                yield AngleErrors(name, leg, source, error[np.isfinite(error)], len(true))


def swapped_share(truth: Truth, track: PoseTrack) -> float:
    """Return the share of the frames whose legs lie nearer to the other leg's true place."""
    keep, swap = np.zeros(len(track)), np.zeros(len(track))
    for name in ("knee", "ankle"):
        true = {side: truth.joints_px[f"{side}_{name}"] for side in SIDES}
        seen = {side: track.xy_px[:, joint(side, name)] for side in SIDES}
        left, right = (np.linalg.norm(seen[s] - true[s], axis=1) for s in SIDES)
        crossed = (
            np.linalg.norm(seen["left"] - true["right"], axis=1),
            np.linalg.norm(seen["right"] - true["left"], axis=1),
        )
        known = np.isfinite(left + right)
        keep[known] += (left + right)[known]
        swap[known] += (crossed[0] + crossed[1])[known]
    wrong = keep - swap > 2.0 * SWAP_LL * observe(track).leg_px
    return float(wrong[truth.moving()].mean())


def _matches(truth: Truth, session: Session, raw: Motion) -> Iterator[RepMatch]:
    raw_flexion = {side: measure(raw, "knee_flexion_deg", side) for side in SIDES}
    for true in truth.reps:
        rep = _same(session, true)
        if rep is None:
            continue
        about = np.abs(truth.time_s - true["peak_s"]) <= PEAK_WITHIN_S
        highest = raw_flexion[true["side"]][about]
        raw_peak = float(np.nanmax(highest)) if np.isfinite(highest).any() else np.nan
        peak = rep.measures.get("peak_knee_flexion_deg")
        main = rep.main_check
        judged = main is not None and main.verdict is not Verdict.NOT_ASSESSED and peak is not None
        true_peak = true["peak_knee_flexion_deg"]
        yield RepMatch(
            _legs(truth)[true["side"]],
            rep.peak_s - true["peak_s"],
            peak - true_peak if judged and peak is not None else np.nan,
            raw_peak - true_peak,
        )


def _same(session: Session, true: Mapping[str, Any]) -> Rep | None:
    """Return the rep of the same leg that overlaps a true one the longest."""

    def overlap_s(rep: Rep) -> float:
        return min(rep.end_s, float(true["end_s"])) - max(rep.start_s, float(true["start_s"]))

    reps = [rep for rep in session.reps if rep.side == true["side"] and overlap_s(rep) > 0.0]
    return max(reps, key=overlap_s, default=None)


def tops_at_borderline(rule: Rule) -> bool:
    """Return whether a rule gives no fault of its own: advisory, or without a limit for one."""
    if rule.advisory or rule.id in MILD_RULES or not rule.measured:
        return True
    criteria = [one for level in ("", *rule.own_levels()) for one in rule.criteria(level)]
    return bool(criteria) and not any(one.limits.has_fault for one in criteria)


def _rule_scores(
    truth: Truth,
    level: str,
    exercise: Exercise,
    sessions: Mapping[str, Session],
    screen: Screen,
) -> Iterator[RuleScore]:
    true = true_verdicts(truth, level)
    rules = {rule.id: rule for rule in exercise.rules}
    in_live = {row.rule: row.verdict for row in sessions["live"].summary}
    for row in sessions["offline"].summary:
        rule = rules[row.rule]
        mild = tops_at_borderline(rule)
        clean, alarms = _false_alarms(truth, sessions["offline"], row.rule, mild=mild)
        yield RuleScore(
            row.rule,
            true.get(row.rule, "unknown"),
            row.verdict,
            in_live[row.rule],
            screen.verdicts[row.rule],
            clean,
            alarms,
            shown=any(part.shows(rule.views) for part in truth.stretches()),
            tops_at_borderline=mild,
            reason=row.reason,
            unmeasured="" if rule.measured else row.reason,
        )


def _false_alarms(truth: Truth, session: Session, rule: str, *, mild: bool) -> tuple[int, int]:
    """Return how many truly clean reps were found, and how many of them the rule calls wrong."""
    good = clean_reps(truth, rule) or [False] * len(truth.reps)
    pairs = zip(truth.reps, good, strict=True)
    found = [rep for true, is_good in pairs if is_good and (rep := _same(session, true))]
    wrong = [
        any(c.rule == rule and says_wrong(c.verdict, tops_at_borderline=mild) for c in rep.checks)
        for rep in found
    ]
    return len(found), sum(wrong)
