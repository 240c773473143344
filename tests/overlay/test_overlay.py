"""Counters, cues and notes over a picture."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.overlay import Overlay
from formcheck.overlay.colours import VERDICT_COLOURS
from formcheck.overlay.layout import Box
from formcheck.poses.landmarks import Landmark, Side
from formcheck.results import BackEdge, Count, FrameResult, JudgedAngle, Verdict
from formcheck.system.arrays import FloatArray, Image

SIZES = [(320, 240), (300, 404), (640, 480), (1280, 720), (480, 848), (1080, 1920)]
LONGEST_CUE = "Pull your heel all the way up to your glutes"
NOTES = (
    "Knee tracking not assessed: it needs a front view – turn to face the camera",
    "Tempo not assessed: 10 frames a second is too few",
)
# A person seen from the right who kicks the right heel up, in heights of the picture.
STANDING = {
    "NOSE": (0.05, 0.25),
    "SHOULDER": (0.0, 0.38),
    "ELBOW": (0.03, 0.48),
    "WRIST": (0.08, 0.42),
    "HIP": (0.0, 0.58),
    "KNEE": (0.01, 0.75),
    "ANKLE": (-0.01, 0.91),
    "HEEL": (-0.02, 0.93),
    "FOOT_INDEX": (0.04, 0.93),
}
KICKING = {"ANKLE": (-0.13, 0.69), "HEEL": (-0.15, 0.67), "FOOT_INDEX": (-0.15, 0.74)}


def person(width: int, height: int) -> FloatArray:
    points = np.empty((len(Landmark), 2))
    for landmark in Landmark:
        name = landmark.name.removeprefix("LEFT_").removeprefix("RIGHT_")
        at = STANDING.get(name, STANDING["NOSE" if landmark < 11 else "WRIST"])
        if landmark.name.startswith("RIGHT"):
            at = KICKING.get(name, at)
        points[landmark] = at
    points[Landmark.LEFT_EAR] = points[Landmark.RIGHT_EAR] = (0.01, 0.25)
    return points * height + (width / 2, 0)


def result(
    xy_px: FloatArray | None,
    *,
    working: Side | None = None,
    verdict: Verdict = Verdict.NOT_ASSESSED,
    angle: bool = False,
    attempts: int = 7,
    cue: str = "",
    notes: tuple[str, ...] = (),
) -> FrameResult:
    knee = (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE)
    return FrameResult(
        index=0,
        time_s=0.0,
        xy_px=xy_px,
        near_side="right",
        working=working,
        working_verdict=verdict,
        angle=JudgedAngle(*knee, value_deg=72.4, label="knee") if angle else None,
        counts={"left": Count(attempts, 5), "right": Count(8, 6)},
        cue=cue,
        cue_verdict=Verdict.FAULT,
        notes=notes,
    )


def grey(width: int, height: int) -> Image:
    return np.full((height, width, 3), 128, np.uint8)


def changed(before: Image, after: Image) -> Box:
    """The rectangle in which two pictures differ."""
    rows, columns = np.nonzero((before != after).any(axis=2))
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


def drawn(size: tuple[int, int], frame: FrameResult) -> Image:
    return Overlay(*size).draw(grey(*size), frame)


@pytest.mark.parametrize("size", SIZES)
def test_nobody_in_the_picture_still_shows_both_counters(size: tuple[int, int]) -> None:
    width, height = size
    picture = drawn(size, result(None))
    left, top, right, bottom = changed(grey(*size), picture)
    margin = Overlay(*size).layout.margin
    assert (left, top, right) == (margin, margin, width - margin)
    assert bottom < 0.3 * height
    middle = picture[:, round(0.49 * width) : round(0.51 * width)]
    assert (middle == 128).all()


@pytest.mark.parametrize("size", SIZES)
def test_another_count_changes_the_leg_s_own_corner_alone(size: tuple[int, int]) -> None:
    width, height = size
    frame = result(person(*size), working="right", verdict=Verdict.GOOD, angle=True)
    before = drawn(size, frame)
    after = drawn(size, replace(frame, counts={**frame.counts, "left": Count(19, 5)}))
    _, _, right, bottom = changed(before, after)
    assert right < width / 2
    assert bottom < 0.3 * height


def test_a_larger_number_moves_nothing_beside_it() -> None:
    size = (640, 480)
    seven, eighteen = (drawn(size, result(None, attempts=n)) for n in (7, 18))
    _, _, right, bottom = changed(seven, eighteen)
    plate = changed(grey(320, 480), seven[:, :320])
    assert right < (plate[0] + plate[2]) / 2, "the good ones stay where they are"
    assert bottom < plate[3] - 15, "and so does the caption"


def test_left_counter_can_go_to_the_right_corner() -> None:
    overlay = Overlay(640, 480, left_counter_on="right")
    seven, eight = (overlay.draw(grey(640, 480), result(None, attempts=n)) for n in (7, 8))
    assert changed(seven, eight)[0] > 320


def test_the_counter_uses_the_exercise_s_word_for_a_rep() -> None:
    kicks = Overlay(640, 480).draw(grey(640, 480), result(None))
    squats = Overlay(640, 480, rep_word="squats").draw(grey(640, 480), result(None))
    assert (kicks != squats).any()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("cue", ["Kick higher", LONGEST_CUE, LONGEST_CUE + ", " + LONGEST_CUE])
def test_cue_is_large_and_within_the_margin(size: tuple[int, int], cue: str) -> None:
    width, height = size
    overlay = Overlay(*size)
    without = overlay.draw(grey(*size), result(None))
    left, top, right, bottom = changed(without, overlay.draw(grey(*size), result(None, cue=cue)))
    assert left >= overlay.layout.margin
    assert right <= width - overlay.layout.margin
    assert bottom == height - overlay.layout.margin
    assert top > 0.7 * height
    if cue != LONGEST_CUE + ", " + LONGEST_CUE:
        # A plate is at least a cap height and two paddings high: 1.75 type sizes.
        assert bottom - top > 1.75 * min(0.043 * height, 0.055 * width)


@pytest.mark.parametrize("size", SIZES)
def test_notes_stand_above_the_cue_and_leave_room_for_the_person(size: tuple[int, int]) -> None:
    _, height = size
    overlay = Overlay(*size)
    empty = overlay.draw(grey(*size), result(None))
    cue = overlay.draw(grey(*size), result(None, cue=LONGEST_CUE))
    both = overlay.draw(grey(*size), result(None, cue=LONGEST_CUE, notes=NOTES))
    notes = overlay.draw(grey(*size), result(None, notes=NOTES))
    assert changed(empty, notes)[3] == height - overlay.layout.margin
    assert changed(empty, both)[1] > 0.68 * height
    if height >= 400:  # in the smallest picture the cue alone has room
        assert changed(empty, both)[1] < changed(empty, cue)[1]


def test_a_note_is_whole_or_absent() -> None:
    overlay = Overlay(640, 480)
    many = overlay.draw(grey(640, 480), result(None, notes=(*NOTES, NOTES[0], *NOTES)))
    three = overlay.draw(grey(640, 480), result(None, notes=(*NOTES, NOTES[0])))
    endless = overlay.draw(grey(640, 480), result(None, notes=(" ".join(NOTES * 9),)))
    np.testing.assert_array_equal(many, three)
    np.testing.assert_array_equal(endless, overlay.draw(grey(640, 480), result(None)))


def arc_shows(picture: Image, points: FloatArray) -> bool:
    """Whether white is met on three ways between the thigh, carried on, and the right shin."""
    knee = points[Landmark.RIGHT_KNEE]
    thigh, shin = (points[Landmark[f"RIGHT_{name}"]] - knee for name in ("HIP", "ANKLE"))
    for share in (0.35, 0.5, 0.65):
        way = (1 - share) * shin / np.hypot(*shin) - share * thigh / np.hypot(*thigh)
        steps = np.arange(0.2, 1, 0.01) * np.hypot(*shin)
        x, y = np.rint(knee[:, None] + way[:, None] / np.hypot(*way) * steps).astype(int)
        if not (picture[y, x].min(axis=1) > 240).any():
            return False
    return True


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("at", [(0.15, 0.5), (0.5, 0.5), (0.85, 0.5), (0.97, 0.6), (0.03, 0.6)])
@pytest.mark.parametrize("facing", [1, -1])
def test_the_value_of_an_angle_is_off_its_arc_and_in_the_picture(
    size: tuple[int, int], at: tuple[float, float], facing: int
) -> None:
    """The value is the one thing that another number changes."""
    points = (person(*size) - (size[0] / 2, 0)) * (facing, 1)
    points += np.array(at) * size - points[Landmark.RIGHT_KNEE]
    frame = result(points, working="right", verdict=Verdict.GOOD, angle=True)
    assert frame.angle is not None
    overlay = Overlay(*size)
    one, other = (
        overlay.draw(grey(*size), replace(frame, angle=replace(frame.angle, value_deg=value)))
        for value in (111, 188)
    )
    left, top, right, bottom = changed(one, other)
    margin = overlay.layout.margin
    assert min(left, top, size[0] - right, size[1] - bottom) >= margin
    ankle_x = points[Landmark.RIGHT_ANKLE, 0]
    if 0 < ankle_x < size[0]:
        assert arc_shows(one, points)


def test_value_is_left_out_where_there_is_no_room_for_it() -> None:
    points = person(640, 480)
    points += np.array([320, 445]) - points[Landmark.RIGHT_KNEE]
    cue = f"{LONGEST_CUE}, {LONGEST_CUE}"
    frame = result(points, working="right", verdict=Verdict.GOOD, angle=True, cue=cue)
    assert frame.angle is not None
    other = replace(frame, angle=replace(frame.angle, value_deg=188))
    np.testing.assert_array_equal(drawn((640, 480), frame), drawn((640, 480), other))


def test_value_stands_in_front_of_a_bent_knee() -> None:
    points = person(640, 480)
    frame = result(points, working="right", verdict=Verdict.GOOD, angle=True)
    without_value = replace(frame, angle=None)
    left, _, right, _ = changed(drawn((640, 480), without_value), drawn((640, 480), frame))
    knee_x = points[Landmark.RIGHT_KNEE, 0]
    assert right - knee_x > knee_x - left


@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_working_leg_and_its_counter_have_the_verdict_s_colour(verdict: Verdict) -> None:
    def pixels(working: Side | None, part: slice) -> int:
        picture = drawn((640, 480), result(person(640, 480), working=working, verdict=verdict))
        return int((picture[part] == VERDICT_COLOURS[verdict]).all(axis=2).sum())

    for part in (slice(0, 110), slice(200, 480)):
        assert pixels("right", part) > pixels(None, part) + 100


def test_verdicts_differ_in_shape_where_there_is_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    for verdict in Verdict:
        monkeypatch.setitem(VERDICT_COLOURS, verdict, (120, 120, 120))
    for size in SIZES:
        pictures = [
            drawn(size, result(person(*size), working="right", verdict=verdict))
            for verdict in Verdict
        ]
        for number, one in enumerate(pictures):
            for other in pictures[:number]:
                far_apart = np.abs(one.astype(int) - other).max(axis=2) > 60
                assert far_apart[: size[1] // 3].sum() >= 5, "the counter's mark"
                assert far_apart[size[1] // 2 :].sum() >= 10, "the leg"


def test_a_leg_that_is_not_assessed_is_dashed() -> None:
    points = person(640, 480)
    knee, ankle = points[Landmark.RIGHT_KNEE], points[Landmark.RIGHT_ANKLE]
    x, y = np.rint(knee + (ankle - knee) * np.linspace(0.2, 0.8, 40)[:, None]).astype(int).T
    colours = {
        verdict: {
            tuple(pixel)
            for pixel in drawn((640, 480), result(points, working="right", verdict=verdict))[y, x]
        }
        for verdict in Verdict
    }
    assert (128, 128, 128) in colours.pop(Verdict.NOT_ASSESSED)
    for verdict, seen in colours.items():
        assert seen == {VERDICT_COLOURS[verdict]}


def test_far_side_is_thinner_than_near_side() -> None:
    points = person(640, 480)
    lone = np.full_like(points, np.nan)
    arms = {}
    for side in ("LEFT", "RIGHT"):
        only = lone.copy()
        for name in ("SHOULDER", "ELBOW"):
            only[Landmark[f"{side}_{name}"]] = points[Landmark[f"{side}_{name}"]]
        picture = drawn((640, 480), result(only))
        arms[side] = (picture != drawn((640, 480), result(None))).any(axis=2).sum()
    assert arms["LEFT"] < 0.8 * arms["RIGHT"]


def test_the_person_is_not_covered_by_plates_in_a_wide_picture() -> None:
    points = person(1280, 720)
    bare = grey(1280, 720)
    Overlay(1280, 720).draw(bare, result(None, notes=NOTES[:1]))
    for x, y in points[: Landmark.LEFT_ANKLE].astype(int):
        assert (bare[y, x] == 128).all()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "place", [np.nan, np.inf, -np.inf, 1e300, -1e9, 30_000.0, -50.0, 0.0], ids=str
)
def test_unknown_and_far_landmarks_are_not_drawn(size: tuple[int, int], place: float) -> None:
    everywhere = np.full((len(Landmark), 2), place)
    some = person(*size)
    some[::3] = place
    overlay = Overlay(*size)
    for points in (everywhere, some):
        for verdict in Verdict:
            frame = result(points, working="right", verdict=verdict, angle=True, cue=LONGEST_CUE)
            picture = overlay.draw(grey(*size), frame)
            assert picture.shape == (size[1], size[0], 3)
    if not abs(place) < 1000:
        nobody = overlay.draw(grey(*size), result(None))
        lost = overlay.draw(grey(*size), result(everywhere, angle=True))
        np.testing.assert_array_equal(lost, nobody)


def test_a_missing_ankle_leaves_the_rest_of_the_leg() -> None:
    points = person(640, 480)
    points[Landmark.RIGHT_ANKLE] = np.nan
    picture = drawn((640, 480), result(points, working="right", verdict=Verdict.GOOD, angle=True))
    thigh = points[[Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE]].mean(axis=0).astype(int)
    assert tuple(picture[thigh[1], thigh[0]]) == VERDICT_COLOURS[Verdict.GOOD]


def test_a_person_partly_out_of_the_picture_is_drawn_to_its_edge() -> None:
    points = person(640, 480)
    points[:, 0] += 640 - points[Landmark.RIGHT_KNEE, 0] + 20
    picture = drawn((640, 480), result(points, working="right", verdict=Verdict.FAULT, angle=True))
    assert (picture[250:, 560:] != 128).any()
    assert (picture[250:, :320] == 128).all()


def test_drawing_again_gives_the_same_pixels_and_leaves_the_frame_alone() -> None:
    points = person(640, 480)
    kept = points.copy()
    overlay = Overlay(640, 480)
    frame = result(
        points, working="right", verdict=Verdict.FAULT, angle=True, cue=LONGEST_CUE, notes=NOTES
    )
    first = overlay.draw(grey(640, 480), frame)
    overlay.draw(grey(640, 480), result(None, attempts=99))
    np.testing.assert_array_equal(overlay.draw(grey(640, 480), frame), first)
    np.testing.assert_array_equal(Overlay(640, 480).draw(grey(640, 480), frame), first)
    np.testing.assert_array_equal(points, kept)


def test_draws_in_place() -> None:
    image = grey(640, 480)
    assert Overlay(640, 480).draw(image, result(None)) is image
    assert (image != 128).any()


@pytest.mark.parametrize("size", [(16, 16), (64, 48), (160, 120), (100, 2000), (2000, 100)])
def test_odd_sizes_do_not_fail(size: tuple[int, int]) -> None:
    frame = result(
        person(*size), working="right", verdict=Verdict.FAULT, angle=True, cue="a" * 80, notes=NOTES
    )
    assert drawn(size, replace(frame, counts={"left": Count(12345, 1)})).shape[:2] == size[::-1]


@pytest.mark.parametrize(
    "image",
    [np.zeros((640, 480, 3), np.uint8), np.zeros((480, 640, 4), np.uint8)],
    ids=["turned", "with alpha"],
)
def test_a_picture_of_another_size_is_refused(image: Image) -> None:
    with pytest.raises(ValueError, match="640x480"):
        Overlay(640, 480).draw(image, result(None))


def test_a_leg_that_could_not_be_judged_has_no_number_of_good_kicks() -> None:
    frame = result(None)
    none_good = drawn((640, 480), replace(frame, counts={"left": Count(4, 0)}))
    not_judged = drawn((640, 480), replace(frame, counts={"left": Count(4, 0, not_judged=4)}))
    assert (none_good != not_judged).any()


def back_of(xy_px: FloatArray, verdict: Verdict, value_deg: float = 18.0) -> BackEdge:
    """An edge a fifth of the trunk behind the line from hip to shoulder."""
    hip, shoulder = xy_px[Landmark.LEFT_HIP], xy_px[Landmark.LEFT_SHOULDER]
    trunk = shoulder - hip
    behind = 0.2 * np.array([trunk[1], -trunk[0]])
    edge = hip + np.linspace(0.0, 0.9, 30)[:, None] * trunk + behind
    return BackEdge(edge, value_deg, verdict)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_edge_of_the_back_has_the_colour_of_its_verdict(
    size: tuple[int, int], verdict: Verdict
) -> None:
    xy_px = person(*size)
    frame = result(xy_px, working="right", verdict=Verdict.GOOD)
    back = back_of(xy_px, verdict)
    plain, shown = drawn(size, frame), drawn(size, replace(frame, back=back))
    x, y = back.xy_px[16].astype(int)
    near = shown[y - 2 : y + 3, x - 2 : x + 3].astype(int)
    assert np.abs(near - VERDICT_COLOURS[verdict]).sum(axis=2).min() < 40
    left, _, right, bottom = changed(plain, shown)
    width, height = size
    margin = Overlay(*size).layout.margin
    assert left >= margin
    assert right <= width - margin
    assert bottom < 0.7 * height  # it covers no leg


def test_the_bend_of_the_back_is_written_and_left_out_where_unknown() -> None:
    size = (640, 480)
    xy_px = person(*size)
    frame = result(xy_px, working="right", verdict=Verdict.GOOD)
    known, more, unknown = (
        drawn(size, replace(frame, back=back_of(xy_px, Verdict.GOOD, value)))
        for value in (18.0, 25.0, float("nan"))
    )
    assert (known != more).any()
    box, least = changed(unknown, known), changed(known, more)
    assert box[2] - box[0] > 2 * (least[2] - least[0])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_bend_of_the_back_is_framed_in_the_colour_of_its_verdict(
    size: tuple[int, int], verdict: Verdict
) -> None:
    xy_px = person(*size)
    frame = result(xy_px, working="right", verdict=Verdict.GOOD)
    unknown, known = (
        drawn(size, replace(frame, back=back_of(xy_px, verdict, value)))
        for value in (float("nan"), 18.0)
    )
    left, top, right, bottom = changed(unknown, known)
    frame_px = Overlay(*size).layout.arc_line
    for edge in (known[top : top + frame_px], known[bottom - frame_px : bottom]):
        middle = edge[:, (left + right) // 2].astype(int)
        assert np.abs(middle - VERDICT_COLOURS[verdict]).sum(axis=1).min() < 40


def test_a_back_that_is_hidden_throughout_draws_nothing() -> None:
    xy_px = person(640, 480)
    frame = result(xy_px, working="right", verdict=Verdict.GOOD)
    hidden = BackEdge(np.full((30, 2), np.nan), float("nan"), Verdict.NOT_ASSESSED)
    assert (drawn((640, 480), frame) == drawn((640, 480), replace(frame, back=hidden))).all()
