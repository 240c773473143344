"""Make texts that come from files harmless to a terminal."""

import re
from typing import Final

# Control characters (C0 without tab and line feed, DEL, C1), marks and overrides of the direction
# of writing, and line separators. A terminal obeys the first; the others hide what is written.
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)


def printable(text: str) -> str:
    r"""Return a text with its control characters written out: ``\x1b`` for ESC."""
    return _CONTROLS.sub(lambda found: ascii(found.group())[1:-1], text)
