"""POST /v1/coach: the same coaching for other inboxes, the example of the documents, and what is refused."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import web_world as world
from msgspec.structs import replace

from softsell.web.app import build
from softsell.worker import Runtime

KEY = "a-key-of-the-tests-alone"
DOCS = Path(__file__).resolve().parents[2] / "docs" / "integrate.md"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    made = world.runtime(tmp_path_factory.mktemp("coach"))
    config = replace(made.config, server=replace(made.config.server, api_key=KEY))
    rt = Runtime(config, made.db, made.clock)
    with world.served(build(rt)) as served:
        yield served
    made.db.close()


def ask(url: str, body: Any, key: str = KEY) -> httpx.Response:
    return httpx.post(f"{url}/v1/coach", json=body, headers={"authorization": f"Bearer {key}"})


def test_the_example_of_the_documents_is_answered_as_it_says(url: str) -> None:
    page = DOCS.read_text(encoding="utf-8").partition("/v1/coach")[2]
    asked, answered = (json.loads(body) for body in re.findall(r"```json\n(.*?)```", page, re.S)[:2])
    got = ask(url, asked)
    assert got.status_code == 200
    assert_holds(answered, got.json())


def assert_holds(shown: Any, told: Any, where: str = "") -> None:
    """Everything that the document shows is there as shown; lists may be longer."""
    match shown:
        case dict():
            for name, value in shown.items():
                assert name in told, f"{where}.{name}"
                assert_holds(value, told[name], f"{where}.{name}")
        case list():
            assert len(told) >= len(shown), where
            for n, value in enumerate(shown):
                assert_holds(value, told[n], f"{where}[{n}]")
        case _:
            assert told == shown, where


@pytest.mark.parametrize("lang", ["en", "is"])
def test_a_transcript_is_understood_in_its_language_and_the_draft_is_clean(url: str, lang: str) -> None:
    text = {"en": "I need a warm hat for hiking", "is": "Mig vantar hlýja húfu"}[lang]
    told = ask(url, {"language": lang, "transcript": [{"by": "buyer", "text": text}]}).json()
    assert told["language"] == lang
    assert {need["said"] for need in told["summary"]["needs"]} == {text}
    assert told["draft"]["text"] and told["draft"]["question"]
    assert [one for one in told["findings"] if one["severity"] == "block"] == []
    assert not told["draft"]["close"]


def test_the_lint_reads_a_draft_that_is_given(url: str) -> None:
    told = ask(url, {"language": "en", "draft": "Hurry, this is your last chance."}).json()
    assert "block" in {one["severity"] for one in told["findings"]}
    assert ask(url, {"language": "en", "draft": "Yes, it comes in blue."}).json()["findings"] == []


def test_the_cart_says_what_kind_of_thing_it_is_about(url: str) -> None:
    talk = [{"by": "buyer", "text": "Is there anything warmer?"}]
    bare = ask(url, {"language": "en", "transcript": talk}).json()
    with_cart = ask(url, {"language": "en", "transcript": talk, "cart": [{"product_id": "hlyja-lopapeysa"}]}).json()
    assert bare != with_cart
    assert all("category" not in (q or {}).get("id", "") for q in [with_cart["next_question"]])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"transcript": [{"by": "somebody", "text": "x"}]}, "transcript[0].by"),
        ({"transcript": [{"by": "buyer", "words": "x"}]}, "transcript[0]"),
        ({"transcript": [{"by": "buyer", "text": "x" * 5001}]}, "transcript[0].text"),
        ({"transcript": [{"by": "buyer", "text": "x"}] * 401}, "transcript"),
        ({"cart": [{"product_id": "a", "quantity": 0}]}, "cart[0].quantity"),
        ({"language": "de"}, "language"),
    ],
)
def test_a_body_that_is_wrong_is_refused_with_what_and_where(url: str, body: Any, field: str) -> None:
    got = ask(url, body)
    assert (got.status_code, got.json()["error"]["field"]) == (400, field)
    assert got.json()["error"]["message"]


def test_it_opens_for_the_key_alone_and_for_no_other_origin(url: str) -> None:
    for key in ("no", "wk_1", KEY + "x"):
        assert ask(url, {}, key).status_code == 401
    assert "access-control-allow-origin" not in ask(url, {}).headers
    got = httpx.get(f"{url}/v1/coach")
    assert got.status_code == 405 and "access-control-allow-origin" not in got.headers
