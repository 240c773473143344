"""What is seen again: two reps beside each other, with their numbers, at any size of the window."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.live.set.pictures import KeptPicture, SetPictures
from formcheck.live.set.replay import Caption, Panel, ReplayMoment
from formcheck.live.set.worst_and_best import Chosen
from formcheck.live.window.replay_view import ReplayView
from formcheck.live.window.replay_words import advice_of, heading_of, speed_of
from formcheck.poses.landmarks import Side
from formcheck.results import VERDICT_COLOURS, Check, Verdict
from formcheck.system.arrays import BoolArray, Image
from tests.live.set.reps import LEAN, STANDING, fault, heel, rep, seen

SIZES = [(640, 480), (1280, 720), (1920, 1080), (720, 1280), (320, 240)]
REACH = (500.0, 100.0, 800.0, 650.0)  # of a person who stands


def picture() -> KeptPicture:
    """A picture that is blue on the left and green on the right."""
    image = np.zeros((720, 1280, 3), np.uint8)
    image[:, :640], image[:, 640:] = (0, 0, 200), (0, 200, 0)
    pictures = SetPictures()
    pictures.add(image, seen(1.0))
    return pictures.last()[0]


def panel(check: Check, *, side: Side = "left", extreme: bool = True, alone: bool = False) -> Panel:
    one = rep(0, check, side=side)
    kind = "best" if check.verdict is Verdict.GOOD else "worst"
    frame = replace(
        seen(1.0),
        xy_px=STANDING.xy_px,
        working=side,
        working_verdict=check.verdict,
        leg_verdict=check.verdict,
    )
    chosen = Chosen(one, one.checks[0], extreme)
    return Panel(picture(), frame, REACH, Caption(kind, chosen, alone))  # type: ignore[arg-type]


def moment(*panels: Panel, share: float = 0.5) -> ReplayMoment:
    return ReplayMoment(panels, share, 0.5)


def of_colour(image: Image, verdict: Verdict) -> BoolArray:
    return np.asarray(np.all(image == VERDICT_COLOURS[verdict], axis=2))


@pytest.mark.parametrize("size", SIZES)
def test_both_reps_are_drawn_in_their_colours_and_nothing_overlaps(size: tuple[int, int]) -> None:
    image = ReplayView(*size, "kick").draw(
        moment(panel(heel(92.0)), panel(heel(130.0))), mirror=True
    )
    assert image.shape == (size[1], size[0], 3)
    bad, good = of_colour(image, Verdict.FAULT), of_colour(image, Verdict.GOOD)
    assert bad.sum() > 50
    assert good.sum() > 50
    # Side by side: people who stand are larger so, in a narrow window as well.
    assert np.flatnonzero(bad.any(axis=0)).max() < np.flatnonzero(good.any(axis=0)).min()


def test_people_on_all_fours_stand_above_each_other_in_a_narrow_window() -> None:
    wide = (100.0, 400.0, 1200.0, 700.0)
    panels = [replace(panel(heel(deg)), reach=wide) for deg in (92.0, 130.0)]
    image = ReplayView(720, 1280, "kick").draw(moment(*panels), mirror=False)
    bad, good = of_colour(image, Verdict.FAULT), of_colour(image, Verdict.GOOD)
    assert np.flatnonzero(bad.any(axis=1)).max() < np.flatnonzero(good.any(axis=1)).min()


def test_a_mirror_turns_the_picture() -> None:
    view = ReplayView(1280, 720, "kick")
    last = Panel(picture(), seen(1.0), None)
    for mirror in (False, True):
        image = view.draw(moment(last), mirror=mirror)
        row = image[image.shape[0] // 2]
        left = row[row.sum(axis=1) > 120][0]
        assert left[1 if mirror else 2] > 150


def test_the_person_is_cut_out_and_enlarged() -> None:
    near, far = REACH, (600.0, 300.0, 700.0, 500.0)
    heights = []
    for reach in (near, far):
        one = replace(panel(heel(92.0)), reach=reach)
        image = ReplayView(1280, 720, "kick").draw(moment(one), mirror=False)
        heights.append(np.ptp(np.flatnonzero(of_colour(image, Verdict.FAULT)[150:].any(axis=1))))
    assert heights[1] > 1.3 * heights[0]


def test_the_bar_at_the_bottom_says_how_far_it_is() -> None:
    view = ReplayView(1280, 720, "kick")
    ends = []
    for share in (0.25, 0.75):
        image = view.draw(moment(panel(heel(92.0)), share=share), mirror=True)
        ends.append(int((image[-1].sum(axis=1) > 300).sum()))
    assert ends == [320, 960]


def test_rep_number_and_limit_are_named() -> None:
    worst, best = panel(heel(92.3)), panel(heel(131.0), side="right")
    head = heading_of(worst.caption, "kick")
    assert (head.title, head.number, head.limit) == (
        "Worst: left leg",
        "knee 92°",
        "good from 120°",
    )
    assert head.verdict is Verdict.FAULT
    head = heading_of(best.caption, "kick")
    assert (head.title, head.number, head.limit) == ("Best: right leg", "knee 131°", "")
    assert advice_of(moment(worst, best)) == "Pull your heel all the way up to your glutes"
    assert advice_of(moment(best)) == ""
    assert speed_of(moment(best)).startswith("Slow motion, half speed")


def test_what_is_not_an_extreme_is_not_called_one() -> None:
    assert heading_of(panel(heel(92.0), extreme=False).caption, "kick").title == "Fault: left leg"
    assert heading_of(panel(heel(131.0), extreme=False).caption, "kick").title == "Good: left leg"
    alone = panel(heel(131.0), alone=True)
    assert heading_of(alone.caption, "kick").title == "Your best: left leg"


def test_a_part_of_another_side_is_named_with_it() -> None:
    lean = replace(fault(LEAN, 28.0, 20.0), measure="trunk_inclination_deg", part="trunk")
    caption = panel(lean).caption
    assert caption
    assert heading_of(caption, "kick").number == "lean 28°"
    other = replace(
        caption.chosen.check, measure="knee_flexion_deg", part="knee", part_side="right"
    )
    chosen = replace(caption.chosen, check=other)
    assert heading_of(replace(caption, chosen=chosen), "kick").number == "right knee 28°"
