"""`formcheck live`: a session in front of a camera."""

import argparse
from typing import TYPE_CHECKING

from formcheck.cli.terminal import USAGE, console, error_console, fail
from formcheck.errors import ExerciseError
from formcheck.exercises.file import built_in, load_exercise, require_level
from formcheck.system.native_log import native_log_hidden

if TYPE_CHECKING:
    from rich.console import Console

    from formcheck.exercises.spec import Exercise


def run(arguments: argparse.Namespace) -> int:
    """Coach somebody; return the exit code."""
    from formcheck.system.memory import keep_few_heaps

    keep_few_heaps()
    errors = error_console()
    try:
        exercises = [load_exercise(name) for name in built_in()]
        chosen = load_exercise(arguments.exercise) if arguments.exercise else None
        require_level(arguments.level, [chosen] if chosen else exercises)
    except ExerciseError as error:
        return fail(errors, str(error), USAGE)

    # OpenCV must be loaded before PyAV, see `formcheck.live.window.window`.
    from formcheck.errors import WindowError  # isort: split
    from formcheck.live.window.window import require_display  # isort: split

    from formcheck.errors import FolderError
    from formcheck.live.set.record import try_folder

    try:
        if arguments.record:
            try_folder(arguments.record)
        require_display()
    except (FolderError, WindowError) as error:
        return fail(errors, str(error))
    with native_log_hidden(of_program=True):
        return _run_live(arguments, exercises, chosen, errors)


def _run_live(
    arguments: argparse.Namespace,
    exercises: "list[Exercise]",
    chosen: "Exercise | None",
    errors: "Console",
) -> int:
    from formcheck.errors import BackendError, SourceError, WindowError
    from formcheck.live.app import App, Finished, Options
    from formcheck.live.camera.capture import Source, opener
    from formcheck.live.window.views import Target
    from formcheck.report.terminal import print_session

    out = console()
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
        print_session(out, result.name, result.session, result.exercise)
        if result.recorder and not result.recorder.problems:
            out.print(f"Recorded: {result.recorder.folder}", soft_wrap=True, markup=False)
        out.print()

    def tell(line: str) -> None:
        out.print(line, soft_wrap=True, markup=False)

    try:
        source = Source(opener(arguments.source, arguments.camera))
        seen = App(options, source, tell=tell, finished=finished).run()
    except (SourceError, WindowError, BackendError) as error:
        return fail(errors, str(error))
    return 0 if seen else fail(errors, source.status().problem or "no picture came")
