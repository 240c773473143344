"""Clips judged by a Dask cluster on this machine."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from formcheck.batch import cluster
from formcheck.batch.cluster import Cluster
from formcheck.batch.job import Job, Outcome
from formcheck.batch.options import BatchOptions
from formcheck.batch.run import follow
from formcheck.errors import ClusterError
from formcheck.exercises.file import load_exercise
from formcheck.poses.recording import PoseRecording
from tests.batch.short import short_clip
from tests.sample import results

if TYPE_CHECKING:
    from distributed import LocalCluster

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def processes() -> "Iterator[LocalCluster]":
    """Start a scheduler with two processes that judge."""
    before = dict(os.environ)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as local:
        yield local
    # Dask sets variables for the processes that it starts, such as MALLOC_TRIM_THRESHOLD_, and
    # leaves them: they would change the memory of what later tests start.
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
    os.environ.update(before)


@pytest.fixture
def threads() -> "Iterator[LocalCluster]":
    """Start a scheduler in this process."""
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0"
    ) as local:
        yield local


def judged(machines: Cluster) -> list[Outcome]:
    return [outcome for done in follow(machines, machines.options.out) for outcome in done]


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
def test_the_clips_of_a_process_that_dies_are_judged_by_another(
    processes: "LocalCluster", tmp_path: Path
) -> None:
    out = tmp_path / "out"
    clips = [short_clip(tmp_path / f"{name}.mp4") for name in "abc"]
    jobs = [Job(number, clip, out / clip.stem) for number, clip in enumerate(clips)]
    options = BatchOptions(
        load_exercise("butt-kicks"), out, video=False, review=False, accuracy="normal"
    )
    outcomes: list[Outcome] = []
    with Cluster(jobs, options, processes.scheduler_address) as machines:
        while not machines.running():
            outcomes += machines.finished(0.02)
        os.kill(next(iter(processes.workers.values())).pid, signal.SIGKILL)
        outcomes += judged(machines)
    assert [outcome.error for outcome in outcomes] == [""] * 3
    assert len(list(out.glob("*/report.json"))) == 3
    assert [path.name for path in out.glob(".*")] == []
    with Cluster(jobs, options, processes.scheduler_address) as machines:
        assert [outcome.state for outcome in judged(machines)] == ["unchanged"] * 3


def test_results_are_sent_where_the_folder_is_not_seen(
    threads: "LocalCluster", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "exists", lambda path: path.suffix == ".npz" and path.exists())
    PoseRecording.load(results() / "poses.npz").save(tmp_path / "a.npz")
    out = tmp_path / "out"
    options = BatchOptions(load_exercise("butt-kicks"), out, from_poses=True)
    jobs = [Job(0, tmp_path / "a.npz", out / "a"), Job(1, tmp_path / "no.npz", out / "no")]
    (out / "a").mkdir(parents=True)
    (out / "a" / "notes.css").write_text("of the coach")
    with Cluster(jobs, options, threads.scheduler_address) as machines:
        outcomes = sorted(judged(machines), key=lambda outcome: outcome.job.number)
    assert [outcome.state for outcome in outcomes] == ["judged", "failed"]
    assert "does not see it: name clips on a disk that all machines share" in outcomes[1].error
    assert {path.name for path in out.iterdir()} == {"a"}
    assert {"report.json", "review.html"} <= {path.name for path in (out / "a").iterdir()}
    assert (out / "a" / "notes.css").read_text() == "of the coach"


def test_an_address_where_no_scheduler_answers_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_CONNECTS_S", 0.2)
    options = BatchOptions(None, tmp_path)
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        with pytest.raises(ClusterError, match="no Dask scheduler answers there"):
            Cluster([], options, address)
