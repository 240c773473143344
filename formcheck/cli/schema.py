"""`formcheck schema`: print the JSON schema of report.json."""

import argparse
import json
from typing import TYPE_CHECKING

from formcheck.cli.arguments import add_command
from formcheck.cli.terminal import ExitCode

if TYPE_CHECKING:
    from formcheck.cli.arguments import Commands

EXAMPLE = """\
  formcheck schema > report.schema.json
      save what every key of report.json is, for an editor or a validator
"""


def add_to(commands: "Commands") -> None:
    """Add the command to the command line."""
    add_command(
        commands,
        "schema",
        run,
        summary="print the JSON schema of report.json: every key, its type and its meaning",
        example=EXAMPLE,
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the schema; return the exit code."""
    from formcheck.report.schema import report_schema

    print(json.dumps(report_schema(), indent=1, ensure_ascii=False))
    return ExitCode.OK
