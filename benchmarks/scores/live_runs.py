"""A recorded clip judged as a camera's frames are: frame by frame, with second opinions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.clips.truth import Truth
from formcheck.body.motion import Motion
from formcheck.cleaned_clip import calibration_for
from formcheck.engine.live_judge import LiveJudge
from formcheck.exercises.spec import Exercise
from formcheck.live.set.one_set import LiveSet
from formcheck.live.set.second_opinion import Opinion, Question, SetSoFar
from formcheck.poses.landmarks import Side
from formcheck.poses.pose import join
from formcheck.poses.recording import PoseRecording
from formcheck.results import Check, Rep, Session, Verdict
from formcheck.rules.summary import summary_of
from formcheck.system.arrays import FloatArray

#: Time of the clip from the question for a second opinion to its answer; it runs at low priority.
OPINION_TAKES_S = 0.3


@dataclass(frozen=True, slots=True)
class LiveRun:
    """A clip judged frame by frame.

    Attributes:
        session: verdicts and counts.
        settled: the motion that was judged.
        drawn: the motion that was drawn at once.
        judged_s: (reps,) time of the frame with which each rep was judged; NaN for a rep that the
            end of the clip cuts off.
    """

    session: Session
    settled: Motion
    drawn: Motion
    judged_s: FloatArray


def run_live(recording: PoseRecording, exercise: Exercise, level: str = "") -> LiveRun:
    """Judge a recording frame by frame and note when each rep is judged."""
    track, calibration = recording.track, calibration_for(recording.model, exercise)
    live = LiveJudge(track.width, track.height, exercise, level, calibration=calibration)
    drawn, judged_s = [], dict[tuple[Side | None, float], float]()
    for pose in track.poses():
        drawn.append(live.step(pose))
        judged_s |= {(rep.side, rep.peak_s): pose.time_s for rep in live.new_reps}
    session = live.finish()
    return LiveRun(
        session,
        Motion(session.track, live.subject),
        Motion(join(drawn), live.subject),
        np.array([judged_s.get((rep.side, rep.peak_s), np.nan) for rep in session.reps]),
    )


class DelayedOpinions:
    """Gives second opinions as the other process does, `OPINION_TAKES_S` after the question.

    Attributes:
        now_s: time of the clip; the caller moves it on.
        until_s: what the last opinion reaches to.
        session: the set as the last opinion judges it; None before the first.
    """

    gone = False

    def __init__(self, so_far: SetSoFar) -> None:
        self._so_far = so_far
        self._coming: tuple[float, Opinion, Session | None] | None = None
        self.now_s = 0.0
        self.until_s = -np.inf
        self.session: Session | None = None

    def ask(self, question: Question) -> None:
        """Ask for an opinion; it comes `OPINION_TAKES_S` later."""
        opinion = self._so_far.judge(question)
        self._coming = self.now_s + OPINION_TAKES_S, opinion, self._so_far.session

    def answer(self) -> Opinion | None:
        """Return the opinion that was asked for, once it has come."""
        if self._coming is None or self.now_s < self._coming[0]:
            return None
        (_, opinion, self.session), self._coming = self._coming, None
        self.until_s = opinion.until_s
        return opinion

    def close(self) -> None:
        """Forget the question."""
        self._coming = None


@dataclass(frozen=True, slots=True)
class Screen:
    """What the screen of a live set shows at one moment.

    Attributes:
        counts: attempts of each leg.
        verdicts: verdict of every rule over the attempts so far.
    """

    counts: dict[Side, int]
    verdicts: dict[str, Verdict]


def run_screen(
    recording: PoseRecording, exercise: Exercise, level: str = ""
) -> tuple[Screen, Screen]:
    """Judge a recording as a live set does, with second opinions.

    Returns:
        The screen with the last frame, and the screen in a pause after it, when every second
        opinion has come.
    """
    track, model = recording.track, recording.model
    second = DelayedOpinions(SetSoFar(exercise, level, track.width, track.height, model))
    current = LiveSet(exercise, level, track.width, track.height, model, second_opinions=second)
    image = np.zeros((1, 1, 3), np.uint8)
    at_once: list[Rep] = []
    set_checks: Sequence[Check] = ()
    for i, pose in enumerate(track.poses()):
        second.now_s = pose.time_s
        at_once += current.add_frame(image, pose.time_s, pose)
        if i == 0:
            current.go()
        if current.moment and current.moment.set_checks:
            set_checks = current.moment.set_checks
    last = _screen(current, second, exercise, at_once, set_checks)
    for _ in range(2):  # one opinion is on its way; the next one is about the last frames
        second.now_s += OPINION_TAKES_S
        current.consult(paused=True)
    return last, _screen(current, second, exercise, at_once, set_checks)


def _screen(
    current: LiveSet,
    second: DelayedOpinions,
    exercise: Exercise,
    at_once: Sequence[Rep],
    set_checks: Sequence[Check],
) -> Screen:
    """Put together the last opinion and what was judged at once after it."""
    reps = [rep for rep in at_once if rep.peak_s > second.until_s]
    if second.session is not None:
        known = [rep for rep in second.session.reps if rep.peak_s <= second.until_s]
        reps, set_checks = [*known, *reps], second.session.set_checks
    return Screen(
        {side: count.attempts for side, count in current.counts.items()},
        {
            rule.id: summary_of(rule, reps, set_checks, exercise.rep_word).verdict
            for rule in exercise.rules
        },
    )


def delays_s(truth: Truth, run: LiveRun) -> FloatArray:
    """Return (n,) seconds from the true end of each rep that was found to its verdict."""
    delays = []
    for rep, judged_s in zip(run.session.reps, run.judged_s.tolist(), strict=True):
        end_s = _true_end_s(truth, rep)
        if end_s is not None and np.isfinite(judged_s):
            delays.append(judged_s - end_s)
    return np.array(delays)


def _true_end_s(truth: Truth, rep: Rep) -> float | None:
    """Return the end of the one true rep of the leg whose peak lies within the rep found."""
    ends_s = [
        float(true["end_s"])
        for true in truth.reps
        if true["side"] == rep.side and rep.start_s <= true["peak_s"] <= rep.end_s
    ]
    return ends_s[0] if len(ends_s) == 1 else None
