"""Decides when pictures of a set are seen again, beside the stages of a run, and when that ends.

It knows neither the window nor a clock: its caller says what is seen, and when. The set goes on
meanwhile: a replay is only what the window shows.
"""

from collections import deque
from dataclasses import dataclass
from statistics import median

from formcheck.exercises.spec import Exercise
from formcheck.live.person.gesture import Hand, Sign
from formcheck.live.person.rest import LegsAtRest
from formcheck.live.set.one_set import LiveSet
from formcheck.live.set.pictures import SetPictures
from formcheck.live.set.replay import Drawn, Replay, ReplayMoment
from formcheck.live.set.seen_again import after_set, as_judged, as_seen, in_rest, last_seconds
from formcheck.live.stage import Key, Stage
from formcheck.poses.pose import Pose
from formcheck.results import Session

LAST_SECONDS, WORST_AND_BEST = "b", "w"  # keys


@dataclass(frozen=True, slots=True)
class ReplayTimes:
    """When a replay begins and ends by itself, in seconds.

    Attributes:
        rest_s: between slow reps legs that rest for so long are in a pause. Between two reps of a
            series they rest for 2.0 s at most, on clips with known truth, while a replay takes
            eight: one that began earlier would be cut off by the next rep before its number comes.
        sure_s: legs that rest for so long are down: then it begins at once where the last rests
            were long.
        long_s: the median of the last rests from which they are long: the number is seen.
        quiet_s: legs that have rested for so long, and then move, end a replay. After a set they
            may still come down when it begins.
        hand_down_s: for so long after a hand was up its arm comes down: that is no movement, though
            the model may misread the legs behind it for some frames.
    """

    rest_s: float = 2.5
    sure_s: float = 0.7
    long_s: float = 6.0
    quiet_s: float = 0.5
    hand_down_s: float = 1.0


class Replays:
    """Begins replays by itself, by key and by a raised left hand; any key or movement ends them.

    Args:
        times: when a replay begins and ends by itself.

    Attributes:
        moment: what is seen again now; None for nothing.
    """

    def __init__(self, times: ReplayTimes = ReplayTimes()) -> None:
        self.moment: ReplayMoment | None = None
        self._times = times
        self._rest = LegsAtRest()
        self._replay: Replay | None = None
        self._stage = Stage.PICKER  # in which the replay began
        self._began_s: float | None = None
        self._quiet = False  # whether the legs have rested since
        self._hand_up, self._hand_s = False, float("-inf")  # whether one is up, and was last
        self._working_s = 0.0  # when a leg was up last
        self._rested_s = 0.0
        self._rests_s: deque[float] = deque(maxlen=5)  # the last ones
        self._told_s = 0.0  # on the clock of the set: later reps were not shown in a rest
        self._after_set: Replay | None = None
        self._set: tuple[SetPictures, Drawn] | None = None  # the last one

    # --- pictures ---

    def step(
        self,
        now_s: float,
        stage: Stage,
        pose: Pose,
        current: LiveSet | None = None,
        exercise: Exercise | None = None,
    ) -> None:
        """Take the next picture: movement ends a replay, a long rest between slow reps begins one.

        Args:
            now_s: on a clock that never goes back.
            stage: of the run.
            pose: of the person in the picture, or nobody.
            current: the set under way.
            exercise: what is done.
        """
        self._rest.step(pose.time_s, pose.xy_px if pose.found else None)
        quiet = self._rest.rested_s >= self._times.quiet_s
        if self._hand_up:
            self._hand_s = now_s
        if self._quiet and not quiet and now_s - self._hand_s >= self._times.hand_down_s:
            self._end()
        self._quiet = quiet
        if stage is Stage.SET and current and exercise:
            self._look_back(now_s, current, exercise)
        self.tick(now_s, stage)

    def tick(self, now_s: float, stage: Stage) -> None:
        """Go on to a moment; the end of the replay, or of the stage in which it began, ends it."""
        if self._replay is None:
            return
        self._began_s = now_s if self._began_s is None else self._began_s
        played_s = now_s - self._began_s
        if stage is not self._stage or played_s >= self._replay.lasts_s:
            self._end()
        else:
            self.moment = self._replay.at(played_s)

    def _look_back(self, now_s: float, current: LiveSet, exercise: Exercise) -> None:
        """Begin a replay in a rest between slow reps, if there are reps since the last one."""
        if current.moment and current.moment.working:
            self._working_s = now_s
            self._end()
        before_s, self._rested_s = self._rested_s, min(self._rest.rested_s, now_s - self._working_s)
        if self._rested_s < before_s and before_s >= self._times.quiet_s:
            self._rests_s.append(before_s)
        reps = current.recent
        if self._replay or exercise.reps.tempo == "fast" or self._rested_s < self._wait_s():
            return
        if reps and reps[-1].peak_s > self._told_s:
            self._told_s = reps[-1].peak_s
            self._begin(in_rest(reps, exercise, current.pictures), Stage.SET)

    def _wait_s(self) -> float:
        """Return how long the legs must rest now before a replay begins, in seconds."""
        rests_long = len(self._rests_s) >= 3 and median(self._rests_s) >= self._times.long_s
        return self._times.sure_s if rests_long else self._times.rest_s

    # --- sets ---

    def begin_set(self, current: LiveSet) -> None:
        """Take the set that begins; the one before it is forgotten."""
        self._set = current.pictures, as_seen
        self._end()
        self._after_set, self._told_s = None, 0.0
        self._rests_s.clear()

    def end_set(
        self, session: Session | None, exercise: Exercise, pictures: SetPictures, stage: Stage
    ) -> None:
        """Begin the replay after a set.

        Args:
            session: the verdicts; None where the set was too short for any.
            exercise: what was done.
            pictures: of the set.
            stage: of the run now; the replay begins only before the summary.
        """
        if session is None or stage is not Stage.SUMMARY:
            return
        self._set = pictures, as_judged(session, exercise)
        self._after_set = after_set(session, exercise, pictures)
        self._begin(self._after_set, stage)

    # --- keys and signs ---

    def keys(self, stage: Stage) -> tuple[str, ...]:
        """Return the keys that begin a replay now."""
        worst = stage is Stage.SUMMARY and self._after_set is not None
        last = stage in (Stage.PAUSED, Stage.SUMMARY) and self._set and self._set[0].last()
        return (*((WORST_AND_BEST,) if worst else ()), *((LAST_SECONDS,) if last else ()))

    def press(self, key: str, stage: Stage) -> bool:
        """Do what a key asks for; return whether that was all: any key but q ends a replay."""
        if self._replay is not None:
            self._end()
            return key != Key.QUIT
        if key not in self.keys(stage):
            return False
        return self._begin(self._last() if key == LAST_SECONDS else self._after_set, stage)

    def sign(self, hand: Hand, stage: Stage) -> Sign | None:
        """Take the sign of a hand; return what it still means for the run.

        In a pause and after a set, a raised left hand begins the replay of the last seconds, and
        any raised hand ends a replay.
        """
        self._hand_up = hand.xy_px is not None
        if stage not in (Stage.PAUSED, Stage.SUMMARY) or hand.sign is None:
            return hand.sign
        if self._replay is not None:
            if hand.sign == "raised":
                self._end()
            return None
        if hand.sign == "raised" and hand.side == "left" and self._begin(self._last(), stage):
            return None
        return hand.sign

    def _last(self) -> Replay | None:
        """Return the last seconds of the last set; None if there are none."""
        return last_seconds(*self._set) if self._set else None

    def _begin(self, replay: Replay | None, stage: Stage) -> bool:
        """Begin a replay, if there is one; return whether there is."""
        self._replay, self._stage, self._began_s = replay, stage, None
        self.moment = replay.at(0.0) if replay else None
        self._quiet = self._rest.rested_s >= self._times.quiet_s
        return replay is not None

    def _end(self) -> None:
        self._replay = self.moment = None
