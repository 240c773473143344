"""How much room cues and notes need under the picture, so that they cover no foot."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from formcheck.overlay import Overlay
from formcheck.overlay.playback import Playback
from formcheck.poses.landmarks import SIDES, joint
from formcheck.results import Session

#: A strip is at least this share of the picture's height: a thinner one looks like a mistake.
LEAST_SHARE: Final = 0.05
_FOOT = ("ankle", "heel", "foot_index")


def room_below(overlay: Overlay, shown: Sequence[tuple[Session, Playback]]) -> int:
    """Return the height of the strip that is needed under the picture, in pixels; it is even.

    Args:
        overlay: for the picture, without a strip.
        shown: the sessions of the clip, and what is drawn over each.
    """
    lay = overlay.layout
    texts = {text for session, playback in shown for text in playback.band_texts()}
    tops = [top for text in texts for _, _, top in overlay.band(*text)]
    feet_px = max((_lowest_foot_px(session) for session, _ in shown), default=0.0)
    if not tops or feet_px + lay.gap / 2 <= min(tops):
        return 0
    needed = min(feet_px, lay.height) + lay.gap - min(tops)
    return 2 * int(np.ceil(max(needed, LEAST_SHARE * lay.height) / 2))


def _lowest_foot_px(session: Session) -> float:
    """Return how low the feet come in the picture, in pixels; 0 if no foot is seen."""
    feet = [joint(side, name) for side in SIDES for name in _FOOT]
    y_px = session.track.xy_px[session.track.found][:, feet, 1]
    known = y_px[np.isfinite(y_px)]
    return float(np.quantile(known, 0.99)) if len(known) else 0.0
