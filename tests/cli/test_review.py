"""`formcheck review`: pages are made anew from the files of results."""

import json
import shutil
from pathlib import Path

import pytest

from formcheck.cli.main import main
from tests.cli.running import Captured, error_of
from tests.sample import SAMPLE, results

pytestmark = pytest.mark.usefixtures("sample_results")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the results of the sample clip, without its videos and its page."""
    folder = tmp_path / "out" / "clip"
    left_out = shutil.ignore_patterns("*.mp4", "review.html", "notes.css")
    shutil.copytree(results(), folder, ignore=left_out)
    return folder


def test_a_clean_copy_is_made_if_the_clip_is_still_there(folder: Path) -> None:
    assert main(["review", str(folder)]) == 0
    assert (folder / "clip.mp4").read_bytes() == (results() / "clip.mp4").read_bytes()
    assert '"video":"clip.mp4"' in (folder / "review.html").read_text("utf-8")


@pytest.mark.parametrize("clip", ["gone.mp4", "pull-through.mp4", "report.json"])
def test_no_copy_is_made_of_another_clip(folder: Path, clip: str) -> None:
    report = json.loads((folder / "report.json").read_text("utf-8"))
    report["source"]["path"] = str((folder if clip == "report.json" else SAMPLE.parent) / clip)
    (folder / "report.json").write_text(json.dumps(report), "utf-8")
    assert main(["review", str(folder)]) == 0
    assert not (folder / "clip.mp4").exists()
    assert '"video":null' in (folder / "review.html").read_text("utf-8")


def test_the_pages_of_all_results_in_a_folder_are_made(folder: Path, capfd: Captured) -> None:
    shutil.copytree(folder, folder.with_name("other"))
    (folder.parent / "empty").mkdir()
    assert main(["review", str(folder.parent)]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    pages = [folder / "review.html", folder.with_name("other") / "review.html"]
    assert out == "".join(f"Review: {page}\n" for page in pages)
    assert all(page.exists() for page in pages)


def test_what_an_older_version_wrote_is_judged_again(folder: Path, capfd: Captured) -> None:
    report = json.loads((folder / "report.json").read_text("utf-8"))
    (folder / "track.npz").unlink()
    assert main(["review", str(folder)]) == 0
    assert f"{folder}: judged again, because an older version" in capfd.readouterr().out
    again = json.loads((folder / "report.json").read_text("utf-8"))
    assert again["reps"] == report["reps"]
    assert {"track.npz", "review.html"} <= {path.name for path in folder.iterdir()}


def test_own_exercises_of_an_older_version_have_to_be_named(folder: Path, capfd: Captured) -> None:
    report = json.loads((folder / "report.json").read_text("utf-8"))
    (folder / "report.json").write_text(json.dumps(report | {"exercise": "my-kicks"}), "utf-8")
    (folder / "track.npz").unlink()
    error = error_of(capfd, "review", folder)
    assert f"analyze {folder} --from-poses --exercise FILE --out {folder.parent}" in error
    assert not (folder / "review.html").exists()


@pytest.mark.parametrize("name", ["report.json", "measures.csv", "track.npz"])
def test_results_that_are_not_whole_are_named_and_others_still_made(
    folder: Path, capfd: Captured, name: str
) -> None:
    shutil.copytree(folder, folder.with_name("whole"))
    (folder / name).write_bytes(b"?")
    assert main(["review", str(folder), str(folder.with_name("whole"))]) == 1
    error = f"Error: {folder / name}: not a file that formcheck wrote"
    assert capfd.readouterr().err.startswith(error)
    assert (folder.with_name("whole") / "review.html").exists()
    assert not (folder / "review.html").exists()
