"""A running shop notices its files: a changed one is read beside and swapped whole, a bad one changes nothing."""

import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from softsell import config, store
from softsell.store import kept
from softsell.worker import Runtime

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
HEAD = {"as_of": "2026-05-04T08:00:00Z", "currency": "ISK", "categories": [{"id": "c", "label": {"en": "Coats"}}]}


def put(path: Path, price: object) -> None:
    """The catalogue with one coat at that price, put in its place by renaming."""
    row = {"id": "p", "title": {"en": "Coat"}, "category": "c", "price": price}
    part = path.with_suffix(".part")
    part.write_text(f"{json.dumps(HEAD)}\n{json.dumps(row)}\n", encoding="utf-8")
    part.replace(path)


@pytest.fixture
def rt(tmp_path: Path) -> Runtime:
    files = {"catalogue": tmp_path / "catalogue.jsonl", "knowledge": tmp_path / "knowledge.json"}
    put(files["catalogue"], 1000)
    files["knowledge"].write_text(json.dumps({"as_of": HEAD["as_of"], "return_days": 30}))
    made = config.Config(
        secret="0123456789abcdef0123456789abcdef",
        database=config.DatabaseSettings(url=f"sqlite:{tmp_path / 'shop.db'}"),
        shop=config.ShopSettings(id="garn", write_key="wk", **{name: str(path) for name, path in files.items()}),
    )
    db = store.open(made.database.url)
    store.schema(db)
    return Runtime(made, db, lambda: AT)


def price(rt: Runtime) -> int:
    found = rt.shop().catalogue.get("p")
    assert found is not None
    return found.price


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end, "not within twenty seconds"
        time.sleep(0.02)


def test_a_changed_catalogue_is_taken_while_who_holds_the_old_one_keeps_it_whole(rt: Runtime) -> None:
    held = rt.shop()
    put(Path(rt.config.shop.catalogue), 2000)
    until(lambda: price(rt) == 2000)
    assert held.catalogue.products[0].price == 1000 and rt.shop().knowledge.return_days == 30


def test_a_file_that_cannot_be_read_changes_nothing_and_is_told(rt: Runtime, caplog: pytest.LogCaptureFixture) -> None:
    assert price(rt) == 1000
    with caplog.at_level(logging.ERROR, "softsell.worker"):
        put(Path(rt.config.shop.catalogue), "dear")
        until(lambda: price(rt) == 1000 and any("line 2" in one.getMessage() for one in caplog.records))
    put(Path(rt.config.shop.catalogue), 3000)
    until(lambda: price(rt) == 3000)


def test_new_knowledge_is_taken_with_what_people_kept(rt: Runtime) -> None:
    kept.keep(rt.db, "garn", kept.Kept(id="k", question={"en": "Hats?"}, text={"en": "Yes."}, by="Birna", at=AT))
    assert [one.id for one in rt.shop().knowledge.passages] == ["kept:k"]
    path = Path(rt.config.shop.knowledge)
    part = path.with_suffix(".part")
    part.write_text(json.dumps({"as_of": HEAD["as_of"], "return_days": 45}))
    part.replace(path)
    until(lambda: rt.shop().knowledge.return_days == 45)
    assert [one.id for one in rt.shop().knowledge.passages] == ["kept:k"]
