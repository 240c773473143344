"""The verdict of each rule on a whole clip, from its verdicts on single reps or sets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formcheck.poses.landmarks import SIDES, Side
from formcheck.results import Check, Rep, RuleSummary, SideSummary, Verdict, badness
from formcheck.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class ClipVerdict:
    """How the verdicts on single reps become the verdict on a clip.

    Attributes:
        judged_share: if fewer of the reps than this share were judged, the clip is not.
        faulty_share: if this share of the judged reps is faulty, the clip is.
        least_faulty: how many reps have to be faulty, unless only one was judged.
    """

    judged_share: float = 0.3
    faulty_share: float = 0.3
    least_faulty: int = 2


CLIP = ClipVerdict()


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
    return RuleSummary(
        rule=rule.id,
        verdict=check.verdict,
        reps_judged=0,
        reps_faulty=0,
        cue=check.cue,
        reason=check.reason,
        title=rule.title,
        value=check.value,
        threshold=check.threshold,
        unit=check.unit,
        label=check.label,
        measure=check.measure,
        sigma=check.sigma,
        part=check.part if check.value is not None else rule.usual_part(),
    )


def _over_reps(rule: Rule, reps: Sequence[Rep], rep_word: str) -> RuleSummary:
    checks = checks_of(rule.id, reps)
    judged = [check for check in checks if check.verdict is not Verdict.NOT_ASSESSED]
    verdict = _verdict(checks)
    cue = ""
    if verdict is Verdict.NOT_ASSESSED:
        unseen = [check.reason for check in checks if check.verdict is Verdict.NOT_ASSESSED]
        reason = _most_common(unseen) or f"no {rep_word} were seen"
    else:
        reason = ""
    if verdict in (Verdict.FAULT, Verdict.BORDERLINE):
        cue = _most_common([check.cue for check in counted_as(verdict, judged)])
    typical = typical_check(checks, verdict, cue)
    if typical:  # its caution has the same number for how far the value may be off
        reason = typical.reason or _most_common([check.reason for check in judged])
    return RuleSummary(
        rule=rule.id,
        verdict=verdict,
        reps_judged=len(judged),
        reps_faulty=sum(check.verdict is Verdict.FAULT for check in judged),
        cue=cue,
        reason=reason,
        title=rule.title,
        value=typical.value if typical else None,
        threshold=typical.threshold if typical else None,
        unit=typical.unit if typical else "",
        label=typical.label if typical else "",
        measure=typical.measure if typical else "",
        sigma=typical.sigma if typical else 0.0,
        part=typical.part if typical else rule.usual_part(),
        sides=_sides(rule.id, reps, typical, verdict, cue),
        reps_borderline=sum(check.verdict is Verdict.BORDERLINE for check in judged),
    )


def checks_of(rule: str, reps: Sequence[Rep], side: Side | None = None) -> list[Check]:
    """Return the checks of a rule over reps, of one side alone if ``side`` is given."""
    return [
        check
        for rep in reps
        if side is None or rep.side == side
        for check in rep.checks
        if check.rule == rule
    ]


def counted_as(verdict: Verdict, checks: Sequence[Check]) -> list[Check]:
    """Return the checks that count towards a verdict on the clip: faults count as borderline."""
    counted = (Verdict.FAULT, Verdict.BORDERLINE) if verdict is Verdict.BORDERLINE else (verdict,)
    return [check for check in checks if check.verdict in counted]


def typical_check(checks: Sequence[Check], verdict: Verdict, cue: str) -> Check | None:
    """Return the check whose number stands for the clip; None if the clip was not judged.

    It is the middle one of those that have the clip's verdict and cue, and that passed the limit
    which most of them passed.
    """
    if verdict is Verdict.NOT_ASSESSED:
        return None
    alike = [check for check in checks if check.verdict is verdict]
    alike = alike or counted_as(verdict, checks)
    same_cue = [check for check in alike if check.cue == cue] or alike
    if not same_cue:
        return None
    thresholds = [check.threshold for check in same_cue]
    usual = max(thresholds, key=thresholds.count)
    same_limit = [check for check in same_cue if check.threshold == usual]
    return _middle(same_limit)


def _verdict(checks: Sequence[Check]) -> Verdict:
    """Return the verdict on the clip by the verdicts on its reps."""
    judged = [check for check in checks if check.verdict is not Verdict.NOT_ASSESSED]
    if not judged or len(judged) < CLIP.judged_share * len(checks):
        return Verdict.NOT_ASSESSED
    for verdict in (Verdict.FAULT, Verdict.BORDERLINE):
        counted = len(counted_as(verdict, judged))
        enough = counted >= CLIP.least_faulty or counted == len(judged) == 1
        if enough and counted >= CLIP.faulty_share * len(judged):
            return verdict
    return Verdict.GOOD


def _sides(
    rule: str, reps: Sequence[Rep], typical: Check | None, verdict: Verdict, cue: str
) -> Mapping[Side, SideSummary]:
    """Return the verdict on the reps of each side; nothing where both legs move together."""
    if any(rep.side is None for rep in reps):
        return {}
    return {side: _side(checks_of(rule, reps, side), typical, verdict, cue) for side in SIDES}


def _side(
    checks: Sequence[Check], typical: Check | None, verdict: Verdict, cue: str
) -> SideSummary:
    judged = [check for check in checks if check.verdict is not Verdict.NOT_ASSESSED]
    alike = [check for check in judged if typical and check.label == typical.label]
    same_limit = [check for check in alike if typical and check.threshold == typical.threshold]
    own = typical_check(same_limit, verdict, cue) or _middle(alike)
    side_verdict = _verdict(checks)
    if side_verdict is Verdict.GOOD:  # not the number of a rep that is not good
        own = _middle([check for check in alike if check.verdict is Verdict.GOOD]) or own
    return SideSummary(
        verdict=side_verdict,
        reps=len(checks),
        judged=len(judged),
        faulty=sum(check.verdict is Verdict.FAULT for check in judged),
        borderline=sum(check.verdict is Verdict.BORDERLINE for check in judged),
        value=own.value if own else None,
    )


def _middle(checks: Sequence[Check]) -> Check | None:
    """Return the check in the middle between good and bad, of two the worse; None if none."""
    ordered = sorted(checks, key=badness)
    return ordered[len(ordered) // 2] if ordered else None


def _most_common(texts: Sequence[str]) -> str:
    return max(texts, key=texts.count, default="")
