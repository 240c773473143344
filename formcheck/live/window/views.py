"""What each stage of a session shows, in words and places; the pixels are the screen's."""

import math
from dataclasses import dataclass, field, replace

from formcheck.body.view import ViewKind
from formcheck.exercises.spec import Exercise
from formcheck.live.camera.health import SLOW_FPS, Health, Status
from formcheck.live.person.gesture import Hand
from formcheck.live.person.guide import Advice
from formcheck.live.set.one_set import LiveSet
from formcheck.live.stage import Flow, Stage, Why
from formcheck.live.window.panels import Line, Page, title
from formcheck.live.window.screen import Show, nobody
from formcheck.live.window.summary import clock
from formcheck.overlay.plates import BOLD, SEMIBOLD
from formcheck.poses.landmarks import Side
from formcheck.results import FrameResult, Verdict

KEPT = ("Your counts are kept",)
JUDGING: Page = (Line("One moment: judging the set", 1.2, BOLD),)
HOW_TO_END = ("Hand kept up for three seconds: the set is over",)
COUNT_SIZE = 2.2  # of the countdown, in parts of a counter's type
PAUSED_DIM = 0.55


@dataclass(frozen=True, slots=True)
class Target:
    """When a set is over: after so many reps of both legs, or after so long; or never."""

    reps: int | None = None
    seconds: float | None = None

    def reached(self, current: LiveSet) -> bool:
        """Whether a set is there."""
        return bool(
            (self.reps and current.reps >= self.reps)
            or (self.seconds and current.lasted_s >= self.seconds)
        )


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a stage may show.

    Attributes:
        flow: where the session stands.
        exercise: what is done; None before it is chosen.
        advice: how to stand; None before the model is loaded.
        skeleton: the person as the model sees them, for while nothing is judged.
        hand: a raised hand.
        current: the set under way.
        target: of the set.
        page: the page of a stage that has one.
        fps: pictures a second that the camera gives; 0 when unknown.
    """

    flow: Flow
    exercise: Exercise | None = None
    advice: Advice | None = None
    skeleton: FrameResult = field(default_factory=nobody)
    hand: Hand = field(default_factory=Hand)
    current: LiveSet | None = None
    target: Target = field(default_factory=Target)
    page: Page = ()
    fps: float = 0.0


def show_of(scene: Scene) -> Show:
    """Return what is shown of a scene; the arrow is for a mirrored picture."""
    current = scene.current
    match scene.flow.stage:
        case Stage.PICKER | Stage.SAFETY | Stage.SUMMARY:
            return Show(nobody(), page=scene.page)
        case Stage.COUNTDOWN if scene.flow.in_set and current:
            return _going_on(scene, current)
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
    show = replace(_advising(scene, advice), small=name, hand=scene.hand)
    if not advice.ready:
        return show
    asked = "Hold still" if scene.flow.on_the_floor else "Raise a hand to start"
    return replace(show, message=asked, verdict=Verdict.GOOD)


def _advising(scene: Scene, advice: Advice) -> Show:
    return Show(
        scene.skeleton,
        message=advice.text,
        verdict=Verdict.BORDERLINE,
        notes=(advice.why,) if advice.why else (),
        arrow=advice.arrow,
    )


def _countdown(scene: Scene) -> Show:
    count_s, advice = scene.flow.count_s, scene.advice
    if count_s is not None:
        return Show(scene.skeleton, big=_number(count_s), big_size=COUNT_SIZE, message="Hold still")
    if advice is None or advice.ready:
        asked = "Hold still" if scene.flow.on_the_floor else "Hand down, hold still"
        return Show(scene.skeleton, small="Get ready", message=asked, verdict=Verdict.BORDERLINE)
    return replace(_advising(scene, advice), small="Get ready")


def _going_on(scene: Scene, current: LiveSet) -> Show:
    count_s = scene.flow.count_s
    skeleton = replace(scene.skeleton, counts=current.counts)
    if count_s is None and scene.advice is not None:
        return replace(_advising(scene, scene.advice), frame=skeleton, counters=True)
    big = _number(count_s or 0.0)
    return Show(skeleton, counters=True, big=big, big_size=COUNT_SIZE, message="Get ready")


def _running(scene: Scene, current: LiveSet) -> Show:
    big, small = _head(current, scene.target)
    said = current.said()
    asked = "Keep your hand up to pause" if scene.hand.xy_px is not None else ""
    notes = tuple(current.notes())
    if 0.0 < scene.fps < SLOW_FPS:
        notes = (f"Only {scene.fps:.0f} pictures a second: more light, or another camera",)
    return Show(
        current.frame(),
        counters=True,
        big=big,
        small=small,
        message=said.text if said else asked,
        verdict=said.verdict if said else Verdict.NOT_ASSESSED,
        notes=() if said else notes,
        hand=scene.hand,
    )


def _head(current: LiveSet, target: Target) -> tuple[str, str]:
    """Timer and pace, with the target where there is one."""
    lasted_s = current.lasted_s
    big = clock(max(0.0, target.seconds - lasted_s) if target.seconds else lasted_s)
    small = current.pace()
    if target.reps:
        done = f"{current.reps} of {target.reps}"
        return big, f"{done} · {small}" if small else done
    return big, small or ("left" if target.seconds else "")


def _paused(scene: Scene, current: LiveSet) -> Show:
    advice = scene.advice
    message, notes = "Raise a hand to go on", HOW_TO_END
    if scene.flow.why is Why.CAMERA:
        message, notes = "One moment, please", KEPT
    elif scene.flow.why is Why.PERSON:
        message, notes = "Come back into the picture", KEPT
        if scene.skeleton.xy_px is not None and advice:
            message = "Welcome back" if advice.ready else advice.text
    return Show(
        replace(scene.skeleton, counts=current.counts),
        counters=True,
        big="Paused",
        small=f"at {clock(current.lasted_s)}",
        message=message,
        verdict=Verdict.NOT_ASSESSED,
        notes=notes,
        dim=PAUSED_DIM,
        hand=scene.hand,
    )


def with_camera_trouble(show: Show, status: Status) -> Show:
    """What is shown where the camera is in trouble: that comes first."""
    if status.health is Health.GOOD or show.page:
        return show
    if status.health is Health.ENDED:
        return replace(
            show, message="The video is over", verdict=Verdict.NOT_ASSESSED, notes=("q quits",)
        )
    text = status.problem[:1].upper() + status.problem[1:] or "Looking for the camera"
    notes: tuple[str, ...] = ()
    if status.health is Health.LOST:
        notes = (f"Trying again for {status.left_s:.0f} s",)
    elif status.health is Health.GONE:
        notes = ("Given up: q quits",)
    verdict = Verdict.NOT_ASSESSED if status.health is Health.STARTING else Verdict.FAULT
    return replace(show, message=text, verdict=verdict, notes=notes, arrow=0, hand=Hand())


def left_counter_on(kind: ViewKind, *, mirror: bool) -> Side:
    """The side of the window on which the left leg is counted."""
    if kind in ("side", "unknown"):
        return "left"
    # Seen from the front the person's left is on the right, and in a mirror on the left.
    return "left" if (kind == "front") == mirror else "right"


def picker_page(exercises: tuple[Exercise, ...], cursor: int) -> Page:
    """The exercises to choose from."""
    lines = [title("What will you do?")]
    for i, exercise in enumerate(exercises):
        chosen = i == cursor
        lines.append(Line(f"{i + 1}   {exercise.name}", 1.15, BOLD, chosen=chosen, indent=True))
        lines.append(Line(exercise.description, 0.72, muted=True, indent=True))
    lines.append(Line("Press its number, or choose with the arrow keys and Enter", 0.85, SEMIBOLD))
    return tuple(lines)


def safety_page(exercise: Exercise) -> Page:
    """The notes that are read before a first session."""
    lines = [title(f"Before you start: {exercise.name.lower()}")]
    lines += [Line(note, mark=Verdict.BORDERLINE) for note in exercise.safety]
    lines.append(Line("Space: I have read this", 1.0, SEMIBOLD))
    return tuple(lines)


def _number(seconds: float) -> str:
    return str(max(1, math.ceil(seconds)))
