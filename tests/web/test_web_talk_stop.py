"""A person who takes over, a text that is left out, and every way of stopping."""

from datetime import timedelta

import httpx
import pytest
from web_world import (
    ORDINARY,
    SHOP,
    Clock,
    Page,
    ask,
    dump,
    leave_a_cart,
    look,
    press,
    replace,
    say,
    unsubscribe_token,
    write,
)

from softsell import store
from softsell.core import events as ev
from softsell.core.effects import Ask, HandOver, Say
from softsell.values import Fact, Meaning, Text
from softsell.web import talk
from softsell.web.parts import parts, web_url
from softsell.worker import Runtime, deliver

LANGS = ("en", "is")
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def test_a_person_is_named_and_the_machine_says_nothing_more(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    seen = press(web, look(web, token), "something_else")
    seen = write(web, seen, "I want to talk to a person")
    assert "Sólveig" in seen.text and seen.choices() == []
    told = [e.effect for e in store.person.transcript(rt.db, SHOP, key) if isinstance(e.effect, HandOver)]
    assert told
    say(rt, key, ev.PersonSaid(id="p1", at=rt.clock(), by="Birna", text="Hello!\nThis is <b>Birna</b>."))
    seen = look(web, token)
    assert "Birna, Lopi og lækur" in seen.text and "This is <b>Birna</b>." in seen.text and "<b>" not in seen.html
    told_apart = seen.html.index("written by the assistant"), seen.html.index("This is &lt;b&gt;")
    assert (
        seen.text.count("written by the assistant") == 1 and told_apart[0] < told_apart[1]
    )  # said of the machine's notes
    count = sum(isinstance(e.effect, Say) for e in store.person.transcript(rt.db, SHOP, key))
    seen = write(web, seen, "Thank you Birna")
    assert sum(isinstance(e.effect, Say) for e in store.person.transcript(rt.db, SHOP, key)) == count
    assert "Sólveig has your message and will answer you by" in seen.text
    assert "Thank you Birna" in seen.text and seen.choices() == []


def test_a_stop_in_the_talk_is_obeyed_and_said(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    seen = write(web, look(web, token), "stop writing to me")
    found = store.desk.shopper(rt.db, SHOP, key)
    assert found is not None and found.stopped_at is not None
    assert "will not write to you again" in seen.text and seen.choices() == []


def test_a_block_that_presses_is_left_out_of_the_page_and_told_to_the_desk(rt: Runtime) -> None:
    pushy = Fact("Buy now, only 2 left, hurry!", "/shop/help/x", rt.clock(), "Help", "/shop/help/x")
    meanings = (Meaning("glad"), Meaning("answer", {"fact": pushy}), Meaning("ask-answered"))
    shown = parts(rt.desk.voice, ORDINARY, meanings, "en", (0,) * len(meanings))
    assert [p.kind for p in shown][-1] == "question"
    assert not any("hurry" in p.text.lower() for p in shown)
    key, _ = ask(rt)
    effect = Say(conversation="c1", turn=2, channel="page", language="en", meanings=meanings)
    talk._tell_if_pressing(rt, f"{SHOP}/{key}/9/0", key, effect, rt.clock())
    held = [e.event for e in store.person.transcript(rt.db, SHOP, key) if isinstance(e.event, ev.Held)]
    assert len(held) == 1 and held[0].rule


def test_only_web_addresses_become_links() -> None:
    policy = replace(ORDINARY, url="https://shop.example/is")
    assert web_url(policy, "/p/1") == "https://shop.example/p/1"
    assert web_url(policy, "https://other.example/a") == "https://other.example/a"
    for bad in ("", "javascript:alert(1)", "data:text/html,x", "//[", "mailto:a@b.c"):
        assert web_url(policy, bad) == ""


def test_a_persons_words_stand_under_their_name(rt: Runtime) -> None:
    said = parts(
        rt.desk.voice, ORDINARY, (Meaning("person-said", {"text": Text("Hæ!"), "by": Text("Ari")}),), "is", (0,)
    )
    assert [(p.kind, p.text, p.by) for p in said] == [("person", "Hæ!", "Ari")]


@pytest.mark.parametrize("lang", LANGS)
def test_unsubscribing_takes_one_press_and_works_again_and_again(rt: Runtime, web: httpx.Client, lang: str) -> None:
    key, _ = ask(rt, lang=lang)
    link = f"/u/{unsubscribe_token(rt, key)}"
    seen = Page(web.get(link).text)
    assert len(seen.buttons) == 1 and seen.forms[0]["action"] == link and "<input" not in seen.html
    pressed = {seen.buttons[0]["name"]: seen.buttons[0]["value"]}
    for _ in range(3):
        answer = web.post(seen.forms[0]["action"], data=pressed)
        assert answer.status_code == 200 and answer.history == [] and "set-cookie" not in answer.headers
        assert ("skrifar þér ekki aftur" if lang == "is" else "will not write to you again") in answer.text
    found = store.desk.shopper(rt.db, SHOP, key)
    assert found is not None and found.stopped_at is not None
    told = [e.event for e in store.person.transcript(rt.db, SHOP, key) if isinstance(e.event, ev.Unsubscribed)]
    assert len(told) == 1 and told[0].via == "page"
    assert Page(web.get(link).text).buttons == []


def test_the_header_post_of_a_mail_program_stops_at_once(rt: Runtime, web: httpx.Client) -> None:
    for number, sent in (
        ("1", {"data": ONE_CLICK}),
        ("2", {"files": {"List-Unsubscribe": (None, "One-Click")}}),
    ):
        key, _ = ask(rt, number)
        answer = web.post(f"/u/{unsubscribe_token(rt, key)}", headers={"origin": "https://mail.example"}, **sent)  # type: ignore[arg-type]
        assert answer.status_code == 200 and answer.history == []
        told = [e.event for e in store.person.transcript(rt.db, SHOP, key) if isinstance(e.event, ev.Unsubscribed)]
        assert [e.via for e in told] == ["header"]


BOUNDARY = "simple boundary"
PART = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--{BOUNDARY}--\r\n'


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
        ("application/x-www-form-urlencoded; charset=utf-8", "a=b&list-unsubscribe=one-click"),
        ("", "List-Unsubscribe=One-Click"),
        (f'multipart/form-data; boundary="{BOUNDARY}"', PART),
        (f'Multipart/Form-Data; boundary="{BOUNDARY}"', "preamble\r\n" + PART),
    ],
)
def test_every_form_of_the_one_click_post_stops_without_cookie_or_redirect_and_again_and_again(
    rt: Runtime, web: httpx.Client, kind: str, body: str
) -> None:
    key, _ = ask(rt)
    for _ in range(3):
        headers = {"content-type": kind} if kind else {}
        answer = web.post(f"/u/{unsubscribe_token(rt, key)}", content=body.encode(), headers=headers)
        assert answer.status_code == 200 and answer.history == [] and "set-cookie" not in answer.headers
    found = store.desk.shopper(rt.db, SHOP, key)
    assert found is not None and found.stopped_at is not None


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", ""),
        ("application/x-www-form-urlencoded", "email=a%40b.is&submit=Send"),
        ("application/x-www-form-urlencoded", "List-Unsubscribe="),
        ("application/x-www-form-urlencoded", "x=List-Unsubscribe%3DOne-Click"),
        ("application/x-www-form-urlencoded", "&".join(f"a{n}=1" for n in range(60)) + "&List-Unsubscribe=One-Click"),
        ("multipart/form-data", PART),
        (f'multipart/form-data; boundary="{BOUNDARY}"', PART.replace("List-Unsubscribe", "comment")),
        ("multipart/form-data; boundary=x", "--x\r\n\r\nList-Unsubscribe=One-Click\r\n--x--"),
        ("text/plain", "\x00\xff"),
    ],
)
def test_a_post_that_does_not_ask_for_it_stops_nobody(rt: Runtime, web: httpx.Client, kind: str, body: str) -> None:
    key, _ = ask(rt)
    before, link = dump(rt), f"/u/{unsubscribe_token(rt, key)}"
    answer = web.post(link, content=body.encode(), headers={"content-type": kind})
    assert answer.status_code == 200 and len(Page(answer.text).buttons) == 1
    assert web.head(link).status_code == web.get(link).status_code == 200
    assert dump(rt) == before


def test_a_no_holds_for_the_address_under_another_key_and_before_any_worker(rt: Runtime, web: httpx.Client) -> None:
    key, _ = ask(rt)
    other = leave_a_cart(rt, "9")
    say(rt, other, ev.Identified(id="same", at=rt.clock(), address="anna1@example.is"))
    web.post(f"/u/{unsubscribe_token(rt, key)}", data=ONE_CLICK)
    assert isinstance(rt.clock, Clock)
    rt.clock.now += timedelta(days=1)
    now = rt.clock()
    store.drain(rt.db, rt.shop(), now)
    delivered = deliver(rt, rt.shop(), now)
    assert delivered.sent == 0 and delivered.put_off == 0
    for one in (key, other):
        letters = [e for e in store.person.transcript(rt.db, SHOP, one) if isinstance(e.effect, Ask)]
        assert all(e.status in ("skipped", "withdrawn") for e in letters), letters


def test_after_a_new_consent_the_same_link_stops_again(rt: Runtime, web: httpx.Client) -> None:
    key, _ = ask(rt)
    link = f"/u/{unsubscribe_token(rt, key)}"
    web.post(link, data=ONE_CLICK)
    assert isinstance(rt.clock, Clock)
    rt.clock.now += timedelta(days=1)
    at = rt.clock()
    say(
        rt, key, ev.Identified(id="again", at=at, consent=ev.Consent(basis="consent", at=at, text="Yes", source="form"))
    )
    found = store.desk.shopper(rt.db, SHOP, key)
    assert found is not None and found.stopped_at is None
    web.post(link, data=ONE_CLICK)
    found = store.desk.shopper(rt.db, SHOP, key)
    assert found is not None and found.stopped_at is not None


def test_a_broken_unsubscribe_link_is_answered_kindly_and_stops_nobody(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    before = dump(rt)
    good = unsubscribe_token(rt, key)
    for bad in (good[:-2], "x" + good[1:] if good[0] != "x" else "y" + good[1:], token, "nothing"):
        for answer in (web.get(f"/u/{bad}"), web.post(f"/u/{bad}", data=ONE_CLICK)):
            assert answer.status_code == 404 and "<h1>" in answer.text
    assert dump(rt) == before
