"""The exercise file, and what a coach is told who has mistyped something in it."""

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import pytest

from formcheck.errors import ExerciseError
from formcheck.exercises.file import built_in, load_exercise, parse_exercise
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import MEASURES
from formcheck.results import Verdict
from formcheck.rules.threshold import ThresholdRule
from tests.conftest import Judge
from tests.synthetic import ButtKicks

FILES = resources.files("formcheck") / "exercises"
TEXT = (FILES / "butt-kicks.toml").read_text("utf-8")
KICKBACK = (FILES / "standing-kickback.toml").read_text("utf-8")
BOUNCE = 'value = { measure = "mid_hip_height_ll", reduce = "range" }'


def edited(old: str, new: str, text: str = TEXT) -> str:
    assert old in text, f"the exercise file has changed: {old}"
    return text.replace(old, new, 1)


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
        'signal = "shank_inclination_deg"', 'signal = ""', ("reps.signal", 'no measure ""')
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
        ("heel_gap_th.reduce", '"low"; there are change, dwell', "median"),
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


def refused(text: str) -> str:
    with pytest.raises(ExerciseError) as caught:
        parse_exercise(text, "mine.toml")
    return str(caught.value)


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_in_one_line_with_file_place_and_what_is_valid(slip: Slip) -> None:
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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[[rules.levels.tempo]]", "[[rules.levels.tempoo]]"),
        ("[rules.levels.conditioning]", "[rules.levels.conditionning]"),
        ('joints = ["hip", "knee", "ankle"]', 'joints = ["hip", "nee", "ankle"]'),
        ('measure = "knee_flexion_deg"\n\n[rep', 'measure = "knee_flexion"\n\n[rep'),
        ('views = ["side"]', "views = []"),
        ('views = ["side"]', 'views = ["oblique"]'),
        ("{side} heel", "{leg} heel"),
        ("min_reps = 8", "min_reps = 0"),
        (", above = 60.0 }", " }"),
        (", above = 10.0 }", " }"),
        ("fault_above = 0.15", "fault_above = nan"),
        ('cue = "Stay low: keep your head at one height"\n', ""),
        ('id = "bouncing"\n', 'id = "bouncing"\nmin_fps = 50\n'),
        ('reduce = "lowering-over-lifting" }', 'reduce = "lowering-over-lifting", phase = "top" }'),
    ],
    ids=[
        "level of a threshold rule", "level of a cadence rule", "joint of the angle",
        "measure of the angle", "no view", "only the oblique view", "placeholder of a cue",
        "no reps needed", "condition of the count without a number",
        "condition of a limit without a number", "not a number", "a fault without a cue",
        "what only a set has", "a phase of a whole curve",
    ],
)  # fmt: skip
def test_what_would_fail_later_is_refused_at_once(old: str, new: str) -> None:
    refused(edited(old, new))


@pytest.mark.parametrize("key", ["cue", "difference_cue"])
def test_a_cue_that_compares_sides_names_one_side(key: str) -> None:
    before, rule = KICKBACK.split('kind = "sides"')
    slip = re.sub(rf"^{key} = .*$", f'{key} = "Lift your {{leg}}"', rule, count=1, flags=re.M)
    assert f"{key}: the only placeholder" in refused(f'{before}kind = "sides"{slip}')


def test_the_keys_that_would_be_valid_are_those_of_the_place() -> None:
    slip = KICKBACK.replace("unless = { value", "unless = { vale", 1)
    assert "valid here: value, above, below" in refused(slip)


@pytest.mark.parametrize(
    ("old", "legs", "tempo"),
    [
        ("take_turns = true", "alternating", "fast"),
        ("take_turns = false", "unilateral", "slow"),
        ("take_turns = false\ntogether = true", "together", "slow"),
        ("together = true", "together", "fast"),
    ],
)
def test_keys_of_an_older_version_are_told_with_what_replaces_them(
    old: str, legs: str, tempo: str
) -> None:
    message = refused(edited("[reps]\n", f"[reps]\n{old}\n"))
    assert f'write legs = "{legs}" and tempo = "{tempo}" instead' in message


def test_two_main_rules_are_one_too_many() -> None:
    message = refused(edited('id = "bouncing"\n', 'id = "bouncing"\nmain = true\n'))
    assert 'rules: "heel-not-to-glutes" and "bouncing" cannot all be the main rule' in message


def test_the_main_rule_judges_every_rep() -> None:
    text = TEXT.replace("main = true\n", "", 1)
    slip = edited('id = "low-cadence"\n', 'id = "low-cadence"\nmain = true\n', text)
    assert '"low-cadence" cannot be the main rule, because it judges whole sets' in refused(slip)


def test_without_a_main_rule_the_first_that_judges_every_rep_is_it() -> None:
    text = TEXT.replace("main = true\n", "", 1)
    first, *rest = text.split("[[rules]]\n")
    cadence = next(rule for rule in rest if '"low-cadence"' in rule)
    rest.remove(cadence)
    exercise = parse_exercise("[[rules]]\n".join([first, cadence, *rest]), "mine.toml")
    assert exercise.rules[0].id == "low-cadence"
    assert exercise.main_rule.id == "heel-not-to-glutes"
    assert [rule.id for rule in exercise.rules if rule.main] == ["heel-not-to-glutes"]


def test_a_name_may_be_that_of_a_kind_of_rule() -> None:
    slip = edited(
        "[rep_measures]\n", '[rep_measures]\ncadence = { measure = "hip_flexion_deg", x = 1 }\n'
    )
    assert "rep_measures.cadence.x: unknown key; valid here: measure" in refused(slip)


def test_the_two_styles_of_butt_kicks_differ_where_they_must() -> None:
    classic, pulled = load_exercise("butt-kicks"), load_exercise("butt-kicks-pull-through")
    assert [rule.id for rule in classic.rules] == [rule.id for rule in pulled.rules]
    differ = {rule.id for rule in classic.rules if rule != pulled.rule(rule.id)}
    assert differ == {"thigh-swing"}


@pytest.mark.parametrize("text", ["", "rules = []", "[[rules]]\n", "just words"])
def test_no_exercise_at_all(text: str) -> None:
    message = refused(text)
    assert message.startswith("mine.toml: ")
    assert "\n" not in message


def test_files_that_are_not_there_or_not_text(tmp_path: Path) -> None:
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    for name in (str(tmp_path / "missing.toml"), str(binary), str(tmp_path), "jumping-jacks"):
        with pytest.raises(ExerciseError) as caught:
            load_exercise(name)
        assert name in str(caught.value)
        assert "\n" not in str(caught.value)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(ExerciseError, match="butt-kicks"):
        load_exercise("butt-kick")


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(edited("fault_below = 105.0", "fault_below = 90.0"), encoding="utf-8")
    rule = load_exercise(str(path)).rule("heel-not-to-glutes")
    assert isinstance(rule, ThresholdRule)
    assert rule.limits[0].fault_below == 90.0


def test_line_ends_of_windows(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert load_exercise(str(path)) == load_exercise("butt-kicks")


def test_a_file_saved_by_notepad(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert load_exercise(str(path)) == load_exercise("butt-kicks")


@pytest.mark.parametrize("name", built_in())
def test_the_files_that_come_with_formcheck(name: str) -> None:
    exercise = load_exercise(name)
    assert exercise.id == name
    assert exercise.name
    assert exercise.description
    assert exercise.safety
    assert exercise.reminders
    assert exercise.reps.signal in MEASURES
    assert exercise.angle.measure in MEASURES
    for rule in exercise.rules:
        assert rule.title
        assert rule.cue
        assert rule.explain
        assert rule.source
    with pytest.raises(KeyError):
        exercise.rule("no-such-rule")


def test_butt_kicks_has_every_rule_of_the_coaching_texts(butt_kicks: Exercise) -> None:
    assert {rule.id for rule in butt_kicks.rules} == {
        "heel-not-to-glutes", "excessive-forward-lean", "missing-arm-drive", "bouncing",
        "uneven-rhythm", "hard-descent", "toe-slam", "lumbar-arching", "trunk-rotation",
        "hip-collapse", "knee-tracking-inward", "left-right-asymmetry", "thigh-swing",
        "low-cadence", "stance-width", "not-travelling",
    }  # fmt: skip
    assert butt_kicks.default_level == "warm-up"


def test_a_changed_limit_changes_the_verdict(judged: Judge) -> None:
    track = ButtKicks(bounce_ll=0.1).track()
    strict = parse_exercise(
        edited(
            "borderline_above = 0.12\nfault_above = 0.15",
            "borderline_above = 0.05\nfault_above = 0.07",
        ),
        "strict.toml",
    )
    assert bounce_verdict(judged, track=track) is Verdict.GOOD
    assert bounce_verdict(judged, track=track, exercise=strict) is Verdict.FAULT


def bounce_verdict(judged: Judge, **what: object) -> Verdict:
    session = judged(**what)
    return next(row.verdict for row in session.summary if row.rule == "bouncing")


@pytest.mark.parametrize("name", built_in())
def test_a_cue_is_one_short_sentence_with_its_reason_and_source(name: str) -> None:
    for rule in load_exercise(name).rules:
        for cue in [rule.cue, *rule.cues()]:
            assert cue[0].isupper(), cue
            assert not set(".!?;°") & set(cue), cue  # one sentence, to be read at a glance
            assert len(cue) <= 60, cue
        assert len(rule.explain) > len(rule.title), rule.id
        assert rule.source, rule.id
