"""When a second opinion is asked for, and when it is no longer waited for."""

from dataclasses import dataclass, field
from math import inf
from typing import Protocol

from formcheck.live.set.second_opinion import Opinion, Question
from formcheck.poses.pose import Pose
from formcheck.results import Check


class SecondOpinions(Protocol):
    """Gives second opinions, one at a time."""

    @property
    def gone(self) -> bool:
        """Whether there are no opinions any more."""
        ...

    def ask(self, question: Question) -> None:
        """Ask; the last question must have been answered."""
        ...

    def answer(self) -> Opinion | None:
        """Return the opinion that was asked for, once, when it has come; None before."""
        ...

    def close(self) -> None:
        """Stop: nothing more will be asked."""
        ...


@dataclass(slots=True)
class Consultation:
    """Collects poses, asks an adviser about them now and then, and keeps the last opinion.

    All times are on the clock of the set, in seconds.

    Args:
        adviser: who gives the opinions; None for none at all.
        every_s: least time between two questions.
        core_share: opinions take no more of a processor core than this.
        patience_s: an opinion that takes longer does not come any more.
        stale_s: an opinion on the set as a whole is believed for so long.
    """

    adviser: SecondOpinions | None
    every_s: float = 0.5
    core_share: float = 0.1
    patience_s: float = 30.0
    stale_s: float = 10.0
    _poses: list[Pose] = field(default_factory=list)
    _asked_s: float | None = None  # while an opinion is on its way
    _next_s: float = 0.0
    _last: Opinion | None = None
    _came_s: float = -inf

    def add(self, pose: Pose) -> None:
        """Keep a pose for the next question."""
        if self.adviser is not None:
            self._poses.append(pose)

    def hear(self, now_s: float) -> Opinion | None:
        """Return the opinion that has come; give up an adviser who is gone or takes too long."""
        if self.adviser is None:
            return None
        opinion = self.adviser.answer()
        if opinion is not None and self._asked_s is not None:
            self._next_s = self._asked_s + max(self.every_s, opinion.took_s / self.core_share)
            self._asked_s = None
            self._last, self._came_s = opinion, now_s
        late = self._asked_s is not None and now_s - self._asked_s > self.patience_s
        if self.adviser.gone or late:
            self.close()
        return opinion

    def due(self, now_s: float, *, paused: bool) -> bool:
        """Return whether it is time for the next question; in a pause there is one at once."""
        waits = self.adviser is None or self._asked_s is not None
        return bool(self._poses) and not waits and (paused or now_s >= self._next_s)

    def ask(self, now_s: float, from_s: float) -> None:
        """Ask about the poses that came since the last question, when it is `due`.

        Args:
            now_s: the time of the set.
            from_s: reps before this time are not asked for.
        """
        if self.adviser is not None:
            self._asked_s = now_s
            self.adviser.ask(Question(tuple(self._poses), from_s))
            self._poses.clear()

    def set_checks(self, now_s: float) -> tuple[Check, ...]:
        """Return how the rules of the set stand by the last opinion; empty if that is too old."""
        if self._last is None or now_s - self._came_s > self.stale_s:
            return ()
        return self._last.set_checks

    def close(self) -> None:
        """Ask for no more opinions."""
        if self.adviser is not None:
            self.adviser.close()
            self.adviser = None
        self._poses.clear()
