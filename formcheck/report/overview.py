"""The overview of many clips, `overview.json` and `overview.csv`: a row for each, worst first.

`docs/files.md` describes every key and column.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict

from formcheck.report.json_report import Report, SessionReport
from formcheck.report.not_judged import main_judged, main_title
from formcheck.report.rule_report import RuleReport
from formcheck.report.terminal import view_phrase
from formcheck.results import Count, Legs, Verdict
from formcheck.system.files import write_text

SCHEMA_VERSION: Final = 1
_BOTH: Final = "both"


class Finding(BaseModel):
    """A rule of a clip that is a fault, borderline or not assessed.

    Attributes:
        rule: its id in the exercise file.
        title: the thing that is judged.
        leg: ``left`` or ``right`` if it is about one leg alone, else ``both``; empty if it is not
            about legs.
        value: what was measured, in ``unit``.
        threshold: the limit that it passed.
        unit: the unit of both.
        measured: the same in words.
        advice: what to do about it.
        reason: why it was not assessed.
    """

    model_config = ConfigDict(frozen=True)

    rule: str
    title: str
    leg: str = ""
    value: float | None = None
    threshold: float | None = None
    unit: str = ""
    measured: str = ""
    advice: str = ""
    reason: str = ""

    @classmethod
    def of(cls, row: RuleReport) -> Self:
        """Return the finding that a row of a report is."""
        return cls(
            rule=row.rule,
            title=row.title,
            leg=(row.faulty_side or _BOTH) if row.sides else "",
            value=row.value,
            threshold=row.threshold,
            unit=row.unit,
            measured=row.measured,
            advice=row.advice,
            reason=row.reason,
        )


class ClipRow(BaseModel):
    """A judged clip.

    Attributes:
        clip: path of the clip, as it was named.
        folder: of its results, beside the overview.
        exercise: title of the exercise; several are separated by ", then ".
        exercise_ids: ids of the exercises.
        level: the level it was judged at.
        view: where the camera stands, in words.
        left: reps of the left leg.
        right: reps of the right leg.
        verdict_counts: how many reps of each leg have which verdict: ``left`` and ``right``, or
            ``both`` if the legs move together.
        faults: the rules with a fault.
        borderline: the rules that are borderline.
        good: titles of the rules that are good.
        single: the rules that are good over the clip while single reps are not.
        not_assessed: the rules that could not be judged.
        unjudged_reps: of which reps the main rule says nothing, in words, for each leg.
        main_judged: whether the main rule judged a rep; true if it judges whole sets.
        warnings: sentences about the clip.
        faulty_share: the share of its reps that have a fault, 0..1.
        judged_at: date and time of the judging; empty if unknown.
        page: the file to open, beside the overview.
    """

    model_config = ConfigDict(frozen=True)

    clip: str
    folder: str
    exercise: str
    exercise_ids: list[str]
    level: str
    view: str
    left: int
    right: int
    verdict_counts: dict[Legs, Count] = {}
    faults: list[Finding]
    borderline: list[Finding]
    good: list[str]
    single: list[Finding] = []
    not_assessed: list[Finding]
    unjudged_reps: list[str] = []
    main_judged: bool = True
    warnings: list[str]
    faulty_share: float
    judged_at: str
    page: str

    @classmethod
    def of(cls, report: Report, folder: str, page: str) -> Self:
        """Return the row of a clip.

        Args:
            report: its verdicts.
            folder: of its results, beside the overview.
            page: the file to open, in that folder.
        """
        parts: list[SessionReport] = sorted([report, *report.others], key=lambda part: part.start_s)
        rows = [row for part in parts for row in part.summary]
        counts = _added(part.verdict_counts for part in parts)
        reps = sum(count.attempts for count in counts.values())
        faulty = sum(count.faulty for count in counts.values())
        return cls(
            clip=report.source.path,
            folder=folder,
            exercise=", then ".join(part.title or part.exercise for part in parts),
            exercise_ids=[part.exercise for part in parts],
            level=report.level,
            view=view_phrase(report.view),
            left=sum(part.counts.get("left", 0) for part in parts),
            right=sum(part.counts.get("right", 0) for part in parts),
            verdict_counts=counts,
            faults=_findings(rows, Verdict.FAULT),
            borderline=_findings(rows, Verdict.BORDERLINE),
            good=[row.title for row in rows if row.verdict is Verdict.GOOD],
            single=[Finding.of(row) for row in rows if row.single],
            not_assessed=_findings(rows, Verdict.NOT_ASSESSED),
            unjudged_reps=[text for part in parts for text in _unjudged_reps(part)],
            main_judged=any(map(_main_judged, parts)),
            warnings=report.warnings,
            faulty_share=round(faulty / max(1, reps), 4),
            judged_at=report.made.date.isoformat() if report.made else "",
            page=f"{folder}/{page}",
        )

    @property
    def is_unjudged(self) -> bool:
        """Whether nothing can be said: nothing was found, and what decides was not judged."""
        found = self.faults or self.borderline
        return not found and not (self.good and self.main_judged)

    @property
    def badness(self) -> tuple[float, ...]:
        """What clips are sorted by: the larger, the worse."""
        unsure = len(self.borderline), len(self.single)
        return len(self.faults), self.faulty_share, *unsure, float(self.is_unjudged)


class FailedRow(BaseModel):
    """A clip that could not be judged.

    Attributes:
        clip: absolute path of the clip.
        error: why, and what to do about it: one sentence.
    """

    model_config = ConfigDict(frozen=True)

    clip: str
    error: str


class Overview(BaseModel):
    """Many clips.

    Attributes:
        schema_version: version of this layout.
        clips: the judged ones, worst first.
        failed: the others.
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    clips: list[ClipRow]
    failed: list[FailedRow]

    @classmethod
    def of(cls, rows: Iterable[ClipRow], failed: Iterable[FailedRow]) -> Self:
        """Return the overview of some clips."""
        by_name = sorted(rows, key=lambda row: (row.clip, row.folder))
        worst_first = sorted(by_name, key=lambda row: row.badness, reverse=True)
        return cls(clips=worst_first, failed=sorted(failed, key=lambda row: row.clip))

    def totals(self) -> str:
        """Return how many clips there are of each kind, in words."""
        faulty = sum(bool(row.faults) for row in self.clips)
        borderline = sum(bool(row.borderline) and not row.faults for row in self.clips)
        unjudged = sum(row.is_unjudged for row in self.clips)
        fine = len(self.clips) - faulty - borderline - unjudged
        said = [f"{faulty} with a fault"]
        said += [f"{borderline} borderline"] if borderline else []
        said += [f"{fine} without"] if fine or not (borderline or unjudged) else []
        said += [f"{unjudged} not judged"] if unjudged else []
        said += [f"{len(self.failed)} failed"] if self.failed else []
        return f"{_clips(len(self.clips) + len(self.failed))}: {', '.join(said)}"

    def write_json(self, path: Path) -> None:
        """Write `overview.json`, whole or not at all.

        Raises:
            OSError: it cannot be written.
        """
        write_text(path, self.model_dump_json(indent=1) + "\n")

    def write_csv(self, path: Path) -> None:
        """Write `overview.csv`, whole or not at all: a row for each clip.

        Raises:
            OSError: it cannot be written.
        """
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(_cells(row) for row in self.clips)
        empty = [""] * (len(_COLUMNS) - 2)
        writer.writerows([_cell(row.clip), *empty, _cell(row.error)] for row in self.failed)
        write_text(path, text.getvalue())


_COLUMNS: Final = (
    *("clip", "folder", "exercise", "level", "view", "left", "right", "faults", "borderline"),
    *("not_assessed", "warnings", "faulty_share", "error"),
)


def _cells(row: ClipRow) -> list[object]:
    """Return the cells of a clip in `overview.csv`."""
    shared = [_cell(text) for text in (row.clip, row.folder, row.exercise, row.level, row.view)]
    lists = [
        "; ".join(f"{found.title}: {found.measured}" for found in row.faults),
        "; ".join(f"{found.title}: {found.measured}" for found in row.borderline),
        "; ".join(found.title for found in row.not_assessed),
        "; ".join(row.warnings),
    ]
    return [*shared, row.left, row.right, *map(_cell, lists), row.faulty_share, ""]


def _cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _findings(rows: Sequence[RuleReport], verdict: Verdict) -> list[Finding]:
    return [Finding.of(row) for row in rows if row.verdict is verdict]


def _main_judged(part: SessionReport) -> bool:
    """Return whether the main rule judged a rep of a part, if it judges reps."""
    return any(rep.main_check is None or main_judged(rep) for rep in part.reps)


def _unjudged_reps(part: SessionReport) -> Iterator[str]:
    """Yield of each leg: "4 of 7 left kicks: Heel to glutes not judged"."""
    title = main_title(part.reps, part.summary)
    for legs, count in part.verdict_counts.items():
        own = [rep for rep in part.reps if rep.main_check and rep.side in (None, legs)]
        unjudged = sum(not main_judged(rep) for rep in own)
        if unjudged:
            leg = "" if legs == _BOTH else f"{legs} "
            reps = f"{unjudged} of {count.attempts} {leg}{part.rep_word}"
            yield f"{reps}: {title} not judged"


def _added(parts: Iterable[Mapping[Legs, Count]]) -> dict[Legs, Count]:
    """Return the counts of all parts of a clip together."""
    added: dict[Legs, Count] = {}
    for part in parts:
        for legs, count in part.items():
            added[legs] = added.get(legs, Count()) + count
    return added


def _clips(number: int) -> str:
    return f"{number} clip{'s' * (number != 1)}"
