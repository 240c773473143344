"""What is drawn over one frame."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from formcheck.body.parts import BodyPart
from formcheck.poses.landmarks import Landmark, Side
from formcheck.results.counts import Count
from formcheck.results.verdicts import Verdict
from formcheck.system.arrays import BoolArray, FloatArray

#: What an angle is measured against, if not against another segment.
AngleLine: TypeAlias = Literal["horizontal", "vertical"]


@dataclass(frozen=True, slots=True)
class JudgedAngle:
    """The angle that is judged in a frame, drawn as an arc at ``vertex``.

    The arc begins on the line from ``first`` through ``vertex`` and beyond, or on ``line``, and
    ends on the line from ``vertex`` to ``second``. A straight limb has no arc.

    Attributes:
        first: the landmark before the vertex.
        vertex: where the arc is drawn.
        second: the landmark after the vertex.
        value_deg: the number beside the arc, in degrees.
        label: written before the number: "knee".
        is_flexion: whether the number is the angle between the segments, so that the arc is as
            large as it. It is corrected, and the landmarks are not.
        line: what the angle is measured against, if not the first segment; it is as large as its
            number, too.
        from_start: whether the number counts from where the limb was when the rep began: the arc
            then begins there.
        facing: the way the person faces in the picture: 1 right, -1 left.
        note: written small under the number: that it is corrected for the view; empty if it is not.
    """

    first: Landmark
    vertex: Landmark
    second: Landmark
    value_deg: float
    label: str
    is_flexion: bool = False
    line: AngleLine | None = None
    from_start: bool = False
    facing: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class BackEdge:
    """The edge of the back, as it was traced in a frame.

    Attributes:
        xy_px: (k, 2) points from the sacrum up, in pixels; NaN where the edge is hidden.
        value_deg: the bend of the lower back against the neutral pose, in degrees, arching
            positive; NaN where unknown. It is that of this frame, or at a fast tempo that of the
            strides of this rep.
        verdict: the verdict on the lower back in the rep under way.
        upper_verdict: that on the upper back; None where nothing judges it.
    """

    xy_px: FloatArray
    value_deg: float
    verdict: Verdict
    upper_verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class FaultyPart:
    """A part of the body that is coloured, because something is wrong with it.

    Attributes:
        part: the part.
        side: its side; None where both sides are meant, or it has no side.
        verdict: fault or borderline.
        tilt_deg: that a pelvis is told to have, the left side lower positive; None for that of the
            landmarks. Of a trunk that is judged by how much further it leans than when the rep
            began, how far it has turned since, clockwise in the picture; None if it is judged
            against the vertical.
    """

    part: BodyPart
    side: Side | None
    verdict: Verdict
    tilt_deg: float | None = None


@dataclass(frozen=True, slots=True)
class HeldValue:
    """A measured number that stays beside its part of the body for a moment, with its limit.

    Attributes:
        name: what was measured: "right knee".
        number: "97°".
        limit: what it should be: "good from 120°"; empty for a good one.
        verdict: of the number.
        part: what it was measured of.
        side: the side of the part; None where both sides are meant, or it has no side.
        xy_px: (k, 33, 2) the landmarks of some frames in which it is shown, in order of time, in
            pixels. It stands beside the first and covers none of them, so that it stands still.
        note: written under the limit; empty for nothing.
    """

    name: str
    number: str
    limit: str
    verdict: Verdict
    part: BodyPart
    side: Side | None
    xy_px: FloatArray
    note: str = ""


@dataclass(frozen=True, slots=True)
class HipTravel:
    """How far the hips rise and fall in a rep.

    Attributes:
        top_px: how far down in the picture they are at their highest.
        bottom_px: the same at their lowest.
        verdict: fault or borderline.
    """

    top_px: float
    bottom_px: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class FrameResult:
    """All that is drawn over one frame.

    Attributes:
        index: the number of the frame in its clip, from 0.
        time_s: its time, in seconds.
        xy_px: (33, 2) cleaned landmarks in pixels, NaN where unknown; None when nobody is there.
        near_side: the side nearer to the camera, which is drawn stronger.
        working: the leg that is up now; None if none is.
        working_verdict: the verdict of its rep by all rules, from the frame on in which the counter
            counts the rep; None before, or if no leg is up.
        angle: the angle that is judged.
        counts: the counters of both legs so far.
        cue: what to do about the latest fault, while it is shown; empty otherwise.
        cue_verdict: fault or borderline.
        notes: what is not assessed and why: short lines, the most important first.
        back: the edge of the back, while a rep is under way by which the back is judged.
        leg_verdict: the verdict on the working leg alone, in whose colour it is drawn.
        faulty: the other parts of the body with which something is wrong.
        held: the number that is shown for a moment.
        hip_travel: how far the hips rise and fall in the rep under way, if that is wrong.
        unsure: (33,) which landmarks are hidden, or were lost; None where that is not told.
    """

    index: int
    time_s: float
    xy_px: FloatArray | None
    near_side: Side | None
    working: Side | None
    working_verdict: Verdict | None
    angle: JudgedAngle | None
    counts: Mapping[Side, Count]
    cue: str
    cue_verdict: Verdict
    notes: tuple[str, ...]
    back: BackEdge | None = None
    leg_verdict: Verdict = Verdict.NOT_ASSESSED
    faulty: tuple[FaultyPart, ...] = ()
    held: HeldValue | None = None
    hip_travel: HipTravel | None = None
    unsure: BoolArray | None = None
