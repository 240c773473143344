"""Decides when to ask for a second opinion on a set, and when to stop waiting for it."""

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
        """Whether no more opinions will come."""
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
    """Collects poses, asks for second opinions on them now and then, and keeps the last one.

    All times are on the clock of the set, in seconds.

    Args:
        opinions: gives the second opinions; None for none at all.
        every_s: least time between two questions.
        core_share: opinions are at work for no more than this share of the time.
        patience_s: an opinion that takes longer is not waited for, and no more are asked for.
        stale_s: an opinion on the rules of the set is used for this long.
    """

    opinions: SecondOpinions | None
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
        if self.opinions is not None:
            self._poses.append(pose)

    def receive(self, now_s: float) -> Opinion | None:
        """Return the opinion that has come, None before; stop asking if none will come any more."""
        if self.opinions is None:
            return None
        opinion = self.opinions.answer()
        if opinion is not None and self._asked_s is not None:
            self._next_s = self._asked_s + max(self.every_s, opinion.took_s / self.core_share)
            self._asked_s = None
            self._last, self._came_s = opinion, now_s
        late = self._asked_s is not None and now_s - self._asked_s > self.patience_s
        if self.opinions.gone or late:
            self.close()
        return opinion

    def due(self, now_s: float, *, paused: bool) -> bool:
        """Return whether it is time for the next question; in a pause there is one at once."""
        waits = self.opinions is None or self._asked_s is not None
        return bool(self._poses) and not waits and (paused or now_s >= self._next_s)

    def ask(self, now_s: float, from_s: float) -> None:
        """Ask about the poses that came since the last question, when it is `due`.

        Args:
            now_s: the time of the set.
            from_s: reps before this time are not asked for.
        """
        if self.opinions is not None:
            self._asked_s = now_s
            self.opinions.ask(Question(tuple(self._poses), from_s))
            self._poses.clear()

    def set_checks(self, now_s: float) -> tuple[Check, ...]:
        """Return the rules of the set as the last opinion judged them; empty if it is too old."""
        if self._last is None or now_s - self._came_s > self.stale_s:
            return ()
        return self._last.set_checks

    def close(self) -> None:
        """Ask for no more opinions."""
        if self.opinions is not None:
            self.opinions.close()
            self.opinions = None
        self._poses.clear()
