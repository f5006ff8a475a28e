"""The lint for other programs and at the desk: who may ask, what comes back, and what is refused with where and why."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import web_world as world
from desk_world import HASH, NAME, Desk, at_the_desk, desk_of
from msgspec.structs import replace
from starlette.applications import Starlette

from softsell import store
from softsell.copy.api import check
from softsell.errors import ConfigError
from softsell.voice.score import PARTS, SOFT_PARTS
from softsell.web import desk_lint, lint
from softsell.web.app import build
from softsell.web.desk_lint import difference, marks
from softsell.worker import Runtime

KEY = "a-key-of-the-shop-that-nobody-else-knows"
PUSHY = "The wool is soft. Hurry, only 2 left in stock!"
HEADERS = {"authorization": f"Bearer {KEY}"}


def keyed(folder: Path, **server: Any) -> Runtime:
    """An installation whose lint opens for a key."""
    made = world.runtime(folder)
    server = {"api_key": KEY, **server}
    return Runtime(replace(made.config, server=replace(made.config.server, **server)), made.db, made.clock)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    rt = keyed(tmp_path_factory.mktemp("shop"))
    with world.served(build(rt)) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client
    rt.db.close()


def asked(door: httpx.Client, status: int = 200, **body: Any) -> dict[str, Any]:
    answer = door.post("/api/lint", json=body, headers=HEADERS)
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def test_a_text_comes_back_as_its_documented_report(door: httpx.Client) -> None:
    told = asked(door, text=PUSHY, lang="en", kind="body")
    report = check(PUSHY, lang="en", kind="body")
    assert (told["version"], told["verdict"]) == (1, "block")
    assert (told["pressure"], told["softness"]) == (report.pressure, report.softness)
    assert [(one["rule"], one["start"], one["end"]) for one in told["findings"]] == [
        (one.rule, one.start, one.end) for one in report.findings
    ]
    assert set(told["findings"][0]) == set(report.findings[0].__struct_fields__)
    assert told["allowed"] == told["warnings"] == [] and "softened" not in told


def test_both_scores_come_with_their_parts_and_are_never_one(door: httpx.Client) -> None:
    told = asked(door, text=f"{PUSHY} Take your time; we are glad to help.")
    assert told["pressure_parts"] and set(told["pressure_parts"]) <= set(PARTS.values())
    assert told["softness_parts"] and set(told["softness_parts"]) <= set(SOFT_PARTS)
    assert max(told["pressure_parts"].values()) <= told["pressure"] < 1


def test_a_softer_text_comes_when_it_is_asked_for_in_the_format_of_the_text(door: httpx.Client) -> None:
    softer = asked(door, text=PUSHY, lang="en", soften=True)["softened"]
    assert softer.startswith("The wool is soft. ") and "Hurry" not in softer
    assert asked(door, text=softer, lang="en")["verdict"] == "ok"
    page = asked(door, text=f"<p>Fish &amp; chips.</p>\n<p>{PUSHY}</p>", format="html", lang="en", soften=True)
    assert page["softened"].startswith("<p>Fish &amp; chips.</p>\n<p>The wool is soft. ")
    assert asked(door, text="The wool is soft.", soften=True)["softened"] == "The wool is soft."


def test_several_texts_are_answered_in_their_order_each_with_its_own_settings(door: httpx.Client) -> None:
    mine = {"text": "Kauptu núna!", "lang": "is", "kind": "button", "soften": True}
    told = asked(door, texts=[PUSHY, mine, "Good morning."], lang="en", kind="letter")["reports"]
    assert [one["verdict"] for one in told] == ["block", "block", "ok"]
    assert told[1]["findings"][0]["lang"] == "is" and told[1]["findings"][0]["kind"] == "button"
    assert ["softened" in one for one in told] == [False, True, False]


def test_words_from_evidence_are_milder(door: httpx.Client) -> None:
    claim = {"start": 0, "end": 11, "source": "stock", "as_of": "2026-06-01"}
    assert asked(door, text="Only 2 left.", lang="en")["verdict"] == "block"
    assert asked(door, text="Only 2 left.", lang="en", claims=[claim])["verdict"] != "block"
    assert asked(door, text="Only 2 left.", lang="en", claims=[{**claim, "source": ""}])["verdict"] == "block"
    stale = {**claim, "valid_until": "2026-06-02"}
    assert asked(door, text="Only 2 left.", lang="en", claims=[stale])["verdict"] == "block"


@pytest.mark.parametrize(
    ("body", "field", "why"),
    [
        (b"{", "body", "this is not JSON"),
        (b"[]", "", "Expected `object`, got `array`"),
        (b"{}", "text", "one of text and texts is required"),
        (b'{"text": "a", "texts": []}', "text", "one of text and texts is required"),
        (b'{"text": 1}', "text", "Expected `str | null`, got `int`"),
        (b'{"texts": ["a", {"text": "b", "kind": "poem"}]}', "texts[1].kind", "Invalid enum value 'poem'"),
        (b'{"text": "a", "claims": [{"start": 1}]}', "claims[0]", "Object missing required field `end`"),
        (b'{"text": "a", "lnag": "en"}', "", "Object contains unknown field `lnag`"),
        (b'{"text": "\\ud83d"}', "body", "this is not JSON"),
        (b'{"texts": [' + b'"a",' * 100 + b'"a"]}', "texts", "at most 100 texts"),
        (b'{"texts": ' + b"[" * 5000, "", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_where_and_why(
    door: httpx.Client, body: bytes, field: str, why: str
) -> None:
    answer = door.post("/api/lint", content=body, headers=HEADERS)
    assert answer.status_code == 400, answer.text
    told = answer.json()
    assert told["success"] is False
    assert (told["error"]["field"], told["error"]["message"][: len(why)]) == (field, why) or not why


def test_a_large_body_is_refused_whether_it_says_its_size_or_not(door: httpx.Client) -> None:
    large = b'{"text": "' + b"a" * 200_000 + b'"}'
    assert door.post("/api/lint", content=large, headers=HEADERS).status_code == 413
    assert door.post("/api/lint", content=iter([large]), headers=HEADERS).status_code == 413


def test_only_the_key_opens_it(door: httpx.Client) -> None:
    for header in ("", "Bearer", "Bearer wk_1", f"Basic {KEY}", f"Bearer {KEY}x", f"Bearer {KEY[:-1]}"):
        answer = door.post("/api/lint", json={"text": "a"}, headers={"authorization": header} if header else {})
        assert (answer.status_code, answer.json()["error"]["field"]) == (401, "authorization"), header
        assert answer.headers["www-authenticate"] == "Bearer"


def test_it_is_asked_by_post_from_no_other_origin_and_sets_no_cookie(door: httpx.Client) -> None:
    for method in ("GET", "HEAD", "OPTIONS", "PUT"):
        answer = door.request(method, "/api/lint", headers={**HEADERS, "origin": "https://other.example"})
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST"), method
        assert "access-control-allow-origin" not in answer.headers
    assert door.get("/api/lint").json()["error"]["message"] == "Method Not Allowed"
    answer = door.post("/api/lint", json={"text": "a"}, headers={**HEADERS, "origin": "https://other.example"})
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    assert not {"set-cookie", "access-control-allow-origin"} & set(answer.headers)


def test_who_asks_too_often_waits_and_so_does_who_guesses(tmp_path: Path) -> None:
    rt, now = keyed(tmp_path), [0.0]
    app = Starlette(routes=lint.routes(rt, lambda: now[0]))

    def post(**headers: str) -> httpx.Response:
        return client.post("/api/lint", json={"text": "a"}, headers=headers)

    with world.served(app) as url, httpx.Client(base_url=url) as client:
        assert {post(**HEADERS).status_code for _ in range(lint.BURST)} == {200}
        refused = post(**HEADERS)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
        guesses = [post().status_code for _ in range(14)]
        assert guesses[0] == 401 and guesses[-1] == 429
        now[0] += 1
        assert post(**HEADERS).status_code == 200
    rt.db.close()


@pytest.mark.parametrize("key", ["short", "wk_1"])
def test_a_key_that_is_short_or_public_is_refused_at_the_start(tmp_path: Path, key: str) -> None:
    rt = keyed(tmp_path, api_key=key)
    with pytest.raises(ConfigError, match=r"server\.api_key"):
        build(rt)
    rt.db.close()


def test_without_a_key_no_token_opens_it(tmp_path: Path) -> None:
    rt = keyed(tmp_path, api_key="")
    with world.served(build(rt)) as url:
        for token in ("Bearer", "Bearer wk_1", "Bearer None"):
            answer = httpx.post(f"{url}/api/lint", json={"text": "a"}, headers={"authorization": token})
            assert answer.status_code == 401
    rt.db.close()


def test_somebody_at_the_desk_may_ask_with_the_token_of_their_forms(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        token = desk.token("/desk/words")
        body = {"text": PUSHY}
        told = desk.client.post("/desk/api/lint", json=body, headers={"x-csrf-token": token})
        assert told.status_code == 200 and told.json()["verdict"] == "block"
        for headers in ({}, {"x-csrf-token": ""}, {"x-csrf-token": "0" * 32}):
            assert desk.client.post("/desk/api/lint", json=body, headers=headers).status_code == 401
        store.settings.change_user(desk.rt.db, world.SHOP, NAME, password_hash=HASH[:-1] + "x")
        assert desk.client.post("/desk/api/lint", json=body, headers={"x-csrf-token": token}).status_code == 401


def test_who_has_not_signed_in_may_not_ask_whatever_their_token(tmp_path: Path) -> None:
    rt = world.runtime(tmp_path)
    store.settings.add_user(rt.db, world.SHOP, NAME, HASH, "en", rt.clock())
    with desk_of(rt) as desk:
        headers = {"x-csrf-token": desk.token()}
        assert desk.client.post("/desk/api/lint", json={"text": "a"}, headers=headers).status_code == 401
    rt.db.close()


# -- at the desk -----------------------------------------------------------------------------------------------------------


def read(desk: Desk, text: str, **form: str) -> str:
    answer = desk.post("/desk/words", "/desk/words", text=text, **form)
    assert answer.status_code == 200
    return answer.text


def test_the_page_for_words_works_without_scripts(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        assert '<a href="/desk/words" aria-current="page">Words</a>' in desk.get("/desk/words").text
        html = read(desk, PUSHY, kind="body", lang="")
        for words in ("presses the reader", "Pressure", "Softness", "scarcity", "<del>", "<ins>", PUSHY):
            assert words in html, words
        assert "data-use" not in html  # a button that only a script could press
        assert '<option value="body" selected>' in html
        assert "Nothing in it presses." in read(desk, "The wool is soft.")
        assert "<script>" not in read(desk, "<script>alert(1)</script> Buy now!").replace("<script src", "")


def test_the_language_is_seen_from_the_words_or_chosen(tmp_path: Path) -> None:
    with at_the_desk(tmp_path, "is") as desk:
        assert "þrýstir á lesandann" in read(desk, "Drífðu þig, aðeins 2 eftir!")
        assert "þrýstir á lesandann" in read(desk, "Hurry, only 2 left!")
        assert "Ekkert í honum þrýstir á." in read(desk, "Hurry!", lang="is")


def test_the_page_shows_no_softer_text_where_nothing_would_change(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        assert "Nothing would be changed." in read(desk, "The wool is soft.")
        assert "It appears here while you write." in read(desk, "  ")
        assert desk.client.post("/desk/words", data={"text": "a"}).status_code == 403


def test_marks_count_as_browsers_do_and_the_gravest_is_shown(tmp_path: Path) -> None:
    text = "🎉 Only 2 left. 🎉 Buy now!"
    found = check(text, lang="en", kind="body").findings
    units = text.encode("utf-16-le")
    shown = [(units[2 * a : 2 * b].decode("utf-16-le"), how) for a, b, how in marks(text, found)]
    assert ("Only 2 left", "block") in shown
    assert all(a < b <= c for (a, b, _), (c, _, _) in zip(marks(text, found), marks(text, found)[1:], strict=False))


def test_the_difference_is_the_text_before_and_the_text_after() -> None:
    text = "One. Two is here. Three."
    made = [desk_lint.Change(5, 17, "Two was here."), desk_lint.Change(18, 24, "")]
    pieces = difference(text, made)
    assert "".join(words for how, words in pieces if how != "ins") == text
    assert "".join(words for how, words in pieces if how != "del") == "One. Two was here. "
    assert ("same", "Two") not in pieces and ("del", "is") in pieces
