"""The true verdict of every rule over a clip, and which of its reps are truly clean."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from benchmarks.clips.truth import Truth
from benchmarks.scores.true_verdicts import kickbacks, kicks
from benchmarks.scores.true_verdicts.grade import (
    GradeClip,
    GradeReps,
    TrueVerdict,
    over_clip,
    worst,
)

#: Rules that only one of the two kickbacks has.
STANDING_ONLY = ("trunk-lean", "knee-hyperextension")
QUADRUPED_ONLY = ("misplaced-hands-or-knees", "head-position")
#: Rules that judge each set for itself; a turn ends a set.
EACH_SET_RULES = ("uneven-rhythm", "low-cadence")

_Grade = TypeVar("_Grade")


def true_verdicts(truth: Truth, level: str = "") -> dict[str, TrueVerdict]:
    """Return the true verdict of every rule that the clip's exercise has at this level.

    What is done during a turn does not count.
    """
    parts = [part for part in truth.stretches() if part.reps]
    steady = replace(truth, reps=tuple(rep for part in parts for rep in part.reps))
    verdicts = {
        rule: over_clip([one for part in parts for one in grade(part)])
        for rule, grade in _rep_rules(truth).items()
    }
    for rule, grade in _clip_rules(truth, level).items():
        if rule in EACH_SET_RULES:
            verdicts[rule] = worst(*(grade(part) for part in parts if len(part.reps) > 1))
        else:
            verdicts[rule] = grade(steady)
    return verdicts


def clean_reps(truth: Truth, rule: str) -> list[bool] | None:
    """Return for every rep whether it is truly good; None if the rule judges the whole set.

    A rep during a turn is not.
    """
    grade = _rep_rules(truth).get(rule)
    if grade is None:
        return None
    parts = [part for part in truth.stretches() if part.reps]
    good = {
        rep["index"]: verdict == "good"
        for part in parts
        for rep, verdict in zip(part.reps, grade(part), strict=True)
    }
    return [good.get(rep["index"], False) for rep in truth.reps]


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
