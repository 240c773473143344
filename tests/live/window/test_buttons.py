"""What can be clicked, and which key a click is."""

import numpy as np
import pytest

from formcheck.exercises.spec import Exercise
from formcheck.live.stage import Flow, Stage
from formcheck.live.window.actions import ACTIONS, actions_of
from formcheck.live.window.button import key_at
from formcheck.live.window.key_bar import key_bar
from formcheck.live.window.page import Line, page_plate, title
from formcheck.live.window.scenes import safety_page
from formcheck.overlay import Overlay


def middle(box: tuple[int, int, int, int]) -> tuple[int, int]:
    return (box[0] + box[2]) // 2, (box[1] + box[3]) // 2


def test_the_bar_says_what_the_keys_do_in_each_stage() -> None:
    meanings = {stage: {a.key: a.meaning for a in ACTIONS[stage]} for stage in Stage}
    assert meanings[Stage.SET]["space"] == "pause"
    assert meanings[Stage.PAUSED]["space"] == "go on"
    assert meanings[Stage.PICKER]["enter"] == "choose"
    for stage in Stage:
        if stage is not Stage.CLOSED:
            assert meanings[stage]["q"] == "quit"
        if stage not in (Stage.ASK, Stage.PICKER, Stage.CLOSED):
            assert meanings[stage]["esc"] == "exercises"
    resuming = Flow(Stage.COUNTDOWN, _resuming=True)
    assert actions_of(resuming)[0].meaning == "pause"
    assert actions_of(Flow(Stage.COUNTDOWN))[0].meaning == "stop"


def test_what_the_command_line_has_decided_has_no_button() -> None:
    picker = Flow(Stage.PICKER)
    assert {"c", "k"} <= {action.key for action in actions_of(picker)}
    assert not {"c", "k"} & {action.key for action in actions_of(picker, fixed="ck")}
    assert actions_of(Flow(Stage.SET), fixed="ck") == actions_of(Flow(Stage.SET))


@pytest.mark.parametrize("width", [320, 480, 640, 1280, 1920])
def test_buttons_stand_beside_each_other_and_quitting_is_among_them(width: int) -> None:
    for stage in (Stage.SET, Stage.SAFETY):
        sprite, buttons = key_bar(Overlay(width, 400), ACTIONS[stage], 50)
        assert sprite.size == (width, 50)
        assert {"space", "q"} <= {button.key for button in buttons} or width < 480
        edges = [edge for button in buttons for edge in (button.box[0], button.box[2])]
        assert edges == sorted(edges)
        assert 0 <= edges[0] < edges[-1] <= width
    wide = key_bar(Overlay(1920, 1000), ACTIONS[Stage.SET], 77)[1]
    assert {"space", "enter", "esc", "r", "n", "f", "q"} <= {button.key for button in wide}


def test_in_a_narrow_window_buttons_stand_in_two_lines() -> None:
    sprite, buttons = key_bar(Overlay(720, 1100), ACTIONS[Stage.SET], 50, lines=2)
    assert sprite.size == (720, 100)
    assert {button.box[1] for button in buttons} == {0, 50}
    assert {"space", "enter", "esc", "n", "r", "q"} <= {button.key for button in buttons}


def test_a_click_on_a_line_of_a_page_is_its_key(butt_kicks: Exercise) -> None:
    overlay = Overlay(1280, 720)
    (_, left, top), (read,) = page_plate(overlay, safety_page(butt_kicks))
    assert key_at([read], *middle(read.box)) == "space"
    assert key_at([read], left, top) == ""


def test_the_button_under_the_pointer_looks_different() -> None:
    page = (title("Which?"), Line("One", key="1"), Line("Two", key="2"))
    overlay = Overlay(640, 480)
    plain, pointed = (page_plate(overlay, page, key)[0][0] for key in ("", "1"))
    assert plain.size == pointed.size
    assert (plain.colour != pointed.colour).any()
    bar, lit = (key_bar(overlay, ACTIONS[Stage.SET], 40, pointed=k)[0].colour for k in ("", "q"))
    assert np.abs(bar.astype(int) - lit).max() > 20
