"""Times of camera frames: the camera's own clock where it has a good one."""

DRIFT_S = 0.5  # a camera's clock that is further off the arrival of its frames is no clock
TICK_S = 0.001  # two frames are never at the same time


class CameraClock:
    """Turns what a camera says of its frames into times that rise, from 0 at the first frame.

    A camera's clock tells when a picture was taken; the arrival adds what the bus and the
    system take, which varies. A clock that stands, runs back or runs away is replaced by the
    arrival; after a reconnect the two are set by each other anew.
    """

    def __init__(self) -> None:
        self._start_s: float | None = None
        self._ahead_s = 0.0  # of the arrivals: what to take off the camera's clock
        self._camera_s: float | None = None
        self._last_s = -TICK_S

    def time_s(self, arrival_s: float, camera_s: float | None) -> float:
        """Return the time of the next frame.

        Args:
            arrival_s: on a clock that never goes back.
            camera_s: as the camera says, on any clock; None where it says nothing.
        """
        if self._start_s is None:
            self._start_s = arrival_s
        arrival_s -= self._start_s
        taken_s = arrival_s
        if camera_s is not None:
            runs = self._camera_s is not None and camera_s > self._camera_s
            if runs and abs(camera_s - self._ahead_s - arrival_s) <= DRIFT_S:
                taken_s = camera_s - self._ahead_s
            else:
                self._ahead_s = camera_s - arrival_s
            self._camera_s = camera_s
        self._last_s = max(taken_s, self._last_s + TICK_S)
        return self._last_s
