"""How often each rule is right, in views that can show it and in others."""

from collections.abc import Sequence

import numpy as np

from benchmarks.scores.clip_score import ClipScore, RuleScore
from benchmarks.scores.figures.row import Row, kinds_of, mean, of_kind
from formcheck.results import Verdict

#: The exercise of a row that is about all exercises together.
ALL = "all"
_Pairs = Sequence[tuple[ClipScore, RuleScore]]


def rule_rows(scores: Sequence[ClipScore]) -> list[Row]:
    """Return one row for each rule and exercise, then one for the rule over all its exercises.

    Only clips whose view can show the rule count. Precision, recall and F1 are those of the clips;
    a faulty clip that is not assessed is a miss. Truly borderline clips are neither faulty nor
    clean.
    """
    judged = [
        (score, rule)
        for score in scores
        for rule in score.rules
        if rule.shown and rule.true != "unknown"
    ]
    rows: list[Row] = []
    for name in dict.fromkeys(rule.rule for score in scores for rule in score.rules):
        pairs = [(score, rule) for score, rule in judged if rule.rule == name]
        exercises = list(dict.fromkeys(score.clip.spec.exercise for score, _ in pairs))
        for exercise in exercises:
            some = [pair for pair in pairs if pair[0].clip.spec.exercise == exercise]
            rows.append({"rule": name, "exercise": exercise, **_figures_of_rule(some)})
        if len(exercises) > 1:
            rows.append({"rule": name, "exercise": ALL, **_figures_of_rule(pairs)})
    return rows


def _figures_of_rule(pairs: _Pairs) -> Row:
    rules = [rule for _, rule in pairs]
    faulty = [rule for rule in rules if rule.is_faulty]
    clean = [rule for rule in rules if rule.true == "good"]
    assessed = [rule for rule in faulty if rule.found is not Verdict.NOT_ASSESSED]
    hits = sum(rule.is_found for rule in assessed)
    alarms = sum(rule.is_found for rule in clean)
    precision, recall = _share(hits, hits + alarms), _share(hits, len(faulty))
    return {
        "faulty": len(faulty),
        "faulty_people": _people([score for score, rule in pairs if rule.is_faulty]),
        "clean": len(clean),
        "clean_people": _people([score for score, rule in pairs if rule.true == "good"]),
        "precision": precision,
        "recall": recall,
        "recall_assessed": _share(hits, len(assessed)),
        "f1": _f1(precision, recall),
        "false_alarms": alarms,
        "clean_borderline": sum(rule.found is Verdict.BORDERLINE for rule in clean),
        "rep_false_alarms": _share(
            sum(rule.false_alarms for rule in rules), sum(rule.clean_reps for rule in rules)
        ),
        "not_assessed": mean([rule.found is Verdict.NOT_ASSESSED for rule in rules]),
        "live_same": mean([rule.found is rule.screen for rule in rules]),
        "unmeasured": next((rule.unmeasured for rule in rules if rule.unmeasured), ""),
    }


def _share(some: float, of: float) -> float:
    return some / of if of else np.nan


def _f1(precision: float, recall: float) -> float:
    """Return F1: 0 if nothing is found; NaN if there is nothing to find."""
    if np.isnan(recall):
        return np.nan
    total = precision + recall
    return 2.0 * precision * recall / total if total > 0.0 else 0.0


def _people(scores: Sequence[ClipScore]) -> int:
    """Return the number of different people; a loose shirt makes no other person."""
    bodies = [score.clip.spec.body.model_dump_json(exclude={"loose_top_m"}) for score in scores]
    return len(set(bodies))


def over_exercises(rows: Sequence[Row]) -> dict[str, Row]:
    """Return for every rule the row over all its exercises."""
    return {row["rule"]: row for row in rows}  # it is the last one of each rule


def wrong_view_rows(scores: Sequence[ClipScore]) -> list[Row]:
    """Return one row for each rule and view that cannot show it: what was said nevertheless."""
    hidden = [
        (score.truth.view, rule) for score in scores for rule in score.rules if not rule.shown
    ]
    rows: list[Row] = []
    for name, view in dict.fromkeys((rule.rule, view) for view, rule in hidden):
        some = [rule for seen_from, rule in hidden if (rule.rule, seen_from) == (name, view)]
        unseen = [rule for rule in some if rule.found is Verdict.NOT_ASSESSED]
        rows.append(
            {
                "rule": name,
                "view": view,
                "clips": len(some),
                "assessed": len(some) - len(unseen),
                "without_reason": sum(not rule.reason for rule in unseen),
            }
        )
    return sorted(rows, key=lambda row: (row["rule"], row["view"]))


def untrue_rows(scores: Sequence[ClipScore]) -> list[Row]:
    """Return one row for each view: clips with an untrue fault, and clean clips with any."""
    rows: list[Row] = []
    for view in dict.fromkeys(score.truth.view for score in scores):
        some = [score for score in scores if score.truth.view == view]
        clean = [score for score in some if is_clean(score)]
        rows.append(
            {
                "view": view,
                "clips": len(some),
                "with_untrue_faults": sum(bool(untrue_faults(score)) for score in some),
                "reps_with_untrue_faults": sum(r.false_alarms for s in some for r in s.rules),
                "clean": len(clean),
                "clean_with_faults": sum(bool(untrue_faults(score)) for score in clean),
                "untrue": ", ".join(sorted({r for s in some for r in untrue_faults(s)})),
            }
        )
    return rows


def untrue_faults(score: ClipScore) -> list[str]:
    """Return the rules that find a fault although the truth is good."""
    return [r.rule for r in score.rules if r.found is Verdict.FAULT and r.true == "good"]


def is_clean(score: ClipScore) -> bool:
    """Return whether the truth of every rule is good."""
    return all(rule.true in ("good", "unknown") for rule in score.rules)


def recognition_rows(scores: Sequence[ClipScore]) -> list[Row]:
    """Return for each kind how many clips are recognised: rightly, as another exercise, as none."""
    rows: list[Row] = []
    for kind in kinds_of(scores):
        pairs = [(s.clip.spec.exercise, s.recognised) for s in of_kind(scores, kind)]
        rows.append(
            {
                "kind": kind,
                "clips": len(pairs),
                "recognised": sum(true == found for true, found in pairs),
                "as_another": sum(bool(found) and true != found for true, found in pairs),
                "as_none": sum(not found for _, found in pairs),
            }
        )
    return rows
