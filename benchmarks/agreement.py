"""What a camera's user is told beside what the clip would have said, and how soon.

    python -m benchmarks.agreement [--split test] [--work DIR] [--kind KIND]

tells the same of what a live set's screen shows with the last picture of each clip, and in a pause
after it, second opinions included; and of its summary. `formcheck analyze` may look at a clip
twice, which a camera cannot: that is in the differences.
"""

import argparse
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.clips import KINDS, SPLITS, BenchmarkClip, clips
from benchmarks.truth import Truth
from formcheck.analysis import judge
from formcheck.body.motion import Motion
from formcheck.engine.live_judge import LiveJudge
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.live.set.one_set import LiveSet
from formcheck.live.set.second import Opinion, Question, SetSoFar
from formcheck.poses.landmarks import Side
from formcheck.poses.pose import PoseTrack, join
from formcheck.results import Check, Rep, Session, Verdict
from formcheck.rules.summary import summary_of
from formcheck.system.arrays import FloatArray

OPINION_TAKES_S = 0.3  # from the question to the answer, at low priority
SOURCES = ("live", "screen", "paused", "summary")  # what is told beside what analyze says
ASKED_KINDS = ("side", "quadruped", "standing")  # hard clips are told of, not asked for


@dataclass(frozen=True, slots=True)
class LiveRun:
    """A clip judged as from a camera.

    Attributes:
        session: what was judged.
        settled: the motion as it was judged.
        drawn: the motion as it was drawn at once.
        judged_s: (reps,) the timestamp of the frame with which each rep was judged.
    """

    session: Session
    settled: Motion
    drawn: Motion
    judged_s: FloatArray


def run_live(track: PoseTrack, exercise: Exercise, level: str = "") -> LiveRun:
    """Judge a track frame by frame and note when."""
    live = LiveJudge(track.width, track.height, exercise, level)
    drawn, judged_s = [], list[float]()
    for pose in track.poses():
        drawn.append(live.step(pose))
        judged_s += [pose.time_s] * (len(live.checker.reps) - len(judged_s))
    session = live.finish()
    # A rep that the clip cuts off is judged by its end; that says nothing of a delay.
    judged_s += [np.nan] * (len(session.reps) - len(judged_s))
    return LiveRun(
        session,
        Motion(session.track, live.subject),
        Motion(join(drawn), live.subject),
        np.array(judged_s),
    )


class AtOnce:
    """Gives second opinions as the other process does, some time of the clip later."""

    gone = False

    def __init__(self, so_far: SetSoFar) -> None:
        self._so_far = so_far
        self._coming: tuple[float, Opinion, Session | None] | None = None
        self.now_s = 0.0
        self.until_s = -np.inf  # of the last opinion
        self.session: Session | None = None  # all of it

    def ask(self, question: Question) -> None:
        opinion = self._so_far.judge(question)
        self._coming = self.now_s + OPINION_TAKES_S, opinion, self._so_far.session

    def answer(self) -> Opinion | None:
        if self._coming is None or self.now_s < self._coming[0]:
            return None
        (_, opinion, self.session), self._coming = self._coming, None
        self.until_s = opinion.until_s
        return opinion

    def close(self) -> None:
        self._coming = None


@dataclass(frozen=True, slots=True)
class Screen:
    """What a live set has come to, with the last picture of a clip or in a pause after it.

    Attributes:
        counts: attempts of each leg, as they are on the screen.
        verdicts: of every rule, over the attempts as they are known by then.
    """

    counts: dict[Side, int]
    verdicts: dict[str, Verdict]


def run_screen(track: PoseTrack, exercise: Exercise, level: str = "") -> tuple[Screen, Screen]:
    """Judge a track as a live set does, with second opinions.

    Returns:
        The screen with the last picture, and in a pause after it, in which all is asked for.
    """
    second = AtOnce(SetSoFar(exercise, level, track.width, track.height))
    current = LiveSet(exercise, level, track.width, track.height, second=second)
    image = np.zeros((1, 1, 3), np.uint8)
    at_once: list[Rep] = []
    set_checks: Sequence[Check] = ()
    for i, pose in enumerate(track.poses()):
        second.now_s = pose.time_s
        at_once += current.take(image, pose.time_s, pose)
        if i == 0:
            current.go()
        if current.moment and current.moment.set_checks:
            set_checks = current.moment.set_checks
    last = _screen(current, second, exercise, at_once, set_checks)
    for _ in range(2):  # the answer on its way, and that about the last frames
        second.now_s += OPINION_TAKES_S
        current.listen(paused=True)
    return last, _screen(current, second, exercise, at_once, set_checks)


def _screen(
    current: LiveSet,
    second: AtOnce,
    exercise: Exercise,
    at_once: Sequence[Rep],
    set_checks: Sequence[Check],
) -> Screen:
    """What is shown now: the last opinion, and what was judged at once since."""
    reps = [rep for rep in at_once if rep.peak_s > second.until_s]
    if second.session is not None:
        known = [rep for rep in second.session.reps if rep.peak_s <= second.until_s]
        reps, set_checks = [*known, *reps], second.session.set_checks
    return Screen(
        {side: count.attempts for side, count in current.counts.items()},
        {
            rule.id: summary_of(rule.id, reps, set_checks, exercise.rep_word).verdict
            for rule in exercise.rules
        },
    )


def delays_s(truth: Truth, run: LiveRun) -> FloatArray:
    """(n,) from the true end of each rep that was found to the frame with which it was judged."""
    delays = []
    for rep, judged_s in zip(run.session.reps, run.judged_s.tolist(), strict=True):
        end_s = _true_end_s(truth, rep)
        if end_s is not None and np.isfinite(judged_s):
            delays.append(judged_s - end_s)
    return np.array(delays)


def _true_end_s(truth: Truth, rep: Rep) -> float | None:
    """End of the true rep of the same leg whose peak lies within the one found."""
    ends_s = [
        float(true["end_s"])
        for true in truth.reps
        if true["side"] == rep.side and rep.start_s <= true["peak_s"] <= rep.end_s
    ]
    return ends_s[0] if len(ends_s) == 1 else None


def agreement_rows(scores: Sequence[Any]) -> list[dict[str, Any]]:
    """A row per kind of clip: how often live says what analyze says, and how soon.

    On the screen of a live set, with the last picture of the clip; and at once, before anything
    that comes later can put it right.
    """
    rows = [_agreement(kind, [s for s in scores if s.clip.kind == kind]) for kind in _kinds(scores)]
    asked = [score for score in scores if score.clip.kind in ASKED_KINDS]
    return [*rows, _agreement("all but hard and other", asked)] if asked else rows


def _kinds(scores: Sequence[Any]) -> list[str]:
    return list(dict.fromkeys(score.clip.kind for score in scores))


def _agreement(kind: str, scores: Sequence[Any]) -> dict[str, Any]:
    def shares(source: str, verdict: str) -> dict[str, float]:
        counts = [score.counts[source] == score.counts["offline"] for score in scores]
        same = [[r.found is getattr(r, verdict) for r in score.rules] for score in scores]
        return {
            "same_counts": float(np.mean(counts)),
            "same_verdicts": float(np.mean([all(rules) for rules in same])),
            "same_rules": float(np.mean([rule for rules in same for rule in rules])),
        }

    late_s = np.concatenate([score.delays_s for score in scores])
    p50, p95, most = np.quantile(late_s, [0.5, 0.95, 1.0]) if len(late_s) else [np.nan] * 3
    return {
        "kind": kind,
        "clips": len(scores),
        "screen": shares("screen", "screen"),
        "at_once": shares("live", "live"),
        "reps": len(late_s),
        "judged_after_s": {"median": float(p50), "p95": float(p95), "most": float(most)},
    }


def difference_rows(scores: Sequence[Any]) -> list[dict[str, Any]]:
    """A row per difference: attempts of the left and the right leg, and verdicts."""
    rows = []
    for score in scores:
        offline, live, true = (
            "/".join(str(count) for count in score.counts[source].values())
            for source in ("offline", "screen", "true")
        )
        name = score.clip.spec.name
        if offline != live:
            rows.append(_difference(name, "attempts", offline, live, true))
        rows += [
            _difference(name, rule.rule, str(rule.found), str(rule.screen), rule.true)
            for rule in score.rules
            if rule.found is not rule.screen
        ]
    return rows


def _difference(clip: str, what: str, offline: str, live: str, true: str) -> dict[str, Any]:
    return {"clip": clip, "what": what, "offline": offline, "live": live, "true": true}


@dataclass(frozen=True, slots=True)
class Agreement:
    """A clip judged as analyze does, frame by frame, and as a live set; verdicts by rule."""

    clip: BenchmarkClip
    counts: dict[str, dict[Side, int]]
    verdicts: dict[str, dict[str, Verdict]]

    def same(self, source: str, than: str) -> tuple[bool, bool]:
        """Whether counts, and all verdicts, are those of another source."""
        counts, verdicts = self.counts, self.verdicts
        return counts[source] == counts[than], verdicts[source] == verdicts[than]


def agreement_of(clip: BenchmarkClip, work: Path) -> Agreement:
    """Judge a clip of the work folder in all these ways."""
    from benchmarks.__main__ import poses_of  # which imports this module

    exercise = load_exercise(clip.spec.exercise)
    looked = poses_of(work / f"{clip.spec.name}.mp4", exercise, "auto")
    recording = replace(looked, mirrored=None)
    sessions = {
        "offline": judge(looked, exercise, level=clip.level),
        "live": run_live(recording.track, exercise, clip.level).session,
        "summary": judge(recording, exercise, level=clip.level),
    }
    screen, paused = run_screen(recording.track, exercise, clip.level)
    screens = {"screen": screen, "paused": paused}
    return Agreement(
        clip,
        {name: session.counts for name, session in sessions.items()}
        | {name: screen.counts for name, screen in screens.items()},
        {name: {row.rule: row.verdict for row in x.summary} for name, x in sessions.items()}
        | {name: screen.verdicts for name, screen in screens.items()},
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--split", choices=SPLITS, default="test", help="default: test")
    parser.add_argument("--kind", choices=KINDS, action="append", help="only these kinds of clip")
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "out")
    arguments = parser.parse_args()
    some = [c for c in clips(arguments.split) if not arguments.kind or c.kind in arguments.kind]
    there = [clip for clip in some if (arguments.work / f"{clip.spec.name}.mp4").exists()]
    if len(there) < len(some):
        print(f"{len(some) - len(there)} clips are not in {arguments.work} and left out")
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(partial(agreement_of, work=arguments.work), there))
    _print_shares(found, "as analyze, %", "offline")
    _print_shares(found, "as the same poses, %", "summary")
    for one in found:
        _print_differences(one)


def _print_shares(found: Sequence[Agreement], title: str, than: str) -> None:
    """Say for each kind of clip how often attempts, and all verdicts, are those of a source."""
    print(
        f"{title:<26}{'clips':>6}{'at once: attempts, verdicts':>28}"
        f"{'with the last picture':>28}{'in a pause after it':>28}{'in the summary':>28}"
    )
    groups: dict[str, tuple[str, ...]] = {one.clip.kind: (one.clip.kind,) for one in found}
    groups |= {"all but hard and other": ASKED_KINDS, "all": tuple(KINDS)}
    for name, kinds in groups.items():
        members = [one for one in found if one.clip.kind in kinds]
        if members:
            shares = [100.0 * np.mean([one.same(s, than) for one in members], 0) for s in SOURCES]
            told = "".join(f"{f'{counts:.1f} {verdicts:.1f}':>28}" for counts, verdicts in shares)
            print(f"{name:<26}{len(members):>6}{told}")


def _print_differences(one: Agreement) -> None:
    """Say where screen and summary differ from what analyze says."""
    told = {"screen": "with the last picture", "paused": "in a pause after it"}
    for source, when in (told | {"summary": "in the summary"}).items():
        said = []
        if one.counts[source] != one.counts["offline"]:
            attempts = ("/".join(map(str, one.counts[x].values())) for x in ("offline", source))
            said.append("attempts " + ", live ".join(attempts))
        for rule, verdict in one.verdicts["offline"].items():
            if one.verdicts[source][rule] is not verdict:
                said.append(f"{rule} {verdict}, live {one.verdicts[source][rule]}")
        if said:
            print(f"{one.clip.spec.name}, {when}: {'; '.join(said)}")


if __name__ == "__main__":
    main()
