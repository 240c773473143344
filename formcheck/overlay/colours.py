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


@dataclass(frozen=True, slots=True)
class ButtonColours:
    """The colours of what can be clicked, RGB. White text is legible on each.

    Attributes:
        plain: a button.
        plain_pointed: a button under the pointer.
        main: the button that is wanted most often.
        main_pointed: that button under the pointer.
    """

    plain: Colour = (52, 58, 68)
    plain_pointed: Colour = (88, 97, 112)
    main: Colour = (0, 105, 80)
    main_pointed: Colour = (0, 135, 103)

    def colour(self, *, main: bool, pointed: bool) -> Colour:
        """Return the colour of a button."""
        if main:
            return self.main_pointed if pointed else self.main
        return self.plain_pointed if pointed else self.plain


BUTTON: Final = ButtonColours()
