"""All that is known about the person in the newest picture."""

from collections.abc import Callable
from pathlib import Path

from formcheck.body.subject import Subject
from formcheck.exercises.spec import Exercise
from formcheck.live.camera.source import LivePicture
from formcheck.live.person.advice import Advice
from formcheck.live.person.follow import Follower
from formcheck.live.person.frame_rate import FrameRate, FrameRateMeter
from formcheck.live.person.gesture import Hand, HandSign
from formcheck.live.person.guide import Guide
from formcheck.live.person.pose_finder import (
    BystanderCounter,
    Look,
    PoseFinder,
    mediapipe_opener,
)
from formcheck.poses.pose import Pose


class PersonInView:
    """Finds the person in each picture, follows them, advises them, and reads their hand.

    Args:
        model: a ``.task`` bundle; the one that comes with formcheck when None.
        newest: waits for the next picture, see `PoseFinder`.

    Attributes:
        pose_finder: the pose model.
        pose: the person in the newest picture, or nobody.
        advice: what they should change; None before that is known.
        hand: their raised hand.
    """

    def __init__(self, model: Path | None, newest: Callable[[float], LivePicture | None]) -> None:
        self.pose_finder = PoseFinder(mediapipe_opener(model), newest)
        self.pose = Pose.nobody(0.0)
        self.advice: Advice | None = None
        self.hand = Hand()
        self._model = model
        self._exercise: Exercise | None = None
        self._guide: Guide | None = None
        self._bystanders: BystanderCounter | None = None
        self._hand_sign, self._follower = HandSign(), Follower()
        self._meter = FrameRateMeter()

    @property
    def subject(self) -> Subject | None:
        """The person as seen lately, while they are advised; None before."""
        return self._guide.subject if self._guide else None

    @property
    def still(self) -> bool:
        """Whether the person stands still, with no hand up."""
        return self._guide is not None and self._guide.still and self.hand.xy_px is None

    def advise_for(self, exercise: Exercise | None) -> None:
        """Advise for another exercise from now on; None for none."""
        self._exercise, self._guide, self.advice = exercise, None, None

    def see(self, look: Look) -> None:
        """Take what the pose model saw in the next picture."""
        self.pose = look.pose
        if look.took_s:
            self._meter.add(look.picture.time_s)

    def frame_rate(self, camera_fps: float) -> FrameRate:
        """Return how many frames a second are judged of those that the camera gives."""
        return FrameRate(self._meter.fps, camera_fps, self._meter.evenness)

    def follow(self) -> None:
        """Ignore everybody but the person whose set it is."""
        self.pose = self._follower.theirs(self.pose, self.pose_finder.search_anew)

    def follow_anybody(self) -> None:
        """Let the set belong to whoever is seen next."""
        self._follower.anybody()

    def advise(self, picture: LivePicture, camera_fps: float, now_s: float) -> None:
        """Update the advice.

        Args:
            picture: the newest one.
            camera_fps: pictures a second that the camera gives; 0 when unknown.
            now_s: on any clock that never goes back.
        """
        if self._exercise is None:
            return
        if self._guide is None:
            height, width = picture.image.shape[:2]
            self._guide = Guide(self._exercise, width, height)
        if self._bystanders is None:
            self._bystanders = BystanderCounter(self._model)
        self._bystanders.look(picture.image, now_s)
        self.advice = self._guide.step(
            picture.time_s,
            self.pose,
            light=picture.light,
            people=self._bystanders.people,
            far=self._bystanders.far,
            rate=self.frame_rate(camera_fps),
        )

    def read_hand(self, *, counts: bool) -> None:
        """Update the raised hand; ``counts`` is whether a sign of it would do anything now."""
        self.hand = self._hand_sign.step(self.pose.time_s, self.pose, counts=counts)

    def close(self) -> None:
        """Release the models."""
        if self._bystanders:
            self._bystanders.close()
        self.pose_finder.close()
