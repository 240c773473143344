"""The session in front of the camera: newest picture, pose, verdict, drawing, window."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np

from formcheck.analysis import needs_outline
from formcheck.exercise import Exercise
from formcheck.files import replacing
from formcheck.landmarks import Side
from formcheck.live.capture import LivePicture, Source
from formcheck.live.gesture import Hand, HandSign
from formcheck.live.guide import Advice, Guide, Trouble
from formcheck.live.health import Health, Status
from formcheck.live.one_set import LiveSet
from formcheck.live.panels import Line, Page, title
from formcheck.live.record import SetRecorder, free_folder
from formcheck.live.screen import KEYS, Screen, Show, blank, nobody
from formcheck.live.settings import notes_read, remember_notes
from formcheck.live.sound import Sound
from formcheck.live.stage import Effect, Flow, Key, Seen, Stage, Why
from formcheck.live.summary import clock, summary_page
from formcheck.live.watch import Bystanders, Watcher
from formcheck.live.whose import Whose
from formcheck.live.window import Window
from formcheck.overlay import Image
from formcheck.pose import Pose
from formcheck.results import FrameResult, Session, Verdict

WAIT_S = 0.015  # for a picture, before the window is looked after
REDRAW_S = 0.1  # so often the window is drawn where no picture comes
TOAST_S = 3.0
GIVE_UP_AFTER_S = 2.0  # a stranger is followed for no longer
FIRST_SIZE = 1280, 720
TRY_AGAIN = "raise a hand, or press space"


@dataclass(frozen=True, slots=True)
class Options:
    """What a session is to be like.

    Attributes:
        exercises: those to choose from, in order.
        chosen: the one to begin with; None for the picker.
        level: of the exercise; its default one when empty.
        record: folder for the recording; None for none.
        mirror: whether the picture is shown as in a mirror.
        voice: whether cues are spoken.
        target_reps: the set ends after so many, of both legs together.
        target_s: or after so long.
        model: a ``.task`` bundle; the one that comes with formcheck when None.
    """

    exercises: tuple[Exercise, ...]
    chosen: Exercise | None = None
    level: str = ""
    record: Path | None = None
    mirror: bool = True
    voice: bool = False
    target_reps: int | None = None
    target_s: float | None = None
    model: Path | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """A set that is over.

    Attributes:
        name: what the terminal calls it.
        exercise: what was done.
        session: the verdicts.
        recorder: where it is recorded, if it is.
    """

    name: str
    exercise: Exercise
    session: Session
    recorder: SetRecorder | None


@dataclass(slots=True)
class Spent:
    """Where the time of one shown frame went, in seconds, and what was shown.

    `decode_s` is the wait for the picture; `latency_s` runs from when the picture could be had
    to when it was on the screen.
    """

    stage: Stage = Stage.SETUP
    index: int = 0
    decode_s: float = 0.0
    pose_s: float = 0.0
    engine_s: float = 0.0
    draw_s: float = 0.0
    show_s: float = 0.0
    latency_s: float = 0.0
    said: str = ""
    rep_end_s: float | None = None
    set_s: float = 0.0


class App:
    """One run of `formcheck live`. It must run on the main thread.

    Args:
        options: what it is to be like.
        source: where the pictures come from; not started yet.
        tell: prints a line on the terminal.
        finished: called with every set that is over.
        spent: called after every frame that was shown.
    """

    def __init__(
        self,
        options: Options,
        source: Source,
        *,
        tell: Callable[[str], None],
        finished: Callable[[Finished], None],
        spent: Callable[[Spent], None] = lambda _: None,
    ) -> None:
        self._options = options
        self._source = source
        self._tell, self._finished, self._spent = tell, finished, spent
        self._exercise = options.chosen
        self._cursor = 0
        self._mirror = options.mirror
        self._help = True
        self._toast: tuple[str, float] = "", 0.0
        self._flow = Flow(Stage.PICKER)
        self._window = Window(*FIRST_SIZE)
        self._watcher = Watcher(options.model)
        self._bystanders: Bystanders | None = None
        self._sound = Sound(voice=options.voice)
        self._drawer = _Drawer()
        self._sets = 0
        self._screen: Screen | None = None
        self._guide: Guide | None = None
        self._hand_sign, self._hand = HandSign(), Hand()
        self._whose = Whose()
        self._stranger_since_s: float | None = None
        self._advice = Advice(Trouble.NOBODY, "")
        self._set: LiveSet | None = None
        self._summary: Page = ()
        self._last: LivePicture | None = None
        self._pose = Pose.nobody(0.0)
        self._drawn_s = 0.0
        self._stop = threading.Event()

    def run(self) -> bool:
        """Run until it is closed; tell whether pictures came at all.

        Raises:
            WindowError: no window can be opened.
            BackendError: the model cannot be loaded.
        """
        first = self._options.chosen or self._options.exercises[0]
        self._watcher.load(outline=needs_outline(first))  # while the window opens
        self._window.open()
        self._source.start()
        try:
            with self._interrupts():
                self._choose(self._options.chosen)
                while self._flow.stage is not Stage.CLOSED:
                    self._turn()
                    if self._stop.is_set():
                        self._press("q")
                    if self._gave_up():
                        break
        finally:
            self._source.stop()
            self._window.close()
            self._end_set()
            self._drawer.close(self._tell)
            self._sound.close()
            if self._bystanders:
                self._bystanders.close()
            self._watcher.close()
            self._report()
        return self._last is not None

    def stop(self) -> None:
        """End in good order; may be called from any thread."""
        self._stop.set()

    @contextmanager
    def _interrupts(self) -> Iterator[None]:
        """Ctrl-C ends the session in good order; a second one at once."""
        before = signal.getsignal(signal.SIGINT)

        def stop(*_: object) -> None:
            self.stop()
            signal.signal(signal.SIGINT, signal.default_int_handler)

        signal.signal(signal.SIGINT, stop)
        ended = signal.signal(signal.SIGTERM, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
            signal.signal(signal.SIGTERM, ended)

    def _gave_up(self) -> bool:
        """Whether a camera never came; one that is lost later leaves the summary standing."""
        return self._last is None and self._source.status().health is Health.GONE

    # --- one turn of the loop ---

    def _turn(self) -> None:
        spent = Spent()
        begin_s = time.perf_counter()
        picture = self._source.newest(WAIT_S)
        now_s = time.monotonic()
        status = self._source.status()
        spent.decode_s = time.perf_counter() - begin_s
        if self._flow.stage not in (Stage.PICKER, Stage.SAFETY) and self._watcher.ready:
            self._source.play()
        if picture is not None:
            self._prepare(picture)
            self._look(picture, status, spent)
            self._last = picture
        else:
            self._without_picture(now_s, status)
        if picture is not None or now_s - self._drawn_s >= REDRAW_S:
            self._drawn_s = now_s
            begin_s = time.perf_counter()
            image = self._draw(now_s, status)
            spent.draw_s = time.perf_counter() - begin_s
            begin_s = time.perf_counter()
            self._window.show(image)
            keys = self._window.keys()
            spent.show_s = time.perf_counter() - begin_s
            if picture is not None:
                spent.stage, spent.index = self._flow.stage, picture.index
                spent.latency_s = time.monotonic() - picture.available_s
                self._spent(spent)
        else:
            keys = self._window.keys()
        for key in keys:
            self._press(key)
        self._report()

    def _prepare(self, picture: LivePicture) -> None:
        """Make screen and guide for the first picture, and after another exercise."""
        height, width = picture.image.shape[:2]
        if self._last is None:
            self._screen = None
        if self._screen is None:
            self._screen = Screen(width, height, self._exercise)
        if self._last is None:
            self._window.fit(*self._screen.whole_size(help_shown=self._help))
        if self._guide is None and self._exercise is not None:
            self._guide = Guide(self._exercise, width, height)

    def _look(self, picture: LivePicture, status: Status, spent: Spent) -> None:
        """Find the person, judge what they do, and go on to the next stage where it is time."""
        flow = self._flow
        begin_s = time.perf_counter()
        self._pose = Pose.nobody(picture.time_s)
        if flow.stage not in (Stage.PICKER, Stage.SAFETY) and self._watcher.ready:
            self._pose = self._watcher.detect(picture.image, picture.time_s)
        spent.pose_s = time.perf_counter() - begin_s

        begin_s = time.perf_counter()
        theirs = self._theirs(picture)
        if flow.stage in (Stage.SETUP, Stage.COUNTDOWN) or flow.stage is Stage.PAUSED:
            self._advise(picture, status)
        self._hand = self._hand_sign.step(picture.time_s, theirs if theirs.found else None)
        if flow.taking and self._set:
            self._take(picture, theirs, spent)
        seen = Seen(
            now_s=time.monotonic(),
            ready=self._advice.ready,
            person=theirs.found,
            still=bool(self._guide and self._guide.still) and self._hand.xy_px is None,
            camera=status.health,
            sign=self._hand.sign,
            done=self._target_reached(),
        )
        self._apply(flow.see(seen))
        spent.engine_s = time.perf_counter() - begin_s

    def _without_picture(self, now_s: float, status: Status) -> None:
        if status.health is not Health.GOOD:
            self._apply(self._flow.see(Seen(now_s=now_s, camera=status.health)))

    def _theirs(self, picture: LivePicture) -> Pose:
        """The pose, unless it is another person's than that whose set it is."""
        if not self._flow.in_set:
            return self._pose
        if not self._pose.found or self._whose.is_theirs(self._pose):
            self._stranger_since_s = None
            return self._pose
        if self._stranger_since_s is None:
            self._stranger_since_s = picture.time_s
        elif picture.time_s - self._stranger_since_s > GIVE_UP_AFTER_S:
            self._stranger_since_s = None
            self._watcher.forget(picture.image, picture.time_s)
        self._pose = Pose.nobody(picture.time_s)
        return self._pose

    def _advise(self, picture: LivePicture, status: Status) -> None:
        if self._guide is None:
            return
        if self._bystanders is None:
            self._bystanders = Bystanders(self._options.model)
        self._bystanders.look(picture.image, time.monotonic())
        self._advice = self._guide.step(
            picture.time_s,
            self._pose,
            light=picture.light,
            people=self._bystanders.people,
            fps=status.fps,
        )

    def _take(self, picture: LivePicture, pose: Pose, spent: Spent) -> None:
        assert self._set is not None
        before = self._set.said()
        reps = self._set.take(picture.image, picture.time_s, pose)
        if any(rep.good for rep in reps):
            self._sound.good()
        said = self._set.said()
        if said and said != before:
            self._sound.say(said.text)
            spent.said = said.text
        spent.set_s = self._set.time_s
        if reps:
            spent.rep_end_s = reps[-1].end_s

    def _target_reached(self) -> bool:
        options, current = self._options, self._set
        if current is None:
            return False
        reps, seconds = options.target_reps, options.target_s
        return bool((reps and current.reps >= reps) or (seconds and current.lasted_s >= seconds))

    # --- what follows from it ---

    def _apply(self, effects: list[Effect]) -> None:
        for effect in effects:
            if effect is Effect.NEUTRAL:
                self._begin_set()
            elif effect is Effect.RESUME:
                if self._set:
                    self._set.resume()
            elif effect is Effect.END:
                self._end_set()
            elif self._exercise:
                remember_notes(self._exercise.safety)
        current = self._set
        if current and self._flow.stage is Stage.SET and not current.lasted_s:
            current.go()
        if self._flow.stage is Stage.SETUP and self._set:  # a countdown that was broken off
            self._set.discard()
            self._set = None
        quiet = self._flow.stage in (Stage.COUNTDOWN, Stage.SET)
        self._drawer.idle(not quiet)

    def _begin_set(self) -> None:
        if self._set:
            self._set.discard()
        assert self._exercise is not None
        assert self._screen is not None
        width, height = self._screen.size
        recorder = None
        if self._options.record:
            folder = free_folder(self._options.record)
            recorder = SetRecorder(folder, width, height, self._source.status().fps)
        self._whose = Whose()
        subject = self._guide.subject if self._guide else None
        kind = subject.view.kind if subject else "side"
        # Seen from the front the person's left is on the right, and in a mirror on the left.
        left: Side = "left" if (kind == "front") == self._mirror or kind == "side" else "right"
        if kind in ("rear", "oblique") and not self._mirror:
            left = "left"
        self._screen.overlay.left_counter_on = left
        level = self._options.level if self._options.level in self._exercise.levels else ""
        self._set = LiveSet(self._exercise, level, width, height, recorder)

    def _end_set(self) -> None:
        """Judge and keep the set that is under way, if one is."""
        current, self._set = self._set, None
        if current is None or self._exercise is None:
            return
        if not current.lasted_s:
            current.discard()
            return
        session = current.finish(self._watcher.name)
        recorder = current.recorder if session else None
        self._summary = summary_page(
            session,
            self._exercise,
            current.counts,
            current.lasted_s,
            current.pace(),
            str(recorder.folder) if recorder else "",
        )
        if session is None:
            return
        self._sets += 1
        self._finished(Finished(f"set {self._sets}", self._exercise, session, recorder))
        if recorder:
            self._drawer.draw(recorder, session, self._exercise)

    def _choose(self, exercise: Exercise | None) -> None:
        """Begin with an exercise, or let one be picked."""
        self._exercise, self._screen, self._guide = exercise, None, None
        self._advice = Advice(Trouble.NOBODY, "")
        if exercise is None:
            return
        self._watcher.load(outline=needs_outline(exercise))
        unread = not set(exercise.safety) <= notes_read()
        self._flow.choose(time.monotonic(), safety_first=unread)
        if self._last is not None:
            self._prepare(self._last)

    def _press(self, key: str) -> None:
        now_s = time.monotonic()
        if key == "m":
            self._mirror = not self._mirror
        elif key == "f":
            self._window.toggle_full()
        elif key == "h":
            self._help = not self._help
            if self._screen:
                self._window.fit(*self._screen.whole_size(help_shown=self._help))
        elif key == "s":
            self._screenshot()
        elif self._flow.stage is Stage.PICKER and key not in ("q", "r", "n"):
            self._pick(key)
        elif key == "enter" and self._flow.stage is Stage.SAFETY:
            self._apply(self._flow.press(Key.PAUSE, now_s))
        elif key in tuple(Key):
            self._apply(self._flow.press(Key(key), now_s))
            if key == Key.NEXT and self._exercise is not None:
                self._next()

    def _pick(self, key: str) -> None:
        exercises = self._options.exercises
        if key in ("up", "down"):
            self._cursor = (self._cursor + (1 if key == "down" else -1)) % len(exercises)
        elif key in ("enter", "space"):
            self._choose(exercises[self._cursor])
        elif key.isdigit() and 1 <= int(key) <= len(exercises):
            self._choose(exercises[int(key) - 1])

    def _next(self) -> None:
        if self._flow.stage is Stage.CLOSED:
            return
        names = [exercise.id for exercise in self._options.exercises]
        at = names.index(self._exercise.id) if self._exercise and self._exercise.id in names else -1
        self._choose(self._options.exercises[(at + 1) % len(names)])

    def _screenshot(self) -> None:
        folder = self._options.record or Path()
        path = folder / f"formcheck-{datetime.now():%Y%m%d-%H%M%S-%f}.png"
        image = self._draw(time.monotonic(), self._source.status())
        try:
            folder.mkdir(parents=True, exist_ok=True)
            written, data = cv2.imencode(".png", cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
            if not written:
                raise OSError("the picture cannot be encoded")
            with replacing(path) as temporary:
                temporary.write_bytes(data.tobytes())
        except OSError as error:
            self._say(f"The screenshot could not be saved: {error.strerror or error}")
            return
        self._say(f"Saved {path.name}")
        self._tell(f"Screenshot: {path}")

    def _say(self, text: str) -> None:
        self._toast = text, time.monotonic() + TOAST_S

    def _report(self) -> None:
        """Tell the terminal what has happened meanwhile."""
        for notes in (self._source.notes, self._sound.notes):
            while notes:
                self._tell(f"Note: {notes.pop(0)}")

    # --- drawing ---

    def _draw(self, now_s: float, status: Status) -> Image:
        if self._screen is None:
            self._screen = Screen(*FIRST_SIZE, self._exercise)
        picture = self._last
        image = blank(*self._screen.size) if picture is None else picture.image
        show = self._show(now_s, status)
        return self._screen.draw(image, show)

    def _show(self, now_s: float, status: Status) -> Show:
        show = replace(self._stage_show(now_s), help=self._help, mirror=self._mirror)
        toast, until_s = self._toast
        if now_s < until_s:
            show = replace(show, toast=toast)
        if status.health in (Health.GOOD, Health.ENDED) or show.page:
            return show
        return self._with_camera_trouble(show, status)

    def _with_camera_trouble(self, show: Show, status: Status) -> Show:
        text = status.problem[:1].upper() + status.problem[1:]
        text = text or "Looking for the camera"
        notes: tuple[str, ...] = ()
        if status.health is Health.LOST:
            notes = (f"Trying again for {status.left_s:.0f} s",)
        elif status.health is Health.GONE:
            notes = ("Given up: q quits",)
        verdict = Verdict.NOT_ASSESSED if status.health is Health.STARTING else Verdict.FAULT
        return replace(show, message=text, verdict=verdict, notes=notes, arrow=0, hand=Hand())

    def _stage_show(self, now_s: float) -> Show:
        flow, current = self._flow, self._set
        match flow.stage:
            case Stage.PICKER:
                return Show(nobody(), page=_picker(self._options.exercises, self._cursor))
            case Stage.SAFETY if self._exercise:
                return Show(nobody(), page=_safety(self._exercise))
            case Stage.SUMMARY:
                return Show(nobody(), page=self._summary)
            case Stage.COUNTDOWN:
                return self._countdown()
            case Stage.SET if current:
                return self._running(current)
            case Stage.PAUSED if current:
                return self._paused(current)
        return self._setup()

    def _skeleton(self) -> FrameResult:
        """The person as the model sees them, for while nothing is judged."""
        xy_px = self._pose.xy_px if self._pose.found else None
        subject = self._guide.subject if self._guide else None
        return replace(nobody(), xy_px=xy_px, near_side=subject.view.near_side if subject else None)

    def _setup(self) -> Show:
        name = self._exercise.name if self._exercise else ""
        if not self._watcher.ready or not self._advice.text:
            return Show(nobody(), small=name, message="One moment", verdict=Verdict.NOT_ASSESSED)
        advice = self._advice
        if advice.ready:
            message, verdict = "Raise a hand above your head to start", Verdict.GOOD
        else:
            message, verdict = advice.text, Verdict.BORDERLINE
        arrow = advice.arrow if self._mirror else -advice.arrow
        return Show(
            self._skeleton(),
            small=name,
            message=message,
            verdict=verdict,
            arrow=arrow,
            hand=self._hand,
        )

    def _countdown(self) -> Show:
        flow, current = self._flow, self._set
        if flow.in_set and current:
            left = flow.count_s or 0.0
            frame = replace(self._skeleton(), counts=current.counts)
            return Show(
                frame,
                counters=True,
                big=str(max(1, int(np.ceil(left)))),
                big_size=2.2,
                message="Get ready",
            )
        if flow.count_s is None:
            advice = self._advice
            asked = advice.text if not advice.ready else "Hand down, and stand still"
            if self._exercise and self._exercise.posture == "all-fours" and advice.ready:
                asked = "Hold still"
            return Show(
                self._skeleton(),
                small="Get ready",
                message=asked,
                verdict=Verdict.BORDERLINE,
                arrow=advice.arrow if self._mirror else -advice.arrow,
            )
        return Show(
            self._skeleton(),
            big=str(max(1, int(np.ceil(flow.count_s)))),
            big_size=2.2,
            message="Hold still",
        )

    def _head(self, current: LiveSet) -> tuple[str, str]:
        """Timer and pace, with the target where there is one."""
        options = self._options
        lasted_s = current.lasted_s
        big = clock(max(0.0, options.target_s - lasted_s) if options.target_s else lasted_s)
        small = current.pace()
        if options.target_reps:
            done = f"{current.reps} of {options.target_reps}"
            small = f"{done} · {small}" if small else done
        elif options.target_s:
            small = small or "left"
        return big, small

    def _running(self, current: LiveSet) -> Show:
        big, small = self._head(current)
        said = current.said()
        asked = "Keep your hand up to pause" if self._hand.xy_px is not None else ""
        return Show(
            current.frame(),
            counters=True,
            big=big,
            small=small,
            message=said.text if said else asked,
            verdict=said.verdict if said else Verdict.NOT_ASSESSED,
            notes=() if said else tuple(current.notes()),
            hand=self._hand,
        )

    def _paused(self, current: LiveSet) -> Show:
        small = f"at {clock(current.lasted_s)}"
        frame = replace(self._skeleton(), counts=current.counts)
        verdict, notes = Verdict.NOT_ASSESSED, ("Hand kept up for three seconds: the set is over",)
        if self._flow.why is Why.PERSON:
            message, notes = "Come back into the picture", ("Your counts are kept",)
            if self._pose.found and not self._advice.ready:
                message = self._advice.text
        elif self._flow.why is Why.CAMERA:
            message, notes = "One moment: the camera", ("Your counts are kept",)
        else:
            message = "Raise a hand to go on"
        return Show(
            frame,
            counters=True,
            big="Paused",
            small=small,
            message=message,
            verdict=verdict,
            notes=notes,
            dim=0.55,
            hand=self._hand,
        )


def _picker(exercises: tuple[Exercise, ...], cursor: int) -> Page:
    lines = [title("What will you do?")]
    for i, exercise in enumerate(exercises):
        chosen = i == cursor
        lines.append(Line(f"{i + 1}   {exercise.name}", 1.15, 700, chosen=chosen, indent=True))
        lines.append(Line(exercise.description, 0.8, muted=True, indent=True))
    lines.append(Line("Press its number, or choose with the arrow keys and Enter", 0.85, 600))
    return tuple(lines)


def _safety(exercise: Exercise) -> Page:
    lines = [title(f"Before you start: {exercise.name.lower()}")]
    lines += [Line(note, mark=Verdict.BORDERLINE) for note in exercise.safety]
    lines.append(Line("Space: I have read this", 1.0, 600))
    return tuple(lines)


class _StoppedError(Exception):
    """Nobody waits for the video any more."""


class _Drawer:
    """Draws the annotated videos of finished sets, one by one, while no set is under way."""

    def __init__(self) -> None:
        self._idle = threading.Event()
        self._idle.set()
        self._jobs: list[threading.Thread] = []
        self._recorders: list[SetRecorder] = []
        self._stopped = False

    def idle(self, idle: bool) -> None:
        """Say whether there is time to draw."""
        if idle:
            self._idle.set()
        else:
            self._idle.clear()

    def draw(self, recorder: SetRecorder, session: Session, exercise: Exercise) -> None:
        """Draw a video, after those before it."""
        before = self._jobs[-1] if self._jobs else None

        def progress(_: float) -> None:
            if self._stopped:
                raise _StoppedError
            self._idle.wait()

        def work() -> None:
            if before is not None:
                before.join()
            if not self._stopped:
                with suppress(_StoppedError):
                    recorder.annotate(session, exercise, progress)

        self._recorders.append(recorder)
        self._jobs.append(threading.Thread(target=work, name="drawer", daemon=True))
        self._jobs[-1].start()

    def close(self, tell: Callable[[str], None]) -> None:
        """Finish what is begun; a Ctrl-C leaves the videos undrawn."""
        self._idle.set()
        if any(job.is_alive() for job in self._jobs):
            tell("Drawing the annotated video (Ctrl-C leaves it out) …")
        try:
            for job in self._jobs:
                while job.is_alive():
                    job.join(0.2)
        except KeyboardInterrupt:
            self._stopped = True
            tell("Left out: formcheck analyze draws it from raw.mp4.")
        for recorder in self._recorders:
            for problem in recorder.problems:
                tell(f"Error: {problem}")


__all__ = ["KEYS", "App", "Finished", "Options", "Spent"]
