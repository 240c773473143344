"""What an exercise is: its reps, its measures, its rules and their limits. Data; no code."""

from typing import Literal

from pydantic import (
    Field,
    field_validator,
    model_validator,
)

from formcheck.body.calibration import Calibration
from formcheck.detection.calibrations import MEDIAPIPE_FULL
from formcheck.exercises.signature import Signature
from formcheck.poses.landmarks import PAIRED_JOINTS
from formcheck.reps.spec import Condition, RepSpec, Value, _measure_name, _one_of, _Strict
from formcheck.rules.kinds import Rule


class Cleaning(_Strict):
    """How the poses of a clip are cleaned.

    Attributes:
        cutoff_hz: of the low-pass filter.
        max_gap_s: longer gaps stay empty.
        knee_correction: whether the knee is put right by what the model misreads in kicks.
    """

    cutoff_hz: float = Field(gt=0)
    max_gap_s: float = Field(ge=0)
    knee_correction: bool = True

    @property
    def calibration(self) -> Calibration:
        """What is put right of what the pose model misreads."""
        return MEDIAPIPE_FULL if self.knee_correction else MEDIAPIPE_FULL.without_knee()


class Style(Condition):
    """A variant of the exercise: the one whose condition the set's median meets."""

    name: str = Field(min_length=1)


class JudgedAngleSpec(_Strict):
    """The angle drawn as an arc: three joints of the working leg and the measure beside it."""

    joints: tuple[str, str, str]
    measure: str
    label: str = ""

    @field_validator("measure")
    @classmethod
    def _is_known(cls, name: str) -> str:
        return _measure_name(name)

    @field_validator("joints")
    @classmethod
    def _are_joints(cls, joints: tuple[str, str, str]) -> tuple[str, str, str]:
        for name in joints:
            _one_of(PAIRED_JOINTS, "joint", name)
        return joints


class Exercise(_Strict):
    """One exercise, as its file says it.

    ``reminders`` are cues for what no camera sees: shown, never judged.
    """

    id: str
    name: str
    rep_word: str = "reps"
    style: str = ""
    styles: tuple[Style, ...] = ()
    description: str = ""
    posture: Literal["upright", "all-fours"] = "upright"
    signature: Signature | None = None
    default_level: str = ""
    levels: tuple[str, ...] = ()
    reps: RepSpec
    cleaning: Cleaning
    angle: JudgedAngleSpec
    rep_measures: dict[str, Value] = {}
    safety: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _unique(self) -> "Exercise":
        seen: set[str] = set()
        for rule in self.rules:
            if rule.id in seen:
                raise ValueError(f'two rules are called "{rule.id}"')
            seen.add(rule.id)
            for level in getattr(rule, "levels", {}):
                if level not in self.levels:
                    known = ", ".join(self.levels) or "none"
                    raise ValueError(f'rules["{rule.id}"]: no level "{level}"; known: {known}')
        if self.default_level and self.default_level not in self.levels:
            raise ValueError(f'default_level "{self.default_level}" is not one of levels')
        return self

    def rule(self, rule_id: str) -> Rule:
        """Return a rule by its id.

        Raises:
            KeyError: there is none.
        """
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)
