"""Makes the replays of a set: after it, in a rest, and of its last seconds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.exercises.spec import Exercise
from formcheck.live.set.pictures import KeptPicture, SetPictures
from formcheck.live.set.replay import Drawn, Kind, Replay, Shown, in_a_row, side_by_side
from formcheck.live.set.worst_and_best import (
    Chosen,
    Pair,
    broken_in,
    repeated_in,
    worst_and_best,
)
from formcheck.overlay.faulty_parts import parts_of_rep
from formcheck.overlay.held_values import held_value
from formcheck.overlay.playback import Playback
from formcheck.results import FrameResult, Rep, Session

_MOMENTS: Final = 4  # of a rep in which the place of its number must be free


def after_set(session: Session, exercise: Exercise, pictures: SetPictures) -> Replay | None:
    """Return the worst rep beside the best one, as the whole set was judged.

    Where nothing is wrong it is the best one alone; None if there is nothing to show.
    """
    reps, rules = session.shown_reps, broken_in(session, exercise)
    pair = worst_and_best(reps, exercise, rules=rules, shown=_with_pictures(reps, pictures))
    return _replay(pair, pictures, as_judged(session, exercise))


def in_rest(reps: Sequence[Rep], exercise: Exercise, pictures: SetPictures) -> Replay | None:
    """Return the worst of some reps beside the best one; None if no fault repeats in them."""
    rules = repeated_in(reps, exercise)
    pair = worst_and_best(reps, exercise, rules=rules, shown=_with_pictures(reps, pictures))
    return _replay(pair, pictures, as_seen) if pair.worst else None


def last_seconds(pictures: SetPictures, drawn: Drawn) -> Replay | None:
    """Return the last seconds of a set; None if there are no pictures."""
    return in_a_row(pictures.last(), drawn)


def as_seen(picture: KeptPicture) -> FrameResult:
    """Return what was drawn over a picture when it came."""
    return replace(picture.frame, working=None)


def as_judged(session: Session, exercise: Exercise) -> Drawn:
    """Return what is drawn over pictures of a set that was judged as a whole."""
    playback, time_s = Playback(session, exercise), session.time_s

    def drawn(picture: KeptPicture) -> FrameResult:
        frame = playback.frame(int(np.argmin(np.abs(time_s - picture.time_s))))
        return replace(frame, cue="", notes=())

    return drawn


def _with_pictures(reps: Sequence[Rep], pictures: SetPictures) -> list[Rep]:
    return [rep for rep in reps if pictures.of(rep)]


def _replay(pair: Pair, pictures: SetPictures, frame_of: Drawn) -> Replay | None:
    kinds: tuple[tuple[Kind, Chosen | None], ...]
    kinds = ("worst", pair.worst), ("best", pair.best)
    return side_by_side(
        [_shown(kind, chosen, pictures, frame_of) for kind, chosen in kinds if chosen]
    )


def _shown(
    kind: Kind,
    chosen: Chosen,
    pictures: SetPictures,
    frame_of: Drawn,
) -> Shown:
    rep, kept = chosen.rep, pictures.of(chosen.rep)

    def drawn(picture: KeptPicture) -> FrameResult:
        """Return the frame in the colours of this rep, whatever else is under way."""
        frame = frame_of(picture)
        working = rep.side or frame.near_side or "left"
        verdict, faulty = parts_of_rep(rep, working)
        return replace(
            frame,
            working=working,
            working_verdict=rep.verdict,
            leg_verdict=verdict,
            faulty=faulty,
            held=None,
        )

    at_peak = [one for one in kept if one.time_s >= rep.peak_s] or list(kept[-1:])
    places = [drawn(one).xy_px for one in at_peak]
    seen = [xy_px for xy_px in places if xy_px is not None] or [np.full((33, 2), np.nan)]
    some = np.linspace(0, len(seen) - 1, min(_MOMENTS, len(seen))).astype(int)
    measured = chosen.check.value is not None
    held = held_value(chosen.check, np.stack(seen)[some]) if measured else None
    return Shown(kind, chosen, kept, drawn, held)
