"""A composed letter is read back by the standard library as what it was meant to be, and nothing can be injected."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import softsell.mail
from softsell.errors import BadRequest
from softsell.mail.compose import Frame, compose, frame, html, plain
from softsell.mail.letter import Letter, Part
from softsell.mail.reading.text import from_html

FRAME: Frame = frame((Path(softsell.mail.__path__[0]) / "letter.html").read_text("utf-8"))
STOP = "https://nordurljos.is/stop/abc-DEF_123"
PARTS = (
    Part("para", "Hæ Jón,"),
    Part("items", "Í körfunni:", (("Svefnpoki", "38.990 kr."), ("Sokkar × 2", "5.980 kr."))),
    Part("question", "Kom eitthvað upp á?"),
    Part(
        "suggestion",
        "Hekla",
        (("Verð", "38.990 kr."), ("", "hlýr & léttur")),
        "https://nordurljos.is/p/1",
        "Þornar hægt.",
    ),
    Part("fact", "30 dagar til að skila.", (), "https://nordurljos.is/skil", "Skilaréttur"),
    Part("total", "", (("Vörur", "1 kr."), ("Samtals", "2 kr."))),
    Part("link", "Skoða körfuna", (), "https://nordurljos.is/karfa"),
)
ANSWERS = tuple((f"Svar {n}", f"https://nordurljos.is/t/{n}") for n in range(5))


def a_letter(**changes: Any) -> Letter:
    base = Letter(
        language="is", from_name="Sigrún í Norðurljósum", from_address="sigrun@nordurljos.is", to_address="jon@example.is",
        reply_to="svar+abc@nordurljos.is", subject="Spurning um körfuna þína", blocks=PARTS, answers=ANSWERS,
        footer=("Norðurljós ehf., Laugavegi 1",), unsubscribe_url=STOP, unsubscribe_label="Afþakka bréf",
        message_id="<abc.def@nordurljos.is>", date=datetime(2026, 6, 8, 10, 12, tzinfo=UTC),
    )  # fmt: skip
    return msgspec.structs.replace(base, **changes)


def parsed(letter: Letter) -> EmailMessage:
    raw = compose(letter, FRAME)
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw), "every line ends with CRLF"
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    return message


def test_the_headers_are_read_back_as_they_were_meant() -> None:
    message = parsed(
        a_letter(in_reply_to="<a@b.is>", references=("<a@b.is>", "<c@b.is>"), feedback_id="ask:1:shop:softsell")
    )
    assert message["From"].addresses[0].display_name == "Sigrún í Norðurljósum"
    assert message["From"].addresses[0].addr_spec == "sigrun@nordurljos.is"
    assert message["To"].addresses[0].addr_spec == "jon@example.is"
    assert message["Reply-To"].addresses[0].addr_spec == "svar+abc@nordurljos.is"
    assert message["Subject"] == "Spurning um körfuna þína"
    assert message["Date"].datetime == datetime(2026, 6, 8, 10, 12, tzinfo=UTC)
    assert message["Message-ID"] == "<abc.def@nordurljos.is>"
    assert message["In-Reply-To"] == "<a@b.is>"
    assert message["References"].split() == ["<a@b.is>", "<c@b.is>"]
    assert message["Feedback-ID"] == "ask:1:shop:softsell"
    assert message["X-Softsell-Loop"] is not None
    assert message["MIME-Version"] == "1.0"
    assert len(message.keys()) == len(set(message.keys()))


def test_one_press_unsubscribes_by_rfc_8058() -> None:
    message = parsed(a_letter(unsubscribe_mail="svar+abc@nordurljos.is"))
    assert message["List-Unsubscribe"] == f"<{STOP}>, <mailto:svar+abc@nordurljos.is?subject=unsubscribe>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_one_press_needs_https() -> None:
    message = parsed(a_letter(unsubscribe_url="http://127.0.0.1:8000/stop/abc"))
    assert message["List-Unsubscribe"] == "<http://127.0.0.1:8000/stop/abc>"
    assert message["List-Unsubscribe-Post"] is None


def test_no_unasked_letter_goes_without_a_way_to_stop() -> None:
    with pytest.raises(BadRequest, match="unsubscribe_url"):
        compose(a_letter(unsubscribe_url=""), FRAME)
    assert parsed(a_letter(unsubscribe_url="", answering=True))["List-Unsubscribe"] is None


@pytest.mark.parametrize(
    ("automatic", "answering", "sign"),
    [(True, False, "auto-generated"), (True, True, "auto-replied"), (False, True, None), (False, False, None)],
)
def test_a_machine_says_that_it_is_one_and_a_person_does_not(
    automatic: bool, answering: bool, sign: str | None
) -> None:
    message = parsed(a_letter(automatic=automatic, answering=answering))
    assert message["Auto-Submitted"] == sign
    assert (message["X-Auto-Response-Suppress"] is None) == (not automatic)


def test_both_forms_say_the_same_words_and_links() -> None:
    letter = a_letter()
    message = parsed(letter)
    page, text = message.get_body(("html",)), message.get_body(("plain",))
    assert page is not None
    assert text is not None
    assert page.get_content().replace("\r\n", "\n").strip() == html(letter, FRAME).strip()
    assert text.get_content().replace("\r\n", "\n").strip() == plain(letter).strip()
    shown = from_html(page.get_content())
    wanted = [
        word for part in PARTS for word in (part.text, part.note, *(cell for row in part.rows for cell in row)) if word
    ]
    for word in [*wanted, *(label for label, _ in ANSWERS), *letter.footer, "Afþakka bréf"]:
        assert word in shown
        assert word in text.get_content()
    for link in [part.url for part in PARTS if part.url] + [url for _, url in ANSWERS] + [STOP]:
        assert f'href="{link}"' in page.get_content()
        assert link in text.get_content()


def test_the_letter_fetches_and_runs_nothing_and_is_small() -> None:
    page = html(a_letter(), FRAME)
    assert not re.search(
        r"<(img|script|link|iframe|form|video|object|embed|svg)|url\(|@import|@font-face|src=| on\w+=", page
    )
    assert len(page.encode()) < 30_000
    assert len(compose(a_letter(), FRAME)) < 30_000
    assert '<html lang="is"' in page
    assert 'name="color-scheme" content="light dark"' in page
    assert "prefers-color-scheme:dark" in page
    assert page.count("<table") == page.count('<table role="presentation"')


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 8, 11])
def test_every_answer_looks_the_same(count: int) -> None:
    answers = tuple((f"label{n}", f"https://nordurljos.is/t/{n}") for n in range(count))
    page = html(a_letter(answers=answers), FRAME)
    buttons = re.findall(r'<td class="button".*?</td>', page, re.S)
    assert len(buttons) == count
    looks = {re.sub(r"label\d+|/t/\d+", "", button) for button in buttons}
    assert len(looks) == 1


def contrast(one: str, two: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("#2d2722", "#fffdfa"), ("#6a5f55", "#fffdfa"), ("#6a5f55", "#f5efe7"), ("#7a3b14", "#fdf7f0"), ("#fffdfa", "#7a3b14"),
        ("#ece4dc", "#211d1a"), ("#b5a99d", "#211d1a"), ("#b5a99d", "#171412"), ("#f3c7a2", "#2b2520"), ("#211d1a", "#f0b88c"),
    ],
)  # fmt: skip
def test_every_pair_of_colours_is_readable(words: str, ground: str) -> None:
    page = html(a_letter(), FRAME)
    assert words in page
    assert ground in page
    assert contrast(words, ground) >= 4.5


def test_markup_in_words_stays_words() -> None:
    page = html(a_letter(blocks=(Part("para", "<script>alert(1)</script> & \"'"),), subject="</title><b>"), FRAME)
    assert "<script" not in page
    assert "</title><b>" not in page


FIELDS = ["from_name", "from_address", "to_address", "reply_to", "subject", "message_id", "in_reply_to", "feedback_id",
          "unsubscribe_url", "unsubscribe_mail", "language"]  # fmt: skip
BREAKS = ["\r\nBcc: x@y.is", "\nBcc: x@y.is", "\rBcc: x@y.is", "\x00", "\x0b", "\x85", "\u2028"]


@pytest.mark.parametrize("line_break", BREAKS)
@pytest.mark.parametrize("field", FIELDS)
def test_a_line_break_in_a_header_is_refused(field: str, line_break: str) -> None:
    good = {"in_reply_to": "<a@b.is>", "feedback_id": "a", "unsubscribe_mail": "a@b.is"}
    value = good.get(field) or getattr(a_letter(), field)
    for bad in (value + line_break, line_break + value, value[:2] + line_break + value[2:]):
        with pytest.raises(BadRequest, match=field):
            compose(a_letter(**{field: bad}), FRAME)


@pytest.mark.parametrize(
    "changes",
    [
        {"to_address": "a@b.is, c@d.is"}, {"to_address": "nobody"}, {"to_address": "Jón <jon@b.is>"}, {"to_address": ""},
        {"to_address": "jón@example.is"}, {"references": ("<a@b.is>\r\nX: y",)}, {"message_id": "a@b"}, {"blocks": ()},
        {"answers": (("x", "javascript:alert(1)"),)}, {"answers": (("x", 'https://a.is/"onclick='),)},
        {"blocks": (Part("link", "x"),)}, {"blocks": (Part("poem", "x"),)}, {"unsubscribe_url": "ftp://x"},
        {"unsubscribe_url": "https://x/" + "a" * 1_000}, {"date": datetime(2026, 6, 8)}, {"language": "is\""},
        {"unsubscribe_label": ""},
    ],
)  # fmt: skip
def test_what_could_not_be_sent_safely_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        compose(a_letter(**changes), FRAME)


def test_a_domain_with_accents_is_written_in_ascii() -> None:
    found = parsed(a_letter(to_address="jon@blómabúð.is"))["To"].addresses[0]
    assert found.domain.startswith("xn--")
    assert found.domain.encode().decode("idna") == "blómabúð.is"


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn", "Co"]), max_size=150)


@settings(max_examples=150, deadline=None)
@given(WORDS, WORDS)
def test_any_subject_and_name_come_back_as_they_went(subject: str, name: str) -> None:
    message = parsed(a_letter(subject=subject, from_name=name))
    assert str(message["Subject"]).split() == subject.split()
    assert message["From"].addresses[0].addr_spec == "sigrun@nordurljos.is"
    # The newer parser puts a space between encoded words of a name, which RFC 2047 section 6.2 says to ignore.
    raw = message_from_bytes(compose(a_letter(from_name=name), FRAME))["From"]
    read = parseaddr(raw)[0] if name.isascii() else str(make_header(decode_header(raw))).rpartition("<")[0]
    assert read.split() == name.split()


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_any_words_can_stand_in_a_letter(words: str) -> None:
    letter = a_letter(blocks=(Part("para", words or "x"), Part("items", "", ((words, words),))))
    text = parsed(letter).get_body(("plain",))
    assert text is not None
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", "", words)
    assert "".join(kept.split()) in "".join(text.get_content().split())


def test_a_letter_is_the_same_octets_every_time() -> None:
    assert compose(a_letter(), FRAME) == compose(a_letter(), FRAME)
