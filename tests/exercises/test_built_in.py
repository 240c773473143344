"""The exercises that come with formcheck."""

import pytest

from formcheck.exercises.file import built_in, load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import MEASURES


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


def test_the_two_styles_of_butt_kicks_differ_where_they_must() -> None:
    classic, pulled = load_exercise("butt-kicks"), load_exercise("butt-kicks-pull-through")
    assert [rule.id for rule in classic.rules] == [rule.id for rule in pulled.rules]
    differ = {rule.id for rule in classic.rules if rule != pulled.rule(rule.id)}
    assert differ == {"thigh-swing"}


@pytest.mark.parametrize("name", built_in())
def test_a_cue_is_one_short_sentence_with_its_reason_and_source(name: str) -> None:
    for rule in load_exercise(name).rules:
        for cue in [rule.cue, *rule.cues()]:
            assert cue[0].isupper(), cue
            assert not set(".!?;°") & set(cue), cue  # one sentence, to be read at a glance
            assert len(cue) <= 60, cue
        assert len(rule.explain) > len(rule.title), rule.id
        assert rule.source, rule.id
