"""What the user names becomes clips."""

import os
from pathlib import Path

import pytest

from formcheck.batch.paths import find_clips


def touch(folder: Path, *names: str) -> None:
    """Make empty files."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_a_folder_is_searched_with_all_folders_in_it(tmp_path: Path) -> None:
    touch(tmp_path, "b.mp4", "a.MOV", "sub/deep/c.webm", "notes.txt", "photo.jpg", "sub/no suffix")
    touch(tmp_path, ".hidden.mp4", "._a.MOV", ".sync/d.mp4")
    found = find_clips([str(tmp_path)])
    names = [clip.relative_to(tmp_path).as_posix() for clip in found.clips]
    assert names == ["a.MOV", "b.mp4", "sub/deep/c.webm"]
    assert (found.skipped, found.problems) == (3, [])


def test_folders_of_results_are_not_searched_but_broken_off_sets_are_clips(tmp_path: Path) -> None:
    touch(tmp_path, "a.mp4", "out/a/poses.npz", "out/a/annotated.mp4", "out/b/report.json")
    touch(tmp_path, "out/b/clip.mp4", "sets/1/raw.mp4", "sets/2/raw.mp4", "sets/2/report.json")
    found = find_clips([str(tmp_path)])
    names = [clip.relative_to(tmp_path).as_posix() for clip in found.clips]
    assert names == ["a.mp4", "sets/1"]


def test_each_clip_comes_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.mp4", "b.mp4")
    found = find_clips([str(tmp_path / "b.mp4"), str(tmp_path), f"{tmp_path}/../{tmp_path.name}"])
    assert [clip.name for clip in found.clips] == ["b.mp4", "a.mp4"]


def test_a_file_that_is_named_may_have_any_ending(tmp_path: Path) -> None:
    touch(tmp_path, "a.dat")
    named = [str(tmp_path / "a.dat"), str(tmp_path / "no such.mp4")]
    assert [str(clip) for clip in find_clips(named).clips] == named


def test_patterns_are_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a1.mp4", "a2.mp4", "b.mp4", "sub/a3.mp4", "clip [1].mp4")
    monkeypatch.chdir(tmp_path)
    assert find_clips(["a*.mp4"]).clips == [Path("a1.mp4"), Path("a2.mp4")]
    assert len(find_clips([f"{tmp_path}/**/a*.mp4"]).clips) == 3
    assert find_clips(["clip [1].mp4"]).clips == [Path("clip [1].mp4")]
    none = find_clips(["z*.mp4"])
    assert none.clips == []
    assert none.problems == ["z*.mp4: no file has a name like that: check the pattern"]


def test_a_list_names_paths_beside_it(tmp_path: Path) -> None:
    touch(tmp_path, "a.mp4", "sub/b.mp4", "c1.mp4", "c2.mp4")
    lines = ["\ufeffa.mp4", "", "# a comment", "sub", "c?.mp4  ", "not there.mp4"]
    (tmp_path / "list.txt").write_bytes("\r\n".join(lines).encode())
    names = [clip.name for clip in find_clips([f"@{tmp_path / 'list.txt'}"]).clips]
    assert names == ["a.mp4", "b.mp4", "c1.mp4", "c2.mp4", "not there.mp4"]


def test_a_list_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "zeros").write_bytes(b"a.mp4\n\0\0")
    no_text = "not a text file"
    named = {"no": "no such list", "picture": no_text, "zeros": no_text, "": "cannot be"}
    for name, words in named.items():
        found = find_clips([f"@{tmp_path / name}"])
        assert found.clips == []
        (problem,) = found.problems
        assert words in problem


def test_a_list_without_a_path_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("\n# clips of monday\n", "utf-8")
    (problem,) = find_clips([f"@{tmp_path / 'empty.txt'}"]).problems
    assert problem == f"{tmp_path / 'empty.txt'} names no clip: write one path in each line"


def test_a_list_does_not_lead_to_another_list(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("@a.txt\n@b.txt\n", "utf-8")
    names = {clip.name for clip in find_clips([f"@{tmp_path / 'a.txt'}"]).clips}
    assert names == {"@a.txt", "@b.txt"}


def test_a_folder_without_a_video_is_named_with_what_is_in_it(tmp_path: Path) -> None:
    touch(tmp_path, "notes.txt")
    found = find_clips([str(tmp_path)])
    assert found.problems == [
        f"{tmp_path} is a folder without a video (1 other file): name another one"
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_folder_that_leads_to_itself_is_searched_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.mp4")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [clip.name for clip in find_clips([str(tmp_path)]).clips] == ["a.mp4"]


def test_saved_poses_are_found_in_folders_of_results(tmp_path: Path) -> None:
    touch(tmp_path, "a/poses.npz", "b/poses.npz", "c/other")
    found = find_clips([str(tmp_path), str(tmp_path / "b" / "poses.npz")], poses=True)
    assert [clip.name for clip in found.clips] == ["a", "b"]
