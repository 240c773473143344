"""Write numbers into a TOML file and keep everything else in it: comments, order, spacing."""

import re
from collections.abc import Mapping

_TABLE = re.compile(r"\[([\w.]+)\]")
_NUMBER = re.compile(r"(\w+)(\s*=\s*)[-+\d.]+(.*)")


def with_numbers(text: str, numbers: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text of a TOML file with other numbers.

    Args:
        text: the file.
        numbers: name of a table -> name of a number -> its digits.

    Raises:
        KeyError: the file has no such table or number.
    """
    left = {(table, name) for table, values in numbers.items() for name in values}
    lines, table = [], ""
    for line in text.splitlines(keepends=True):
        if header := _TABLE.match(line):
            table = header[1]
        number = _NUMBER.match(line)
        if number and (table, number[1]) in left:
            left.remove((table, number[1]))
            lines.append(f"{number[1]}{number[2]}{numbers[table][number[1]]}{number[3]}\n")
        else:
            lines.append(line)
    if left:
        raise KeyError(f"the file has no {', '.join('.'.join(name) for name in sorted(left))}")
    return "".join(lines)
