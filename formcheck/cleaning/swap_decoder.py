"""Find in which frames the legs are exchanged: the cheapest assignments in a row (Viterbi).

An assignment says for one frame whether the legs are as the model says, or exchanged.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from formcheck.system.arrays import BoolArray, FloatArray

_Integers: TypeAlias = npt.NDArray[np.integer]
Way: TypeAlias = tuple[
    _Integers, _Integers
]  # how to go back from one frame, see `SwapDecoder.step`


@dataclass(frozen=True, slots=True)
class SwapCosts:
    """What an assignment of the legs costs in one frame, besides the motion of the legs.

    Attributes:
        exchanged_per_s: cost of exchanged legs for each second, because the model is right more
            often than not.
        begin_exchanged: cost of a first frame with exchanged legs.
        up_deg: a leg whose shank is raised this much more than the other one is as likely to kick
            as not.
        up_scale_deg: how gradually that changes: a leg whose lead is larger or smaller by this is
            2.7 times as likely to kick or not to kick.
        max_lead: the most that the lead of one shank costs in a frame.
        least_gain: exchanging the legs in a stretch of frames lowers the cost by at least this.
            Where it lowers it by less, the legs stay as the model says. On poses of rendered
            people, as they are and thinned out, cut short or made to tremble, exchanges with a
            smaller gain mended 28 frames and harmed 177; with a larger one 730 and 110.
        close_s: how far before and after a stretch other frames may change their assignment too,
            where its gain is measured, in seconds.
        around_s: how far before and after it the gain is measured, in seconds.
        at_fps: the frame rate that the costs of a frame are for. At twice the rate they count half:
            a kick has twice as many frames, which together tell no more.
    """

    exchanged_per_s: float = 9.0
    begin_exchanged: float = 1.0
    up_deg: float = 25.0
    up_scale_deg: float = 8.0
    max_lead: float = 5.0
    least_gain: float = 1.0
    close_s: float = 0.6
    around_s: float = 2.0
    at_fps: float = 30.0


SWAP_COSTS = SwapCosts()


@dataclass(frozen=True, slots=True)
class KickOrder:
    """What the order of kicks costs.

    Attributes:
        same_leg_again: cost of a kick of the leg that kicked last.
        other_leg: cost of a kick of the leg that did not kick last.
        shortest_kick_s: a leg is up for at least this long.
        both_down_between: whether both legs are down between two kicks.
    """

    same_leg_again: float
    other_leg: float
    shortest_kick_s: float
    both_down_between: bool


@dataclass(frozen=True, slots=True)
class _Phases:
    """Phases of the legs: none up yet, none up now but one before, or one up for the n-th frame.

    A leg that kicks is up for some frames; one that trembles, for a frame or two. So each kick is a
    chain of ``steps`` phases, of which only the last may end the kick.
    """

    steps: int

    @property
    def count(self) -> int:
        return 3 + 2 * self.steps

    def up(self, leg: int) -> slice:
        """Return the phases in which leg 0 (left) or 1 (right) is up."""
        return slice(3 + leg * self.steps, 3 + (leg + 1) * self.steps)

    def costs(self, order: KickOrder) -> FloatArray:
        """Return the (count, count) costs of going from one phase to another."""
        cost = np.full((self.count, self.count), np.inf)
        start, after = 0, (1, 2)
        cost[[start, *after], [start, *after]] = 0.0
        for leg in (0, 1):
            chain, chain_of_other = (range(self.count)[self.up(one)] for one in (leg, 1 - leg))
            first, last = chain[0], chain[-1]
            cost[start, first] = 0.0
            cost[after[1 - leg], first] = order.other_leg
            cost[after[leg], first] = order.same_leg_again
            cost[chain[:-1], chain[1:]] = 0.0
            cost[last, [last, after[leg]]] = 0.0
            cost[last, chain_of_other[0]] = np.inf if order.both_down_between else 0.0
        return cost


@dataclass(slots=True)
class SwapDecoder:
    """Goes through the frames and keeps the cheapest way to each state that the legs may be in.

    Args:
        fps: frames a second.
        order: what the order of kicks costs.

    Attributes:
        cost: [before, now, phase] of the cheapest way that ends with these assignments of the
            last two frames (0 as the model says, 1 exchanged) and in this phase.
    """

    fps: float
    order: KickOrder
    cost: FloatArray = field(init=False)
    _phases: _Phases = field(init=False)
    _keep: FloatArray = field(init=False)
    _transitions: FloatArray = field(init=False)

    def __post_init__(self) -> None:
        self._phases = _Phases(max(1, round(self.order.shortest_kick_s * self.fps)))
        self._keep = np.array([0.0, SWAP_COSTS.exchanged_per_s / self.fps])[None, :, None]
        self._transitions = self._phases.costs(self.order)

    def change_order(self, order: KickOrder) -> None:
        """Use other costs from now on; the shortest kick must be as long as before."""
        if order != self.order:
            self.order = order
            self._transitions = self._phases.costs(order)

    def emissions(self, shanks_deg: FloatArray) -> FloatArray:
        """Return the costs of each phase by which shank is raised more, (m, 2, phases).

        Args:
            shanks_deg: (m, 2) how far the left and the right shank are raised. The second axis of
                the result is the assignment of the legs.
        """
        lead_deg = shanks_deg[:, 0] - shanks_deg[:, 1]
        lead = np.stack([lead_deg, -lead_deg], axis=1)  # (m, 2 assignments)
        costs = np.empty((*lead.shape, self._phases.count))
        up_deg, scale_deg = SWAP_COSTS.up_deg, SWAP_COSTS.up_scale_deg
        costs[..., :3] = np.logaddexp(0.0, (np.abs(lead) - up_deg) / scale_deg)[..., None]
        for leg, sign in ((0, -1.0), (1, 1.0)):
            up = np.logaddexp(0.0, (up_deg + sign * lead) / scale_deg)
            costs[..., self._phases.up(leg)] = up[..., None]
        return self.per_frame(np.minimum(costs, SWAP_COSTS.max_lead))

    def per_frame(self, costs: FloatArray) -> FloatArray:
        """Return costs of a frame scaled to the frame rate, see `SwapCosts.at_fps`."""
        return costs * SWAP_COSTS.at_fps / self.fps

    def start(self, emission: FloatArray) -> None:
        """Take the first frame, given one of `emissions`."""
        begin = np.array([0.0, SWAP_COSTS.begin_exchanged])[None, :, None]
        self.cost = np.zeros((2, *emission.shape)) + begin + self._keep + emission[None]

    def step(self, motion: FloatArray, emission: FloatArray) -> Way:
        """Take the next frame.

        Args:
            motion: (2, 2, 2) this frame's part of `motion_costs`.
            emission: (2, phases) this frame's part of `emissions`.

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

    def cheapest(self, ways_back: Iterable[Way]) -> BoolArray:
        """Return the assignments of the last frames along the cheapest way, (ways + 1,).

        Args:
            ways_back: what `step` returned for these frames, from the last to the second.
        """
        previous, current, phase = (
            int(v) for v in np.unravel_index(int(self.cost.argmin()), self.cost.shape)
        )
        path = [current]
        for before, phase_from in ways_back:
            earlier = int(before[previous, current, phase])
            phase = int(phase_from[earlier, previous, phase])
            previous, current = earlier, previous
            path.append(current)
        return np.array(path[::-1], dtype=np.bool_)

    def decode(self, emissions: FloatArray, motion: FloatArray) -> BoolArray:
        """Return the assignments of all frames, (m,): the cheapest ones, where they are clear.

        Where the evidence for exchanged legs is thin, the legs stay as the model says.

        Args:
            emissions: (m, 2, phases) see `emissions`.
            motion: (m, 2, 2, 2) see `motion_costs`.
        """
        before, phase_from = self._ways(emissions, motion)
        exchanged = self.cheapest(zip(before[::-1], phase_from[::-1], strict=True))
        edges = np.flatnonzero(np.diff(exchanged, prepend=False, append=False))
        for start, stop in edges.reshape(-1, 2).tolist():
            if self._gain(exchanged, start, stop, emissions, motion) < SWAP_COSTS.least_gain:
                exchanged[start:stop] = False
        return exchanged

    def _gain(
        self,
        exchanged: BoolArray,
        start: int,
        stop: int,
        emissions: FloatArray,
        motion: FloatArray,
    ) -> float:
        """Return by how much it lowers the cost that the legs are exchanged in these frames.

        The frames close to them may take either assignment, those further away keep theirs.
        """
        close, around = (
            slice(max(0, start - frames), stop + frames)
            for frames in (
                round(SWAP_COSTS.close_s * self.fps),
                round(SWAP_COSTS.around_s * self.fps),
            )
        )
        possible = np.stack([~exchanged, exchanged], axis=1)
        possible[close] = True
        cost = self._least_cost(possible[around], emissions[around], motion[around])
        possible[start:stop, 1] = False
        return self._least_cost(possible[around], emissions[around], motion[around]) - cost

    def _least_cost(self, possible: BoolArray, emissions: FloatArray, motion: FloatArray) -> float:
        """Return the cost of the cheapest way through possible assignments, (m, 2)."""
        self._ways(np.where(possible[..., None], emissions, np.inf), motion)
        return float(self.cost.min())

    def _ways(self, emissions: FloatArray, motion: FloatArray) -> Way:
        """Take all frames; return what `step` returned for all of them but the first, stacked."""
        self.start(emissions[0])
        shape = (len(emissions) - 1, *self.cost.shape)
        before, phase_from = np.empty(shape, np.int8), np.empty(shape, np.int16)
        for i in range(1, len(emissions)):
            before[i - 1], phase_from[i - 1] = self.step(motion[i], emissions[i])
        return before, phase_from
