"""The inbox and the talk at the desk: who waits, what was promised, what helps, and what becomes of an answer."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
import web_world as world
from desk_world import NAME, Desk, at_the_desk

from softsell import store
from softsell.core import events as ev
from softsell.store.inbound import Attached, Came

TEXTS = {
    "en": ("I would like something for hiking, under 30000", "Do you engrave a name on it?", "And can I return it?"),
    "is": ("Ég er að leita að peysu, undir 30000", "Getið þið grafið nafn í hnappana?", "Og get ég skilað henni?"),
}


def waiting(desk: Desk, user: str = "1", lang: str = "en", channel: str = "page") -> str:
    """Somebody who asked what nobody but a person knows, and wrote again; the key."""
    key, _ = world.ask(desk.rt, user, lang)
    for n, text in enumerate(TEXTS[lang]):
        said = ev.Said(id=f"{user}-{n}", at=desk.rt.clock(), text=text, channel=channel)
        world.say(desk.rt, key, said)
    return key


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def move(desk: Desk, **span: float) -> None:
    assert isinstance(desk.rt.clock, world.Clock)
    desk.rt.clock.now += timedelta(**span)


def state(desk: Desk, key: str) -> str:
    shopper = store.desk.shopper(desk.rt.db, world.SHOP, key)
    assert shopper is not None and shopper.conversation is not None
    return shopper.conversation.state


@pytest.mark.parametrize(
    ("lang", "promised", "over"),
    [("en", "promised an answer by", "was promised"), ("is", "fær svar í síðasta lagi", "átti að fá")],
)
def test_who_waits_longest_stands_first_with_what_was_promised_and_an_overdue_one_is_marked(
    tmp_path: Path, lang: str, promised: str, over: str
) -> None:
    with at_the_desk(tmp_path, lang) as desk:
        old = waiting(desk, "1", lang)
        move(desk, hours=70)
        new = waiting(desk, "2", lang)
        page = desk.get("/desk/inbox").text
        assert page.index(f"/desk/person/{old}") < page.index(f"/desk/person/{new}")
        assert promised in words(page) and over in words(page)
        assert page.count("overdue") == 1
        assert TEXTS[lang][2] in words(page), "what was written last"
        assert desk.get(f"/desk/person/{old}").text.count(f'href="/desk/person/{new}"') == 1


def test_a_hand_over_says_by_when_and_the_desk_shows_the_same_time(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        key = waiting(desk)
        page = words(desk.get(f"/desk/person/{key}").text)
        said = re.search(r"by (\w+ \d+ \w+ at \d\d:\d\d)", page.partition("What happened")[2])
        assert said is not None
        assert f"an answer by {said[1]}" in page.partition("What happened")[0]


@pytest.mark.parametrize("lang", ["en", "is"])
def test_the_talk_in_short_and_what_helps_stand_beside_it(tmp_path: Path, lang: str) -> None:
    with at_the_desk(tmp_path, lang) as desk:
        key = waiting(desk, lang=lang)
        page = desk.get(f"/desk/person/{key}").text
        short = words(page.partition('id="sum"')[2].partition('id="help"')[0])
        assert all(text in short for text in TEXTS[lang][1:]), "what was asked"
        assert TEXTS[lang][0] in short, "the need in the buyer's words"
        helps = page.partition('id="help"')[2]
        assert {"en": "Returns: 30 days.", "is": "Skilafrestur er 30 dagar."}[lang] in words(helps)
        assert {"en": "as of 4 May 2026", "is": "miðað við 4. maí 2026"}[lang] in words(helps)
        assert "https://lopi.example/shop/help/" in helps
        assert helps.count('name="insert"') >= 3
        assert {"en": "What fits, and why", "is": "Það sem hentar og hvers vegna"}[lang] in words(helps)


def test_without_scripts_a_press_puts_it_in_the_answer_and_sends_nothing(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        key = waiting(desk)
        put = re.search(r'name="insert" value="([^"]+)"', desk.get(f"/desk/person/{key}").text)
        assert put is not None
        got = desk.post(f"/desk/person/{key}/reply", text="Hello Anna.", insert=unescape(put[1]))
        assert got.status_code == 200
        box = re.search(r"<textarea[^>]*>(.*?)</textarea>", got.text, re.S)
        assert box is not None
        assert unescape(box[1]) == f"Hello Anna.\n\n{unescape(put[1])}"
        assert state(desk, key) == "handed_over"
        assert "Hello Anna." not in words(desk.get(f"/desk/person/{key}").text)


def test_who_answered_is_told_and_the_machine_is_silent_until_it_is_handed_back(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        key = waiting(desk)
        assert (
            desk.post(f"/desk/person/{key}/reply", text="We do not engrave, and yes, within 30 days.").status_code
            == 303
        )
        page = words(desk.get("/desk/inbox").text)
        assert f"{NAME} answered" in page and "with a person" in page and "Nobody is waiting" in page
        world.say(desk.rt, key, ev.Said(id="more", at=desk.rt.clock(), text="What does delivery to 600 cost?"))
        assert "What does delivery to 600 cost?" in words(desk.get("/desk/inbox").text)
        assert f"{NAME} has the conversation" in words(desk.get("/desk/inbox").text)


def test_a_talk_that_is_closed_as_answered_rests_and_says_who_closed_it(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        key = waiting(desk)
        assert desk.post(f"/desk/person/{key}/hand-back", done="1").status_code == 303
        assert state(desk, key) == "resting"
        assert f"{NAME} closed it as answered" in words(desk.get(f"/desk/person/{key}").text)
        assert "Nobody is waiting" in words(desk.get("/desk/inbox").text)


def test_by_mail_the_machine_is_silent_while_a_person_holds_it(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        key = waiting(desk, channel="mail")
        says = [e for e in store.person.transcript(desk.rt.db, world.SHOP, key) if type(e.effect).__name__ == "Say"]
        world.say(desk.rt, key, ev.Said(id="m", at=desk.rt.clock(), text="What does delivery cost?", channel="mail"))
        again = [e for e in store.person.transcript(desk.rt.db, world.SHOP, key) if type(e.effect).__name__ == "Say"]
        assert len(says) == len(again) > 0


@pytest.mark.parametrize("lang", ["en", "is"])
def test_a_letter_without_proof_reaches_the_inbox_and_the_answer_that_is_suggested_tells_nothing(
    tmp_path: Path, lang: str
) -> None:
    text = "Where is order 1234, and what did I buy?"
    with at_the_desk(tmp_path, lang) as desk:
        key, _ = world.ask(desk.rt, "1", lang)
        world.say(desk.rt, key, ev.Said(id="own", at=desk.rt.clock(), text=TEXTS[lang][0]))
        world.say(desk.rt, key, ev.Said(id="un", at=desk.rt.clock(), text=text, channel="mail", trusted=False))
        unproved = {"en": "The sender could not be proved.", "is": "Ekki tókst að sanna hver sendi þetta."}[lang]
        for path in ("/desk", "/desk/inbox", f"/desk/person/{key}"):
            page = words(desk.get(path).text)
            assert text in page and unproved in page, path
        page = desk.get(f"/desk/person/{key}").text
        (put,) = (unescape(one) for one in re.findall(r'name="insert" value="([^"]+)"', page))
        shopper = store.desk.shopper(desk.rt.db, world.SHOP, key)
        assert shopper is not None
        bought = [line.name for cart in shopper.carts for op in cart.ops for line in op.lines]
        secret = (shopper.name, shopper.address, "1234", "30.000", "30,000", *bought)
        assert len(secret) > 5 and not [one for one in secret if one and one in put]
        assert not re.search(r"\d", put)
        assert desk.post(f"/desk/person/{key}/reply", text=put, channel="mail").status_code == 303, "it passes the lint"
        assert text not in words(desk.get("/desk/inbox").text).partition({"en": "Answered", "is": "Svarað"}[lang])[0]


def test_what_was_looked_at_leaves_the_inbox_and_the_assistant_goes_on(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        key, _ = world.ask(desk.rt)
        world.say(desk.rt, key, ev.Said(id="own", at=desk.rt.clock(), text=TEXTS["en"][0]))
        before = state(desk, key)
        world.say(desk.rt, key, ev.Said(id="un", at=desk.rt.clock(), text="hello", channel="mail", trusted=False))
        assert "Looked at" in words(desk.get(f"/desk/person/{key}").text)
        assert desk.post(f"/desk/person/{key}/hand-back", done="1").headers["location"] == "/desk/inbox?told=done"
        assert "Nobody is waiting" in words(desk.get("/desk/inbox").text) and state(desk, key) == before


def test_a_talk_that_was_taken_over_and_not_answered_stands_on_the_first_page_and_a_passed_promise_before_it(
    tmp_path: Path,
) -> None:
    with at_the_desk(tmp_path) as desk:
        taken, _ = world.ask(desk.rt, "1")
        world.say(desk.rt, taken, ev.Answered(id="a", at=desk.rt.clock(), question="trouble", choice="recommend"))
        late = waiting(desk, "2")
        move(desk, hours=70)
        assert desk.post(f"/desk/person/{taken}/take-over").status_code == 303
        move(desk, hours=3)
        page = desk.get("/desk").text
        assert page.index(f"/desk/person/{late}") < page.index(f"/desk/person/{taken}")
        assert "taken over 3 hours ago promised an answer by" in words(
            page
        ) and f"{NAME} has the conversation" in words(page)
        desk.post(f"/desk/person/{taken}/reply", text="This one is lighter.")
        sent = words(desk.get(f"/desk/person/{taken}?said=1").text)
        assert "Your answer is" in sent and "To who waits next" in sent
        assert f"/desk/person/{taken}" not in desk.get("/desk").text


@pytest.mark.parametrize("lang", ["en", "is"])
def test_a_letter_that_nobody_can_be_placed_for_is_shown_whole_until_somebody_has_looked(
    tmp_path: Path, lang: str
) -> None:
    with at_the_desk(tmp_path, lang) as desk:
        attached = (Attached("mynd.jpg", "image/jpeg", 1_300_000),)
        came = Came(
            id="mail:1", sender="gudny@mail.is", subject="<b>Peysan</b>", text="Fæst hún í grænu?", at=desk.rt.clock(),
            original="Fæst hún í grænu?\n\n> Halló <script>", attachments=attached, trust="other",
        )  # fmt: skip
        store.inbound.take_in(desk.rt.db, world.SHOP, came)
        page = desk.get("/desk/inbox").text
        assert "<b>Peysan" not in page and "<script>" not in page
        shown = words(page)
        assert "gudny@mail.is" in shown and "Fæst hún í grænu?" in shown and "> Halló <script>" in shown
        assert {"en": "mynd.jpg 1.3 MB", "is": "mynd.jpg 1,3 MB"}[lang] in shown
        done = desk.post("/desk/inbox/looked", id="mail:1")
        assert done.headers["location"] == "/desk/inbox?told=looked"
        assert "gudny@mail.is" not in words(desk.get("/desk/inbox?told=looked").text)


def test_a_persons_page_has_the_whole_letter_under_what_was_taken_from_it(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        key, _ = world.ask(desk.rt, "1", "en")
        now = desk.rt.clock()
        came = Came(
            id="mail:7", key=key, sender="1@mail.is", subject="Re: Your cart", text=TEXTS["en"][1], trust="shopper", at=now,
            original=f"{TEXTS['en'][1]}\n\n> the letter before",
        )  # fmt: skip
        event = ev.Said(id="mail:7:said", at=now, text=came.text, channel="mail")
        store.inbound.take_in(desk.rt.db, world.SHOP, came, [event])
        store.advance(desk.rt.db, desk.rt.shop(), now, keys=[key])
        shown = words(desk.get(f"/desk/person/{key}").text)
        assert "> the letter before" in shown and "The whole letter" in shown
