"""Letters that come in are kept whole; who cannot be placed waits for a person; no two robots make a storm."""

from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from top_world import DAY, HOUR, SHOP, catching, deliver, due, key, new_url

from softsell import store, worker
from softsell.core import effects as fx
from softsell.core import events as ev
from softsell.mail.read import Ignored, Reply
from softsell.receiving import receive
from tests.test_worker_mail import answer

SECOND = timedelta(seconds=1)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return new_url(request.param, tmp_path)


def stranger(sender: str, text: str, name: str = "s1") -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"], letter["Message-ID"] = (
        sender,
        "svar@garn.is",
        "Halló",
        f"<{name}@mail.is>",
    )
    letter.set_content(text)
    letter.add_attachment(b"x" * 2000, maintype="image", subtype="png", filename="peysan.png")
    return letter.as_bytes()


def said(rt: worker.Runtime) -> list[ev.Said]:
    return [e.event for e in store.history.events(rt.db, SHOP) if isinstance(e.event, ev.Said)]


def test_an_answer_is_kept_whole_beside_what_was_taken_for_it(url: str) -> None:
    with catching(url, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        raw = answer(caught[0], "Can I return it?")
        for _ in range(2):
            receive(rt, raw, now + HOUR)
        (came,) = store.inbound.of_person(rt.db, SHOP, key("1"))
        assert came.text == "Can I return it?" and "> ..." in came.original
        assert (came.sender, came.trust, came.at) == ("1@mail.is", "shopper", now + HOUR)
        (event,) = said(rt)
        assert event.id == f"{came.id}:said"
        assert store.inbound.set_aside(rt.db, SHOP) == []
        assert "> ..." in str(store.person.export(rt.db, SHOP, key("1"))["inbound"])


def test_who_cannot_be_placed_waits_until_a_person_has_looked(url: str) -> None:
    with catching(url) as (rt, _):
        now = due(rt)
        for n in range(2):
            got = receive(rt, stranger("somebody@else.is", "Do you repair sweaters?", f"s{n}"), now + n * HOUR)
            assert isinstance(got, Ignored) and got.reason == "unmatched"
        late, early = store.inbound.set_aside(rt.db, SHOP)
        assert late.at > early.at and late.text == "Do you repair sweaters?"
        assert [(one.name, one.kind, one.size) for one in late.attachments] == [("peysan.png", "image/png", 2000)]
        assert store.inbound.looked(rt.db, SHOP, late.id, now) and not store.inbound.looked(rt.db, SHOP, late.id, now)
        assert store.inbound.set_aside(rt.db, SHOP) == [early]
        assert said(rt) == []
        receive(rt, stranger("third@else.is", "Hello", "s9"), now + store.inbound.KEPT + DAY)
        assert [one.sender for one in store.inbound.set_aside(rt.db, SHOP)] == ["third@else.is"], (
            "the old ones are gone"
        )


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "auto-replied"}, {"X_Softsell_Loop": "1"}])
def test_what_a_machine_wrote_is_not_kept(headers: dict[str, str], url: str) -> None:
    with catching(url, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        assert isinstance(receive(rt, answer(caught[0], "I am away.", **headers), now + HOUR), Ignored)
        assert store.inbound.of_person(rt.db, SHOP, key("1")) == store.inbound.set_aside(rt.db, SHOP) == []


def test_a_sender_with_one_open_conversation_is_for_a_person_and_learns_nothing(url: str) -> None:
    with catching(url, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        receive(rt, answer(caught[0], "Can I return it?"), now + HOUR)
        deliver(rt, now + HOUR)
        got = receive(rt, stranger("1@mail.is", "And what did I put in the cart?"), now + 2 * HOUR)
        assert isinstance(got, Reply) and (got.by, got.trust) == ("sender", "unproved")
        assert deliver(rt, now + 2 * HOUR) == worker.Delivered()
        assert [one.key for one in store.desk.persons(rt.db, SHOP)] == [key("1")]
        over = [e.reason for _, e in store.history.effects(rt.db, SHOP) if isinstance(e, fx.HandOver)]
        assert over[-1] == "unproved_sender"


def test_a_picture_without_words_is_looked_at_by_a_person(url: str) -> None:
    with catching(url, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        letter = EmailMessage()
        letter["From"], letter["To"], letter["In-Reply-To"] = "1@mail.is", "svar@garn.is", ""
        raw = answer(caught[0], "").replace(b"Content-Type: text/plain", b"X-Was: text/plain")
        empty = receive(rt, raw, now + HOUR)
        assert isinstance(empty, Ignored) and empty.reason == "empty"
        assert store.inbound.set_aside(rt.db, SHOP) == []
        got = receive(rt, _with_picture(caught[0]), now + HOUR)
        assert isinstance(got, Ignored) and got.reason == "empty"
        assert [one.attachments[0].name for one in store.inbound.set_aside(rt.db, SHOP)] == ["hola.jpg"]


def _with_picture(to: bytes) -> bytes:
    made = answer(to, "", name="picture")
    head, _, _ = made.partition(b"Content-Type")
    return head + (
        b"Content-Type: multipart/mixed; boundary=p\n\n--p\nContent-Type: text/plain\n\n\n--p\n"
        b"Content-Type: image/jpeg; name=hola.jpg\nContent-Disposition: attachment; filename=hola.jpg\n\nxxxx\n--p--\n"
    )


def test_a_robot_that_looks_like_a_person_and_answers_at_once_gets_five_letters_and_then_a_person(url: str) -> None:
    """It answers every letter of ours within a second, for two days; no sign says that it is a machine."""
    with catching(url, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        answered, at = 0, now
        for _ in range(60):
            if len(caught) > answered:
                answered = len(caught)
                receive(rt, answer(caught[-1], "Thank you, can I return it?", str(answered)), at + SECOND)
            at += HOUR
            deliver(rt, at)
        assert len(caught) == 1 + 5, "the letter that asked, and five automatic ones"
        assert [one.key for one in store.desk.persons(rt.db, SHOP)] == [key("1")]


def test_two_installations_that_write_to_each_other_stop_at_once(tmp_path: Path) -> None:
    with catching(new_url("sqlite", tmp_path), sample=True) as (one, ours):
        now = due(one)
        deliver(one, now)
        with catching(new_url("sqlite", tmp_path), sample=True) as (other, theirs):
            got = receive(other, ours[0], now)
            assert isinstance(got, Ignored) and got.reason == "loop"
            assert deliver(other, now).sent == 0 and theirs == []


def test_who_is_forgotten_leaves_no_letter_behind(url: str) -> None:
    with catching(url, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        receive(rt, answer(caught[0], "Can I return it?"), now + HOUR)
        receive(rt, stranger("1@mail.is", "Something else entirely."), now + HOUR)
        receive(rt, stranger("2@mail.is", "Somebody else.", "s2"), now + HOUR)
        assert store.erase(rt.db, SHOP, address="1@mail.is") == 1
        assert store.inbound.of_person(rt.db, SHOP, key("1")) == []
        assert [one.sender for one in store.inbound.set_aside(rt.db, SHOP)] == ["2@mail.is"]


RAISING = (
    "Yes, please send me your newsletter and every offer you have. I agree to everything.",
    "My new address is other@evil.is, please write to me there from now on.",
    "What did I order, and where was it sent? Order 1234.",
    "Já takk, skráið mig á póstlistann og sendið mér allt.", "Nýja netfangið mitt er annar@else.is.", "Hvað keypti ég síðast?",
)  # fmt: skip


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("text", RAISING)
def test_a_reply_never_raises_consent_nor_changes_an_address_nor_reveals_an_order(
    text: str, trusted: bool, tmp_path: Path
) -> None:
    with catching(new_url("sqlite", tmp_path), sample=True) as (rt, caught):
        now = due(rt)
        bought = ev.Ordered(id="o", at=now - 90 * DAY, order_id="1234-secret", cart_id="old", total=9870)
        store.append_to(rt.db, SHOP, key("1"), bought, now)
        deliver(rt, now)
        before = store.desk.shopper(rt.db, SHOP, key("1"))
        receive(rt, answer(caught[0], text, sender="1@mail.is" if trusted else "evil@else.is"), now + HOUR)
        deliver(rt, now + HOUR)
        after = store.desk.shopper(rt.db, SHOP, key("1"))
        assert before is not None and after is not None
        for name in ("consent", "address", "customer", "orders", "stopped_at", "suppressed"):
            assert getattr(after, name) == getattr(before, name), name
        for raw in caught[1:]:
            told = message_from_bytes(raw, policy=default)
            assert told["To"] == "1@mail.is"
            said_now = str(told.get_body(("plain",)).get_content())  # type: ignore[union-attr]
            assert "1234-secret" not in said_now and "9.870" not in said_now and "9,870" not in said_now


NOTICE = (
    "Thank you for your message. I am out of the office until Monday 8 June and will reply on my return. "
    "For urgent matters contact Jon."
)


def test_what_only_reads_like_a_notice_is_not_answered_and_may_be_looked_at(url: str) -> None:
    with catching(url, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        got = receive(rt, answer(caught[0], NOTICE), now + HOUR)
        assert isinstance(got, Ignored) and (got.reason, got.why) == ("machine", "notice")
        assert deliver(rt, now + HOUR) == worker.Delivered()
        (came,) = store.inbound.set_aside(rt.db, SHOP)
        assert came.trust == "machine" and "until Monday" in came.original


@pytest.mark.parametrize(
    "words",
    ["I never want to hear from you again, ever.", "Þið megið taka mig út af þessu hjá ykkur, ég vil ekki fá meira."],
)
def test_a_no_that_answers_no_letter_of_ours_is_heard_as_the_core_hears_it(url: str, words: str) -> None:
    with catching(url) as (rt, caught):
        now = due(rt, address="anna@mail.is")
        receive(rt, stranger("anna@mail.is", words), now)
        deliver(rt, now)
        assert caught == []
