"""From the choice of an exercise to the summary, by raised hand, by key and by what is seen."""

from dataclasses import dataclass, field
from typing import Any

from formcheck.live.camera.health import Health
from formcheck.live.stage import Effect, Flow, Key, Seen, Stage, Why

FRAME_S = 1.0 / 30.0


@dataclass
class Run:
    """A run in which time goes by, thirty frames a second."""

    flow: Flow = field(default_factory=lambda: Flow(Stage.SETUP))
    now_s: float = 0.0
    effects: list[Effect] = field(default_factory=list)

    def see(self, seconds: float = FRAME_S, **seen: Any) -> "Run":  # noqa: ANN401
        until_s = self.now_s + seconds
        facts = {"ready": True, "person": True, "still": True, **seen}
        while self.now_s < until_s - 1e-9:
            self.now_s += FRAME_S
            self.effects += self.flow.see(Seen(now_s=self.now_s, **facts))
        return self

    def press(self, key: Key) -> "Run":
        self.effects += self.flow.press(key, self.now_s)
        return self

    def at(self) -> Stage:
        return self.flow.stage


def in_a_set() -> Run:
    run = Run().see(1.0).see(sign="raised").see(3.5)
    assert run.at() is Stage.SET
    assert run.effects == [Effect.BEGIN]
    run.effects.clear()
    return run


def test_safety_comes_first_and_once() -> None:
    run = Run(Flow(Stage.PICKER))
    run.flow.choose(0.0, notes_s=5.0)
    assert run.see(1.0).press(Key.PAUSE).at() is Stage.SETUP
    assert run.effects == [Effect.SAFETY_READ]
    run.flow.choose(5.0, notes_s=0.0)
    assert run.at() is Stage.SETUP


def test_a_hand_says_that_the_safety_notes_were_read_after_the_time_it_takes_to_read_them() -> None:
    run = Run(Flow(Stage.PICKER))
    run.flow.choose(0.0, notes_s=5.0)
    assert run.see(4.9, sign="raised").at() is Stage.SAFETY
    assert run.see(0.2).at() is Stage.SAFETY
    assert run.see(sign="raised").at() is Stage.SETUP
    assert run.effects == [Effect.SAFETY_READ]


def test_esc_leads_back_to_the_choice_and_ends_a_set() -> None:
    run = Run().press(Key.BACK)
    assert (run.at(), run.effects) == (Stage.PICKER, [])
    run = in_a_set().press(Key.BACK)
    assert (run.at(), run.effects) == (Stage.PICKER, [Effect.END])


def test_enter_ends_a_set_running_or_paused_and_nothing_else() -> None:
    run = in_a_set().press(Key.END)
    assert (run.at(), run.effects) == (Stage.SUMMARY, [Effect.END])
    run = in_a_set().press(Key.PAUSE).press(Key.END)
    assert (run.at(), run.effects) == (Stage.SUMMARY, [Effect.END])
    assert Run().press(Key.END).at() is Stage.SETUP


def test_a_hand_starts_a_set_if_the_person_stands_right() -> None:
    assert Run().see(1.0, ready=False).see(sign="raised", ready=False).at() is Stage.SETUP
    assert Run().see(1.0).see(sign="raised").at() is Stage.COUNTDOWN


def test_a_key_starts_a_set_however_the_person_stands() -> None:
    run = Run().see(1.0, ready=False).press(Key.PAUSE).see(3.2, ready=False)
    assert run.at() is Stage.SET


def test_the_countdown_waits_for_standing_still() -> None:
    run = Run().see(sign="raised").see(5.0, still=False)
    assert run.at() is Stage.COUNTDOWN
    assert run.flow.count_s is None
    assert not run.flow.frames_count
    assert run.see(1.0).flow.frames_count
    run.see(0.5, still=False).see(3.2)
    assert run.at() is Stage.SET
    assert run.effects == [Effect.BEGIN, Effect.BEGIN]  # the second neutral counts


def test_on_the_floor_standing_right_starts_by_itself() -> None:
    run = Run(Flow(Stage.SETUP, on_the_floor=True))
    assert run.see(2.0, still=False).at() is Stage.SETUP
    assert run.see(4.5).at() is Stage.SET


def test_going_on_waits_for_the_right_position() -> None:
    run = in_a_set().see(sign="raised").see(1.0).see(sign="raised")
    assert run.see(5.0, ready=False).at() is Stage.COUNTDOWN
    assert run.see(3.2).at() is Stage.SET


def test_a_person_who_starts_in_the_last_second_is_not_sent_back() -> None:
    run = Run().see(sign="raised").see(2.3).see(1.0, still=False)
    assert run.at() is Stage.SET


def test_a_hand_pauses_and_goes_on() -> None:
    run = in_a_set().see(sign="raised")
    assert run.at() is Stage.PAUSED
    assert not run.flow.frames_count
    assert run.see(20.0).at() is Stage.PAUSED  # by itself it does not go on
    run.see(sign="raised").see(3.2)
    assert run.at() is Stage.SET
    assert run.effects == [Effect.RESUME]


def test_a_hand_kept_up_ends_the_set() -> None:
    run = in_a_set().see(sign="raised").see(2.0).see(sign="kept")
    assert run.at() is Stage.SUMMARY
    assert run.effects == [Effect.END]
    assert run.see(sign="raised").at() is Stage.SETUP  # and another one begins again


def test_space_pauses_and_goes_on() -> None:
    run = in_a_set().press(Key.PAUSE)
    assert (run.at(), run.flow.why) == (Stage.PAUSED, Why.ASKED)
    assert run.press(Key.PAUSE).see(3.2).at() is Stage.SET


def test_a_set_pauses_until_the_person_is_back() -> None:
    run = in_a_set().see(0.5, person=False)
    assert run.at() is Stage.SET  # for a moment
    run.see(0.8, person=False)
    assert (run.at(), run.flow.why) == (Stage.PAUSED, Why.PERSON)
    assert run.see(60.0, person=False).at() is Stage.PAUSED
    assert run.see(0.5).at() is Stage.PAUSED
    assert run.see(0.7).at() is Stage.SET
    assert run.effects == [Effect.RESUME]


def test_a_camera_that_is_lost_pauses_and_one_that_is_gone_ends() -> None:
    run = in_a_set().see(camera=Health.LOST)
    assert (run.at(), run.flow.why) == (Stage.PAUSED, Why.CAMERA)
    assert run.see(1.2).at() is Stage.SET
    run.see(camera=Health.LOST).see(camera=Health.GONE)
    assert run.at() is Stage.SUMMARY
    assert run.effects == [Effect.RESUME, Effect.END]


def test_the_end_of_a_file_ends_the_set_once() -> None:
    run = in_a_set().see(1.0, camera=Health.ENDED)
    assert run.at() is Stage.SUMMARY
    assert run.effects == [Effect.END]


def test_the_target_ends_the_set() -> None:
    assert in_a_set().see(done=True).at() is Stage.SUMMARY


def test_quitting_keeps_the_set() -> None:
    for run in (in_a_set(), in_a_set().press(Key.PAUSE)):
        assert run.press(Key.QUIT).at() is Stage.CLOSED
        assert run.effects == [Effect.END]
    assert Run().press(Key.QUIT).effects == []


def test_restart_and_next_end_the_set_first() -> None:
    assert in_a_set().press(Key.RESTART).effects == [Effect.END]
    assert in_a_set().press(Key.RESTART).at() is Stage.SETUP
    assert in_a_set().press(Key.NEXT).effects == [Effect.END]


def test_a_countdown_without_a_person_goes_back_to_the_setup() -> None:
    run = Run().see(sign="raised").see(1.5, person=False, ready=False, still=False)
    assert run.at() is Stage.SETUP
