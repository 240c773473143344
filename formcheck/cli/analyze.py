"""`formcheck analyze`: judge a clip, or many."""

import argparse
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from formcheck.cli.arguments import add_command
from formcheck.cli.judging import DEFAULT_OUT, add_judging, judging_options
from formcheck.cli.safety import known_notes, print_safety
from formcheck.cli.terminal import (
    ExitCode,
    console,
    error_console,
    fail,
    fail_exercise,
    progress_bar,
    unread_is_no_error,
)
from formcheck.errors import ExerciseError, FormcheckError
from formcheck.system.files import exists
from formcheck.system.native_log import native_log_hidden
from formcheck.system.printable import printable
from formcheck.system.stopping import end_at_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from formcheck.batch.clip import Result
    from formcheck.batch.job import Job
    from formcheck.batch.options import BatchOptions
    from formcheck.cli.arguments import Commands

EXAMPLE = """\
  formcheck analyze clip.mp4
      recognise the exercise and write report, tables and video to formcheck-results/clip
  formcheck analyze training --exercise butt-kicks --level tempo --out results --no-video
      judge all clips in a folder as the same exercise, with an overview of all
  formcheck analyze formcheck-results/clip --from-poses --exercise my-kicks.toml
      judge a clip again with your own limits, in an instant
"""
_LEFT_OUT_BY: Final = {
    "annotated.mp4": "--from-poses and --no-video",
    "review.html": "--no-review",
    "clip.mp4": "--no-review",
}


def add_to(commands: "Commands") -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "analyze",
        run,
        summary="judge clips: report, tables and annotated video",
        example=EXAMPLE,
    )
    parser.add_argument(
        "clips",
        nargs="+",
        metavar="PATH",
        help="a video file; a folder, which is searched for videos; a pattern in quotes, such as"
        ' "*.mp4"; @list.txt, a file with a path in each line; the folder of a live set that was'
        " broken off; with --from-poses also a poses.npz file or a folder of results",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help=f"where the folders of results go, one for each clip (default: {DEFAULT_OUT}; for a"
        " live set that was broken off, its own folder)",
    )
    add_judging(parser)
    parser.add_argument(
        "--from-poses",
        action="store_true",
        help="judge saved poses again, in an instant: no pose model, no new video",
    )
    parser.add_argument(
        "--dask",
        metavar="ADDRESS",
        help="let the machines of a Dask cluster judge the clips; the address of its scheduler,"
        " such as tcp://host:8786",
    )
    parser.add_argument(
        "--again",
        action="store_true",
        help="judge clips anew that were judged before with the same settings",
    )


def run(arguments: argparse.Namespace) -> int:
    """Judge clips; return the exit code."""
    errors = error_console()
    if arguments.from_poses and arguments.accuracy == "high":
        message = "--accuracy high needs the clip, --from-poses does not read it: leave one out"
        return fail(errors, message, ExitCode.USAGE)
    try:
        options = judging_options(arguments)
    except ExerciseError as error:
        return fail_exercise(errors, error)

    from formcheck.batch.paths import find_clips
    from formcheck.batch.run import jobs_for

    found = find_clips(arguments.clips, poses=options.from_poses)
    for problem in found.problems:
        fail(errors, problem)
    in_place = arguments.out is None and not options.from_poses
    with native_log_hidden(of_program=True):
        jobs = jobs_for(found.clips, options, in_place=in_place)
        code = _judge_all(jobs, options, arguments, errors) if jobs else ExitCode.FAILED
    if found.skipped:
        one = "other file in the folders is no video"
        several = "other files in the folders are no videos"
        errors.print(f"{found.skipped} {one if found.skipped == 1 else several}.")
    return ExitCode.FAILED if found.problems else code


def _judge_all(
    jobs: "Sequence[Job]",
    options: "BatchOptions",
    arguments: argparse.Namespace,
    errors: "Console",
) -> ExitCode:
    """Judge clips on a cluster, in this process if it is one, or in several; return the code."""
    from formcheck.cli.many import judge_on_cluster, judge_on_this_machine

    if arguments.dask:
        return judge_on_cluster(jobs, options, arguments.dask, errors)
    if len(jobs) == 1:
        return _judge_one(jobs[0], options, errors)
    return judge_on_this_machine(jobs, options, arguments.jobs, errors)


def _judge_one(job: "Job", options: "BatchOptions", errors: "Console") -> ExitCode:
    """Judge a clip in this process; print its table and return the exit code."""
    from formcheck.batch.clip import FolderTakenError
    from formcheck.batch.folders import result_folders
    from formcheck.batch.overview import HTML, JSON, write_overview
    from formcheck.errors import NAME_THE_EXERCISE

    name = job.folder.name if options.from_poses else job.clip.name
    try:
        result = _judge(job.clip, job.folder, name, options, errors)
    except FolderTakenError:  # by another run, meanwhile
        (folder,) = result_folders([job.clip], options.out)
        result = _judge(job.clip, folder, name, options, errors)
    if isinstance(result, str):
        if result.endswith(NAME_THE_EXERCISE):
            with suppress(OSError):
                write_overview(options.out, {job.clip: result})
                console().print(f"What to do: {options.out / HTML}", soft_wrap=True, markup=False)
        return ExitCode.FAILED
    with unread_is_no_error():
        _print(result, name, known_notes(), auto=options.exercise is None)
    for problem in result.files.problems:
        fail(errors, problem)
    if exists(options.out / JSON):
        with suppress(OSError):
            write_overview(options.out, {})
    return ExitCode.FAILED if result.files.problems else ExitCode.OK


def _judge(
    clip: Path, folder: Path, name: str, options: "BatchOptions", errors: "Console"
) -> "Result | str":
    """Judge a clip and write its results; if it cannot be judged, print why and return that.

    Raises:
        FolderTakenError: the folder belongs to another clip by now.
    """
    from formcheck.batch.clip import FolderTakenError, analyze_clip
    from formcheck.batch.job import own_fault
    from formcheck.batch.stalls import ended_if_stalled, gave_no_frame

    def give_up() -> None:
        end_at_once(ExitCode.FAILED, f"Error: {printable(gave_no_frame(clip))}")

    try:
        with progress_bar(errors, name) as shown, ended_if_stalled(shown, give_up) as stage:
            return analyze_clip(clip, folder, options, stage)
    except FormcheckError as error:
        fail(errors, str(error))
        return str(error)
    except (FolderTakenError, ImportError):  # the latter: formcheck is not installed completely
        raise
    except Exception:
        errors.print(traceback.format_exc(), markup=False)
        fail(errors, own_fault(clip))
        return own_fault(clip)


def _print(result: "Result", name: str, known_notes: set[str], *, auto: bool) -> None:
    """Print the table of a clip, and where its files are.

    Args:
        result: what came of the clip.
        name: of the clip.
        known_notes: safety notes that the user has seen; those that are printed are added.
        auto: whether the exercise was recognised.
    """
    from formcheck.report.folder import CLIP, REPORT, REVIEW, VIDEO
    from formcheck.report.terminal import print_session

    out, files = console(), result.files
    for part, exercise in result.parts:
        when = ""
        if len(result.parts) > 1:
            when = f", {part.track.time_s[0]:.0f}–{part.track.time_s[-1]:.0f} s"
        print_session(out, name + when, part, exercise, auto=auto)
        print_safety(out, exercise, known_notes)
    for word, file in (("Video: ", VIDEO), ("Report:", REPORT)):
        if file in files.written:
            out.print(f"{word} {files.path / file}", soft_wrap=True, markup=False)
    older = [
        f"{files.path / name} is from an earlier run"
        f"{' and may show other verdicts' * (name != CLIP)}: delete it, or judge the clip again"
        f" without {_LEFT_OUT_BY[name]}"
        for name in result.older
    ]
    for note in filter(None, (result.changed, *result.notes, *older)):
        out.print(f"Note: {note}", soft_wrap=True, markup=False)
    if REVIEW in files.written:
        out.print(f"Review: {files.path / REVIEW}", soft_wrap=True, markup=False)
    out.print()
