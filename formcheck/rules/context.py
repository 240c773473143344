"""What the rules of a clip share, and the reasons why a rule cannot be judged on an attempt."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from formcheck.body.view import View
from formcheck.kinematics.measures import NEUTRAL_MEASURES, SILHOUETTE_MEASURES
from formcheck.poses.landmarks import Side, other
from formcheck.poses.recording import FrameLimit
from formcheck.reps.attempts import Attempt
from formcheck.reps.spec import Value, ViewName
from formcheck.rules.limits import RepLimits
from formcheck.rules.uncertainty import FEW_FRAMES, Uncertainty, uncertainty_of
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Sampling:
    """How many frames a movement needs before its numbers are believed.

    Attributes:
        least_fps: frames a second, see `effective_fps`, below which quick movements are misread:
            those of a rep for its own numbers, those of all reps for a set. On rendered people at
            10 to 12 frames a second a lift of 0.14 s is read as 0.22 s, and one clean set of butt
            kicks in five is read as too low; at 15 it is one in sixteen, at 24 to 30 one in 25.
        quick_s: a rep that lasts less than this, in seconds, is a quick one. Where reps follow each
            other fast, one with fewer frames than fit in this time at ``least_fps`` is quick, too:
            at 7 frames a second two kicks are read as one that takes a second.
        least_frames: an attempt with fewer frames has no peak that could be measured.
        good_fps: the frame rate that users are asked for.
        stall_s: a time without frames in which the top of a quick rep may be missed, in seconds.
    """

    least_fps: float = 14.0
    quick_s: float = 1.0
    least_frames: int = 6
    good_fps: float = 24.0
    stall_s: float = 0.15


SAMPLING = Sampling()
_TURN = {
    "side": "turn your left or right side to the camera",
    "front": "turn to face the camera",
    "rear": "turn your back to the camera",
}
_MORE_FRAMES = {
    "clip": ": film at {wanted:.0f} or more, in good light",
    "camera": ": switch on more light, or use another camera",
    "computer": ", and the computer managed no more: close other programs, or plug in the charger",
}
_SEEN_BETTER = {
    "clip": "more light or a higher frame rate helps",
    "camera": "more light or another camera helps",
    "computer": (
        "the computer managed too few frames: close other programs, or plug in the charger"
    ),
}
# With enough frames a second nothing tells why a foot was lost.
_SEEN_CLEARLY = (
    "keep the feet in clear view, in shoes unlike the background; if they look blurred, more light"
    " or a higher frame rate helps"
)
_NO_NEUTRAL = (
    "you were not seen keeping still first: hold still for one second before the first rep, or"
    " between two reps"
)
_BACK_AT_AN_ANGLE = (
    "the outline of the back shows its shape from the exact side alone: turn your left or right"
    " side to the camera"
)
#: Why a leg was not seen; "{side}" and "{helps}" stand for the leg, and for what to do.
SIGHT = {
    "hidden": "the {side} leg is hidden: film from the other side as well",
    "covered": (
        "a leg was not found in the picture: move away what is in front of it, or film from the"
        " exact side"
    ),
    "exchanged": "one leg was mistaken for the other: film from the other side as well",
    "lost": "the {side} foot was lost during the rep: {helps}",
    "outside": "the {side} foot leaves the picture: step back or tilt the camera",
}
_NEAR_LEG_HIDDEN = "the {side} leg was not seen well enough: film from the exact side"


@dataclass(frozen=True, slots=True)
class Context:
    """What all rules of a clip share.

    Attributes:
        view: how the camera sees the person.
        fps: frames a second, see `effective_fps`.
        level: the level of the exercise.
        neutral_seen: True if the person's neutral pose was seen.
        lead: how far one leg leads the other: (n,) times in seconds, and (n,) how much further
            the left shank is raised than the right one in degrees. Only for a whole clip of
            alternating legs seen from the side; None otherwise.
        all_fours: True if the exercise is done on all fours.
        fast: True if its reps follow each other fast.
        count_doubt: why reps may be missing from the count, and what to do; empty if the count is
            believed. Only a whole clip tells.
        frame_limit: what keeps the frame rate from being higher.
        stalls: from when to when no frame came, in seconds: those of `Sampling.stall_s` or more.
    """

    view: View
    fps: float
    level: str
    neutral_seen: bool = True
    lead: tuple[FloatArray, FloatArray] | None = None
    all_fours: bool = False
    fast: bool = False
    count_doubt: str = ""
    frame_limit: FrameLimit = "clip"
    stalls: tuple[tuple[float, float], ...] = ()

    @property
    def helps(self) -> str:
        """What to do so that fast feet are seen better; a reason ends with it.

        A computer that looks at enough frames is not the cause, even if the camera gave more.
        """
        slow = self.fps < SAMPLING.good_fps
        return _SEEN_BETTER[self.frame_limit] if slow else _SEEN_CLEARLY

    def stalled(self, begin_s: float, end_s: float) -> bool:
        """Return whether no frames came for a while within a time, in seconds."""
        return any(since < end_s and until > begin_s for since, until in self.stalls)

    def uncertainty(self, value: Value, read: float, side: Side | None = None) -> Uncertainty:
        """Return what view and frame rate add to the error of a value.

        Args:
            value: the number that was asked for.
            read: the number that was measured.
            side: the working leg; None for a number of both.
        """
        measured = side if side is None or value.leg == "working" else other(side)
        far = value.is_paired and measured is not None and measured != self.view.near_side
        few = self.fast and self.fps < FEW_FRAMES.enough_fps
        return uncertainty_of(
            value,
            read,
            self.view,
            far=far,
            all_fours=self.all_fours,
            more_frames=more_frames(self.frame_limit) if few else "",
        )


def wrong_view(views: Sequence[ViewName], context: Context) -> str:
    """Return why a rule for these views cannot be judged in this one; empty if it can."""
    kind = context.view.kind
    if kind == "unknown":
        return (
            "the person was not seen well enough to tell the view: keep head to feet in the picture"
        )
    if context.view.shows(views):
        return ""
    wanted = " or ".join(view for view in views if view != "oblique")
    this = "seen at an angle" if kind == "oblique" else f"seen from the {kind}"
    return f"needs a {wanted} view, you are {this}: {_TURN[views[0]]}"


def cut_short(attempt: Attempt) -> str:
    """Return why an attempt is not whole; empty if it is."""
    return "the clip begins or ends in the middle of this rep" if attempt.cut else ""


def film_faster(context: Context, least_fps: float = SAMPLING.good_fps) -> str:
    """Return the reason for a verdict that too few frames a second prevent."""
    helps = more_frames(context.frame_limit, max(least_fps, SAMPLING.good_fps))
    return f"{whole_fps(context.fps)} frames a second are too few at this pace{helps}"


def whole_fps(fps: float) -> int:
    """Return a frame rate as users are told it.

    A low one is rounded down, so that 13.6 is less than 14; 23.98 is 24 and 29.97 is 30.
    """
    return round(fps) if fps >= SAMPLING.good_fps else floor(fps + 0.05)


def more_frames(limit: FrameLimit, wanted_fps: float = SAMPLING.good_fps) -> str:
    """Return the end of a sentence: what to do for more frames a second.

    Args:
        limit: what keeps the frame rate from being higher.
        wanted_fps: the frame rate to reach.
    """
    return _MORE_FRAMES[limit].format(wanted=wanted_fps)


def unseen(limits: Sequence[RepLimits], attempt: Attempt, context: Context) -> str:
    """Return why a leg that the limits speak of was not seen; empty if all of them were."""
    legs = {
        attempt.side if limit.value.leg == "working" else other(attempt.side)
        for limit in limits
        if limit.value.is_paired and limit.value.measure not in SILHOUETTE_MEASURES
    }
    for side in sorted(legs):
        if attempt.sight[side] != "seen":
            sight = attempt.sight[side]
            nearer = sight == "hidden" and side == context.view.near_side
            reason = _NEAR_LEG_HIDDEN if nearer else SIGHT[sight]
            return reason.format(side=side, helps=context.helps)
    return ""


def no_neutral(limits: Sequence[RepLimits], context: Context) -> str:
    """Return why values against the neutral pose are unknown; empty if they are not needed."""
    if not any(limit.value.measure in NEUTRAL_MEASURES for limit in limits):
        return ""
    if context.view.kind == "oblique":
        return _BACK_AT_AN_ANGLE
    return "" if context.neutral_seen else _NO_NEUTRAL
