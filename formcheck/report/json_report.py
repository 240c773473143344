"""`report.json`: the whole result of a clip, for other programs.

The results (`Rep`, `Check`, `RuleSummary` …) are written as they are: a field that is added to one
of them appears in the file, and what its docstring says of it in `docs/files.md`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    SerializerFunctionWrapHandler,
    WrapSerializer,
    model_serializer,
    model_validator,
)

from formcheck.body.view import View
from formcheck.exercises.spec import Exercise, JudgedAngleSpec
from formcheck.poses.landmarks import Side
from formcheck.poses.recording import PoseRecording, Source
from formcheck.report.figures import Pace, pace_of, verdict_counts
from formcheck.report.json_fields import (
    SCHEMA_VERSION,
    as_unicode,
    read_recognised,
    read_rep,
    read_version,
    rounded,
    write_recognised,
    write_rep,
)
from formcheck.report.made import Made, Settings
from formcheck.report.rule_report import RuleReport, rule_reports
from formcheck.results import (
    Check,
    Count,
    Legs,
    Recognition,
    Rep,
    Session,
    ShownCue,
    Stretch,
    counts_of,
    leg_counts,
    shown_reps,
)
from formcheck.system.files import write_pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSource(Source):
    """The clip, and how much of it was seen.

    Attributes:
        frames_with_pose: frames in which the person was found.
        looks: how often the pose model ran over the clip: 2 with the second, mirrored pass.
    """

    frames_with_pose: int
    looks: int = 1


@dataclass(frozen=True, slots=True)
class SetReport:
    """Reps without a long pause between them, and the rules of the set over them alone.

    Attributes:
        index: number of the set, from 0.
        start_s: when the first rep began, in seconds.
        end_s: when the last rep was over.
        first_rep: index of the first rep.
        last_rep: index of the last rep.
        counts: reps of each leg.
        checks: the rules of the set, judged over these reps alone.
    """

    index: int
    start_s: float
    end_s: float
    first_rep: int
    last_rep: int
    counts: dict[Side, int]
    checks: tuple[Check, ...]


class SessionReport(BaseModel):
    """One exercise, judged.

    Attributes:
        exercise: id of the exercise that was judged.
        title: the name of the exercise, as spoken.
        rep_word: what its reps are called, in the plural.
        style: the variant that was seen; may be empty.
        level: the level it was judged at; empty if the exercise has none.
        view: where the camera stands; where it stands for most reps if the person turns round.
        start_s: time of the first frame that was judged, in seconds.
        end_s: time of the last one.
        counts: attempts of each leg: ``left``, ``right``.
        verdict_counts: how many reps of each leg have which verdict: ``left`` and ``right``, or
            ``both`` if the legs move together. If a rule is borderline over all reps, a fault that
            it finds in a single rep counts as borderline.
        pace: how fast the reps are; null if that is not known.
        reps: every attempt, in order of time.
        sets: the reps in groups; a pause of more than three seconds starts a new set.
        set_checks: checks of the rules that judge reps together: of rhythm and cadence that of the
            worst set; all other rules are judged over all reps.
        summary: each rule over all reps.
        cues: what the video tells the person, and when; one at a time.
        angle: the angle that is drawn on the person.
        recognised: what the clip looks like, whatever it was judged as.
        warnings: sentences about this part of the clip; at the top, about the whole clip.
        stretches: the times between two turns of the person; empty if they do not turn round.
    """

    model_config = ConfigDict(revalidate_instances="always")  # NumPy's numbers become Python's

    exercise: str
    title: str = ""
    rep_word: str = "reps"
    style: str
    level: str
    view: View
    start_s: float = 0.0
    end_s: float | None = None
    counts: dict[Side, int]
    verdict_counts: dict[Legs, Count] = {}
    pace: Pace | None = None
    reps: list[Annotated[Rep, BeforeValidator(read_rep), WrapSerializer(write_rep)]]
    sets: list[SetReport] = []
    set_checks: list[Check]
    summary: list[RuleReport]
    cues: list[ShownCue] = []
    angle: JudgedAngleSpec | None = None
    recognised: (
        Annotated[Recognition, BeforeValidator(read_recognised), WrapSerializer(write_recognised)]
        | None
    ) = None
    warnings: list[str] = []
    stretches: list[Stretch] = []

    @model_validator(mode="after")
    def _has_verdict_counts(self) -> Self:
        """Add the counts that files of older versions do not have."""
        if not self.verdict_counts:
            shown = shown_reps(self.reps, self.summary)
            together = bool(shown) and all(rep.side is None for rep in shown)
            self.verdict_counts = leg_counts(shown, together=together)
        return self

    @model_serializer(mode="wrap")
    def _write(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: rounded(value) for key, value in write(self).items()}


class Report(SessionReport):
    """The file. Fields are only ever added while ``schema_version`` stays the same.

    Attributes:
        schema_version: version of this layout. Version 1 is read, too.
        made: when and how the verdicts were made; None in files of older versions of formcheck.
        source: the clip.
        others: if the clip shows several exercises one after the other: the rest of them. The one
            with the most reps stands at the top.
        safety: the safety notes of the exercises.
        reminders: cues for what a camera cannot check.
    """

    schema_version: Annotated[Literal[2], BeforeValidator(read_version)] = SCHEMA_VERSION
    made: Made | None = None
    source: JudgedSource
    others: list[SessionReport] = []
    safety: list[str]
    reminders: list[str] = []

    def to_json(self) -> str:
        """Return the text of the file."""
        return "".join(self.json_pieces())

    def json_pieces(self) -> Iterator[str]:
        """Yield the pieces of the text of the file; the reps of an hour at once take 150 MB."""
        without_reps = self.model_copy(update={"reps": []}).model_dump_json(indent=1)
        before, key, after = without_reps.partition('\n "reps": [')
        yield before + key
        for index, rep in enumerate(self.reps):
            alone = self.model_copy(update={"reps": [rep]})
            text = alone.model_dump_json(indent=1, include={"reps"})
            yield "," * (index > 0) + text.removeprefix('{\n "reps": [').removesuffix("\n ]\n}")
        yield "\n " * bool(self.reps) + after + "\n"


def make_report(
    recording: PoseRecording,
    session: Session,
    exercises: Sequence[Exercise],
    settings: Settings | None = None,
) -> Report:
    """Return the report of a session that is judged now.

    Args:
        recording: the poses that were judged.
        session: the verdicts.
        exercises: the exercises of ``session.parts``, in the same order.
        settings: what the user asked for; the exercise and its level if None.
    """
    parts, source = session.parts, recording.source
    reports = {id(part): _fields(part, some) for part, some in zip(parts, exercises, strict=True)}
    asked = settings or Settings(session.exercise, session.level)
    return Report(
        made=Made.now(recording.model, replace(asked, exercise=as_unicode(asked.exercise))),
        source=JudgedSource(
            **asdict(source) | {"path": as_unicode(source.path)},
            frames_with_pose=sum(part.frames_with_pose for part in parts),
            looks=recording.passes,
        ),
        **reports[id(session)] | {"warnings": _warnings(*parts)},
        others=[SessionReport(**reports[id(other)]) for other in session.others],
        safety=list(dict.fromkeys(note for some in exercises for note in some.safety)),
        reminders=list(dict.fromkeys(note for some in exercises for note in some.reminders)),
    )


def write_report(path: Path, report: Report) -> None:
    """Write the file, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    write_pieces(path, report.json_pieces())


def _fields(session: Session, exercise: Exercise) -> dict[str, Any]:
    """Return the fields of a `SessionReport`."""
    shared = SessionReport.model_fields.keys() & {field.name for field in fields(Session)}
    return {name: getattr(session, name) for name in shared} | {
        "title": exercise.name,
        "rep_word": exercise.rep_word,
        "angle": exercise.angle,
        "start_s": session.time_s[0],
        "end_s": session.time_s[-1],
        "counts": session.counts,
        "verdict_counts": verdict_counts(session, exercise),
        "pace": pace_of(session, exercise),
        "summary": rule_reports(session, exercise),
        "sets": [
            SetReport(
                index=index,
                start_s=some.start_s,
                end_s=some.end_s,
                first_rep=some.first,
                last_rep=some.last,
                counts=counts_of(session.reps[some.first : some.last + 1]),
                checks=some.checks,
            )
            for index, some in enumerate(session.sets)
        ],
        "warnings": _warnings(session),
    }


def _warnings(*parts: Session) -> list[str]:
    """Return each warning of some sessions once."""
    texts = dict.fromkeys(text for part in parts for text in part.warnings)
    return [as_unicode(text) for text in texts]
