"""Files are written whole or not at all."""

import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.errors import FolderError
from formcheck.system.files import make_folder, replacing, unmake_folders, write_text


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_as_it_is(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "one\r\ntwo – drei\n")
    assert (tmp_path / "a.txt").read_bytes() == "one\r\ntwo – drei\n".encode()
    assert names(tmp_path) == ["a.txt"]


def test_the_old_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    write_text(path, "new")
    assert path.read_text() == "new"


@pytest.mark.parametrize("error", [ValueError, OSError, KeyboardInterrupt, SystemExit])
def test_an_error_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def write() -> None:
        with replacing(path) as temporary:
            temporary.write_text("half")
            raise error

    with pytest.raises(error):
        write()
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.txt"]


def test_an_error_before_anything_is_written_leaves_nothing(tmp_path: Path) -> None:
    def write() -> None:
        with replacing(tmp_path / "a.txt"):
            raise KeyError

    with pytest.raises(KeyError):
        write()
    assert names(tmp_path) == []


def test_the_temporary_file_keeps_the_ending(tmp_path: Path) -> None:
    with replacing(tmp_path / "clip.mp4") as temporary:
        assert temporary.suffix == ".mp4"
        assert temporary.parent == tmp_path
        temporary.write_bytes(b"x")


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        write_text(tmp_path / "missing" / "a.txt", "text")


def test_folders_are_made_and_only_the_empty_ones_are_removed(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    made = make_folder(folder, "--out")
    assert made == [folder, tmp_path / "a"]
    assert make_folder(folder, "--out") == []
    (tmp_path / "a" / "kept").touch()
    unmake_folders(made)
    assert names(tmp_path) == ["a"]
    assert names(tmp_path / "a") == ["kept"]


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderError) as caught:
        make_folder(tmp_path / "file" / "a", "--out")
    file = tmp_path / "file"
    assert str(caught.value) == f"{file} is not a folder: name another folder with --out"


def test_the_next_run_removes_what_a_killed_process_left_and_nothing_of_a_live_one(
    tmp_path: Path,
) -> None:
    code = (
        "import sys; from pathlib import Path; from formcheck.system.files import replacing\n"
        "with replacing(Path(sys.argv[1])):\n print(flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "clip.mp4")]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as killed,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as alive,
    ):
        for process in (killed, alive):
            assert process.stdout is not None
            process.stdout.readline()
        (tmp_path / ".mine.part.txt").touch()
        assert len(names(tmp_path)) == 3
        killed.kill()
        killed.wait()
        make_folder(tmp_path, "--out")
        assert len(names(tmp_path)) == 2
        alive.communicate(timeout=60)
    assert alive.returncode == 0
    assert names(tmp_path) == [".mine.part.txt", "clip.mp4"]


def test_what_is_unfinished_can_be_dropped_at_once(tmp_path: Path) -> None:
    code = (
        "import os; from pathlib import Path\n"
        "from formcheck.system.files import drop_unfinished, make_folder, replacing, write_text\n"
        "make_folder(Path('a/b'), '--out'); make_folder(Path('c'), '--out')\n"
        "write_text(Path('c/whole.txt'), 'text')\n"
        "with replacing(Path('c/half.txt')):\n drop_unfinished(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")] == [
        "c",
        str(Path("c", "whole.txt")),
    ]
