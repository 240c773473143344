"""Put left and right legs back where the model swapped them.

In butt kicks seen from the side the model exchanges the legs when they pass each other and
when the moving foot is blurred: about a third of the frames of a real clip at 30 frames a
second. No single frame tells which leg is which; time does. Of all the ways to keep or
exchange the legs frame by frame the cheapest is found (Viterbi), where it costs

- to move a knee or an ankle with an acceleration that no leg has,
- to kick twice running with the same leg,
- a little, to contradict the model.

In kickbacks legs are slow, and either may go again. There the leg that stays down tells: its knee
and foot lie where they lay while the person rested, those of the other leg lay elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from formcheck.body.geometry import length, quantile
from formcheck.body.motion import Motion
from formcheck.body.segments import leg_inclination_deg
from formcheck.body.subject import Subject
from formcheck.cleaning.legs import ACCELERATION, exchange_legs, legs_px, lifted_deg, raised_deg
from formcheck.cleaning.trust import (
    SHORT_SHANK,
    STUNTED_SHANK,
    misplaced,
    without_blends,
    without_feet,
    without_trust,
)
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray, IntArray

POSITION_NOISE = 0.05  # leg lengths; what a landmark trembles by
JUMP_CAP = 2.0  # one impossible jump of a joint counts this much and no more
CHANGE = 0.7  # the model does not take to exchanging the legs for nothing
BEGIN_EXCHANGED = 1.0  # nor does a clip begin so
KEEP_PER_S = 9.0  # the model is right more often than not
SAME_LEG_AGAIN = 4.0  # where the legs take turns
BOTH_LEGS_SHARE = 0.15  # of the raised frames; with less, the other leg does not kick at all
SHORTEST_ONE_LEG_S = 0.5
DOWN_SHARE = 0.1  # of the time of a leg that kicks alone, it is down at least
SHORTEST_TURN_S = 0.14  # no kick is shorter; a bump is
SHORTEST_TURN_SHARE = 0.48  # of a step, where the pace is known: the slower, the longer
LONGEST_SHORTEST_TURN_S = 0.3
STEP_S = (0.24, 1.2)  # 250 to 50 steps a minute
PACE_MIN_FPS = 20.0  # with less, a step has too few frames to tell how long it is
HALF_A_STEP_LIKELIER = 0.25  # what repeats after one step repeats after two
HIGHEST_LEAD_DEG = 80.0  # a foot misread for a moment counts no more than a kick
UP_DEG = 25.0  # a shank raised this much more than the other half says "this leg kicks"
UP_SCALE_DEG = 8.0
EMISSION_CAP = 5.0
EMISSION_FPS = 30.0  # the rate at which these costs of a frame count as they are
OTHER_LEG = 4.0  # slow legs: the same one goes again more often than not
SHORTEST_LIFT_S = 0.3
STANDS = ("knee", "ankle", "heel")  # of the leg that stays down: they lie where they lay at rest
PLACE_LL = 0.03  # leg lengths; how well such a place is read
PLACE_CAP = 3.0  # a leg that lies at neither place says nothing
PLACE_DOUBT = 1.5  # a leg hidden at rest is read beside its place: less than this proves nothing
REST_S = 5.0  # people shift: a place is that of the rest around it
REST_SHARE = 0.15  # of the frames at least, both legs are down
REST_DEG = 3.0  # and then they are this much alike
LEAST_REST = 5  # frames

Way: TypeAlias = tuple[IntArray, IntArray]  # back from one frame, see `Decoder.step`


@dataclass(frozen=True, slots=True)
class _Phases:
    """Phases of the gait: nobody up yet, one leg up last, or one leg up for the n-th frame.

    A leg that is up stays so for a while, which a bump of a frame or two does not: each leg's
    turn is a chain of ``steps`` phases, and only the last may be left.
    """

    steps: int

    @property
    def count(self) -> int:
        return 3 + 2 * self.steps

    def up(self, leg: int) -> slice:
        """The phases in which leg 0 (left) or 1 (right) is up."""
        return slice(3 + leg * self.steps, 3 + (leg + 1) * self.steps)

    def costs(self, same_leg_again: float, other_leg: float, *, slow: bool) -> FloatArray:
        """(count, count) cost of going from one phase to another.

        Slow legs are both down in between, at a run one is up as the other comes down.
        """
        cost = np.full((self.count, self.count), np.inf)
        start, after = 0, (1, 2)
        cost[[start, *after], [start, *after]] = 0.0
        for leg in (0, 1):
            chain = range(self.count)[self.up(leg)]
            first, last, first_of_other = (
                chain[0],
                chain[-1],
                range(self.count)[self.up(1 - leg)][0],
            )
            cost[start, first] = 0.0
            cost[after[1 - leg], first] = other_leg
            cost[after[leg], first] = same_leg_again
            cost[chain[:-1], chain[1:]] = 0.0
            cost[last, [last, after[leg]]] = 0.0
            cost[last, first_of_other] = np.inf if slow else 0.0
        return cost


@dataclass(frozen=True, slots=True)
class Repaired:
    """A track with its legs in order.

    Attributes:
        track: legs exchanged back, feet that cannot be where they are said to be NaN.
        swapped: (n,) the frames that were exchanged.
    """

    track: PoseTrack
    swapped: BoolArray


def repair_swaps(track: PoseTrack, subject: Subject, *, turns: bool = True) -> Repaired:
    """Exchange the legs of the frames in which the model has them the wrong way round.

    Args:
        track: as the backend gave it.
        subject: the person.
        turns: whether the legs may be taking turns. Where they do not, as in kickbacks, they are
            slow, and the leg that stays down tells which one is lifted.
    """
    swapped = np.zeros(len(track), dtype=np.bool_)
    nowhere = misplaced(track, subject, STUNTED_SHANK, flung=not turns)
    # A lifted thigh says enough without its foot.
    sure = np.flatnonzero(track.found & ~(nowhere.any(axis=1) & turns))
    if len(sure) >= 3:
        placed = without_feet(track, misplaced(track, subject, SHORT_SHANK))
        assignment = _assignment(track, placed, subject, sure, turns=turns)
        swapped = swapped_frames(track, sure, assignment)
    repaired = repair(track, subject, nowhere, swapped, flung=not turns)
    return Repaired(repaired if turns else without_blends(repaired, subject), swapped)


def swapped_frames(track: PoseTrack, sure: IntArray, assignment: BoolArray) -> BoolArray:
    """(n,) frames to exchange: those in doubt have no say, they go with the nearest sure one.

    Args:
        track: n frames.
        sure: (m,) the frames that are sure, m at least 1.
        assignment: (m,) whether the legs are exchanged there.
    """
    nearest = np.rint(np.interp(np.arange(len(track)), sure, np.arange(len(sure))))
    return assignment[nearest.astype(np.int64)] & track.found


def repair(
    track: PoseTrack,
    subject: Subject,
    nowhere: BoolArray,
    swapped: BoolArray,
    *,
    flung: bool = False,
) -> PoseTrack:
    """Exchange legs, drop feet that are nowhere, and doubt those that move as no foot does.

    Args:
        track: n frames as the backend gave them.
        subject: the person.
        nowhere: (n, 2) see `misplaced`, of a stunted shank.
        swapped: (n,) the frames whose legs are to be exchanged.
        flung: see `misplaced`.
    """
    in_order = exchange_legs(without_feet(track, nowhere), swapped)
    return without_trust(in_order, subject, flung=flung)


def _assignment(
    track: PoseTrack, placed: PoseTrack, subject: Subject, seen: IntArray, *, turns: bool
) -> BoolArray:
    """(m,) of the frames ``seen``: True where the legs are to be exchanged.

    Which shank is raised is read from ``track``, where the feet go from ``placed``, which lacks
    the ones whose place is in doubt.
    """
    time_s = track.time_s[seen]
    motion = motion_costs(legs_px(placed)[seen] / subject.leg_px, time_s)
    if not turns:
        slow = Decoder(track.fps, turns=False, shortest_turn_s=SHORTEST_LIFT_S, slow=True)
        emissions = slow.emissions(lifted_deg(track, subject)[seen])
        places = place_costs(placed, subject)[seen]
        return _decode(slow, emissions + slow.per_frame(places)[..., None], motion)
    shanks_deg = raised_deg(track, subject)[seen]
    shortest_turn_s = max(SHORTEST_TURN_S, SHORTEST_TURN_SHARE * step_time_s(shanks_deg, time_s))
    decoder = Decoder(
        track.fps,
        turns=take_turns(shanks_deg, time_s),
        shortest_turn_s=min(shortest_turn_s, LONGEST_SHORTEST_TURN_S),
    )
    return _decode(decoder, decoder.emissions(shanks_deg), motion)


def _decode(decoder: "Decoder", emissions: FloatArray, motion: FloatArray) -> BoolArray:
    decoder.start(emissions[0])
    ways = [decoder.step(motion[i], emissions[i]) for i in range(1, len(emissions))]
    return decoder.cheapest(ways)


def place_costs(track: PoseTrack, subject: Subject) -> FloatArray:
    """(n, 2) cost of each assignment, by where the legs lay while the person rested.

    From the side the two legs stand at different places of the picture. The one that carries the
    person stays at its own while the other is lifted, whatever the model calls it. A leg that
    lies at neither place says nothing.
    """
    costs = np.zeros((len(track), 2))
    if subject.view.kind != "side":
        return costs
    motion = Motion(track, subject)
    left_deg, right_deg = (leg_inclination_deg(motion, side) for side in SIDES)
    apart_deg = np.abs(left_deg - right_deg)
    alike_deg = quantile(apart_deg, REST_SHARE) + REST_DEG
    joints = [[joint(side, name) for name in STANDS] for side in SIDES]
    legs = track.xy_px[:, joints] / subject.leg_px  # (n, 2 sides, joints, 2)
    whole = np.isfinite(legs).all(axis=(1, 2, 3))
    rest = np.flatnonzero(whole & (apart_deg <= alike_deg))
    for frame, time_s in enumerate(track.time_s):
        around = rest[np.abs(track.time_s[rest] - time_s) <= REST_S]
        if len(around) < LEAST_REST:
            continue
        places = np.median(legs[around], axis=0)
        for assignment, leg in enumerate((legs[frame], legs[frame, ::-1])):
            off = (length(leg - places) / PLACE_LL) ** 2 / 2.0
            costs[frame, assignment] = np.fmin(off, PLACE_CAP).mean(axis=1).sum()
        costs[frame, 1] += PLACE_DOUBT
    return costs


@dataclass(slots=True)
class Decoder:
    """Goes forward through the frames with the cheapest way to every end that is possible by now.

    Args:
        fps: frames a second.
        turns: whether the legs take turns.
        shortest_turn_s: a leg is up at least so long.
        slow: whether both legs are down between two kicks.

    Attributes:
        cost: [before, now, phase] of the cheapest way that ends with these assignments of the
            last two frames (0 as the model says, 1 exchanged) and in this phase.
    """

    fps: float
    turns: bool
    shortest_turn_s: float = SHORTEST_TURN_S
    slow: bool = False
    cost: FloatArray = field(init=False)
    _phases: _Phases = field(init=False)
    _keep: FloatArray = field(init=False)
    _transitions: FloatArray = field(init=False)

    def __post_init__(self) -> None:
        self._phases = _Phases(max(1, round(self.shortest_turn_s * self.fps)))
        self._keep = np.array([0.0, KEEP_PER_S / self.fps])[None, :, None]
        self.take_turns(self.turns)

    def take_turns(self, turns: bool) -> None:
        """Change from now on whether the legs take turns."""
        self.turns = turns
        self._transitions = self._phases.costs(
            SAME_LEG_AGAIN if turns else 0.0, OTHER_LEG if self.slow else 0.0, slow=self.slow
        )

    def emissions(self, shanks_deg: FloatArray) -> FloatArray:
        """(m, 2, phases) cost of each phase under each assignment, by which shank is raised more.

        Args:
            shanks_deg: (m, 2) see `raised_deg`.
        """
        lead_deg = shanks_deg[:, 0] - shanks_deg[:, 1]
        lead = np.stack([lead_deg, -lead_deg], axis=1)  # (m, 2 assignments)
        costs = np.empty((*lead.shape, self._phases.count))
        costs[..., :3] = np.logaddexp(0.0, (np.abs(lead) - UP_DEG) / UP_SCALE_DEG)[..., None]
        for leg, sign in ((0, -1.0), (1, 1.0)):
            up = np.logaddexp(0.0, (UP_DEG + sign * lead) / UP_SCALE_DEG)
            costs[..., self._phases.up(leg)] = up[..., None]
        return self.per_frame(np.minimum(costs, EMISSION_CAP))

    def per_frame(self, costs: FloatArray) -> FloatArray:
        """Costs of a frame: the same kick has twice of them at twice the rate, and says no more."""
        return costs * EMISSION_FPS / self.fps

    def start(self, emission: FloatArray) -> None:
        """Take the first frame, given one of `emissions`."""
        begin = np.array([0.0, BEGIN_EXCHANGED])[None, :, None]
        self.cost = np.zeros((2, *emission.shape)) + begin + self._keep + emission[None]

    def step(self, motion: FloatArray, emission: FloatArray) -> Way:
        """Take the next frame.

        Args:
            motion: (2, 2, 2) the frame's of `motion_costs`.
            emission: (2, phases) the frame's of `emissions`.

        Returns:
            The way back: [before, now, phase] the assignment before these two, and
            [before that, before, phase] the phase before.
        """
        reached = self.cost[:, :, :, None] + self._transitions
        phase_from = reached.argmin(axis=2)
        through = reached.min(axis=2)  # [before, now, phase]
        candidates = through[:, :, None, :] + motion[:, :, :, None]
        before = candidates.argmin(axis=0)
        self.cost = candidates.min(axis=0) + self._keep + emission[None]
        return before, phase_from

    def cheapest(self, ways: Sequence[Way]) -> BoolArray:
        """(ways + 1,) the assignments of the last frames along the cheapest way to the last.

        Args:
            ways: what `step` returned for all of these frames but the first.
        """
        previous, current, phase = (
            int(v) for v in np.unravel_index(int(self.cost.argmin()), self.cost.shape)
        )
        path = [current]
        for before, phase_from in reversed(ways):
            earlier = int(before[previous, current, phase])
            phase = int(phase_from[earlier, previous, phase])
            previous, current = earlier, previous
            path.append(current)
        return np.array(path[::-1], dtype=np.bool_)


def take_turns(shanks_deg: FloatArray, time_s: FloatArray) -> bool:
    """Tell whether both legs kick, by what the model says, or else by the pace.

    One leg alone may do the exercise, but not at the pace of two, and its foot comes down
    between its kicks.

    Args:
        shanks_deg: (m, 2) see `raised_deg`.
        time_s: (m,).
    """
    lead_deg = shanks_deg[:, 0] - shanks_deg[:, 1]
    up = np.abs(lead_deg) > UP_DEG
    onsets = np.flatnonzero(up[1:] & ~up[:-1]) + 1
    if len(onsets) < 3 or float(np.median(np.diff(time_s[onsets]))) < SHORTEST_ONE_LEG_S:
        return True
    higher_deg = shanks_deg[onsets[0] : onsets[-1]].max(axis=1)
    if float(np.quantile(higher_deg, DOWN_SHARE)) > UP_DEG:
        return True
    of_left = float((lead_deg[up] > 0.0).mean())
    return min(of_left, 1.0 - of_left) >= BOTH_LEGS_SHARE


def step_time_s(shanks_deg: FloatArray, time_s: FloatArray) -> float:
    """The time of a step, from how the lead of one leg over the other repeats; 0 if unknown.

    After a step the lead is as large as before and of the other leg, after two it is of the same
    one. Whether it is large is told by frames with the legs exchanged as well.

    Args:
        shanks_deg: (m, 2) see `raised_deg`.
        time_s: (m,).
    """
    if len(time_s) < 2:
        return 0.0
    even_s = np.linspace(time_s[0], time_s[-1], len(time_s))
    frame_s = float(even_s[1] - even_s[0])
    if frame_s > 1.0 / PACE_MIN_FPS:
        return 0.0
    lead_deg = np.interp(even_s, time_s, shanks_deg[:, 0] - shanks_deg[:, 1])
    lead_deg = np.clip(lead_deg, -HIGHEST_LEAD_DEG, HIGHEST_LEAD_DEG)
    size, sign = _autocorrelation(np.abs(lead_deg)), _autocorrelation(lead_deg)
    longest = min(int(STEP_S[1] / frame_s), (len(size) - 1) // 2)
    lags = np.arange(int(np.ceil(STEP_S[0] / frame_s)), longest + 1)
    if not len(lags):
        return 0.0
    likely = size[lags] + 0.5 * (sign[2 * lags] - sign[lags])
    likely *= 1.0 - HALF_A_STEP_LIKELIER * lags / longest
    return float(lags[likely.argmax()]) * frame_s


def _autocorrelation(values: FloatArray) -> FloatArray:
    """(n,) how much the values are like themselves after 0, 1, 2 … frames; 1 at first."""
    spectrum = np.fft.rfft(values - values.mean(), 2 * len(values))
    products: FloatArray = np.fft.irfft(np.abs(spectrum) ** 2)[: len(values)]
    products /= np.arange(len(values), 0, -1)
    return products / products[0] if products[0] > 0.0 else products


def motion_costs(legs: FloatArray, time_s: FloatArray) -> FloatArray:
    """(m, 2, 2, 2) cost of the assignments of frames i-2, i-1 and i: acceleration, and change.

    Args:
        legs: (m, 2, 2, 2) see `legs_px`, in leg lengths.
        time_s: (m,), m at least 2.
    """
    both = np.stack([legs, legs[:, ::-1]], axis=1)  # (m, 2 assignments, 2 sides, 2, 2)
    costs = np.zeros((len(legs), 2, 2, 2))
    step = np.diff(time_s)
    ratio = (step[1:] / step[:-1])[:, None, None, None]
    spread = POSITION_NOISE + 0.5 * ACCELERATION * step[1:] * (step[1:] + step[:-1])
    for a in range(2):
        for b in range(2):
            expected = both[1:-1, b] + (both[1:-1, b] - both[:-2, a]) * ratio
            miss = length(both[2:] - expected[:, None]) / spread[:, None, None, None]
            costs[2:, a, b] = np.nansum(np.minimum(miss * miss, JUMP_CAP), axis=(2, 3))
    for b in range(2):
        miss = length(both[1] - both[0, b]) / (POSITION_NOISE + 4.0 * step[0])
        costs[1, :, b] = np.nansum(np.minimum(miss * miss, JUMP_CAP), axis=(1, 2))
    costs[1:, :, [0, 1], [1, 0]] += CHANGE
    return costs
