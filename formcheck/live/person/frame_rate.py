"""How many frames a second are judged, and what to do if they are too few."""

from collections import deque
from dataclasses import dataclass, field

from formcheck.exercises.spec import Exercise
from formcheck.poses.frame_rate import effective_fps
from formcheck.poses.recording import FrameLimit, frame_limit
from formcheck.rules.context import SAMPLING, whole_fps
from formcheck.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class FrameRate:
    """How many frames a second are judged of those that the camera gives.

    Attributes:
        judged_fps: frames a second that the pose model looks at; 0 before that is known.
        camera_fps: pictures a second that the camera gives; 0 before that is known.
        evenness: how much of ``judged_fps`` uneven frames are worth, see `effective_fps`.
    """

    judged_fps: float = 0.0
    camera_fps: float = 0.0
    evenness: float = 1.0

    @property
    def effective_fps(self) -> float:
        """Frames a second as the rules count them, and as users are told; 0 before it is known."""
        return self.judged_fps * self.evenness

    @property
    def too_low(self) -> bool:
        """Whether quick movements are misread at so few frames a second."""
        return 0.0 < self.effective_fps < SAMPLING.least_fps

    @property
    def limited_by(self) -> FrameLimit:
        """What keeps the rate low: the camera or the computer."""
        return frame_limit(self.judged_fps, self.camera_fps)

    def unjudged(self, exercise: Exercise) -> list[Rule]:
        """Return the rules that are not judged at so few frames a second."""
        if not self.too_low:
            return []
        quick = exercise.reps.tempo == "fast"
        return [
            rule
            for rule in exercise.rules
            if rule.measured and rule.least_fps(quick=quick) > self.effective_fps
        ]

    def what_helps(self) -> str:
        """Return what makes the rate higher, in a few words."""
        if self.limited_by == "computer":
            return "Close other programs, or plug in the charger"
        return "Switch on more light"

    def __str__(self) -> str:
        fps = f"{whole_fps(self.effective_fps)} frames a second"
        if self.limited_by == "computer":
            return f"This computer manages {fps}"
        return f"The camera gives {fps}"


@dataclass(slots=True)
class FrameRateMeter:
    """Measures how many frames a second are judged, over the last two seconds.

    Args:
        window_s: how long it measures, in seconds.
        settle_s: the first frames do not count, for so many seconds: models are still being loaded.
        known_after_s: nothing is said before so many seconds have been measured.
        break_s: after a break this long it measures anew, in seconds.
    """

    window_s: float = 2.0
    settle_s: float = 1.0
    known_after_s: float = 1.5
    break_s: float = 3.0
    _began_s: float = float("-inf")
    _last_s: float = float("-inf")
    _times_s: deque[float] = field(default_factory=deque)

    def add(self, time_s: float) -> None:
        """Take the time of the next frame that was judged."""
        times_s = self._times_s
        if time_s - self._last_s > self.break_s:
            times_s.clear()
            self._began_s = time_s
        self._last_s = time_s
        if time_s - self._began_s < self.settle_s:
            return
        times_s.append(time_s)
        while len(times_s) > 1 and time_s - times_s[1] >= self.window_s:
            times_s.popleft()

    @property
    def fps(self) -> float:
        """Frames a second; 0 before that is known."""
        span_s = self._times_s[-1] - self._times_s[0] if self._times_s else 0.0
        return (len(self._times_s) - 1) / span_s if span_s >= self.known_after_s else 0.0

    @property
    def evenness(self) -> float:
        """How much of `fps` the frames are worth, 0..1; 1 before that is known."""
        return min(1.0, effective_fps(self._times_s) / self.fps) if self.fps else 1.0
