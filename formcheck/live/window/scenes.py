"""What each stage of a run shows, in words; `Screen` turns it into pixels."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from formcheck.body.view import ViewKind
from formcheck.exercises.spec import Exercise
from formcheck.live.camera.health import Health, Status
from formcheck.live.person.advice import Advice, Trouble
from formcheck.live.person.frame_rate import FrameRate
from formcheck.live.person.gesture import Hand
from formcheck.live.set.one_set import LiveSet
from formcheck.live.set.replay import ReplayMoment
from formcheck.live.set.target import Target
from formcheck.live.stage import Flow, Stage, Why
from formcheck.live.window.page import Line, Page, title
from formcheck.live.window.picker import Picker
from formcheck.live.window.screen import Show, nobody
from formcheck.live.window.summary import clock
from formcheck.overlay.plates import Weight
from formcheck.poses.landmarks import Side
from formcheck.results import FrameResult, Verdict
from formcheck.system.printable import printable

NO_HAND: Final = Hand()
JUDGING: Page = (Line("One moment: judging the set", 1.2, Weight.BOLD),)


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a stage may show.

    Attributes:
        flow: the stage of the run, and its countdown.
        exercise: what is done; None before it is chosen.
        advice: how to stand; None before that is known.
        skeleton: the person as the pose model sees them, shown while nothing is judged.
        hand: a raised hand.
        current: the set under way.
        target: of the set.
        page: a page of text over everything; empty for none.
        replay: what is seen again instead of the picture; None for nothing.
        replay_keys: the keys that begin a replay now.
        rate: frames a second that are judged.
        view: how the person stands to the camera.
        fixed: the keys of the first page that change nothing in this run.
    """

    flow: Flow
    exercise: Exercise | None = None
    advice: Advice | None = None
    skeleton: FrameResult = field(default_factory=nobody)
    hand: Hand = field(default_factory=Hand)
    current: LiveSet | None = None
    target: Target = field(default_factory=Target)
    page: Page | Picker = ()
    replay: ReplayMoment | None = None
    replay_keys: tuple[str, ...] = ()
    rate: FrameRate = field(default_factory=FrameRate)
    view: ViewKind = "unknown"
    fixed: frozenset[str] = frozenset()


def show_of(scene: Scene) -> Show:
    """Return what a scene shows; its arrow is for a mirrored picture."""
    if scene.replay:
        return Show(nobody())
    current, stage = scene.current, scene.flow.stage
    if scene.page or stage in (Stage.PICKER, Stage.SAFETY, Stage.SUMMARY):
        hand = scene.hand if stage is Stage.SAFETY and not scene.flow.reading_s else Hand()
        return Show(nobody(), page=scene.page, hand=hand)
    match stage:
        case Stage.COUNTDOWN if scene.flow.in_set and current:
            return _resuming(scene, current)
        case Stage.COUNTDOWN:
            return _countdown(scene)
        case Stage.SET if current:
            return _running(scene, current)
        case Stage.PAUSED if current:
            return _paused(scene, current)
    return _setup(scene)


def _setup(scene: Scene) -> Show:
    name = scene.exercise.name if scene.exercise else ""
    advice = scene.advice
    if advice is None:
        return Show(nobody(), small=name, message="One moment", verdict=Verdict.NOT_ASSESSED)
    fps = scene.rate.effective_fps
    small = f"{name} · {fps:.0f} frames a second" if fps else name
    show = replace(_advising(scene, advice), small=small)
    if advice.trouble is not Trouble.NONE:
        return show
    hand = scene.hand if scene.hand.coming == "raised" else Hand()  # another sign does nothing
    asked = "Hold still" if scene.flow.on_the_floor else "Raise a hand to start"
    if hand.xy_px is not None:
        asked = "Keep your hand up to start"
    elif scene.hand.xy_px is not None:
        asked = "Hand down first, then raise it to start"
    return replace(show, message=asked, verdict=Verdict.GOOD, hand=hand)


def _advising(scene: Scene, advice: Advice) -> Show:
    return Show(
        scene.skeleton,
        message=advice.text,
        verdict=Verdict.BORDERLINE,
        notes=(advice.why,) if advice.why else (),
        arrow=advice.arrow,
    )


def _countdown(scene: Scene) -> Show:
    """Return what is shown before a set: three seconds of standing still, or what is wrong."""
    count_s, advice = scene.flow.count_s, scene.advice
    if count_s is not None:
        return _counting(Show(scene.skeleton, message="Hold still"), count_s)
    if advice is None or advice.ready:
        asked = "Hold still" if scene.flow.on_the_floor else "Hand down, hold still"
        return Show(scene.skeleton, small="Get ready", message=asked, verdict=Verdict.BORDERLINE)
    return replace(_advising(scene, advice), small="Get ready")


def _resuming(scene: Scene, current: LiveSet) -> Show:
    """Return what is shown before a set goes on."""
    count_s = scene.flow.count_s
    skeleton = replace(scene.skeleton, counts=current.counts)
    if count_s is None and scene.advice is not None:
        return replace(_advising(scene, scene.advice), frame=skeleton, counters=True)
    show = Show(skeleton, counters=True, message="Get ready")
    if scene.hand.xy_px is not None:
        show = _with_hand(show, scene.hand, "Hand down to go on")
    return _counting(show, count_s or 0.0)


def _with_hand(show: Show, hand: Hand, message: str) -> Show:
    """Return what is shown while a hand is up that pauses, continues or ends a set."""
    notes = ("Keep it up to end the set",) if hand.coming == "kept" else ()
    return replace(show, message=message, verdict=Verdict.NOT_ASSESSED, notes=notes, hand=hand)


def _counting(show: Show, count_s: float) -> Show:
    """Add the seconds that are left, in a type three times as large as that of a counter."""
    return replace(show, big=str(max(1, math.ceil(count_s))), big_size=3.0)


def _running(scene: Scene, current: LiveSet) -> Show:
    big, small = _timer(current, scene.target)
    sentence = current.sentence()
    notes = tuple(current.notes())
    if scene.exercise and scene.rate.unjudged(scene.exercise):
        notes = (f"{scene.rate}: {scene.rate.what_helps().lower()}",)
    frame = current.frame()
    if scene.rate.too_low:  # the picture is newer than the angle, by more than eyes forgive
        frame = replace(frame, angle=None)
    show = Show(
        frame,
        counters=True,
        big=big,
        small=small,
        message=sentence.text if sentence else "",
        verdict=sentence.verdict if sentence else Verdict.NOT_ASSESSED,
        notes=() if sentence else notes,
    )
    if scene.hand.xy_px is None:
        return show
    return _with_hand(show, scene.hand, "Keep your hand up to pause")


def _timer(current: LiveSet, target: Target) -> tuple[str, str]:
    """Return the timer, and the pace with the target where there is one."""
    lasted_s = current.lasted_s
    big = clock(max(0.0, target.seconds - lasted_s) if target.seconds else lasted_s)
    pace = current.pace()
    small = str(pace) if pace else ""
    if target.reps:
        done = f"{current.reps} of {target.reps}"
        return big, f"{done} · {small}" if small else done
    return big, small or ("left" if target.seconds else "")


def _paused(scene: Scene, current: LiveSet) -> Show:
    message, note = "Raise your right hand to go on", "Keep it up for three seconds to end the set"
    if scene.replay_keys:
        note = "Keep it up to end. Left hand: last 10 s"
    if scene.flow.why is Why.CAMERA:
        message, note = "One moment, please", "Your counts are kept"
    elif scene.flow.why is Why.PERSON:
        message, note = "Come back into the picture", "Your counts are kept"
        if scene.skeleton.xy_px is not None and scene.advice:
            message = "Welcome back" if scene.advice.ready else scene.advice.text
    show = Show(
        replace(scene.skeleton, counts=current.counts),
        counters=True,
        big="Paused",
        small=f"at {clock(current.lasted_s)}",
        message=message,
        verdict=Verdict.NOT_ASSESSED,
        notes=(note,),
        dim=0.55,
    )
    if scene.hand.xy_px is None:
        return show
    asked = "Keep your hand up to go on"
    if scene.hand.coming == "kept":
        asked = "Hand down to stay paused"
    elif scene.hand.side == "left" and scene.replay_keys:
        asked = "Keep it up to see the last 10 seconds"
    return _with_hand(show, scene.hand, asked)


def with_camera_trouble(show: Show, status: Status) -> Show:
    """Return what is shown with the trouble of the camera in it: that comes first."""
    if status.health is Health.GOOD or show.page:
        return show
    if status.health is Health.ENDED:
        return replace(
            show,
            message="The video is over",
            verdict=Verdict.NOT_ASSESSED,
            notes=("Press Esc to play it again, or q to quit",),
        )
    problem, _, note = (status.problem or "looking for the camera").partition(": ")
    if status.health is Health.GONE:
        note = "Press Esc to look for it again, or q to quit"
    elif status.health is Health.LOST:
        note = note or f"Trying again for {status.left_s:.0f} s"
    text, note = (said[:1].upper() + said[1:] for said in (problem, note))
    notes = (note,) if note else ()
    verdict = Verdict.NOT_ASSESSED if status.health is Health.STARTING else Verdict.FAULT
    return replace(show, message=text, verdict=verdict, notes=notes, arrow=0, hand=Hand())


def left_counter_on(kind: ViewKind, *, mirror: bool) -> Side:
    """Return the side of the window on which the left leg is counted.

    Args:
        kind: how the person stands to the camera.
        mirror: whether the picture is shown as in a mirror.
    """
    if kind in ("side", "oblique", "unknown"):
        return "left"
    # Seen from the front the person's left is on the right, and in a mirror on the left.
    return "left" if (kind == "front") == mirror else "right"


def keep_page(folder: Path | None) -> Page:
    """Return the page that asks once whether sets are kept, and where; None where that is unknown.

    It is shown at the first start.
    """
    where = f" in {printable(str(folder))}" if folder else ""
    return (
        title("Keep your sets on this computer?"),
        Line(f"Video and results of each set are kept{where}. They never leave this computer."),
        Line("You can change this later, beside the choice of the exercise.", 0.8, muted=True),
        Line("Yes, keep them (y)", 1.15, Weight.BOLD, key="y"),
        Line("No (n)", 1.15, Weight.BOLD, key="n"),
    )


def safety_page(exercise: Exercise, hand: Hand = NO_HAND, reading_s: float = 0.0) -> Page:
    """Return the page of safety notes, read before the first set.

    Args:
        exercise: whose notes they are.
        hand: a raised hand.
        reading_s: how much longer the notes must be shown before a hand counts, in seconds.
    """
    asked = "Space, or a raised hand: I have read this"
    if hand.xy_px is not None:
        wait = f"Read this first: {math.ceil(reading_s)} s"
        asked = wait if reading_s else "Keep your hand up: I have read this"
    lines = [title(f"Before you start: {exercise.name.lower()}")]
    lines += [Line(note, mark=Verdict.BORDERLINE) for note in exercise.safety]
    lines.append(Line(asked, 1.0, Weight.SEMIBOLD, key="space"))
    return tuple(lines)


def seconds_to_read(notes: Iterable[str], *, words_a_second: float = 3.0) -> float:
    """Return how long notes take to read, in seconds.

    Args:
        notes: the sentences.
        words_a_second: adults read four words of a plain text a second; from afar it takes longer.
    """
    return sum(len(note.split()) for note in notes) / words_a_second
