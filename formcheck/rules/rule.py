"""What every kind of rule has: its fields in the exercise file, and what others ask of it."""

from abc import abstractmethod
from collections.abc import Container, Iterable, Sequence
from string import Formatter
from typing import Annotated, ClassVar, get_args

from pydantic import AfterValidator, Field, field_validator

from formcheck.body.parts import LIMBS, BodyPart
from formcheck.kinematics.measures import MEASURES
from formcheck.poses.landmarks import Side, other
from formcheck.reps.attempts import Attempt
from formcheck.reps.file_table import FileTable
from formcheck.reps.spec import Value, ViewName
from formcheck.results import Check, RepNumber, Verdict
from formcheck.rules.context import Context, film_faster, wrong_view
from formcheck.rules.limits import ANY_VIEW, Criterion, verdict_of
from formcheck.rules.uncertainty import EXACT, Uncertainty
from formcheck.rules.verdicts import not_assessed


class Rule(FileTable):
    """A rule of an exercise. Each kind is a subclass, which has a literal ``kind`` of its own.

    Attributes:
        id: the name of the rule in results; unique within the exercise.
        title: the thing that is judged, as spoken; "good" can stand beside it.
        kind: which kind of rule it is.
        views: the views that show it; the first is the one users are asked to turn to.
        cue: what to do about a fault.
        explain: why it matters.
        source: where the rule and its limits come from.
        advisory: True if the worst verdict is borderline.
        main: True for the main rule of its exercise: a rep is good only if it was judged by it.

    Class attributes that a kind may change:
        reported_only: True if its result is shown but is never a verdict.
        worst_set_decides: True if each set is judged alone and the worst one speaks for the clip.
        rests_on_count: True if it is not judged while reps may be missing from the count: it
            compares counts, or times from one rep to the next.
        tells_pace: True if its number is the pace of the set.
        judged_at_the_end: True if a set that is still going on says nothing yet.
        part: the part of the body that is judged where no measure names it.
    """

    kinds: ClassVar[dict[str, type["Rule"]]] = {}
    reported_only: ClassVar[bool] = False
    worst_set_decides: ClassVar[bool] = False
    rests_on_count: ClassVar[bool] = False
    tells_pace: ClassVar[bool] = False
    judged_at_the_end: ClassVar[bool] = False
    part: ClassVar[BodyPart] = "body"

    id: str = Field(min_length=1)
    title: str
    kind: str
    views: tuple[ViewName, ...] = Field(ANY_VIEW, min_length=1)
    cue: str = Field(min_length=1)
    explain: str = ""
    source: str = ""
    advisory: bool = False
    main: bool = False

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Make the kind known, so that exercise files can use it."""
        for kind in get_args(cls.model_fields["kind"].annotation):
            Rule.kinds[kind] = cls

    @field_validator("views")
    @classmethod
    def _can_be_turned_to(cls, views: tuple[ViewName, ...]) -> tuple[ViewName, ...]:
        if views == ("oblique",):
            raise ValueError("oblique alone is no view to turn to: name side, front or rear")
        return views

    def why_unmeasured(self) -> str:
        """Return why no clip is ever judged by the rule; empty if clips are."""
        return ""

    @property
    def measured(self) -> bool:
        """True if clips are judged by the rule."""
        return not self.why_unmeasured()

    @property
    def judges_single_reps(self) -> bool:
        """True if `judge_rep` gives a check for every rep."""
        return False

    def values(self) -> frozenset[Value]:
        """Return the values of a rep that the rule reads."""
        return frozenset()

    def least_fps(self, *, quick: bool) -> float:
        """Return the frame rate below which quick or slow reps are not judged; 0 for none."""
        return 0.0

    def judge_rep(self, attempt: Attempt, context: Context) -> Check | None:
        """Judge one attempt; None if the rule judges whole sets."""
        return None

    def averaged(self, attempt: Attempt, context: Context) -> tuple[RepNumber, ...]:
        """Return the numbers of an attempt that `judge_set` averages."""
        return ()

    def judge_set(self, attempts: Sequence[Attempt], context: Context) -> Check | None:
        """Judge some attempts together; None if the rule judges single reps.

        `formcheck.rules.sets` calls it for each set, and for all attempts of the clip if there are
        several sets and the worst one does not decide (`worst_set_decides`).

        Args:
            attempts: of one set, as far as it is known, or of a clip.
            context: what all rules of the clip share.
        """
        return None

    def criteria(self, level: str) -> list[Criterion]:
        """Return the things that the rule compares with limits at a level of its exercise."""
        return []

    def own_levels(self) -> tuple[str, ...]:
        """Return the levels for which the rule has limits of their own."""
        return ()

    def cues(self) -> list[str]:
        """Return every cue that the rule may give; "{side}" in one stands for left or right."""
        return [text for name, text in self if name.endswith("cue")]

    def usual_part(self) -> BodyPart:
        """Return the part of the body that is judged: that of the first measure, if it has one."""
        measures = (criterion.measure for criterion in self.criteria(""))
        return next((MEASURES[name].part for name in measures if name), self.part)

    def judges_one_leg(self) -> bool:
        """Return True if all that the rule judges is measured on one leg."""
        return False

    def side_word(self) -> str:
        """Return what the faults of one side are named after: "heel" as in "right heel"."""
        return "side"

    def cue_for(self, cue: str, side: Side) -> str:
        """Return a cue that names the leg it is for: "Right leg: lift your heel higher"."""
        word = "side" if self.side_word() == "side" else "leg"
        return f"{side.capitalize()} {word}: {cue[0].lower()}{cue[1:]}"

    def judge_value(
        self,
        criterion: Criterion,
        value: float,
        at_s: float | None,
        *,
        cue: str | None = None,
        side: Side | None = None,
        error: Uncertainty = EXACT,
    ) -> Check:
        """Compare a measured number with the limits of a criterion.

        Args:
            criterion: what was measured.
            value: the number, in the unit of the criterion.
            at_s: the time of the verdict, in seconds.
            cue: what to do about a fault; the rule's cue where None. There is none if the number is
                within its error of where good ends: it may well be good.
            side: the leg that the number was measured on, if it is of one leg.
            error: what an oblique view adds to the error of the number.
        """
        looks_faulty = verdict_of(criterion.limits, value)[0] is Verdict.FAULT
        sigma = error.sigma_of_fault if looks_faulty else error.sigma
        verdict, threshold = verdict_of(criterion.limits, value, sigma)
        if self.advisory and verdict is Verdict.FAULT:
            verdict = Verdict.BORDERLINE
        part, part_side = self._part_of(criterion, side)
        ends = criterion.limits.ends_beside(threshold)
        within_error = any(abs(value - end) < sigma for end in criterion.limits.good_ends)
        silent = verdict is Verdict.GOOD or within_error
        said = "" if silent else self.cue if cue is None else cue
        return Check(
            rule=self.id,
            verdict=verdict,
            value=value,
            threshold=threshold,
            unit=criterion.unit,
            at_s=at_s,
            reason=error.caution(sigma, criterion.unit, unclear=abs(value - threshold) < sigma),
            cue=said,
            side=side,
            label=criterion.label,
            measure=criterion.measure,
            main=self.main,
            sigma=sigma,
            part=part,
            part_side=part_side,
            lower_limit=ends.lower,
            good_limit=ends.good,
            fault_limit=None if self.advisory else ends.fault,
        )

    def _part_of(self, criterion: Criterion, side: Side | None) -> tuple[BodyPart, Side | None]:
        """Return the part of the body that a criterion is about, and its side."""
        if not criterion.measure:
            return self.part, side
        measure = MEASURES[criterion.measure]
        if side is None or not measure.paired or measure.part not in LIMBS:
            return measure.part, None
        of_stance = criterion.rep_limits and criterion.rep_limits.value.leg == "stance"
        return measure.part, other(side) if of_stance else side

    def not_assessed(self, reason: str, at_s: float | None, side: Side | None = None) -> Check:
        """Return the check of this rule where it cannot be judged, with the reason."""
        return not_assessed(self.id, reason, at_s, side, main=self.main)

    def reason_against_set(
        self, attempts: Sequence[Attempt], context: Context, min_reps: int
    ) -> str:
        """Return why these attempts cannot be judged together; empty if they can."""
        reason = wrong_view(self.views, context)
        if not reason and len(attempts) < min_reps:
            reason = f"needs {count_of_reps(min_reps)}, saw {len(attempts)}: go on for longer"
        return reason


class SetRule(Rule):
    """A rule that judges all reps of a set together, or all reps of a clip, see `judge_set`.

    Attributes:
        min_reps: with fewer reps the verdict is "not assessed"; 4 unless the kind of rule or the
            exercise file says otherwise.
    """

    min_reps: int = Field(4, ge=2)

    def judge_set(self, attempts: Sequence[Attempt], context: Context) -> Check:
        """Judge the attempts of a set, or of a clip, together; see `Rule.judge_set`."""
        at_s = attempts[-1].end_s if attempts else None
        reason = context.count_doubt if self.rests_on_count else ""
        reason = reason or self.reason_against_set(attempts, context, self.min_reps)
        if not reason and context.fps < self.least_fps(quick=True):
            reason = film_faster(context)
        return self.not_assessed(reason, at_s) if reason else self.judge_reps(attempts, context)

    @abstractmethod
    def judge_reps(self, attempts: Sequence[Attempt], context: Context) -> Check:
        """Judge ``min_reps`` or more attempts together, in a view that shows them."""


def titles_in_brief(rules: Sequence[Rule], *, most: int = 3) -> str:
    """Return the titles of some rules for a sentence: "heel height, rhythm and 2 more".

    Args:
        rules: the rules.
        most: how many of them are named.
    """
    named = ", ".join(rule.title[0].lower() + rule.title[1:] for rule in rules[:most])
    return f"{named} and {len(rules) - most} more" if len(rules) > most else named


def _names_a_side(cue: str) -> str:
    try:
        placeholders = {field[1:] for field in Formatter().parse(cue)}
    except ValueError:  # a brace without its partner
        placeholders = {("?", "", None)}
    if not placeholders <= {("side", "", None), (None, None, None)}:
        raise ValueError("the only placeholder in a cue is {side}")
    return cue


#: A cue in which "{side}" stands for the leg it is about.
SideCue = Annotated[str, AfterValidator(_names_a_side)]


def count_of_reps(number: int) -> str:
    """Return "one rep", or "8 reps"."""
    return "one rep" if number == 1 else f"{number} reps"


def values_needed(rules: Iterable[Rule]) -> set[Value]:
    """Return every value of a rep that some rule reads."""
    return {value for rule in rules for value in rule.values()}


def needs_one_of(measures: Container[str], rules: Iterable[Rule]) -> bool:
    """Return True if some rule reads one of these measures."""
    return any(value.measure in measures for value in values_needed(rules))
