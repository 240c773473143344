"""Clean poses as they come from a camera: at once for drawing, a moment later for judging."""

from collections import deque
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from formcheck.body.subject import Subject, observe
from formcheck.cleaning.landmark_filter import LandmarkFilter
from formcheck.cleaning.legs import legs_px
from formcheck.cleaning.live_swaps import LiveSwaps
from formcheck.cleaning.smoothing import smooth
from formcheck.cleaning.strategies import strategy_for
from formcheck.cleaning.swap import placed_feet, repair
from formcheck.cleaning.trust import FOOT_TRUST, FeetSeen, misplaced, steady_hips_px
from formcheck.poses.frame_rate import effective_fps
from formcheck.poses.landmarks import SIDES, Legs, joint
from formcheck.poses.pose import Pose, PoseTrack, join
from formcheck.system.arrays import FloatArray

_ANKLES = [joint(side, "ankle") for side in SIDES]


@dataclass(frozen=True, slots=True)
class LiveTimes:
    """How long a camera's cleaner waits for frames and remembers them.

    Attributes:
        settle_s: a frame is settled, that is cleaned for good, this long after it came.
        settle_at_first_s: the same for the first ``at_first_s``, when there are few frames before.
        at_first_s: how long ``settle_at_first_s`` holds after the person came, or came back.
        tremble: a frame is settled earlier by this share of the time between two frames, because
            the times that a camera gives are wrong by about as much.
        before_s: settled frames are kept for this long, so that the filter can begin in them.
        doubt_frames: a foot that was lost in one of this many last frames is drawn as lost.
        memory_s: size and view of the person are observed over this time.
        refresh_s: how often they are observed.
        provisional_s: until the person was seen for this long, they are observed at every frame.
        forget_s: after nobody was seen for longer, the next person may be somebody else.
        clock_frames: the frame rates are those of this many frames.
        first_fps: the frame rate that is assumed until there are two frames.
        same_rate: two frame rates that differ by less than this factor count as the same.
    """

    settle_s: float = 0.075
    settle_at_first_s: float = 0.1
    at_first_s: float = 0.5
    tremble: float = 0.25
    before_s: float = 0.5
    doubt_frames: int = 3
    memory_s: float = 10.0
    refresh_s: float = 0.25
    provisional_s: float = 1.0
    forget_s: float = 3.0
    clock_frames: int = 60
    first_fps: float = 30.0
    same_rate: float = 1.2


LIVE = LiveTimes()


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

    It takes the same steps as `whole_clip.clean` on the last moment of the clip. Each frame is
    settled when `LiveTimes.settle_s` of what follows it has been seen. Only the repair of swapped
    legs goes through all frames: it settles each by the assignments that are cheapest by then.

    A frame is drawn at once: with the assignment of its legs that is cheapest so far, and after a
    light One-Euro filter that also drops outliers and holds what is missing for a moment.

    Args:
        width: of the upright picture, in pixels.
        height: of the upright picture, in pixels.
        cutoff_hz: of the low-pass filter.
        max_gap_s: longer gaps stay empty.
        lag_s: how late the backend's landmarks are; they are moved back in time.
        legs: how the exercise uses the legs.

    Attributes:
        subject: the person, observed on the last seconds; in the first second it may change at
            every frame.
        fps: frames a second that usually come, by now.
        effective_fps: the rate that uneven frames were worth lately, see `effective_fps`.
    """

    def __init__(
        self,
        width: int,
        height: int,
        *,
        cutoff_hz: float,
        max_gap_s: float,
        lag_s: float = 0.0,
        legs: Legs = "alternating",
    ) -> None:
        self._cutoff_hz, self._max_gap_s, self._lag_s = cutoff_hz, max_gap_s, lag_s
        self._strategy = strategy_for(legs)
        self._filter = LandmarkFilter(max_gap_s)
        self._times_s: deque[float] = deque(maxlen=LIVE.clock_frames)
        self.fps = self.effective_fps = LIVE.first_fps
        self._window = PoseTrack.from_poses([], width, height)  # as the backend gave them
        self._nobody = self._window
        self._shanks_window_deg = np.empty((0, 2))  # how far they are raised in the window
        self._settled = 0  # frames of the window
        self._forget()

    def _forget(self) -> None:
        """Begin with a person of whom nothing is known."""
        self.subject: Subject = observe(self._nobody)
        self._memory, self._shanks_deg = self._nobody, np.empty((0, 2))
        self._fresh: list[PoseTrack] = []
        self._fresh_deg: list[FloatArray] = []
        self._observed_s = float("-inf")
        self._since_s = float("inf")
        self._seen_s = self._came_s = float("nan")
        self._swaps = self._new_swaps()

    def forget_before(self, time_s: float) -> None:
        """Observe the person by the frames from a time on only: before it they faced another way.

        Args:
            time_s: in seconds.
        """
        recent = join([self._memory, *self._fresh])
        shanks_deg = np.concatenate([self._shanks_deg, *self._fresh_deg])
        old = int(np.searchsorted(recent.time_s, time_s))
        self._memory, self._shanks_deg = recent.part(old, len(recent)), shanks_deg[old:]
        self._fresh, self._fresh_deg = [], []
        self._since_s = max(self._since_s, time_s)
        if self._memory.found.any():
            self._observe(self._nobody)

    def _new_swaps(self) -> LiveSwaps:
        unknown = np.empty((0, 2))
        return LiveSwaps(self.fps, self._strategy.live_order(unknown, unknown[:, 0]))

    def _tick(self, time_s: float) -> None:
        """Take the frame rates from the times between frames: one long stall changes neither."""
        self._times_s.append(time_s)
        if len(self._times_s) >= 2:
            times_s = list(self._times_s)
            self.fps = 1.0 / median(np.diff(times_s).tolist())
            self.effective_fps = effective_fps(times_s)

    @property
    def _settle_s(self) -> float:
        is_new = self._seen_s - self._came_s < LIVE.at_first_s
        wait_s = LIVE.settle_at_first_s if is_new else LIVE.settle_s
        return wait_s - LIVE.tremble / self.fps

    def step(self, pose: Pose) -> LiveFrame:
        """Take the next frame, later than the one before."""
        time_s = pose.time_s
        self._tick(time_s)
        if pose.found:
            if time_s - self._seen_s > LIVE.forget_s:
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
        """Return the window without frames that were settled long ago."""
        window = self._window
        if not self._settled:
            return window
        since_s = window.time_s[self._settled - 1] - LIVE.before_s
        old = int(np.searchsorted(window.time_s, since_s))
        self._settled -= old
        self._swaps.drop(old)
        return window.part(old, len(window))

    def _repaired(self, *, ended: bool) -> PoseTrack:
        """Return the window with its legs in order, as far as that is known by now."""
        window = self._window
        self._shanks_window_deg = np.zeros((len(window), 2))
        if not window.found.any():
            return window
        if window.time_s[-1] - self._since_s < LIVE.provisional_s:
            self._observe(window.part(self._settled, len(window)))
        subject, speeds = self.subject, self._strategy.feet
        if max(self.fps, self._swaps.fps) > LIVE.same_rate * min(self.fps, self._swaps.fps):
            self._swaps = self._new_swaps()
        hips_px = steady_hips_px(window)
        feet = FeetSeen.of(window, subject, hips_px)
        nowhere = misplaced(feet, FOOT_TRUST.stunted_shank, speeds)
        self._shanks_window_deg = self._strategy.live_shanks_deg(window, subject)
        swapped = np.zeros(len(window), dtype=np.bool_)
        if ended or self._settled or window.time_s[-1] - window.time_s[0] >= self._settle_s:
            swapped = self._swaps.swapped(
                window,
                legs_px(placed_feet(window, feet)) / subject.leg_px,
                self._shanks_window_deg,
                np.flatnonzero(window.found & ~nowhere.any(axis=1)),
                ended=ended,
            )
        return repair(window, subject, nowhere, swapped, speeds, hips_px)

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
        self._fresh_deg.append(self._shanks_window_deg[new])
        if repaired.time_s[-1] - self._observed_s >= LIVE.refresh_s:
            self._observed_s = float(repaired.time_s[-1])
            self._remember()
        return smoothed.part(new.start, new.stop)

    def _remember(self) -> None:
        """Observe the person again, by the last seconds."""
        memory = join([self._memory, *self._fresh])
        shanks_deg = np.concatenate([self._shanks_deg, *self._fresh_deg])
        old = int(np.searchsorted(memory.time_s, memory.time_s[-1] - LIVE.memory_s))
        self._memory, self._shanks_deg = memory.part(old, len(memory)), shanks_deg[old:]
        self._fresh, self._fresh_deg = [], []
        found = self._memory.found
        if not found.any():
            return
        self._observe(self._nobody)
        time_s = self._memory.time_s[found]
        self._swaps.change_order(self._strategy.live_order(self._shanks_deg[found], time_s))

    def _observe(self, more: PoseTrack) -> None:
        self.subject = observe(join([self._memory, *self._fresh, more]))

    def _drawn(self, repaired: PoseTrack) -> PoseTrack:
        """Return the last frame, filtered by what came before it."""
        track = repaired.part(len(repaired) - 1, len(repaired))
        xy_px, jumped = self._filter.step(
            float(track.time_s[0]), track.xy_px[0], self.subject.leg_px, self.fps
        )
        visibility = track.visibility.copy()
        if self.subject.view.kind == "side":
            # A foot that was lost a moment ago may still be drawn where the other foot is.
            visibility[0] *= (repaired.visibility[-LIVE.doubt_frames :] > 0.0).all(axis=0)
            visibility[0, _ANKLES] *= ~jumped[_ANKLES]
        return replace(track, xy_px=xy_px[None], visibility=visibility)
