"""The folder of each clip: found again in every run, and never another clip's."""

import json
import os
import shutil
from pathlib import Path

import pytest

from formcheck.batch.folders import owner_of, result_folders
from formcheck.batch.state import FolderState, Stamp, place_of
from tests.cli.running import linux
from tests.sample import results


def claim(folder: Path, clip: Path) -> None:
    """Say that a folder of results belongs to a clip."""
    folder.mkdir(parents=True)
    stamp = Stamp(size=1, modified_ns=1, changed_ns=1)
    FolderState(clip=place_of(clip), stamp=stamp, sha256="").save(folder)


@pytest.mark.parametrize(
    ("clips", "folders"),
    [
        (["a.mp4", "b.mov"], ["a", "b"]),
        (["mon/a.mp4", "tue/a.mp4"], ["mon-a", "tue-a"]),
        (["mon/1/a.mp4", "tue/1/a.mp4"], ["mon-1-a", "tue-1-a"]),
        (["a.mp4", "a.mov"], ["a-mp4", "a-mov"]),
        (["mon/a.mp4", "mon/a.mov", "tue/a.mov"], ["mon-a-mp4", "mon-a-mov", "tue-a-mov"]),
        (["mon/a.mp4", "tue/A.mp4"], ["mon-a", "tue-A"]),
        (["mon-a.mp4", "mon/a.mp4", "tue/a.mp4"], ["mon-a", "mon-a-mp4", "tue-a-mp4"]),
        (["no suffix", ".mp4", "two.dots.mp4"], ["no suffix", ".mp4", "two.dots"]),
        (["...mp4", "...b.mp4"], ["clip", "...b"]),
        ([f"{'x' * 200}/{'y' * 100}.{end}" for end in ("mp4", "mov")], ["y" * 100 + "-mp4"]),
    ],
)
def test_every_clip_has_its_own_folder(
    clips: list[str], folders: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = result_folders([Path(clip) for clip in clips], Path("out"))
    assert found[: len(folders)] == [Path("out") / folder for folder in folders]
    assert len({str(folder).casefold() for folder in found}) == len(clips)


def test_names_that_no_folder_tells_apart_get_numbers(tmp_path: Path) -> None:
    clips = [tmp_path / name for name in ("...mp4", "..mp4", "....mp4")]
    names = [folder.name for folder in result_folders(clips, tmp_path)]
    assert names == ["clip", "clip-2", "clip-3"]


def test_a_folder_of_results_keeps_its_full_name(tmp_path: Path) -> None:
    (tmp_path / "in" / "clip.v2").mkdir(parents=True)
    (folder,) = result_folders([tmp_path / "in" / "clip.v2"], tmp_path / "out", poses=True)
    assert folder == tmp_path / "out" / "clip.v2"


def test_a_clip_finds_its_folder_again_whatever_else_is_judged(tmp_path: Path) -> None:
    out = tmp_path / "out"
    monday, tuesday = tmp_path / "monday" / "a.mp4", tmp_path / "tuesday" / "a.mp4"
    first = result_folders([monday], out)
    assert first == [out / "a"]
    claim(out / "a", monday)
    later = result_folders([tuesday, monday], out)
    assert later == [out / "a-mp4", out / "a"]
    claim(later[0], tuesday)
    assert result_folders([monday, tuesday], out) == later[::-1]


def test_a_folder_with_results_of_another_clip_is_not_taken(tmp_path: Path) -> None:
    shutil.copytree(results(), tmp_path / "a")
    (tmp_path / "a" / "clip.json").unlink()
    report = tmp_path / "a" / "report.json"
    text = json.loads(report.read_text("utf-8"))
    text["source"]["path"] = str(tmp_path / "other" / "a.mp4")
    report.write_text(json.dumps(text), "utf-8")
    assert result_folders([tmp_path / "a.mp4"], tmp_path) == [tmp_path / "a-mp4"]
    assert result_folders([tmp_path / "other" / "a.mp4"], tmp_path) == [tmp_path / "a"]


@pytest.mark.parametrize("text", ["", "[]", '{"clip": 3}', '{"source": {}}', "[" * 100_000])
def test_a_damaged_file_says_nothing_about_the_owner(text: str, tmp_path: Path) -> None:
    for name in ("clip.json", "report.json"):
        (tmp_path / name).write_text(text, "utf-8")
    assert owner_of(tmp_path) == ""


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_the_clip_that_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").touch()
    (tmp_path / "b.mp4").symlink_to(tmp_path / "a.mp4")
    claim(tmp_path / "out" / "a", tmp_path / "a.mp4")
    assert result_folders([tmp_path / "b.mp4"], tmp_path / "out") == [tmp_path / "out" / "a"]


@linux
def test_a_name_that_is_no_utf_8_and_one_that_is_too_long(tmp_path: Path) -> None:
    names = [b"\xff\xfe.mp4", b"\xc3\xa4" * 125 + b".mp4"]
    clips = [Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)) for name in names]
    folders = result_folders(clips, tmp_path / "out")
    assert os.fsencode(folders[0].name) == b"\xff\xfe"
    assert len(os.fsencode(folders[1].name)) < 255
