"""What was asked for, beside what is reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.clips.clip import OBLIQUE_KINDS, TURN_KINDS, Kind
from benchmarks.scores.clip_score import ClipScore
from benchmarks.scores.figures.angles import angle_rows, peak_rows
from benchmarks.scores.figures.counts import AGREEMENT_KINDS, agreement_rows
from benchmarks.scores.figures.oblique import oblique_figures
from benchmarks.scores.figures.row import mean, miscount, of_kind, peak_late_frames, quantile
from benchmarks.scores.figures.rules import (
    is_clean,
    over_exercises,
    rule_rows,
    untrue_faults,
    wrong_view_rows,
)
from formcheck.poses.landmarks import SIDES

FOUR_RULES = ("heel-not-to-glutes", "excessive-forward-lean", "missing-arm-drive", "bouncing")
#: Rules that must reach 95 % over all clips; the others must reach 85 %.
STRICT_RULES = (
    *FOUR_RULES,
    "lumbar-arching",
    "momentum",
    "dropped-return",
    "incomplete-range",
    "trunk-lean",
    "knee-tracking-inward",
    "hip-collapse",
)
#: Rules that must reach 90 % from oblique views.
OBLIQUE_RULES = (
    "heel-not-to-glutes",
    "excessive-forward-lean",
    "incomplete-range",
    "momentum",
    "trunk-lean",
)


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that must be reached on clips that nothing was tuned on.

    Attributes:
        name: what is measured.
        limit: the least value that must be reached, or else the largest absolute one.
        unit: unit of limit and value.
        reached: the value.
        at_least: whether the limit is the least value.
    """

    name: str
    limit: float
    unit: str
    reached: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the value is within its limit."""
        return self.reached >= self.limit if self.at_least else abs(self.reached) <= self.limit


def targets(scores: Sequence[ClipScore]) -> list[Target]:
    """Return every target that these clips say something about."""
    found = [
        *_angle_targets(scores),
        *_count_targets(scores, "side", exact=98.0, within_one=100.0, f1=95.0),
        *_count_targets(scores, "hard", exact=90.0, within_one=97.0, f1=90.0),
        _false_alarm_target(scores),
        *_live_targets(scores),
        *_rule_targets([score for score in scores if score.clip.kind not in OBLIQUE_KINDS]),
        *_untrue_targets(scores),
        *_oblique_targets([score for score in scores if score.clip.kind in OBLIQUE_KINDS]),
        *_turn_targets(scores),
    ]
    return [target for target in found if np.isfinite(target.reached)]


def _angle_targets(scores: Sequence[ClipScore]) -> Iterator[Target]:
    angles = {(r["kind"], r["measure"], r["leg"]): r["offline"] for r in angle_rows(scores)}
    peaks = {(r["kind"], r["leg"]): r["formcheck"] for r in peak_rows(scores)}
    peak_bias = float(peaks.get(("side", "near"), {}).get("bias", np.nan))

    def knee(kind: Kind, leg: str, figure: str = "mae") -> float:
        return float(angles.get((kind, "knee_flexion_deg", leg), {}).get(figure, np.nan))

    yield Target("near knee flexion MAE, side", 4.0, "deg", knee("side", "near"))
    yield Target("near knee peak flexion bias, side", 3.0, "deg", peak_bias)
    yield Target("far knee flexion MAE where judged, side", 6.0, "deg", knee("side", "far"))
    yield Target("near knee MAE, quadruped", 4.0, "deg", knee("quadruped", "near"))
    yield Target("near knee MAE, standing", 4.0, "deg", knee("standing", "near"))
    yield Target("near knee MAE on judged frames, hard", 8.0, "deg", knee("hard", "near"))
    yield _at_least("frames judged, near leg, hard", 75.0, knee("hard", "near", "judged"))


def _count_targets(
    scores: Sequence[ClipScore], kind: Kind, *, exact: float, within_one: float, f1: float
) -> Iterator[Target]:
    """Yield the targets of one kind of butt kicks; limits in percent."""
    some = of_kind(scores, kind)
    near = np.array([miscount(s, s.truth.near_side) for s in some])
    both = np.array([max(miscount(s, side) for side in SIDES) for s in some])
    legs, off = ("both legs", both) if kind == "side" else ("near leg", near)
    swapped = 100.0 * mean([score.swapped["offline"] for score in some])
    late = quantile(peak_late_frames(some), 0.95)
    yield Target(f"frames with exchanged legs, {kind}", 1.0, "%", swapped)
    yield _at_least(f"near leg counted exactly, {kind}", exact, mean(near == 0))
    yield _at_least(f"{legs} counted within one, {kind}", within_one, mean(off <= 1))
    yield Target(f"peak time error, 95th percentile, {kind}", 1.5, "frames", late)
    for row in over_exercises(rule_rows(some)).values():
        if row["rule"] in FOUR_RULES:
            yield _at_least(f"F1 of {row['rule']}, {kind}", f1, row["f1"])


def _false_alarm_target(scores: Sequence[ClipScore]) -> Target:
    rules = [rule for score in scores for rule in score.rules]
    clean = sum(rule.clean_reps for rule in rules)
    share = sum(rule.false_alarms for rule in rules) / clean if clean else np.nan
    return Target("false alarms on clean reps, all rules", 3.0, "%", 100.0 * share)


def _live_targets(scores: Sequence[ClipScore]) -> Iterator[Target]:
    some = [score for score in scores if score.clip.kind in AGREEMENT_KINDS]
    if not some:
        return
    *kinds, together = agreement_rows(some)
    screen = together["screen"]
    yield _at_least("live screen has the clip's counts", 98.0, screen["same_counts"])
    yield _at_least("live screen has all of the clip's verdicts", 95.0, screen["same_verdicts"])
    for row in kinds:
        name = f"live verdict after the rep's end, 95th percentile, {row['kind']}"
        yield Target(name, 300.0, "ms", 1000.0 * row["judged_after_s"]["p95"])


def _rule_targets(scores: Sequence[ClipScore]) -> Iterator[Target]:
    for name, row in over_exercises(rule_rows(scores)).items():
        least = 95.0 if name in STRICT_RULES else 85.0
        yield _at_least(f"F1 of {name}, all clips", least, row["f1"])


def _untrue_targets(scores: Sequence[ClipScore]) -> Iterator[Target]:
    elsewhere = wrong_view_rows(scores)
    clips = sum(row["clips"] for row in elsewhere)
    told = sum(row["clips"] - row["assessed"] - row["without_reason"] for row in elsewhere)
    oblique = [score for score in scores if score.truth.view == "oblique"]
    untrue = float(sum(bool(untrue_faults(score)) for score in oblique))
    clean = [not untrue_faults(score) for score in scores if is_clean(score)]
    hidden = "not assessed, with a reason, where the view cannot show it"
    yield _at_least(hidden, 100.0, told / clips if clips else np.nan)
    yield Target("oblique clips with an untrue fault", 0.0, "clips", untrue)
    yield _at_least("clean clips without any fault", 95.0, mean(clean))


def _oblique_targets(scores: Sequence[ClipScore]) -> Iterator[Target]:
    """Yield the targets of clips that are filmed 20 to 60 degrees off the side."""
    if not scores:
        return
    to_45, to_50 = ([s for s in scores if s.truth.off_side_deg <= most] for most in (45.0, 50.0))
    figures = oblique_figures(scores)
    kicks = [s for s in scores if s.clip.spec.exercise.startswith("butt-kicks")]
    untrue = mean([bool(untrue_faults(score)) for score in scores])
    yield Target("how far off the side is read, oblique", 5.0, "deg", figures["yaw_error"]["mae"])
    near = oblique_figures(to_45)["near"]["mae"]
    yield Target("near knee MAE up to 45 degrees off the side", 6.0, "deg", near)
    yield Target("near knee MAE up to 60 degrees off the side", 8.0, "deg", figures["near"]["mae"])
    peak = oblique_figures(kicks)["near_peak"]["bias"] if kicks else np.nan
    yield Target("near knee peak flexion bias, oblique", 4.0, "deg", peak)
    yield _at_least("both legs counted exactly, oblique", 95.0, figures["counts"]["exact"])
    for name, row in over_exercises(rule_rows(to_50)).items():
        if name in OBLIQUE_RULES:
            yield _at_least(f"F1 of {name} up to 50 degrees off the side", 90.0, row["f1"])
    yield Target("clips with an untrue fault, oblique", 2.0, "%", 100.0 * untrue)


def _turn_targets(scores: Sequence[ClipScore]) -> Iterator[Target]:
    some = [score for score in scores if score.clip.kind in TURN_KINDS]
    if not some:
        return
    exact = mean([all(miscount(score, side) == 0 for side in SIDES) for score in some])
    rules = [
        rule for score in some for rule in score.rules if rule.shown and rule.true != "unknown"
    ]
    found = sum(rule.is_faulty and rule.is_found for rule in rules)
    alarms = sum(rule.true == "good" and rule.is_found for rule in rules)
    missed = sum(rule.is_faulty and not rule.is_found for rule in rules)
    untrue = float(sum(bool(untrue_faults(score)) for score in some))
    yield _at_least("both legs counted exactly, turn", 95.0, exact)
    yield Target("clips with an untrue fault, turn", 0.0, "clips", untrue)
    yield _at_least("F1 of all rules, turn", 90.0, 2 * found / max(2 * found + alarms + missed, 1))


def _at_least(name: str, percent: float, share: float) -> Target:
    return Target(name, percent, "%", 100.0 * share, at_least=True)
