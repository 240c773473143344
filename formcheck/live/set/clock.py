"""The clock of a set. It stops in a pause, so that a recorded set is one continuous clip."""

from dataclasses import dataclass


@dataclass(slots=True)
class SetClock:
    """Turns the camera's times into those of the set, which begin at 0 with its first frame.

    Args:
        break_s: time on this clock between the last frame before a pause and the next one.

    Attributes:
        time_s: of the last frame.
    """

    break_s: float = 1.0
    time_s: float = 0.0
    _began: bool = False
    _camera_ahead_s: float | None = None
    _started_s: float | None = None  # moved later by every break

    def advance(self, camera_s: float) -> float:
        """Return the time of the next frame.

        Args:
            camera_s: its time on the camera's clock.
        """
        if self._camera_ahead_s is None:
            self._camera_ahead_s = camera_s - (self.time_s + self.break_s if self._began else 0.0)
            if self._started_s is not None:
                self._started_s += self.break_s
        self._began = True
        self.time_s = camera_s - self._camera_ahead_s
        return self.time_s

    def start(self) -> None:
        """Give the start signal: the person begins now, after standing still."""
        self._started_s = self.time_s

    def resume(self) -> None:
        """End a pause: the next frame is the first one after it."""
        self._camera_ahead_s = None

    @property
    def started(self) -> bool:
        """Whether the start signal was given."""
        return self._started_s is not None

    @property
    def lasted_s(self) -> float:
        """Time since the start signal, pauses left out; 0 before it."""
        return 0.0 if self._started_s is None else self.time_s - self._started_s
