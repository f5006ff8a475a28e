"""What the shop wrote by hand in a catalogue's head stays when the head is made anew.

Rules
1. The head keeps a digest of every field as it was made. A field whose digest differs now was edited: the shop's stays.
2. A facet or category that was not made here is the shop's own and stays; one that the shop took out stays out.
3. A facet with an edited kind, unit or values keeps all of them together, so that its answers still fit its values.
"""

import hashlib
from typing import Any

import msgspec

Row = dict[str, Any]
Marks = dict[str, dict[str, str]]  # id -> field -> digest
_TOGETHER = ("kind", "unit", "values", "choices")


def mark(value: Any) -> str:
    """The digest of a field."""
    return hashlib.blake2b(msgspec.json.encode(value, order="deterministic"), digest_size=6).hexdigest()


def marks(rows: list[Row]) -> Marks:
    """The digests of every field of every row."""
    return {row["id"]: {name: mark(value) for name, value in row.items() if name != "id"} for row in rows}


def merged(old: list[Row], made: list[Row], before: Marks) -> tuple[list[Row], list[str]]:
    """The rows (facets or categories) that hold now, and the ids of those where something of the shop's was kept.

    `before` are the digests of what the old rows were made as.
    """
    own = {row["id"]: row for row in old if isinstance(row.get("id"), str)}
    found: list[Row] = []
    kept: list[str] = []
    for row in made:
        id_ = row["id"]
        if id_ in before and id_ not in own:
            kept.append(id_)  # taken out by the shop
        elif id_ in own:
            merged_row = _merge(own[id_], row, before.get(id_))
            found.append(merged_row)
            if merged_row != row:
                kept.append(id_)
        else:
            found.append(row)
    names = {row["id"] for row in made}
    for id_, row in own.items():
        if id_ not in names and (id_ not in before or any(_edited(row, before[id_], name) for name in row)):
            found.append(row)
            kept.append(id_)
    return found, kept


def _edited(old: Row, before: dict[str, str], name: str) -> bool:
    return name != "id" and before.get(name, mark(None)) != mark(old.get(name))


def _merge(old: Row, made: Row, before: dict[str, str] | None) -> Row:
    if before is None:
        return old
    names = [name for name in {**made, **old} if name != "id" and _edited(old, before, name)]
    if any(name in _TOGETHER for name in names):
        names += [name for name in _TOGETHER if name in {**made, **old} and name not in names]
    row = dict(made)
    for name in names:
        if name in old:
            row[name] = old[name]
        else:
            row.pop(name, None)
    return row
