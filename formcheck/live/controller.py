"""Carries out what `Flow` decides: begins and ends sets, speaks, and chooses what is shown.

The controller knows neither the window nor a clock: the loop passes the time.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from formcheck.analysis import needs_outline
from formcheck.body.view import ViewKind
from formcheck.exercises.spec import Exercise
from formcheck.live.camera.health import Health, Status
from formcheck.live.camera.source import LivePicture
from formcheck.live.choices import Choices
from formcheck.live.exercise_choice import ExerciseChoice
from formcheck.live.options import LiveOptions
from formcheck.live.outcome import FrameOutcome, add_frame
from formcheck.live.person.person_in_view import PersonInView
from formcheck.live.replays import Replays
from formcheck.live.set.sets import Sets
from formcheck.live.stage import Effect, Flow, Key, Seen, Stage, Why
from formcheck.live.window.heard import Beat
from formcheck.live.window.page import Page
from formcheck.live.window.picker import Picker, Setting
from formcheck.live.window.scenes import JUDGING, Scene, keep_page, safety_page, seconds_to_read
from formcheck.live.window.screen import nobody
from formcheck.live.window.sound import Sound
from formcheck.live.window.summary import summary_page
from formcheck.report.folder import REVIEW
from formcheck.results import FrameResult
from formcheck.system.settings import notes_seen, remember_notes


class Controller:
    """Carries out one run of `formcheck live`.

    Args:
        options: what the user has chosen.
        person: finds, follows and advises the person.
        sets: begins and ends sets.
        sound: plays tones and speaks.
        redraw: draws the window now; called before a long set is judged, which takes seconds.
        use_camera: takes the pictures of another camera from now on, see `Choices`.
        anybody_s: after a pause longer than this, anybody who stands right may continue the set.

    Attributes:
        flow: the stage of the run; it decides what comes next.
        replays: what is seen again, beside the stages.
    """

    def __init__(
        self,
        options: LiveOptions,
        person: PersonInView,
        sets: Sets,
        sound: Sound,
        redraw: Callable[[], None],
        use_camera: Callable[[str], None],
        *,
        anybody_s: float = 8.0,
    ) -> None:
        self._choices = Choices(options, use_camera)
        self.flow = Flow(Stage.ASK if self._choices.keep is None else Stage.PICKER)
        self._options = options
        self._person, self._sets, self._sound, self._redraw = person, sets, sound, redraw
        self._anybody_s = anybody_s
        self.replays = Replays()
        self._exercises = ExerciseChoice(options.exercises)
        self._size, self._fps = (0, 0), 0.0  # of the pictures
        self._judging = False
        self._summary: Page = ()  # of the last set
        self._review: Path | None = None  # its page

    @property
    def review(self) -> Path | None:
        """The review page of the set whose summary is shown; None where it is not recorded."""
        return self._review if self.flow.stage is Stage.SUMMARY else None

    @property
    def screenshots_folder(self) -> Path:
        """Where screenshots are saved."""
        return self._choices.screenshots_folder

    @property
    def watching(self) -> bool:
        """Whether the pose model runs: not while the first pages wait for a key."""
        return self.flow.stage not in (Stage.ASK, Stage.PICKER)

    @property
    def playing(self) -> bool:
        """Whether a file that is played goes on: not while notes are read, which takes time."""
        return self.watching and self.flow.stage is not Stage.SAFETY

    # --- pictures ---

    def see(self, picture: LivePicture, status: Status, now_s: float) -> FrameOutcome:
        """Act on the next picture. `PersonInView.see` must have taken who is in it.

        Args:
            picture: the newest one.
            status: of the camera.
            now_s: on a clock that never goes back.
        """
        person, flow = self._person, self.flow
        height, width = picture.image.shape[:2]
        self._size, self._fps = (width, height), status.fps
        self._follow(picture, now_s)
        if flow.stage in (Stage.SETUP, Stage.COUNTDOWN, Stage.PAUSED):
            person.advise(picture, status.fps, now_s)
        ready = bool(person.advice and person.advice.ready)
        counts = {Stage.SETUP: ready, Stage.SAFETY: not flow.reading_s}
        person.read_hand(counts=counts.get(flow.stage, True))
        current, outcome = self._sets.current, FrameOutcome()
        if flow.frames_count and current:
            outcome = add_frame(current, picture, person.pose, self._sound)
        seen = Seen(
            now_s=now_s,
            ready=ready,
            person=person.pose.found,
            still=person.still,
            camera=status.health,
            sign=self.replays.sign(person.hand, flow.stage),
            done=bool(current and self._choices.target.reached(current)),
        )
        before = Beat.of(flow)
        self._apply(flow.see(seen))
        self.replays.step(now_s, flow.stage, person.pose, current, self._exercises.chosen)
        tone = Beat.of(flow).tone_after(before)
        if tone:
            self._sound.play(tone)
        return outcome

    def see_nothing(self, status: Status, now_s: float) -> None:
        """Act on trouble with the camera while no picture comes."""
        if status.health is not Health.GOOD:
            self._apply(self.flow.see(Seen(now_s=now_s, camera=status.health)))
        self.replays.tick(now_s, self.flow.stage)

    def consult_in_pause(self) -> None:
        """Use second opinions during a pause; during a set `LiveSet.add_frame` does it."""
        if self._sets.current and self.flow.stage is Stage.PAUSED:
            self._sets.current.consult(paused=True)

    def _follow(self, picture: LivePicture, now_s: float) -> None:
        """During a set, ignore everybody but the person whose set it is."""
        flow = self.flow
        paused = flow.stage is Stage.PAUSED
        if not flow.in_set or (paused and flow.why is Why.ASKED):
            return
        if paused and now_s - flow.since_s > self._anybody_s:
            self._person.follow_anybody()
        self._person.follow()

    # --- keys ---

    def press(self, key: str, now_s: float) -> None:
        """Do what a key asks for, by its name; keys without a meaning are ignored."""
        stage = self.flow.stage
        if stage is Stage.CLOSED or self.replays.press(key, stage):
            return
        if stage is Stage.ASK and key in ("y", "n"):
            self._choices.answer(keep=key == "y")
            self.flow.answered(now_s)
            self.begin(now_s)
        elif stage is Stage.PICKER and key not in (Key.QUIT, Key.RESTART, Key.NEXT, Key.BACK):
            self._pick(key, now_s)
        elif stage is Stage.SAFETY and key == "enter":
            self._apply(self.flow.press(Key.PAUSE, now_s))
        elif key in tuple(Key):
            self._apply(self.flow.press(Key(key), now_s))
            if key == Key.NEXT and self._exercises.chosen:
                self.choose(self._exercises.after, now_s)
            if key == Key.BACK:
                self._exercises.go_back()

    def _pick(self, key: str, now_s: float) -> None:
        exercise = self._exercises.press(key)
        if exercise:
            self.choose(exercise, now_s)
        else:
            self._choices.press(key, self._exercises.at_cursor)

    def begin(self, now_s: float) -> None:
        """Begin with the exercise that the command line names, once no question is open."""
        if self._options.chosen and self.flow.stage is not Stage.ASK:
            self.choose(self._options.chosen, now_s)

    def choose(self, exercise: Exercise, now_s: float) -> None:
        """Begin with an exercise; its safety notes are shown first where they were never read."""
        self._exercises.chosen = exercise
        self._person.advise_for(exercise)
        self._person.pose_finder.load(outline=needs_outline(exercise))
        unread = not set(exercise.safety) <= notes_seen("read")
        self.flow.on_the_floor = exercise.posture == "all-fours"
        self.flow.choose(now_s, notes_s=seconds_to_read(exercise.safety) if unread else 0.0)

    # --- what follows ---

    def _apply(self, effects: list[Effect]) -> None:
        for effect in effects:
            if effect is Effect.BEGIN:
                self._begin_set()
            elif effect is Effect.RESUME and self._sets.current:
                self._sets.current.resume()
            elif effect is Effect.END:
                self.end_set()
            elif effect is Effect.SAFETY_READ and self._exercises.chosen:
                remember_notes("read", self._exercises.chosen.safety)
        current = self._sets.current
        if current and self.flow.stage is Stage.SET and not current.lasted_s:
            current.go()
        if self.flow.stage in (Stage.SETUP, Stage.PICKER):
            self._sets.discard()  # a countdown was broken off
        self._sets.rest(self.flow.stage in (Stage.COUNTDOWN, Stage.SET))

    def _begin_set(self) -> None:
        exercise = self._exercises.chosen
        if exercise is None:
            return
        level = self._choices.level_of(exercise)
        self._person.follow_anybody()
        model, folder = self._person.pose_finder.name, self._choices.folder_for(exercise)
        current = self._sets.begin(exercise, level, self._size, model, self._fps, folder)
        self.replays.begin_set(current)

    def end_set(self) -> None:
        """Judge the set under way and make its summary, if one has begun."""
        current, exercise = self._sets.current, self._exercises.chosen
        if current is None or exercise is None:
            return
        if not current.lasted_s:
            self._sets.discard()
            return
        self._sound.play("end")
        self._judging = True
        self._redraw()
        session = self._sets.end(exercise)
        self._judging = False
        self.replays.end_set(session, exercise, current.pictures, self.flow.stage)
        recorder = current.recorder if session else None
        saved = recorder.folder if recorder and not recorder.problems else None
        self._review = saved / REVIEW if saved else None
        self._summary = summary_page(session, exercise, current.lasted_s, saved)

    # --- what is shown ---

    def scene(self, status: Status) -> Scene:
        """Return what the window shows now.

        Args:
            status: of the camera.
        """
        person = self._person
        return Scene(
            flow=self.flow,
            exercise=self._exercises.chosen,
            advice=person.advice if person.pose_finder.ready else None,
            skeleton=nobody() if self.flow.stage is Stage.SET else self._skeleton(),
            hand=person.hand,
            current=self._sets.current,
            target=self._choices.target,
            page=self._page(status),
            replay=None if self._judging else self.replays.moment,
            replay_keys=self.replays.keys(self.flow.stage),
            rate=person.frame_rate(status.fps),
            view=self._view(),
            fixed=self._choices.fixed,
        )

    def _page(self, status: Status) -> Page | Picker:
        if self._judging:
            return JUDGING
        if self.flow.stage is Stage.ASK:
            return keep_page(self._choices.sets_folder)
        if self.flow.stage is Stage.PICKER:
            exercises, at = self._options.exercises, self._exercises.cursor
            heard = Setting("v", "Sound", self._sound.words, self._sound.trouble)
            return self._choices.page(exercises, at, status, heard)
        if self.flow.stage is Stage.SAFETY and self._exercises.chosen:
            return safety_page(self._exercises.chosen, self._person.hand, self.flow.reading_s)
        return self._summary if self.flow.stage is Stage.SUMMARY else ()

    def _view(self) -> ViewKind:
        """Return the view of the person: that of the set, or else that of the advice."""
        moment = self._sets.current.moment if self._sets.current else None
        if moment and moment.view.kind != "unknown":
            return moment.view.kind
        subject = self._person.subject
        return subject.view.kind if subject else "unknown"

    def _skeleton(self) -> FrameResult:
        """Return the skeleton that the pose model found; it is drawn while nothing is judged."""
        pose, subject = self._person.pose, self._person.subject
        return replace(
            nobody(),
            xy_px=pose.xy_px if pose.found else None,
            near_side=subject.view.near_side if subject else None,
        )
