"""`formcheck live`: coach somebody in front of a camera."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.cli.arguments import add_command, add_level, add_model
from formcheck.cli.terminal import (
    ExitCode,
    console,
    error_console,
    fail,
    fail_exercise,
    unread_is_no_error,
)
from formcheck.errors import ExerciseError, FormcheckError
from formcheck.system.native_log import native_log_hidden

if TYPE_CHECKING:
    from rich.console import Console

    from formcheck.cli.arguments import Commands
    from formcheck.exercises.spec import Exercise
    from formcheck.live.options import LiveOptions

EXAMPLE = """\
  formcheck live
      choose the exercise in the window, with the first camera
  formcheck live --exercise butt-kicks --target 20 --voice --record training
      speak the cues, end each set after 20 kicks and keep every set in training/
  formcheck live --exercise butt-kicks --source sample_videos/live.mp4
      try it without a camera
"""


def add_to(commands: "Commands") -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands, "live", run, summary="be coached in front of a camera", example=EXAMPLE
    )
    parser.add_argument(
        "--exercise",
        metavar="NAME",
        help="a built-in exercise, or the path of your own .toml file (default: choose it in the"
        " window)",
    )
    add_level(parser)
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--camera",
        default="",
        metavar="N|NAME",
        help="number of the camera, or a part of its name, as formcheck doctor lists them"
        " (default: the first)",
    )
    source.add_argument(
        "--source",
        metavar="FILE|URL",
        help="a video file, played as if it were a camera, or the rtsp:// or http:// address of a"
        " camera",
    )
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument(
        "--record",
        type=Path,
        metavar="DIR",
        help="keep every set here: the raw video, and the files that analyze writes (default:"
        " among your videos, if you have said so in the window)",
    )
    kept.add_argument("--no-record", action="store_true", help="keep no set")
    parser.add_argument(
        "--mirror",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="show the picture as in a mirror (default: yes)",
    )
    parser.add_argument(
        "--full-screen",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="fill the screen (default: yes)",
    )
    parser.add_argument(
        "--voice",
        action=argparse.BooleanOptionalAction,
        help="speak the cues, or do not (default: as the last time)",
    )
    parser.add_argument(
        "--target",
        type=_target,
        metavar="20|30s",
        help="end a set after this many reps of both legs together, or this many seconds; 0 for no"
        " end (default: as the last time)",
    )
    add_model(parser)


def _target(text: str) -> str:
    """Return a target as it is remembered: "20" reps, "30s"."""
    number = text.strip().lower()
    seconds = number.endswith("s")
    try:
        value = float(number.removesuffix("s")) if seconds else int(number)
    except ValueError:
        value = -1
    if value == 0:
        return ""
    if not 0 < value < 100_000:
        raise argparse.ArgumentTypeError(
            f"{text}: give a number of reps, such as 20, or seconds, such as 30s"
        )
    return f"{value:g}s" if seconds else f"{value}"


def run(arguments: argparse.Namespace) -> int:
    """Open the window and coach; return the exit code."""
    from formcheck.exercises.file import built_in, load_exercise
    from formcheck.exercises.levels import require_level
    from formcheck.system.memory import keep_few_heaps

    keep_few_heaps()
    errors = error_console()
    try:
        exercises = [load_exercise(name) for name in built_in()]
        chosen = load_exercise(arguments.exercise) if arguments.exercise else None
        require_level(arguments.level, [chosen] if chosen else exercises)
    except ExerciseError as error:
        return fail_exercise(errors, error)

    # OpenCV must be loaded before PyAV, see `formcheck.live.window.window`.
    from formcheck.live.window.window import require_display  # isort: split

    from formcheck.live.set.record import try_folder

    try:
        if arguments.record:
            try_folder(arguments.record)
        require_display()
    except FormcheckError as error:
        return fail(errors, str(error))
    with native_log_hidden(of_program=True):
        return _coach(_options(arguments, exercises, chosen), arguments, errors)


def _options(
    arguments: argparse.Namespace, exercises: "list[Exercise]", chosen: "Exercise | None"
) -> "LiveOptions":
    """Return the options of the live window.

    Args:
        arguments: of the command line.
        exercises: the built-in ones, to choose from in the window.
        chosen: the one that was named, if any; it replaces a built-in one with the same id.
    """
    from formcheck.live.options import LiveOptions
    from formcheck.system.preferences import load_preferences

    remembered = load_preferences()
    choice = {exercise.id: exercise for exercise in [*exercises, *([chosen] if chosen else [])]}
    return LiveOptions(
        exercises=tuple(choice.values()),
        chosen=chosen,
        level=arguments.level or remembered.level,
        camera=arguments.camera or _connected(remembered.camera),
        source=_shown(arguments.source),
        record=arguments.record,
        keep=_keep(arguments, remembered.keep_sets),
        sets_folder=remembered.sets_folder,
        mirror=arguments.mirror,
        full_screen=arguments.full_screen,
        voice=remembered.voice if arguments.voice is None else arguments.voice,
        sounds=remembered.sounds,
        target=remembered.target if arguments.target is None else arguments.target,
        model=arguments.model,
    )


def _keep(arguments: argparse.Namespace, remembered: bool | None) -> bool | None:
    """Return whether sets are kept; None if the user must be asked.

    Those of a played file are not: the file is there already.
    """
    played = arguments.source is not None and "://" not in arguments.source
    return False if arguments.no_record or arguments.record or played else remembered


def _connected(remembered: str) -> str:
    """Return the camera that was chosen the last time; empty if it is not connected now."""
    from formcheck.live.camera.connected import connected_cameras

    names = [camera.name for camera in connected_cameras()] if remembered else []
    return remembered if remembered in names else ""


def _shown(source: str | None) -> str:
    """Return the name of a played file or the address of a camera, without its password."""
    from formcheck.live.camera.stream import public_address
    from formcheck.system.printable import printable

    if source is None:
        return ""
    return printable(public_address(source) if "://" in source else Path(source).name)


def _coach(options: "LiveOptions", arguments: argparse.Namespace, errors: "Console") -> ExitCode:
    """Run the live window; print the table of each set when it is over."""
    from formcheck.live.app import App
    from formcheck.live.camera.opener import opener
    from formcheck.live.camera.source import LiveSource
    from formcheck.live.set.sets import Finished
    from formcheck.report.terminal import print_session

    out = console()

    def finished(result: Finished) -> None:
        with unread_is_no_error(OSError):  # the terminal may be closed
            print_session(out, result.name, result.session, result.exercise)
            if result.recorder and not result.recorder.problems:
                out.print(f"Recorded: {result.recorder.folder}", soft_wrap=True, markup=False)
            out.print()

    def tell(line: str) -> None:
        with unread_is_no_error(OSError):
            out.print(line, soft_wrap=True, markup=False)

    try:
        source = LiveSource(opener(arguments.source, options.camera))
        seen = App(options, source, tell=tell, finished=finished).run()
    except FormcheckError as error:
        return fail(errors, str(error))
    if not seen:
        return fail(errors, source.status().problem or "the camera gave no picture")
    return ExitCode.OK
