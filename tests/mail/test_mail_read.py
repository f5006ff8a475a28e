"""Raw letters become what they mean: `raw/*.eml` beside `raw/expected.json`, where marks stand for our signed ids."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.core import events
from softsell.mail.read import REASONS, Ignored, Reply, read
from softsell.mail.reading.quotes import visible
from softsell.mail.reading.stop import says_stop
from softsell.mail.reading.text import from_html
from softsell.tokens import message_id, reply_address

RAW = Path(__file__).parent / "raw"
EXPECTED: dict[str, dict[str, Any]] = json.loads((RAW / "expected.json").read_text("utf-8"))
SECRET = b"the secret of the reading tests."
EFFECT = "nordur/jon/1/0"
NOW = datetime(2026, 6, 8, 12, 0, tzinfo=UTC)
KNOWN = {"<0100018f@relay.example>": EFFECT}


def letter(name: str) -> bytes:
    address = reply_address(SECRET, "svar@nordurljos.is", "jon/1/0")
    raw = (RAW / f"{name}.eml").read_bytes()
    raw = raw.replace(b"{{message-id}}", message_id(SECRET, EFFECT, "nordurljos.is").encode())
    return raw.replace(b"{{reply-to}}", address.encode()).replace(b"{{REPLY-TO}}", address.upper().encode())


def reading(raw: bytes, trusted_host: str = "") -> Reply | Ignored:
    return read(
        raw, secret=SECRET, base_address="svar@nordurljos.is", known=KNOWN, received_at=NOW,
        addressee=lambda data: "Jon@Example.is" if "jon/1/0" in data else "", trusted_host=trusted_host,
    )  # fmt: skip


def test_every_raw_letter_has_its_meaning_written_down() -> None:
    assert {path.stem for path in RAW.glob("*.eml")} == set(EXPECTED)
    assert len(EXPECTED) >= 30


@pytest.mark.parametrize("ends", ["lf", "crlf"])
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_raw_letter_becomes_what_it_means(name: str, ends: str) -> None:
    raw, expected = letter(name), EXPECTED[name]
    found = reading(raw.replace(b"\n", b"\r\n") if ends == "crlf" else raw)
    match found:
        case Ignored():
            assert found.reason == expected.get("ignored"), found
            assert found.letter.text == expected.get("text", found.letter.text)
            assert found.stop == expected.get("stop", found.stop)
        case Reply():
            assert [type(event).__name__ for event in found.events] == expected.get("events"), found
            assert found.data in (EFFECT, "jon/1/0")
            assert found.by == expected.get("by", found.by)
            for event in found.events:
                check(event, expected)


def check(event: events.Event, expected: dict[str, Any]) -> None:
    assert event.at == NOW
    assert events.decode(events.encode(event)) == event
    match event:
        case events.Said():
            assert event.text == expected["text"]
            assert event.trusted == expected.get("trusted", True)
            assert event.channel == "mail"
        case events.Unsubscribed():
            assert event.via == "mail"
        case events.Bounced():
            assert event.permanent == expected["permanent"]
            assert event.effect in (EFFECT, "jon/1/0")
        case events.Complained():
            assert event.effect == EFFECT


@pytest.mark.parametrize("name", ["dmarc-pass", "dmarc-fail", "gmail-en"])
def test_with_a_mail_server_of_our_own_only_its_pass_makes_trust(name: str) -> None:
    found = reading(letter(name), trusted_host="mx.nordurljos.is")
    assert isinstance(found, Reply)
    said = found.events[-1]
    assert isinstance(said, events.Said)
    assert said.trusted == EXPECTED[name].get("trusted_by_host", False)


def test_without_knowing_the_addressee_nobody_is_trusted() -> None:
    found = read(letter("gmail-en"), secret=SECRET, base_address="svar@nordurljos.is", received_at=NOW)
    assert isinstance(found, Reply)
    said = found.events[-1]
    assert isinstance(said, events.Said)
    assert not said.trusted


def test_a_letter_delivered_twice_is_the_same_event() -> None:
    raw = letter("gmail-is")
    once, twice = reading(raw), reading(b"Received: from another way\n" + raw)
    assert isinstance(once, Reply)
    assert isinstance(twice, Reply)
    assert once.events == twice.events
    other = reading(raw.replace(b"<g2@", b"<g22@"))
    assert isinstance(other, Reply)
    assert other.events[0].id != once.events[0].id


def test_a_letter_without_an_id_is_named_by_its_octets() -> None:
    raw = letter("gmail-is").replace(b"Message-ID: <g2@mail.example.is>\n", b"")
    once, twice, other = reading(raw), reading(raw), reading(raw + b"\n")
    assert isinstance(once, Reply)
    assert isinstance(twice, Reply)
    assert isinstance(other, Reply)
    assert once.letter.message_id == ""
    assert once.events == twice.events
    assert other.events[0].id != once.events[0].id


def test_a_no_and_its_words_are_two_events_with_ids_of_their_own() -> None:
    found = reading(letter("stop-en"))
    assert isinstance(found, Reply)
    assert len({event.id for event in found.events}) == 2


def test_the_original_is_kept_with_its_quote() -> None:
    found = reading(letter("gmail-is"))
    assert isinstance(found, Reply)
    assert "þú skildir eftir vörur" in found.letter.original
    assert found.letter.sender == "jon@example.is"
    assert found.letter.subject == "Re: Spurning"


NO = (
    "Stop", "STOP.", "please stop", "unsubscribe", "Please unsubscribe me", "remove me from your list", "take me off this",
    "opt out", "Do not email me again", "Don’t write to me", "no more emails please", "Leave me alone",
    "hætta", "Hættið þessu", "haetta", "Vinsamlegast hættið að senda mér pósta", "Hættu að skrifa mér", "Afskrá",
    "afskráið mig", "Viltu afskrá mig", "AFSKRÁNING", "Takið mig af lista", "Viltu taka mig af listanum",
    "Ekki senda mér meira", "ekki senda mer meira", "Sendið mér ekki fleiri bréf", "Enga pósta takk",
    "Ekki fleiri svona bréf", "Látið mig í friði", "Láttu mig vera", "Ég vil ekki fá svona póst", "Ég afþakka þetta",
)  # fmt: skip
NOT_NO = (
    "Hvað kostar þetta?", "Can you tell me the size?", "Er hætta á að hún rifni?", "Ég hætti við í bili",
    "Could I stop by the shop?", "Did they stop making the blue one?", "Nei takk", "Not now, thanks", "Is it non-stop?",
    "Ég á ekki svona", "Sendið þið til Akureyrar?", "Það var ekki hægt að borga", "Er þetta ekki til í bláu?",
)  # fmt: skip


@pytest.mark.parametrize("words", NO)
def test_a_no_is_heard_in_both_languages(words: str) -> None:
    assert says_stop(words)
    assert says_stop(f"Góðan dag\n\n{words}")
    assert not says_stop(f"1\n2\n3\n{words}")


@pytest.mark.parametrize("words", NOT_NO)
def test_an_ordinary_question_is_no_no(words: str) -> None:
    assert not says_stop(words)


@pytest.mark.parametrize("subject", ["unsubscribe", "Re: Unsubscribe", "STOP", "Afskrá", "SV: hætta"])
def test_a_subject_can_be_a_no(subject: str) -> None:
    assert says_stop("", subject)


@given(st.text(max_size=400))
def test_words_are_never_made_up(text: str) -> None:
    own = visible(text)
    assert all(line.strip() in text for line in own.split("\n"))


@given(st.lists(st.sampled_from(["Hæ hæ.", "", "Þetta er of dýrt.", "Er hún blá?", "One more thing"]), max_size=6))
def test_words_without_quotes_are_kept_whole(lines: list[str]) -> None:
    assert visible("\n".join(lines)).split() == " ".join(lines).split()


@given(st.text("<>/abp &;\"'=!-[]blockquote", max_size=300))
def test_broken_html_is_read_without_trouble(html: str) -> None:
    assert isinstance(from_html(html), str)


def sound(found: Reply | Ignored) -> None:
    """Whatever came in, what comes out can be stored: UTF-8, no NUL, and the reading itself never failed."""
    if isinstance(found, Ignored):
        assert found.reason in REASONS
        assert found.reason != "unreadable"
    stored = msgspec.json.encode(found)
    assert b"\\u0000" not in stored


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600))
def test_any_octets_can_be_received(raw: bytes) -> None:
    sound(reading(raw))


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(sorted(EXPECTED)), st.data())
def test_any_broken_letter_can_be_received(name: str, draw: st.DataObject) -> None:
    raw = bytearray(letter(name))
    for _ in range(draw.draw(st.integers(0, 4))):
        start = draw.draw(st.integers(0, len(raw)))
        raw[start : start + draw.draw(st.integers(0, 30))] = draw.draw(st.binary(max_size=12))
    sound(reading(bytes(raw)))


HEADERS = st.sampled_from(
    [
        "From",
        "To",
        "Subject",
        "Content-Type",
        "In-Reply-To",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "List-Id",
    ]
)
VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "multipart/mixed; boundary=", 'multipart/report; boundary="a', "text/plain; charset==?x", "=?utf-8?b?////?=",
            "text/html; charset*=utf-8''%ff", "message/delivery-status", "message/rfc822", "=?idna?q?x?=", "x-uuencode",
            "text/plain; charset=undefined", "text/plain; charset=zlib", '"a" <b@c>, ;:<>@', "attachment; filename*0*=''%",
        ]
    ),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(HEADERS, VALUES), max_size=5), st.binary(max_size=120))
def test_any_headers_can_be_received(pairs: list[tuple[str, str]], rest: bytes) -> None:
    head = b"".join(f"{name}: {value}\r\n".encode("utf-8", "replace") for name, value in pairs)
    sound(reading(head + b"\r\n" + rest))


def test_parts_within_parts_without_end_go_to_a_person() -> None:
    raw = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000))
    found = reading(raw)
    assert isinstance(found, Ignored)
    assert found.reason in ("unreadable", "unmatched")


@pytest.mark.parametrize(
    "piece", ["<", "<!", "<a ", "&", "> ", "On 1:1 ", "Frá:\n", "a wrote:\n", "<![CDATA[", "<!--", "\n", "skrifaði "]
)
def test_long_odd_letters_are_read_in_little_time(piece: str) -> None:
    for kind in ("plain", "html"):
        raw = f"Content-Type: text/{kind}; charset=utf-8\n\n{piece * (400_000 // len(piece))}".encode()
        sound(reading(raw))
