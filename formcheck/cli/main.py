"""The command line: reads the arguments, runs a command and reports how it ended."""

import argparse
import io
import sys
from collections.abc import Sequence
from contextlib import suppress

from formcheck.cli.terminal import ExitCode, drop_output
from formcheck.system.stopping import handle_stops, stop_at_once

EXAMPLE = """\
example:
  formcheck analyze clip.mp4        judge a clip
  formcheck analyze --help          show every option of a command
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code.

    Args:
        arguments: of the command line, without the program's name; those of the process if None.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a file name may hold anything
    if arguments is None:
        handle_stops(stop_at_once)  # of the whole process, until it has ended
    return _run(_parser().parse_args(arguments))


def _run(options: argparse.Namespace) -> int:
    """Run the command that the options name; return the exit code."""
    try:
        code: int = options.run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # rich exits, where head, say, has read enough
        drop_output()
        return ExitCode.UNREAD
    except OSError as error:
        drop_output()
        with suppress(OSError):  # the terminal may be closed
            print(
                f"Error: the output cannot be written: {error.strerror or error}", file=sys.stderr
            )
        return ExitCode.FAILED
    except ImportError as error:
        print(
            f"Error: the installation of formcheck is incomplete ({error}):"
            " run formcheck doctor to see what is missing",
            file=sys.stderr,
        )
        return ExitCode.FAILED
    return code


class _Version(argparse.Action):
    """Prints the version. It is looked up only here, because that takes time."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"formcheck {version('formcheck')}")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; each command adds its own arguments."""
    # Imported here, where Ctrl-C is handled already.
    from formcheck.cli import analyze, doctor, exercises, export, live, review, schema, watch

    parser = argparse.ArgumentParser(
        prog="formcheck",
        description="Judge exercise form from video. Everything stays on this machine.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    parser.set_defaults(run=lambda _: _help(parser))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for command in (analyze, watch, live, review, export, exercises, schema, doctor):
        command.add_to(commands)
    return parser


def _help(parser: argparse.ArgumentParser) -> int:
    """Print the help page for a command line without a command."""
    parser.print_help(sys.stderr)
    return ExitCode.USAGE


if __name__ == "__main__":
    sys.exit(main())
