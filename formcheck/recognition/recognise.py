"""Which of the built-in exercises a person does, told by what the legs do; or that it is none.

Looked at two seconds at a time, as the model gave the poses. Nothing here depends on which leg
is called left: the model mixes them up, and the higher foot is the higher foot.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from formcheck.body.geometry import length, quantile
from formcheck.body.subject import middle, observe
from formcheck.body.view import ViewKind
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.pose import PoseTrack
from formcheck.results import Recognition
from formcheck.system.arrays import BoolArray, FloatArray, IntArray

CLASSIC, PULLED, QUADRUPED, STANDING = (
    "butt-kicks",
    "butt-kicks-pull-through",
    "quadruped-kickback",
    "standing-kickback",
)
_KICKS, _OTHER, _REST = "kicks", "other", "rest"

WINDOW_S, STEP_S = 2.0, 0.5  # two steps at 60 a minute, the slowest butt kicks; a short clip
LEAST_FRAMES = 3
POSTURE_DEG = 30.0  # trunks that differ by more are those of two exercises
PART_WINDOWS = 5  # one after another: fewer may be the way down to the floor, or up from it
SURE_SHARE = 0.15  # of the time in which anything is done; a set may be a part of a clip
SMOOTH_FPS = 20.0  # slower, and a median of three frames would cut kicks off

ON_ALL_FOURS_DEG = 50.0  # trunk off the vertical: 70 to 85 on all fours, under 45 in a squat
LIFTED_BACK_DEG = 35.0  # thigh behind the vertical: a lifted one, or both of a push-up
# Knee and thigh of the leg that stays: 80 to 95, and 35 behind to 25 forward; the lifted foot over
# the kneeling one, in thigh or shank lengths: 0.5 to 2, in planks and mountain climbers under 0.1.
KNEELING_DEG, KNEELING_THIGH_DEG = 50.0, 35.0
FOOT_UP = 0.35

LOW_KICK_LL = 0.15  # a foot over the other: 0.24 in the lowest of kicks, under 0.1 in a squat
TWO_KNEES_DEG, SINKING_LL = 60.0, 0.3  # squats and lunges bend both and sink; kicks sink 0.2
LEAN_LIMIT_DEG = 40.0
# At the top of a kick the shank is behind by 50 to 120 degrees, the thigh forward by -5 to 35.
# Jogging on the spot has 35 behind and 50 forward, high knees 25 and 95. A thigh that swings too
# far in a kick has its heel up all the same.
HEEL_BEHIND_DEG, HEEL_UP_DEG = 40.0, 55.0
HEEL_OVER_KNEE_DEG = 25.0
THIGH_FORWARD_DEG, THIGH_SWUNG_DEG = 45.0, 52.0
# Who walks or runs pushes off with the hip extended by 15 degrees or more; in kicks it is under 10.
PUSH_OFF_DEG = 12.0
WALKING_LL = 1.5  # leg lengths in two seconds; who crosses the picture so fast walks or runs
LYING_SHANK, HANGING_SHANK = 0.45, 0.62  # its height in the picture over its length
# From the front the knee stays low. From behind the model lets it rise along with the heel.
LOW_KNEE = {"front": 0.75, "rear": 0.35}

# A leg that goes back 3 degrees from the other is more than someone who stands still shows, but
# little to go by; at 8 degrees it is a kickback, if a low one.
LEAST_BACK_DEG, BACK_DEG = 3.0, 8.0
STILL_LEG_DEG, STILL_SHARE = 6.0, 0.6  # the standing leg sways less, or less than the other moves
STRAIGHT_DEG, HANGING_DEG = 35.0, 15.0  # the standing knee; and no thigh comes forward
FASTEST_LIFTS_HZ = 1.6  # walking has 1.8 steps a second
KICKBACK_TRAVEL_LL, KICKBACK_RISE_LL = 0.35, 0.15  # of the hips: who does kickbacks stays put

# From behind a trunk on all fours is foreshortened to 0.6 to 0.95 of the shoulders' width, upright
# it is 1.4 as long. A foot leaves its place by 0.1 or more, and no more often than this; kicks
# are quicker. A straight leg straight back hardly moves there, and is not told.
SHORT_TRUNK_SW = 1.15
BEHIND_LIFT_LL, BEHIND_LIFTS_HZ = 0.1, 0.6
HAND_DOWN_TL = 0.25  # below the shoulder: who stretches an arm out does something else

MOVING_LL, MOVING_DEG = 0.08, 12.0  # less is standing about
# Classic: the thigh hangs, and where it swings, it does so along with the heel. Pulled through, it
# comes up behind the heel: lowering, it is 10 degrees further up than lifting; classic, 1.
PULLED_LATER_DEG, PULLED_UP_DEG = (3.0, 8.0), (15.0, 25.0)
FRONTAL_DOUBT = 0.5  # from front or rear kickbacks, low kicks and skaters are hard to tell


@dataclass(frozen=True, slots=True)
class _Legs:
    """What is looked at in the frames that show a person.

    Angles in degrees from the vertical: trunk, thighs and legs forward positive, shanks behind.
    """

    view: ViewKind
    trunk: FloatArray
    thigh: FloatArray  # (2, n) as all that is of each leg
    shank: FloatArray
    leg: FloatArray  # hip to ankle: the model drags a standing thigh along, less so its foot
    knee_drop: FloatArray  # knee below the hip, in thigh lengths
    ankle_drop: FloatArray
    lift: FloatArray  # one foot over the other, in leg lengths
    apart: FloatArray  # the feet, sideways, likewise
    trunk_sw: FloatArray  # length of the trunk in the picture, in widths of the shoulders
    hands: FloatArray  # the higher wrist below the shoulders, in trunk lengths
    hips: FloatArray  # (n, 2) in leg lengths

    @property
    def knee(self) -> FloatArray:
        return self.thigh + self.shank

    def within(self, frames: BoolArray) -> "_Legs":
        return _Legs(
            self.view,
            self.trunk[frames],
            self.thigh[:, frames],
            self.shank[:, frames],
            self.leg[:, frames],
            self.knee_drop[:, frames],
            self.ankle_drop[:, frames],
            self.lift[frames],
            self.apart[frames],
            self.trunk_sw[frames],
            self.hands[frames],
            self.hips[frames],
        )


def recognise(track: PoseTrack) -> Recognition:
    """Tell which built-in exercise a track shows; ``exercise`` is empty where it is none.

    The confidence is the share of the time, rest left out, that looks like it; for a style of
    butt kicks times how clearly it is that style; half of it for kickbacks, and for none, from
    front or rear; 0 where nobody moves.
    """
    if int(track.found.sum()) < LEAST_FRAMES:
        return Recognition("", 0.0)
    time_s, legs = track.time_s[track.found], _legs(track)
    lifts_back = _lifts_back(time_s, legs)
    kinds: Counter[str] = Counter()
    kicking = np.zeros(len(time_s), dtype=np.bool_)
    for frames in _windows(time_s):
        kind = _kind(legs.within(frames), lifts_back)
        kinds[kind] += 1
        if kind == _KICKS:
            kicking |= frames
    moving = sum(kinds.values()) - kinds[_REST]
    if not moving:
        return Recognition("", 0.0)
    best = max((_KICKS, QUADRUPED, STANDING), key=lambda kind: kinds[kind])
    share = kinds[best] / moving
    doubt = FRONTAL_DOUBT if legs.view in ("front", "rear") else 1.0
    if share < SURE_SHARE / doubt:
        return Recognition("", doubt * kinds[_OTHER] / moving)
    if best == STANDING and legs.view != "rear":
        share *= min(1.0, _back_deg(time_s, legs) / BACK_DEG)
    if best != _KICKS:
        return Recognition(best, doubt * share)
    pulled = _pulled(time_s[kicking], legs.within(kicking))
    return Recognition(PULLED if pulled > 0.5 else CLASSIC, share * max(pulled, 1.0 - pulled))


def parts(track: PoseTrack) -> list[tuple[int, int]]:
    """Part a track where one of the exercises gives way to another.

    Styles of butt kicks are one exercise here. Who changes from all fours to standing is seen
    anew in each part, so each is worth recognising and judging by itself.

    Returns:
        First frame and the frame after the last of every part; the parts make up the track.
    """
    if int(track.found.sum()) < LEAST_FRAMES:
        return [(0, len(track))]
    time_s, legs = track.time_s[track.found], _legs(track)
    lifts_back = _lifts_back(time_s, legs)
    runs: list[tuple[str, float, float, int]] = []  # kind, middle of first and last window, windows
    for frames in _windows(time_s):
        kind, at_s = _kind(legs.within(frames), lifts_back), float(np.mean(time_s[frames]))
        if kind in (_OTHER, _REST):
            continue
        if runs and runs[-1][0] == kind:
            runs[-1] = (kind, runs[-1][1], at_s, runs[-1][3] + 1)
        else:
            runs.append((kind, at_s, at_s, 1))
    sure = [run for run in runs if run[3] >= PART_WINDOWS]
    cuts_s = [
        _change_s(time_s, legs.trunk, before[2], after[1], after[2])
        for before, after in pairwise(sure)
        if before[0] != after[0]
    ]
    frames_at = np.searchsorted(track.time_s, cuts_s).tolist()
    return list(pairwise([0, *frames_at, len(track)]))


def _change_s(
    time_s: FloatArray, trunk: FloatArray, last_s: float, first_s: float, until_s: float
) -> float:
    """When the trunk is in the next exercise's posture for good; half way if it always was.

    Args:
        time_s: (n,).
        trunk: (n,) degrees.
        last_s: when the exercise before was last seen.
        first_s: when the next one was first seen.
        until_s: and when last.
    """
    usual = quantile(trunk[(time_s >= first_s) & (time_s <= until_s)], 0.5)
    between = (time_s >= last_s) & (time_s <= first_s)
    elsewhere = time_s[between & (np.abs(trunk - usual) > POSTURE_DEG)]
    return float(np.nextafter(elsewhere[-1], np.inf)) if len(elsewhere) else (last_s + first_s) / 2


def _legs(track: PoseTrack) -> _Legs:
    subject = observe(track)
    found = track.found
    xy_px = track.xy_px[found]
    trunk = (middle(track, "shoulder") - middle(track, "hip"))[found]
    off_upright = np.degrees(np.arctan2(trunk[:, 0], -trunk[:, 1]))
    facing = float(subject.view.facing or 1)
    if quantile(np.abs(off_upright), 0.5) > ON_ALL_FOURS_DEG:  # the head is in front
        facing = 1.0 if quantile(off_upright, 0.5) > 0.0 else -1.0
    smooth = _smooth if track.fps >= SMOOTH_FPS else np.asarray
    hip, knee, ankle, shoulder, wrist = (
        np.stack([xy_px[:, joint(side, name)] for side in SIDES])
        for name in ("hip", "knee", "ankle", "shoulder", "wrist")
    )
    upper, lower = knee - hip, ankle - knee
    thigh = np.degrees(np.arctan2(facing * upper[..., 0], upper[..., 1]))
    shank = np.degrees(np.arctan2(-facing * lower[..., 0], lower[..., 1]))
    return _Legs(
        view=subject.view.kind,
        trunk=facing * off_upright,
        # A thigh lifted far behind, and a heel at the glutes, go on past the vertical.
        thigh=smooth(np.where(thigh > 150.0, thigh - 360.0, thigh)),
        shank=smooth(np.where(shank < -90.0, shank + 360.0, shank)),
        leg=smooth(np.degrees(np.arctan2(facing * (ankle - hip)[..., 0], (ankle - hip)[..., 1]))),
        knee_drop=upper[..., 1] / subject.thigh_px,
        ankle_drop=lower[..., 1] / subject.shank_px,
        lift=smooth(np.abs(ankle[0, :, 1] - ankle[1, :, 1]) / subject.leg_px),
        apart=smooth(np.abs(ankle[0, :, 0] - ankle[1, :, 0]) / subject.leg_px),
        trunk_sw=length(trunk) / np.maximum(length(shoulder[0] - shoulder[1]), 1.0),
        hands=(wrist - shoulder)[..., 1].min(axis=0) / subject.trunk_px,
        hips=middle(track, "hip")[found] / subject.leg_px,
    )


def _smooth(values: FloatArray) -> FloatArray:
    """Median of three frames: it drops the single frame whose legs are mixed up."""
    padded = np.concatenate([values[..., :1], values, values[..., -1:]], axis=-1)
    three = np.stack([padded[..., :-2], padded[..., 1:-1], padded[..., 2:]])
    return np.asarray(np.median(three, axis=0))


def _windows(time_s: FloatArray) -> list[BoolArray]:
    last_s = max(float(time_s[0]), float(time_s[-1]) - WINDOW_S)
    starts_s = np.arange(float(time_s[0]), last_s + 1e-6, STEP_S)
    windows = [(time_s >= start_s) & (time_s < start_s + WINDOW_S) for start_s in starts_s]
    return [frames for frames in windows if int(frames.sum()) >= LEAST_FRAMES]


def _kind(legs: _Legs, lifts_back: bool) -> str:
    if abs(quantile(legs.trunk, 0.5)) > ON_ALL_FOURS_DEG:
        return _on_all_fours(legs)
    if _kicks(legs):
        return _KICKS
    if legs.view == "rear" and lifts_back:
        return _from_behind(legs)
    if lifts_back and _leg_behind(legs):
        return STANDING
    return _OTHER if _moves(legs) else _REST


def _on_all_fours(legs: _Legs) -> str:
    """One thigh behind and up, the other leg kneels; in a push-up both are behind."""
    behind, stays = legs.thigh.argmin(axis=0), legs.thigh.argmax(axis=0)
    top = _top(-np.take_along_axis(legs.thigh, behind[None], 0)[0])
    low = legs.knee_drop + legs.ankle_drop
    if (
        _at(legs.thigh, behind, top) <= -LIFTED_BACK_DEG
        and _at(legs.thigh, stays, top) >= -LIFTED_BACK_DEG
        and _at(legs.knee, stays, top) >= KNEELING_DEG
        and _at(legs.thigh, stays, top) <= KNEELING_THIGH_DEG
        and _at(low, stays, top) - _at(low, behind, top) >= FOOT_UP
        and quantile(legs.hands[top], 0.5) >= HAND_DOWN_TL
    ):
        return QUADRUPED
    return _OTHER if _moves(legs) else _REST


def _kicks(legs: _Legs) -> bool:
    """One heel after the other comes up behind, again and again, and no knee up in front."""
    highest = quantile(legs.lift, 0.95)
    if highest < LOW_KICK_LL or _rises(legs.lift, 0.35 * highest, 0.65 * highest) < 2:
        return False
    if _spread(legs.hips[:, 0]) > WALKING_LL:
        return False
    top = legs.lift >= 0.8 * highest
    # Of two ankles the one that hangs less from its hip is the higher one.
    height = legs.knee_drop + legs.ankle_drop
    working = height.argmin(axis=0)
    if legs.view in LOW_KNEE:
        knee, ankle = _at(legs.knee_drop, working, top), _at(legs.ankle_drop, working, top)
        lying = HANGING_SHANK if legs.view == "front" else LYING_SHANK
        return knee >= LOW_KNEE[legs.view] and ankle <= lying
    trunk = quantile(legs.trunk, 0.5)
    sinks = _spread(legs.hips[:, 1]) > SINKING_LL
    if trunk > LEAN_LIMIT_DEG or (sinks and quantile(legs.knee.min(axis=0), 0.95) > TWO_KNEES_DEG):
        return False
    thigh, shank = _at(legs.thigh, working, top), _at(legs.shank, working, top)
    pushed_off = -quantile(legs.thigh.min(axis=0) + np.maximum(legs.trunk, 0.0), 0.05)
    heel_behind = (
        thigh <= THIGH_FORWARD_DEG
        and shank >= HEEL_BEHIND_DEG
        and shank - thigh >= HEEL_OVER_KNEE_DEG
    )
    return (
        heel_behind or (thigh <= THIGH_SWUNG_DEG and shank >= HEEL_UP_DEG)
    ) and pushed_off <= PUSH_OFF_DEG


def _lifts_back(time_s: FloatArray, legs: _Legs) -> bool:
    """Whether over the whole clip one leg leaves the other as slowly as kickbacks are done."""
    if legs.view == "rear":
        away = _away(legs)
        low, high = quantile(away, 0.05), quantile(away, 0.95)
        if high - low < BEHIND_LIFT_LL:
            return False
        rises = _rises(away, low + 0.35 * (high - low), low + 0.65 * (high - low))
        return 1 <= rises <= BEHIND_LIFTS_HZ * float(time_s[-1] - time_s[0])
    return _back_deg(time_s, legs) >= LEAST_BACK_DEG


def _back_deg(time_s: FloatArray, legs: _Legs) -> float:
    """How far over the whole clip one leg goes from the other, a little more than once; else 0."""
    if legs.view not in ("side", "oblique"):
        return 0.0
    split = legs.leg.max(axis=0) - legs.leg.min(axis=0)
    low, high = quantile(split, 0.05), quantile(split, 0.95)
    # One leg, hidden by the other, may go half as far.
    rises = _rises(split, low + 0.2 * (high - low), low + 0.45 * (high - low))
    lasted_s = float(time_s[-1] - time_s[0])
    least = 1 if high - low >= BACK_DEG else 2
    return high - low if least <= rises <= FASTEST_LIFTS_HZ * lasted_s else 0.0


def _away(legs: _Legs) -> FloatArray:
    """(n,) how far a foot is from where it stands beside the other, as seen from behind."""
    return np.hypot(legs.lift, legs.apart - quantile(legs.apart, 0.5))


def _from_behind(legs: _Legs) -> str:
    """One foot leaves its place behind, slowly, and the hips do not: a kickback from behind."""
    on_all_fours = quantile(legs.trunk_sw, 0.5) <= SHORT_TRUNK_SW
    stays = (
        _spread(legs.hips[:, 0]) <= KICKBACK_TRAVEL_LL
        and _spread(legs.hips[:, 1]) <= KICKBACK_RISE_LL
    )
    if not stays or quantile(_away(legs), 0.95) < BEHIND_LIFT_LL:
        return _OTHER if _moves(legs) else _REST
    if on_all_fours:
        return QUADRUPED
    top = _top(legs.lift)
    working = (legs.knee_drop + legs.ankle_drop).argmin(axis=0)
    if _at(legs.knee_drop, working, top) < LOW_KNEE["rear"]:
        return _OTHER
    return STANDING


def _leg_behind(legs: _Legs) -> bool:
    """A leg goes back from the hip, or is held there, while the other stands straight and stays."""
    behind, stays = legs.leg.min(axis=0), legs.leg.max(axis=0)
    split = stays - behind
    top, back, straight = _top(split), legs.leg.argmin(axis=0), legs.leg.argmax(axis=0)
    moved = max(_spread(behind), quantile(split, 0.95))
    return (
        quantile(split, 0.95) >= LEAST_BACK_DEG
        and _spread(stays) <= max(STILL_LEG_DEG, STILL_SHARE * moved)
        and _at(legs.thigh, back, top) <= _at(legs.thigh, straight, top)
        and quantile(legs.thigh.max(axis=0), 0.95) <= HANGING_DEG
        and _at(legs.knee, straight, top) <= STRAIGHT_DEG
        and _spread(legs.hips[:, 0]) <= KICKBACK_TRAVEL_LL
        and _spread(legs.hips[:, 1]) <= KICKBACK_RISE_LL
    )


def _moves(legs: _Legs) -> bool:
    return (
        max(_spread(legs.lift), _spread(legs.hips[:, 0]), _spread(legs.hips[:, 1])) > MOVING_LL
        or max(_spread(legs.thigh[0]), _spread(legs.thigh[1])) > MOVING_DEG
    )


def _pulled(time_s: FloatArray, legs: _Legs) -> float:
    """How clearly the thigh comes up behind the heel, 0..1: the pull-through style."""
    if legs.view in LOW_KNEE:
        return 0.0
    working = (legs.knee_drop + legs.ankle_drop).argmin(axis=0)
    thigh, knee = (
        np.take_along_axis(angles, working[None], 0)[0] for angles in (legs.thigh, legs.knee)
    )
    most = quantile(knee, 0.95)
    turning = np.gradient(knee, time_s)
    up = (knee > 0.6 * most) & (turning > 0.0)
    down = (knee > 0.6 * most) & (turning < 0.0)
    later = quantile(thigh[down], 0.5) - quantile(thigh[up], 0.5)
    at_top = quantile(thigh[knee > 0.9 * most], 0.5)
    return _ramp(later, *PULLED_LATER_DEG) * _ramp(at_top, *PULLED_UP_DEG)


def _ramp(value: float, low: float, high: float) -> float:
    return float(np.clip(np.nan_to_num((value - low) / (high - low)), 0.0, 1.0))


def _top(values: FloatArray) -> BoolArray:
    """The frames in which a movement is at its top."""
    return np.asarray(values >= quantile(values, 0.85))


def _at(values: FloatArray, leg: IntArray, frames: BoolArray) -> float:
    """Median of the given leg's value over some frames."""
    return quantile(np.take_along_axis(values, leg[None], 0)[0][frames], 0.5)


def _spread(values: FloatArray) -> float:
    return quantile(values, 0.95) - quantile(values, 0.05)


def _rises(values: FloatArray, low: float, high: float) -> int:
    """How often values go from under ``low`` to over ``high``."""
    rises, down = 0, False
    for value in values.tolist():
        if value <= low:
            down = True
        elif value >= high and down:
            rises, down = rises + 1, False
    return rises
