"""How to stand: the one thing to change next, until all is right."""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from formcheck.body.geometry import length
from formcheck.body.joints import middle, trunk_lean_deg
from formcheck.body.subject import Subject, observe
from formcheck.exercises.spec import Exercise
from formcheck.live.camera.health import SLOW_FPS
from formcheck.poses.landmarks import SIDES, Landmark, joint, other
from formcheck.poses.pose import Pose, PoseTrack

DARK = 38.0  # of 255, the mean of a picture: below it feet are lost
SETTLE_S = 0.4  # advice stands for so long before other advice replaces it
WATCH_S = 0.8  # the person's view is taken from so much of the past
LOOK_EVERY_S = 0.25
EDGE = 0.01  # of the picture: nearer to its edge a part is cut off
SEEN = 0.25  # visibility below which an ankle is hidden
SMALLEST = 0.33  # of the picture's height that a person should fill, or of its width lying
CROWN = 0.05  # of their height, from the eyes to the top of the head, at least
ROOM = 0.08  # of the picture's height: room enough to tilt the screen by
STILL_TL_S = 0.28  # trunk lengths a second: slower is standing still
LYING_DEG = 45.0  # a trunk further from upright is that of someone on all fours


class Trouble(StrEnum):
    """What is to be changed."""

    NONE = "all right"
    DARK = "too dark"
    NOBODY = "nobody"
    CROWD = "more than one person"
    CUT_OFF = "cut off"
    FAR = "too far away"
    POSTURE = "not in position"
    VIEW = "another view is needed"
    SLOW = "too few pictures"


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do.

    Attributes:
        trouble: what is wrong.
        text: a few words for someone two metres away.
        why: the reason, in small print; empty where it goes without saying.
        arrow: the way to move in the mirrored picture: -1 left, 1 right, 0 none.
    """

    trouble: Trouble
    text: str
    why: str = ""
    arrow: int = 0

    @property
    def ready(self) -> bool:
        """Whether the set may begin."""
        return self.trouble is Trouble.NONE


ALL_RIGHT = Advice(Trouble.NONE, "Perfect")


class Guide:
    """Watches the person and says what to change next.

    Args:
        exercise: whose position is wanted.
        width: of the picture, in pixels.
        height: likewise.
    """

    def __init__(self, exercise: Exercise, width: int, height: int) -> None:
        self._exercise = exercise
        self._size = width, height
        self._recent: deque[Pose] = deque(maxlen=60)
        self._looked_s = float("-inf")
        self._subject: Subject | None = None
        self._shown: Advice | None = None
        self._other: tuple[Advice, float] | None = None
        self.still = False

    def step(
        self, time_s: float, pose: Pose | None, *, light: float, people: int, fps: float
    ) -> Advice:
        """Take the next frame.

        Args:
            time_s: of the frame.
            pose: the person as the model sees them; None while it is not asked.
            light: mean brightness of the picture, 0..255.
            people: how many were seen lately.
            fps: pictures a second; 0 when unknown.
        """
        self._watch(time_s, pose)
        return self._settled(time_s, self._advice(pose, light, people, fps))

    @property
    def subject(self) -> Subject | None:
        """The person as seen lately."""
        return self._subject

    def _settled(self, time_s: float, advice: Advice) -> Advice:
        """Advice that changes from frame to frame cannot be read."""
        if self._shown is None or advice == self._shown or self._shown.trouble is Trouble.NOBODY:
            self._shown, self._other = advice, None
        elif self._other is None or self._other[0] != advice:
            self._other = advice, time_s
        elif time_s - self._other[1] >= SETTLE_S:
            self._shown, self._other = advice, None
        return self._shown

    def _watch(self, time_s: float, pose: Pose | None) -> None:
        if pose is None or not pose.found:
            self._recent.clear()
            self._subject, self.still = None, False
            return
        self._recent.append(pose)
        while time_s - self._recent[0].time_s > WATCH_S:
            self._recent.popleft()
        if time_s - self._looked_s >= LOOK_EVERY_S and len(self._recent) >= 3:
            self._looked_s = time_s
            track = PoseTrack.from_poses(list(self._recent), *self._size)
            self._subject = observe(track)
            self.still = _is_still(track, self._subject)

    def _advice(self, pose: Pose | None, light: float, people: int, fps: float) -> Advice:
        if light < DARK:
            return Advice(Trouble.DARK, "Switch on a light", "It is too dark")
        if pose is None or not pose.found:
            return Advice(Trouble.NOBODY, "Step into the picture", "About two metres away")
        if people > 1:
            return Advice(Trouble.CROWD, "One person only", "Ask the others to step aside")
        if 0.0 < fps < SLOW_FPS:
            return Advice(Trouble.SLOW, "Switch on more light", f"Only {fps:.0f} pictures a second")
        return self._place(pose) or self._posture() or self._view() or ALL_RIGHT

    def _place(self, pose: Pose) -> Advice | None:
        """Whether head and feet are in the picture, and the person large enough."""
        width, height = self._size
        x, y = pose.xy_px[:, 0] / width, pose.xy_px[:, 1] / height
        feet = [joint(side, name) for side in SIDES for name in ("ankle", "heel", "foot_index")]
        ankles = [joint(side, "ankle") for side in SIDES]
        near_ankle_seen = max(pose.visibility[ankles]) >= SEEN
        tall = float(np.ptp(y))
        head_y = float(y[: Landmark.MOUTH_RIGHT + 1].min()) - CROWN * tall
        head_cut = head_y < -EDGE
        feet_cut = float(y[feet].max()) > 1.0 - EDGE or not near_ankle_seen
        if feet_cut and (head_cut or head_y < ROOM or tall > 1.0 - ROOM or not near_ankle_seen):
            return Advice(Trouble.CUT_OFF, "Step back", "Your feet are cut off")
        if feet_cut:
            return Advice(Trouble.CUT_OFF, "Tilt the screen down", "Your feet are cut off")
        if head_cut and float(y[feet].max()) < 1.0 - ROOM:
            return Advice(Trouble.CUT_OFF, "Tilt the screen up", "Your head is cut off")
        if head_cut:
            return Advice(Trouble.CUT_OFF, "Step back", "Your head is cut off")
        left, right = float(x.min()) < EDGE, float(x.max()) > 1.0 - EDGE
        if left and right:
            return Advice(Trouble.CUT_OFF, "Step back", "You are cut off at the sides")
        if left or right:
            # The picture is a mirror: what is at its left edge is shown at the right.
            return Advice(Trouble.CUT_OFF, "Move to the middle", "", -1 if left else 1)
        filled = max(np.ptp(y), np.ptp(x) if self._exercise.posture == "all-fours" else 0.0)
        if filled < SMALLEST:
            return Advice(Trouble.FAR, "Come closer", "You are too small to be judged")
        return None

    def _posture(self) -> Advice | None:
        if self._subject is None or not self._recent:
            return None
        track = PoseTrack.from_poses([self._recent[-1]], *self._size)
        lying = abs(float(trunk_lean_deg(track.xy_px)[0])) > LYING_DEG
        if self._exercise.posture == "all-fours" and not lying:
            return Advice(Trouble.POSTURE, "Go down on hands and knees", "Side on to the camera")
        if self._exercise.posture == "upright" and lying:
            return Advice(Trouble.POSTURE, "Stand up straight")
        return None

    def _view(self) -> Advice | None:
        """Whether the camera sees what the exercise's main rule needs."""
        wanted = self._exercise.main_rule.views
        if self._subject is None:
            return Advice(Trouble.VIEW, "Stand still for a moment")
        view = self._subject.view
        if view.kind in wanted:
            return None
        if "side" in wanted:
            if view.kind == "oblique" and view.near_side:
                side = view.near_side
                return Advice(Trouble.VIEW, f"Turn your {side} side to the camera", "A bit more")
            return Advice(Trouble.VIEW, "Turn your left side to the camera")
        if "front" in wanted:
            return Advice(Trouble.VIEW, "Turn to face the camera")
        return Advice(Trouble.VIEW, "Turn your back to the camera")


def _is_still(track: PoseTrack, subject: Subject) -> bool:
    """Whether hips, shoulders and feet stay where they are."""
    span_s = float(track.time_s[-1] - track.time_s[0])
    if span_s < 0.3 * WATCH_S or not subject.trunk_px > 0:
        return False
    parts = [middle(track.xy_px, "hip"), middle(track.xy_px, "shoulder")]
    near = subject.view.near_side or "left"
    parts += [track.xy_px[:, joint(side, "ankle")] for side in (near, other(near))]
    half = len(track) // 2
    # The means of two halves do not mind the model's noise.
    moves = [float(length(p[half:].mean(axis=0) - p[:half].mean(axis=0))) for p in parts[:3]]
    return max(moves) / subject.trunk_px / (span_s / 2.0) < STILL_TL_S
