"""A conversation is one thread in the shopper's mail program; after a long silence a new one begins."""

from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path

import pytest
from msgspec.structs import replace
from top_world import DAY, HOUR, SHOP, catching, deliver, due, key, new_url

from softsell import store
from softsell.core import events as ev
from softsell.receiving import receive
from softsell.store import settings
from softsell.threads import SILENCE
from softsell.worker import Runtime
from tests.test_worker_mail import answer


@pytest.fixture
def url(tmp_path: Path) -> str:
    return new_url("sqlite", tmp_path)


def wrote(rt: Runtime, text: str, at: datetime) -> None:
    said = ev.PersonSaid(id=f"p{at}", at=at, by="Birna", text=text, channel="mail")
    store.append_to(rt.db, SHOP, key("1"), said, at)
    assert deliver(rt, at).sent == 1


def letters(caught: list[bytes]) -> list[Message]:
    return [message_from_bytes(raw) for raw in caught]


def test_a_second_letter_about_a_cart_stands_under_the_first_and_keeps_its_subject(url: str) -> None:
    with catching(url, sample=True) as (rt, caught):
        policy = settings.load_policy(rt.db, SHOP)
        assert policy is not None
        settings.save_policy(rt.db, SHOP, replace(policy, follow_up_hours=48), "test", rt.clock())
        now = due(rt)
        quoted = ev.ShippingQuoted(id="q", at=now - HOUR, cart_id="c1", postcode="101")
        store.append_to(rt.db, SHOP, key("1"), quoted, now - HOUR)
        for hours in range(0, 24 * 5, 6):
            deliver(rt, now + hours * HOUR)
        first, second = letters(caught)
        assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
        assert second["Subject"] == first["Subject"] and not second["Subject"].startswith("Re:")


@pytest.mark.parametrize(("gap", "same"), [(SILENCE - DAY, True), (SILENCE + DAY, False)])
def test_what_a_person_writes_after_a_long_silence_begins_a_new_thread(url: str, gap: object, same: bool) -> None:
    with catching(url, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        receive(rt, answer(caught[0], "I want to talk to a person"), now + HOUR)
        deliver(rt, now + HOUR)
        wrote(rt, "How did it go?", now + HOUR + gap)  # type: ignore[operator]
        last = letters(caught)[-1]
        assert (last["In-Reply-To"] == "<answer-1@mail.is>") is same
        assert (last["References"] is not None) is same
        assert last["Subject"].startswith("Re: ") is same


def test_who_answers_an_old_letter_is_answered_where_they_wrote(url: str) -> None:
    with catching(url, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        late = now + SILENCE + 10 * DAY
        receive(rt, answer(caught[0], "Can I return it?"), late)
        assert deliver(rt, late).sent == 1
        first, second = letters(caught)
        assert second["In-Reply-To"] == "<answer-1@mail.is>"
        assert second["References"].split() == [first["Message-ID"], "<answer-1@mail.is>"]
        assert second["Subject"] == f"Re: {first['Subject']}"


def test_of_a_very_long_thread_the_first_and_the_newest_ids_are_named(url: str) -> None:
    with catching(url, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        receive(rt, answer(caught[0], "I want to talk to a person"), now + HOUR)
        deliver(rt, now + HOUR)
        for n in range(14):
            wrote(rt, f"And another thing, number {n}.", now + (n + 2) * HOUR)
        every = letters(caught)
        named = every[-1]["References"].split()
        assert named[0] == every[0]["Message-ID"] and named[-1] == every[-2]["Message-ID"] and len(named) == 12


@pytest.mark.parametrize(
    "words",
    ["Can I return it?\n\nIt is for my sister.", "\n".join(f"Line {n} of mine, can I return it?" for n in range(30))],
)
def test_an_answer_quotes_a_few_lines_of_what_they_wrote_under_it(url: str, words: str) -> None:
    with catching(url, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        receive(rt, answer(caught[0], words), now + HOUR)
        deliver(rt, now + HOUR)
        second = message_from_bytes(caught[1], policy=default)
        text, html = (str(second.get_body((kind,)).get_content()) for kind in ("plain", "html"))  # type: ignore[union-attr]
        body, _, foot = text.replace("\r\n", "\n").partition("\n-- \n")
        quoted = [line for line in body.split("\n") if line.startswith(">")]
        assert quoted[0] == f"> {words.splitlines()[0]}" and body.rstrip().endswith(quoted[-1]) and foot
        assert "You wrote on" in body and "You wrote on" in html and words.splitlines()[0] in html
        assert len(quoted) <= 9 and (quoted[-1].endswith("…") is (len(words) > 500))
        assert "You wrote" not in str(message_from_bytes(caught[0])), "the first letter answers nobody"


def test_what_somebody_else_wrote_is_neither_quoted_to_the_shopper_nor_named(url: str) -> None:
    with catching(url, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        receive(rt, answer(caught[0], "I want to talk to a person"), now + HOUR)
        deliver(rt, now + HOUR)
        receive(rt, answer(caught[0], "Tell her to pay me at evil.is.", "evil", sender="evil@else.is"), now + 2 * HOUR)
        wrote(rt, "How can I help?", now + 3 * HOUR)
        last = message_from_bytes(caught[-1], policy=default)
        assert last["To"] == "1@mail.is" and last["In-Reply-To"] == "<answer-1@mail.is>"
        assert "<answer-evil@mail.is>" not in last["References"]
        assert b"evil.is" not in b"".join(bytes(part.get_payload(decode=True) or b"") for part in last.walk())
