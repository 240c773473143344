"""Everything that is measured on one clip."""

from dataclasses import dataclass

from benchmarks.clips.clip import BenchmarkClip
from benchmarks.clips.truth import Truth
from benchmarks.scores.true_verdicts.grade import TrueVerdict
from formcheck.poses.landmarks import Side
from formcheck.results import Verdict
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class AngleErrors:
    """Errors of one measure of one leg, frame by frame.

    Attributes:
        measure: formcheck's name of the measure.
        leg: near or far; empty if the measure is not of one leg.
        source: which poses were compared with the truth. ``raw``: as the pose model gave them.
            ``raw_seen``: the same, but only the frames that formcheck trusts. ``offline``: cleaned
            as a whole clip, only the trusted frames. ``offline_all``: the same, all frames.
            ``live``: cleaned as from a camera, as they are judged. ``live_now``: as they are drawn
            at once.
        errors_deg: (n,) error in degrees, for each frame that has a value.
        frames: how many frames the clip has.
    """

    measure: str
    leg: str
    source: str
    errors_deg: FloatArray
    frames: int


@dataclass(frozen=True, slots=True)
class RepMatch:
    """A true rep and the rep that was found for it.

    Attributes:
        leg: near or far.
        late_s: how much later the peak was found than it truly was, in seconds.
        peak_error_deg: error of the peak knee flexion; NaN if the peak was not judged.
        raw_peak_error_deg: the same error for the poses as the model gave them.
    """

    leg: str
    late_s: float
    peak_error_deg: float
    raw_peak_error_deg: float


@dataclass(frozen=True, slots=True)
class RuleScore:
    """One rule over one clip.

    Attributes:
        rule: id of the rule.
        true: the true verdict; ``unknown`` for a rule that has none.
        found: verdict of the clip as a whole.
        live: verdict on the clip as it is judged live, frame by frame.
        screen: verdict that the live window shows at the last frame, second opinions included.
        clean_reps: truly good reps that were found.
        false_alarms: how many of the clean reps the rule calls wrong.
        shown: whether the clip's view can show what the rule judges.
        tops_at_borderline: whether borderline is the worst that the rule says.
        reason: why the rule was not assessed.
        unmeasured: why this version does not measure the rule at all; empty if it does.
    """

    rule: str
    true: TrueVerdict | str
    found: Verdict
    live: Verdict
    screen: Verdict
    clean_reps: int
    false_alarms: int
    shown: bool = True
    tops_at_borderline: bool = False
    reason: str = ""
    unmeasured: str = ""

    @property
    def is_faulty(self) -> bool:
        """Whether what the rule looks for is truly there."""
        return self.true == "fault" or (self.tops_at_borderline and self.true == "borderline")

    @property
    def is_found(self) -> bool:
        """Whether the rule says that what it looks for is there."""
        return says_wrong(self.found, tops_at_borderline=self.tops_at_borderline)


def says_wrong(verdict: Verdict, *, tops_at_borderline: bool) -> bool:
    """Return whether a verdict is the worst that its rule can give."""
    return verdict is Verdict.FAULT or (tops_at_borderline and verdict is Verdict.BORDERLINE)


@dataclass(frozen=True, slots=True)
class ClipScore:
    """Everything that is measured on one clip.

    Attributes:
        clip: the clip.
        truth: what is true of it.
        angles: errors of every measure that the truth knows, if the view is from the side.
        swapped: share of the frames with left and right exchanged, by source (see `AngleErrors`).
        counts: reps of each leg: ``true``, ``offline`` (the clip), ``live`` and ``screen``.
        reps: the true reps that were found.
        rules: one entry for every rule of the exercise.
        frame_s: time from frame to frame in seconds.
        delays_s: (n,) seconds from the true end of a rep to its verdict, live.
        recognised: id of the exercise recognised if none is named; empty for none.
        yaw_error_deg: how much further off the side the camera was read than it stands, in degrees;
            NaN where the view is not known.
    """

    clip: BenchmarkClip
    truth: Truth
    angles: tuple[AngleErrors, ...]
    swapped: dict[str, float]
    counts: dict[str, dict[Side, int]]
    reps: tuple[RepMatch, ...]
    rules: tuple[RuleScore, ...]
    frame_s: float
    delays_s: FloatArray
    recognised: str
    yaw_error_deg: float
