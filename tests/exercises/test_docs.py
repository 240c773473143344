"""The page about the coaching texts says of every rule what the exercise files say."""

import re
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

import pytest

from formcheck.exercises.file import built_in, load_exercise
from formcheck.kinematics.measures import MEASURES
from formcheck.report.json_report import SessionReport, SetReport
from formcheck.results import Rep

PAGE = Path(__file__).parent.parent.parent / "docs" / "coaching-texts.md"
ANY_VIEW = {"side", "front", "rear", "oblique"}
TOLD = r"`([a-z_]+)`(?! \()"  # a name in code without a view is one of the files of a result


class Section(NamedTuple):
    """The table of some exercises, and what it names: rule, views, whether it is measured."""

    exercises: list[str]
    text: str
    named: list[tuple[str, set[str], bool]]

    def rows(self) -> list[tuple[str, str, str]]:
        """What is said, in which texts, and what becomes of it; headings left out."""
        lines = [line for line in self.text.splitlines() if line.startswith("|")][2:]
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        return [(said, texts, told) for said, texts, told in rows if not said.startswith("**")]

    def texts_of(self, rule: str) -> set[str]:
        """The texts of the rows that name a rule."""
        told = [texts for _, texts, becomes in self.rows() if f"`{rule}`" in becomes]
        return {text for texts in told for text in texts.split(", ")}


def sections() -> list[Section]:
    found = []
    for part in PAGE.read_text("utf-8").split("\n## ")[1:]:
        heading, text = part.split("\n", 1)
        named = [
            (rule, ANY_VIEW if seen == "any view" else set(seen.split(" or ")), not unmeasured)
            for rule, seen, unmeasured in re.findall(
                r"`([a-z-]+)` \(([a-z ]+)(; not measured yet)?\)", text
            )
        ]
        found.append(Section(re.findall(r"`([a-z-]+)`", heading), text, named))
    return found


@pytest.mark.parametrize("name", built_in())
def test_every_rule_of_the_coaching_texts_is_in_the_table(name: str) -> None:
    named = {rule for part in sections() if name in part.exercises for rule, _, _ in part.named}
    rules = {rule.id for rule in load_exercise(name).rules if "coaching text" in rule.source}
    assert rules <= named


@pytest.mark.parametrize("name", built_in())
def test_the_source_of_a_rule_names_texts_that_the_table_has_it_from(name: str) -> None:
    (section,) = (part for part in sections() if name in part.exercises)
    for rule in load_exercise(name).rules:
        spans = re.findall(r"coaching texts? ([1-5](?:(?:, | and )[1-5])*)", rule.source)
        named = {text for span in spans for text in re.findall("[1-5]", span)}
        assert named, rule.id
        assert named <= section.texts_of(rule.id), rule.id


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.exercises[0])
def test_the_table_names_rules_as_they_are(section: Section) -> None:
    assert set(section.exercises) <= set(built_in())
    for name in section.exercises:
        for rule_id, views, measured in section.named:
            rule = load_exercise(name).rule(rule_id)
            assert views == set(rule.views), rule_id
            assert measured == rule.measured, rule_id
    in_code = re.findall(r"`([^`]+)`", section.text)
    told = re.findall(TOLD, section.text)
    assert len(in_code) == len(section.named) + len(told), "a rule without its view"


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.exercises[0])
def test_what_is_told_stands_in_the_files(section: Section) -> None:
    keys = {field.name for part in (Rep, SetReport) for field in fields(part)}
    keys |= set(SessionReport.model_fields)
    columns = {column for measure in MEASURES.values() for column in measure.columns()}
    for said, _, becomes in section.rows():
        told = set(re.findall(TOLD, becomes))
        assert bool(told) == ("*reported*" in becomes), said
        known = keys | columns if "in measures.csv" in becomes else keys
        for name in section.exercises:
            assert told <= known | set(load_exercise(name).rep_measures), said


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.exercises[0])
def test_every_row_says_which_texts_and_what_becomes_of_it(section: Section) -> None:
    for said, texts, becomes in section.rows():
        assert set(texts.split(", ")) <= set("12345"), said
        assert "`" in becomes or becomes.startswith("*"), said
