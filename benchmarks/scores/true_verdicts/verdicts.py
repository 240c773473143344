"""The true verdict of every rule over a clip, and which of its reps are truly clean."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from benchmarks.clips.truth import Truth
from benchmarks.scores.true_verdicts import kickbacks, kicks
from benchmarks.scores.true_verdicts.grade import GradeClip, GradeReps, TrueVerdict, over_clip

#: Rules that only one of the two kickbacks has.
STANDING_ONLY = ("trunk-lean", "knee-hyperextension")
QUADRUPED_ONLY = ("misplaced-hands-or-knees", "head-position")

_Grade = TypeVar("_Grade")


def true_verdicts(truth: Truth, level: str = "") -> dict[str, TrueVerdict]:
    """Return the true verdict of every rule that the clip's exercise has at this level."""
    verdicts = {rule: over_clip(grade(truth)) for rule, grade in _rep_rules(truth).items()}
    return verdicts | {rule: grade(truth) for rule, grade in _clip_rules(truth, level).items()}


def clean_reps(truth: Truth, rule: str) -> list[bool] | None:
    """Return for every rep whether it is truly good; None if the rule judges the whole set."""
    grade = _rep_rules(truth).get(rule)
    return [verdict == "good" for verdict in grade(truth)] if grade else None


def _rep_rules(truth: Truth) -> Mapping[str, GradeReps]:
    exercise = truth.spec["exercise"]
    if exercise == "quadruped-kickback":
        return _without(kickbacks.REP_RULES, STANDING_ONLY)
    if exercise == "standing-kickback":
        return _without(kickbacks.REP_RULES, QUADRUPED_ONLY)
    return kicks.REP_RULES


def _clip_rules(truth: Truth, level: str) -> Mapping[str, GradeClip]:
    if truth.spec["exercise"].endswith("kickback"):
        return kickbacks.CLIP_RULES
    return _without(kicks.CLIP_RULES, ["low-cadence" if level == "moving" else "not-travelling"])


def _without(rules: Mapping[str, _Grade], names: Collection[str]) -> dict[str, _Grade]:
    return {rule: grade for rule, grade in rules.items() if rule not in names}
