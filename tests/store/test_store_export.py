"""An export is what docs/export.schema.json says, for a life with everything in it and for one with nearly nothing."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from store_world import SHOP, START, added, arrival, ask, key, send, take

from softsell import store
from softsell.core import events as ev

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "export.schema.json").read_text(encoding="utf-8"))
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
KNOWN = {
    "$schema", "title", "description", "type", "required", "properties", "additionalProperties", "items", "enum", "const",
    "oneOf", "format",
}  # fmt: skip


def wrong(schema: dict[str, Any], value: Any, path: str = "$") -> list[str]:
    """Where a value is not as a schema says, in the few words of JSON Schema that ours is written in."""
    assert schema.keys() <= KNOWN, f"{path}: {schema.keys() - KNOWN} is not checked here"
    found = []
    kinds = schema.get("type", [])
    if kinds and not any(isinstance(value, TYPES[kind]) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        found.append(f"{path}: not {kinds}")
    if value not in schema.get("enum", [value]) or value != schema.get("const", value):
        found.append(f"{path}: {value!r}")
    if (
        schema.get("format") == "date-time"
        and isinstance(value, str)
        and datetime.fromisoformat(value).utcoffset() is None
    ):
        found.append(f"{path}: no zone")
    if isinstance(value, list):
        found += [one for n, item in enumerate(value) for one in wrong(schema.get("items", {}), item, f"{path}[{n}]")]
    if isinstance(value, dict):
        names, more = schema.get("properties", {}), schema.get("additionalProperties", {})
        found += [f"{path}: no {name}" for name in schema.get("required", ()) if name not in value]
        for name, item in value.items():
            if name not in names and more is False:
                found.append(f"{path}: {name} is not described")
            found += wrong(names.get(name, more or {}), item, f"{path}.{name}")
    choices = [one for one in schema.get("oneOf", ()) if not wrong(one, value, path)]
    return found if "oneOf" not in schema or len(choices) == 1 else [*found, f"{path}: {len(choices)} of oneOf"]


def exported(db: store.Database, who: str) -> Any:
    """As it is read by whoever gets it: through JSON."""
    return json.loads(msgspec.json.encode(store.person.export(db, SHOP.id, who)))


def test_an_export_is_as_its_schema_says(db: store.Database) -> None:
    now = ask(db, "1", "anna@example.is")
    assert send(db, take(db, now), now)
    for event in (
        ev.Said(id="s", at=now, text="Hvað kostar sendingin?", channel="mail"),
        ev.Declined(id="d", at=now, topic="carts"),
        ev.Requested(id="r", at=now, what="erase"),
    ):
        store.append_to(db, SHOP.id, key("1"), event, now)
    store.decline(db, SHOP.id, "anna@example.is", "all", now, now)
    store.drain(db, SHOP, now)
    told = exported(db, key("1"))
    assert wrong(SCHEMA, told) == []
    assert len(told["history"]) > 6 and len(told["noes"]) == 2 and told["basis"][0]["declined"]
    assert any("subject" in entry for entry in told["history"])


def test_an_export_of_nearly_nothing_is_one_too(db: store.Database) -> None:
    store.append(db, SHOP.id, [arrival("1", added("a", START))])
    assert wrong(SCHEMA, exported(db, key("1"))) == []
    store.drain(db, SHOP, START)
    assert wrong(SCHEMA, exported(db, key("1"))) == [] and exported(db, key("1"))["basis"][0]["proof"] is None
    assert wrong(SCHEMA, exported(db, "nobody")) == []


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"format": 2}, "$.format: 2"), ({"extra": 1}, "$: extra is not described"), ({"keys": "k"}, "$.keys: not array"),
        ({"noes": [{"what": "all", "at": "2026-01-01T00:00:00", "until": None}]}, "$.noes[0].at: no zone"),
        ({"history": [{"at": "2026-01-01T00:00:00Z", "id": "", "key": ""}]}, "$.history[0]: 0 of oneOf"),
    ],
)  # fmt: skip
def test_the_check_finds_what_is_wrong(db: store.Database, changed: dict[str, Any], what: str) -> None:
    assert wrong(SCHEMA, exported(db, "nobody") | changed) == [what]
