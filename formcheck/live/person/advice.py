"""What a person before the camera is advised to change."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class Trouble(StrEnum):
    """What has to change."""

    NONE = "all right"
    DARK = "too dark"
    NOBODY = "nobody"
    CROWD = "more than one person"
    CUT_OFF = "cut off"
    FAR = "too far away"
    POSTURE = "not in position"
    VIEW = "another view is needed"
    SLOW = "too few pictures"


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do.

    Attributes:
        trouble: what is wrong.
        text: a few words for someone two metres away.
        why: the reason, in small print; empty where it is obvious.
        arrow: the way to move in the mirrored picture: -1 left, 1 right, 0 none.
    """

    trouble: Trouble
    text: str
    why: str = ""
    arrow: int = 0

    @property
    def ready(self) -> bool:
        """Whether the set may begin. It may with too few pictures: some rules are judged."""
        return self.trouble in (Trouble.NONE, Trouble.SLOW)

    def like(self, other: "Advice") -> bool:
        """Return whether both ask for the same; a number in the small print may differ."""
        return replace(self, why="") == replace(other, why="")


#: Where nobody is seen.
NOBODY: Final = Advice(Trouble.NOBODY, "Step into the picture", "About two metres away")
#: As long as it is not known how somebody stands.
UNKNOWN: Final = Advice(Trouble.VIEW, "Stand still for a moment")
#: To somebody who is too small in the picture.
TOO_FAR: Final = Advice(Trouble.FAR, "Come closer", "You are too far away to be judged")
