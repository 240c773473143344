"""Which cue is shown when: one at a time, and long enough to read."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from formcheck.results import Check, RuleSummary, ShownCue, Verdict, worst


@dataclass(slots=True)
class Coach:
    """Takes checks as they are judged and keeps a list of the cues to show.

    A cue about a fault replaces a cue about something borderline at once. Otherwise a cue stands
    for a while before another rule may speak. A fault that repeats keeps its cue on the screen.

    Attributes:
        hold_s: a cue is shown for so many seconds: a short sentence can be read from two metres.
        replace_after_s: a cue is shown for at least so many seconds before another rule's cue of
            the same verdict replaces it.
    """

    hold_s: float = 3.0
    replace_after_s: float = 2.0
    _shown: list[ShownCue] = field(default_factory=list)

    @property
    def shown(self) -> tuple[ShownCue, ...]:
        """Every cue with its times, one after the other."""
        return tuple(self._shown)

    def hear(self, now_s: float, checks: list[Check]) -> None:
        """Take what was judged at a time, in seconds."""
        with_cue = [check for check in checks if check.cue]
        if not with_cue:
            return
        gravest = worst([check.verdict for check in with_cue])
        gravest_checks = [check for check in with_cue if check.verdict is gravest]
        check = gravest_checks[0]
        cue = ShownCue(check.rule, check.cue, check.verdict, now_s, now_s + self.hold_s)
        current = self._shown[-1] if self._shown and self._shown[-1].end_s > now_s else None
        if current is None:
            self._shown.append(cue)
        elif any(current.text == check.cue for check in gravest_checks):
            self._end_current(now_s + self.hold_s)
        elif self._gives_way(current, cue, now_s):
            self._end_current(now_s)
            self._shown.append(cue)

    def forget(self, before_s: float) -> None:
        """Drop the cues that ended before a time, in seconds."""
        self._shown = [cue for cue in self._shown if cue.end_s >= before_s]

    def _gives_way(self, current: ShownCue, cue: ShownCue, now_s: float) -> bool:
        if current.verdict is not cue.verdict:
            return cue.verdict is Verdict.FAULT
        return now_s - current.start_s >= self.replace_after_s

    def _end_current(self, end_s: float) -> None:
        last = self._shown[-1]
        self._shown[-1] = ShownCue(last.rule, last.text, last.verdict, last.start_s, end_s)


def agreeing_with(summary: Iterable[RuleSummary], cues: Iterable[ShownCue]) -> tuple[ShownCue, ...]:
    """Return the cues of a clip as far as they agree with the verdicts on the whole clip.

    Cues are given while the clip is still going on. A cue about a rule that the clip is not judged
    by, or about a set that is good in the end, is dropped. The others are never graver than their
    rule's verdict on the clip, except about single reps of a clip that is good.
    """
    rows = {row.rule: row for row in summary}
    agreeing = []
    for cue in cues:
        row = rows[cue.rule]
        of_single_reps = row.reps_judged > 0
        if row.verdict is Verdict.BORDERLINE:
            agreeing.append(replace(cue, verdict=Verdict.BORDERLINE))
        elif row.verdict is Verdict.FAULT or (row.verdict is Verdict.GOOD and of_single_reps):
            agreeing.append(cue)
    return tuple(agreeing)
