"""Many clips: judged by several processes, then an overview of all."""

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from formcheck.cli.progress import RunProgress
from formcheck.cli.safety import known_notes, print_safety
from formcheck.cli.terminal import ExitCode, console, fail, unread_is_no_error
from formcheck.errors import FormcheckError
from formcheck.system.files import what_helps
from formcheck.system.printable import printable
from formcheck.system.stopping import stop_at_once, when_told_to_stop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType
    from typing import NoReturn

    from rich.console import Console
    from rich.table import Table

    from formcheck.batch.job import Job, Outcome
    from formcheck.batch.options import BatchOptions
    from formcheck.batch.run import Runner
    from formcheck.report.overview import ClipRow, Overview

# Of the table at the end. With its head, the totals, two safety notes, where the rest is and what
# was done before, they make 20 lines at most.
_MOST_ROWS: Final = 8
_MOST_FAILED: Final = 4


def judge_on_this_machine(
    jobs: "Sequence[Job]", options: "BatchOptions", most: int | None, errors: "Console"
) -> ExitCode:
    """Judge clips in several processes; print the overview and return the exit code."""
    from formcheck.batch.workers import Workers, usual_processes

    with Workers(jobs, options, usual_processes(len(jobs), most=most)) as workers:
        return judge_many(jobs, options, workers, errors)


def judge_on_cluster(
    jobs: "Sequence[Job]", options: "BatchOptions", address: str, errors: "Console"
) -> ExitCode:
    """Judge clips on a Dask cluster; print the overview and return the exit code."""
    from formcheck.batch.cluster import Cluster

    try:
        cluster = Cluster(jobs, options, address)
    except FormcheckError as error:
        return fail(errors, str(error))
    with cluster:
        return judge_many(jobs, cluster.options, cluster, errors)


def judge_many(
    jobs: "Sequence[Job]", options: "BatchOptions", runner: "Runner", errors: "Console"
) -> ExitCode:
    """Judge clips, show how far that is, and print and write the overview.

    Args:
        jobs: the clips; the runner has them already.
        options: how they are judged.
        runner: who judges them.
        errors: the console for errors and progress.
    """
    from formcheck.batch.overview import HTML, failed_before, write_overview

    before = {row.clip for row in failed_before(options.out)}
    outcomes = _followed(jobs, options.out, runner, errors)
    failed = {some.job.clip: some.error for some in outcomes if some.error}
    code = ExitCode.FAILED if any(some.failed for some in outcomes) else ExitCode.OK
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        overview = write_overview(options.out, failed)
    except OSError as error:
        reason = error.strerror or str(error)
        helps = what_helps(reason, "--out")
        return fail(errors, f"{options.out / HTML} could not be written ({reason}): {helps}")
    mine = _of_this_run(overview, outcomes, options.out)
    with unread_is_no_error():
        _print(mine)
        _print_safety(mine, options)
        console().print(f"Overview: {options.out / HTML}", soft_wrap=True, markup=False)
        for line in (_older(outcomes), _said_of_rerun(outcomes, before)):
            if line:
                console().print(line, soft_wrap=True, markup=False)
    return code


def _followed(
    jobs: "Sequence[Job]", out: Path, runner: "Runner", errors: "Console"
) -> "list[Outcome]":
    """Show how far a run is until all its clips are done, and return what came of them."""
    from formcheck.batch.run import follow

    outcomes: list[Outcome] = []
    told: list[int] = []

    def stop(number: int, frame: "FrameType | None") -> None:
        """Let the run end in order; the second signal ends it here and now."""
        if told:
            stop_at_once(number, frame, _done_so_far(outcomes, jobs))
        told.append(number)

    names = _names([job.clip for job in jobs])
    with when_told_to_stop(stop):
        try:
            with RunProgress(errors, names) as progress:
                for done in follow(runner, out):
                    for outcome in done:
                        outcomes.append(outcome)
                        progress.finish(outcome)
                    progress.show(runner.running())
                    if told:
                        break
        except OSError:  # the terminal is closed, which SIGHUP tells
            if not told:
                raise
        if told:
            _stop_in_order(told[0], outcomes, jobs, runner, out)
    return outcomes


def _done_so_far(outcomes: "Sequence[Outcome]", jobs: "Sequence[Job]") -> str:
    return f"{len(outcomes)} of {len(jobs)} clips are done; the same command goes on."


def _stop_in_order(
    number: int,
    outcomes: "Sequence[Outcome]",
    jobs: "Sequence[Job]",
    runner: "Runner",
    out: Path,
) -> "NoReturn":
    """Write the overview of what is done, and end the program.

    Args:
        number: of the signal that told the program to stop.
        outcomes: of the clips that are done.
        jobs: all clips.
        runner: who judges them.
        out: the folder for all results.
    """
    from formcheck.batch.overview import HTML, write_overview

    runner.stop()
    said = _done_so_far(outcomes, jobs)
    if outcomes:
        with suppress(OSError):
            write_overview(out, {some.job.clip: some.error for some in outcomes if some.error})
            said += f" Overview so far: {printable(str(out / HTML))}"
    stop_at_once(number, None, said)


def _older(outcomes: "Sequence[Outcome]") -> str:
    """Return the line about files of an earlier run that may show other verdicts."""
    counts = Counter(name for some in outcomes for name in some.older)
    if not counts:
        return ""
    said = " and ".join(
        f"{name} of {count} clip{'s' * (count != 1)}" for name, count in counts.items()
    )
    return f"Note: {said} is from an earlier run and may show other verdicts"


def _said_of_rerun(outcomes: "Sequence[Outcome]", failed_before: set[str]) -> str:
    """Return what a run did if some of its clips were judged, or failed, in an earlier one.

    Args:
        outcomes: of the run.
        failed_before: absolute paths of the clips that failed in an earlier run.
    """
    from formcheck.batch.state import place_of

    states = Counter(some.state for some in outcomes)
    again = sum(place_of(some.job.clip) in failed_before for some in outcomes if some.error)
    counts = {
        "judged now": states["judged"],
        "judged before": states["unchanged"],
        "failed": states["failed"] - again,
        "failed again": again,
    }
    if not states["unchanged"] and not again:
        return ""
    return ", ".join(f"{count} {word}" for word, count in counts.items() if count)


def _names(clips: "Sequence[Path]") -> list[str]:
    """Return what the clips are called: their files, with the folder where names are alike."""
    alike = Counter(clip.name for clip in clips)
    return [
        f"{clip.parent.name}/{clip.name}" if alike[clip.name] > 1 else clip.name for clip in clips
    ]


def _of_this_run(overview: "Overview", outcomes: "Sequence[Outcome]", out: Path) -> "Overview":
    """Return the part of an overview that is about the clips of this run."""
    from formcheck.report.overview import FailedRow, Overview

    folders = {some.job.folder for some in outcomes if not some.error}
    return Overview.of(
        [row for row in overview.clips if out / row.folder in folders],
        [FailedRow(clip=str(some.job.clip), error=some.error) for some in outcomes if some.error],
    )


def _print_safety(overview: "Overview", options: "BatchOptions") -> None:
    """Print the safety notes of the exercises, unless the user has seen them before."""
    from formcheck.exercises.file import load_exercise

    seen = {name for row in overview.clips for name in row.exercise_ids}
    shown = [options.exercise] if options.exercise else [load_exercise(n) for n in sorted(seen)]
    known = known_notes()
    for exercise in shown:
        print_safety(console(), exercise, known)


def _table(rows: "Sequence[ClipRow]", width: int) -> "Table":
    """Return a table of clips, a line for each.

    Args:
        rows: the clips, worst first.
        width: of the terminal, in columns. A narrow one cuts the faults, not the names.
    """
    from rich.markup import escape
    from rich.table import Table

    from formcheck.results import Verdict, hex_colour

    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    names = min(30, max(len("worst first"), *(len(row.folder) for row in rows)))
    exercises = min(18, max(len(row.exercise) for row in rows))
    room = max(10, width - names - exercises - 13)  # 5 for the reps, and the gaps
    widths = {"worst first": names, "exercise": exercises, "reps": 5, "faults": room}
    for column, most in widths.items():
        table.add_column(column, no_wrap=True, overflow="ellipsis", max_width=most)
    for row in rows:
        style = f"[bold {hex_colour(Verdict.FAULT)}]" if row.faults else "[dim]"
        table.add_row(
            escape(row.folder),
            escape(row.exercise.lower()),
            "+".join(str(count.attempts) for count in row.verdict_counts.values()),
            f"{style}{escape(_faults(row))}[/]",
        )
    return table


def _faults(row: "ClipRow") -> str:
    """Return the faults of a clip; if it has none, what is borderline or was not judged."""
    faults = [f"{found.title}: {found.measured}" for found in row.faults]
    unsure = [f"{found.title} borderline" for found in row.borderline] + row.unjudged_reps
    return "; ".join(faults or ["not judged" if row.is_unjudged else "none", *unsure])


def _print(overview: "Overview") -> None:
    """Print the head of an overview: the worst clips, and some that failed."""
    from rich.markup import escape

    out = console()
    if overview.clips:
        out.print(_table(overview.clips[:_MOST_ROWS], out.width))
    for failure in overview.failed[:_MOST_FAILED]:
        why = failure.error.replace(failure.clip, Path(failure.clip).name, 1)
        out.print(f"[bold]Failed:[/] {escape(why)}", no_wrap=True, overflow="ellipsis")
    judged = max(0, len(overview.clips) - _MOST_ROWS)
    failed = max(0, len(overview.failed) - _MOST_FAILED)
    if judged or failed:
        out.print(f"… and {judged} more that were judged, {failed} more that failed")
    out.print(overview.totals(), markup=False)
