"""What stands with a replay, in words."""

from dataclasses import dataclass, replace

from formcheck.live.set.replay import Caption, ReplayMoment
from formcheck.overlay.held_values import part_name
from formcheck.results import Verdict
from formcheck.rules.limit_words import wanted_if_wrong
from formcheck.rules.words import short_figure, short_name


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a panel.

    Attributes:
        title: which rep it is: "Worst: left leg".
        number: what was measured: "knee 92°"; empty where nothing was.
        limit: what it should be: "good from 120°"; empty if it is good.
        verdict: whose mark stands before the title; None for none.
    """

    title: str
    number: str = ""
    limit: str = ""
    verdict: Verdict | None = None


def heading_of(caption: Caption | None, one_rep: str) -> Heading:
    """Return what stands over a panel.

    Args:
        caption: of its rep; None for the last seconds.
        one_rep: what a rep is called.
    """
    if caption is None:
        return Heading("The last seconds")
    rep, check = caption.chosen.rep, caption.chosen.check
    leg = f"{rep.side} leg" if rep.side else one_rep
    name = short_name(check) if check.part_side == rep.side else part_name(check)
    number = short_figure(replace(check, sigma=0.0))  # the plate beside the body has the error
    number = f"{name} {number}" if number else ""
    return Heading(f"{_kind(caption)}: {leg}", number, wanted_if_wrong(check), check.verdict)


def _kind(caption: Caption) -> str:
    """Return whether it is the worst or the best one; "Fault" or "Good" if others are more so."""
    if caption.kind == "worst":
        return "Worst" if caption.chosen.extreme else "Fault"
    if caption.alone:
        return "Your best" if caption.chosen.extreme else "A good one"
    return "Best" if caption.chosen.extreme else "Good"


def advice_of(moment: ReplayMoment) -> str:
    """Return what to do about the fault that is shown; empty where there is none."""
    captions = [panel.caption for panel in moment.panels if panel.caption]
    return next((one.chosen.check.cue for one in captions if one.kind == "worst"), "")


def speed_of(moment: ReplayMoment) -> str:
    """Return how slowly is played, and how it ends."""
    speed = {0.5: "half speed", 0.25: "quarter speed"}.get(moment.speed, "slow motion")
    return f"Slow motion, {speed} – any key or movement ends it"
