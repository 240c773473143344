"""The sample videos that speed is measured on."""

from pathlib import Path

_SAMPLES = Path(__file__).parent.parent.parent / "sample_videos"
BUTT_KICKS = _SAMPLES / "butt-kicks.mp4"
#: A person raises a hand, which starts a live set, and then does butt kicks.
LIVE = _SAMPLES / "live.mp4"
#: From when to when `LIVE` shows kicks, in seconds: sixteen of them, a whole number of strides, so
#: that they can be repeated without a jump.
LIVE_KICKS_S = 7.5, 13.9
#: Frames per second at which they are repeated.
LIVE_FPS = 30.0
