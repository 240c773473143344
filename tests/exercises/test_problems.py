"""What a coach is told about a mistake in an exercise file."""

from dataclasses import dataclass

import pytest

from tests.exercises.files import BOUNCE, KICKBACK, TEXT, edited, refused


@dataclass(frozen=True)
class Slip:
    """An edit gone wrong, and what the message must name: the place, and what is valid."""

    old: str
    new: str
    named: tuple[str, ...]
    text: str = TEXT


SLIPS = {
    "key of the file": Slip("rep_word =", "repword =", ("repword", "unknown key", "rep_word")),
    "key of a rule": Slip(
        'explain = "The ham', 'explian = "The ham', ('"heel-not-to-glutes"', "explian", "explain")
    ),
    "key of a limit": Slip(
        "fault_below = 105.0",
        "fault_belo = 105.0",
        ('"heel-not-to-glutes"', "limits[1]", "fault_belo", "fault_below"),
    ),
    "key of a value": Slip(
        BOUNCE,
        'value = { measure = "mid_hip_height_ll", reduc = "range" }',
        ('"bouncing"', "reduc", "reduce"),
    ),
    "key of a level": Slip(
        "[rules.levels.warm-up]\nborderline_below",
        "[rules.levels.warm-up]\nborder_below",
        ('"low-cadence"', "warm-up", "border_below", "borderline_below"),
    ),
    "key of an inline limit": Slip(
        "swing_range = { borderline_below",
        "swing_range = { borderline_belo",
        ('"missing-arm-drive"', "swing_range", "borderline_belo", "borderline_below"),
    ),
    "measure of a rule": Slip(
        BOUNCE,
        'value = { measure = "hip_height", reduce = "range" }',
        ('"bouncing"', '"hip_height"; did you mean "mid_hip_height_ll"?'),
    ),
    "measure like no other": Slip(
        BOUNCE,
        'value = { measure = "oomph", reduce = "range" }',
        ('"bouncing"', '"oomph"; there are', "mid_hip_height_ll", "knee_flexion_deg"),
    ),
    "measure of the count": Slip(
        'signal = "shank_inclination_deg"',
        'signal = "shank_angle_deg"',
        ("reps.signal", '"shank_angle_deg"', "shank_inclination_deg"),
    ),
    "measure of the count that is not of one leg": Slip(
        'signal = "shank_inclination_deg"',
        'signal = "trunk_inclination_deg"',
        ("reps.signal", '"trunk_inclination_deg" is not of one leg', "shank_inclination_deg"),
    ),
    "measure of the count from behind that is not of one leg": Slip(
        'rear_signal = "leg_away_ll"',
        'rear_signal = "shoulder_tilt_deg"',
        ("reps.rear_signal", '"shoulder_tilt_deg" is not of one leg', "leg_away_ll"),
        KICKBACK,
    ),
    "no measure of the count": Slip(
        'signal = "shank_inclination_deg"', 'signal = ""', ("reps.signal", "must not be empty")
    ),
    "measure of a column": Slip(
        '{ measure = "heel_gap_th"',
        '{ measure = "heel_gap"',
        ("rep_measures", '"heel_gap"', "heel_gap_th"),
    ),
    "kind": Slip(
        'kind = "threshold"', 'kind = "treshold"', ('"heel-not-to-glutes"', "treshold", "threshold")
    ),
    "no kind": Slip('kind = "threshold"\n', "", ('"heel-not-to-glutes"', "kind")),
    "phase": Slip(
        'phase = "stride"', 'phase = "step"', ("phase", '"step"; did you mean "stride"?')
    ),
    "reduce": Slip(
        '"heel_gap_th", reduce = "min"',
        '"heel_gap_th", reduce = "low"',
        ("heel_gap_th.reduce", '"low"; there are: change, dwell', "median"),
    ),
    "leg": Slip('leg = "stance"', 'leg = "standing"', ("leg", "stance", "working")),
    "view": Slip('views = ["side"]', 'views = ["sied"]', ("views[1]", 'did you mean "side"?')),
    "a number for a choice": Slip('phase = "stride"', "phase = 5", ("phase", "text in quotes")),
    "missing title": Slip('title = "Vertical bounce"\n', "", ('"bouncing"', "title", "missing")),
    "missing id of a rule": Slip('id = "bouncing"\n', "", ("rules[4]", "id", "missing")),
    "empty id of a rule": Slip('id = "bouncing"', 'id = ""', ("rules[4].id", "empty")),
    "least over most": Slip(
        "least = 10", "least = 30", ('"rep-target"', "least 30", "most 20"), KICKBACK
    ),
    "missing value": Slip(BOUNCE + "\n", "", ('"bouncing"', "value", "missing")),
    "missing id": Slip('id = "butt-kicks"\n', "", ("id", "missing")),
    "a word for a number": Slip(
        "fault_below = 105.0", 'fault_below = "low"', ('"heel-not-to-glutes"', "fault_below", "num")
    ),
    "a number for a word": Slip('title = "Vertical bounce"', "title = 5", ('"bouncing"', "title")),
    "a word for a list": Slip('views = ["side"]', 'views = "side"', ("views",)),
    "a negative height": Slip("min_height = 20.0", "min_height = -25.0", ("min_height", "0")),
    "fault inside borderline": Slip(
        "fault_below = 105.0",
        "fault_below = 125.0",
        ('"heel-not-to-glutes"', "limits[1]", "inside"),
    ),
    "fault inside borderline, above": Slip(
        "borderline_above = 0.12", "borderline_above = 0.32", ('"bouncing"', "limits[1]", "inside")
    ),
    "no limit at all": Slip(
        "borderline_below = 120.0\nfault_below = 105.0\n",
        "",
        ('"heel-not-to-glutes"', "limits[1]", "fault_above", "fault_below"),
    ),
    "two rules of one name": Slip('id = "bouncing"', 'id = "thigh-swing"', ('"thigh-swing"',)),
    "default level": Slip(
        'default_level = "warm-up"', 'default_level = "warmup"', ('"warmup"', "levels")
    ),
    "a comma in a number": Slip("fault_below = 105.0", "fault_below = 105,0", ("line ", "TOML")),
    "an open quote": Slip('title = "Vertical bounce"', 'title = "Vertical', ("line ", "TOML")),
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_slip_is_reported_in_one_line_with_file_place_and_valid_names(slip: Slip) -> None:
    message = refused(edited(slip.old, slip.new, slip.text))
    assert message.startswith("mine.toml: ")
    assert "\n" not in message
    for named in slip.named:
        assert named in message
    for jargon in ("pydantic", "Traceback", "validation error", "type=", "Input should"):
        assert jargon not in message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('views = ["side"]', 'views = "side"'),
        (BOUNCE, 'value = "mid_hip_height_ll"'),
        ("fault_below = 105.0", 'fault_below = "low"'),
    ],
)
def test_a_coach_need_not_know_python(old: str, new: str) -> None:
    message = refused(edited(old, new))
    assert not any(word in message for word in ("tuple", "dictionary", "instance", "parse"))


def test_a_typo_in_a_required_key_is_shown_as_typed() -> None:
    assert "elbow_que" in refused(edited("elbow_cue =", "elbow_que ="))


def test_the_keys_that_would_be_valid_are_those_of_the_place() -> None:
    slip = KICKBACK.replace("unless = { value", "unless = { vale", 1)
    assert "valid here: value, above, below" in refused(slip)


def test_a_name_may_be_that_of_a_kind_of_rule() -> None:
    slip = edited(
        "[rep_measures]\n", '[rep_measures]\ncadence = { measure = "hip_flexion_deg", x = 1 }\n'
    )
    assert "rep_measures.cadence.x: unknown key; valid here: measure" in refused(slip)


@pytest.mark.parametrize(
    ("old", "legs", "tempo"),
    [
        ("take_turns = true", "alternating", "fast"),
        ("take_turns = false", "unilateral", "slow"),
        ("take_turns = false\ntogether = true", "together", "slow"),
        ("together = true", "together", "fast"),
    ],
)
def test_keys_of_an_older_version_are_reported_with_their_replacement(
    old: str, legs: str, tempo: str
) -> None:
    message = refused(edited("[reps]\n", f"[reps]\n{old}\n"))
    assert f'write legs = "{legs}" and tempo = "{tempo}" instead' in message


@pytest.mark.parametrize("text", ["", "rules = []", "[[rules]]\n", "just words"])
def test_no_exercise_at_all(text: str) -> None:
    message = refused(text)
    assert message.startswith("mine.toml: ")
    assert "\n" not in message
