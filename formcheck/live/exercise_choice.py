"""Which exercise is done, and which one the cursor of the first page is at."""

from collections.abc import Sequence

from formcheck.exercises.spec import Exercise


class ExerciseChoice:
    """The exercises of a run: the one under the cursor, the chosen one, the one after it.

    Args:
        exercises: to choose from, in order.

    Attributes:
        chosen: what is done; None before it is chosen. It may be none of those to choose from.
        cursor: index of the one that Enter chooses.
    """

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        self._exercises = exercises
        self.chosen: Exercise | None = None
        self.cursor = 0

    @property
    def at_cursor(self) -> Exercise:
        """The exercise that Enter chooses."""
        return self._exercises[self.cursor]

    @property
    def after(self) -> Exercise:
        """The exercise after the chosen one; the first after the last."""
        at = self._exercises.index(self.chosen) if self.chosen in self._exercises else -1
        return self._exercises[(at + 1) % len(self._exercises)]

    def press(self, key: str) -> Exercise | None:
        """Move the cursor as a key asks for; return the exercise that the key chooses, if any."""
        if key in ("up", "down"):
            self.cursor = (self.cursor + (1 if key == "down" else -1)) % len(self._exercises)
        elif key in ("enter", "space"):
            return self.at_cursor
        elif key.isdigit() and 1 <= int(key) <= len(self._exercises):
            return self._exercises[int(key) - 1]
        return None

    def go_back(self) -> None:
        """Put the cursor at the chosen exercise, if it is one of those to choose from."""
        if self.chosen in self._exercises:
            self.cursor = self._exercises.index(self.chosen)
