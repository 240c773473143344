"""The session in front of the camera: newest picture, pose, verdict, drawing, window."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import cv2

from formcheck.analysis import needs_outline
from formcheck.body.view import ViewKind
from formcheck.exercises.spec import Exercise
from formcheck.live.camera.capture import LivePicture, Source
from formcheck.live.camera.health import Health, Status
from formcheck.live.person.gesture import Hand, HandSign
from formcheck.live.person.guide import Advice, Guide
from formcheck.live.person.watch import Bystanders, Watcher
from formcheck.live.person.whose import Whose
from formcheck.live.set.draw_later import DrawLater
from formcheck.live.set.one_set import LiveSet
from formcheck.live.set.record import SetRecorder, free_folder
from formcheck.live.set.second import OtherProcess
from formcheck.live.stage import Effect, Flow, Key, Seen, Stage, Why
from formcheck.live.window.panels import Page
from formcheck.live.window.screen import Screen, Show, blank, nobody
from formcheck.live.window.sound import Sound
from formcheck.live.window.summary import summary_page
from formcheck.live.window.views import (
    JUDGING,
    Scene,
    Target,
    left_counter_on,
    picker_page,
    safety_page,
    show_of,
    with_camera_trouble,
)
from formcheck.live.window.window import Window
from formcheck.poses.pose import Pose
from formcheck.results import FrameResult, Session
from formcheck.system.arrays import Image
from formcheck.system.files import replacing
from formcheck.system.memory import give_back
from formcheck.system.settings import notes_seen, remember_notes

WAIT_S = 0.015  # for a picture, before the window is looked after
GIVE_BACK_S = 30.0  # between times that unused memory is given back
REDRAW_S = 0.1  # so often the window is drawn where no picture comes
TOAST_S = 3.0
ANYBODY_S = 8.0  # after a pause as long as this whoever stands right may go on
GIVE_UP_AFTER_S = 2.0  # a stranger is followed for no longer
FIRST_SIZE = 1280, 720


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
        target: when a set is over.
        model: a ``.task`` bundle; the one that comes with formcheck when None.
    """

    exercises: tuple[Exercise, ...]
    chosen: Exercise | None = None
    level: str = ""
    record: Path | None = None
    mirror: bool = True
    voice: bool = False
    target: Target = field(default_factory=Target)
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
        self._drawer = DrawLater()
        self._recorders: list[SetRecorder] = []
        self._sets = 0
        self._screen: Screen | None = None
        self._guide: Guide | None = None
        self._hand_sign, self._hand = HandSign(), Hand()
        self._whose = Whose()
        self._stranger_since_s: float | None = None
        self._advice: Advice | None = None
        self._set: LiveSet | None = None
        self._summary: Page = ()
        self._last: LivePicture | None = None
        self._pose = Pose.nobody(0.0)
        self._drawn_s = 0.0
        self._gave_back_s = time.monotonic()
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
            self._close()
        return self._last is not None

    def _close(self) -> None:
        """Judge what is open and close everything; what fails does not keep the rest open."""
        with ExitStack() as stack:  # the last one first
            stack.callback(self._tell_broken_off)
            stack.callback(self._report)
            stack.callback(self._watcher.close)
            if self._bystanders:
                stack.callback(self._bystanders.close)
            stack.callback(self._sound.close)
            stack.callback(self._drawer.close, self._tell)
            stack.callback(self._end_set)
            stack.callback(self._window.close)
            stack.callback(self._source.stop)

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
        if self._set and self._flow.stage is Stage.PAUSED:
            self._set.listen(paused=True)
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
        if now_s - self._gave_back_s >= GIVE_BACK_S:
            self._gave_back_s = now_s
            give_back()

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
            ready=bool(self._advice and self._advice.ready),
            person=theirs.found,
            still=bool(self._guide and self._guide.still) and self._hand.xy_px is None,
            camera=status.health,
            sign=self._hand.sign,
            done=bool(self._set and self._options.target.reached(self._set)),
        )
        self._apply(flow.see(seen))
        spent.engine_s = time.perf_counter() - begin_s

    def _without_picture(self, now_s: float, status: Status) -> None:
        if status.health is not Health.GOOD:
            self._apply(self._flow.see(Seen(now_s=now_s, camera=status.health)))

    def _theirs(self, picture: LivePicture) -> Pose:
        """The pose, unless it is another person's than that whose set it is."""
        flow = self._flow
        if not flow.in_set or (flow.stage is Stage.PAUSED and flow.why is Why.ASKED):
            return self._pose
        if flow.stage is Stage.PAUSED and time.monotonic() - flow.since_s > ANYBODY_S:
            self._whose = Whose()
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
                remember_notes("read", self._exercise.safety)
        current = self._set
        if current and self._flow.stage is Stage.SET and not current.lasted_s:
            current.go()
        if self._flow.stage is Stage.SETUP and self._set:  # a countdown that was broken off
            self._set.discard()
            self._set = None
        busy = self._flow.stage in (Stage.COUNTDOWN, Stage.SET)
        self._drawer.rest(busy)

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
            self._recorders.append(recorder)
        self._whose = Whose()
        level = self._options.level if self._options.level in self._exercise.levels else ""
        model = self._watcher.name
        second = OtherProcess(self._exercise, level, width, height, model)
        self._set = LiveSet(self._exercise, level, width, height, model, recorder, second)

    def _end_set(self) -> None:
        """Judge and keep the set that is under way, if one is."""
        current, self._set = self._set, None
        if current is None or self._exercise is None:
            return
        if not current.lasted_s:
            current.discard()
            return
        self._show_judging()
        session = current.finish()
        recorder = current.recorder if session else None
        self._summary = summary_page(
            session,
            self._exercise,
            current.counts,
            current.lasted_s,
            current.pace(),
            str(recorder.folder) if recorder and not recorder.problems else "",
        )
        if session is None:
            self._tell("The set was too short to be judged.")
            return
        self._sets += 1
        self._finished(Finished(f"set {self._sets}", self._exercise, session, recorder))
        if recorder:
            self._drawer.draw(recorder, session, self._exercise)

    def _show_judging(self) -> None:
        """Say in the window what takes seconds after a long set."""
        show = self._show(time.monotonic(), self._source.status())
        if self._screen and self._last:
            self._window.show(self._screen.draw(self._last.image, replace(show, page=JUDGING)))
            self._window.keys()

    def _choose(self, exercise: Exercise | None) -> None:
        """Begin with an exercise, or let one be picked."""
        self._exercise, self._screen, self._guide = exercise, None, None
        self._advice = None
        if exercise is None:
            return
        self._watcher.load(outline=needs_outline(exercise))
        unread = not set(exercise.safety) <= notes_seen("read")
        self._flow.on_the_floor = exercise.posture == "all-fours"
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
        for recorder in self._recorders:
            for problem in recorder.news():
                self._tell(f"Error: {problem}")

    def _tell_broken_off(self) -> None:
        """Name the video of a set that a second Ctrl-C left unfinished: its name is hidden."""
        for recorder in self._recorders:
            if path := recorder.broken_off():
                self._tell(f"{path} is the video of the set so far: rename it, it plays")

    # --- drawing ---

    def _draw(self, now_s: float, status: Status) -> Image:
        if self._screen is None:
            self._screen = Screen(*FIRST_SIZE, self._exercise)
        picture = self._last
        image = blank(*self._screen.size) if picture is None else picture.image
        show = self._show(now_s, status)
        return self._screen.draw(image, show)

    def _show(self, now_s: float, status: Status) -> Show:
        show = with_camera_trouble(show_of(self._scene(status)), status)
        toast, until_s = self._toast
        return replace(
            show,
            arrow=show.arrow if self._mirror else -show.arrow,
            toast=toast if now_s < until_s else "",
            help=self._help,
            mirror=self._mirror,
            left_counter_on=left_counter_on(self._view_kind(), mirror=self._mirror),
        )

    def _view_kind(self) -> ViewKind:
        """How the person stands to the camera."""
        moment = self._set.moment if self._set else None
        if moment and moment.view.kind != "unknown":
            return moment.view.kind
        subject = self._guide.subject if self._guide else None
        return subject.view.kind if subject else "unknown"

    def _scene(self, status: Status) -> Scene:
        known = self._watcher.ready and self._advice is not None
        return Scene(
            flow=self._flow,
            exercise=self._exercise,
            advice=self._advice if known else None,
            skeleton=self._skeleton(),
            hand=self._hand,
            current=self._set,
            target=self._options.target,
            page=self._page(),
            fps=status.fps,
        )

    def _page(self) -> Page:
        if self._flow.stage is Stage.PICKER:
            return picker_page(self._options.exercises, self._cursor)
        if self._flow.stage is Stage.SAFETY and self._exercise:
            return safety_page(self._exercise)
        return self._summary

    def _skeleton(self) -> FrameResult:
        """The person as the model sees them, for while nothing is judged."""
        xy_px = self._pose.xy_px if self._pose.found else None
        subject = self._guide.subject if self._guide else None
        return replace(nobody(), xy_px=xy_px, near_side=subject.view.near_side if subject else None)
