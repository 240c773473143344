"""`report.json`: the whole result of a clip, for other programs.

`docs/files.md` describes every key. The results (`Rep`, `Check`, `RuleSummary` …) are written as
they are: a field that is added to one of them appears in the file, unless it is left out below.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    SerializerFunctionWrapHandler,
    WrapSerializer,
    model_serializer,
)

from formcheck.body.view import View
from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import Side
from formcheck.poses.recording import Source
from formcheck.results import Check, Recognition, Rep, RuleSummary, Session, Stretch, counts_of
from formcheck.system.files import write_text

SCHEMA_VERSION: Final = 2
DECIMALS: Final = 4  # a ten-thousandth of a degree is far below what a camera can show

# Fields of results that the file leaves out, in the nested form that pydantic takes.
_CHECKS: dict[str, Any] = {"__all__": {"side", "label", "measure", "main"}}
_SESSION: dict[str, Any] = {
    "view": {"facing"},
    "stretches": {"__all__": {"view": {"facing"}}},
    "reps": {"__all__": {"checks": _CHECKS}},
    "sets": {"__all__": {"checks": _CHECKS}},
    "set_checks": _CHECKS,
    "summary": {"__all__": {"label", "measure"}},
}
_LEFT_OUT = _SESSION | {"others": {"__all__": _SESSION}}


def _read_side(rep: object) -> object:
    """Read the ``side`` "both" as None, which a `Rep` of both legs has."""
    if isinstance(rep, dict) and rep.get("side") == "both":
        return rep | {"side": None}
    return rep


def _write_side(rep: Rep, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
    """Write a rep; its ``side`` is "both" where the legs move together."""
    return {**write(rep), "side": rep.side or "both"}


def _read_recognised(seen: object) -> object:
    """Read the ``exercise`` null as empty, which a `Recognition` of none has."""
    return seen | {"exercise": seen["exercise"] or ""} if isinstance(seen, dict) else seen


def _write_recognised(seen: Recognition, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
    """Write a recognition; its ``exercise`` is null where the clip shows none that is known."""
    return {**write(seen), "exercise": seen.exercise or None}


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSource(Source):
    """The clip, and how much of it was seen.

    Attributes:
        frames_with_pose: frames in which the person was found.
        looks: how often the pose model ran over the clip: 2 with the second, mirrored pass.
    """

    frames_with_pose: int
    looks: int


@dataclass(frozen=True, slots=True)
class SetReport:
    """Reps without a long pause between them, and the rules of the set over them alone."""

    index: int
    start_s: float
    end_s: float
    first_rep: int
    last_rep: int
    counts: dict[Side, int]
    checks: tuple[Check, ...]


class SessionReport(BaseModel):
    """One exercise, judged. ``warnings`` are those of its part of the clip."""

    model_config = ConfigDict(revalidate_instances="always")  # NumPy's numbers become Python's

    exercise: str
    style: str
    level: str
    view: View
    counts: dict[Side, int]
    reps: list[Annotated[Rep, BeforeValidator(_read_side), WrapSerializer(_write_side)]]
    sets: list[SetReport] = []
    set_checks: list[Check]
    summary: list[RuleSummary]
    recognised: (
        Annotated[Recognition, BeforeValidator(_read_recognised), WrapSerializer(_write_recognised)]
        | None
    ) = None
    warnings: list[str] = []
    stretches: list[Stretch] = []

    @model_serializer(mode="wrap")
    def _write(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: _rounded(value) for key, value in write(self).items()}


class Report(SessionReport):
    """The file. Fields are only ever added while ``schema_version`` stays the same.

    If a clip shows several exercises one after the other, the one with the most reps stands at
    the top, and ``others`` has the rest. ``warnings`` at the top are those of the whole clip.
    """

    schema_version: Literal[2] = SCHEMA_VERSION
    source: JudgedSource
    others: list[SessionReport] = []
    safety: list[str]
    reminders: list[str] = []

    def to_json(self) -> str:
        """Return the text of the file."""
        return self.model_dump_json(indent=1, exclude=_LEFT_OUT) + "\n"


def make_report(
    source: Source, session: Session, exercises: Sequence[Exercise], passes: int = 1
) -> Report:
    """Return the report of a session.

    Args:
        source: the clip.
        session: its verdicts.
        exercises: the exercises of ``session.parts``, for their safety notes and reminders.
        passes: how often the pose model ran over the clip, 1 or 2.
    """
    parts = session.parts
    fields = _fields(session) | {"warnings": _warnings(*parts)}
    return Report(
        source=JudgedSource(
            **asdict(source) | {"path": _text(source.path)},
            frames_with_pose=sum(part.frames_with_pose for part in parts),
            looks=passes,
        ),
        **fields,
        others=[SessionReport(**_fields(other)) for other in session.others],
        safety=list(dict.fromkeys(note for some in exercises for note in some.safety)),
        reminders=list(dict.fromkeys(note for some in exercises for note in some.reminders)),
    )


def write_report(path: Path, report: Report) -> None:
    """Write the file, whole or not at all. The same session gives the same bytes.

    Raises:
        OSError: it cannot be written.
    """
    write_text(path, report.to_json())


def _fields(session: Session) -> dict[str, Any]:
    """Return the fields of a `SessionReport`."""
    shared = SessionReport.model_fields.keys() - {"sets", "warnings"}
    return {name: getattr(session, name) for name in shared} | {
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
    return [_text(text) for text in dict.fromkeys(text for part in parts for text in part.warnings)]


def _text(text: str) -> str:
    """Replace what JSON cannot hold: bytes of a file name that are not Unicode."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _rounded(data: object) -> object:
    """Round every float in nested dicts and lists to `DECIMALS`."""
    if isinstance(data, float):
        return round(data, DECIMALS)
    if isinstance(data, dict):
        return {key: _rounded(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_rounded(value) for value in data]
    return data
