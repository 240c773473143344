"""Which cue is shown when: one at a time, held long enough to read."""

from dataclasses import dataclass, field

from formcheck.results import Check, ShownCue, Verdict, worst

HOLD_S = 3.0  # long enough to read a short sentence from two metres
REPLACE_AFTER_S = 2.0  # a cue gives way to another rule's only after this


@dataclass(slots=True)
class Coach:
    """Takes faults as they are found and keeps a list of what to show.

    A fault replaces a borderline cue at once; otherwise a cue stands for its time before
    another rule speaks, and a fault that repeats keeps its cue standing.
    """

    _shown: list[ShownCue] = field(default_factory=list)

    def hear(self, now_s: float, checks: list[Check]) -> None:
        """Take what was judged at ``now_s``."""
        spoken = [check for check in checks if check.cue]
        if not spoken:
            return
        gravest = worst([check.verdict for check in spoken])
        check = next(check for check in spoken if check.verdict is gravest)
        cue = ShownCue(check.rule, check.cue, check.verdict, now_s, now_s + HOLD_S)
        current = self._shown[-1] if self._shown and self._shown[-1].end_s > now_s else None
        if current is None:
            self._shown.append(cue)
        elif current.text in {check.cue for check in spoken if check.verdict is gravest}:
            self._end_current(now_s + HOLD_S)
        elif self._gives_way(current, cue, now_s):
            self._end_current(now_s)
            self._shown.append(cue)

    def forget(self, before_s: float) -> None:
        """Let go of what was shown before this."""
        self._shown = [cue for cue in self._shown if cue.end_s >= before_s]

    @property
    def shown(self) -> tuple[ShownCue, ...]:
        """Every cue with its times, one after the other."""
        return tuple(self._shown)

    def _gives_way(self, current: ShownCue, cue: ShownCue, now_s: float) -> bool:
        if current.verdict is not cue.verdict:
            return cue.verdict is Verdict.FAULT
        return now_s - current.start_s >= REPLACE_AFTER_S

    def _end_current(self, end_s: float) -> None:
        last = self._shown[-1]
        self._shown[-1] = ShownCue(last.rule, last.text, last.verdict, last.start_s, end_s)
