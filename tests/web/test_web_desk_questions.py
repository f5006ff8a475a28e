"""Questions that nobody knew: they collect at the desk, and an answer that is kept serves the next asker at once."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import web_world as world
from desk_world import Desk, at_the_desk

from softsell.core import events as ev
from softsell.values import Fact

PAGE = "/desk/questions"
ASKED = {"en": "Do you engrave names on buttons?", "is": "Grafið þið nöfn í hnappana?"}


def unknown(desk: Desk, user: str, text: str, lang: str = "en") -> str:
    """Somebody asks what the shop's knowledge does not hold; the key."""
    key, _ = world.ask(desk.rt, user, lang)
    world.say(desk.rt, key, ev.Said(id=f"q-{user}", at=desk.rt.clock(), text=text))
    return key


def shown(desk: Desk) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", desk.get(PAGE).text).split())


@pytest.mark.parametrize("lang", ["en", "is"])
def test_alike_questions_are_one_with_how_often_they_were_asked(tmp_path: Path, lang: str) -> None:
    with at_the_desk(tmp_path, lang) as desk:
        for user in ("1", "2"):
            unknown(desk, user, ASKED[lang], lang)
        unknown(desk, "3", {"en": "May my parrot visit the shop?", "is": "Má páfagaukurinn koma með?"}[lang], lang)
        page = desk.get(PAGE).text
        assert page.count("<h2 lang=") == 2 and page.count(f'<h2 lang="{lang}">{ASKED[lang]}') == 1
        assert {"en": "Asked 2 times", "is": "Spurt 2 sinnum"}[lang] in shown(desk) and "desk-" not in shown(desk)


def test_a_kept_answer_serves_the_next_asker_at_once_with_its_source_and_day(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        unknown(desk, "1", ASKED["en"])
        day = desk.rt.clock().date()
        kept = desk.post(f"{PAGE}/keep", PAGE, **{"question-en": ASKED["en"], "text-en": "Yes, up to twelve letters."})
        assert kept.status_code == 303
        assert "Yes, up to twelve letters." in shown(desk) and "Every question" in shown(desk)
        key = unknown(desk, "2", ASKED["en"])
        fact = next(m.slots["fact"] for m in world.last_said(desk.rt, key).meanings if m.kind == "answer")
        assert isinstance(fact, Fact) and fact.text == "Yes, up to twelve letters."
        assert fact.source == "answered by Birna" and fact.as_of.date() == day


def test_what_a_person_answered_is_offered_to_be_kept(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        key = unknown(desk, "1", ASKED["en"])
        desk.rt.clock.now += timedelta(minutes=10)
        world.say(desk.rt, key, ev.PersonSaid(id="p", at=desk.rt.clock(), by="Birna", text="We do, in brass."))
        page = desk.get(PAGE).text
        assert "<blockquote" in page and page.count("We do, in brass.") == 2


def test_pressure_is_refused_and_so_is_what_is_empty_or_over(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        unknown(desk, "1", ASKED["en"])
        for text, until in (("Yes, but hurry, only 2 left!", ""), ("", ""), ("Yes.", "2020-01-01")):
            fields = {"question-en": ASKED["en"], "text-en": text, "until": until}
            refused = desk.post(f"{PAGE}/keep", PAGE, **fields)
            assert refused.status_code == 422 and 'role="alert"' in refused.text, text
        assert ASKED["en"] in shown(desk)


def test_a_kept_answer_is_changed_and_removed_and_the_question_is_open_again(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        unknown(desk, "1", ASKED["en"])
        desk.post(f"{PAGE}/keep", PAGE, **{"question-en": ASKED["en"], "text-en": "Yes, in a week."})
        found = re.search(r'name="id" value="([^"]+)"', desk.get(PAGE).text)
        assert found is not None
        changed = {"id": found[1], "question-en": ASKED["en"], "text-en": "Yes, in two weeks."}
        desk.post(f"{PAGE}/keep", PAGE, **changed)
        assert "two weeks" in shown(desk) and "in a week" not in shown(desk)
        assert desk.post(f"{PAGE}/remove", PAGE, id=found[1]).status_code == 303
        assert "two weeks" not in shown(desk) and "Asked once" in shown(desk)


def test_the_same_question_kept_again_writes_the_answer_anew_with_its_day_and_an_alike_one_stands_by_itself(
    tmp_path: Path,
) -> None:
    with at_the_desk(tmp_path) as desk:
        summer = {"question-en": "Do you mend hats in summer?", "text-en": "Yes, in a week."}
        winter = {"question-en": "Do you mend hats in winter?", "text-en": "No, only socks."}
        again = {"question-en": "In summer, do you mend the hats", "text-en": "Yes, in three weeks."}
        desk.post(f"{PAGE}/keep", PAGE, nonce="1", **summer)
        desk.post(f"{PAGE}/keep", PAGE, nonce="2", **winter)
        desk.rt.clock.now += timedelta(days=3)
        day = desk.rt.clock().date()
        desk.post(f"{PAGE}/keep", PAGE, nonce="3", **again)
        said = shown(desk)
        assert "three weeks" in said and "Yes, in a week." not in said and "No, only socks." in said
        key = unknown(desk, "1", "Do you mend hats in summer?")
        fact = next(m.slots["fact"] for m in world.last_said(desk.rt, key).meanings if m.kind == "answer")
        assert isinstance(fact, Fact)
        assert (fact.text, fact.as_of.date()) == ("Yes, in three weeks.", day)


def test_a_kept_answer_is_said_until_its_day_is_over_and_the_question_is_open_again(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        last = desk.rt.clock().date() + timedelta(days=2)
        fields = {"question-en": ASKED["en"], "text-en": "Yes, up to twelve letters.", "until": last.isoformat()}
        desk.post(f"{PAGE}/keep", PAGE, **fields)
        key = unknown(desk, "1", ASKED["en"])
        assert any(m.kind == "answer" for m in world.last_said(desk.rt, key).meanings)
        desk.rt.clock.now += timedelta(days=4)
        unknown(desk, "2", ASKED["en"])
        assert "Asked once" in shown(desk)


def test_a_form_without_the_pages_token_changes_nothing(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        unknown(desk, "1", ASKED["en"])
        forged = desk.client.post(f"{PAGE}/keep", data={"token": "x", "nonce": "n", "question-en": "a", "text-en": "b"})
        assert forged.status_code in (400, 403) and "Asked once" in shown(desk)
