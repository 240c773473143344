"""Clean poses as they come from a camera: frame by frame, from the past alone."""

from collections import deque
from dataclasses import replace

import numpy as np

from formcheck.clean.offline import OUTLIER_MIN_FPS, Cleaned
from formcheck.clean.swap import (
    LOST_LL_S,
    SHORT_SHANK,
    STUNTED_SHANK,
    Decoder,
    exchange_legs,
    legs_px,
    motion_costs,
    raised_deg,
    take_turns,
    without_feet,
    without_trust,
    wrong_length,
)
from formcheck.geometry import length
from formcheck.landmarks import COUNT, SIDES, joint
from formcheck.pose import BoolArray, FloatArray, Pose, PoseTrack, join
from formcheck.subject import Subject, observe

CHANGE_COST = 2.0  # the legs are exchanged when that is cheaper by this much
CHANGE_BACK_COST = 1.0  # and no longer when it is by less
TRANSIT_LL_S = 12.0  # no ankle is this fast, neither from its own last place nor the other's
OUTLIER_LEG_LENGTHS = 0.3  # further than this from where it was going is no movement
MIN_CUTOFF_HZ = 4.0  # for what stands still
CUTOFF_HZ_PER_LL_S = 12.0  # more for what moves: a kick has no time for a filter
SPEED_CUTOFF_HZ = 6.0
DOUBT_FRAMES = 3  # a foot that was lost is not believed for so long
MEMORY_S = 10.0  # the person is who was seen in this time
MEMORY_FPS = 30.0
REFRESH_S = 0.25  # so often the person is observed anew
PROVISIONAL_S = 1.0  # and at every frame until seen for this long
FORGET_S = 3.0  # who comes after so long may be somebody else
CLOCK_FRAMES = 60  # over which the frame rate is taken
FIRST_FPS = 30.0  # what it is taken for before
SAME_RATE = 1.2  # two frame rates within this factor are one

_ANKLES = [joint(side, "ankle") for side in SIDES]


class LiveCleaner:
    """Cleans one frame at a time, at the same cost and in the same memory after an hour.

    It does what `offline.clean` does, as far as the past tells: legs are exchanged by the same
    costs, with the cheapest way to this frame in place of the cheapest way to the end; feet
    that cannot be where they are said, and outliers, are dropped; what is missing is held for
    a moment; then a light One-Euro filter.

    Args:
        width: of the upright picture, in pixels.
        height: likewise.
        max_gap_s: what is missing for longer is NaN.
        turns: whether the legs may be taking turns, see `repair_swaps`.

    Attributes:
        subject: the person, observed on the last seconds; in the first one it may change at
            every frame.
        swapped: whether the legs of the last frame were exchanged.
    """

    def __init__(self, width: int, height: int, *, max_gap_s: float, turns: bool = True) -> None:
        self._size = width, height
        self._turns = turns
        self._filter = LandmarkFilter(max_gap_s)
        self._times_s: deque[float] = deque(maxlen=CLOCK_FRAMES)
        self._forget()

    def _forget(self) -> None:
        self.subject: Subject = observe(PoseTrack.from_poses([], *self._size))
        self.swapped = False
        self._memory: deque[PoseTrack] = deque(maxlen=round(MEMORY_S * MEMORY_FPS))
        self._shanks_deg: deque[FloatArray] = deque(maxlen=self._memory.maxlen)
        self._observed_s = float("-inf")
        self._seen_s = float("nan")
        self._feet: tuple[float, FloatArray] | None = None
        self._sure: deque[tuple[float, FloatArray]] = deque(maxlen=3)
        self._last: deque[PoseTrack] = deque(maxlen=DOUBT_FRAMES + 2)
        self._decoder = Decoder(self.fps, turns=self._turns)

    @property
    def fps(self) -> float:
        """Frames a second, by the usual time between the last ones: a stall does not change it."""
        if len(self._times_s) < 2:
            return FIRST_FPS
        return 1.0 / float(np.median(np.diff(self._times_s)))

    def step(self, pose: Pose) -> PoseTrack:
        """Take the next frame, later than the one before; return it cleaned, a track of one."""
        self._times_s.append(pose.time_s)
        track = PoseTrack.from_poses([pose], *self._size)
        if pose.found:
            track = self._repaired(track)
        xy_px, jumped = self._filter.step(
            pose.time_s, track.xy_px[0], self.subject.leg_px, self.fps
        )
        visibility = track.visibility.copy()
        if self.subject.view.kind == "side":
            # A foot was lost there: what is said after it may be the other one.
            visibility[0, _ANKLES] *= ~jumped[_ANKLES]
        return replace(track, xy_px=xy_px[None], visibility=visibility)

    def _repaired(self, raw: PoseTrack) -> PoseTrack:
        """Exchange the legs if need be, and drop feet that cannot be where they are said."""
        time_s = float(raw.time_s[0])
        if time_s - self._seen_s > FORGET_S:
            self._forget()
        self._seen_s = time_s
        if not self._memory:
            self.subject = observe(raw)
        nowhere = self._misplaced(raw, STUNTED_SHANK)
        shanks_deg = raised_deg(raw, self.subject) * self._turns
        if not nowhere.any():
            self._decide(without_feet(raw, self._misplaced(raw, SHORT_SHANK)), shanks_deg)
        self._feet = time_s, raw.xy_px[0, _ANKLES]
        where = np.array([self.swapped])
        self._remember(exchange_legs(raw, where), shanks_deg[0])
        return self._with_doubt(exchange_legs(without_feet(raw, nowhere), where))

    def _with_doubt(self, track: PoseTrack) -> PoseTrack:
        """Set the visibility of a foot to 0 while the last few frames are in doubt about it."""
        self._last.append(track)
        doubted = without_trust(join(list(self._last)), self.subject)
        visibility = track.visibility.copy()
        visibility[0] *= (doubted.visibility[-DOUBT_FRAMES:] > 0.0).all(axis=0)
        return replace(track, visibility=visibility)

    def _misplaced(self, raw: PoseTrack, short_shank: float) -> BoolArray:
        """(1, 2) left and right feet that are between the legs, or at the wrong end of a shank.

        A foot is between the legs when it comes too fast from where it was, and from where the
        other one was.
        """
        if self.subject.view.kind != "side":
            return np.zeros((1, 2), dtype=np.bool_)
        wrong = np.stack(
            [wrong_length(raw, self.subject, side, short_shank) for side in SIDES], axis=1
        )
        time_s, feet = float(raw.time_s[0]), raw.xy_px[0, _ANKLES]
        if self._feet is not None:
            before_s, before = self._feet
            ways = length(feet[:, None] - before[None]).min(axis=1) / self.subject.leg_px
            wrong |= ways > TRANSIT_LL_S * (time_s - before_s)
        return wrong

    def _decide(self, raw: PoseTrack, shanks_deg: FloatArray) -> None:
        """Decide whether the legs of this frame are to be exchanged."""
        self._sure.append((float(raw.time_s[0]), legs_px(raw)[0]))
        emission = self._decoder.emissions(shanks_deg)[0]
        if len(self._sure) == 1:
            self._decoder.start(emission)
        else:
            legs = np.stack([legs for _, legs in self._sure]) / self.subject.leg_px
            times_s = np.array([time_s for time_s, _ in self._sure])
            self._decoder.step(motion_costs(legs, times_s)[-1], emission)
        keep, exchange = self._decoder.cost.min(axis=(0, 2))
        self.swapped = bool(keep - exchange > (CHANGE_BACK_COST if self.swapped else CHANGE_COST))

    def _remember(self, track: PoseTrack, shanks_deg: FloatArray) -> None:
        """Keep the frame, unless there are more than enough; observe the person now and then."""
        time_s = float(track.time_s[0])
        if self._memory and time_s - self._memory[-1].time_s[0] < 0.9 / MEMORY_FPS:
            return
        self._memory.append(track)
        self._shanks_deg.append(shanks_deg)
        provisional = len(self._memory) < PROVISIONAL_S * MEMORY_FPS
        if not provisional and time_s - self._observed_s < REFRESH_S:
            return
        self._observed_s = time_s
        memory = join(list(self._memory))
        self.subject = observe(memory)
        turns = self._turns and take_turns(np.array(self._shanks_deg), memory.time_s)
        if max(self.fps, self._decoder.fps) > SAME_RATE * min(self.fps, self._decoder.fps):
            self._decoder = Decoder(self.fps, turns)
            self._sure.clear()
        elif turns != self._decoder.turns:
            self._decoder.take_turns(turns)


class LandmarkFilter:
    """Drops outliers, holds what is missing for a moment, and smooths: One-Euro filters.

    The cutoff of each landmark rises with its own speed: what stands is smoothed, what moves
    is not delayed. A landmark that comes back, or jumps and stays, starts afresh.

    Args:
        max_gap_s: how long a missing landmark is held.
    """

    def __init__(self, max_gap_s: float) -> None:
        self._max_gap_s = max_gap_s
        self._known_s = np.full(COUNT, -np.inf)  # when each was last known
        self._raw = np.full((COUNT, 2), np.nan)  # as it then was
        self._raw_px_s = np.zeros((COUNT, 2))
        self._doubtful = np.full((COUNT, 2), np.nan)  # dropped in the last frame
        self._smooth = np.full((COUNT, 2), np.nan)
        self._px_s = np.zeros((COUNT, 2))

    def step(
        self, time_s: float, xy_px: FloatArray, leg_px: float, fps: float
    ) -> tuple[FloatArray, BoolArray]:
        """Take the next frame.

        Args:
            time_s: later than the one before.
            xy_px: (33, 2), NaN where unknown.
            leg_px: leg length.
            fps: frames a second.

        Returns:
            (33, 2) the frame filtered, and (33,) whether each landmark moved as none moves.
        """
        elapsed_s = np.minimum(time_s - self._known_s, 1e3)[:, None]
        recent = elapsed_s[:, 0] <= self._max_gap_s + 1e-9
        move = xy_px - self._raw
        way = length(move)
        jumped = recent & (way > LOST_LL_S * leg_px * elapsed_s[:, 0])
        off = np.zeros(COUNT, dtype=np.bool_)
        if fps >= OUTLIER_MIN_FPS:
            limit_px = OUTLIER_LEG_LENGTHS * leg_px * np.maximum(elapsed_s[:, 0] * fps, 1.0)
            beside = length(move - self._raw_px_s * elapsed_s)
            off = recent & (np.minimum(way, beside) > limit_px)
            again = length(xy_px - self._doubtful) <= limit_px
            outlier = off & ~again
            self._doubtful = np.where(outlier[:, None], xy_px, np.nan)
            xy_px = np.where(outlier[:, None], np.nan, xy_px)
        known = np.isfinite(xy_px[:, 0])
        follows = known & recent & ~off & (elapsed_s[:, 0] * fps < 1.5)

        # One-Euro filter of what goes on, the raw value of what begins.
        raw_px_s = np.where(follows[:, None], move / elapsed_s, 0.0)
        px_s = self._px_s + _share(SPEED_CUTOFF_HZ, elapsed_s) * (raw_px_s - self._px_s)
        cutoff_hz = MIN_CUTOFF_HZ + CUTOFF_HZ_PER_LL_S * length(px_s)[:, None] / leg_px
        smooth = self._smooth + _share(cutoff_hz, elapsed_s) * (xy_px - self._smooth)
        smooth = np.where(follows[:, None], smooth, xy_px)

        change = known[:, None]
        self._px_s = np.where(change, np.where(follows[:, None], px_s, 0.0), self._px_s)
        self._raw_px_s = np.where(change, raw_px_s, self._raw_px_s)
        self._raw = np.where(change, xy_px, self._raw)
        self._smooth = np.where(change, smooth, self._smooth)
        self._known_s = np.where(known, time_s, self._known_s)
        held = np.where(recent[:, None], self._smooth, np.nan)
        return np.where(change, smooth, held), jumped


def _share(cutoff_hz: FloatArray | float, elapsed_s: FloatArray) -> FloatArray:
    """How far a first-order low-pass goes towards a new value."""
    turn = 2.0 * np.pi * cutoff_hz * elapsed_s
    share: FloatArray = turn / (turn + 1.0)
    return share


def clean_live(track: PoseTrack, *, max_gap_s: float, turns: bool = True) -> Cleaned:
    """Clean a whole track as if it came from a camera.

    Args:
        track: as the backend gave it.
        max_gap_s: what is missing for longer is NaN.
        turns: whether the legs may be taking turns, see `repair_swaps`.

    Returns:
        The cleaned track, the person as observed at its end, and the exchanged frames.
    """
    cleaner = LiveCleaner(track.width, track.height, max_gap_s=max_gap_s, turns=turns)
    frames, swapped = [], []
    for pose in track.poses():
        frames.append(cleaner.step(pose))
        swapped.append(cleaner.swapped and pose.found)
    cleaned = join(frames) if frames else track
    return Cleaned(cleaned, cleaner.subject, np.array(swapped, dtype=np.bool_))
