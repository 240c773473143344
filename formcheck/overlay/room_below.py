"""How much room cues and notes need under the picture, so that they cover no foot."""

from collections.abc import Sequence

import numpy as np

from formcheck.overlay import Overlay
from formcheck.overlay.playback import Playback
from formcheck.poses.landmarks import SIDES, joint
from formcheck.results import Session

_ONE_LINE = 1.5  # plates up to this many times as high as the lowest one have one line
_FOOT = ("ankle", "heel", "foot_index")


def room_below(overlay: Overlay, shown: Sequence[tuple[Session, Playback]]) -> int:
    """Return the height of the strip that is needed under the picture, in pixels; it is even.

    If there is one, plates of one line fit into it.

    Args:
        overlay: for the picture, without a strip.
        shown: the sessions of the clip, and what is drawn over each.
    """
    lay = overlay.layout
    texts = {text for session, playback in shown for text in playback.band_texts()}
    plates = [plate for text in texts for plate in overlay.band(*text)]
    tops = [top for _, _, top in plates]
    feet_px = max((_lowest_foot_px(session) for session, _ in shown), default=0.0)
    if not tops or feet_px + lay.gap / 2 <= min(tops):
        return 0
    needed = min(feet_px, lay.height) + lay.gap - min(tops)
    heights_px = [sprite.size[1] for sprite, _, _ in plates]
    of_one_line = max(px for px in heights_px if px <= _ONE_LINE * min(heights_px))
    return 2 * int(np.ceil(max(needed, of_one_line + lay.margin + lay.gap) / 2))


def _lowest_foot_px(session: Session) -> float:
    """Return how low the feet come in the picture, in pixels; 0 if no foot is seen."""
    feet = [joint(side, name) for side in SIDES for name in _FOOT]
    y_px = session.track.xy_px[session.track.found][:, feet, 1]
    known = y_px[np.isfinite(y_px)]
    return float(np.quantile(known, 0.99)) if len(known) else 0.0
