"""Files are written whole or not at all."""

from pathlib import Path

import pytest

from formcheck.system.files import replacing, write_text


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "one\r\ntwo – drei\n")
    assert (tmp_path / "a.txt").read_bytes() == "one\r\ntwo – drei\n".encode()
    assert names(tmp_path) == ["a.txt"]


def test_the_old_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    write_text(path, "new")
    assert path.read_text() == "new"


@pytest.mark.parametrize("error", [ValueError, OSError, KeyboardInterrupt, SystemExit])
def test_after_an_error_the_old_file_stands_and_nothing_else(
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


def test_an_error_before_anything_was_written(tmp_path: Path) -> None:
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


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        write_text(tmp_path / "missing" / "a.txt", "text")
