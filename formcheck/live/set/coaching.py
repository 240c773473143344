"""Chooses the cues of a set: one cue when a mistake repeats, and then silence for a while."""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from formcheck.body.view import View
from formcheck.exercises.named_leg import told_of_each_leg
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import NEUTRAL_MEASURES
from formcheck.poses.landmarks import SIDES, Side, other
from formcheck.results import Check, Rep, Verdict, worst
from formcheck.rules.rule import Rule, needs_one_of, titles_in_brief


@dataclass(frozen=True, slots=True)
class CuePolicy:
    """How often the coach speaks.

    Attributes:
        hold_s: a cue is shown this long: long enough to be read twice from two metres.
        minor_s: a borderline cue is shown this long at least before a fault takes its place.
        praise_hold_s: praise is shown this long.
        silent_s: after a cue or praise nothing new is shown for this long.
        same_again_s: least time until the same cue is shown again.
        recent_reps: the last reps, of both legs, in which a mistake must repeat.
        times: how often a rule must be broken in these reps: once is no habit.
        wait_s: a cue that waits for longer than this until the good leg is down is dropped.
        better_reps: this many good reps in a row after a cue are praised.
        praise: the sentences of praise, used in turn.
    """

    hold_s: float = 4.0
    minor_s: float = 2.0
    praise_hold_s: float = 2.0
    silent_s: float = 5.0
    same_again_s: float = 16.0
    recent_reps: int = 6
    times: int = 2
    wait_s: float = 4.0
    better_reps: int = 3
    praise: tuple[str, ...] = (
        "That's it, keep going",
        "Better",
        "Well done, hold on to that",
        "Much better, just like that",
        "Good, keep it like this",
    )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A cue or praise, and when it is on the screen.

    Attributes:
        rule: the rule that it is about; empty for praise.
        text: the sentence.
        verdict: the verdict whose mark stands beside it.
        start_s: when it appears, on the clock of the set.
        end_s: when it disappears, on the clock of the set.
        side: the leg that it is for; None if it is for both, or for none.
        waited_s: how long it waited until the good leg was down.
    """

    rule: str
    text: str
    verdict: Verdict
    start_s: float
    end_s: float
    side: Side | None = None
    waited_s: float = 0.0


class LiveCoach:
    """Chooses what to show and speak after each rep.

    A cue is due when a rule was broken at least twice in the last reps. Faults go before borderline
    verdicts, and the rules that the exercise names first go before the others. After a cue there is
    silence, unless it was a borderline one and a fault is due; the same cue comes again only much
    later. Three good reps in a row after a cue are
    praised. If both legs work and one alone is at fault, the cue names it and does not appear while
    the other leg is up.

    Args:
        exercise: its rules, in the order of their importance.
        policy: how often the coach speaks.
    """

    def __init__(self, exercise: Exercise, policy: CuePolicy = CuePolicy()) -> None:
        self._exercise, self._policy = exercise, policy
        self._order = {rule.id: i for i, rule in enumerate(exercise.rules)}
        self._advisory = {rule.id for rule in exercise.rules if rule.advisory}
        self._recent: deque[Rep] = deque(maxlen=policy.recent_reps)
        self._set_checks: dict[str, Check] = {}
        self._last_cue_s: dict[str, float] = {}
        self._shown: Counter[str] = Counter()  # how often the cue of a rule was shown
        self._latest: Sentence | None = None
        self._waiting: Sentence | None = None  # until the good leg is down
        self._praise_for = ""
        self._praised = 0

    def add_frame(
        self,
        now_s: float,
        reps: Sequence[Rep] = (),
        set_checks: Sequence[Check] = (),
        working: Side | None = None,
    ) -> None:
        """Add the reps that were judged with a frame, and choose a sentence if one is due.

        Args:
            now_s: on the clock of the set.
            reps: judged with this frame.
            set_checks: the rules of the set, as judged so far.
            working: the leg that is up now; None if none is.
        """
        if reps:
            self._recent.extend(reps)
            self._set_checks = {check.rule: check for check in set_checks}
            self._waiting = self._waiting or self._chosen(now_s)
        chosen = self._waiting
        if chosen and not (chosen.side and working == other(chosen.side)):
            self._waiting = None
            self._show(chosen, now_s)

    def correct(self, reps: Sequence[Rep]) -> None:
        """Replace the last reps, which were judged again. No sentence is chosen for this alone."""
        self._recent = deque(reps, maxlen=self._policy.recent_reps)

    def sentence(self, now_s: float) -> Sentence | None:
        """Return the sentence on the screen; None where there is none."""
        sentence = self._latest
        return sentence if sentence and sentence.start_s <= now_s < sentence.end_s else None

    def _show(self, chosen: Sentence, now_s: float) -> None:
        """Put a sentence on the screen, unless it has waited too long or is not due any more."""
        waited_s = now_s - chosen.start_s
        if waited_s:
            due = self._due().get(chosen.rule)
            if due is None or waited_s > self._policy.wait_s:
                self._last_cue_s.pop(chosen.rule, None)
                self._praise_for = ""
                return
            chosen = replace(chosen, text=due[0], end_s=chosen.end_s + waited_s)
        self._shown[chosen.rule] += 1
        self._latest = replace(chosen, start_s=now_s, waited_s=waited_s)

    def _chosen(self, now_s: float) -> Sentence | None:
        """Return praise or a cue, if one is due."""
        sentence = self._praise(now_s)
        return sentence or self._cue(now_s)

    def _cue(self, now_s: float) -> Sentence | None:
        """Return the most important cue that is due."""
        policy, latest = self._policy, self._latest
        due = [
            (verdict is not Verdict.FAULT, self._order.get(rule, 99), rule, text, verdict, side)
            for rule, (text, verdict, side) in self._due().items()
            if now_s - self._last_cue_s.get(rule, float("-inf")) >= policy.same_again_s
        ]
        if latest and now_s < latest.end_s + policy.silent_s:
            minor = (
                latest.verdict is Verdict.BORDERLINE and now_s >= latest.start_s + policy.minor_s
            )
            due = [one for one in due if minor and one[4] is Verdict.FAULT]
        if not due:
            return None
        *_, rule, text, verdict, side = min(due, key=lambda one: one[:3])
        self._last_cue_s[rule] = now_s
        self._praise_for = rule
        return Sentence(rule, text, verdict, now_s, now_s + self._policy.hold_s, side)

    def _due(self) -> dict[str, tuple[str, Verdict, Side | None]]:
        """Return the rules that were broken often enough.

        Returns:
            By rule: its cue, its verdict, and the leg that the cue is for, if it is for one.
        """
        times = self._policy.times
        broken: dict[str, list[Check]] = {}
        for rep in self._recent:
            for check in rep.checks:
                if check.cue and check.rule not in self._advisory:
                    broken.setdefault(check.rule, []).append(check)
        due = {}
        for rule, checks in broken.items():
            faults = [check for check in checks if check.verdict is Verdict.FAULT]
            counted = faults if len(faults) >= times else checks
            if len(counted) >= times:
                cue = Counter(check.cue for check in counted).most_common(1)[0][0]
                text = self._worded(cue, rule)
                verdict = worst([check.verdict for check in counted[-times:]])
                side = self._leg_at_fault(rule, checks)
                text = self._exercise.rule(rule).cue_for(text, side) if side else text
                due[rule] = text, verdict, side
        for rule, check in self._set_checks.items():
            if check.cue and rule not in self._advisory:
                due[rule] = self._worded(check.cue, rule), check.verdict, check.side
        return due

    def _worded(self, cue: str, rule: str) -> str:
        """Return a cue in the words whose turn it is: its own first."""
        wordings = (cue, *self._exercise.wordings.get(cue, ()))
        return wordings[self._shown[rule] % len(wordings)]

    def _leg_at_fault(self, rule: str, broken: Sequence[Check]) -> Side | None:
        """Return the leg that alone breaks a rule.

        None where both do, where only one leg works so far, and where the rule is of no leg.
        """
        sides = {check.side for check in broken}
        both_work = len({rep.side for rep in self._recent}) == len(SIDES)
        alone = len(sides) == 1 and both_work and told_of_each_leg(rule, self._exercise)
        return sides.pop() if alone else None

    def _praise(self, now_s: float) -> Sentence | None:
        """Return praise, once after a cue, when the last reps have followed it."""
        rule = self._praise_for
        if (
            not rule
            or self._latest is None
            or now_s < self._latest.end_s
            or not self._followed(rule)
        ):
            return None
        self._praise_for = ""
        text = self._policy.praise[self._praised % len(self._policy.praise)]
        self._praised += 1
        return Sentence("", text, Verdict.GOOD, now_s, now_s + self._policy.praise_hold_s)

    def _followed(self, rule: str) -> bool:
        """Return whether enough reps since the cue of a rule were good by this rule."""
        over_set = self._set_checks.get(rule)
        if over_set is not None:
            return over_set.verdict is Verdict.GOOD
        since_s, enough = self._last_cue_s[rule], self._policy.better_reps
        later = [rep for rep in self._recent if rep.end_s > since_s][-enough:]
        checks = [check for rep in later for check in rep.checks if check.rule == rule]
        good = all(check.verdict is Verdict.GOOD for check in checks)
        return len(later) == enough and bool(checks) and good


def unseen_note(exercise: Exercise, view: View) -> str:
    """Return a note that names what cannot be judged in a view; empty where all can be judged."""
    unseen = [
        rule
        for rule in exercise.rules
        if not _is_shown(rule, view) and not rule.advisory and rule.measured
    ]
    if not unseen:
        return ""
    where = {"side": "from the side", "front": "from the front", "rear": "from behind"}
    return f"Not judged {where.get(view.kind, 'in this view')}: {titles_in_brief(unseen)}"


def _is_shown(rule: Rule, view: View) -> bool:
    """Return whether the view shows what a rule judges; an oblique one hides the back's outline."""
    hides_back = view.kind == "oblique" and needs_one_of(NEUTRAL_MEASURES, [rule])
    return view.shows(rule.views) and not hides_back
