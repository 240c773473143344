"""The command line. Heavy imports wait until a command needs them."""

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import formcheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from formcheck.batch import Options, Stage
    from formcheck.exercise import Exercise

FAILED, USAGE, INTERRUPTED = 1, 2, 130

LOG_WIDTH = 160  # of tables, where no terminal says how wide it is


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # names of files may hold anything
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nStopped. What was finished is kept.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has read enough
        _drop_output()
        return FAILED
    except OSError as error:
        _drop_output()
        print(f"Error: the output cannot be written: {error.strerror or error}", file=sys.stderr)
        return FAILED
    except ImportError as error:
        print(
            f"Error: formcheck is not installed completely ({error}):"
            " formcheck doctor tells what is missing",
            file=sys.stderr,
        )
        return FAILED
    return code


def _drop_output() -> None:
    """Keep Python from failing at exit, where it writes what is left of the output."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Version(argparse.Action):
    """Prints the version; to look it up takes time that other commands do not need."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"formcheck {version('formcheck')}")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="formcheck",
        description="Judge exercise form from video. Everything stays on this machine.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    parser.set_defaults(run=lambda _: _help(parser))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    analyze = commands.add_parser("analyze", help="judge clips: report, tables and annotated video")
    analyze.add_argument(
        "clips",
        nargs="+",
        type=Path,
        metavar="CLIP",
        help="video files; with --from-poses also poses.npz files or folders of results",
    )
    analyze.add_argument(
        "--exercise",
        default="auto",
        metavar="NAME",
        help="a built-in exercise, the path of a .toml file, or auto: the built-in exercise that is"
        " recognised in each clip (default: %(default)s)",
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
    analyze.add_argument(
        "--accuracy",
        choices=("auto", "normal", "high"),
        default="auto",
        help="watch a clip in the mirror as well, in 1.7 times the time: normal never, high always"
        " from the side, auto where feet are blurred or a leg is lost (default: %(default)s)",
    )
    analyze.set_defaults(run=_analyze)

    live = commands.add_parser("live", help="be coached in front of a camera")
    live.add_argument(
        "--exercise",
        metavar="NAME",
        help="a built-in exercise or the path of a .toml file; otherwise it is chosen in the"
        " window",
    )
    live.add_argument("--level", default="", help="a level of the exercise, such as warm-up")
    source = live.add_mutually_exclusive_group()
    source.add_argument(
        "--camera", type=int, default=0, metavar="N", help="number of the camera (default: 0)"
    )
    source.add_argument(
        "--source",
        metavar="FILE|URL",
        help="a video file, played at its own pace as if it were a camera, or the rtsp:// or"
        " http:// address of one",
    )
    live.add_argument(
        "--record",
        type=Path,
        metavar="DIR",
        help="record every set: video, poses, report and tables, as analyze writes them",
    )
    live.add_argument(
        "--mirror",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="show the picture as in a mirror (default: yes)",
    )
    live.add_argument("--voice", action="store_true", help="speak the cues")
    live.add_argument(
        "--target",
        type=_target,
        metavar="20|30s",
        help="end a set after so many reps of both legs together, or after so many seconds",
    )
    live.add_argument("--model", type=Path, metavar="FILE", help="another MediaPipe .task file")
    live.set_defaults(run=_live)

    exercises = commands.add_parser(
        "exercises",
        help="list the exercises, explain their rules, start one of your own",
        usage="formcheck exercises [NAME]\n"
        "       formcheck exercises new NAME [--from NAME] [--out DIR]",
    )
    exercises.add_argument("name", nargs="?", help="an exercise to explain, or new")
    exercises.add_argument(
        "new_name", nargs="?", metavar="NAME", help="after new: the name of your exercise"
    )
    exercises.add_argument(
        "--from",
        dest="source",
        metavar="NAME",
        help="the exercise that a new one starts as a copy of (default: butt-kicks)",
    )
    exercises.add_argument(
        "--out", type=Path, metavar="DIR", help="folder for NAME.toml (default: this one)"
    )
    exercises.set_defaults(run=_exercises)

    doctor = commands.add_parser("doctor", help="check libraries, model, camera and codecs")
    doctor.set_defaults(run=_doctor)
    return parser


def _target(text: str) -> tuple[int | None, float | None]:
    """Reps, or seconds."""
    number, seconds = text.strip().lower(), text.strip().lower().endswith("s")
    try:
        value = float(number.removesuffix("s")) if seconds else int(number)
    except ValueError:
        value = 0
    if not 0 < value < 100_000:
        raise argparse.ArgumentTypeError(f"{text}: give a number of reps, or seconds as in 30s")
    return (None, float(value)) if seconds else (int(value), None)


def _help(parser: argparse.ArgumentParser) -> int:
    parser.print_help(sys.stderr)
    return USAGE


def _analyze(arguments: argparse.Namespace) -> int:
    from rich.console import Console

    from formcheck.analysis import AUTO
    from formcheck.exercise_file import ExerciseError, built_in, load_exercise

    errors = Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)
    auto = arguments.exercise == AUTO
    try:
        exercises = [load_exercise(name) for name in (built_in() if auto else [arguments.exercise])]
    except ExerciseError as error:
        return _fail(errors, str(error), USAGE)
    known = list(dict.fromkeys(level for exercise in exercises for level in exercise.levels))
    if arguments.level and arguments.level not in known:
        whose = "no exercise has a" if auto else f"{exercises[0].id} has no"
        there_are = ", ".join(known) or "none"
        return _fail(errors, f'{whose} level "{arguments.level}"; there are: {there_are}', USAGE)

    if arguments.from_poses and arguments.accuracy == "high":
        message = "--accuracy high watches the clip, --from-poses does not: leave one of them out"
        return _fail(errors, message, USAGE)

    from formcheck.batch import Options, result_folders

    options = Options(
        exercise=None if auto else exercises[0],
        out=arguments.out,
        level=arguments.level,
        video=not arguments.no_video,
        from_poses=arguments.from_poses,
        model=arguments.model,
        accuracy=arguments.accuracy,
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
    """Judge a clip and print its table, or its error; tell whether all went well."""
    from formcheck.batch import REPORT, VIDEO, FolderError, analyze_clip
    from formcheck.pose import PoseFileError
    from formcheck.report.terminal import print_session

    name = folder.name if options.from_poses else clip.name
    try:
        with _progress(errors, name) as stage:
            result = analyze_clip(clip, folder, options, stage)
    except (FolderError, PoseFileError) as error:
        _fail(errors, str(error))
        return False
    except (formcheck.ClipError, formcheck.BackendError) as error:  # imported on an error only
        _fail(errors, str(error))
        return False
    except ImportError:
        raise
    except Exception:
        traceback.print_exc()
        _fail(errors, f"{clip}: formcheck itself failed; please report the lines above")
        return False
    console = _console()
    for part, exercise in result.parts:
        when = ""
        if len(result.parts) > 1:
            when = f", {part.track.time_s[0]:.0f}–{part.track.time_s[-1]:.0f} s"
        print_session(console, name + when, part, exercise, auto=options.exercise is None)
    for word, file in (("Video: ", VIDEO), ("Report:", REPORT)):
        if file in result.written:
            console.print(f"{word} {folder / file}", soft_wrap=True, markup=False)
    for note in result.notes:
        console.print(f"Note: {note}", soft_wrap=True, markup=False)
    console.print()
    for problem in result.problems:
        _fail(errors, problem)
    return not result.problems


def _live(arguments: argparse.Namespace) -> int:
    from rich.console import Console

    from formcheck.exercise_file import ExerciseError, built_in, load_exercise
    from formcheck.live.memory import keep_few_heaps

    keep_few_heaps()
    errors = Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)
    try:
        exercises = [load_exercise(name) for name in built_in()]
        chosen = load_exercise(arguments.exercise) if arguments.exercise else None
    except ExerciseError as error:
        return _fail(errors, str(error), USAGE)
    levels = {
        level for exercise in ([chosen] if chosen else exercises) for level in exercise.levels
    }
    if arguments.level and arguments.level not in levels:
        there_are = ", ".join(sorted(levels)) or "none"
        return _fail(errors, f'no level "{arguments.level}"; there are: {there_are}', USAGE)

    from formcheck.batch import FolderError
    from formcheck.live.record import try_folder
    from formcheck.live.window import WindowError, require_display

    try:
        if arguments.record:
            try_folder(arguments.record)
        require_display()
    except (FolderError, WindowError) as error:
        return _fail(errors, str(error))
    with _native_log_hidden():
        return _run_live(arguments, exercises, chosen, errors)


def _run_live(
    arguments: argparse.Namespace,
    exercises: "list[Exercise]",
    chosen: "Exercise | None",
    errors: "Console",
) -> int:
    from formcheck.backends import BackendError
    from formcheck.live.app import App, Finished, Options
    from formcheck.live.capture import Source, SourceError, keep_decoders_quiet, opener
    from formcheck.live.views import Target
    from formcheck.live.window import WindowError
    from formcheck.report.terminal import print_session

    console = _console()
    reps, seconds = arguments.target or (None, None)
    choice = {exercise.id: exercise for exercise in [*exercises, *([chosen] if chosen else [])]}
    options = Options(
        exercises=tuple(choice.values()),  # one's own stands for the built-in of its name
        chosen=chosen,
        level=arguments.level,
        record=arguments.record,
        mirror=arguments.mirror,
        voice=arguments.voice,
        target=Target(reps, seconds),
        model=arguments.model,
    )

    def finished(result: Finished) -> None:
        print_session(console, result.name, result.session, result.exercise)
        if result.recorder and not result.recorder.problems:
            console.print(f"Recorded: {result.recorder.folder}", soft_wrap=True, markup=False)
        console.print()

    def tell(line: str) -> None:
        console.print(line, soft_wrap=True, markup=False)

    keep_decoders_quiet()
    try:
        source = Source(opener(arguments.source, arguments.camera))
        seen = App(options, source, tell=tell, finished=finished).run()
    except (SourceError, WindowError, BackendError) as error:
        return _fail(errors, str(error))
    return 0 if seen else _fail(errors, source.status().problem or "no picture came")


def _console() -> "Console":
    from rich.console import Console

    known = "COLUMNS" in os.environ or (sys.stdout is not None and sys.stdout.isatty())
    wide = None if known else LOG_WIDTH
    return Console(highlight=False, emoji=False, width=wide)


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
            if share and what not in stages:  # what fails at once has only its error to tell
                stages.add(what)
                console.print(f"{name}: {what} …", markup=False)

        yield tell
        return
    room = max(10, console.width - 50)  # what bar, share and time leave
    shown = name if len(name) <= room else f"{name[: room - 1]}…"
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(compact=True),
        console=console,
        transient=True,
    )
    with bar:
        tasks: dict[str, int] = {}

        def update(what: str, share: float) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(f"{shown}: {what}", total=1.0)
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
    stream: TextIO | None = None
    try:
        if _is_native_stderr(python_errors):
            stream = os.fdopen(
                os.dup(terminal), "w", 1, encoding=python_errors.encoding, errors="replace"
            )
            sys.stderr = stream
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        yield
    except KeyboardInterrupt:
        # Native code caught in the middle goes on talking until the process ends, which is soon.
        raise
    except BaseException:
        _show_native_log(terminal, python_errors, stream)
        raise
    else:
        _show_native_log(terminal, python_errors, stream)


def _show_native_log(terminal: int, python_errors: TextIO, stream: TextIO | None) -> None:
    os.dup2(terminal, 2)
    os.close(terminal)
    if stream is not None:
        sys.stderr = python_errors
        stream.close()


def _is_native_stderr(stream: TextIO) -> bool:
    try:
        return stream.fileno() == 2
    except (OSError, ValueError):  # not a file, as inside a notebook or a test
        return False


def _exercises(arguments: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.markup import escape

    from formcheck.exercise_file import ExerciseError, built_in, examples, load_exercise
    from formcheck.report.rules_table import print_exercise

    console = _console()
    errors = Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)
    if arguments.name == "new":
        return _new_exercise(arguments, errors)
    if arguments.new_name or arguments.source or arguments.out:
        return _fail(errors, "to start an exercise: formcheck exercises new NAME", USAGE)
    if arguments.name is None:
        for name in built_in():
            exercise = load_exercise(name)
            console.print(f"[bold]{name}[/bold]  {escape(exercise.description)}")
        for name in examples():
            exercise = load_exercise(name)
            console.print(f"[bold]{name}[/bold] (example)  {escape(exercise.description)}")
        console.print("\nformcheck exercises NAME explains the rules of one.")
        return 0
    try:
        print_exercise(console, load_exercise(arguments.name))
    except ExerciseError as error:
        return _fail(errors, str(error), USAGE)
    return 0


def _new_exercise(arguments: argparse.Namespace, errors: "Console") -> int:
    """Write a copy of an exercise file, to be edited."""
    from formcheck.exercise_file import ExerciseError, write_copy

    if arguments.new_name is None:
        return _fail(errors, "name it: formcheck exercises new NAME --from butt-kicks", USAGE)
    try:
        path = write_copy(
            arguments.source or "butt-kicks", arguments.new_name, arguments.out or Path()
        )
    except ExerciseError as error:
        return _fail(errors, str(error), USAGE)
    print(f"{path} is written. Edit it, then: formcheck analyze CLIP --exercise {path}")
    return 0


def _doctor(_: argparse.Namespace) -> int:
    from formcheck.doctor import examine

    with _native_log_hidden():
        return examine()


if __name__ == "__main__":
    sys.exit(main())
