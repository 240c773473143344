"""When a set is over by itself."""

from dataclasses import dataclass

from formcheck.live.set.one_set import LiveSet


@dataclass(frozen=True, slots=True)
class Target:
    """Ends a set after so many reps of both legs, or after so long; never where both are None."""

    reps: int | None = None
    seconds: float | None = None

    def reached(self, current: LiveSet) -> bool:
        """Return whether a set has reached the target."""
        return bool(
            (self.reps and current.reps >= self.reps)
            or (self.seconds and current.lasted_s >= self.seconds)
        )
