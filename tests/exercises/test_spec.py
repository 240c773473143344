"""What an exercise file must not say, although its keys are valid."""

import re

import pytest

from formcheck.exercises.file import parse_exercise
from tests.exercises.files import KICKBACK, TEXT, edited, refused


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
        ('id = "lumbar-arching"\n', 'id = "lumbar-arching"\nnear_reps = 3\n'),
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


def test_other_words_for_a_cue_that_no_rule_has_are_refused() -> None:
    message = refused(edited('"Stay low: keep your head at one height" =', '"Stay low" ='))
    assert 'wordings: no rule has the cue "Stay low"' in message


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
