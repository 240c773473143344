"""`formcheck watch`: judge the clips that come into a folder."""

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.cli.arguments import add_command, number
from formcheck.cli.judging import DEFAULT_OUT, add_judging, judging_options
from formcheck.cli.terminal import error_console, fail, fail_exercise
from formcheck.errors import ExerciseError
from formcheck.system.native_log import native_log_hidden

if TYPE_CHECKING:
    from formcheck.cli.arguments import Commands

EXAMPLE = """\
  formcheck watch ~/Phone --out ~/Training
      judge each clip that a phone sends, and keep the overview of all up to date
"""


def add_to(commands: "Commands") -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "watch",
        run,
        summary="judge each clip that comes into a folder, until Ctrl-C",
        example=EXAMPLE,
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the folder to watch")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help=f"where the folders of results go, one for each clip (default: {DEFAULT_OUT})",
    )
    parser.add_argument(
        "--still",
        type=number(float, 0.0, 86_400.0, "a number of seconds, such as 10"),
        metavar="SECONDS",
        help="a clip is complete if it has not changed for so long (default: 10)",
    )
    add_judging(parser)


def run(arguments: argparse.Namespace) -> int:
    """Judge clips as they come, without end; return the exit code if that cannot begin."""
    from formcheck.batch.run import jobs_for
    from formcheck.batch.watch import Watch, WatchTiming
    from formcheck.cli.many import judge_on_this_machine

    errors = error_console()
    try:
        options = judging_options(arguments)
    except ExerciseError as error:
        return fail_exercise(errors, error)
    if not arguments.folder.is_dir():
        return fail(errors, f"{arguments.folder} is no folder: name the folder to watch")
    timing = WatchTiming()
    watch = Watch(arguments.folder, timing.still_s if arguments.still is None else arguments.still)
    errors.print(f"Watching {arguments.folder} (Ctrl-C ends) …", markup=False)
    with native_log_hidden(of_program=True):
        while True:
            clips = watch.ready()
            if clips:
                jobs = jobs_for(clips, options, in_place=arguments.out is None)
                judge_on_this_machine(jobs, options, arguments.jobs, errors)
            time.sleep(timing.every_s)
