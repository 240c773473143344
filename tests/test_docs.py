"""The documentation: what it names exists, and what exists is described."""

import csv
import json
import re
import tomllib
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from pydantic import BaseModel

from formcheck.cli.main import main
from formcheck.exercises.file import built_in, examples, load_exercise, parse_exercise
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import MEASURES
from formcheck.report.export.exports import EXPORTS
from formcheck.report.json_report import make_report
from formcheck.rules.rule import Rule
from tests.conftest import Judge
from tests.sample import results
from tests.synthetic import ButtKicks, recording

ROOT = Path(__file__).parent.parent
PAGES = sorted([*(ROOT / "docs").glob("*.md"), *(ROOT / "models").glob("*.md"), *ROOT.glob("*.md")])
SEEN_FROM = {"any": "any", "side": "side", "frontal": "front or rear", "rear": "rear"}


def text_of(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def rows_of(page: str, heading: str) -> dict[str, list[str]]:
    """Return the other cells of the table rows under a heading, by each name in the first cell."""
    (section,) = re.findall(
        rf"^## {re.escape(heading)}$(.*?)(?:^## |\Z)", text_of(page), re.MULTILINE | re.DOTALL
    )
    rows = re.findall(r"^\| (`[^|]+`) \|(.*)\|$", section, re.MULTILINE)
    return {
        name: [cell.strip() for cell in cells.split("|")]
        for names, cells in rows
        for name in re.findall("`([^`]+)`", names)
    }


def named_in_code(page: str) -> set[str]:
    """Return every word in a code span of a page."""
    spans = re.findall("`([^`\n]+)`", text_of(page))
    return {word for span in spans for word in re.findall(r"[\w-]+", span)}


def keys_in(data: object) -> set[str]:
    """Return every key in nested JSON, but for the names of measures."""
    if isinstance(data, list):
        return {key for part in data for key in keys_in(part)}
    if not isinstance(data, dict):
        return set()
    inner = {key for name in data.keys() - {"measures"} for key in keys_in(data[name])}
    return {*data.keys(), *inner}


def keys_of(model: type[BaseModel]) -> set[str]:
    """Return the keys of a model and of all models in it."""
    schema = model.model_json_schema(mode="validation")
    parts = [schema, *schema.get("$defs", {}).values()]
    return {key for part in parts for key in part.get("properties", {})}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_that_is_run_exists(page: Path) -> None:
    for module in re.findall(r"python -m ([\w.]+)", page.read_text("utf-8")):
        assert find_spec(module), module


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_python_file_that_is_named_exists(page: Path) -> None:
    for name in re.findall(r"`([\w/]+\.py)`", page.read_text("utf-8")):
        folders = [ROOT / "formcheck", ROOT / "benchmarks", ROOT / "models", ROOT / "tools"]
        assert (ROOT / name).exists() or any(list(x.rglob(name)) for x in folders), name


def test_every_name_in_the_decisions_exists_in_the_code() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "formcheck").rglob("*.py"))
    for name in re.findall(r"`([A-Za-z_]+(?:\.[a-z_]+)?)`", text_of("docs/decisions.md")):
        for part in name.split("."):
            assert re.search(rf"\b{part}\b", code), name


def test_the_architecture_names_every_room_and_the_import_contract() -> None:
    text = text_of("ARCHITECTURE.md")
    for room in (ROOT / "formcheck").rglob("__init__.py"):
        if room.parent != ROOT / "formcheck":
            assert f"`{room.parent.name}/`" in text, room.parent.name
    config = tomllib.loads(text_of("pyproject.toml"))
    contract = config["tool"]["importlinter"]["contracts"][0]
    assert "\n" + "\n".join(contract["layers"]) + "\n" in text


def test_the_readme_is_short_and_has_one_picture() -> None:
    text = text_of("README.md")
    assert len(text.split()) <= 900
    assert text.count("![") == 1


def test_every_page_is_linked_from_the_readme() -> None:
    linked = set(re.findall(r"\]\((docs/[a-z-]+\.md)[#)]", text_of("README.md")))
    assert linked == {f"docs/{page.name}" for page in PAGES if page.parent.name == "docs"}


@pytest.mark.parametrize("command", ["analyze", "live"])
def test_every_option_is_described(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    described = set(re.findall(r"--[a-z-]+", text_of("README.md")))
    # Of a switch that goes both ways one is enough.
    described |= {option.replace("--no-", "--") for option in described}
    assert {option.replace("--no-", "--") for option in options} <= described


@pytest.mark.parametrize("name", MEASURES)
def test_every_column_of_measures_csv_is_described(name: str) -> None:
    measure = MEASURES[name]
    columns, seen_from, meaning = rows_of("docs/files.md", "`measures.csv`")[name]
    assert columns == ("left, right" if measure.paired else "one")
    assert seen_from == SEEN_FROM[measure.views]
    assert meaning


def test_every_unit_at_the_end_of_a_column_is_described() -> None:
    endings = [name.strip("_") for name in rows_of("docs/files.md", "Units and abbreviations")]
    for name in MEASURES:
        assert any(name.endswith(f"_{ending}") for ending in endings), name


def test_every_column_that_is_written_is_described() -> None:
    rules = {rule.id for rule in load_exercise("butt-kicks").rules}
    of_reps = rows_of("docs/files.md", "`reps.csv`").keys()
    of_frames = rows_of("docs/files.md", "`measures.csv`").keys()
    with (results() / "reps.csv").open(encoding="utf-8", newline="") as file:
        for column in next(csv.reader(file)):
            assert column in of_reps or column.removesuffix(" value") in rules, column
    with (results() / "measures.csv").open(encoding="utf-8", newline="") as file:
        for column in next(csv.reader(file)):
            assert re.sub("^(left|right)_", "", column) in of_frames, column


@pytest.mark.parametrize("exercise", built_in() + examples())
def test_every_column_of_reps_csv_is_described(exercise: str) -> None:
    described = rows_of("docs/files.md", "`reps.csv`").keys()
    assert set(load_exercise(exercise).rep_measures) <= described


def test_every_export_is_described() -> None:
    formats = re.findall(r"^\| `(\w+)` \| `[\w.]+` \|", text_of("docs/files.md"), re.MULTILINE)
    assert set(formats) == set(EXPORTS)


def test_every_key_of_the_report_is_described(judged: Judge, butt_kicks: Exercise) -> None:
    session = judged(ButtKicks(left_deg=95.0).track())
    session = replace(session, others=(session,))
    report = make_report(recording(session.track), session, [butt_kicks, butt_kicks])
    assert keys_in(json.loads(report.to_json())) <= named_in_code("docs/files.md")


def test_every_key_of_a_record_is_described(judged: Judge) -> None:
    (record, *_) = judged(ButtKicks(kicks=4).track()).to_records()
    assert record.keys() == rows_of("docs/python.md", "Into a table").keys()


@pytest.mark.parametrize(
    "model", [Exercise, *Rule.kinds.values()], ids=lambda model: model.__name__
)
def test_every_key_of_an_exercise_file_is_described(model: type[BaseModel]) -> None:
    assert keys_of(model) <= named_in_code("docs/own-exercises.md")


def test_the_whole_file_on_the_page_is_an_exercise() -> None:
    page = (ROOT / "docs" / "own-exercises.md").read_text(encoding="utf-8")
    text = page.split("## A whole file")[1].split("```toml\n")[1].split("```")[0]
    exercise = parse_exercise(text, "march.toml")
    assert exercise.id == "march"
    assert exercise.main_rule.id == "knee-height"
