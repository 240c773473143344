"""The options that say how clips are judged, which `analyze` and `watch` share."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from formcheck.cli.arguments import add_level, add_model, number

if TYPE_CHECKING:
    from formcheck.batch.options import BatchOptions

DEFAULT_OUT: Final = Path("formcheck-results")


def add_judging(parser: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    parser.add_argument(
        "--exercise",
        default="auto",
        metavar="NAME",
        help="a built-in exercise, or the path of your own .toml file; auto recognises the"
        " exercise in each clip (default: %(default)s)",
    )
    add_level(parser)
    parser.add_argument("--no-video", action="store_true", help="make no annotated video")
    parser.add_argument(
        "--no-review",
        action="store_true",
        help="make no review page, and no copy of the clip for it",
    )
    parser.add_argument(
        "--jobs",
        type=number(int, 1, 256, "a number from 1 to 256, such as 2"),
        metavar="N",
        help="how many clips are judged at the same time (default: what this machine carries)",
    )
    add_model(parser)
    parser.add_argument(
        "--accuracy",
        choices=("auto", "normal", "high"),
        default="auto",
        help="when to run the pose model a second time, over the mirrored picture, which takes 1.7"
        " times as long: auto if the count is in doubt or few reps could be judged, high"
        " wherever it can help, normal never (default: %(default)s)",
    )
    parser.add_argument(
        "--slow-motion",
        type=number(float, 1.0, 64.0, "a number from 1 to 64, such as 4"),
        metavar="TIMES",
        help="how many times slower the clips play than they were filmed: 4 if filmed at 120"
        " frames a second and played at 30; 1 if they are not in slow motion (default: what"
        " each file says)",
    )


def judging_options(arguments: argparse.Namespace) -> "BatchOptions":
    """Return the options for all clips.

    Raises:
        ExerciseError: no such exercise, its file is wrong, or it has no such level.
    """
    from formcheck.analysis import AUTO
    from formcheck.batch.options import BatchOptions
    from formcheck.exercises.file import built_in, load_exercise
    from formcheck.exercises.levels import require_level

    auto = arguments.exercise == AUTO
    exercises = [load_exercise(name) for name in (built_in() if auto else [arguments.exercise])]
    require_level(arguments.level, exercises)
    return BatchOptions(
        exercise=None if auto else exercises[0],
        out=arguments.out or DEFAULT_OUT,
        level=arguments.level,
        video=not arguments.no_video,
        review=not arguments.no_review,
        from_poses=getattr(arguments, "from_poses", False),
        model=arguments.model,
        accuracy=arguments.accuracy,
        slow_motion=arguments.slow_motion,
        again=getattr(arguments, "again", False),
        exercise_name=arguments.exercise,
    )
