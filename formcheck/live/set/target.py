"""When a set is over by itself."""

from dataclasses import dataclass

from formcheck.live.set.one_set import LiveSet


@dataclass(frozen=True, slots=True)
class Target:
    """The end of a set: after a number of reps of both legs, or a time; None for no such end."""

    reps: int | None = None
    seconds: float | None = None

    @classmethod
    def read(cls, text: str) -> "Target":
        """Return the target that a text names: "20" reps, "30s"; none if it is empty."""
        if text.endswith("s"):
            return cls(seconds=float(text.removesuffix("s")))
        return cls(reps=int(text)) if text else cls()

    @property
    def words(self) -> str:
        """The target as it is shown: "20 reps", "30 seconds", "none"."""
        if self.reps:
            return f"{self.reps} reps"
        return f"{self.seconds:g} seconds" if self.seconds else "none"

    def reached(self, current: LiveSet) -> bool:
        """Return whether a set has reached the target."""
        return bool(
            (self.reps and current.reps >= self.reps)
            or (self.seconds and current.lasted_s >= self.seconds)
        )
