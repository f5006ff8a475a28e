"""From meaning to octets: both languages, every header, honest numbers, and words that differ from letter to letter."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

import pytest
from msgspec.structs import replace
from top_world import POLICY, SECRET, START

from softsell import load, tokens, writing
from softsell.advise import answer, catalogue
from softsell.core import letters
from softsell.core.cart import record
from softsell.core.effects import Ask, Say
from softsell.core.events import Consent, Line
from softsell.core.facts import meaning
from softsell.core.outreach import Ask as Decision
from softsell.core.shop import Policy, Shop
from softsell.core.shopper import Conversation, Letter, Op, Shopper
from softsell.values import Choice, Count, Fact, Item, Items, Meaning, Money, Reason, Suggestion, Suggestions, Text
from softsell.voice import phrases
from softsell.writing import Desk, Thread, Written

DESK = Desk(load.voice(), load.letter_frame(), SECRET.encode(), "https://garn.is", "svar@garn.is", "skopp@garn.is")
LANGS = ("en", "is")
NAMES = {"en": "Wool socks", "is": "Ullarsokkar"}
AGREED = Consent("consent", datetime(2026, 5, 3, 23, 30, tzinfo=UTC), "May we?", "checkout")


def person(lang: str, **fields: Any) -> Shopper:
    lines = (Line("socks", 1, NAMES[lang], 2990, "ISK"), Line("hat", 2, "Húfa", 5990, "ISK"))
    cart = record((), "c1", Op(START, "added", "add", lines))
    known = Shopper(key="u1", name="Anna", address="anna@mail.is", language=lang, consent=AGREED, carts=cart)
    return replace(known, **fields)


def asking(who: Shopper, decision: Decision = Decision(touch=1, basis="consent"), policy: Policy = POLICY) -> Ask:  # noqa: B008
    shop = Shop("main", policy, catalogue.empty(), answer.empty())
    return letters.compose(shop, who, who.carts[0], decision, "treated", START)


def write(
    who: Shopper, effect: Ask | Say | None = None, *, desk: Desk = DESK, policy: Policy = POLICY,
    thread: Thread | None = None, number: str = "main/u1/3/0",
) -> Written:  # fmt: skip
    return writing.write(desk, policy, who, number, effect or asking(who, policy=policy), thread or Thread(), START)


def parsed(written: Written) -> Message:
    return message_from_bytes(written.raw, policy=default)


def both(written: Written) -> tuple[str, str]:
    """The text form and the HTML form."""
    text, html = parsed(written).iter_parts()  # type: ignore[attr-defined]
    return text.get_content().replace("\r\n", "\n"), html.get_content()


@pytest.mark.parametrize("lang", LANGS)
def test_a_letter_has_every_header(lang: str) -> None:
    written = write(person(lang))
    message = parsed(written)
    assert str(message["From"]) == "Garn og gaman <bref@garn.is>"
    assert str(message["To"]) == "anna@mail.is"
    assert str(message["Subject"]) == written.subject
    assert tokens.read_reply_address(SECRET.encode(), str(message["Reply-To"])) == "u1"
    assert str(message["Reply-To"]).startswith("svar+")
    assert tokens.parse_message_id(SECRET.encode(), str(message["Message-ID"])) == "main/u1/3/0"
    assert message["Date"].datetime == START
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = str(message["List-Unsubscribe"]).strip("<>")
    assert link.startswith("https://garn.is/u/")
    far = START + timedelta(days=4000)
    assert tokens.unseal(SECRET.encode(), "unsubscribe", link.removeprefix("https://garn.is/u/"), far) == "u1"
    assert tokens.read_bounce_address(SECRET.encode(), written.envelope_from) == "main/u1/3/0"
    assert written.envelope_from.startswith("skopp+")
    assert message["Feedback-ID"] == "1:main:ask:softsell"
    assert message["In-Reply-To"] is None
    assert [part["Content-Language"] for part in message.iter_parts()] == [lang, lang]  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", LANGS)
def test_one_click_is_offered_only_where_it_is_private(lang: str) -> None:
    plain = parsed(write(person(lang), desk=replace(DESK, public_url="http://garn.is")))
    assert plain["List-Unsubscribe-Post"] is None
    assert "http://garn.is/u/" in str(plain["List-Unsubscribe"])


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_letter_is_the_same_octets_and_lints_clean(lang: str) -> None:
    one, two = write(person(lang)), write(person(lang))
    assert one == two
    assert one.findings == ()
    assert write(person(lang), number="main/u1/4/0").message_id != one.message_id


def test_quick_answers_open_this_talk_for_thirty_days() -> None:
    text, html = both(write(person("en")))
    links = [line for line in text.splitlines() if line.startswith("https://garn.is/t/")]
    assert len(links) == len(letters.CHOICES)
    token, _, choice = links[0].removeprefix("https://garn.is/t/").partition("?a=")
    assert choice == letters.CHOICES[0]
    secret = SECRET.encode()
    assert tokens.unseal(secret, "talk", token, START + timedelta(days=29)) == "main/u1/3/0"
    assert tokens.unseal(secret, "talk", token, START + timedelta(days=31)) is None
    assert tokens.unseal(secret, "unsubscribe", token, START) is None
    assert all(link.replace("&", "&amp;") in html for link in links)


@pytest.mark.parametrize(
    ("basis", "lang", "words"),
    [
        ("consent", "en", "because you said yes to letters from Garn og gaman on 3 May"),
        ("consent", "is", "Garn og gaman hefur leyfi þitt frá 3. maí"),
        ("soft_optin", "en", "because you have bought from Garn og gaman before"),
        ("soft_optin", "is", "þú hefur áður keypt hér: Garn og gaman"),
        ("service_error", "en", "because an order at Garn og gaman could not be finished"),
        ("service_error", "is", "ekki tókst að ljúka pöntun hér: Garn og gaman"),
        ("none", "en", "because you left a cart at Garn og gaman with your address"),
        ("none", "is", "þú skildir eftir körfu og netfang hér: Garn og gaman"),
    ],
)
def test_the_foot_says_why_it_came_who_wrote_and_how_to_stop(basis: str, lang: str, words: str) -> None:
    who = person(lang)
    for form in both(write(who, asking(who, Decision(touch=1, basis=basis)))):
        assert words in form
        assert "Logngata 7, 101 Reykjavík" in form
        assert "https://garn.is/u/" in form
        assert {"en": "a machine", "is": "Sjálfvirkur aðstoðarmaður"}[lang] in form
        assert {"en": "Stop these letters", "is": "Hætta að fá þessa pósta"}[lang] in form


@pytest.mark.parametrize("lang", LANGS)
def test_the_foot_says_again_what_was_agreed_to_and_where(lang: str) -> None:
    agreed = replace(AGREED, text="May we ask about your cart?", source="checkout", version="2026-03")
    for form in both(write(person(lang, consent=agreed))):
        assert "May we ask about your cart?" in form and "(checkout, 2026-03)" in form
    told = replace(agreed, source="segment identify", version="")  # the door's own note is no place
    assert all("May we ask" in form and "segment" not in form for form in both(write(person(lang, consent=told))))


@pytest.mark.parametrize("lang", LANGS)
def test_words_of_a_consent_that_press_or_go_on_and_on_are_not_said_again(lang: str) -> None:
    pressing = {"en": "Hurry, only 2 left! Yes, write to me", "is": "Drífðu þig, aðeins 2 eftir! Já takk"}[lang]
    for words in (pressing, "yes " * 100):
        for form in both(write(person(lang, consent=replace(AGREED, text=words)))):
            assert words.strip()[:12] not in form
            assert {"en": "on 3 May", "is": "frá 3. maí"}[lang] in form


@pytest.mark.parametrize("lang", LANGS)
def test_every_letter_leads_to_the_choices_by_a_token_of_its_own(lang: str) -> None:
    text, html = both(write(person(lang)))
    label = {"en": "Choose what we write about", "is": "Velja um hvað við skrifum"}[lang]
    link = text.splitlines()[text.splitlines().index(label) + 1]
    assert link.startswith("https://garn.is/p/") and link in html and label in html
    token, secret = link.removeprefix("https://garn.is/p/"), SECRET.encode()
    assert tokens.unseal(secret, "preferences", token, START + timedelta(days=364)) == "u1"
    assert tokens.unseal(secret, "preferences", token, START + timedelta(days=366)) is None
    assert all(tokens.unseal(secret, other, token, START) is None for other in ("unsubscribe", "talk"))


def test_the_day_of_a_consent_is_the_shoppers_own_day() -> None:
    text, _ = both(write(person("en", timezone="Asia/Tokyo")))
    assert "on 4 May" in text, "half past eleven at night in Reykjavik is the next morning in Tokyo"


@pytest.mark.parametrize(
    ("lang", "one", "two"),
    [
        ("en", "Wool socks: ISK 2,990 with tax", "Húfa: 2 at ISK 5,990 each, with tax"),
        ("is", "Ullarsokkar: 2.990 kr. með vsk.", "Húfa: 2 stk. á 5.990 kr. með vsk."),
    ],
)
def test_a_price_says_what_it_holds(lang: str, one: str, two: str) -> None:
    written = write(person(lang))
    text, html = both(written)
    assert f"- {one}\n" in text
    assert f"- {two}\n" in text
    for row in (one, two):
        title, _, price = row.partition(": ")
        assert f">{title}<br>" in html
        assert f">{price}</span></td>" in html
    assert one.replace(": ", ", ") in written.text, "what is linted and kept is what is sent"


def test_a_line_without_a_price_or_with_an_odd_title_is_still_told() -> None:
    odd = (
        Item("a", "Peysa, blá", 1, Money(1000, "ISK", "cart", START)),
        Item("b", "Lopi\nog <b>ull</b>", 3),
        Item("c", "Húfa"),
    )
    (block, items) = phrases.say(DESK.voice, (meaning("ask-follow-up", shop=Text("Garn"), items=Items(odd)),), "is")
    assert block.kind == "para"
    assert writing.part(items).rows == (
        ("Peysa, blá", "1.000 kr. með vsk."), ("Lopi og <b>ull</b>", "3 stk."), ("Húfa", ""),
    )  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_honest_numbers_are_not_taken_for_pressure_and_the_same_words_by_hand_are(lang: str) -> None:
    meanings = (meaning("fix-stock_in", item=Text(NAMES[lang]), stock=Count(2, "piece", "catalogue", START)),)
    blocks = phrases.say(DESK.voice, meanings, lang)
    assert not [f for f in writing.read(DESK.voice, lang, "", blocks) if f.severity == "block"]
    text = {"en": "Hurry, only 2 left!", "is": "Drífðu þig, aðeins 2 eftir!"}[lang]
    (by_hand,) = (replace(blocks[0], text=text, claims=()),)
    assert any(f.severity == "block" for f in writing.read(DESK.voice, lang, "", (by_hand,)))


def test_the_spans_of_claims_move_with_the_text() -> None:
    who = person("en")
    blocks = phrases.say(DESK.voice, asking(who).meanings[1:], "en")
    whole, at = "", []
    for block in blocks:
        at += [(len(whole) + a, len(whole) + b) for a, b in block.claims]
        whole += block.text + "\n\n"
    said = [whole[a:b] for a, b in at]
    assert "ISK 2,990" in said
    assert "30 days" in said


@pytest.mark.parametrize("lang", LANGS)
def test_people_get_different_words_and_nobody_the_same_letter_twice(lang: str) -> None:
    first = {write(person(lang, key=f"u{n}")).text for n in range(40)}
    assert len(first) >= 3
    for n in range(10):
        one = person(lang, key=f"u{n}")
        sent = Letter("e", "c0", 1, "treated", "consent", START, status="sent")
        again = replace(one, letters=(sent,))
        said = [set(write(x).text.split("\n\n")) for x in (one, again)]
        same = said[0] & said[1]
        assert len(same) < len(said[0]) - 2, same


def saying(lang: str, *meanings: Meaning, **fields: Any) -> Say:
    return Say(conversation="c1", turn=2, channel="mail", language=lang, meanings=meanings, **fields)


@pytest.mark.parametrize("lang", LANGS)
def test_an_answer_stands_in_the_thread_it_answers(lang: str) -> None:
    fact = Fact("Þú mátt skila innan 30 daga.", "Skilaréttur", START, "Skilaréttur", "https://garn.is/skil")
    say = saying(
        lang, meaning("answer", fact=fact), meaning("ask-answered"), choices=(Choice("yes"), Choice("not_quite"))
    )
    chain = ("<ours@garn.is>", "<theirs@mail.is>")
    thread = Thread(subject="Spurning um körfuna þína", in_reply_to=chain[1], references=chain, answering=True)
    message = parsed(write(person(lang), say, thread=thread))
    assert message["Subject"] == "Re: Spurning um körfuna þína"
    assert message["In-Reply-To"] == chain[1]
    assert str(message["References"]).split() == list(chain)
    assert message["Auto-Submitted"] == "auto-replied"
    text, html = both(write(person(lang), say))
    for form in (text, html):
        assert "Þú mátt skila innan 30 daga." in form
        assert "https://garn.is/skil" in form
        assert "1. júní" in form or "1 June" in form, "a fact says since when it is known"
    assert "said yes to letters" not in text, "an answer to the buyer's own letter needs no ground"


def test_a_shoppers_own_subject_is_not_doubled_and_is_honest_only_in_an_answer() -> None:
    say = saying("en", meaning("ask-answered"))
    fresh = write(person("en"), say)
    assert fresh.subject == "A note from Garn og gaman"
    assert not fresh.subject.startswith("Re:")
    lure = writing.read(DESK.voice, "en", "Re: your order", phrases.say(DESK.voice, say.meanings, "en"))
    assert any(f.severity in ("block", "warn") for f in lure)


@pytest.mark.parametrize("lang", LANGS)
def test_a_persons_words_go_as_they_are_and_are_not_called_a_machines(lang: str) -> None:
    words = "Sæl Anna.\nÉg mældi hana fyrir þig: 62 cm."
    written = write(person(lang), saying(lang, meaning("person-said", text=Text(words), by=Text("Birna"))))
    text, _ = both(written)
    assert words in text
    assert "machine" not in text
    assert "Sjálfvirkur" not in text
    assert parsed(written)["Auto-Submitted"] in (None, "no")


@pytest.mark.parametrize(("lang", "price"), [("en", "ISK 8,990 with tax"), ("is", "8.990 kr. með vsk.")])
def test_a_suggestion_shows_its_price_reasons_and_drawback(lang: str, price: str) -> None:
    item = Item("hat", "Húfa", 1, Money(8990, "ISK", "catalogue", START), "https://garn.is/hufa")
    why = Reason(1, "hlý", "warm", "Hlýja", "mikil")
    one = Suggestion(item, (why,), drawback="Þornar hægt.", benefit="Heldur hita.")
    say = saying(lang, meaning("offer-one", suggestions=Suggestions((one,))), meaning("ask-fits"))
    written = write(person(lang), say)
    suggestion = next(b for b in phrases.say(DESK.voice, say.meanings, lang) if b.kind == "suggestion")
    part = writing.part(suggestion)
    assert (part.text, part.url) == ("Húfa", "https://garn.is/hufa")
    assert part.rows[0] == (price, "")
    assert part.rows[1] == ("", "Heldur hita.")
    assert "hlý" in part.rows[2][1]
    assert "Þornar hægt." in part.note
    text, html = both(written)
    assert price in text
    assert price in html
    assert written.blocked is None


def test_what_cannot_be_said_is_refused_with_its_name() -> None:
    for wrong in (Meaning("no-such-thing"), meaning("fix-stock_in", item=Text("x"), stock=Count(2, "piece"))):
        with pytest.raises(ValueError, match=wrong.kind):
            write(person("en"), saying("en", wrong))


def test_outside_words_cannot_reach_the_headers_or_the_page() -> None:
    who = person("en", name="Anna\r\nBcc: x@y.is", conversation=Conversation("c", "asked", START, START, turn=3))
    evil = replace(POLICY, name='Garn <script>alert("1")</script>', staff="Birna & co")
    written = write(who, asking(who, policy=evil), policy=evil)
    message = parsed(written)
    assert message["Bcc"] is None
    _, html = both(written)
    assert "<script" not in html
    assert "Birna &amp; co" in html
