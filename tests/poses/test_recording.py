"""The file that keeps poses: what is saved is loaded, and damaged files are refused."""

import os
import time
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
import pytest

from formcheck.errors import PoseFileError
from formcheck.exercises.spec import Exercise
from formcheck.poses.outline import NOT_TRACED, TRACED_SHAPES, Outline
from formcheck.poses.pose import Pose, PoseTrack, join
from formcheck.poses.recording import PoseRecording, Source
from tests.cli.running import linux
from tests.synthetic import ButtKicks, recording

TRACED: dict[str, Any] = {name: np.full(shape, 0.25) for name, shape in TRACED_SHAPES.items()}
OUTLINE = Outline(**TRACED)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("poses") / "poses.npz"
    recording(ButtKicks(kicks=4).track()).save(path)
    return path


def test_poses_are_loaded_exactly_as_saved(tmp_path: Path) -> None:
    poses = [*ButtKicks(kicks=4, noise_px=1.0).track().poses(), Pose.nobody(99.0)]
    track = PoseTrack.from_poses(poses, 1280, 720)
    source = Source("Übung 1.mp4", 1280, 720, 29.97, 9.9, len(track), 4.0, camera_fps=30.0)
    original = PoseRecording(track, source, "model sha256:0", ("a warning", "another – one"))
    original.save(tmp_path / "poses.npz")
    loaded = PoseRecording.load(tmp_path / "poses.npz")
    for name in ("time_s", "xy_px", "world_m", "visibility", "people"):
        np.testing.assert_array_equal(getattr(loaded.track, name), getattr(track, name))
    assert (loaded.source, loaded.model, loaded.warnings) == (
        source,
        original.model,
        original.warnings,
    )
    assert (loaded.track.width, loaded.track.height) == (1280, 720)


def test_the_outline_is_kept_frame_by_frame(tmp_path: Path) -> None:
    poses = list(ButtKicks(kicks=2).track().poses())
    poses[3] = replace(poses[3], outline=OUTLINE)
    track = PoseTrack.from_poses(poses, 1280, 720)
    recording(track).save(tmp_path / "poses.npz")
    loaded = PoseRecording.load(tmp_path / "poses.npz").track
    untraced = replace(track, outline=NOT_TRACED)
    again = join([loaded.part(0, 2), loaded.part(2, 5), untraced])
    for whole in (loaded, again, PoseTrack.from_poses(list(loaded.poses()), 1280, 720)):
        traced = whole.outline.arrays()
        assert traced.keys() == TRACED_SHAPES.keys()
        for name, array in traced.items():
            assert array.shape == (len(whole), *TRACED_SHAPES[name])
            assert np.flatnonzero(np.isfinite(array).all(axis=(1, 2))).tolist() == [3]
            assert (array[3] == 0.25).all()


@pytest.mark.parametrize("name", TRACED_SHAPES)
def test_an_older_file_may_hold_a_part_of_the_outline(tmp_path: Path, name: str) -> None:
    track = ButtKicks(kicks=2).track()
    array = np.full((len(track), *TRACED_SHAPES[name]), 0.5)
    some: dict[str, Any] = {name: array}
    recording(replace(track, outline=Outline(**some))).save(tmp_path / "poses.npz")
    outline = PoseRecording.load(tmp_path / "poses.npz").track.outline
    assert list(outline.arrays()) == [name]
    np.testing.assert_array_equal(outline.arrays()[name], array)


def test_loaded_poses_are_saved_again_the_same(saved: Path, tmp_path: Path) -> None:
    PoseRecording.load(saved).save(tmp_path / "again.npz")
    first, second = PoseRecording.load(saved), PoseRecording.load(tmp_path / "again.npz")
    np.testing.assert_array_equal(first.track.xy_px, second.track.xy_px)


def test_the_times_of_a_clip_in_slow_motion_are_those_of_the_filming() -> None:
    track = ButtKicks(kicks=2).track()
    played = replace(recording(track), mirrored=track)
    assert played.source.slow_motion is None
    known = played.filmed(4.0)
    assert known.mirrored is not None
    for look in (known.track, known.mirrored):
        np.testing.assert_allclose(look.time_s, track.time_s / 4.0)
    assert known.source.fps == pytest.approx(4.0 * played.source.fps)
    assert known.source.duration_s == pytest.approx(played.source.duration_s / 4.0)
    np.testing.assert_allclose(known.filmed(1.0).track.time_s, track.time_s)


def test_a_clip_may_have_no_frames_and_no_warnings(tmp_path: Path) -> None:
    empty = recording(PoseTrack.from_poses([], 640, 480))
    empty.save(tmp_path / "poses.npz")
    loaded = PoseRecording.load(tmp_path / "poses.npz")
    assert len(loaded.track) == 0
    assert loaded.track.fps == 0.0
    assert loaded.warnings == ()


def test_a_second_pass_is_saved_as_well(tmp_path: Path) -> None:
    once = recording(ButtKicks().track())
    twice = replace(once, mirrored=ButtKicks(noise_px=2.0).track().mirrored().mirrored())
    twice.save(tmp_path / "poses.npz")
    loaded = PoseRecording.load(tmp_path / "poses.npz")
    assert loaded.mirrored is not None
    assert twice.mirrored is not None
    for name in ("xy_px", "world_m", "visibility"):
        saved, kept = getattr(loaded.mirrored, name), getattr(twice.mirrored, name)
        np.testing.assert_array_equal(saved, kept.astype(np.float32))
    assert loaded.mirrored.outline.legs_shown is None
    shown = np.full((len(twice.mirrored), 2, 2), 0.75)
    traced = replace(twice.mirrored, outline=Outline(legs_shown=shown))
    replace(twice, mirrored=traced).save(tmp_path / "poses.npz")
    loaded = PoseRecording.load(tmp_path / "poses.npz")
    assert loaded.mirrored is not None
    np.testing.assert_array_equal(loaded.mirrored.outline.legs_shown, shown)
    once.save(tmp_path / "poses.npz")
    assert PoseRecording.load(tmp_path / "poses.npz").mirrored is None


def refused(path: Path) -> str:
    with pytest.raises(PoseFileError) as caught:
        PoseRecording.load(path)
    message = str(caught.value)
    assert str(path) in message
    assert "\n" not in message
    return message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "analyse the clip first" in refused(tmp_path / "poses.npz")


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\x03\x04 not a zip", b"just text\n", b"\x93NUMPY\x01\x00", b"\x80\x04."],
    ids=["empty", "two bytes", "broken zip", "text", "broken array", "pickle"],
)
def test_other_content_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "poses.npz"
    path.write_bytes(content)
    assert "analyse the clip again" in refused(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    refused(tmp_path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused(saved: Path, tmp_path: Path, share: float) -> None:
    content = saved.read_bytes()
    path = tmp_path / "poses.npz"
    path.write_bytes(content[: int(len(content) * share)])
    refused(path)


def test_a_file_with_a_damaged_byte_never_crashes(saved: Path, tmp_path: Path) -> None:
    content = bytearray(saved.read_bytes())
    path = tmp_path / "poses.npz"
    for place in range(100, len(content), len(content) // 60):
        damaged = bytearray(content)
        damaged[place] ^= 0xFF
        path.write_bytes(damaged)
        with suppress(PoseFileError):  # some bytes mean nothing
            PoseRecording.load(path)


def test_a_single_array_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "poses.npz"
    with path.open("wb") as stream:
        np.save(stream, np.zeros(3))
    refused(path)


def arrays_of(path: Path) -> dict[str, Any]:
    with np.load(path) as data:
        return dict(data)


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "poses.npz"
    np.savez(path, something=np.zeros(3))
    refused(path)


def test_a_newer_format_is_refused(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "poses.npz"
    np.savez(path, **{**arrays_of(saved), "format_version": np.array(2)})
    assert "format 2" in refused(path)


def test_arrays_of_different_lengths_are_refused(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "poses.npz"
    arrays = arrays_of(saved)
    np.savez(path, **{**arrays, "time_s": arrays["time_s"][:-5]})
    refused(path)


def test_a_failed_save_leaves_the_old_file(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "poses.npz"
    path.write_bytes(saved.read_bytes())

    def full(stream: BinaryIO, **_: object) -> None:
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", full)
    with pytest.raises(OSError, match="No space"):
        recording(ButtKicks(kicks=1).track()).save(path)
    assert path.read_bytes() == saved.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["poses.npz"]


def test_loaded_poses_give_the_same_report_as_fresh_ones(
    tmp_path: Path, butt_kicks: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    from formcheck.judging import judge
    from formcheck.report.json_report import make_report

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    track = ButtKicks(noise_px=2.0, left_deg=112.0).track()
    fresh = recording(PoseTrack.from_poses(list(track.poses()), track.width, track.height))
    fresh.save(tmp_path / "poses.npz")
    reports = [
        make_report(r, judge(r, butt_kicks), [butt_kicks]).to_json()
        for r in (fresh, PoseRecording.load(tmp_path / "poses.npz"))
    ]
    assert reports[0] == reports[1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"xy_px": np.zeros((5, 33, 3))}, "wrong shapes"),
        ({"xy_px": np.zeros((5, 33))}, "wrong shapes"),
        ({"people": np.zeros(4, np.int64)}, "wrong shapes"),
        ({"time_s": np.zeros((5, 2))}, "wrong shapes"),
        ({"legs_shown": np.zeros((5, 3, 2))}, "wrong shapes"),
        ({"size": np.array([0, 480])}, "0x480 pixels"),
        ({"size": np.array([10**9, 480])}, "pixels"),
        ({"time_s": np.full(5, 1.0)}, "do not rise"),
        ({"time_s": np.array([0.0, 1.0, np.nan, 3.0, 4.0])}, "do not rise"),
        ({"time_s": np.array([0.0, 1.0, 2.0, 3.0, 1e9])}, "longer than 12 hours"),
        ({"time_s": np.arange(5) * 1e307}, "longer than 12 hours"),
        ({"world_m": np.full((5, 33, 3), np.inf)}, "outside the picture"),
        ({"duration_s": np.array(np.inf)}, "length"),
        ({"fps": np.array(np.nan)}, "frame rate"),
        ({"slow_motion": np.array(1e-300)}, "slow motion"),
        ({"camera_fps": np.array(-30.0)}, "frame rate"),
    ],
)
def test_what_no_clip_shows_is_refused(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    path = tmp_path / "poses.npz"
    recording(ButtKicks().track().part(0, 5)).save(path)
    np.savez(path, **(arrays_of(path) | changes))
    assert words in refused(path)


def test_a_file_that_says_more_than_it_holds_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "poses.npz"
    with zipfile.ZipFile(path, "w") as archive, archive.open("xy_px.npy", "w") as array:
        header = {"descr": "<f4", "fortran_order": False, "shape": (10_000_000, 33, 2)}
        np.lib.format.write_array_header_1_0(cast(BinaryIO, array), header)
    started_s = time.perf_counter()
    refused(path)
    assert time.perf_counter() - started_s < 1.0


def test_long_texts_are_refused(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "poses.npz"
    np.savez_compressed(path, **(arrays_of(saved) | {"warnings": np.array(["x" * 1_000_000])}))
    refused(path)


@linux
def test_texts_in_place_of_numbers_are_not_read(saved: Path, tmp_path: Path) -> None:
    """Read as a number, a text takes a hundred times its memory."""
    import resource

    arrays = arrays_of(saved) | {"edges_tl": np.array("x" * 3_000_000)}
    np.savez_compressed(tmp_path / "text.npz", **arrays)
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PoseFileError, match="not a pose file that formcheck wrote"):
        PoseRecording.load(tmp_path / "text.npz")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < before_kb + 100_000


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("no pipes in folders there")
    os.mkfifo(tmp_path / "poses.npz")
    refused(tmp_path / "poses.npz")
