"""One clip as a job for another process: it never raises, and what it returns is small."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from formcheck.batch.clip import FolderTakenError, analyze_clip, file_of
from formcheck.batch.options import BatchOptions
from formcheck.batch.resume import Resume
from formcheck.errors import FormcheckError
from formcheck.system.locks import LockedError

#: What came of a clip: judged now or in an earlier run; failed; or not tried, because another
#: process writes into its folder or the folder belongs to another clip by now.
State: TypeAlias = Literal["judged", "unchanged", "failed", "locked", "taken"]


@dataclass(frozen=True, slots=True)
class Job:
    """A clip that is to be judged.

    Attributes:
        number: of the clip in its run, from 0.
        clip: as `formcheck.batch.clip.analyze_clip` has it.
        folder: for its results.
        wait: whether to wait while another process writes into the folder.
    """

    number: int
    clip: Path
    folder: Path
    wait: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job.

    Attributes:
        job: the job.
        state: see `State`.
        error: why the clip failed, one sentence; empty if it did not.
        problems: files that could not be written, one sentence each.
        notes: what the user should know about the files, one sentence each.
        changed: as `formcheck.batch.clip.Result` has it.
        older: as `formcheck.batch.clip.Result` has it.
        trace: where formcheck itself failed, for a report of the mistake; empty otherwise.
    """

    job: Job
    state: State
    error: str = ""
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    changed: str = ""
    older: tuple[str, ...] = ()
    trace: str = ""

    @property
    def failed(self) -> bool:
        """Whether the clip, or a file of it, failed."""
        return self.state == "failed" or bool(self.problems)


def run_job(job: Job, options: BatchOptions, stage: Callable[[str, float], None]) -> Outcome:
    """Judge a clip and write its results.

    Args:
        job: the clip.
        options: how it is judged.
        stage: called with the name of a stage of the work and the share of it that is done, 0..1.

    Raises:
        ImportError: formcheck is not installed completely, so no clip can be judged.
    """
    try:
        source = file_of(job.clip, job.folder, options)
        if not options.again and Resume(source, job.folder, options).is_finished:
            return Outcome(job, "unchanged")
        result = analyze_clip(job.clip, job.folder, options, stage, wait=job.wait)
    except LockedError:
        return Outcome(job, "locked")
    except FolderTakenError:
        return Outcome(job, "taken")
    except FormcheckError as error:
        return Outcome(job, "failed", str(error))
    except ImportError:
        raise
    except Exception:
        return Outcome(job, "failed", own_fault(job.clip), trace=traceback.format_exc())
    state: State = "unchanged" if result.unchanged else "judged"
    return Outcome(
        job,
        state,
        problems=tuple(result.files.problems),
        notes=tuple(result.notes),
        changed=result.changed,
        older=result.older,
    )


def own_fault(clip: Path) -> str:
    """Return the sentence about a clip at which formcheck itself failed."""
    return f"{clip}: formcheck itself failed; please report the lines above"
