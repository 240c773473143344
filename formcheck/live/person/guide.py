"""How to stand before the camera: the one thing to change next, until all is right."""

from collections import deque
from dataclasses import dataclass

from formcheck.body.joints import trunk_lean_deg
from formcheck.body.stillness import STANDING_STILL, StandingStill
from formcheck.body.subject import Subject, observe
from formcheck.exercises.spec import Exercise
from formcheck.live.person.advice import NOBODY, TOO_FAR, UNKNOWN, Advice, Trouble
from formcheck.live.person.frame_rate import FrameRate
from formcheck.live.person.framing import Framing
from formcheck.poses.pose import Pose, PoseTrack
from formcheck.rules.context import whole_fps
from formcheck.rules.rule import titles_in_brief


@dataclass(frozen=True, slots=True)
class GuideLimits:
    """What the guide asks of picture and person.

    Attributes:
        dark: mean brightness of a picture, 0..255, below which feet are lost.
        lying_deg: a trunk further from upright is that of someone on all fours, in degrees.
        settle_s: how long new advice must be due before it replaces what is shown, in seconds.
        watch_s: how far back the poses reach from which the view is estimated, in seconds.
        look_every_s: how often the view is estimated, in seconds.
        slow_s: how long it is told in large type what helps against too few frames a second.
    """

    dark: float = 38.0
    lying_deg: float = 45.0
    settle_s: float = 0.4
    watch_s: float = 0.8
    look_every_s: float = 0.25
    slow_s: float = 6.0


class Guide:
    """Watches the person and says what to change next.

    Args:
        exercise: the exercise, which says how to stand.
        width: of the picture, in pixels.
        height: of the picture, in pixels.
        limits: what is asked of picture and person.
        stillness: when they stand still.
        framing: how the person must be in the picture.

    Attributes:
        still: whether the person stands still.
        subject: the person as seen lately; None where nobody was.
    """

    def __init__(
        self,
        exercise: Exercise,
        width: int,
        height: int,
        *,
        limits: GuideLimits = GuideLimits(),
        stillness: StandingStill = STANDING_STILL,
        framing: Framing | None = None,
    ) -> None:
        self._exercise = exercise
        self._size = width, height
        self._limits, self._stillness = limits, stillness
        self._framing = framing or Framing()
        self._recent: deque[Pose] = deque(maxlen=60)
        self._looked_s = float("-inf")
        self._shown: Advice | None = None
        self._due: tuple[Advice, float] | None = None
        self._slow_since_s: float | None = None
        self.subject: Subject | None = None
        self.still = False

    def step(
        self,
        time_s: float,
        pose: Pose | None,
        *,
        light: float,
        people: int,
        rate: FrameRate,
        far: bool = False,
    ) -> Advice:
        """Return what to change, as of the next frame.

        Args:
            time_s: time of the frame.
            pose: the person as the model sees them; None while the model is not asked.
            light: mean brightness of the picture, 0..255.
            people: how many were seen lately.
            rate: frames a second that are judged.
            far: whether somebody was seen lately who is too far away for the model.
        """
        self._watch(time_s, pose)
        if light >= self._limits.dark and far and (pose is None or not pose.found):
            return self._settled(time_s, TOO_FAR)
        return self._settled(time_s, self._advice(pose, light, people, rate))

    def _settled(self, time_s: float, advice: Advice) -> Advice:
        """Return the advice to show: advice that changes from frame to frame cannot be read."""
        if self._shown is None or advice.like(self._shown) or self._shown in (NOBODY, UNKNOWN):
            self._shown, self._due = advice, None
        elif self._due is None or not advice.like(self._due[0]):
            self._due = advice, time_s
        elif time_s - self._due[1] >= self._limits.settle_s:
            self._shown, self._due = advice, None
        return self._shown

    def _watch(self, time_s: float, pose: Pose | None) -> None:
        """Keep the last poses; estimate the view and whether the person stands still."""
        if pose is None or not pose.found:
            self._recent.clear()
            self.subject, self.still = None, False
            return
        self._recent.append(pose)
        while time_s - self._recent[0].time_s > self._limits.watch_s:
            self._recent.popleft()
        if time_s - self._looked_s >= self._limits.look_every_s and len(self._recent) >= 3:
            self._looked_s = time_s
            track = PoseTrack.from_poses(list(self._recent), *self._size)
            self.subject = observe(track)
            self.still = self._stillness.holds(track, self.subject, self._limits.watch_s)

    def _advice(self, pose: Pose | None, light: float, people: int, rate: FrameRate) -> Advice:
        if light < self._limits.dark:
            return Advice(Trouble.DARK, "Switch on a light", "It is too dark")
        if pose is None or not pose.found:
            return NOBODY
        if people > 1:
            return Advice(Trouble.CROWD, "One person only", "Ask the others to step aside")
        return (
            self._framing.advice(pose, self._size, lying=self._exercise.posture == "all-fours")
            or self._posture()
            or self._view()
            or self._ready(rate)
        )

    def _posture(self) -> Advice | None:
        """Return what to change where they stand for an exercise on all fours, or the reverse."""
        if self.subject is None or not self._recent:
            return None
        track = PoseTrack.from_poses([self._recent[-1]], *self._size)
        lying = abs(float(trunk_lean_deg(track.xy_px)[0])) > self._limits.lying_deg
        if self._exercise.posture == "all-fours" and not lying:
            return Advice(Trouble.POSTURE, "Go down on hands and knees", "Side on to the camera")
        if self._exercise.posture == "upright" and lying:
            return Advice(Trouble.POSTURE, "Stand up straight")
        return None

    def _ready(self, rate: FrameRate) -> Advice:
        """Return that the set may begin, and what could be better."""
        unjudged = rate.unjudged(self._exercise)
        if unjudged and self._slow_for_s() < self._limits.slow_s:
            return Advice(Trouble.SLOW, rate.what_helps(), str(rate))
        if unjudged:
            fps, named = whole_fps(rate.effective_fps), titles_in_brief(unjudged, most=1)
            why = f"Judged less at {fps} frames a second: {named}"
            return Advice(Trouble.NONE, "Good enough", why)
        view = self.subject.view if self.subject else None
        if view is None or view.kind != "oblique" or view.kind in self._exercise.main_rule.views:
            return Advice(Trouble.NONE, "Perfect")
        why = f"Exact angles: turn your {view.near_side} side to the camera"
        return Advice(Trouble.NONE, "Good enough", why)

    def _slow_for_s(self) -> float:
        """Return how long it has been told that too few frames a second are judged, in seconds."""
        now_s = self._recent[-1].time_s if self._recent else 0.0
        if self._slow_since_s is None:
            self._slow_since_s = now_s
        return now_s - self._slow_since_s

    def _view(self) -> Advice | None:
        """Return how to turn where the camera cannot see what the main rule needs."""
        wanted = self._exercise.main_rule.views
        if self.subject is None:
            return UNKNOWN
        view = self.subject.view
        if view.shows(wanted):
            return None
        if "side" in wanted:
            return Advice(Trouble.VIEW, "Turn your left side to the camera")
        if "front" in wanted:
            return Advice(Trouble.VIEW, "Turn to face the camera")
        return Advice(Trouble.VIEW, "Turn your back to the camera")
