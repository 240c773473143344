"""From the choice of an exercise to the summary, by raised hand, by key and by what is seen."""

from dataclasses import dataclass, field
from typing import Any

from formcheck.live.camera.health import Health
from formcheck.live.stage import Effect, Flow, Key, Seen, Stage, Why

FRAME_S = 1.0 / 30.0


@dataclass
class Evening:
    """Time that goes by, thirty frames a second."""

    flow: Flow = field(default_factory=lambda: Flow(Stage.SETUP))
    now_s: float = 0.0
    effects: list[Effect] = field(default_factory=list)

    def see(self, seconds: float = FRAME_S, **seen: Any) -> "Evening":  # noqa: ANN401
        until_s = self.now_s + seconds
        facts = {"ready": True, "person": True, "still": True, **seen}
        while self.now_s < until_s - 1e-9:
            self.now_s += FRAME_S
            self.effects += self.flow.see(Seen(now_s=self.now_s, **facts))
        return self

    def press(self, key: Key) -> "Evening":
        self.effects += self.flow.press(key, self.now_s)
        return self

    def at(self) -> Stage:
        return self.flow.stage


def in_a_set() -> Evening:
    evening = Evening().see(1.0).see(sign="raised").see(3.5)
    assert evening.at() is Stage.SET
    assert evening.effects == [Effect.NEUTRAL]
    evening.effects.clear()
    return evening


def test_safety_comes_first_and_once() -> None:
    evening = Evening(Flow(Stage.PICKER))
    evening.flow.choose(0.0, safety_first=True)
    assert evening.see(1.0, sign="raised").at() is Stage.SAFETY  # it takes a key
    assert evening.press(Key.PAUSE).at() is Stage.SETUP
    assert evening.effects == [Effect.SAFETY_READ]
    evening.flow.choose(5.0, safety_first=False)
    assert evening.at() is Stage.SETUP


def test_a_hand_starts_a_set_if_the_person_stands_right() -> None:
    assert Evening().see(1.0, ready=False).see(sign="raised", ready=False).at() is Stage.SETUP
    assert Evening().see(1.0).see(sign="raised").at() is Stage.COUNTDOWN


def test_a_key_starts_a_set_however_the_person_stands() -> None:
    evening = Evening().see(1.0, ready=False).press(Key.PAUSE).see(3.2, ready=False)
    assert evening.at() is Stage.SET


def test_the_countdown_waits_for_standing_still() -> None:
    evening = Evening().see(sign="raised").see(5.0, still=False)
    assert evening.at() is Stage.COUNTDOWN
    assert evening.flow.count_s is None
    assert not evening.flow.taking
    assert evening.see(1.0).flow.taking
    evening.see(0.5, still=False).see(3.2)
    assert evening.at() is Stage.SET
    assert evening.effects == [Effect.NEUTRAL, Effect.NEUTRAL]  # the second neutral counts


def test_on_the_floor_standing_right_starts_by_itself() -> None:
    evening = Evening(Flow(Stage.SETUP, on_the_floor=True))
    assert evening.see(2.0, still=False).at() is Stage.SETUP
    assert evening.see(4.5).at() is Stage.SET


def test_going_on_waits_for_the_right_position() -> None:
    evening = in_a_set().see(sign="raised").see(1.0).see(sign="raised")
    assert evening.see(5.0, ready=False).at() is Stage.COUNTDOWN
    assert evening.see(3.2).at() is Stage.SET


def test_a_person_who_starts_in_the_last_second_is_not_sent_back() -> None:
    evening = Evening().see(sign="raised").see(2.3).see(1.0, still=False)
    assert evening.at() is Stage.SET


def test_a_hand_pauses_and_goes_on() -> None:
    evening = in_a_set().see(sign="raised")
    assert evening.at() is Stage.PAUSED
    assert not evening.flow.taking
    assert evening.see(20.0).at() is Stage.PAUSED  # by itself it does not go on
    evening.see(sign="raised").see(3.2)
    assert evening.at() is Stage.SET
    assert evening.effects == [Effect.RESUME]


def test_a_hand_kept_up_ends_the_set() -> None:
    evening = in_a_set().see(sign="raised").see(2.0).see(sign="kept")
    assert evening.at() is Stage.SUMMARY
    assert evening.effects == [Effect.END]
    assert evening.see(sign="raised").at() is Stage.SETUP  # and another one begins again


def test_space_pauses_and_goes_on() -> None:
    evening = in_a_set().press(Key.PAUSE)
    assert (evening.at(), evening.flow.why) == (Stage.PAUSED, Why.ASKED)
    assert evening.press(Key.PAUSE).see(3.2).at() is Stage.SET


def test_a_set_pauses_until_the_person_is_back() -> None:
    evening = in_a_set().see(0.5, person=False)
    assert evening.at() is Stage.SET  # for a moment
    evening.see(0.8, person=False)
    assert (evening.at(), evening.flow.why) == (Stage.PAUSED, Why.PERSON)
    assert evening.see(60.0, person=False).at() is Stage.PAUSED
    assert evening.see(0.5).at() is Stage.PAUSED
    assert evening.see(0.7).at() is Stage.SET
    assert evening.effects == [Effect.RESUME]


def test_a_camera_that_is_lost_pauses_and_one_that_is_gone_ends() -> None:
    evening = in_a_set().see(camera=Health.LOST)
    assert (evening.at(), evening.flow.why) == (Stage.PAUSED, Why.CAMERA)
    assert evening.see(1.2).at() is Stage.SET
    evening.see(camera=Health.LOST).see(camera=Health.GONE)
    assert evening.at() is Stage.SUMMARY
    assert evening.effects == [Effect.RESUME, Effect.END]


def test_the_end_of_a_file_ends_the_set_once() -> None:
    evening = in_a_set().see(1.0, camera=Health.ENDED)
    assert evening.at() is Stage.SUMMARY
    assert evening.effects == [Effect.END]


def test_the_target_ends_the_set() -> None:
    assert in_a_set().see(done=True).at() is Stage.SUMMARY


def test_quitting_keeps_the_set() -> None:
    for evening in (in_a_set(), in_a_set().press(Key.PAUSE)):
        assert evening.press(Key.QUIT).at() is Stage.CLOSED
        assert evening.effects == [Effect.END]
    assert Evening().press(Key.QUIT).effects == []


def test_restart_and_next_end_the_set_first() -> None:
    assert in_a_set().press(Key.RESTART).effects == [Effect.END]
    assert in_a_set().press(Key.RESTART).at() is Stage.SETUP
    assert in_a_set().press(Key.NEXT).effects == [Effect.END]


def test_a_countdown_without_a_person_goes_back_to_the_setup() -> None:
    evening = Evening().see(sign="raised").see(1.5, person=False, ready=False, still=False)
    assert evening.at() is Stage.SETUP
