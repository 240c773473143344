"""The command line: reads the arguments, runs a command and reports how it ended."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from formcheck.cli import analyze, doctor, exercises, live
from formcheck.cli.terminal import ExitCode

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
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nStopped. Finished files are kept.", file=sys.stderr)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # the reader of our output, such as head, has read enough
        _drop_output()
        return ExitCode.FAILED
    except OSError as error:
        _drop_output()
        print(f"Error: the output cannot be written: {error.strerror or error}", file=sys.stderr)
        return ExitCode.FAILED
    except ImportError as error:
        print(
            f"Error: the installation of formcheck is incomplete ({error}):"
            " run formcheck doctor to see what is missing",
            file=sys.stderr,
        )
        return ExitCode.FAILED
    return code


def _drop_output() -> None:
    """Discard unwritten output; otherwise Python would fail at exit when it writes the rest."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Version(argparse.Action):
    """Prints the version. It is looked up only here, because that takes time."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"formcheck {version('formcheck')}")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; each command adds its own arguments."""
    parser = argparse.ArgumentParser(
        prog="formcheck",
        description="Judge exercise form from video. Everything stays on this machine.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    parser.set_defaults(run=lambda _: _help(parser))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for command in (analyze, live, exercises, doctor):
        command.add_to(commands)
    return parser


def _help(parser: argparse.ArgumentParser) -> int:
    """Print the help page for a command line without a command."""
    parser.print_help(sys.stderr)
    return ExitCode.USAGE


if __name__ == "__main__":
    sys.exit(main())
