"""The JSON schema of `report.json`, against reports and against the documentation."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from formcheck.cli.main import main
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.report.json_report import make_report
from formcheck.report.schema import report_schema
from tests.conftest import Judge
from tests.sample import results
from tests.synthetic import ButtKicks, recording, without_person

DOCS = Path(__file__).parent.parent.parent / "docs" / "files.md"
ANY_NAME = {"measures", "counts", "verdict_counts", "sides"}  # keys are names of measures, or sides


def described(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield every key with its meaning."""
    for part in (schema, *schema["$defs"].values()):
        for key, value in part.get("properties", {}).items():
            yield key, value["description"]


def unknown_keys(data: object, schema: dict[str, Any]) -> set[str]:
    """Return the keys in nested JSON that the schema does not name."""
    known = {key for key, _ in described(schema)}
    if isinstance(data, list):
        return {key for part in data for key in unknown_keys(part, schema)}
    if not isinstance(data, dict):
        return set()
    own = set(data) - known
    return own.union(*(unknown_keys(v, schema) for k, v in data.items() if k not in ANY_NAME))


def valid(text: str) -> bool:
    """Return whether a report has only keys that the schema names, with the right types."""
    schema, data = report_schema(), json.loads(text)
    fastjsonschema.compile(schema)(data)
    return not unknown_keys(data, schema)


def test_the_report_of_the_sample_is_valid() -> None:
    assert valid((results() / "report.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "clip",
    [
        ButtKicks(left_deg=60.0, bounce_ll=0.2),
        ButtKicks(yaw_deg=45.0),
        ButtKicks(yaw_deg=90.0),
        ButtKicks(kicks=0, rest_s=3.0),
    ],
    ids=["faulty", "oblique", "front", "standing"],
)
def test_reports_are_valid(judged: Judge, butt_kicks: Exercise, clip: ButtKicks) -> None:
    session = judged(without_person(clip.track(), 1.0, 1.3))
    session = replace(session, others=(session,))
    report = make_report(recording(session.track), session, [butt_kicks, butt_kicks])
    assert valid(report.to_json())


def test_a_report_of_both_legs_at_once_is_valid(judged: Judge) -> None:
    squat = load_exercise("squat")
    session = judged(ButtKicks().track())
    rep = replace(session.reps[0], side=None)
    session = replace(session, reps=(rep,), summary=(), exercise="squat")
    assert valid(make_report(recording(session.track), session, [squat]).to_json())


def test_what_is_no_report_is_not_valid() -> None:
    data = json.loads((results() / "report.json").read_text("utf-8"))
    data["reps"][0]["side"] = "middle"
    with pytest.raises(fastjsonschema.JsonSchemaException, match="side"):
        valid(json.dumps(data))


def test_every_key_has_a_meaning_and_the_documentation_says_the_same() -> None:
    text = DOCS.read_text("utf-8")
    for key, meaning in described(report_schema()):
        assert meaning, key
        row = f"| `{key}` | {meaning} |"
        assert row in text.splitlines(), f"docs/files.md has no row {row}"


def test_the_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == report_schema()
