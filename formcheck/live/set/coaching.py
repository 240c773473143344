"""What is said during a set: one thing, when it happens again, and then nothing for a while."""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.exercises.spec import Exercise
from formcheck.results import Check, Rep, Verdict, worst

HOLD_S = 4.0  # long enough to be read from two metres, twice
SILENT_S = 5.0  # after anything that was said
SAME_AGAIN_S = 16.0  # before the same is said again
RECENT_REPS = 6  # of both legs
TIMES = 2  # once is no habit
BETTER_REPS = 3  # good ones running after a cue are worth a word
PRAISE = ("That's it, keep going", "Better", "Well done, hold on to that")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence while it is on the screen.

    Attributes:
        rule: that it is about; empty for praise.
        text: what is said.
        verdict: whose mark goes with it.
        start_s: on the clock of the set.
        end_s: likewise.
    """

    rule: str
    text: str
    verdict: Verdict
    start_s: float
    end_s: float


class LiveCoach:
    """Hears every rep and says little.

    A cue is due when a rule was broken at least twice in the last reps. Faults go before
    borderline, and what the exercise names first before the rest. After a cue stands its time
    there is silence; the same cue comes again only much later. Three good reps running after
    a cue are praised.

    Args:
        exercise: its rules, in the order of their importance.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._order = {rule.id: i for i, rule in enumerate(exercise.rules)}
        self._advisory = {rule.id for rule in exercise.rules if rule.advisory}
        self._recent: deque[Rep] = deque(maxlen=RECENT_REPS)
        self._set_checks: dict[str, Check] = {}
        self._last_said_s: dict[str, float] = {}
        self._said: Said | None = None
        self._praise_for = ""
        self._praised = 0

    def hear(self, now_s: float, reps: Sequence[Rep], set_checks: Sequence[Check] = ()) -> None:
        """Take the reps judged at ``now_s``, and what is known of the set then."""
        if not reps:
            return
        self._recent.extend(reps)
        self._set_checks = {check.rule: check for check in set_checks}
        said = self._praise(now_s)
        if said is None and (self._said is None or now_s >= self._said.end_s + SILENT_S):
            said = self._cue(now_s)
        if said:
            self._said = said

    def put_right(self, reps: Sequence[Rep]) -> None:
        """Take these for the last reps: they are judged anew. Nothing is said of it at once."""
        self._recent = deque(reps, maxlen=RECENT_REPS)

    def now(self, now_s: float) -> Said | None:
        """What stands on the screen."""
        said = self._said
        return said if said and said.start_s <= now_s < said.end_s else None

    def _cue(self, now_s: float) -> Said | None:
        due = [
            (verdict is not Verdict.FAULT, self._order.get(rule, 99), rule, text, verdict)
            for rule, (text, verdict) in self._due().items()
            if now_s - self._last_said_s.get(rule, float("-inf")) >= SAME_AGAIN_S
        ]
        if not due:
            return None
        *_, rule, text, verdict = min(due)
        self._last_said_s[rule] = now_s
        self._praise_for = rule
        return Said(rule, text, verdict, now_s, now_s + HOLD_S)

    def _due(self) -> dict[str, tuple[str, Verdict]]:
        """Rules broken often enough, with what to say and how bad it is."""
        broken: dict[str, list[Check]] = {}
        for rep in self._recent:
            for check in rep.checks:
                if check.cue and check.rule not in self._advisory:
                    broken.setdefault(check.rule, []).append(check)
        due = {}
        for rule, checks in broken.items():
            faults = [check for check in checks if check.verdict is Verdict.FAULT]
            told = faults if len(faults) >= TIMES else checks
            if len(told) >= TIMES:
                text = Counter(check.cue for check in told).most_common(1)[0][0]
                due[rule] = text, worst([check.verdict for check in told[-TIMES:]])
        for rule, check in self._set_checks.items():
            if check.cue and rule not in self._advisory:
                due[rule] = check.cue, check.verdict
        return due

    def _praise(self, now_s: float) -> Said | None:
        """Said once after a cue, when the last reps have kept it."""
        rule = self._praise_for
        if not rule or self._said is None or now_s < self._said.end_s:
            return None
        since_s = self._last_said_s[rule]
        later = [rep for rep in self._recent if rep.end_s > since_s][-BETTER_REPS:]
        kept = len(later) == BETTER_REPS and all(
            check.verdict is Verdict.GOOD
            for rep in later
            for check in rep.checks
            if check.rule == rule
        )
        told = any(check.rule == rule for rep in later for check in rep.checks)
        over_set = self._set_checks.get(rule)
        if over_set is not None:
            kept, told = kept or over_set.verdict is Verdict.GOOD, True
            kept = kept and over_set.verdict is Verdict.GOOD
        if not (kept and told):
            return None
        self._praise_for = ""
        text = PRAISE[self._praised % len(PRAISE)]
        self._praised += 1
        return Said("", text, Verdict.GOOD, now_s, now_s + HOLD_S / 2)


def unseen_note(exercise: Exercise, view: str) -> str:
    """Say what cannot be judged in a view; empty where everything can.

    What another view would show where this one shows the main rule is said in short.
    """
    unseen = [
        rule.title[0].lower() + rule.title[1:]
        for rule in exercise.rules
        if view not in rule.views and not rule.advisory and rule.measured
    ]
    if not unseen:
        return ""
    where = {"side": "from the side", "front": "from the front", "rear": "from behind"}
    listed = ", ".join(unseen[:3]) + (f" and {len(unseen) - 3} more" if len(unseen) > 3 else "")
    return f"Not assessed {where.get(view, 'in this view')}: {listed}"
