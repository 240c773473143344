"""Find frame by frame in which frames the legs are exchanged."""

from copy import copy

import numpy as np

from formcheck.cleaning.motion_costs import motion_costs
from formcheck.cleaning.swap import swapped_frames
from formcheck.cleaning.swap_decoder import KickOrder, SwapDecoder, Way
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray, IntArray


class LiveSwaps:
    """Finds exchanged legs in a window of the last frames, which moves on with the camera.

    Args:
        fps: frames a second.
        order: what the order of kicks costs.
    """

    def __init__(self, fps: float, order: KickOrder) -> None:
        self._decoder = SwapDecoder(fps, order)
        self._recent: list[tuple[float, FloatArray]] = []  # times and legs of the last few frames
        self._past: list[tuple[int, Way | None]] = []  # frames of the window, and the way back

    @property
    def fps(self) -> float:
        """Frames a second."""
        return self._decoder.fps

    def change_order(self, order: KickOrder) -> None:
        """Use other costs for the order of kicks from now on."""
        self._decoder.change_order(order)

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
        """Return (n,) the frames to exchange, along the way that is the cheapest so far.

        Only the next frame tells whether a foot is between the legs. So the last frame is decided
        for now, and decided again with the next one.

        Args:
            window: n frames, the last ones so far.
            legs: (n, 2, 2, 2) see `legs_px`, in leg lengths.
            shanks_deg: (n, 2) how far the left and the right shank are raised.
            sure: indices of the frames in which the feet may be where they are said to be.
            ended: whether nothing follows.
        """
        done = self._past[-1][0] if self._past else -1
        new = sure[sure > done]
        emissions = self._decoder.emissions(shanks_deg[new])
        recent = [*self._recent, *zip(window.time_s[new].tolist(), legs[new], strict=True)]
        motion = _motion_costs(recent)[len(self._recent) :]
        decoder, past = self._decoder, self._past
        for i, frame in enumerate(new.tolist()):
            if frame == len(window) - 1 and not ended:  # on trial
                decoder, past, recent = copy(decoder), past.copy(), recent[:-1]
            way = None
            if self._recent or i:
                way = decoder.step(motion[i], emissions[i])
            else:
                decoder.start(emissions[i])
            past.append((frame, way))
        self._recent = recent[-2:]
        if not past:
            return np.zeros(len(window), dtype=np.bool_)
        path = decoder.cheapest(way for _, way in past[:0:-1] if way is not None)
        return swapped_frames(window, np.array([frame for frame, _ in past]), path)


def _motion_costs(recent: list[tuple[float, FloatArray]]) -> FloatArray:
    """Return what `motion_costs` says of some frames; zeros for a single one."""
    if len(recent) < 2:
        return np.zeros((len(recent), 2, 2, 2))
    times_s = np.array([time_s for time_s, _ in recent])
    return motion_costs(np.stack([legs for _, legs in recent]), times_s)
