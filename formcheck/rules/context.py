"""What may keep a rule from being judged on an attempt."""

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.body.view import View
from formcheck.kinematics.measures import SILHOUETTE_MEASURES
from formcheck.poses.landmarks import other
from formcheck.reps.attempts import Attempt
from formcheck.rules.kinds import Limit, Rule
from formcheck.system.arrays import FloatArray

MIN_FRAMES = 6  # a kick sampled less often than this has no peak to speak of
# What is quick is misread from fewer frames a second than this. On rendered people, at 10 to 12, a
# lift of 0.14 s is read as 0.22, and one clean set of butt kicks in five as too low; at 15 it is
# one in sixteen, at 24 to 30 one in twenty-five.
LEAST_FPS, QUICK_S = 14.0, 1.0
_TURN = {
    "side": "turn your left or right side to the camera",
    "front": "turn to face the camera",
    "rear": "turn your back to the camera",
}
SIGHT = {
    "hidden": "the {side} leg is hidden: film from the other side as well",
    "covered": "something is in front of a leg: move it away, or film from the other side",
    "exchanged": "one leg was taken for the other on the way: film from the other side as well",
    "lost": "the {side} foot was lost on its way: more light or a higher frame rate helps",
    "outside": "the {side} foot leaves the picture: step back or tilt the camera",
}


@dataclass(frozen=True, slots=True)
class Context:
    """What all rules of a clip share.

    Attributes:
        view: how the camera sees the person.
        fps: frames a second.
        level: of the exercise.
        neutral_seen: whether the person ever kept still.
        lead: of a whole clip whose legs take turns, from the side: times, and how much further
            the left shank looked raised than the right one, in degrees.
    """

    view: View
    fps: float
    level: str
    neutral_seen: bool = True
    lead: tuple[FloatArray, FloatArray] | None = None


def wrong_view(rule: Rule, context: Context) -> str:
    """Return why this view cannot show a rule; empty where it can."""
    kind = context.view.kind
    if kind == "unknown":
        return "nobody could be made out well enough to tell the view"
    if kind in rule.views:
        return ""
    wanted = " or ".join(view for view in rule.views if view != "oblique")
    this = "seen at an angle" if kind == "oblique" else f"seen from the {kind}"
    return f"needs a {wanted} view, you are {this}: {_TURN[rule.views[0]]}"


def cut_short(attempt: Attempt) -> str:
    """Return why a kick is not whole; empty where it is."""
    return "the clip begins or ends in the middle of this kick" if attempt.cut else ""


def film_faster(context: Context, least: float = 24.0) -> str:
    """Return what to say where there are too few frames."""
    return (
        f"{context.fps:.0f} frames a second are too few at this pace:"
        f" film at {max(least, 24.0):.0f} or more, in good light"
    )


def unseen(limits: Sequence[Limit], attempt: Attempt, context: Context) -> str:
    """Return why a leg that the limits speak of was not seen; empty where it was."""
    legs = {
        attempt.side if limit.value.leg == "working" else other(attempt.side)
        for limit in limits
        if limit.value.is_paired and limit.value.measure not in SILHOUETTE_MEASURES
    }
    for side in sorted(legs):
        if attempt.sight[side] != "seen":
            return SIGHT[attempt.sight[side]].format(side=side)
    return ""
