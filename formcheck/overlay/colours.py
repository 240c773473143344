"""The colours of everything that is drawn, RGB; told apart by colour-blind people, too."""

from dataclasses import dataclass
from typing import Final, TypeAlias

from formcheck.results import Verdict

Colour: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours that mean no verdict.

    Attributes:
        ink: plates, and the outline of lines.
        white: text, and the near side of the skeleton.
        muted: less important text.
        far: the far side of the skeleton.
    """

    ink: Colour = (14, 17, 22)
    white: Colour = (255, 255, 255)
    muted: Colour = (200, 205, 212)
    far: Colour = (150, 158, 168)


PALETTE: Final = Palette()
# Of the Okabe–Ito set: blue-green, orange, vermilion; and grey.
VERDICT_COLOURS: Final[dict[Verdict, Colour]] = {
    Verdict.GOOD: (0x00, 0x9E, 0x73),
    Verdict.BORDERLINE: (0xE6, 0x9F, 0x00),
    Verdict.FAULT: (0xD5, 0x5E, 0x00),
    Verdict.NOT_ASSESSED: (0x99, 0x99, 0x99),
}
