"""The verdict of each rule on a whole clip, from its verdicts on single reps or sets."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from formcheck.poses.landmarks import SIDES, Side
from formcheck.results import (
    CLIP,
    Check,
    Rep,
    RuleSummary,
    SideSummary,
    Verdict,
    badness,
    worst,
)
from formcheck.rules.rule import Rule

#: The check of a rule in a rep, with the index of the rep.
Judged: TypeAlias = tuple[int, Check]


def summary_of(
    rule: Rule, reps: Sequence[Rep], set_checks: Sequence[Check], rep_word: str
) -> RuleSummary:
    """Return a rule's verdict over the clip.

    Args:
        rule: the rule.
        reps: all reps of the clip, with their checks.
        set_checks: the checks of the rules that judge whole sets.
        rep_word: what the reps are called, in the plural.
    """
    for check in set_checks:
        if check.rule == rule.id:
            return _over_set(rule, check)
    return _over_reps(rule, reps, rep_word)


def _over_set(rule: Rule, check: Check) -> RuleSummary:
    row = RuleSummary(
        rule=rule.id,
        verdict=check.verdict,
        reps_judged=0,
        reps_faulty=0,
        cue=check.cue,
        reason=check.reason,
        title=rule.title,
        part=check.part if check.value is not None else rule.usual_part(),
    )
    return _with_number(row, check)


def _over_reps(rule: Rule, reps: Sequence[Rep], rep_word: str) -> RuleSummary:
    checks = [check for _, check in checks_of(rule.id, reps)]
    judged = _judged(checks)
    verdict = _verdict(checks)
    reason = ""
    if verdict is Verdict.NOT_ASSESSED:
        unseen = [check.reason for check in checks if check.verdict is Verdict.NOT_ASSESSED]
        reason = _most_common(unseen) or f"no {rep_word} were seen"
    row = RuleSummary(
        rule=rule.id,
        verdict=verdict,
        reps_judged=len(judged),
        reps_faulty=sum(check.verdict is Verdict.FAULT for check in judged),
        cue=_cue(verdict, judged),
        reason=reason,
        title=rule.title,
        part=rule.usual_part(),
        reps_borderline=sum(check.verdict is Verdict.BORDERLINE for check in judged),
    )
    row = replace(row, sides=sides_of(row, reps))
    told = told_check(checks_of(rule.id, reps, row.faulty_side), verdict, row.cue)
    if told is None:
        return row
    rep, check = told
    reason = check.reason if check.sigma else _most_common([one.reason for one in judged])
    return replace(_with_number(row, check), reason=reason, part=check.part, rep=rep)


def _with_number(row: RuleSummary, check: Check) -> RuleSummary:
    """Return a row with the number of a check, its limit and its error."""
    return replace(
        row,
        value=check.value,
        threshold=check.threshold,
        unit=check.unit,
        label=check.label,
        measure=check.measure,
        sigma=check.sigma,
        lower_limit=check.lower_limit,
        good_limit=check.good_limit,
        fault_limit=check.fault_limit,
        detail=check.detail,
    )


def checks_of(rule: str, reps: Sequence[Rep], side: Side | None = None) -> list[Judged]:
    """Return the checks of a rule over reps, of one side alone if ``side`` is given."""
    return [
        (rep.index, check)
        for rep in reps
        if side is None or rep.side == side
        for check in rep.checks
        if check.rule == rule
    ]


def told_check(checks: Sequence[Judged], verdict: Verdict, cue: str) -> Judged | None:
    """Return the check whose number stands for some reps; None if there is none.

    It is the worst of those that count towards their verdict, without those that have another cue.
    If the reps are good it is the middle one of those with the usual limit.

    Args:
        checks: of one rule.
        verdict: on these reps together.
        cue: what the user is told to do.
    """
    if verdict.is_wrong:
        counted = _counted(checks, verdict)
        of_cue = [one for one in counted if not cue or one[1].cue in ("", cue)]
        return _worst(of_cue or counted, verdict)
    good = _counted(checks, verdict) if verdict is Verdict.GOOD else []
    thresholds = [check.threshold for _, check in good]
    usual = max(thresholds, key=thresholds.count, default=None)
    return _middle([one for one in good if one[1].threshold == usual])


def _counted(checks: Sequence[Judged], verdict: Verdict) -> list[Judged]:
    """Return the checks that count towards a verdict on the clip: faults count as borderline."""
    counted = (Verdict.FAULT, Verdict.BORDERLINE) if verdict is Verdict.BORDERLINE else (verdict,)
    return [one for one in checks if one[1].verdict in counted]


def _verdict(checks: Sequence[Check]) -> Verdict:
    """Return the verdict on the clip by the verdicts on its reps."""
    judged = _judged(checks)
    if not _enough_judged(checks):
        return Verdict.NOT_ASSESSED
    if any(check.at_least for check in judged):
        # Few frames tell good reps alone: a leg without them may be the faulty one.
        legs = {check.side for check in checks}
        if not all(_enough_judged([one for one in checks if one.side == leg]) for leg in legs):
            return Verdict.NOT_ASSESSED
    for verdict in (Verdict.FAULT, Verdict.BORDERLINE):
        if _enough(len(_wrong(verdict, judged)), len(judged)):
            return verdict
    return Verdict.GOOD


def _judged(checks: Sequence[Check]) -> list[Check]:
    return [check for check in checks if check.verdict is not Verdict.NOT_ASSESSED]


def _enough_judged(checks: Sequence[Check]) -> bool:
    judged = len(_judged(checks))
    return judged > 0 and judged >= CLIP.judged_share * len(checks)


def _cue(verdict: Verdict, judged: Sequence[Check]) -> str:
    """Return the most common cue; empty if too few reps are far enough past their limit for one."""
    if not verdict.is_wrong:
        return ""
    cues = [check.cue for check in _wrong(verdict, judged) if check.cue]
    return _most_common(cues) if _enough(len(cues), len(judged)) else ""


def _wrong(verdict: Verdict, checks: Sequence[Check]) -> list[Check]:
    return [check for _, check in _counted([(0, check) for check in checks], verdict)]


def _enough(wrong: int, judged: int) -> bool:
    """Return whether so many of the judged reps decide on the clip."""
    enough = wrong >= CLIP.least_faulty or wrong == judged == 1
    return enough and wrong >= CLIP.faulty_share * judged


def sides_of(row: RuleSummary, reps: Sequence[Rep]) -> Mapping[Side, SideSummary]:
    """Return each leg in a row; nothing where both legs move together."""
    if any(rep.side is None for rep in reps):
        return {}
    return {side: _side(row, checks_of(row.rule, reps, side)) for side in SIDES}


def _side(row: RuleSummary, checks: Sequence[Judged]) -> SideSummary:
    judged = _judged([check for _, check in checks])
    verdict = worst([check.verdict for check in judged])
    if _verdict([check for _, check in checks]) is Verdict.NOT_ASSESSED:
        verdict = Verdict.NOT_ASSESSED
    elif verdict is Verdict.FAULT and row.verdict is Verdict.BORDERLINE:
        verdict = Verdict.BORDERLINE
    told = told_check(checks, verdict, row.cue)
    return SideSummary(
        verdict=verdict,
        reps=len(checks),
        judged=len(judged),
        faulty=sum(check.verdict is Verdict.FAULT for check in judged),
        borderline=sum(check.verdict is Verdict.BORDERLINE for check in judged),
        value=told[1].value if told else None,
        rep=told[0] if told else None,
    )


def _worst(checks: Sequence[Judged], verdict: Verdict) -> Judged | None:
    """Return the worst of the checks that have a number, the first of equals; None if none has.

    Args:
        checks: of one rule.
        verdict: as which they all count.
    """
    measured = [one for one in checks if one[1].value is not None]
    return max(measured, key=lambda one: badness(replace(one[1], verdict=verdict)), default=None)


def _middle(checks: Sequence[Judged]) -> Judged | None:
    """Return the check in the middle between good and bad, of two the worse; None if none."""
    ordered = sorted(checks, key=lambda one: badness(one[1]))
    return ordered[len(ordered) // 2] if ordered else None


def _most_common(texts: Sequence[str]) -> str:
    return max(texts, key=texts.count, default="")
