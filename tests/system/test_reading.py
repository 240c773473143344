"""Reading regular files only, up to a size."""

import os
from pathlib import Path

import pytest

from formcheck.system.reading import open_regular, read_regular

posix = pytest.mark.skipif(os.name == "nt", reason="no such files there")


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one\r\ntwo")
    assert read_regular(path, 8) == b"one\r\ntwo"
    with open_regular(path) as file:
        assert file.read(3) == b"one"


def test_a_larger_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(10**12)  # takes no room on the disk
    with pytest.raises(OSError, match="larger than 2 MB"):
        read_regular(path, 2_000_000)


@posix
def test_pipes_and_devices_are_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), Path(os.devnull)):
        with pytest.raises(OSError, match="a pipe or a device"):
            open_regular(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises((IsADirectoryError, PermissionError)):  # Windows opens no folder
        open_regular(tmp_path)
