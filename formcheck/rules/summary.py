"""The results of a whole clip: its sets, and one row for every rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

from formcheck.reps.attempts import Attempt
from formcheck.results import Check, Rep, RepSet, RuleSummary, Verdict
from formcheck.rules.context import Context
from formcheck.rules.rule import Rule
from formcheck.rules.verdicts import worse


@dataclass(frozen=True, slots=True)
class ClipVerdict:
    """How the verdicts on single reps become the verdict on a clip.

    Attributes:
        pause_s: a pause longer than this, in seconds, starts a new set.
        judged_share: if fewer of the reps than this share were judged, the clip is not.
        faulty_share: if this share of the judged reps is faulty, the clip is.
        least_faulty: how many reps have to be faulty, unless only one was judged.
    """

    pause_s: float = 3.0
    judged_share: float = 0.3
    faulty_share: float = 0.3
    least_faulty: int = 2


CLIP = ClipVerdict()


def judge_sets(
    rules: Sequence[Rule], attempts: Sequence[Attempt], context: Context
) -> tuple[tuple[RepSet, ...], tuple[Check, ...]]:
    """Judge the rules of the set, over each set and over the whole clip.

    Each set has a pace and a rhythm of its own, so for such rules the worst set decides. Other
    rules average reps or compare the sides, which may have a set each: they are judged over all
    attempts of the clip.

    Returns:
        The sets, and one check for every rule of the set.
    """
    bounds = list(pairwise([*set_starts(attempts), len(attempts)]))
    per_set = [
        {rule.id: rule.judge_set(attempts[first:stop], context) for rule in rules}
        for first, stop in bounds
    ]
    sets = tuple(
        RepSet(
            start_s=attempts[first].start_s,
            end_s=attempts[stop - 1].end_s,
            first=first,
            last=stop - 1,
            checks=tuple(check for check in checks.values() if check is not None),
        )
        for (first, stop), checks in zip(bounds, per_set, strict=True)
    )
    over_all = []
    for rule in rules:
        if len(sets) == 1 or (sets and rule.worst_set_decides):
            found = [check for checks in per_set if (check := checks[rule.id]) is not None]
            over_all += [reduce(worse, found)] if found else []
        elif (check := rule.judge_set(attempts, context)) is not None:
            over_all.append(check)
    return sets, tuple(over_all)


def set_starts(attempts: Sequence[Attempt]) -> list[int]:
    """Return the index of the first attempt of each set."""
    return [
        i
        for i, attempt in enumerate(attempts)
        if i == 0 or attempt.start_s - attempts[i - 1].end_s > CLIP.pause_s
    ]


def summary_of(
    rule: str, reps: Sequence[Rep], set_checks: Sequence[Check], rep_word: str
) -> RuleSummary:
    """Return a rule's verdict over the clip."""
    over_set = next((check for check in set_checks if check.rule == rule), None)
    if over_set:
        return RuleSummary(rule, over_set.verdict, 0, 0, over_set.cue, over_set.reason)
    per_rep = [check for rep in reps for check in rep.checks if check.rule == rule]
    judged = [check for check in per_rep if check.verdict is not Verdict.NOT_ASSESSED]
    faulty = [check for check in judged if check.verdict is Verdict.FAULT]
    wrong = [check for check in judged if check.verdict is not Verdict.GOOD]
    if len(judged) < CLIP.judged_share * len(per_rep) or not judged:
        unseen = [c.reason for c in per_rep if c.verdict is Verdict.NOT_ASSESSED]
        reason = _most_common(unseen) or f"no {rep_word} were seen"
        return RuleSummary(rule, Verdict.NOT_ASSESSED, len(judged), len(faulty), "", reason)
    verdict, said = Verdict.GOOD, judged
    if _many(faulty, judged):
        verdict, said = Verdict.FAULT, faulty
    elif _many(wrong, judged):
        verdict, said = Verdict.BORDERLINE, wrong
    cue = "" if verdict is Verdict.GOOD else _most_common([check.cue for check in said])
    reason = _most_common([check.reason for check in judged])
    return RuleSummary(rule, verdict, len(judged), len(faulty), cue, reason)


def _many(some: list[Check], judged: list[Check]) -> bool:
    """At least 30 % of the judged reps, and two of them or the only one."""
    enough = len(some) >= 2 or len(some) == len(judged) == 1
    return enough and len(some) >= CLIP.faulty_share * len(judged)


def _most_common(texts: list[str]) -> str:
    return max(texts, key=texts.count, default="")
