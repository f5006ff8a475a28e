"""The page of choices: GET shows, POST acts before the next letter, and whoever was passed the link gains nothing."""

from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from desk_world import at_the_desk
from web_world import ORDINARY, SHOP, Clock, Page, ask, dump, leave_a_cart, replace, say, served, unsubscribe_token

from softsell import store, tokens, writing
from softsell.core import events as ev
from softsell.core.effects import Ask, HandOver
from softsell.core.shopper import Shopper
from softsell.web import app
from softsell.web.preferences import masked
from softsell.worker import Runtime, _look, deliver

LANGS = ("en", "is")
DAY = timedelta(days=1)
PAUSE, CARTS = {"what": "pause", "days": "90"}, {"what": "decline", "topic": "carts"}


def shopper(rt: Runtime, key: str) -> Shopper:
    found = store.desk.shopper(rt.db, SHOP, key)
    assert found is not None
    return found


def link(rt: Runtime, key: str) -> str:
    assert isinstance(rt.clock, Clock)
    return f"/p/{writing.preferences_token(rt.desk, rt.shop().policy, shopper(rt, key), rt.clock.now)}"


def later(rt: Runtime, days: float) -> None:
    assert isinstance(rt.clock, Clock)
    rt.clock.now += days * DAY


def letters(rt: Runtime, key: str) -> list[str]:
    found = store.person.transcript(rt.db, SHOP, key)
    return [entry.status for entry in found if isinstance(entry.effect, Ask)]


def forms(seen: Page) -> list[dict[str, str]]:
    """Every form as a browser without scripts would post it, with each of its buttons."""
    found = []
    for button in seen.buttons:
        fields = dict(seen.forms[button["of"]]["fields"])
        found.append(fields | ({button["name"]: button["value"]} if "name" in button else {}))
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_offers_fewer_letters_and_says_why_they_come(rt: Runtime, web: httpx.Client, lang: str) -> None:
    key, _ = ask(rt, lang=lang)
    answer = web.get(link(rt, key))
    seen = Page(answer.text)
    assert answer.status_code == 200 and f'<html lang="{lang}"' in answer.text and "<script" not in answer.text
    assert answer.headers["cache-control"] == "no-store" and "set-cookie" not in answer.headers
    offered = [
        (form["what"], form.get("topic", "") or form.get("days", "") or form.get("language", ""))
        for form in forms(seen)
    ]
    other = "is" if lang == "en" else "en"
    assert offered == [
        ("decline", "carts"), ("pause", "30"), ("pause", "90"), ("pause", "180"), ("pause", ""), ("language", other),
        ("stop", ""),
    ]  # fmt: skip
    assert "a***@e***.is" in seen.text and "checkout" in seen.text and "23" in seen.text
    assert {"en": "said yes to letters from Lopi og lækur", "is": "Lopi og lækur hefur leyfi þitt"}[lang] in seen.text
    assert all(form["action"].startswith("/p/") for form in seen.forms)


def test_neither_an_address_nor_a_name_nor_a_cart_is_on_the_pages(rt: Runtime, web: httpx.Client) -> None:
    key, _ = ask(rt)
    say(rt, key, ev.Ordered(id="o", at=rt.clock(), order_id="4711", total=25900, currency="ISK", lines=()))
    for page in ("", "/privacy"):
        seen = web.get(f"{link(rt, key)}{page}").text
        for secret in ("anna", "Anna", "lopapeysa", "4711", "25900", "25,900", key):
            assert secret not in seen.split("<main")[1], (page, secret)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("anna@example.is", "a***@e***.is"), ("a@b.is", "a***@b***.is"), ("x.y@mail.shop.co.uk", "x***@m***.uk"),
        ("þóra@póstur.is", "þ***@p***.is"), ("", ""), ("nobody", ""), ("a@localhost", ""), ("@b.is", ""),
    ],
)  # fmt: skip
def test_an_address_is_masked(address: str, shown: str) -> None:
    assert masked(address) == shown


@pytest.mark.parametrize("page", ["", "/privacy"])
def test_looking_changes_nothing_whoever_looks(rt: Runtime, web: httpx.Client, page: str) -> None:
    key, _ = ask(rt)
    where, before = f"{link(rt, key)}{page}", dump(rt)
    for answer in (web.get(where), web.head(where), web.get(f"{where}?what=stop&topic=carts&days=90")):
        assert answer.status_code == 200
    assert dump(rt) == before


@pytest.mark.parametrize("form", [CARTS, PAUSE, {"what": "stop"}])
def test_a_press_acts_before_any_worker_and_twice_is_once(rt: Runtime, web: httpx.Client, form: dict[str, str]) -> None:
    key, _ = ask(rt)
    where = link(rt, key)
    assert letters(rt, key) == ["pending"]
    answer = web.post(where, data=form)
    assert answer.status_code == 200 and answer.history == [] and 'role="status"' in answer.text
    assert letters(rt, key) == ["withdrawn"]
    before = shopper(rt, key)
    assert web.post(where, data=form).status_code == 200
    after = shopper(rt, key)
    assert (before.declined, before.stopped_at) == (after.declined, after.stopped_at)
    assert after.consent == before.consent
    later(rt, 5)
    store.drain(rt.db, rt.shop(), rt.clock())
    assert deliver(rt, rt.shop(), rt.clock()).put_off == 0 and letters(rt, key) == ["withdrawn"]


@pytest.mark.parametrize("form", [CARTS, PAUSE, {"what": "stop"}, {"what": "erase", "sure": "yes"}])
def test_a_letter_in_a_workers_hand_does_not_go_out_after_the_press(
    rt: Runtime, web: httpx.Client, form: dict[str, str]
) -> None:
    """Neither that of this key nor that of another key with the same address."""
    key, _ = ask(rt)
    other = leave_a_cart(rt, "9", products=("brekka-vesti",))
    say(rt, other, ev.Identified(id="same", at=rt.clock(), address="anna1@example.is"))
    later(rt, 1)
    now = rt.clock()
    store.drain(rt.db, rt.shop(), now)
    hands = []
    for _ in range(2):
        found = store.claim(rt.db, rt.shop(), now, "w", look=lambda *_: None)
        assert isinstance(found, store.Claimed)
        hands.append(found)
    assert {one.shopper.key for one in hands} == {key, other}
    assert web.post(link(rt, key), data=form).status_code == 200
    now = rt.clock()
    assert [store.mark(rt.db, one.effect_id, "sending", now) for one in hands] == [False, False]
    for one in hands:
        store.put_off(rt.db, one.effect_id, now)
    later(rt, 1)
    assert deliver(rt, rt.shop(), rt.clock()).put_off == 0, "nothing is claimed again: the last look refuses"
    assert set(letters(rt, key) + letters(rt, other)) <= {"withdrawn", "skipped"}


def test_a_pause_holds_until_its_day_and_a_shorter_one_changes_nothing(rt: Runtime, web: httpx.Client) -> None:
    key, _ = ask(rt)
    where = link(rt, key)
    seen = Page(web.post(where, data=PAUSE).text)
    until = shopper(rt, key).postponed_until
    assert until is not None and "22 February 2027" in seen.text
    assert [form.get("days") for form in forms(seen) if form["what"] == "pause"] == ["180", None]
    web.post(where, data={"what": "pause", "days": "30"})
    assert shopper(rt, key).postponed_until == until
    web.post(where, data={"what": "pause", "until": "2027-06-01"})
    last = shopper(rt, key).postponed_until
    assert last is not None and last.isoformat() == "2027-06-01T00:00:00+00:00"


@pytest.mark.parametrize(
    "fields",
    [
        {"until": "yesterday"}, {"until": "2026-11-01"}, {"until": "2099-01-01"}, {"until": ""}, {"days": "7"}, {},
        {"days": "30 days"}, {"until": "2026-13-45"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", LANGS)
def test_a_day_that_cannot_be_is_said_kindly_and_changes_nothing(
    rt: Runtime, web: httpx.Client, fields: dict[str, str], lang: str
) -> None:
    key, _ = ask(rt, lang=lang)
    where, before = link(rt, key), dump(rt)
    answer = web.post(where, data={"what": "pause", **fields})
    assert answer.status_code == 422
    assert {"en": "could not read that day", "is": "gátum ekki lesið daginn"}[lang] in answer.text
    assert dump(rt) == before


def test_the_language_changes_the_page_and_the_next_letter(rt: Runtime, web: httpx.Client) -> None:
    key, _ = ask(rt)
    answer = web.post(link(rt, key), data={"what": "language", "language": "is"})
    assert '<html lang="is"' in answer.text and "Um hvað megum við skrifa" in answer.text
    later(rt, 1)
    store.drain(rt.db, rt.shop(), rt.clock())
    asked = [e.effect for e in store.person.transcript(rt.db, SHOP, key) if isinstance(e.effect, Ask)]
    assert [ask.language for ask in asked] == ["en", "is"] and letters(rt, key) == ["withdrawn", "pending"]
    assert web.post(link(rt, key), data={"what": "language", "language": "da"}).status_code == 400


def test_a_shop_of_one_language_offers_no_other(rt: Runtime, web: httpx.Client) -> None:
    store.settings.save_policy(rt.db, SHOP, replace(ORDINARY, languages=("en",), language="en"), "test", rt.clock())
    key, _ = ask(rt)
    seen = Page(web.get(link(rt, key)).text)
    assert [form["what"] for form in forms(seen)].count("language") == 0
    assert web.post(link(rt, key), data={"what": "language", "language": "is"}).status_code == 400


@pytest.mark.parametrize("form", [{}, {"what": ""}, {"what": "consent"}, {"what": "decline", "topic": "answers"},
    {"what": "decline"}, {"what": "resume"}, {"topic": "carts"}, {"email": "x@y.is"}])  # fmt: skip
def test_a_form_that_asks_for_nothing_we_have_changes_nothing(
    rt: Runtime, web: httpx.Client, form: dict[str, str]
) -> None:
    key, _ = ask(rt)
    where, before = link(rt, key), dump(rt)
    assert web.post(where, data=form).status_code == 400
    assert dump(rt) == before


def test_a_form_of_another_site_changes_nothing(rt: Runtime, web: httpx.Client) -> None:
    key, _ = ask(rt)
    where, before = link(rt, key), dump(rt)
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert web.post(where, data=PAUSE, headers=headers).status_code == 403
    assert dump(rt) == before


def test_a_wrong_an_old_and_a_forgotten_ones_token_are_answered_kindly_and_do_nothing(
    rt: Runtime, web: httpx.Client
) -> None:
    key, talk = ask(rt)
    where, good = link(rt, key), link(rt, key).removeprefix("/p/")
    old = tokens.seal(rt.secret, "preferences", key, rt.clock() - DAY)
    before = dump(rt)
    for bad in (good[:-2], talk, unsubscribe_token(rt, key), old, "nothing"):
        for answer in (web.get(f"/p/{bad}"), web.get(f"/p/{bad}/privacy"), web.post(f"/p/{bad}", data=PAUSE)):
            assert answer.status_code == 404 and "<h1>" in answer.text and "starfsmaður" in answer.text
    assert web.get(f"/u/{good}").status_code == web.get(f"/t/{good}").status_code == 404, "it opens only this"
    assert dump(rt) == before
    store.erase(rt.db, SHOP, key=key)
    before = dump(rt)
    for answer in (web.get(where), web.post(where, data=CARTS)):
        assert answer.status_code == 404
    assert dump(rt) == before, "nothing is kept of them anew"


def test_who_stopped_is_offered_nothing_that_could_bring_letters_back(rt: Runtime, web: httpx.Client) -> None:
    key, _ = ask(rt)
    seen = Page(web.post(link(rt, key), data={"what": "stop"}).text)
    assert forms(seen) == [] and "The letters have stopped" in seen.text
    assert "The letters have stopped" in Page(web.get(link(rt, key)).text).text
    told = [e.event for e in store.person.transcript(rt.db, SHOP, key) if isinstance(e.event, ev.Unsubscribed)]
    assert [e.via for e in told] == ["preferences"]
    for form in (PAUSE, CARTS, {"what": "language", "language": "is"}):
        web.post(link(rt, key), data=form)
        assert shopper(rt, key).stopped_at is not None


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_kept_is_asked_for_and_never_shown(rt: Runtime, web: httpx.Client, lang: str) -> None:
    key, _ = ask(rt, lang=lang)
    where = link(rt, key)
    seen = Page(web.get(f"{where}/privacy").text)
    assert {"en": "for 365 days", "is": "í 365 daga"}[lang] in seen.text
    assert [form["what"] for form in forms(seen)] == ["export", "erase"]
    for _ in range(2):
        answer = web.post(where, data={"what": "export"})
        assert answer.status_code == 200 and "Sólveig" in answer.text and "anna" not in answer.text
    over = [e.effect for e in store.person.transcript(rt.db, SHOP, key) if isinstance(e.effect, HandOver)]
    assert [one.reason for one in over] == ["privacy_export"]
    assert shopper(rt, key).stopped_at is None


@pytest.mark.parametrize("lang", LANGS)
def test_to_be_erased_takes_a_tick_stops_the_letters_and_is_done_by_a_person(
    rt: Runtime, web: httpx.Client, lang: str
) -> None:
    key, _ = ask(rt, lang=lang)
    where, before = link(rt, key), dump(rt)
    answer = web.post(where, data={"what": "erase"})
    assert answer.status_code == 422 and dump(rt) == before
    answer = web.post(where, data={"what": "erase", "sure": "yes"})
    assert answer.status_code == 200 and 'role="status"' in answer.text
    found = shopper(rt, key)
    assert found.stopped_at is not None and found.address and found.carts, (
        "whoever was passed the letter erased nothing"
    )
    assert letters(rt, key) == ["withdrawn"]
    assert store.desk.shopper(rt.db, SHOP, key) is not None and found.conversation is not None
    assert found.conversation.unproved_since is not None, "it waits at the desk"


def test_the_last_look_of_the_worker_reads_the_choices(rt: Runtime, web: httpx.Client) -> None:
    key, _ = ask(rt)
    store.decline(rt.db, SHOP, "anna1@example.is", "carts", rt.clock())
    looked = []

    def look(*seen: object) -> str | None:
        looked.append(_look(rt.shop(), *seen, rt.clock()))  # type: ignore[arg-type]
        return looked[-1]

    assert store.claim(rt.db, rt.shop(), rt.clock(), "w", look=look) is None  # type: ignore[arg-type]
    assert looked == ["declined"] and letters(rt, key) == ["skipped"]


def test_presses_in_a_burst_are_slowed_down(tmp_path: object, rt: Runtime) -> None:
    key, _ = ask(rt)
    with served(app.build(rt)) as url, httpx.Client(base_url=url) as web:
        codes = [web.post(link(rt, key), data=CARTS).status_code for _ in range(16)]
    assert codes[0] == 200 and codes[-1] == 429


@pytest.mark.parametrize("lang", LANGS)
def test_the_desk_sees_the_request_the_choice_and_the_proof(tmp_path: Path, lang: str) -> None:
    wanted = {
        "en": (
            "send what is kept to the address we know",
            "asked for a pause",
            "wants no such letters since 23 November",
        ),
        "is": ("senda það sem er geymt á netfangið", "bað um hlé", "vill engin slík bréf frá 23. nóvember"),
    }[lang]
    with at_the_desk(tmp_path, lang) as desk:
        key = leave_a_cart(desk.rt, lang=lang)
        store.drain(desk.rt.db, desk.rt.shop(), desk.rt.clock())
        now = desk.rt.clock()
        say(desk.rt, key, ev.Requested(id="r", at=now, what="export"))
        say(desk.rt, key, ev.Postponed(id="p", at=now, until=now + 30 * DAY))
        page = desk.get(f"/desk/person/{key}").text
        assert wanted[0] in page and wanted[1] in page and "checkout" in page and "Já" in page
        assert f"/desk/person/{key}" in desk.get("/desk/inbox").text, "somebody owes it a look"
        say(desk.rt, key, ev.Declined(id="d", at=now, topic="carts"))
        assert wanted[2] in desk.get(f"/desk/person/{key}").text
