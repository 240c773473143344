"""`report.json`: the whole result, with a schema that other programs can rely on."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from formcheck import results
from formcheck.body.view import ViewKind
from formcheck.exercises.spec import Exercise
from formcheck.poses.recording import Source
from formcheck.results import Session, Verdict
from formcheck.system.files import write_text

SCHEMA_VERSION: Final = 1
DECIMALS = 4  # a ten-thousandth of a degree is beyond any camera; shorter files, same verdicts


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SourceRow(_Row):
    """The clip."""

    path: str
    width: int
    height: int
    fps: float
    duration_s: float
    frames: int
    frames_with_pose: int
    looks: int  #: how often the clip was watched: 2 where also in the mirror


class ViewRow(_Row):
    """Where the camera stood; ``yaw_deg`` is 0 from the side, 90 from front or rear."""

    kind: ViewKind
    yaw_deg: float | None
    near_side: Literal["left", "right"] | None


class RecognisedRow(_Row):
    """What the clip seems to show, whatever it was judged as; ``exercise`` is null for none."""

    exercise: str | None
    confidence: float


class CheckRow(_Row):
    """One rule over one rep, or over the set."""

    rule: str
    verdict: Verdict
    value: float | None
    threshold: float | None
    unit: str
    at_s: float | None
    reason: str
    cue: str


class RepRow(_Row):
    """One attempt; ``side`` is both where the legs move together."""

    index: int
    side: Literal["left", "right", "both"]
    start_s: float
    peak_s: float
    end_s: float
    measures: dict[str, float | None]
    checks: list[CheckRow]


class SetRow(_Row):
    """Reps without a long pause between them, and the rules of the set over them alone."""

    index: int
    start_s: float
    end_s: float
    first_rep: int
    last_rep: int
    counts: dict[Literal["left", "right"], int]
    checks: list[CheckRow]


class SummaryRow(_Row):
    """One rule over the clip."""

    rule: str
    verdict: Verdict
    reps_judged: int
    reps_faulty: int
    cue: str
    reason: str


class SessionRow(_Row):
    """One exercise, judged; ``warnings`` are of its part of the clip."""

    exercise: str
    style: str
    level: str
    view: ViewRow
    counts: dict[Literal["left", "right"], int]
    reps: list[RepRow]
    sets: list[SetRow] = []
    set_checks: list[CheckRow]
    summary: list[SummaryRow]
    recognised: RecognisedRow | None = None
    warnings: list[str] = []


class Report(SessionRow):
    """The file. Fields are only ever added while ``schema_version`` stays the same.

    Where a clip shows several exercises after one another, the one with the most reps stands at
    the top, and ``others`` has the rest. ``warnings`` at the top are of all of the clip.
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    source: SourceRow
    others: list[SessionRow] = []
    safety: list[str]
    reminders: list[str] = []


def make_report(
    source: Source, session: Session, exercises: Sequence[Exercise], looks: int = 1
) -> Report:
    """Arrange a session, and what its exercises have to say, as the file has it."""
    parts = session.parts
    warnings = [text for part in parts for text in part.warnings]
    return Report(
        source=SourceRow(
            path=_text(source.path),
            width=source.width,
            height=source.height,
            fps=_round(source.fps),
            duration_s=_round(source.duration_s),
            frames=source.frames,
            frames_with_pose=sum(part.frames_with_pose for part in parts),
            looks=looks,
        ),
        **dict(_session(replace(session, warnings=tuple(warnings)))),
        others=[_session(other) for other in session.others],
        safety=list(dict.fromkeys(note for some in exercises for note in some.safety)),
        reminders=list(dict.fromkeys(note for some in exercises for note in some.reminders)),
    )


def _session(session: Session) -> SessionRow:
    return SessionRow(
        exercise=session.exercise,
        style=session.style,
        level=session.level,
        view=ViewRow(
            kind=session.view.kind,
            yaw_deg=_rounded(session.view.yaw_deg),
            near_side=session.view.near_side,
        ),
        counts=_counts(session.reps),
        reps=[
            RepRow(
                index=rep.index,
                side=rep.side or "both",
                start_s=_round(rep.start_s),
                peak_s=_round(rep.peak_s),
                end_s=_round(rep.end_s),
                measures={name: _rounded(value) for name, value in rep.measures.items()},
                checks=[_check(check) for check in rep.checks],
            )
            for rep in session.reps
        ],
        sets=[
            SetRow(
                index=index,
                start_s=_round(some.start_s),
                end_s=_round(some.end_s),
                first_rep=some.first,
                last_rep=some.last,
                counts=_counts(session.reps[some.first : some.last + 1]),
                checks=[_check(check) for check in some.checks],
            )
            for index, some in enumerate(session.sets)
        ],
        set_checks=[_check(check) for check in session.set_checks],
        summary=[
            SummaryRow(
                rule=row.rule,
                verdict=row.verdict,
                reps_judged=row.reps_judged,
                reps_faulty=row.reps_faulty,
                cue=row.cue,
                reason=row.reason,
            )
            for row in session.summary
        ],
        recognised=session.recognised
        and RecognisedRow(
            exercise=session.recognised.exercise or None,
            confidence=_round(session.recognised.confidence),
        ),
        warnings=[_text(warning) for warning in dict.fromkeys(session.warnings)],
    )


def _counts(reps: Sequence[results.Rep]) -> dict[Literal["left", "right"], int]:
    counts = results.counts_of(reps)
    return {"left": counts["left"], "right": counts["right"]}


def write_report(path: Path, report: Report) -> None:
    """Write the file, whole or not at all; the same session gives the same bytes.

    Raises:
        OSError: it cannot be written.
    """
    write_text(path, report.model_dump_json(indent=1) + "\n")


def _check(check: results.Check) -> CheckRow:
    return CheckRow(
        rule=check.rule,
        verdict=check.verdict,
        value=_rounded(check.value),
        threshold=check.threshold,
        unit=check.unit,
        at_s=_rounded(check.at_s),
        reason=check.reason,
        cue=check.cue,
    )


def _text(text: str) -> str:
    """Replace what is no Unicode in a file's name, and so cannot stand in JSON."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _round(value: float) -> float:
    return round(float(value), DECIMALS)


def _rounded(value: float | None) -> float | None:
    return None if value is None else _round(value)
