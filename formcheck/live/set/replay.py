"""Plays pictures of a set again in slow motion: which pictures are shown at a time, and with what.

A replay knows neither window nor clock: its reader says how long it has played.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from formcheck.live.set.pictures import KeptPicture, Pictures
from formcheck.live.set.worst_and_best import Chosen
from formcheck.results import FrameResult, HeldValue
from formcheck.system.arrays import FloatArray

#: What is drawn over a kept picture.
Drawn: TypeAlias = Callable[[KeptPicture], FrameResult]
#: Left, top, right and bottom of all that the person does, in pixels of the camera's picture.
Reach: TypeAlias = tuple[float, float, float, float]

Kind: TypeAlias = Literal["worst", "best"]  # as what a rep is shown

_OF_SPEED = frozenset({"s", "deg/s", "LL/s", "×", "steps/min"})  # units of rules about speed


@dataclass(frozen=True, slots=True)
class ReplayPace:
    """How slowly is played. Times are those of the reader, in seconds.

    Attributes:
        speed: as a share of the real one.
        quick_speed: of reps that would be over too soon at ``speed``.
        least_s: the movement of a rep takes at least this long.
        before_s: the first pictures stand for this time: what is shown can be read.
        hold_s: the pictures at the peak stand for this time, with the number.
        after_s: the last pictures stand for this time.
    """

    speed: float = 0.5
    quick_speed: float = 0.25
    least_s: float = 1.5
    before_s: float = 1.0
    hold_s: float = 2.0
    after_s: float = 0.7


PACE = ReplayPace()


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands with a rep that is shown.

    Attributes:
        kind: whether it is shown as the worst or as the best one.
        chosen: the rep, and what it is shown for.
        alone: whether no other rep stands beside it.
    """

    kind: Kind
    chosen: Chosen
    alone: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """What is shown of one rep, or of the last seconds, in a moment.

    Attributes:
        picture: the picture.
        frame: what is drawn over it, in pixels of the camera's picture.
        reach: of the person in the whole replay; None where nobody is seen.
        caption: what stands with it; None for the last seconds.
    """

    picture: KeptPicture
    frame: FrameResult
    reach: Reach | None
    caption: Caption | None = None


@dataclass(frozen=True, slots=True)
class ReplayMoment:
    """What is shown in a moment of a replay.

    Attributes:
        panels: what stands beside each other.
        share: how much has been played, 0..1.
        speed: as a share of the real one.
    """

    panels: tuple[Panel, ...]
    share: float
    speed: float


@dataclass(frozen=True, slots=True)
class Strip:
    """The pictures of one panel, and which of their times is shown when.

    Attributes:
        pictures: in order of time.
        played_s: moments of the replay.
        time_s: the times on the clock of the set that are shown then.
        drawn: what is drawn over each picture.
        reach: of the person in all of them.
        caption: what stands with them; None for the last seconds.
        held: the number that is shown from the peak of the rep on.
    """

    pictures: Pictures
    played_s: Sequence[float]
    time_s: Sequence[float]
    drawn: Drawn
    reach: Reach | None
    caption: Caption | None = None
    held: HeldValue | None = None

    def at(self, played_s: float) -> Panel:
        """Return what is shown after some seconds."""
        time_s = float(np.interp(played_s, self.played_s, self.time_s))
        later = bisect_right(self.pictures, time_s, key=lambda one: one.time_s)
        nearby = self.pictures[max(0, later - 1) : later + 1]
        picture = min(nearby, key=lambda one: abs(one.time_s - time_s))
        frame = self.drawn(picture)
        if self.caption and time_s >= self.caption.chosen.rep.peak_s - 1e-6:
            frame = replace(frame, held=self.held)
        return Panel(picture, frame, self.reach, self.caption)


@dataclass(frozen=True, slots=True)
class Replay:
    """Pictures that are played again once.

    Attributes:
        strips: what stands beside each other.
        lasts_s: how long it plays.
        speed: as a share of the real one.
    """

    strips: tuple[Strip, ...]
    lasts_s: float
    speed: float

    def at(self, played_s: float) -> ReplayMoment:
        """Return what is shown after some seconds."""
        share = min(1.0, max(0.0, played_s / self.lasts_s))
        return ReplayMoment(tuple(strip.at(played_s) for strip in self.strips), share, self.speed)


@dataclass(frozen=True, slots=True)
class Shown:
    """A rep with all that is needed to play it again.

    Attributes:
        kind: whether it is shown as the worst or as the best one.
        chosen: the rep, and what it is shown for.
        pictures: of the rep, in order of time; not empty.
        drawn: what is drawn over each.
        held: the number that is shown from its peak on; None for none.
    """

    kind: Kind
    chosen: Chosen
    pictures: Pictures
    drawn: Drawn
    held: HeldValue | None


def in_a_row(pictures: Pictures, drawn: Drawn, *, pace: ReplayPace = PACE) -> Replay | None:
    """Return a replay of pictures that follow each other; None if there are none."""
    if not pictures:
        return None
    first_s, last_s = pictures[0].time_s, pictures[-1].time_s
    lasts_s = max((last_s - first_s) / pace.speed, pace.after_s)
    reach = _reach(pictures)
    strip = Strip(pictures, (0.0, lasts_s), (first_s, last_s), drawn, reach)
    return Replay((strip,), lasts_s, pace.speed)


def side_by_side(shown: Sequence[Shown], *, pace: ReplayPace = PACE) -> Replay | None:
    """Return a replay of one rep or two; None for no rep.

    They begin, peak and end together, whatever their own pace. If a rule about speed is broken,
    each keeps its own pace, and they only peak together.
    """
    if not shown:
        return None
    reps = [one.chosen.rep for one in shown]
    rise_s = max(rep.peak_s - rep.start_s for rep in reps)
    fall_s = max(rep.end_s - rep.peak_s for rep in reps)
    quick = (rise_s + fall_s) / pace.speed < pace.least_s
    speed = pace.quick_speed if quick else pace.speed
    own_pace = shown[0].chosen.check.unit in _OF_SPEED
    peak_s = pace.before_s + rise_s / speed
    strips = []
    for one, rep in zip(shown, reps, strict=True):
        up_s = rep.peak_s - rep.start_s if own_pace else rise_s
        down_s = rep.end_s - rep.peak_s if own_pace else fall_s
        down_from_s = peak_s + pace.hold_s
        strips.append(
            Strip(
                one.pictures,
                (peak_s - up_s / speed, peak_s, down_from_s, down_from_s + down_s / speed),
                (rep.start_s, rep.peak_s, rep.peak_s, rep.end_s),
                one.drawn,
                _reach(one.pictures),
                Caption(one.kind, one.chosen, alone=len(shown) == 1),
                one.held,
            )
        )
    lasts_s = peak_s + pace.hold_s + fall_s / speed + pace.after_s
    return Replay(tuple(strips), lasts_s, speed)


def _reach(pictures: Pictures) -> Reach | None:
    """Return how far the person reaches; single misplaced landmarks are left out."""
    seen: list[FloatArray] = [
        one.frame.xy_px[np.isfinite(one.frame.xy_px).all(axis=1)]
        for one in pictures
        if one.frame.xy_px is not None
    ]
    points = np.concatenate(seen) if seen else np.empty((0, 2))
    if not len(points):
        return None
    left, top, right, bottom = np.quantile(points, [0.002, 0.998], axis=0).ravel().tolist()
    return left, top, right, bottom
