"""What formcheck measures against what is true, clip by clip."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from benchmarks.agreement import Screen, delays_s, run_live, run_screen
from benchmarks.clips import BenchmarkClip
from benchmarks.truth import Truth, clean_reps, true_verdicts
from formcheck.analysis import cleaned_for, judge
from formcheck.body.motion import Motion
from formcheck.body.subject import observe
from formcheck.errors import ClipError
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import believed, measure
from formcheck.poses.landmarks import SIDES, Side, joint
from formcheck.poses.pose import PoseTrack
from formcheck.poses.recording import PoseRecording
from formcheck.recognition.recognise import recognise
from formcheck.results import Rep, Session, Verdict
from formcheck.rules.rule import Rule
from formcheck.system.arrays import FloatArray

#: Measures that the truth knows, by formcheck's name.
TRUE_NAMES = {
    "knee_flexion_deg": "knee_flexion_deg",
    "hip_flexion_deg": "hip_flexion_deg",
    "thigh_inclination_deg": "thigh_inclination_deg",
    "thigh_elevation_deg": "thigh_elevation_deg",
    "upper_arm_angle_deg": "upper_arm_deg",
    "elbow_flexion_deg": "elbow_flexion_deg",
    "trunk_inclination_deg": "trunk_inclination_deg",
}
UNPAIRED = ("trunk_inclination_deg",)
MILD_RULES = ("range-too-high",)  # borderline alone; a fault only together with another
SWAP_LL = 0.1  # both feet nearer to the other's true place, by this much, are exchanged


@dataclass(frozen=True, slots=True)
class AngleErrors:
    """Errors in degrees of one measure of one leg, frame by frame."""

    measure: str
    leg: str  #: near, far, or empty where there is only one
    source: str  #: raw, offline, live, live_now as drawn; raw_seen on offline's frames, offline_all
    errors_deg: FloatArray
    frames: int  #: that there were to measure


@dataclass(frozen=True, slots=True)
class RepMatch:
    """A true rep and what was made of it."""

    leg: str
    late_s: float
    peak_error_deg: float  #: NaN where the peak was not judged
    raw_peak_error_deg: float


@dataclass(frozen=True, slots=True)
class RuleScore:
    """One rule over one clip: the true verdict, the found one, and false alarms on clean reps.

    A rule whose worst verdict is borderline has found what it looks for when it says so.
    """

    rule: str
    true: str
    found: Verdict
    live: Verdict  #: at once
    screen: Verdict  #: on a live set's screen with the last picture, second opinions included
    clean_reps: int  #: that were found
    false_alarms: int
    shown: bool = True  #: whether the view can show what the rule judges
    tops_at_borderline: bool = False
    reason: str = ""  #: given for not assessing
    unmeasured: str = ""  #: why this version does not measure the rule at all

    @property
    def is_faulty(self) -> bool:
        """Whether what the rule looks for is truly there."""
        return self.true == "fault" or (self.tops_at_borderline and self.true == "borderline")

    @property
    def is_found(self) -> bool:
        """Whether the rule says that it is."""
        return says_wrong(self.found, tops_at_borderline=self.tops_at_borderline)


@dataclass(frozen=True, slots=True)
class ClipScore:
    """All that was measured on one clip."""

    clip: BenchmarkClip
    truth: Truth
    angles: tuple[AngleErrors, ...]
    swapped: dict[str, float]  #: share of the frames, by source
    counts: dict[str, dict[Side, int]]  #: by source, and "true"
    reps: tuple[RepMatch, ...]
    rules: tuple[RuleScore, ...]
    frame_s: float
    delays_s: FloatArray  #: from a rep's true end to its being judged live
    recognised: str  #: as which exercise, where none is named; empty for none


def score(clip: BenchmarkClip, truth: Truth, recording: PoseRecording) -> ClipScore:
    """Score one clip.

    Raises:
        ValueError: the truth and the poses do not have the same frames.
    """
    track = recording.track
    if len(truth.time_s) != len(track):
        raise ValueError(f"{clip.spec.name}: {len(track)} poses, {len(truth.time_s)} true frames")
    if truth.spec["exercise"] != clip.spec.exercise or truth.spec["seed"] != clip.spec.seed:
        raise ValueError(f"{clip.spec.name}: rendered from another specification: delete it")
    exercise = load_exercise(clip.spec.exercise)
    offline = cleaned_for(recording, exercise)
    live = run_live(track, exercise, clip.level)
    screen, _ = run_screen(track, exercise, clip.level)
    motions = {
        "raw": Motion(track, observe(track)),
        "offline": Motion(offline.track, offline.subject),
        "live": live.settled,
        "live_now": live.drawn,
    }
    try:
        judged = judge(recording, exercise, level=clip.level)
    except ClipError as error:  # refused as a whole, as where the model hardly finds the person
        judged = _refused(live.session, str(error))
    sessions = {"offline": judged, "live": live.session}
    return ClipScore(
        clip,
        truth,
        tuple(_angle_errors(truth, motions)),
        {source: swapped_share(truth, motion.track) for source, motion in motions.items()},
        {"true": truth.counts(), "screen": screen.counts}
        | {source: x.counts for source, x in sessions.items()},
        tuple(_matches(truth, sessions["offline"], motions["raw"])),
        tuple(_rule_scores(truth, clip.level, exercise, sessions, screen)),
        1.0 / track.fps,
        delays_s(truth, live),
        recognise(track).exercise,
    )


def _refused(session: Session, reason: str) -> Session:
    """The session of a clip that is not judged at all."""
    unseen = Verdict.NOT_ASSESSED
    summary = [replace(row, verdict=unseen, cue="", reason=reason) for row in session.summary]
    return replace(session, reps=(), set_checks=(), sets=(), summary=tuple(summary))


def _legs(truth: Truth) -> dict[Side, str]:
    return {side: "near" if side == truth.near_side else "far" for side in SIDES}


def _angle_errors(truth: Truth, motions: dict[str, Motion]) -> Iterator[AngleErrors]:
    """Errors of every measure; offline and live over the frames in which they say something."""
    if truth.near_side is None:
        return  # angles of the sagittal plane are not seen from front or rear
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
    """Share of the frames whose legs lie nearer to the other leg's true place."""
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
        about = np.abs(truth.time_s - true["peak_s"]) <= 0.1
        highest = raw_flexion[true["side"]][about]
        raw_peak = float(np.nanmax(highest)) if np.isfinite(highest).any() else np.nan
        peak = rep.measures.get("peak_knee_flexion_deg")
        judged = rep.checks[0].verdict is not Verdict.NOT_ASSESSED and peak is not None
        true_peak = true["peak_knee_flexion_deg"]
        yield RepMatch(
            _legs(truth)[true["side"]],
            rep.peak_s - true["peak_s"],
            peak - true_peak if judged and peak is not None else np.nan,
            raw_peak - true_peak,
        )


def _same(session: Session, true: Mapping[str, Any]) -> Rep | None:
    """The rep found that overlaps a true one of the same leg the longest."""

    def overlap_s(rep: Rep) -> float:
        return min(rep.end_s, float(true["end_s"])) - max(rep.start_s, float(true["start_s"]))

    reps = [rep for rep in session.reps if rep.side == true["side"] and overlap_s(rep) > 0.0]
    return max(reps, key=overlap_s, default=None)


def says_wrong(verdict: Verdict, *, tops_at_borderline: bool) -> bool:
    """Whether a verdict is the worst that its rule can give."""
    return verdict is Verdict.FAULT or (tops_at_borderline and verdict is Verdict.BORDERLINE)


def tops_at_borderline(rule: Rule) -> bool:
    """Whether a rule gives no fault of its own: it is advisory, or has no limit for one."""
    if rule.advisory or rule.id in MILD_RULES or not rule.measured:
        return True
    parts = [part for level in ("", *rule.own_levels()) for part in rule.parts(level)]
    return bool(parts) and not any(part.limits.has_fault for part in parts)


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
        clean, alarms = 0, 0
        good = clean_reps(truth, row.rule) or [False] * len(truth.reps)
        for rep, is_good in zip(truth.reps, good, strict=True):
            found = _same(sessions["offline"], rep) if is_good else None
            if found is not None:
                clean += 1
                alarms += any(
                    check.rule == row.rule and says_wrong(check.verdict, tops_at_borderline=mild)
                    for check in found.checks
                )
        yield RuleScore(
            row.rule,
            true.get(row.rule, "unknown"),
            row.verdict,
            in_live[row.rule],
            screen.verdicts[row.rule],
            clean,
            alarms,
            shown=truth.view in rule.views,
            tops_at_borderline=mild,
            reason=row.reason,
            unmeasured="" if rule.measured else row.reason,
        )
