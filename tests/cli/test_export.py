"""`formcheck export`."""

import shutil
from pathlib import Path

import pytest

from formcheck.cli.export import FORMATS
from formcheck.cli.main import main
from formcheck.report.export.exports import EXPORTS
from tests.cli.running import Captured, error_of, posix

FILES = {
    *("clip.srt", "clip.vtt", "pose_px.trc", "measures.mot", "pose.c3d", "results.xlsx"),
}


@pytest.fixture
def results(sample_results: Path, tmp_path: Path) -> Path:
    """Return a copy of the results of the sample clip, without its video."""
    for name in ("report.json", "measures.csv", "track.npz"):
        (tmp_path / "results" / "kicks").mkdir(parents=True, exist_ok=True)
        shutil.copy(sample_results / name, tmp_path / "results" / "kicks" / name)
    return tmp_path / "results" / "kicks"


def test_the_help_page_names_every_format() -> None:
    assert tuple(EXPORTS) == FORMATS


def test_files_are_written_beside_the_results(results: Path, capsys: Captured) -> None:
    before = {path.name for path in results.iterdir()}
    assert main(["export", str(results), "--to", ",".join(FORMATS)]) == 0
    assert {path.name for path in results.iterdir()} - before == FILES
    lines = capsys.readouterr().out.splitlines()
    assert set(lines) == {f"Wrote {results / name}" for name in FILES}


def test_each_clip_of_a_folder_gets_a_folder(results: Path, tmp_path: Path) -> None:
    shutil.copytree(results, results.parent / "more kicks")
    out = tmp_path / "out"
    arguments = ["--to", "TRC, srt,srt", "--height", "1.8", "--out", str(out)]
    assert main(["export", str(results.parent), *arguments]) == 0
    for name in ("kicks", "more kicks"):
        files = {path.name for path in (out / name).iterdir()}
        assert files == {"pose_px.trc", "pose_m.trc", "clip.srt"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--to", "pdf"], '"pdf" is no format: there are srt, vtt, trc'),
        (["--to", ","], "name a format: srt"),
        (["--to", "trc", "--height", "180"], '"180" is not a height in metres, such as 1.75'),
        ([], "--to"),
    ],
)
def test_a_wrong_command_line_says_what_is_right(
    arguments: list[str], words: str, capsys: Captured
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["export", "clip", *arguments])
    assert words in capsys.readouterr().err


def test_a_folder_without_results_is_an_error(tmp_path: Path, capfd: Captured) -> None:
    error = error_of(capfd, "export", tmp_path, "--to", "srt")
    assert "report.json: no such file: judge the clip first" in error
    assert list(tmp_path.iterdir()) == []


def test_one_bad_folder_does_not_stop_the_others(results: Path, capfd: Captured) -> None:
    (results.parent / "bad").mkdir()
    (results.parent / "bad" / "report.json").write_text("{}")
    assert main(["export", str(results.parent), "--to", "srt"]) == 1
    assert (results / "clip.srt").exists()
    assert "1 of 2 exports failed." in capfd.readouterr().err


@posix
def test_an_old_file_stays_whole_if_the_new_one_cannot_be_written(
    results: Path, capfd: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in FILES:
        (results / name).write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    error = error_of(capfd, "export", results, "--to", ",".join(FORMATS))
    assert all(name in error for name in FILES)
    assert "No space left on device" in error
    assert {(results / name).read_text() for name in FILES} == {"old"}
    assert not list(results.glob(".*"))
