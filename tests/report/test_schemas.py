import dataclasses

import pytest
from jsonschema import Draft202012Validator
from report_builders import SCHEMAS

from scanner import model

DEFINITIONS = [(name, part) for name in SCHEMAS for part in SCHEMAS[name]["$defs"]]
ENUMS = {
    ("Holding", "status"): model.Status,
    ("Holding", "credential_status"): model.CredentialStatus,
    ("Requirement", "strength"): model.Strength,
    ("RequirementFit", "outcome"): model.Outcome,
    ("RequirementFit", "reason"): model.CreditReason,
    ("WhatIf", "change"): model.Change,
    ("Evidence", "via"): model.Via,
    ("Evidence", "layer"): model.Layer,
    ("Unreadable", "reason"): model.Reason,
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize(("name", "part"), DEFINITIONS)
def test_keys_are_the_fields(name: str, part: str) -> None:
    schema = SCHEMAS[name]["$defs"][part]
    fields = [field.name for field in dataclasses.fields(getattr(model, part))]
    assert list(schema["properties"]) == fields
    assert schema["required"] == fields
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(("name", "part"), DEFINITIONS)
def test_one_thing_is_the_same_in_every_schema(name: str, part: str) -> None:
    assert all(part not in other["$defs"] or other["$defs"][part] == SCHEMAS[name]["$defs"][part]
               for other in SCHEMAS.values())  # fmt: skip


@pytest.mark.parametrize(("part", "key"), ENUMS)
def test_values_are_those_of_the_enum(part: str, key: str) -> None:
    for schema in SCHEMAS.values():
        if part in schema["$defs"]:
            assert schema["$defs"][part]["properties"][key]["enum"] == [value.value for value in ENUMS[part, key]]


def test_a_report_has_the_fields_of_the_results() -> None:
    schema = SCHEMAS["scan-report-1"]
    assert list(schema["properties"]) == ["schema", *(field.name for field in dataclasses.fields(model.Results))]
    assert schema["required"] == list(schema["properties"])
    assert schema["additionalProperties"] is False
