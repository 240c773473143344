"""Tell which exercise a clip shows, or that it shows none of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from formcheck.exercises.file import built_in, load_exercise
from formcheck.exercises.signature import LegDrawnBack, Signature
from formcheck.exercises.spec import Exercise
from formcheck.poses.pose import PoseTrack
from formcheck.recognition.curves import ramp
from formcheck.recognition.heel_kicks import (
    kicks_quickly,
    pulled_through_clearness,
    shows_heel_kicks,
)
from formcheck.recognition.kickbacks import (
    holds_foot_away,
    lifts_foot_slowly,
    shows_foot_lifted_from_behind,
    shows_leg_drawn_back,
    shows_leg_lifted_on_all_fours,
    slow_swing_deg,
)
from formcheck.recognition.leg_motion import WINDOWS, LegMotion, leg_motion, windows
from formcheck.results import Recognition
from formcheck.system.arrays import BoolArray


@dataclass(frozen=True, slots=True)
class Confidence:
    """When a clip is recognised, and how sure that is.

    Attributes:
        sure: a clip with less confidence is not judged, unless its exercise is named.
        min_share: at least this share of the windows with movement shows the exercise, divided by
            ``frontal_factor`` from the front or from behind. It is small, because a set may be a
            small part of a clip.
        frontal_factor: from the front or from behind, the confidence is multiplied by this, except
            for heel kicks: kickbacks, low kicks and skaters are hard to tell apart there.
    """

    sure: float = 0.5
    min_share: float = 0.15
    frontal_factor: float = 0.5


CONFIDENCE = Confidence()


@dataclass(frozen=True, slots=True)
class ShownWindow:
    """What two seconds of a clip show.

    Attributes:
        exercise: id of the exercise; empty for none.
        moves: whether the person moves.
        frames: which of the frames that show a person belong to it.
    """

    exercise: str
    moves: bool
    frames: slice


@cache
def recognisable() -> tuple[Exercise, ...]:
    """Return the built-in exercises that have a signature."""
    exercises = [load_exercise(name) for name in built_in()]
    return tuple(exercise for exercise in exercises if exercise.signature)


def recognise(track: PoseTrack, exercises: Sequence[Exercise] | None = None) -> Recognition:
    """Tell which exercise a track shows; ``exercise`` is empty where it shows none.

    The confidence is the share of the windows with movement that show the exercise. It is 0 if
    nobody moves, and lower in three cases: if it is not clear which style of an exercise with
    styles is shown, if a leg is drawn back only a little, and from the front or from behind
    (`Confidence.frontal_factor`).

    Args:
        track: as the pose model gave it.
        exercises: those to choose from; the built-in ones when None.
    """
    if int(track.found.sum()) < WINDOWS.min_frames:
        return Recognition("", 0.0)
    exercises = recognisable() if exercises is None else exercises
    clip = leg_motion(track)
    shown = windows_shown(clip, exercises)
    moving = sum(window.moves for window in shown)
    if not moving:
        return Recognition("", 0.0)
    counts = Counter(window.exercise for window in shown if window.moves)
    best = max(exercises, key=lambda exercise: counts[exercise.id], default=None)
    share = counts[best.id] / moving if best else 0.0
    factor = CONFIDENCE.frontal_factor if clip.is_frontal else 1.0
    if not best or not best.signature or share < CONFIDENCE.min_share / factor:
        return Recognition("", factor * counts[""] / moving)
    if best.signature.heel_kicks:
        kicks = [window.frames for window in shown if window.exercise == best.id]
        return _style(best.id, share, clip.within(_any_of(kicks, clip)), exercises)
    drawn_back = best.signature.leg_drawn_back
    if drawn_back and clip.view != "rear":
        share *= _swing_clearness(slow_swing_deg(clip, drawn_back), drawn_back)
    return Recognition(best.id, factor * share)


def _any_of(some: Sequence[slice], clip: LegMotion) -> BoolArray:
    """Return (n,) which frames of a clip belong to at least one of some windows."""
    frames = np.zeros(len(clip.time_s), dtype=np.bool_)
    for window in some:
        frames[window] = True
    return frames


def _swing_clearness(swung_deg: float, limits: LegDrawnBack) -> float:
    """Return how clearly a leg is drawn back, from 0.5 for the smallest swing to 1."""
    return 0.5 + 0.5 * ramp(swung_deg, (limits.min_swing_deg, limits.clear_swing_deg))


def _style(
    exercise_id: str, share: float, kicks: LegMotion, exercises: Sequence[Exercise]
) -> Recognition:
    """Tell which style of an exercise is shown, or the exercise itself.

    Args:
        exercise_id: of the exercise that the windows show.
        share: of the windows with movement that show it.
        kicks: the frames that show it.
        exercises: those to choose from, with the styles.
    """
    for style in exercises:
        limits = style.signature and style.signature.thigh_pulled_through
        if limits and limits.variant_of == exercise_id:
            clearness = pulled_through_clearness(kicks, limits)
            named = style.id if clearness > 0.5 else exercise_id
            return Recognition(named, share * max(clearness, 1.0 - clearness))
    return Recognition(exercise_id, share)


def windows_shown(clip: LegMotion, exercises: Sequence[Exercise]) -> list[ShownWindow]:
    """Return what each window of a clip shows, in order.

    Args:
        clip: all of its frames that show a person.
        exercises: those to choose from.
    """
    candidates = [
        _Candidate(exercise.id, exercise.signature, clip)
        for exercise in exercises
        if exercise.signature
    ]
    shown = []
    for frames in windows(clip.time_s):
        window = clip.within(frames)
        on_all_fours = window.is_on_all_fours
        exercise = next((one.id for one in candidates if one.shows(window, on_all_fours)), "")
        moves = bool(exercise) or window.moves()
        if not moves and not on_all_fours:
            moves = any(one.shows_held_foot(window) for one in candidates)
        shown.append(ShownWindow(exercise, moves, frames))
    return shown


class _Candidate:
    """An exercise that a clip may show, with what the whole clip says of it.

    Args:
        exercise_id: of the exercise.
        signature: what it looks like.
        clip: all frames that show a person.
    """

    def __init__(self, exercise_id: str, signature: Signature, clip: LegMotion) -> None:
        self.id = exercise_id
        kicks = signature.heel_kicks
        self._kicks = kicks if kicks and kicks_quickly(clip, kicks) else None
        self._on_all_fours = signature.leg_lifted_on_all_fours
        drawn_back, from_behind = signature.leg_drawn_back, signature.foot_lifted_from_behind
        # Windows of these two kinds count only in a clip that is slow as a whole.
        far = drawn_back and slow_swing_deg(clip, drawn_back) >= drawn_back.min_swing_deg
        self._drawn_back = drawn_back if far else None
        slow = from_behind and lifts_foot_slowly(clip, from_behind)
        self._from_behind = from_behind if slow else None

    def shows(self, window: LegMotion, on_all_fours: bool) -> bool:
        """Return whether a window shows this exercise."""
        if on_all_fours:
            limits = self._on_all_fours
            return limits is not None and shows_leg_lifted_on_all_fours(window, limits)
        if self._kicks and shows_heel_kicks(window, self._kicks):
            return True
        if self._from_behind and shows_foot_lifted_from_behind(window, self._from_behind):
            return True
        return self._drawn_back is not None and shows_leg_drawn_back(window, self._drawn_back)

    def shows_held_foot(self, window: LegMotion) -> bool:
        """Return whether a foot is held away from its place, so that the person is not at rest."""
        return self._from_behind is not None and holds_foot_away(window, self._from_behind)
