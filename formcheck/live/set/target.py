"""When a set is over by itself."""

from dataclasses import dataclass

from formcheck.live.set.one_set import LiveSet


@dataclass(frozen=True, slots=True)
class Target:
    """The end of a set: after a number of reps of both legs, or a time; None for no such end."""

    reps: int | None = None
    seconds: float | None = None

    def reached(self, current: LiveSet) -> bool:
        """Return whether a set has reached the target."""
        return bool(
            (self.reps and current.reps >= self.reps)
            or (self.seconds and current.lasted_s >= self.seconds)
        )
