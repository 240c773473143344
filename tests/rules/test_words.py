"""Numbers, limits and values in words."""

from typing import get_args

import pytest

from formcheck.kinematics.measures import MEASURES
from formcheck.reps.curve import OF_A_CURVE
from formcheck.reps.spec import Phase, Reduce, Value
from formcheck.rules import words
from formcheck.rules.limit_words import ranges
from formcheck.rules.limits import Limits


def test_every_measure_unit_and_phase_has_words() -> None:
    assert all(measure.label for measure in MEASURES.values())
    assert {measure.unit for measure in MEASURES.values()} <= set(words.UNITS)
    for reduce in get_args(Reduce):
        for phase in ("rep",) if reduce in OF_A_CURVE else get_args(Phase):
            value = Value(measure="knee_flexion_deg", reduce=reduce, phase=phase, leg="stance")
            assert "_" not in words.value_phrase(value, "kick")
            assert value.unit in words.UNITS


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (98.4, "deg", "98°"),
        (-0.2, "deg", "0°"),
        (-0.01, "LL/s", "0.0 leg lengths a second"),
        (0.123, "LL", "12 % of leg length"),
        (2.95, "LL/s", "3.0 leg lengths a second"),
        (149.6, "steps/min", "150 steps/min"),
        (9.6, "%", "10 %"),
        (1.5, "furlongs", "1.50 furlongs"),
    ],
)
def test_figures_read_as_words(value: float, unit: str, said: str) -> None:
    assert words.figure(value, unit) == said


def test_a_limit_of_zero_has_no_sign() -> None:
    assert words.limit(-0.0, "deg") == "0°"
    assert words.limit(-1e-9, "LL") == "0 %"


def test_a_source_says_what_the_coaching_texts_are() -> None:
    said = words.source_phrase("coaching texts 1, 2 and 5; limits: formcheck's starting values")
    articles = "(of the five articles by coaches that the rules come from)"
    assert said == f"coaching texts 1, 2 and 5 {articles}; limits: formcheck's starting values"


def test_limits_read_as_words() -> None:
    limits = Limits(borderline_below=0.05, fault_below=0.02, borderline_above=0.125)
    assert ranges(limits, "LL") == "fault below 2 %, good from 5 % to 12.5 % of leg length"
