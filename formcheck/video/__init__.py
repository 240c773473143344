"""Video files in and out: a clip becomes RGB frames with times, judged frames become an MP4.

PyAV handles the containers and codecs. OpenCV turns pictures and converts them for the encoder,
four times as fast as PyAV. This room does not know poses or verdicts.
"""

from formcheck.errors import ClipError
from formcheck.video.container import ClipInfo, Frame
from formcheck.video.reader import ClipReader
from formcheck.video.writer import SCRUBBED, VideoFileWriter

__all__ = ["SCRUBBED", "ClipError", "ClipInfo", "ClipReader", "Frame", "VideoFileWriter"]
