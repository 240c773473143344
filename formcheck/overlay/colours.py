"""The colours of what is drawn and has no verdict, RGB."""

from dataclasses import dataclass
from typing import Final, TypeAlias

Colour: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours that mean no verdict; `VERDICT_COLOURS` has those of the verdicts.

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
