"""What one frame of a set leads to: reps, tones, cues."""

from dataclasses import dataclass

from formcheck.live.camera.source import LivePicture
from formcheck.live.set.one_set import LiveSet
from formcheck.live.window.sound import Sound
from formcheck.poses.pose import Pose


@dataclass(frozen=True, slots=True)
class FrameOutcome:
    """What one frame has led to. All is empty outside of sets.

    Attributes:
        new_cue: the cue or praise that appears with this frame; empty for none.
        rep_end_s: end of the last rep that was judged with this frame; None for none.
        set_s: time of the frame on the clock of the set; 0 outside of sets.
        waited_s: how long the cue waited until the good leg was down.
    """

    new_cue: str = ""
    rep_end_s: float | None = None
    set_s: float = 0.0
    waited_s: float = 0.0


def add_frame(current: LiveSet, picture: LivePicture, pose: Pose, sound: Sound) -> FrameOutcome:
    """Add a frame to the set under way; play the tone of a good rep and speak a new cue.

    Args:
        current: the set.
        picture: the newest one.
        pose: the person in it whose set it is, or nobody.
        sound: plays and speaks.
    """
    before = current.sentence()
    reps = current.add_frame(picture.image, picture.time_s, pose)
    if any(rep.good for rep in reps):
        sound.play("good")
    now = current.sentence()
    rep_end_s = reps[-1].end_s if reps else None
    if now is None or now == before:
        return FrameOutcome("", rep_end_s, current.time_s)
    sound.speak(now.text)
    return FrameOutcome(now.text, rep_end_s, current.time_s, now.waited_s)
