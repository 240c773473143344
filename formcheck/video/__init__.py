"""Video files in and out: clips become RGB frames with times, judged frames become an MP4.

PyAV does the containers and the codecs. OpenCV turns pictures and converts them for the encoder,
which it does four times as fast.
"""

from formcheck.errors import ClipError
from formcheck.video.container import ClipInfo, Frame
from formcheck.video.reader import ClipReader
from formcheck.video.writer import AnnotatedVideoWriter

__all__ = ["AnnotatedVideoWriter", "ClipError", "ClipInfo", "ClipReader", "Frame"]
