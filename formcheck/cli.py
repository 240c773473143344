"""The command line. Heavy imports wait until a command needs them."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from formcheck.batch import Options, Stage

FAILED, USAGE, INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except KeyboardInterrupt:
        print("\nStopped. What was finished is kept.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="formcheck",
        description="Judge exercise form from video. Everything stays on this machine.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    analyze = commands.add_parser(
        "analyze", help="judge clips: report, tables and annotated video"
    )
    analyze.add_argument("clips", nargs="+", type=Path, metavar="CLIP", help="video files")
    analyze.add_argument(
        "--exercise",
        default="butt-kicks",
        metavar="NAME",
        help="a built-in exercise, or the path of a .toml file (default: %(default)s)",
    )
    analyze.add_argument("--level", default="", help="a level of the exercise, such as warm-up")
    analyze.add_argument(
        "--out",
        type=Path,
        default=Path("formcheck-results"),
        metavar="DIR",
        help="folder for the results, a folder a clip (default: %(default)s)",
    )
    analyze.add_argument("--no-video", action="store_true", help="make no annotated video")
    analyze.add_argument(
        "--from-poses",
        action="store_true",
        help="judge the saved poses again, in an instant: no model, no video",
    )
    analyze.add_argument("--model", type=Path, metavar="FILE", help="another MediaPipe .task file")
    analyze.set_defaults(run=_analyze)

    exercises = commands.add_parser("exercises", help="list the exercises, explain their rules")
    exercises.add_argument("name", nargs="?", help="an exercise to explain")
    exercises.set_defaults(run=_exercises)

    doctor = commands.add_parser("doctor", help="check libraries, model, camera and codecs")
    doctor.set_defaults(run=_doctor)
    return parser


def _analyze(arguments: argparse.Namespace) -> int:
    from rich.console import Console

    from formcheck.batch import Options, result_folders
    from formcheck.exercise import ExerciseError, load_exercise

    errors = Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        exercise = load_exercise(arguments.exercise)
    except ExerciseError as error:
        return _fail(errors, str(error), USAGE)
    if arguments.level and arguments.level not in exercise.levels:
        levels = ", ".join(exercise.levels) or "none"
        return _fail(
            errors, f'{exercise.id} has no level "{arguments.level}"; there are: {levels}', USAGE
        )
    options = Options(
        exercise=exercise,
        out=arguments.out,
        level=arguments.level,
        video=not arguments.no_video,
        from_poses=arguments.from_poses,
        model=arguments.model,
    )
    failed = 0
    with _native_log_hidden():
        folders = result_folders(arguments.clips, arguments.out)
        for clip, folder in zip(arguments.clips, folders, strict=True):
            failed += not _analyze_one(clip, folder, options, errors)
    if failed and len(arguments.clips) > 1:
        errors.print(f"{failed} of {len(arguments.clips)} clips failed.")
    return FAILED if failed else 0


def _analyze_one(clip: Path, folder: Path, options: "Options", errors: "Console") -> bool:
    """Judge a clip and print its table, or its error; tell whether it went well."""
    from rich.console import Console

    from formcheck.backends import BackendError
    from formcheck.batch import VIDEO, analyze_clip
    from formcheck.pose import PoseFileError
    from formcheck.report.terminal import print_session
    from formcheck.video import ClipError

    new = not folder.exists()
    try:
        with _progress(errors, clip.name) as stage:
            session = analyze_clip(clip, folder, options, stage)
    except (ClipError, PoseFileError, BackendError) as error:
        _fail(errors, str(error))
        _remove_if_empty(folder, new=new)
        return False
    except OSError as error:
        place = error.filename or folder
        _fail(errors, f"{place}: {error.strerror or error}: the results cannot be written there")
        _remove_if_empty(folder, new=new)
        return False
    except KeyboardInterrupt:
        _remove_if_empty(folder, new=new)
        raise
    console = Console(soft_wrap=not sys.stdout.isatty(), highlight=False)
    print_session(console, clip.name, session, options.exercise)
    if options.video and not options.from_poses:
        console.print(f"Video:  {folder / VIDEO}", soft_wrap=True)
    console.print(f"Report: {folder / 'report.json'}\n", soft_wrap=True)
    return True


def _remove_if_empty(folder: Path, *, new: bool) -> None:
    if new and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _fail(errors: "Console", message: str, code: int = FAILED) -> int:
    from rich.markup import escape

    errors.print(f"[bold #D55E00]Error:[/] {escape(message)}")
    return code


@contextmanager
def _progress(console: "Console", name: str) -> "Iterator[Stage]":
    """A bar with the time left on a terminal; a line at the start of each stage in a log."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    if not console.is_terminal:
        stages: set[str] = set()

        def tell(what: str, share: float) -> None:
            if what not in stages:
                stages.add(what)
                console.print(f"{name}: {what} …", markup=False)

        yield tell
        return
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    with bar:
        tasks: dict[str, int] = {}

        def update(what: str, share: float) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(f"{name}: {what}", total=1.0)
            bar.update(tasks[what], completed=share)  # type: ignore[arg-type]

        yield update


@contextmanager
def _native_log_hidden() -> "Iterator[None]":
    """Keep the log of native libraries from the terminal, Python's own messages not."""
    try:
        terminal = os.dup(2)
    except OSError:
        yield
        return
    python_errors = sys.stderr
    stream: TextIO = os.fdopen(os.dup(terminal), "w", buffering=1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        sys.stderr = stream
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(terminal, 2)
        os.close(terminal)
        os.close(nowhere)
        sys.stderr = python_errors
        stream.close()


def _exercises(arguments: argparse.Namespace) -> int:
    from rich.console import Console

    from formcheck.exercise import ExerciseError, built_in, load_exercise
    from formcheck.report.rules_table import print_exercise

    console = Console(highlight=False)
    if arguments.name is None:
        for name in built_in():
            exercise = load_exercise(name)
            console.print(f"[bold]{name}[/bold]  {exercise.description}")
        console.print("\nformcheck exercises NAME explains the rules of one.")
        return 0
    try:
        print_exercise(console, load_exercise(arguments.name))
    except ExerciseError as error:
        return _fail(Console(stderr=True, soft_wrap=True), str(error), USAGE)
    return 0


def _doctor(_: argparse.Namespace) -> int:
    from formcheck.doctor import examine

    with _native_log_hidden():
        return examine()


if __name__ == "__main__":
    sys.exit(main())
