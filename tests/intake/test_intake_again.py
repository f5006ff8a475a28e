"""A feed that comes again: in part, cut off, packed or broken; what the shop has is kept, and it is told what to do."""

import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from softsell import intake, load
from softsell.advise import catalogue
from softsell.cli import main
from softsell.errors import BadRequest
from softsell.intake.catalogues import read

NOW = datetime(2026, 11, 20, tzinfo=UTC)
HEAD = "id\ttitle\tprice\tproduct_type\tcolor\tweight\n"
HATS = [f"{n}\tHat {n}\t{10 + n} EUR\tHats\t{('red', 'blue')[n % 2]}\t{100 + n} g\n" for n in range(40)]

Import = Callable[..., intake.Summary]


@pytest.fixture(params=["catalogue.json", "catalogue.jsonl"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


@pytest.fixture
def bring(target: Path, tmp_path: Path) -> Import:
    def bring_in(rows: list[str], **more: Any) -> intake.Summary:
        path = tmp_path / "feed.tsv"
        path.write_text(HEAD + "".join(rows), encoding="utf-8")
        return intake.bring_in(path, target, load.question_bank(), intake.Options(now=NOW, lang="en", **more))

    return bring_in


def rows(target: Path) -> dict[str, Any]:
    return {row["id"]: row for row in read(target)[1]}


def counts(summary: intake.Summary) -> tuple[int, int, int, int]:
    return summary.added, summary.changed, summary.same, summary.gone


def test_a_part_of_the_products_changes_those_alone(bring: Import, target: Path) -> None:
    bring(HATS)
    head, before = read(target)[0], rows(target)
    some = ["3\tHat 3\t99 EUR\tHats\tblue\t0.5 kg\n", "77\tCap 77\t5 EUR\tCaps\tred\t\n"]
    assert counts(bring(some, partial=True)) == (1, 1, 39, 0)
    after = rows(target)
    assert {id for id in before if after[id] != before[id]} == {"3"}
    assert (after["3"]["price"], after["3"]["attributes"]["weight"]) == (9900, 500)
    assert read(target)[0]["facets"] == head["facets"]
    assert catalogue.build(*catalogue.decode(target.read_bytes())).kind_names == ("hats", "caps")
    assert counts(bring(some, partial=True)) == (0, 0, 41, 0)
    again = bring(HATS)
    assert counts(again) == (0, 1, 39, 1) and again.kept == []


def test_a_part_comes_into_an_empty_place_as_a_whole(bring: Import) -> None:
    assert counts(bring(HATS[:3], partial=True)) == (3, 0, 0, 0)


def test_a_feed_that_lost_most_of_its_products_changes_nothing_until_the_shop_says_so(
    bring: Import, target: Path
) -> None:
    bring(HATS)
    before = target.read_bytes()
    with pytest.raises(BadRequest, match=r"35 of the 40 products .* --partial .* --shrink"):
        bring(HATS[:5])
    assert target.read_bytes() == before
    assert counts(bring(HATS[:30])) == (0, 0, 30, 10)
    assert counts(bring(HATS[:5], shrink=True)) == (0, 0, 5, 25)


def test_nothing_is_called_written_by_the_shop_that_the_shop_did_not_write(bring: Import, target: Path) -> None:
    bring(HATS)
    before = target.read_bytes()
    assert bring(HATS).kept == []
    assert target.read_bytes() == before


WHOLE = (HEAD + "".join(HATS[:2])).encode()
BROKEN = {
    "gone.xml": (b"<!doctype html><html><body>Please sign in</body></html>", 2, "no page of it has product data"),
    "error.csv": (b"<html><body>502</body></html>", 2, "no page of it has product data"),
    "cut.tsv.gz": (gzip.compress(WHOLE * 50)[:90], 2, "cut off on its way"),
    "bent.tsv.gz": (gzip.compress(WHOLE)[:-8] + bytes(8), 2, "no whole gzip file"),
    "empty.tsv": (b" \n", 2, "the file is empty"),
    "bare.tsv": (HEAD.encode(), 2, "it has no rows of products"),
    "priceless.csv": (b"id,title,description\n1,Hat,x\n", 2, "no column found for price: name it in a mapping file (its columns"),
    "cut.json": (b'{"products":[{"id":1,"title":"x","variants":[{"id":2,', 2, "is no whole JSON"),
    "other.json": (b'{"weather": "mild"}', 2, "is JSON without products that are known"),
    "table.xlsx": (b"PK\x03\x04" + bytes(range(256)) * 9, 2, "save the table as CSV"),
    "words.csv": (b"id,title,price\n1,Hat,10 EUR\n2,Bag,12 apples\n", 1, "line 3, price: has no currency that is known: '12 ap"),
    "twice.tsv": (WHOLE + HATS[0].encode(), 1, "line 4, id: '0' is on line 2 already (left out)"),
    "huge.csv": (b"id,title,price\n1,Hat,10 EUR\n2," + b"x" * 300_000 + b",9 EUR\n", 1, "a cell of more than 100,000 characters"),
    "money.csv": (b"id,title,price\n1,Hat,10\n2,Cap,20\n", 2, "names no currency: say which with --currency"),
    "semicolons.csv": ("id;title;price\n1;Húfa;10,50 EUR\n2;Peysa;20,00 EUR\n".encode("cp1252"), 0, "encoding cp1252"),
    "mark.csv": ("\ufeffid,title,price\n1,Hat,10 EUR\n".encode(), 0, "1 products"),
    "whole.tsv.gz": (gzip.compress(WHOLE), 0, "whole.tsv.gz (google, utf-8, tabs): 2 items read"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(BROKEN))
def test_a_broken_feed_is_told_in_words_that_say_what_to_do(name: str, tmp_path: Path) -> None:
    body, code, words = BROKEN[name]
    (tmp_path / name).write_bytes(body)
    settings = tmp_path / "softsell.toml"
    settings.write_text(f"[shop]\ncatalogue = {json.dumps(str(tmp_path / 'c.json'))}\n")
    done = CliRunner().invoke(main, ["-c", str(settings), "import", str(tmp_path / name)])
    assert (done.exit_code, words in done.output) == (code, True), done.output
    assert (tmp_path / "c.json").exists() == (code < 2)
    assert "Traceback" not in done.output and (code < 2 or done.output.count("\n") == 1)
