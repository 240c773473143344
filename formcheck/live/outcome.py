"""What one frame has led to."""

from dataclasses import dataclass


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
