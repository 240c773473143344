"""From a clip to a folder of results, with the pose model on the sample clip."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from formcheck import ClipError, Session, analyze
from formcheck.batch.clip import Result, analyze_clip
from formcheck.batch.options import BatchOptions
from formcheck.errors import FolderError
from formcheck.exercises.file import load_exercise
from formcheck.poses.landmarks import Landmark
from formcheck.poses.recording import PoseRecording
from tests.sample import (
    FPS,
    SAMPLE,
    Image,
    images,
    judged_bytes,
    results,
    room,
    true_counts,
    verdicts,
    write_clip,
)

JUDGED = {"report.json", "measures.csv", "reps.csv", "track.npz", "poses.npz"}
FILES = JUDGED | {"annotated.mp4", "clip.mp4", "review.html", "notes.css"}
STATE = "clip.json"


def judge_again(folder: Path, out: Path) -> Result:
    """Judge saved poses as butt kicks."""
    options = BatchOptions(load_exercise("butt-kicks"), out, from_poses=True)
    return analyze_clip(folder, out, options, lambda *_: None)


@pytest.fixture(scope="module")
def session() -> Session:
    return analyze(SAMPLE)


def test_the_counts_are_true(session: Session) -> None:
    assert session.counts == true_counts()
    assert session.view.kind == "side"
    assert len(session.summary) == len(load_exercise("butt-kicks").rules)


def test_all_files_are_written_and_nothing_else() -> None:
    assert {path.name for path in results().iterdir()} == FILES | {STATE}


def test_the_same_clip_gives_the_same_bytes(tmp_path: Path) -> None:
    options = BatchOptions(load_exercise("butt-kicks"), tmp_path, video=False)
    stages: dict[str, list[float]] = {}
    result = analyze_clip(
        SAMPLE, tmp_path / "again", options, lambda what, x: stages.setdefault(what, []).append(x)
    )
    assert list(stages) == ["finding the person", "copying the video"]
    for shares in stages.values():
        assert shares == sorted(shares)
        assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert set(result.files.written) == FILES - {"annotated.mp4", "notes.css"}
    for name in JUDGED | {"clip.mp4"}:
        assert judged_bytes(result.files.path / name) == judged_bytes(results() / name)


def test_saved_poses_are_judged_to_the_same_bytes(tmp_path: Path) -> None:
    result = judge_again(results(), tmp_path)
    assert set(result.files.written) == JUDGED - {"poses.npz"} | {"review.html"}
    for name in JUDGED - {"poses.npz"}:
        assert judged_bytes(tmp_path / name) == judged_bytes(results() / name)


def test_a_second_pass_is_saved_with_the_poses(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "start.mp4", images()[: 5 * FPS])
    options = BatchOptions(
        load_exercise("butt-kicks"), tmp_path / "out", video=False, accuracy="high"
    )
    once = analyze_clip(clip, tmp_path / "out", options, lambda *_: None)
    recording = PoseRecording.load(tmp_path / "out" / "poses.npz")
    assert recording.mirrored is not None
    ankles = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]
    apart_px = recording.track.xy_px[:, ankles] - recording.mirrored.xy_px[:, ankles]
    assert np.nanmedian(np.abs(apart_px)) < 5.0
    again = judge_again(tmp_path / "out", tmp_path / "out")
    (first, _), (second, _) = once.parts[0], again.parts[0]
    assert second.reps == first.reps
    assert verdicts(second) == verdicts(first)


def test_the_annotated_video_has_the_size_rate_and_length_of_the_clip() -> None:
    with av.open(str(SAMPLE)) as clip, av.open(str(results() / "annotated.mp4")) as annotated:
        was, stream = clip.streams.video[0], annotated.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert stream.width == was.width
        assert stream.height >= was.height  # a strip under the feet has room for the cues
        assert stream.average_rate == was.average_rate
        assert sum(1 for _ in annotated.decode(video=0)) == was.frames


def letterboxed(path: Path) -> Path:
    frame = np.zeros((720, 720, 3), np.uint8)
    boxed = []
    for image in images():
        frame[120:600, 40:680] = image
        boxed.append(frame.copy())
    return write_clip(path, boxed)


def halved(path: Path) -> Path:
    """Halve the size of the pictures: each pixel is the mean of four."""

    def half(image: Image) -> Image:
        quarters = image.reshape(image.shape[0] // 2, 2, image.shape[1] // 2, 2, 3)
        return np.asarray(quarters.mean(axis=(1, 3)).round(), dtype=np.uint8)

    return write_clip(path, [half(image) for image in images()])


def turned(path: Path) -> Path:
    """Turn the pictures on their side and say so in the file, as a phone does."""
    return write_clip(path, [np.rot90(image) for image in images()], turn_deg=-90)


def thinned(path: Path) -> Path:
    """Leave out every sixth frame: 25 frames a second at uneven times."""
    kept = [i for i in range(len(images())) if i % 6 != 5]
    return write_clip(path, [images()[i] for i in kept], [i / FPS for i in kept])


@pytest.mark.parametrize("change", [letterboxed, halved, turned, thinned])
def test_another_form_of_the_clip_gives_the_same_verdicts(
    change: Callable[[Path], Path], session: Session, tmp_path: Path
) -> None:
    other = analyze(change(tmp_path / "clip.mp4"))
    assert other.counts == session.counts
    expected = verdicts(session)
    if change is halved:  # too small to see the back past the arms
        expected["lumbar-arching"] = "not_assessed"
    assert verdicts(other) == expected


def test_of_two_people_the_bigger_is_judged_with_a_warning(tmp_path: Path) -> None:
    start, stop = FPS, 4 * FPS
    both = []
    for image, later in zip(images()[start:stop], images()[start + 7 :], strict=False):
        small = cv2.copyMakeBorder(
            cv2.resize(later, None, fx=0.75, fy=0.75), 60, 60, 0, 0, cv2.BORDER_REPLICATE
        )
        both.append(np.hstack([image[:, 140:500], small[:, 100:380]]))
    session = analyze(write_clip(tmp_path / "two.mp4", both))
    assert any(warning.startswith("2 people") for warning in session.warnings)
    hips = session.track.xy_px[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 0]
    assert np.nanmax(hips) < 360


def test_a_truncated_clip_is_judged_up_to_its_end(tmp_path: Path) -> None:
    whole = write_clip(tmp_path / "whole.mp4", images()).read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole[: len(whole) * 6 // 10])
    session = analyze(cut)
    assert any("damaged" in warning for warning in session.warnings)
    assert 0 < sum(session.counts.values()) < sum(true_counts().values())


def test_a_person_who_is_seen_for_only_a_second_is_an_error(tmp_path: Path) -> None:
    clip = write_clip(
        tmp_path / "short.mp4", [room()] * FPS + list(images()[FPS : 2 * FPS]) + [room()] * FPS
    )
    with pytest.raises(ClipError, match=r"short\.mp4: a person is seen for only [01]\.\d s"):
        analyze(clip)


def test_an_empty_room_is_an_error_without_a_report(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "room.mp4", [room()] * FPS)
    options = BatchOptions(load_exercise("butt-kicks"), tmp_path)
    with pytest.raises(ClipError, match=r"room\.mp4: nobody was found"):
        analyze_clip(clip, tmp_path / "out", options, lambda *_: None)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"poses.npz", STATE}


def test_a_missing_clip_leaves_no_folder_behind(tmp_path: Path) -> None:
    options = BatchOptions(load_exercise("butt-kicks"), tmp_path)
    with pytest.raises(ClipError, match="does not exist"):
        analyze_clip(tmp_path / "no.mp4", tmp_path / "new" / "no", options, lambda *_: None)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("place", ["file", "file/deeper"])
def test_a_file_in_place_of_the_folder_is_an_error(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderError, match=r"file is not a folder: name another folder with --out"):
        judge_again(results(), tmp_path / place)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_broken_link_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "stick").symlink_to(tmp_path / "pulled out")
    with pytest.raises(FolderError, match=r"stick is not a folder: name another"):
        judge_again(results(), tmp_path / "stick")


@pytest.mark.skipif(os.name == "nt", reason="no such permissions there")
def test_a_folder_without_permission_is_an_error(tmp_path: Path) -> None:
    locked = Path("/proc/formcheck")
    if os.geteuid():
        locked = tmp_path / "locked"
        locked.mkdir(mode=0o500)
    elif not Path("/proc/self").exists():
        pytest.skip("root may write everywhere here")
    with pytest.raises(FolderError, match="nothing can be written to"):
        judge_again(results(), locked)


def test_an_older_video_in_the_folder_is_mentioned(tmp_path: Path) -> None:
    assert judge_again(results(), tmp_path).notes == []
    shutil.copy(results() / "annotated.mp4", tmp_path)
    assert judge_again(results(), tmp_path).older == ("annotated.mp4",)


def test_poses_of_another_clip_of_the_same_name_are_mentioned(tmp_path: Path) -> None:
    shutil.copy(results() / "poses.npz", tmp_path)
    clip = Path(shutil.copy(SAMPLE, tmp_path / "other.mp4"))
    options = BatchOptions(load_exercise("butt-kicks"), tmp_path, from_poses=True)
    (note,) = analyze_clip(clip, tmp_path, options, lambda *_: None).notes
    assert str(SAMPLE) in note


def test_a_clip_name_that_is_not_unicode_gives_a_report(tmp_path: Path) -> None:
    recording = PoseRecording.load(results() / "poses.npz")
    assert recording.source.frames == len(images())
    odd = replace(recording, source=replace(recording.source, path="caf\udce9.mp4"))
    odd.save(tmp_path / "poses.npz")
    judge_again(tmp_path, tmp_path / "out")
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert report["source"]["path"] == "caf?.mp4"
