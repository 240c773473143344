"""What an exercise is: how its reps are found, what is measured, its rules and their limits."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SerializeAsAny, field_validator, model_validator

from formcheck.exercises.figure import Figure
from formcheck.exercises.signature import Signature
from formcheck.kinematics.measures import LUMBAR_MEASURES, MEASURES
from formcheck.poses.landmarks import PAIRED_JOINTS
from formcheck.reps.file_table import FileTable, measure_name, no_such, one_of
from formcheck.reps.spec import Condition, RepSpec, Value
from formcheck.rules.rule import Rule


class Cleaning(FileTable):
    """How the poses of a clip are cleaned.

    Attributes:
        cutoff_hz: cutoff frequency of the low-pass filter, in Hz.
        max_gap_s: longer gaps, in seconds, are not filled.
        knee_correction: True if knee flexion is corrected by the pose model's calibration, which
            was measured on kicks and, for a slow tempo, on kickbacks.
    """

    cutoff_hz: float = Field(gt=0)
    max_gap_s: float = Field(ge=0)
    knee_correction: bool = True


class Style(Condition):
    """A variant of the exercise; it was done if the median of the set meets the condition."""

    name: str = Field(min_length=1)


class JudgedAngleSpec(FileTable):
    """The angle that is drawn as an arc on the working leg.

    Attributes:
        joints: three joints; the arc is drawn at the second one.
        measure: the measure whose value is written beside the arc.
        label: written before the value; the short name of the measure if empty.
    """

    joints: tuple[str, str, str]
    measure: str
    label: str = ""

    @property
    def is_flexion(self) -> bool:
        """Whether it lies between two segments, and not against the horizontal or vertical."""
        return self.measure.endswith("_flexion_deg")

    @property
    def word(self) -> str:
        """What is written before the value."""
        return self.label or MEASURES[self.measure].short_name

    @field_validator("measure")
    @classmethod
    def _is_known(cls, name: str) -> str:
        return measure_name(name)

    @field_validator("joints")
    @classmethod
    def _are_joints(cls, joints: tuple[str, str, str]) -> tuple[str, str, str]:
        for name in joints:
            one_of(PAIRED_JOINTS, "joint", name)
        return joints


def _of_its_kind(rule: Any) -> Any:  # noqa: ANN401
    """Read a rule as the kind that it names; anything but a table is left to pydantic."""
    if not isinstance(rule, dict):
        return rule
    if "kind" not in rule:
        raise ValueError(f'the rule has no "kind"; there are {", ".join(sorted(Rule.kinds))}')
    kind = Rule.kinds.get(str(rule["kind"]))
    if kind is None:
        raise ValueError(no_such(Rule.kinds, "rule kind", str(rule["kind"])))
    return kind.model_validate(rule)


#: A rule of any kind; its kind is looked up in `Rule.kinds`.
AnyRule = SerializeAsAny[Annotated[Rule, BeforeValidator(_of_its_kind)]]


class Exercise(FileTable):
    """One exercise, as its file describes it.

    Attributes:
        id: its name on the command line and in results.
        name: its name as spoken.
        rep_word: what its reps are called, in the plural.
        rep_word_singular: what one rep is called; if empty, ``rep_word`` without its "s".
        style: the style of a set that meets the condition of none of ``styles``.
        styles: variants of the exercise; the first whose condition is met was done.
        description: one sentence: how it is done.
        posture: whether the person stands or is on all fours.
        figure: its picture in the list to choose from.
        default_level: the level of a user who names none.
        levels: the levels that can be chosen.
        reps: how reps are found.
        cleaning: how the poses are cleaned.
        angle: the angle that is drawn.
        rep_measures: numbers of each rep that are reported, by column name.
        safety: notes shown before the first session and in every report.
        reminders: cues for what a camera cannot check; shown, never judged.
        wordings: other words for a cue, by the cue: in the live window they take turns.
        rules: what is judged; the most important rules come first.
    """

    id: str
    name: str
    rep_word: str = "reps"
    rep_word_singular: str = ""
    style: str = ""
    styles: tuple[Style, ...] = ()
    description: str = ""
    posture: Literal["upright", "all-fours"] = "upright"
    figure: Figure | None = None
    signature: Signature | None = None
    default_level: str = ""
    levels: tuple[str, ...] = ()
    reps: RepSpec
    cleaning: Cleaning
    angle: JudgedAngleSpec
    rep_measures: dict[str, Value] = Field(default_factory=dict)
    safety: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    wordings: dict[str, tuple[Annotated[str, Field(min_length=1)], ...]] = Field(
        default_factory=dict
    )
    rules: tuple[AnyRule, ...] = Field(min_length=1)

    @field_validator("rules")
    @classmethod
    def _have_one_main_rule(cls, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        """Make the first rule of single reps the main rule if the file names none."""
        named = [rule for rule in rules if rule.main]
        if len(named) > 1:
            ids = " and ".join(f'"{rule.id}"' for rule in named)
            raise ValueError(f"{ids} cannot all be the main rule: leave main = true in one of them")
        if named and not named[0].judges_single_reps:
            raise ValueError(
                f'"{named[0].id}" cannot be the main rule, because it judges whole sets: write'
                " main = true in a rule that judges every rep"
            )
        if named:
            return rules
        first = next((rule for rule in rules if rule.judges_single_reps), rules[0])
        return tuple(
            rule.model_copy(update={"main": True}) if rule is first else rule for rule in rules
        )

    @model_validator(mode="after")
    def _has_unique_rules_of_its_levels(self) -> "Exercise":
        seen: set[str] = set()
        for rule in self.rules:
            if rule.id in seen:
                raise ValueError(f'two rules are called "{rule.id}"')
            seen.add(rule.id)
            for level in rule.own_levels():
                if level not in self.levels:
                    known = ", ".join(self.levels) or "none"
                    raise ValueError(f'rules["{rule.id}"]: no level "{level}"; known: {known}')
        if self.default_level and self.default_level not in self.levels:
            raise ValueError(f'default_level "{self.default_level}" is not one of levels')
        return self

    @model_validator(mode="after")
    def _has_wordings_of_its_cues(self) -> "Exercise":
        cues = {cue for rule in self.rules for cue in rule.cues()}
        for cue in self.wordings:
            if cue not in cues:
                raise ValueError(f'wordings: no rule has the cue "{cue}": change it here, too')
        return self

    @property
    def main_rule(self) -> Rule:
        """The rule that matters most: a rep is good only if it was judged by this rule."""
        return next(rule for rule in self.rules if rule.main)

    @property
    def back_rule(self) -> tuple[str, str]:
        """The rule that judges the lower back, and its measure; empty where there is none."""
        for rule in self.rules:
            for criterion in rule.criteria(""):
                if criterion.measure in LUMBAR_MEASURES:
                    return rule.id, criterion.measure
        return "", ""

    @property
    def one_rep(self) -> str:
        """What one rep is called."""
        return self.rep_word_singular or self.rep_word.removesuffix("s")

    def rule(self, rule_id: str) -> Rule:
        """Return a rule by its id.

        Raises:
            KeyError: there is none.
        """
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)
