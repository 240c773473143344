"""Which cue is shown when: every fault of a set at least once, one at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from formcheck.exercises.named_leg import cue_text, named_side
from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import other
from formcheck.results import Check, Rep, RepSet, RuleSummary, Session, ShownCue, Verdict, worst


@dataclass(frozen=True, slots=True)
class CueTimes:
    """How long cues are shown.

    Attributes:
        hold_s: a cue is shown for so many seconds: a short sentence can be read twice from two
            metres.
        least_s: if a set has many faults, each cue is shown for less than that, but for at least so
            many seconds. If even this is too long, the least important cues are left out.
        wait_s: a cue waits at most so long for the next rep that has its fault. So it appears
            while the fault can be seen.
        bridged_s: a cue stays on the screen until the next one, if the gap is shorter than this.
    """

    hold_s: float = 3.0
    least_s: float = 2.0
    wait_s: float = 1.0
    bridged_s: float = 1.0


TIMES = CueTimes()
_ROUNDING_S = 1e-6


@dataclass(frozen=True, slots=True)
class SetFault:
    """Something wrong in a set, with its cue.

    Attributes:
        cue: what is shown; its times are not known yet.
        rank: the lower, the more important: borderline after faults, then by the order of rules.
        single: whether it is of single reps, and the clip is good in spite of them.
        peaks_s: the tops of the reps that have the fault, in seconds.
        not_in_s: when the leg that alone is good is up: from, to. The cue does not appear then.
    """

    cue: ShownCue
    rank: tuple[bool, int]
    peaks_s: tuple[float, ...]
    single: bool = False
    not_in_s: tuple[tuple[float, float], ...] = ()

    def start_s(self, now_s: float, wait_s: float) -> float:
        """Return when the cue appears, at ``now_s`` or later; it waits for a rep for ``wait_s``."""
        start_s = max(now_s, self.peaks_s[0])
        peak_s = next((peak_s for peak_s in self.peaks_s if peak_s >= start_s), None)
        if peak_s is not None and peak_s - start_s <= wait_s:
            return peak_s
        for good_s, until_s in self.not_in_s:
            if good_s <= start_s < until_s:
                start_s = until_s
        return start_s


def cues_of(session: Session, exercise: Exercise) -> tuple[ShownCue, ...]:
    """Return the cues of a clip with their times, one after the other.

    They agree with the summary: a rule that the clip is not judged by has no cue, and none is
    graver than its rule's verdict on the clip. Single reps that a clip is good in spite of are told
    of only if nothing else is wrong with the set.
    """
    cues: list[ShownCue] = []
    ends_s = [*(later.start_s for later in session.sets[1:]), float(session.time_s[-1])]
    for some, end_s in zip(session.sets, ends_s, strict=False):
        faults = sorted(_faults(session, exercise, some), key=lambda fault: fault.rank)
        habits = [fault for fault in faults if not fault.single]
        cues += in_turn(habits or faults, end_s)
    return tuple(cues)


def in_turn(faults: Sequence[SetFault], end_s: float) -> list[ShownCue]:
    """Return when the cues of a set are shown: each once, then the gravest ones again in turn.

    Args:
        faults: of the set, the most important first.
        end_s: when the next set begins, or the clip ends.
    """
    cues: list[ShownCue] = []
    waiting, again = list(faults), [f for f in faults if f.rank[0] == faults[0].rank[0]]
    now_s = min((fault.peaks_s[0] for fault in faults), default=end_s)
    while waiting or again:
        spare_s = end_s - now_s - TIMES.least_s * len(waiting)
        wait_s = min(TIMES.wait_s, max(spare_s, 0.0))
        fault = _next(waiting or _still_seen(again, now_s), now_s, wait_s)
        if fault is None:
            break
        start_s = fault.start_s(now_s, wait_s)
        hold_s = max(TIMES.least_s, min(TIMES.hold_s, (end_s - start_s) / max(len(waiting), 1)))
        if fault in waiting:
            waiting.remove(fault)
        if fault in again:  # it has its turn now
            again.append(again.pop(again.index(fault)))
        too_late = start_s + TIMES.least_s > end_s + _ROUNDING_S
        if cues and too_late:
            again = []  # nothing is shown again at the end of a set
            continue
        now_s = min(start_s + hold_s, end_s)
        _show(cues, replace(fault.cue, start_s=start_s, end_s=now_s))
    return cues


def _still_seen(faults: Sequence[SetFault], now_s: float) -> list[SetFault]:
    """Return the faults that some later rep has."""
    return [fault for fault in faults if fault.peaks_s[-1] >= now_s]


def _next(faults: Sequence[SetFault], now_s: float, wait_s: float) -> SetFault | None:
    """Return the first fault whose cue can soon be shown; if there is none, the earliest one."""
    starts_s = [fault.start_s(now_s, wait_s) for fault in faults]
    for fault, start_s in zip(faults, starts_s, strict=True):
        if start_s <= max(now_s + wait_s, min(starts_s)):
            return fault
    return None


def _show(cues: list[ShownCue], cue: ShownCue) -> None:
    """Add a cue; if it is on the screen already, or was just before, it stays there."""
    last = cues[-1] if cues else None
    soon = last is not None and cue.start_s - last.end_s < TIMES.bridged_s
    if last and soon:
        cues[-1] = replace(last, end_s=cue.end_s if last.text == cue.text else cue.start_s)
    if not (last and soon and last.text == cue.text):
        cues.append(cue)


def _faults(session: Session, exercise: Exercise, some: RepSet) -> Iterator[SetFault]:
    reps = session.reps[some.first : some.last + 1]
    is_last = some is session.sets[-1]
    for order, row in enumerate(session.summary):
        if row.verdict is Verdict.NOT_ASSESSED:
            continue
        found = _of_reps(row, exercise, reps)
        if found is None and row.verdict.is_wrong:
            found = _of_set(row, session, some, is_last=is_last)
        if found:
            mild = found.cue.verdict is not Verdict.FAULT
            yield replace(found, rank=(mild, order), single=row.verdict is Verdict.GOOD)


def _of_reps(row: RuleSummary, exercise: Exercise, reps: Sequence[Rep]) -> SetFault | None:
    """Return what single reps of a set have wrong by a rule; None if none has."""
    found = [
        (rep.peak_s, check)
        for rep in reps
        for check in rep.checks
        if check.rule == row.rule and check.verdict.is_wrong and check.cue
    ]
    side = named_side(row, exercise)
    if side:
        found = [(peak_s, check) for peak_s, check in found if check.side == side]
    if not found:
        return None
    checks = [check for _, check in found]
    text = cue_text(row, exercise) or _of_one_rep(checks[0], exercise)
    good_s = tuple(
        (rep.start_s, rep.end_s)
        for rep in reps
        for check in rep.checks
        if side and rep.side == other(side) and check.rule == row.rule
    )
    verdict = worst([check.verdict for check in checks])
    cue = _untimed(row, text, verdict)
    return SetFault(cue, (False, 0), tuple(peak_s for peak_s, _ in found), not_in_s=good_s)


def _of_one_rep(check: Check, exercise: Exercise) -> str:
    """Return the cue of a single rep of a clip that is good; it names the leg."""
    rule = exercise.rule(check.rule)
    return (
        rule.cue_for(check.cue, check.side) if check.side and rule.judges_one_leg() else check.cue
    )


def _of_set(row: RuleSummary, session: Session, some: RepSet, *, is_last: bool) -> SetFault | None:
    """Return what a set as a whole has wrong by a rule; None if nothing.

    What only all sets together have wrong is said in the last one.
    """
    reps = session.reps[some.first : some.last + 1]
    peaks_s = tuple(rep.peak_s for rep in reps)
    own = [
        check
        for check in some.checks
        if check.rule == row.rule and check.verdict.is_wrong and check.cue
    ]
    in_some_set = any(
        check.rule == row.rule and check.verdict.is_wrong
        for each in session.sets
        for check in each.checks
    )
    if own:
        cue = _untimed(row, own[0].cue, own[0].verdict)
    elif is_last and not in_some_set and not row.reps_judged and row.cue:
        cue = _untimed(row, row.cue, row.verdict)
    else:
        return None
    return SetFault(cue, (False, 0), peaks_s[1:] or peaks_s)  # one rep shows no habit


def _untimed(row: RuleSummary, text: str, verdict: Verdict) -> ShownCue:
    """Return a cue without times; it is not graver than its rule's verdict on the clip."""
    mild = row.verdict is Verdict.BORDERLINE or verdict is Verdict.BORDERLINE
    return ShownCue(row.rule, text, Verdict.BORDERLINE if mild else Verdict.FAULT, 0.0, 0.0)
