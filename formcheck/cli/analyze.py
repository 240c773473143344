"""`formcheck analyze`: clips judged, one after the other."""

import argparse
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

import formcheck
from formcheck.cli.terminal import FAILED, USAGE, console, error_console, fail, progress_bar
from formcheck.errors import ExerciseError
from formcheck.exercises.file import built_in, load_exercise, require_level
from formcheck.system.native_log import native_log_hidden

if TYPE_CHECKING:
    from rich.console import Console

    from formcheck.batch.clip import Options


def run(arguments: argparse.Namespace) -> int:
    """Judge clips; return the exit code."""
    from formcheck.analysis import AUTO

    errors = error_console()
    auto = arguments.exercise == AUTO
    try:
        exercises = [load_exercise(name) for name in (built_in() if auto else [arguments.exercise])]
        require_level(arguments.level, exercises)
    except ExerciseError as error:
        return fail(errors, str(error), USAGE)

    if arguments.from_poses and arguments.accuracy == "high":
        message = "--accuracy high watches the clip, --from-poses does not: leave one of them out"
        return fail(errors, message, USAGE)

    from formcheck.batch.clip import Options, result_folders, saved_in
    from formcheck.system.settings import notes_seen

    options = Options(
        exercise=None if auto else exercises[0],
        out=arguments.out,
        level=arguments.level,
        video=not arguments.no_video,
        from_poses=arguments.from_poses,
        model=arguments.model,
        accuracy=arguments.accuracy,
    )
    known = notes_seen("read") | notes_seen("shown")
    failed = 0
    with native_log_hidden(of_program=True):
        clips = saved_in(arguments.clips) if arguments.from_poses else arguments.clips
        for clip, folder in zip(clips, result_folders(clips, arguments.out), strict=True):
            failed += not _analyze_one(clip, folder, options, errors, known)
    if failed and len(clips) > 1:
        errors.print(f"{failed} of {len(clips)} clips failed.")
    return FAILED if failed else 0


def _analyze_one(
    clip: Path, folder: Path, options: "Options", errors: "Console", known: set[str]
) -> bool:
    """Judge a clip and print its table, or its error; tell whether all went well.

    Safety notes that are not ``known`` to the user are printed as well, and known from then on.
    """
    from formcheck.batch.clip import analyze_clip
    from formcheck.errors import FolderError, PoseFileError
    from formcheck.report.folder import REPORT, VIDEO
    from formcheck.report.terminal import print_session
    from formcheck.system.settings import remember_notes

    name = folder.name if options.from_poses else clip.name
    try:
        with progress_bar(errors, name) as stage:
            result = analyze_clip(clip, folder, options, stage)
    except (FolderError, PoseFileError) as error:
        fail(errors, str(error))
        return False
    except (formcheck.ClipError, formcheck.BackendError) as error:  # imported on an error only
        fail(errors, str(error))
        return False
    except ImportError:
        raise
    except Exception:
        traceback.print_exc()
        fail(errors, f"{clip}: formcheck itself failed; please report the lines above")
        return False
    out = console()
    for part, exercise in result.parts:
        when = ""
        if len(result.parts) > 1:
            when = f", {part.track.time_s[0]:.0f}–{part.track.time_s[-1]:.0f} s"
        print_session(out, name + when, part, exercise, auto=options.exercise is None)
        if not known.issuperset(exercise.safety):
            out.print(f"[bold]Safety:[/] {escape(' '.join(exercise.safety))}")
            known.update(exercise.safety)
            remember_notes("shown", exercise.safety)
    for word, file in (("Video: ", VIDEO), ("Report:", REPORT)):
        if file in result.files.written:
            out.print(f"{word} {folder / file}", soft_wrap=True, markup=False)
    for note in result.notes:
        out.print(f"Note: {note}", soft_wrap=True, markup=False)
    out.print()
    for problem in result.files.problems:
        fail(errors, problem)
    return not result.files.problems
