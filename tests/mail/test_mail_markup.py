"""Every letter is small, plain in its markup, the same in both forms, and readable as text alone."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from letters import DESK, LANGS, SHOP, Sample, by_hand, samples, saying
from markup_rules import elements, faults
from msgspec.structs import replace
from top_world import DAY, START, catching, deliver, due, new_url

from softsell import writing
from softsell.core import events as ev
from softsell.core.facts import meaning
from softsell.mail.compose import compose
from softsell.mail.letter import Part
from softsell.mail.reading.text import from_html
from softsell.receiving import receive
from softsell.values import Text
from softsell.writing import Thread

GMAIL_CLIPS = 102 * 1024
ALL = [pytest.param(name, id=name) for name in samples()]
URL = re.compile(r"https?://\S+")
OPEN, SHUT = "<!--[if mso]>", "<![endif]-->"


def links(html: str) -> list[tuple[str, str]]:
    """(address, words) of every link in its place."""
    return [(one.attributes["href"], one.text) for one in elements(html)[0] if one.tag == "a"]


def words(text: str) -> list[str]:
    """What is read, without addresses and the signs that one form has and the other has not."""
    return re.findall(r"\w+", URL.sub(" ", text))


def shown(html: str) -> str:
    """The words of the body in the order of the source."""
    body = html.partition("<body")[2]
    bare = re.sub(r"<!--.*?-->|^[^>]*>|<[^>]+>", " ", body, flags=re.S)
    return re.sub(r"&(\w+|#\d+);", lambda sign: {"amp": "&", "nbsp": " "}.get(sign[1], " "), bare)


@pytest.mark.parametrize("name", ALL)
def test_no_client_is_asked_for_what_it_does_not_know(name: str) -> None:
    assert faults(samples()[name].html) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<p class="words"', '<p class="words" onclick="x()"', "runs"), ("<p ", '<img src="x"><p ', "every client"),
        ("margin:0 0 18px;", "float:left;", "Word may not know"), ('bgcolor="#fffdfa" ', "", "ground"),
        ('height="8" ', "", "height without"), ("mso-line-height-rule:exactly;", "", "stretch"),
        ('role="presentation" ', "", "plainly layout"), ("font-size:14px", "font-size:9px", "words of 9px"),
        (f"</td></tr></table>{SHUT}", f"</td></tr>{SHUT}", "closes nothing"), (SHUT, "", "not closed"),
        ('<div role="article"', '<div style="width:9px" role="article"', "where none counts"),
        ("display:block", "display:none", "hidden"), ("border-collapse:separate;", "margin:4px;", "margin"),
        ("<style>\nbody{", "<style>\n[x] body{", "Gmail"), ("</p>", "", "closes nothing"),
    ],
)  # fmt: skip
def test_the_rules_of_markup_see_what_they_are_for(old: str, new: str, said: str) -> None:
    sound = samples()["first-is"].html
    assert old in sound
    assert any(said in fault for fault in faults(sound.replace(old, new)))


@pytest.mark.parametrize("name", ALL)
def test_a_letter_is_smaller_than_what_gmail_shows_whole_and_its_lines_are_short(name: str) -> None:
    sample = samples()[name]
    assert len(sample.html.encode()) < 100_000 < GMAIL_CLIPS
    assert len(sample.raw) < 100_000
    assert max(len(line) for line in sample.raw.split(b"\r\n")) <= 998
    body = sample.raw.split(b"\r\n\r\n", 1)[1]
    assert max(len(line) for line in body.split(b"\r\n")) <= 78, "quoted-printable, RFC 2045 section 6.7"


@pytest.mark.parametrize("name", ALL)
def test_the_language_and_the_subject_stand_where_a_client_keeps_them(name: str) -> None:
    sample = samples()[name]
    found = {one.tag: one for one in reversed(elements(sample.html)[0])}
    assert found["html"].attributes["lang"] == found["div"].attributes["lang"] == sample.language
    assert found["title"].text == found["div"].attributes["aria-label"] == sample.subject
    assert found["div"].attributes["role"] == "article", "Gmail keeps no html and no body, but this"


@pytest.mark.parametrize("name", ALL)
def test_what_an_inbox_shows_first_is_what_the_letter_says_first(name: str) -> None:
    sample = samples()[name]
    first = words(sample.plain.split("\n\n")[0])
    assert first
    assert words(shown(sample.html))[: len(first)] == first, "nothing hidden stands before it"


@pytest.mark.parametrize("name", ALL)
def test_both_forms_say_the_same_in_the_same_order(name: str) -> None:
    sample = samples()[name]
    assert words(shown(sample.html)) == words(sample.plain)
    assert [address for address, _ in links(sample.html)] == URL.findall(sample.plain)


@pytest.mark.parametrize("name", ALL)
def test_every_link_says_where_it_leads_and_no_two_say_the_same(name: str) -> None:
    said = links(samples()[name].html)
    assert len({text for _, text in said}) == len(said) == len({address for address, _ in said})
    for _, text in said:
        assert text == text.strip()
        assert text.lower() not in ("here", "click here", "hér", "smelltu hér", "link", "more", "meira")


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("width", [40, 78])
def test_the_text_form_is_readable_in_a_narrow_and_a_wide_window(name: str, width: int) -> None:
    sample = samples()[name]
    lines = sample.plain.split("\n")
    assert lines[-1] == "" and "\n\n\n" not in sample.plain and "\t" not in sample.plain
    assert [line for line in lines if line != line.rstrip()] == ["-- "], "RFC 3676 section 4.3: once, above the footer"
    for line in lines:
        if URL.search(line):
            assert URL.fullmatch(line), "an address stands on a line of its own, so that no client cuts it"
            assert len(line) <= 200
        else:
            assert len(line.encode()) <= 998
            assert all(len(word) <= width or len(word) > 50 for word in line.split()), line
    foot = sample.plain.partition("\n-- \n")[2].rstrip("\n").split("\n")
    address = next(line for line in foot if line.startswith("https://garn.is/u/"))
    assert (address, foot[foot.index(address) - 1]) in links(sample.html), "its label stands over it"


@pytest.mark.parametrize("lang", LANGS)
def test_a_quick_answer_is_a_line_with_its_address_under_it(lang: str) -> None:
    sample = samples()[f"suggestion-{lang}"]
    pairs = [block.split("\n") for block in sample.plain.split("\n\n") if "/t/" in block]
    assert len(pairs) == 7
    assert all(len(pair) == 2 and URL.fullmatch(pair[1]) for pair in pairs)
    suits = {"en": "This one suits me: Wool socks", "is": "Þetta hentar mér: Ullarsokkar"}[lang]
    assert pairs[0][0] == suits, "the bare name is the product's own page"


def test_every_icelandic_letter_arrives() -> None:
    text = samples()["parts-is"].plain + samples()["twelve-is"].plain + samples()["suggestion-is"].plain
    assert set("áðéíóúýþæöÞÖ–„“") <= set(text)
    assert "=?" not in text and "\ufffd" not in text


@pytest.mark.parametrize("lang", LANGS)
def test_a_person_may_write_a_very_long_line_and_markup(lang: str) -> None:
    own = "Þorláksmessa <b>&amp;</b> " * 200
    who, say = saying(lang, meaning("person-said", text=Text(own), by=Text("Ösp")))
    raw = writing.write(DESK, SHOP, who, "main/u/1/0", say, Thread(), START).raw
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    html = html_of(raw)
    assert faults(html) == []
    assert any(own.strip() in one.text for one in elements(html)[0])


def html_of(raw: bytes) -> str:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return str(list(message.iter_parts())[1].get_content())


@pytest.mark.parametrize("name", ALL)
def test_a_letter_quoted_in_an_answer_is_quoted_to_its_last_line(name: str) -> None:
    """Gmail's way: our body within a block quotation. Nothing of ours may end the quotation or stand outside it."""
    body = re.sub(r"^.*?<body[^>]*>|</body>.*$", "", samples()[name].html, flags=re.S)
    answer = f"<div>Já takk.</div><blockquote class='gmail_quote'>{body}</blockquote>"
    first, *rest = [line for line in from_html(answer).splitlines() if line.strip()]
    assert first == "Já takk."
    assert len(rest) > 3
    assert all(line.startswith(">") for line in rest)


def test_a_letter_of_nothing_but_one_line_is_sound_too() -> None:
    short = replace(by_hand(), blocks=(Part("para", "Hæ."),), answers=(), footer=(), unsubscribe_url="", answering=True)
    assert faults(html_of(compose(short, DESK.frame))) == []


def test_the_letters_of_a_talk_by_mail_are_sound(tmp_path: Path) -> None:
    """The engine's own effects, from the question to the close and to a person, as a mail server got them."""
    asked = (
        "How long do I have to return it?", "Yes, thanks. Please suggest something warm", "Under 40000 kr.",
        "The first one suits me", "101 Reykjavík", "Thanks, I would like to talk to a person",
    )  # fmt: skip
    jumper = ev.Line(product_id="hlyja-lopapeysa", name="Lopapeysa", price=26900, currency="ISK")
    with catching(new_url("sqlite", tmp_path), sample=True) as (rt, caught):
        now = due(rt, line=jumper)
        deliver(rt, now)
        for number, text in enumerate(asked):
            now += DAY
            receive(rt, reply(caught[-1], text, number), now)
            deliver(rt, now)
        assert len(caught) == 1 + len(asked)
    pages = [html_of(raw) for raw in caught]
    for html in pages:
        assert faults(html) == []
        said = links(html)
        assert len({text for _, text in said}) == len(said), said
    assert ["https://garn.is/checkout" in html for html in pages] == [n == 5 for n in range(7)]


def reply(to: bytes, text: str, number: int) -> bytes:
    """A mail program's answer."""
    ours, letter = message_from_bytes(to), EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "1@mail.is", str(ours["Reply-To"]), f"Re: {ours['Subject']}"
    letter["Message-ID"], letter["In-Reply-To"] = f"<{number}@mail.is>", str(ours["Message-ID"])
    letter.set_content(text)
    return letter.as_bytes()


def test_the_samples_are_all_there_in_both_languages() -> None:
    kinds = {name.rpartition("-")[0] for name in samples()}
    assert len(kinds) >= 12
    assert all(isinstance(one, Sample) and one.html and one.plain for one in samples().values())
