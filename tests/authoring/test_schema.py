"""The schema takes what the program takes, and refuses what it refuses."""

import copy
from datetime import date

import jsonschema
import pytest
import tomli

from assistant.edge.schema import playbook_schema
from tests.data.complete import BUILT_IN, ROOT


def plain(thing):
    """As an editor hands it to the schema: dates are texts."""
    if isinstance(thing, dict):
        return {k: plain(v) for k, v in thing.items()}
    if isinstance(thing, list):
        return [plain(v) for v in thing]
    return thing.isoformat() if isinstance(thing, date) else thing


@pytest.fixture(scope="module")
def schema(library):
    return playbook_schema(library, {"method": "how it came about"})


def content(name):
    return plain(tomli.loads((ROOT / "playbooks" / f"{name}.toml").read_text(encoding="utf-8")))


def test_it_is_a_schema(schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["properties"]["method"]["description"] == "how it came about"


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_built_in_playbook_is_taken(schema, name):
    assert [e.json_path for e in jsonschema.Draft202012Validator(schema).iter_errors(content(name))] == []


@pytest.mark.parametrize(
    ("break_it", "where"),
    [
        (lambda d: d.pop("job"), "$"),
        (lambda d: d["job"]["statement"].pop("en"), "$.job.statement"),
        (lambda d: d.update(method="guess"), "$.method"),
        (lambda d: d.update(schema=2), "$.schema"),
        (lambda d: d.update(triggers=[]), "$.triggers"),
        (lambda d: d["triggers"][0].update(urgency="now"), "$.triggers[0].urgency"),
        (lambda d: d["personas"][0].update(id="boss"), "$.personas[0].id"),
        (lambda d: d["conflicts"][0].update(between=["it"]), "$.conflicts[0].between"),
        (lambda d: d["phases"]["decision"]["say"][0].update(sources="own"), "$.phases.decision.say[0]"),
        (lambda d: d.update(name="Presse"), "$.name"),
        (lambda d: d["job"].update(hired_for=[]), "$.job.hired_for"),
    ],
)
def test_what_is_broken_is_refused_where_it_stands(schema, break_it, where):
    data = copy.deepcopy(content("stamping-press"))
    break_it(data)
    assert where in [e.json_path for e in jsonschema.Draft202012Validator(schema).iter_errors(data)]
