"""The loop of `formcheck live`: what the pose model saw, controller, window, keys."""

import math
import signal
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

from formcheck.analysis import needs_outline
from formcheck.live.camera.health import Health, Status
from formcheck.live.camera.opener import opener
from formcheck.live.camera.source import LivePicture, LiveSource
from formcheck.live.controller import Controller
from formcheck.live.options import LiveOptions
from formcheck.live.person.person_in_view import PersonInView
from formcheck.live.person.pose_finder import Look
from formcheck.live.set.sets import Finished, Sets
from formcheck.live.stage import Stage
from formcheck.live.timing import FrameTiming
from formcheck.live.window.browser import open_page
from formcheck.live.window.display import Display
from formcheck.live.window.screenshot import save_screenshot
from formcheck.live.window.sound import Sound
from formcheck.system.arrays import Image
from formcheck.system.memory import give_back
from formcheck.system.preferences import load_preferences, save_preferences
from formcheck.system.printable import printable
from formcheck.system.stopping import stop_at_once, when_told_to_stop


@dataclass(frozen=True, slots=True)
class LoopTimes:
    """How often the loop does its regular jobs, in seconds.

    Attributes:
        wait_s: longest wait for the pose model before the keys are read.
        shown_s: a picture is shown after this time, though the pose model is still busy.
        draw_share: such pictures are drawn only as far as drawing takes no more than this share of
            the time: on a starved computer it would take it from the model.
        redraw_s: the window is drawn this often where no picture comes.
        replay_s: the same while something is seen again.
        give_back_s: unused memory is given back to the system this often.
    """

    wait_s: float = 0.03
    shown_s: float = 0.03
    draw_share: float = 0.2
    redraw_s: float = 0.1
    replay_s: float = 0.03
    give_back_s: float = 30.0


class App:
    """One run of `formcheck live`. It must run on the main thread.

    Args:
        options: what the user has chosen.
        source: where the pictures come from; not started yet.
        tell: prints a line on the terminal.
        finished: called with every set that was judged.
        shown: called with the timing of every picture that was shown.
        times: how often the loop does its regular jobs.
    """

    def __init__(
        self,
        options: LiveOptions,
        source: LiveSource,
        *,
        tell: Callable[[str], None],
        finished: Callable[[Finished], None],
        shown: Callable[[FrameTiming], None] = lambda _: None,
        times: LoopTimes = LoopTimes(),
    ) -> None:
        self._options, self._source, self._times = options, source, times
        self._tell, self._shown = tell, shown
        self._display = Display(mirror=options.mirror, full=options.full_screen)
        self._person = PersonInView(options.model, source.newest)
        self._sound = Sound(voice=options.voice, tones=options.sounds)
        self._sets = Sets(tell=tell, finished=finished)
        self._controller = Controller(
            options, self._person, self._sets, self._sound, self._redraw, self._use_camera
        )
        self._drawn: LivePicture | None = None
        self._drawn_s = self._draw_took_s = 0.0
        self._waits_since_s = math.inf  # the first picture that was not shown yet
        self._gave_back_s = time.monotonic()
        self._stop = threading.Event()

    def run(self) -> bool:
        """Run until the window is closed; return whether any picture came.

        Raises:
            WindowError: no window can be opened.
            BackendError: the pose model cannot be loaded.
        """
        chosen = self._options.chosen
        first = chosen or self._options.exercises[0]
        self._person.pose_finder.load(outline=needs_outline(first))  # while the window opens
        self._display.open()
        self._source.start()
        with when_told_to_stop(self._told_to_stop):
            try:
                self._controller.begin(time.monotonic())
                while self._controller.flow.stage is not Stage.CLOSED and not self._gave_up():
                    self._turn()
                    if self._stop.is_set():
                        self._press("q")
            finally:
                self.stop()
                self._close()
        return self._source.delivered > 0

    def stop(self) -> None:
        """End in good order; may be called from any thread."""
        self._stop.set()

    def _turn(self) -> None:
        """Act on what the pose model saw, show the newest picture and read the keys."""
        timing = FrameTiming()
        finder = self._person.pose_finder
        finder.watching = self._controller.watching
        with timing.measure("wait_s"):
            left_s = max(self._due_s() - time.monotonic(), 0.001)
            looks = finder.looks(min(left_s, self._times.wait_s))
        status = self._source.status()
        if self._controller.playing and finder.ready:
            self._source.play()
        for look in looks:
            self._see(look, status, timing)
        if not looks:
            self._controller.see_nothing(status, time.monotonic())
        self._controller.consult_in_pause()
        for key in self._show(status, timing, at_once=bool(looks)):
            self._press(key)
        self._report()
        if time.monotonic() - self._gave_back_s >= self._times.give_back_s:
            self._gave_back_s = time.monotonic()
            give_back()

    def _due_s(self) -> float:
        """Return when the window must be drawn, even if the pose model has nothing new."""
        picture = self._source.latest
        if picture is None or picture is self._drawn:
            replaying = self._controller.replays.moment is not None
            return self._drawn_s + (self._times.replay_s if replaying else self._times.redraw_s)
        self._waits_since_s = min(self._waits_since_s, picture.available_s)
        rested_s = self._drawn_s + self._draw_took_s / self._times.draw_share
        return max(self._waits_since_s + self._times.shown_s, rested_s)

    def _see(self, look: Look, status: Status, timing: FrameTiming) -> None:
        """Let the controller act on what the pose model saw in a picture."""
        timing.pose_s = look.took_s
        with timing.measure("engine_s"):
            self._person.see(look)
            outcome = self._controller.see(look.picture, status, time.monotonic())
        timing.new_cue, timing.set_s = outcome.new_cue, outcome.set_s
        timing.rep_end_s, timing.waited_s = outcome.rep_end_s, outcome.waited_s

    def _show(self, status: Status, timing: FrameTiming, *, at_once: bool) -> list[str]:
        """Show the newest picture if it is time to; return the keys pressed meanwhile.

        Args:
            status: of the camera.
            timing: of this turn of the loop.
            at_once: whether something new was seen, and not only a picture has come.
        """
        now_s = time.monotonic()
        if not at_once and now_s < self._due_s():
            return self._display.keys()
        picture, before = self._source.latest, self._drawn
        self._drawn, self._drawn_s, self._waits_since_s = picture, now_s, math.inf
        keys = self._draw(status, timing)
        self._draw_took_s = time.monotonic() - now_s
        if picture is not None and picture is not before:
            timing.stage, timing.index = self._controller.flow.stage, picture.index
            timing.latency_s = time.monotonic() - picture.available_s
            self._shown(timing)
        return keys

    def _draw(self, status: Status, timing: FrameTiming) -> list[str]:
        """Draw and show the picture; return the keys pressed meanwhile."""
        with timing.measure("draw_s"):
            image = self._image(status)
        with timing.measure("show_s"):
            self._display.show(image)
            return self._display.keys()

    def _image(self, status: Status) -> Image:
        picture = self._drawn.image if self._drawn else None
        scene = self._controller.scene(status)
        return self._display.draw(picture, scene, status, time.monotonic())

    def _redraw(self) -> None:
        """Show the scene now, outside of the loop."""
        if self._drawn:
            self._display.show(self._image(self._source.status()))
            self._display.keys()

    def _press(self, key: str) -> None:
        if key == "s":
            self._save_screenshot()
        elif key == "v":
            self._switch_sound()
        elif key == "o" and self._controller.review:
            self._open_review(self._controller.review)
        elif not self._display.press(key):
            self._controller.press(key, time.monotonic())

    def _save_screenshot(self) -> None:
        image = self._image(self._source.status())
        try:
            path = save_screenshot(image, self._controller.screenshots_folder)
        except OSError as error:
            problem = f"The screenshot could not be saved: {error.strerror or error}"
            self._display.show_news(problem, time.monotonic())
            return
        where = printable("/".join(path.absolute().parts[-3:-1]))  # the terminal says it in full
        self._display.show_news(f"Screenshot saved in {where}", time.monotonic())
        self._tell(f"Screenshot: {path}")

    def _switch_sound(self) -> None:
        """Switch voice and sounds on or off, and remember it."""
        self._display.show_news(self._sound.switch(), time.monotonic())
        voice, sounds = self._sound.voice, self._sound.tones
        save_preferences(replace(load_preferences(), voice=voice, sounds=sounds))

    def _open_review(self, page: Path) -> None:
        """Open the review page of the last set in the user's browser."""
        if not page.exists():
            news = "The review page is being made: try again in a moment"
        elif open_page(page):
            news = "The review page opens in your browser"
        else:
            news = "No browser was found: the terminal says where the page is"
            self._tell(f"No browser was found. Open this page in one: {page}")
        self._display.show_news(news, time.monotonic())

    def _report(self) -> None:
        """Print what camera, sound and recorders have noted since the last call."""
        for notes in (self._source.notes, self._sound.notes):
            while notes:
                self._tell(f"Note: {notes.pop(0)}")
        for problem in self._sets.problems():
            self._tell(f"Error: {problem}")
            self._display.show_news("Not all is kept: the terminal says why", time.monotonic())

    def _gave_up(self) -> bool:
        """Return whether the source that the command line names never came.

        Without one, a camera is looked for again and again: the user may plug it in. On the first
        page a source that was lost is tried again, too, and a played file begins again.
        """
        health = self._source.status().health
        picking = self._controller.flow.stage in (Stage.ASK, Stage.PICKER)
        never_came = self._source.delivered == 0
        looked_for = picking or (never_came and not self._options.source)
        if (health is Health.GONE and looked_for) or (health is Health.ENDED and picking):
            self._source.reopen()
            return False
        return health is Health.GONE and never_came

    def _use_camera(self, name: str) -> None:
        """Take the pictures of another camera from now on; an empty name is the first one."""
        self._source.reopen(opener(None, name))

    def _told_to_stop(self, number: int, frame: FrameType | None) -> None:
        """End the run in good order; a Ctrl-C while it ends, the second one say, ends it at once.

        A closed terminal sends its signal more than once.
        """
        if number == signal.SIGINT and self._stop.is_set():
            with suppress(Exception):  # it may have come in the middle of a line
                self._tell_unjudged()
            stop_at_once(number, frame)
        self.stop()

    def _close(self) -> None:
        """Judge the set under way and close everything, even where one of them fails."""
        with ExitStack() as stack:  # the last one is called first
            stack.callback(self._tell_unjudged)
            stack.callback(self._report)
            stack.callback(self._person.close)
            stack.callback(self._sound.close)
            stack.callback(self._sets.close)
            stack.callback(self._controller.end_set)
            stack.callback(self._display.close)
            stack.callback(self._source.stop)

    def _tell_unjudged(self) -> None:
        """Say how to judge the sets that were broken off."""
        for folder in self._sets.unjudged():
            self._tell(f"Not judged yet: {folder}. To judge it: formcheck analyze {folder}")
