"""The command line. Heavy imports wait until a command needs them."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from formcheck.cli.terminal import FAILED, INTERRUPTED, USAGE
from formcheck.system.native_log import native_log_hidden


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
    analyze.set_defaults(run=_command("analyze"))

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
    live.set_defaults(run=_command("live"))

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
    exercises.set_defaults(run=_command("exercises"))

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


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    """Load a command when it is run."""

    def run(arguments: argparse.Namespace) -> int:
        code: int = import_module(f"formcheck.cli.{name}").run(arguments)
        return code

    return run


def _doctor(_: argparse.Namespace) -> int:
    from formcheck.cli.doctor import examine

    with native_log_hidden(of_program=True):
        return examine()


if __name__ == "__main__":
    sys.exit(main())
