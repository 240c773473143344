"""Decides when pictures of a set are seen again, beside the stages of a run, and when that ends.

It knows neither the window nor a clock: its caller says what is seen, and when. The set goes on
meanwhile: a replay is only what the window shows.
"""

from dataclasses import dataclass

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
            series they rest for 2.2 s at most, on clips with known truth.
        quiet_s: legs that have rested for so long, and then move, end a replay. After a set they
            may still come down when it begins.
    """

    rest_s: float = 3.0
    quiet_s: float = 0.5


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
        self._working_s = 0.0  # when a leg was up last
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
        if self._quiet and not quiet:
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
        rested_s = min(self._rest.rested_s, now_s - self._working_s)
        reps = current.recent
        if self._replay or exercise.reps.tempo == "fast" or rested_s < self._times.rest_s:
            return
        if reps and reps[-1].peak_s > self._told_s:
            self._told_s = reps[-1].peak_s
            self._begin(in_rest(reps, exercise, current.pictures), Stage.SET)

    # --- sets ---

    def begin_set(self, current: LiveSet) -> None:
        """Take the set that begins; the one before it is forgotten."""
        self._set = current.pictures, as_seen
        self._end()
        self._after_set, self._told_s = None, 0.0

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
        """Begin a replay with the next moment; return whether there is one."""
        self._replay, self._stage, self._began_s, self.moment = replay, stage, None, None
        self._quiet = self._rest.rested_s >= self._times.quiet_s
        return replay is not None

    def _end(self) -> None:
        self._replay = self.moment = None
