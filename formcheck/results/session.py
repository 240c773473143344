"""A judged clip: everything that was found in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, Self, TypeAlias

from formcheck.body.view import View
from formcheck.poses.landmarks import Side
from formcheck.poses.pose import PoseTrack, join
from formcheck.results.counts import counts_of
from formcheck.results.notebook import html_table
from formcheck.results.records import Record, records_of
from formcheck.results.reps import Rep, RepSet
from formcheck.results.summaries import RuleSummary, shown_reps
from formcheck.results.verdicts import Check, Verdict
from formcheck.system.arrays import FloatArray

#: Whether a mirrored second pass over the clip would help.
SecondPass: TypeAlias = Literal["useless", "useful", "needed"]


@dataclass(frozen=True, slots=True)
class ShownCue:
    """A cue with the time for which it is shown.

    Attributes:
        rule: id of the rule that it is about.
        text: what to do.
        verdict: fault or borderline.
        start_s: from when it is shown, in seconds.
        end_s: until when.
    """

    rule: str
    text: str
    verdict: Verdict
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a clip seems to show.

    Attributes:
        exercise: id of a built-in exercise; empty if it is none of them.
        confidence: how sure that is, 0..1.
    """

    exercise: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which the person faces one way.

    Attributes:
        start_s: from the middle of the turn before it, in seconds.
        end_s: to the middle of the turn after it.
        view: where the camera stands meanwhile.
    """

    start_s: float
    end_s: float
    view: View


@dataclass(frozen=True, slots=True, repr=False)
class Session:
    """A judged clip.

    Attributes:
        exercise: id of the exercise that it was judged as.
        style: the variant that was seen; empty where the exercise has none.
        level: the level it was judged at.
        view: where the camera stands; where it stands for most reps if the person turns round.
        frames: the number of frames.
        frames_with_pose: in how many of them the person was found.
        reps: every attempt, in order of time.
        sets: the reps in groups, with a long pause between two groups.
        set_checks: the rules that judge whole sets.
        summary: one row for every rule of the exercise.
        cues: what to tell the person, and when; one at a time.
        track: the cleaned poses.
        measures: each measure by its column name, which has side and unit: (n,) one value per
            frame, NaN where unknown.
        warnings: what the user should know about the clip, one sentence each.
        recognised: what the clip seems to show, whatever it was judged as.
        second_pass: whether a mirrored second pass over the clip would help.
        stretches: the times between turns; empty unless the person turns round.
        others: the sessions of other exercises in the same clip, in order of time; ``track`` and
            ``measures`` are then of this exercise's part of the clip.
    """

    exercise: str
    style: str
    level: str
    view: View
    frames: int
    frames_with_pose: int
    reps: tuple[Rep, ...]
    sets: tuple[RepSet, ...]
    set_checks: tuple[Check, ...]
    summary: tuple[RuleSummary, ...]
    cues: tuple[ShownCue, ...]
    track: PoseTrack
    measures: Mapping[str, FloatArray]
    warnings: tuple[str, ...]
    recognised: Recognition | None = None
    second_pass: SecondPass = "useless"
    stretches: tuple[Stretch, ...] = ()
    others: "tuple[Session, ...]" = ()

    @property
    def parts(self) -> "tuple[Session, ...]":
        """This session and the others of its clip, in order of time."""
        return tuple(sorted((self, *self.others), key=lambda part: float(part.time_s[0])))

    @property
    def counts(self) -> dict[Side, int]:
        """The number of reps of each leg; a rep counts for both legs if they move together."""
        return counts_of(self.reps)

    @property
    def shown_reps(self) -> tuple[Rep, ...]:
        """The reps as counters and video show them, see `shown_reps`."""
        return shown_reps(self.reps, self.summary)

    @property
    def time_s(self) -> FloatArray:
        """The times of the frames, (n,), in seconds."""
        return self.track.time_s

    def view_at(self, time_s: float) -> View:
        """Return where the camera stands at a time, in seconds."""
        seen = [stretch.view for stretch in self.stretches if stretch.start_s <= time_s]
        return seen[-1] if seen else self.view

    def without_frames(self) -> Self:
        """Return the session with its first and its last frame only: those of an hour are large."""
        ends = [self.track.part(0, 1), self.track.part(len(self.track) - 1, len(self.track))]
        others = tuple(other.without_frames() for other in self.others)
        return replace(self, track=join(ends), measures={}, others=others)

    def to_records(self) -> list[Record]:
        """Return one flat dict for each rep and rule, for example for ``pandas.DataFrame``.

        Every dict has the keys of `Record`. Rules that judge whole sets are not among them, see
        ``set_checks``; neither are the reps of other exercises in the same clip, see ``others``.
        """
        return records_of(self.reps, self.summary)

    def __repr__(self) -> str:
        return f"<Session of {self._in_short()}>"

    def _repr_html_(self) -> str:
        """Return the summary as a table, which notebooks show."""
        return html_table(self._in_short(), self.summary)

    def _in_short(self) -> str:
        faults = sum(row.verdict is Verdict.FAULT for row in self.summary)
        counts = self.counts
        others = f", and {len(self.others)} more" if self.others else ""
        return (
            f"{self.exercise}: {counts['left']} left and {counts['right']} right,"
            f" {faults} of {len(self.summary)} rules with a fault, {self.frames} frames"
            f" ({self.view.kind} view){others}"
        )
