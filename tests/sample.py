"""The sample clip, what is true of it, and clips made from its pictures."""

import atexit
import json
import shutil
import tempfile
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from formcheck.cli.main import main
from formcheck.results import Session

Image = npt.NDArray[np.uint8]

SAMPLE = Path(__file__).parent.parent / "sample_videos" / "butt-kicks.mp4"
FPS = 30


@cache
def true_counts() -> dict[str, int]:
    """Return the kicks of each leg, from the truth beside the clip."""
    reps = json.loads(SAMPLE.with_suffix(".truth.json").read_text("utf-8"))["reps"]
    return {side: sum(rep["side"] == side for rep in reps) for side in ("left", "right")}


@cache
def images() -> tuple[Image, ...]:
    """Return every frame of the clip, RGB."""
    with av.open(str(SAMPLE)) as clip:
        decoded = [frame.to_ndarray(format="rgb24") for frame in clip.decode(video=0)]
    return tuple(np.asarray(image, dtype=np.uint8) for image in decoded)


def room() -> Image:
    """Return a picture of an empty room, of the size of the clip."""
    image = np.full_like(images()[0], 190)
    image[image.shape[0] * 2 // 3 :] = (120, 95, 70)
    image[80:200, 400:520] = (90, 110, 160)
    return image


def write_clip(
    path: Path,
    pictures: Sequence[Image],
    times_s: Sequence[float] | None = None,
    turn_deg: int = 0,
) -> Path:
    """Write pictures as an MP4 file that players rotate by ``turn_deg``; its index comes first."""
    height, width, _ = pictures[0].shape
    with av.open(str(path), "w", container_options={"movflags": "faststart"}) as out:
        video = out.add_stream("libx264", rate=FPS)
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        video.options = {"preset": "ultrafast", "crf": "18"}
        video.codec_context.time_base = Fraction(1, 90_000)
        if turn_deg:
            video.set_display_rotation(turn_deg)
        for i, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            frame.pts = round((times_s[i] if times_s else i / FPS) * 90_000)
            frame.time_base = Fraction(1, 90_000)
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
    return path


@cache
def results() -> Path:
    """Return the folder of results of the clip; all tests share it, so do not change it."""
    out = Path(tempfile.mkdtemp(prefix="formcheck-test-"))
    atexit.register(shutil.rmtree, out, ignore_errors=True)
    assert main(["analyze", str(SAMPLE), "--out", str(out)]) == 0
    return out / SAMPLE.stem


def judged_bytes(path: Path) -> bytes:
    """Return a file of results as it is, but a report without when and how it was made."""
    data = path.read_bytes()
    if path.name != "report.json":
        return data
    return json.dumps({k: v for k, v in json.loads(data).items() if k != "made"}).encode()


def verdicts(session: Session) -> dict[str, str]:
    """Return the verdict of each rule in the summary."""
    return {row.rule: row.verdict.value for row in session.summary}
