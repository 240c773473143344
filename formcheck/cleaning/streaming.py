"""Clean poses as they come from a camera: at once for drawing, a moment later for judging."""

from collections import deque
from copy import copy
from dataclasses import dataclass, replace

import numpy as np

from formcheck.body.geometry import length
from formcheck.body.subject import Subject, observe
from formcheck.cleaning.legs import legs_px, raised_deg
from formcheck.cleaning.swap import Decoder, Way, motion_costs, repair, swapped_frames, take_turns
from formcheck.cleaning.trust import LOST_LL_S, SHORT_SHANK, STUNTED_SHANK, misplaced, without_feet
from formcheck.cleaning.whole_clip import OUTLIER_MIN_FPS, smooth
from formcheck.poses.landmarks import COUNT, SIDES, joint
from formcheck.poses.pose import Pose, PoseTrack, join
from formcheck.system.arrays import BoolArray, FloatArray, IntArray

SETTLE_S = 0.075  # a frame is judged by what came before it and this much of what comes after,
SETTLE_AT_FIRST_S = 0.1  # or this much, while there is little before it,
AT_FIRST_S = 0.5  # so long after the person came, or came back
TREMBLE = 0.25  # of a frame, by which a camera tells its times wrong: nothing to wait for
BEFORE_S = 0.5  # what is kept of settled frames, for the filter to begin in
OUTLIER_LEG_LENGTHS = 0.3  # further than this from where it was going is no movement
MIN_CUTOFF_HZ = 4.0  # for what stands still
CUTOFF_HZ_PER_LL_S = 12.0  # more for what moves: a kick has no time for a filter
SPEED_CUTOFF_HZ = 6.0
DOUBT_FRAMES = 3  # a foot that was lost is not drawn as believed for so long
MEMORY_S = 10.0  # the person is who was seen in this time
REFRESH_S = 0.25  # so often the person is observed anew
PROVISIONAL_S = 1.0  # and at every frame until seen for this long
FORGET_S = 3.0  # who comes after so long may be somebody else
CLOCK_FRAMES = 60  # over which the frame rate is taken
FIRST_FPS = 30.0  # what it is taken for before
SAME_RATE = 1.2  # two frame rates within this factor are one

_ANKLES = [joint(side, "ankle") for side in SIDES]


@dataclass(frozen=True, slots=True)
class LiveFrame:
    """What one frame of a camera gave.

    Attributes:
        now: the frame itself, a track of one, cleaned by the past alone: for drawing.
        settled: the frames, none to a few, that are cleaned for good by now: for judging.
    """

    now: PoseTrack
    settled: PoseTrack


class LiveCleaner:
    """Cleans frame by frame, at the same cost and in the same memory after an hour.

    It does what `offline.clean` does, in the same steps, on the last moment of the clip: each
    frame is settled when `SETTLE_S` of what follows it has been seen, or `SETTLE_AT_FIRST_S`. The
    swap repair alone goes through all frames, and settles them along the way that is the cheapest
    by then.

    A frame is drawn at once, by what is known of it at once: its legs in the order of the
    cheapest way so far, then a light One-Euro filter that also drops outliers and holds what is
    missing for a moment.

    Args:
        width: of the upright picture, in pixels.
        height: likewise.
        cutoff_hz: see `offline.clean`.
        max_gap_s: likewise.
        lag_s: likewise.
        turns: likewise.

    Attributes:
        subject: the person, observed on the last seconds; in the first one it may change at
            every frame.
        fps: frames a second, by now.
    """

    def __init__(
        self,
        width: int,
        height: int,
        *,
        cutoff_hz: float,
        max_gap_s: float,
        lag_s: float = 0.0,
        turns: bool = True,
    ) -> None:
        self._cutoff_hz, self._max_gap_s, self._lag_s = cutoff_hz, max_gap_s, lag_s
        self._turns = turns
        self._filter = LandmarkFilter(max_gap_s)
        self._times_s: deque[float] = deque(maxlen=CLOCK_FRAMES)
        self.fps = FIRST_FPS
        self._window = PoseTrack.from_poses([], width, height)  # as the backend gave them
        self._nobody = self._window
        self._settled = 0  # frames of the window
        self._forget()

    def _forget(self) -> None:
        self.subject: Subject = observe(self._nobody)
        self._memory, self._shanks_deg = self._nobody, np.empty((0, 2))
        self._fresh: list[PoseTrack] = []
        self._fresh_deg: list[FloatArray] = []
        self._observed_s = float("-inf")
        self._since_s = float("inf")
        self._seen_s = self._came_s = float("nan")
        self._legs = _Legs(self.fps, turns=self._turns)

    def _tick(self, time_s: float) -> None:
        """Tell the frame rate by the usual time between frames: a stall does not change it."""
        self._times_s.append(time_s)
        if len(self._times_s) >= 2:
            self.fps = 1.0 / float(np.median(np.diff(self._times_s)))

    @property
    def _settle_s(self) -> float:
        new = self._seen_s - self._came_s < AT_FIRST_S
        return (SETTLE_AT_FIRST_S if new else SETTLE_S) - TREMBLE / self.fps

    def step(self, pose: Pose) -> LiveFrame:
        """Take the next frame, later than the one before."""
        time_s = pose.time_s
        self._tick(time_s)
        if pose.found:
            if time_s - self._seen_s > FORGET_S:
                self._forget()
            if not time_s - self._seen_s <= self._max_gap_s + 1e-9:
                self._came_s = time_s
            self._seen_s = time_s
            self._since_s = min(self._since_s, time_s)
        track = PoseTrack.from_poses([pose], self._nobody.width, self._nobody.height)
        self._window = join([self._without_old(), track])
        repaired = self._repaired(ended=False)
        return LiveFrame(self._drawn(repaired), self._settle(repaired, time_s - self._settle_s))

    def finish(self) -> PoseTrack:
        """Settle the last frames: nothing comes after them."""
        return self._settle(self._repaired(ended=True), float("inf"))

    def _without_old(self) -> PoseTrack:
        """Drop from the window what was settled long ago."""
        window = self._window
        if not self._settled:
            return window
        old = int(np.searchsorted(window.time_s, window.time_s[self._settled - 1] - BEFORE_S))
        self._settled -= old
        self._legs.drop(old)
        return window.part(old, len(window))

    def _repaired(self, *, ended: bool) -> PoseTrack:
        """The window with its legs in order, as far as that is known by now."""
        window = self._window
        if not window.found.any():
            return window
        if window.time_s[-1] - self._since_s < PROVISIONAL_S:
            self._observe(window.part(self._settled, len(window)))
        subject = self.subject
        if max(self.fps, self._legs.fps) > SAME_RATE * min(self.fps, self._legs.fps):
            self._legs = _Legs(self.fps, turns=self._turns)
        nowhere = misplaced(window, subject, STUNTED_SHANK, flung=not self._turns)
        swapped = np.zeros(len(window), dtype=np.bool_)
        if ended or self._settled or window.time_s[-1] - window.time_s[0] >= self._settle_s:
            placed = without_feet(window, misplaced(window, subject, SHORT_SHANK))
            swapped = self._legs.swapped(
                window,
                legs_px(placed) / subject.leg_px,
                raised_deg(window, subject) * self._turns,
                np.flatnonzero(window.found & ~nowhere.any(axis=1)),
                ended=ended,
            )
        return repair(window, subject, nowhere, swapped, flung=not self._turns)

    def _settle(self, repaired: PoseTrack, until_s: float) -> PoseTrack:
        """Return the frames up to a time that were not returned before."""
        new = slice(self._settled, int(np.searchsorted(repaired.time_s, until_s + 1e-9, "right")))
        if new.stop <= new.start:
            return self._nobody
        smoothed = smooth(
            repaired,
            self.subject.leg_px,
            cutoff_hz=self._cutoff_hz,
            max_gap_s=self._max_gap_s,
            lag_s=self._lag_s,
        )
        self._settled = new.stop
        self._fresh.append(repaired.part(new.start, new.stop))
        self._fresh_deg.append(raised_deg(self._window.part(new.start, new.stop), self.subject))
        if repaired.time_s[-1] - self._observed_s >= REFRESH_S:
            self._observed_s = float(repaired.time_s[-1])
            self._remember()
        return smoothed.part(new.start, new.stop)

    def _remember(self) -> None:
        """Observe the person anew, by the last seconds."""
        memory = join([self._memory, *self._fresh])
        shanks_deg = np.concatenate([self._shanks_deg, *self._fresh_deg])
        old = int(np.searchsorted(memory.time_s, memory.time_s[-1] - MEMORY_S))
        self._memory, self._shanks_deg = memory.part(old, len(memory)), shanks_deg[old:]
        self._fresh, self._fresh_deg = [], []
        found = self._memory.found
        if not found.any():
            return
        self._observe(self._nobody)
        if self._turns:
            self._legs.take_turns(take_turns(self._shanks_deg[found], self._memory.time_s[found]))

    def _observe(self, more: PoseTrack) -> None:
        self.subject = observe(join([self._memory, *self._fresh, more]))

    def _drawn(self, repaired: PoseTrack) -> PoseTrack:
        """The last frame, filtered by what came before it."""
        track = repaired.part(len(repaired) - 1, len(repaired))
        xy_px, jumped = self._filter.step(
            float(track.time_s[0]), track.xy_px[0], self.subject.leg_px, self.fps
        )
        visibility = track.visibility.copy()
        if self.subject.view.kind == "side":
            # A foot was lost there: what is said after it may be the other one.
            visibility[0] *= (repaired.visibility[-DOUBT_FRAMES:] > 0.0).all(axis=0)
            visibility[0, _ANKLES] *= ~jumped[_ANKLES]
        return replace(track, xy_px=xy_px[None], visibility=visibility)


class _Legs:
    """Goes along with a window of frames and tells where the legs are exchanged.

    Args:
        fps: frames a second.
        turns: whether the legs take turns.
    """

    def __init__(self, fps: float, *, turns: bool) -> None:
        self._decoder = Decoder(fps, turns)
        self._recent: list[tuple[float, FloatArray]] = []  # times and legs of the last few frames
        self._past: list[tuple[int, Way | None]] = []  # frames of the window, and the way back

    @property
    def fps(self) -> float:
        """Frames a second."""
        return self._decoder.fps

    def take_turns(self, turns: bool) -> None:
        """Change from now on whether the legs take turns."""
        if turns != self._decoder.turns:
            self._decoder.take_turns(turns)

    def drop(self, frames: int) -> None:
        """Forget the first frames of the window."""
        self._past = [(frame - frames, way) for frame, way in self._past if frame >= frames]

    def swapped(
        self,
        window: PoseTrack,
        legs: FloatArray,
        shanks_deg: FloatArray,
        sure: IntArray,
        *,
        ended: bool,
    ) -> BoolArray:
        """(n,) the frames to be exchanged, along the way that is the cheapest by now.

        Whether a foot is between the legs is known from the next frame on, so the last one is
        taken on trial.

        Args:
            window: n frames, the last ones so far.
            legs: (n, 2, 2, 2) see `legs_px`, in leg lengths.
            shanks_deg: (n, 2) see `raised_deg`.
            sure: the frames in which the feet may be where they are said to be.
            ended: whether nothing follows.
        """
        emissions = self._decoder.emissions(shanks_deg)
        done = self._past[-1][0] if self._past else -1
        decoder, past = self._decoder, self._past
        for frame in sure[sure > done].tolist():
            recent = [*self._recent[-2:], (float(window.time_s[frame]), legs[frame])]
            on_trial = frame == len(window) - 1 and not ended
            if on_trial:
                decoder, past = copy(decoder), past.copy()
            else:
                self._recent = recent
            past.append((frame, _go_on(decoder, recent, emissions[frame])))
        if not past:
            return np.zeros(len(window), dtype=np.bool_)
        path = decoder.cheapest([way for _, way in past[1:] if way is not None])
        return swapped_frames(window, np.array([frame for frame, _ in past]), path)


def _go_on(
    decoder: Decoder, recent: list[tuple[float, FloatArray]], emission: FloatArray
) -> Way | None:
    """Take the last of the recent frames; return the way back from it, if it is not the first."""
    if len(recent) == 1:
        decoder.start(emission)
        return None
    times_s = np.array([time_s for time_s, _ in recent])
    return decoder.step(motion_costs(np.stack([legs for _, legs in recent]), times_s)[-1], emission)


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
