"""`softsell ask`: a guided talk in a terminal and a line in for a line out, without a database."""

import json
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from softsell.cli import main


def ask(folder: Path, text: str, *options: str) -> Result:
    with chdir(folder):
        return CliRunner().invoke(main, ["ask", *options], input=text)


def lines(folder: Path, turns: list[Any], *options: str) -> list[dict[str, Any]]:
    body = "\n".join(turn if isinstance(turn, str) else json.dumps(turn) for turn in turns)
    got = ask(folder, body, "--jsonl", *options)
    return [json.loads(line) for line in got.stdout.splitlines()]


def test_a_talk_is_guided_to_a_close_only_after_the_customer_is_satisfied(tmp_path: Path) -> None:
    said = [
        "a warm sweater for hiking, under 30000",
        "what do you recommend?",
        "the second one suits me",
        "I pick it up",
    ]
    got = ask(tmp_path, "\n".join([*said, "/end", ""]), "--sample")
    assert got.exit_code == 0
    parts = got.stdout.split("Nothing is known yet")[1]
    assert "Because you said “a warm sweater for hiking, under 30000”" in parts
    assert "so the checkout waits" in parts
    assert parts.index("so the checkout waits") < parts.index("may be shown") < parts.index("In total: ISK")
    assert not list(tmp_path.rglob("*.db"))


def test_a_number_picks_a_quick_answer_and_back_takes_it_away(tmp_path: Path) -> None:
    got = ask(tmp_path, "I need something warm for hiking\n1\n/back\n/nonsense\n", "--sample").stdout
    assert "kind of product: Wool sweaters" in got
    last = got.rpartition("What was understood")[2]
    assert "kind of product" not in last
    assert "There is no such command." in got


def test_what_the_seller_says_instead_is_read_by_the_lint(tmp_path: Path) -> None:
    got = ask(tmp_path, "is delivery free?\n/said Hurry, this is your last chance.\n/said Yes.\n", "--sample").stdout
    assert "block: “" in got and "Nothing in it presses." in got


def test_an_icelandic_talk_is_in_icelandic(tmp_path: Path) -> None:
    got = ask(tmp_path, "Mig vantar hlýja húfu\n", "--sample", "--lang", "is").stdout
    assert "Það sem hefur skilist" in got and "vöruflokkur: Húfur og treflar" in got
    assert "What" not in got


def test_a_line_in_gives_a_line_out_in_order(tmp_path: Path) -> None:
    turns: list[Any] = [
        {"by": "buyer", "text": "I need a warm hat"},
        {"by": "seller", "drafted": True},
        {"by": "buyer", "text": "what do you recommend?"},
        {"by": "seller", "draft": "Hurry!"},
    ]
    told = lines(tmp_path, turns, "--sample")
    assert len(told) == 4
    assert told[0]["draft"]["text"] and not told[1]["draft"]["text"]
    assert told[2]["suggestions"] and all(one["drawback"] for one in told[2]["suggestions"])
    assert [one["severity"] for one in told[3]["findings"]] == ["block"] or told[3]["findings"]


def test_a_line_that_cannot_be_read_says_what_and_where_and_the_talk_goes_on(tmp_path: Path) -> None:
    turns: list[Any] = [{"by": "buyer", "text": "a warm hat"}, "{", {"by": "x"}, {"by": "seller", "text": "Yes."}]
    body = "\n".join(turn if isinstance(turn, str) else json.dumps(turn) for turn in turns)
    got = ask(tmp_path, body, "--jsonl", "--sample")
    told = [json.loads(line) for line in got.stdout.splitlines()]
    assert got.exit_code == 2
    assert [one.get("error", {}).get("line") for one in told] == [None, 2, 3, None]
    assert told[2]["error"]["field"] == "by"
    assert told[3]["summary"]["needs"] == told[0]["summary"]["needs"] != []


def test_a_folder_of_ones_own_and_the_settings_both_name_a_shop(tmp_path: Path) -> None:
    from softsell import load

    sample = load.sample_folder()
    turn = {"by": "buyer", "text": "a warm hat"}
    of_folder = lines(tmp_path, [turn], "--shop", str(sample))
    settings = tmp_path / "softsell.toml"
    settings.write_text(
        f'[shop]\ncatalogue = "{sample / "catalogue.json"}"\nknowledge = "{sample / "knowledge.json"}"\n',
        encoding="utf-8",
    )
    got = CliRunner().invoke(main, ["-c", str(settings), "ask", "--jsonl"], input=json.dumps(turn))
    assert got.exit_code == 0
    assert json.loads(got.stdout)["summary"] == of_folder[0]["summary"]


@pytest.mark.parametrize("made", ["nothing", "empty"])
def test_without_a_shop_it_says_how_to_name_one(tmp_path: Path, made: str) -> None:
    (tmp_path / "empty").mkdir()
    got = ask(tmp_path, "", *(["--shop", str(tmp_path / "empty")] if made == "empty" else []))
    assert got.exit_code == 2
    assert ("catalogue.json" if made == "empty" else "--sample") in got.output
