"""The JSON schema of `report.json`: every key with its type and what it means.

The meanings are those of the "Attributes:" sections in the docstrings of what the file is made of.
"""

import inspect
import re
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from formcheck.report.json_report import Report

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# In a docstring: a name, a colon, and text that goes on in lines that are indented further.
_ATTRIBUTE = re.compile(r"^    (\w+): (.*(?:\n {6,}.*)*)", re.MULTILINE)
_PYTHON = {"None": "null", "True": "true", "False": "false"}


def report_schema() -> dict[str, Any]:
    """Return the schema."""
    schema = Report.model_json_schema(mode="validation", schema_generator=_DescribedSchema)
    parts = schema["$defs"]
    parts["Rep"]["properties"] |= {
        "side": {
            "enum": ["left", "right", "both"],
            "description": "the working leg; `both` if the legs move together.",
        },
        "verdict": {
            "$ref": "#/$defs/Verdict",
            "description": "the worst verdict of its checks; `not_assessed` instead of `good` if"
            " the main rule could not be judged.",
        },
    }
    parts["Recognition"]["properties"]["exercise"] = {
        "type": ["string", "null"],
        "description": "id of a built-in exercise; null if it is none of them.",
    }
    return {"$schema": _DIALECT, "title": "report.json of formcheck", **schema}


class _DescribedSchema(GenerateJsonSchema):
    """Makes a schema in which each key has its description from the docstring."""

    def model_schema(self, schema: Any) -> JsonSchemaValue:  # noqa: ANN401
        """Return the schema of a pydantic model."""
        return _described(super().model_schema(schema), schema["cls"])

    def dataclass_schema(self, schema: Any) -> JsonSchemaValue:  # noqa: ANN401
        """Return the schema of a dataclass."""
        return _described(super().dataclass_schema(schema), schema["cls"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401
        """Return False: the key is title enough."""
        return False


def _described(schema: JsonSchemaValue, kind: type) -> JsonSchemaValue:
    """Add the descriptions of a class and of its attributes."""
    schema["description"] = _plain((inspect.getdoc(kind) or "").split("\n\n", 1)[0])
    meanings = dict(_attributes(kind))
    for name, part in schema["properties"].items():
        part["description"] = meanings.get(name, "")
    return schema


def _attributes(kind: type) -> Iterator[tuple[str, str]]:
    """Yield name and meaning of each attribute that a class and its bases describe."""
    for base in reversed(kind.__mro__):
        described = inspect.cleandoc(base.__doc__ or "").partition("Attributes:\n")[2]
        for name, meaning in _ATTRIBUTE.findall(described):
            yield name, _plain(meaning)


def _plain(text: str) -> str:
    """Return text of a docstring in one line, with the words of JSON and Markdown."""
    line = re.sub(r"\s+", " ", text).replace("``", "`")
    return re.sub(r"\b(None|True|False)\b", lambda word: _PYTHON[word[0]], line)
