"""Times of camera pictures: by the camera's own clock where it has a good one."""

from dataclasses import dataclass
from math import inf


@dataclass(slots=True)
class CameraClock:
    """Gives every picture a time that is later than the one before, from 0 at the first picture.

    A camera's own clock says when a picture was taken. The time of arrival adds the delay of bus
    and system, which varies. A camera clock that stops, runs back or runs away is replaced by
    the arrival times; after a reconnect the two clocks are aligned again.

    Args:
        max_drift_s: a camera clock that is further from the arrivals than this is not believed.
        tick_s: least time between two pictures.
    """

    max_drift_s: float = 0.5
    tick_s: float = 0.001
    _start_s: float | None = None
    _ahead_s: float = 0.0  # how far the camera's clock is ahead of the arrivals
    _camera_s: float | None = None
    _last_s: float = -inf

    def time_s(self, arrival_s: float, camera_s: float | None) -> float:
        """Return the time of the next picture, in seconds.

        Args:
            arrival_s: when it arrived, on a clock that never goes back.
            camera_s: when it was taken, on the camera's clock; None where the camera has none.
        """
        if self._start_s is None:
            self._start_s = arrival_s
        arrival_s -= self._start_s
        taken_s = arrival_s
        if camera_s is not None:
            runs = self._camera_s is not None and camera_s > self._camera_s
            if runs and abs(camera_s - self._ahead_s - arrival_s) <= self.max_drift_s:
                taken_s = camera_s - self._ahead_s
            else:
                self._ahead_s = camera_s - arrival_s
            self._camera_s = camera_s
        self._last_s = max(taken_s, self._last_s + self.tick_s)
        return self._last_s
