"""The documents say what the code does: settings, events, commands, reasons, links, pictures, examples."""

import importlib.util
import json
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

from softsell import __version__, config
from softsell.advise import answer, catalogue
from softsell.cli import main
from softsell.core import effects, events
from softsell.core.conversation import STATES, TABLE
from softsell.core.diagram import cards, markdown, svg
from softsell.core.hearing import SIGNALS
from softsell.core.outreach import Reason
from softsell.shops import ecommerce, segment
from softsell.shops.told import key
from softsell.store.times import utc

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
RECEIVED = utc(1_780_000_000_000)


def read(path: str | Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def fences(text: str, lang: str | None = None) -> list[str]:
    """The fenced blocks of a page, all or those of one language."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [body for name, body in found if lang is None or name == lang]


def codes(text: str) -> Iterator[str]:
    """Every line of code in a page, fenced or marked."""
    for block in fences(text):
        yield from block.splitlines()
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))


def rows(text: str) -> list[list[str]]:
    """The cells of every table row."""
    return [
        [cell.strip() for cell in line.strip("|\n").split("|")] for line in text.splitlines() if line.startswith("|")
    ]


def module(path: Path) -> ModuleType:
    """A script, imported from its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


# -- settings, events, commands, reasons ---------------------------------------------------------------------------------


def test_the_sample_has_every_setting_with_its_default() -> None:
    sample = read("softsell.toml.sample")
    shown = re.sub(r"^# (?=[a-z_]+ = )", "", sample, flags=re.MULTILINE)
    told: dict[str, Any] = {}
    for name, value in tomllib.loads(shown).items():
        told |= {f"{name}.{k}": v for k, v in value.items()} if isinstance(value, dict) else {name: value}
    assert told == config.paths()


def test_the_sample_loads_and_changes_nothing() -> None:
    assert config.load(ROOT / "softsell.toml.sample", {}) == config.Config()


def test_every_setting_of_the_sample_is_explained() -> None:
    lines = read("softsell.toml.sample").splitlines()
    for before, line in pairwise(lines):
        if re.match(r"# [a-z_]+ = ", line):
            assert before.startswith("# "), line


def test_every_event_is_documented_with_its_fields() -> None:
    page = read("docs/events.md").partition("## Every event of the core")[2]
    told = {row[0].strip("`"): row[1] for row in rows(page)[2:]}
    kinds = {kind.__name__: kind for kind in events.Event.__args__}
    assert told.keys() == kinds.keys()
    for name, kind in kinds.items():
        fields = [f for f in kind.__struct_fields__ if f not in ("id", "at")]
        assert [f for f in fields if f"`{f}`" not in told[name]] == [], name


def test_every_name_a_shop_may_send_is_documented() -> None:
    page = read("docs/events.md").partition("## What a shop sends")[2].partition("## The person")[0]
    named = {key(name) for row in rows(page)[2:] if "calls" not in row[0] for name in row[0].split(",")}
    assert named == ecommerce._READERS.keys()


def test_every_event_that_is_documented_as_sent_comes_out_of_the_door() -> None:
    page = read("docs/events.md").partition("## What a shop sends")[2].partition("## The person")[0]
    values = {
        "product_id": "p", "products": [{"product_id": "p", "quantity": 1}], "order_id": "o", "total": 10, "filters": [],
        "query": "wool",
    }  # fmt: skip
    for row in rows(page)[2:]:
        if "calls" in row[0]:
            continue
        for name in row[0].split(","):
            call = {"type": "track", "userId": "u", "messageId": "m", "event": name.strip(), "properties": values}
            sent = {} if name.strip() == "Cart Emptied" else values
            body = json.dumps({**call, "properties": sent}).encode()
            got = segment.parse(body, call="track", received_at=RECEIVED, write_key="k").arrivals
            assert got, name
            assert {f"`{type(one.event).__name__}`" for one in got} <= set(re.findall(r"`\w+`", row[1])), name


def test_every_effect_is_in_the_glossary() -> None:
    page = read("docs/glossary.md")
    assert [kind.__name__ for kind in effects.Effect.__args__ if f"`{kind.__name__}`" not in page] == []


def test_every_command_is_in_the_readme() -> None:
    told = {row[0] for row in rows(read("README.md"))}
    assert {f"`softsell {name}`" for name in main.commands} <= told


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_command_that_is_shown_exists_with_its_options(page: Path) -> None:
    for line in codes(page.read_text(encoding="utf-8")):
        found = re.match(r"softsell (?:-c \S+ )?([a-z]+(?:-[a-z]+)*)\b([^#]*)", line)
        if found is None:
            continue
        name, rest = found.groups()
        assert name in main.commands, line
        options = {o for parameter in main.commands[name].params for o in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= options, line


def test_every_reason_is_documented() -> None:
    told = {row[0].strip("`") for row in rows(read("docs/architecture.md"))}
    assert {str(reason) for reason in Reason} <= told


def test_the_limits_of_the_door_are_as_documented() -> None:
    page = read("docs/events.md")
    assert f"larger than {segment.EVENT_BYTES >> 10} KB, or a batch larger than {segment.BATCH_BYTES >> 10} KB" in page


def test_the_changelog_knows_this_version_and_every_migration() -> None:
    page = read("CHANGELOG.md")
    assert f"## {__version__}" in page
    migrations = (ROOT / "softsell" / "store" / "migrations").glob("*.sql")
    assert [path.stem for path in migrations if f"`{path.stem}`" not in page] == []


# -- links, commands of make, decisions -----------------------------------------------------------------------------------


def anchors(path: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_make_command_is_in_the_makefile(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    shown = [
        found[1]
        for line in codes(page.read_text(encoding="utf-8"))
        if (found := re.match(r"(?:.*&& )?make ([a-z]+)", line))
    ]
    assert set(shown) <= targets


def test_decisions_are_numbered_listed_and_complete() -> None:
    pages = sorted((DOCS / "decisions").glob("0*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    listed = read("docs/decisions/README.md")
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert f"]({page.name})" in listed
        assert text.startswith(f"# {page.name[:4]}. ")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences", "Alternatives"]
        assert len(text.splitlines()) <= 60


# -- what is drawn --------------------------------------------------------------------------------------------------------


def test_what_is_drawn_from_the_code_is_up_to_date() -> None:
    drawn = module(DOCS / "draw.py").drawn()
    assert len(drawn) == 3
    stale = [path.name for path, text in drawn.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    assert stale == [], "run `python docs/draw.py`"


def test_the_compiled_rules_are_those_that_are_written() -> None:
    assert module(ROOT / "tools" / "rulebook.py").main(check=True) == 0, "run `make rules`"


def test_the_forms_of_words_are_those_that_the_rules_name(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("islenska")
    forms = module(ROOT / "tools" / "forms.py")
    monkeypatch.setattr("sys.argv", ["forms.py", "--check"])
    assert forms.main() == 0, "run `make rules`"


def test_the_drawn_table_holds_every_state_and_signal_once() -> None:
    pairs = [(state, signal) for card in cards(TABLE) for state in card.states for signal in card.signals]
    assert sorted(pairs) == sorted((state, signal) for state in STATES for signal in SIGNALS)
    assert all(state.replace("_", " ") in svg(TABLE) for state in STATES)
    assert len(markdown(TABLE).splitlines()) == 2 + len(cards(TABLE))


def test_every_signal_is_explained() -> None:
    page = read("docs/architecture.md").partition("docs/draw.py: end")[2]
    told = {name.strip(" `") for row in rows(page) for name in row[0].split(",")}
    assert set(SIGNALS) <= told


# -- examples in the documents --------------------------------------------------------------------------------------------


def test_the_catalogue_and_the_knowledge_that_are_shown_can_be_read() -> None:
    shown = fences(read("docs/integrate.md"), "json")
    built = catalogue.build(*catalogue.decode(shown[0]))
    assert built.products[0].attributes == {"warmth": 4.0}
    known = answer.decode(shown[1])
    assert [way.id for way in known.deliveries] == ["home", "pickup"]
    assert known.passages[0].topic == "care"


def test_the_consent_that_is_shown_is_taken() -> None:
    (shown,) = fences(read("docs/events.md"), "json")
    body = {"type": "identify", "userId": "u", "messageId": "m", "traits": {"email": "a@shop.is", **json.loads(shown)}}
    got = segment.parse(json.dumps(body).encode(), call="identify", received_at=RECEIVED, write_key="k")
    (told,) = [one.event for one in got.arrivals if isinstance(one.event, events.Identified)]
    assert told.consent is not None
    assert (told.consent.basis, told.consent.version) == ("consent", "2026-03")


def test_what_the_readme_posts_by_curl_is_an_order() -> None:
    (shown,) = [block for block in fences(read("README.md")) if block.startswith("curl")]
    found = re.search(r"-d '(.*)'", shown, re.DOTALL)
    assert found is not None
    got = segment.parse(found[1].encode(), call="track", received_at=RECEIVED, write_key="k")
    assert [type(one.event).__name__ for one in got.arrivals] == ["Ordered"]


def test_every_json_that_is_shown_is_json() -> None:
    for page in PAGES:
        for block in fences(page.read_text(encoding="utf-8"), "json"):
            msgspec.json.decode(block)
