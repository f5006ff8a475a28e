"""A catalogue of JSON lines and its index on the disk: made once, opened, made anew, never trusted when it is broken."""

import json
from pathlib import Path

import pytest

from softsell import shelf
from softsell.advise.offer import ranking
from softsell.errors import BadRequest

HEAD = {
    "as_of": "2026-05-04T08:00:00Z", "currency": "ISK", "categories": [{"id": "c", "label": {"en": "Coats"}}],
    "facets": [{"id": "colour", "kind": "choice", "label": {"en": "colour"}, "question": {"en": "Which colour?"}}],
}  # fmt: skip


def row(n: int, price: int = 1000, **more: object) -> dict[str, object]:
    colour = ("red", "blue", "green")[n % 3]
    return {
        "id": f"p{n}", "title": {"en": f"Coat {n}"}, "category": "c", "price": price + n, "attributes": {"colour": colour}, **more
    }  # fmt: skip


def written(path: Path, rows: list[dict[str, object]]) -> Path:
    """The file, put in its place by renaming as the documents ask."""
    part = path.with_suffix(".part")
    part.write_text("\n".join(json.dumps(one) for one in (HEAD, *rows)) + "\n", encoding="utf-8")
    return part.replace(path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / "catalogue.jsonl", [row(n) for n in range(40)])


def test_the_index_is_made_beside_the_file_and_opened_the_next_time(file: Path) -> None:
    first = shelf.read(file)
    index = file.with_name("catalogue.jsonl.index")
    made = index.stat().st_mtime_ns
    again = shelf.read(file)
    assert index.stat().st_mtime_ns == made, "it was only opened"
    assert [one.id for one in again.products] == [one.id for one in first.products] == [f"p{n}" for n in range(40)]
    assert again.get("p7") == first.get("p7") and again.get("p99") is None
    assert ranking(again, ()) == ranking(first, ())


def test_a_changed_file_is_taken_whole_and_who_reads_the_old_one_goes_on_reading_it(file: Path) -> None:
    old = shelf.read(file)
    written(file, [row(n, 2000 if n == 5 else 1000) for n in range(40) if n != 3])
    new = shelf.read(file)
    assert (old.get("p5").price, new.get("p5").price) == (1005, 2005)
    assert old.get("p3") is not None and new.get("p3") is None and len(new.products) == 39


@pytest.mark.parametrize("harm", ["empty", "short", "noise", "format"])
def test_a_broken_index_is_never_trusted_and_made_anew(file: Path, harm: str) -> None:
    whole = [one.id for one in shelf.read(file).products]
    index = file.with_name("catalogue.jsonl.index")
    body = index.read_bytes()
    broken = {
        "empty": b"",
        "short": body[: len(body) // 2],
        "noise": body[:40] + b"\xff" * 200,
        "format": b"x" + body[1:],
    }
    index.unlink()
    index.write_bytes(broken[harm])
    assert [one.id for one in shelf.read(file).products] == whole
    assert index.read_bytes() == body


def test_where_nothing_can_be_written_the_index_stays_in_memory(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shelf, "write", refused)
    assert len(shelf.read(file).products) == 40
    assert not file.with_name("catalogue.jsonl.index").exists()


def test_a_mistake_is_named_by_its_line_and_leaves_the_index_that_was(file: Path) -> None:
    shelf.read(file)
    index = file.with_name("catalogue.jsonl.index").read_bytes()
    written(file, [row(0), row(1), {**row(2), "price": -1}])
    with pytest.raises(BadRequest, match="line 4"):
        shelf.read(file)
    assert file.with_name("catalogue.jsonl.index").read_bytes() == index


def test_one_object_of_json_is_read_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps({**HEAD, "products": [row(1)]}))
    assert shelf.read(path).get("p1").price == 1001
    assert not list(tmp_path.glob("*.index"))
