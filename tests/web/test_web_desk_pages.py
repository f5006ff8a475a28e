"""The pages of the desk over a real store: words in both languages, what a person can do, settings, erasing."""

import json
import re
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import web_world as world
from desk_world import GROUPS, Desk, at_the_desk, form_of

from softsell import load, store
from softsell.core import events as ev
from softsell.core.conversation import STATES
from softsell.core.effects import Ask
from softsell.core.outreach import Reason
from softsell.core.shop import Policy
from softsell.web import desk_policy
from softsell.web.desk_troubles import TROUBLES

PAGES = (
    "/desk", "/desk/carts", "/desk/letters", "/desk/troubles", "/desk/result", "/desk/settings",
    *(f"/desk/settings/{group}" for group in GROUPS),
)  # fmt: skip
HELD = "You must hurry, this is your last chance."


def talk(desk: Desk) -> str:
    """Somebody was asked, answered, and wrote; the key."""
    key, _ = world.ask(desk.rt)
    world.say(desk.rt, key, ev.Answered(id="a1", at=desk.rt.clock(), question="trouble", choice="cost_total"))
    world.say(desk.rt, key, ev.Said(id="s1", at=desk.rt.clock(), text="What does delivery cost? <b>"))
    world.say(desk.rt, key, ev.Said(id="s2", at=desk.rt.clock(), text="I want to talk to a person"))
    return key


@pytest.mark.parametrize("lang", ["en", "is"])
def test_every_page_is_words_in_its_language(tmp_path: Path, lang: str) -> None:
    with at_the_desk(tmp_path, lang) as desk:
        key = talk(desk)
        for path in (
            *PAGES,
            f"/desk/person/{key}",
            "/desk/carts?reason=bot&stage=sent",
            "/desk/nothing",
            "/desk/person/none",
        ):
            got = desk.get(path)
            assert got.status_code == (404 if "no" in path.rsplit("/", 1)[-1][:3] else 200), path
            if path == "/desk/nothing":
                continue
            assert f'<html lang="{lang}">' in got.text
            shown = re.sub(r"<[^>]*>", " ", got.text)
            assert not re.search(r"\bdesk-[a-z]|\bchoice-|\bwhy-|\bNone\b|\{ ?\$", shown), path
            assert len(got.content) < 50_000
            assert "style=" not in got.text.replace("font-style=", "")
            assert "<script>" not in got.text


@pytest.mark.parametrize(("lang", "words"), [("en", "Ended well without a sale"), ("is", "Endaði vel án kaupa")])
def test_a_good_end_without_a_sale_is_counted(tmp_path: Path, lang: str, words: str) -> None:
    with at_the_desk(tmp_path, lang) as desk:
        key, _ = world.ask(desk.rt)
        letter = next(e for e in store.person.transcript(desk.rt.db, world.SHOP, key) if isinstance(e.effect, Ask))
        store.claim(desk.rt.db, desk.rt.shop(), desk.rt.clock(), "w", look=lambda *_: None)
        sent = ev.Sent(id=f"sent:{letter.id}", at=desk.rt.clock(), effect=letter.id)
        store.finish(desk.rt.db, letter.id, "sent", sent, desk.rt.clock())
        world.say(desk.rt, key, ev.Said(id="s2", at=desk.rt.clock(), text="Can I return it?"))
        world.say(desk.rt, key, ev.Answered(id="a2", at=desk.rt.clock(), question="answered", choice="yes"))
        shown = re.sub(r"<[^>]*>|\s+", " ", desk.get("/desk").text)
        assert re.search(rf"{words} +1\b", shown)


def test_both_languages_have_the_same_phrases_for_the_desk() -> None:
    words = load.voice().words
    keys = [{key for key in words[lang].phrases if key.startswith("desk-")} for lang in ("en", "is")]
    assert keys[0] == keys[1]
    assert len(keys[0]) > 300


@pytest.mark.parametrize("lang", ["en", "is"])
def test_everything_that_can_be_counted_has_words(lang: str) -> None:
    phrases = load.voice().words[lang].phrases
    for reason in Reason:
        assert f"desk-why-{reason}" in phrases
    for state in (*STATES, "waiting", "sent", "ghosted", "unsure", "held", "skipped", "withdrawn", "bounced", "cart"):
        assert f"desk-stage-{state}" in phrases
    for trouble in TROUBLES:
        assert f"choice-{trouble}" in phrases
    for name in desk_policy.FIELDS:
        assert f"desk-set-{name.replace('.', '-')}" in phrases
        assert f"desk-hint-{name.replace('.', '-')}" in phrases


def test_what_a_buyer_wrote_is_shown_and_never_run(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        page = desk.get(f"/desk/person/{talk(desk)}").text
        assert "What does delivery cost? &lt;b&gt;" in page
        assert "The total cost" in page
        assert "The person agreed to it." in page


def test_who_waits_for_a_person_stands_first(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        key = talk(desk)
        page = desk.get("/desk").text
        assert f'href="/desk/person/{key}"' in page
        assert page.index(f"/desk/person/{key}") < page.index("How it goes")


def test_taking_over_silences_the_machine_until_it_is_handed_back(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        key = talk(desk)
        assert desk.post(f"/desk/person/{key}/take-over").status_code == 303
        assert said(desk, key, "What about blue?") == 0
        assert desk.post(f"/desk/person/{key}/hand-back").status_code == 303
        assert said(desk, key, "How long is delivery to 600?") == 1


def said(desk: Desk, key: str, text: str) -> int:
    """How often the machine spoke after the buyer wrote this."""
    before = len(says(desk, key))
    world.say(desk.rt, key, ev.Said(id=f"said-{text}", at=desk.rt.clock(), text=text))
    return len(says(desk, key)) - before


def says(desk: Desk, key: str) -> list[store.person.Entry]:
    entries = store.person.transcript(desk.rt.db, world.SHOP, key)
    return [e for e in entries if type(e.effect).__name__ == "Say"]


def test_a_pushy_reply_is_refused_with_why_and_softer_words(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        key = talk(desk)
        before = len(says(desk, key))
        got = desk.post(f"/desk/person/{key}/reply", text=HELD)
        assert got.status_code == 422
        assert "presses the buyer" in got.text
        assert "Softer:" in got.text
        assert HELD in got.text
        insisted = desk.post(f"/desk/person/{key}/reply", text=HELD, anyway=HELD)
        assert insisted.status_code == 422
        assert len(says(desk, key)) == before


def test_a_warning_goes_on_the_second_press_and_only_for_the_same_words(tmp_path: Path) -> None:
    text = "It is the perfect gift."
    with at_the_desk(tmp_path) as desk:
        key = talk(desk)
        got = desk.post(f"/desk/person/{key}/reply", text=text)
        assert got.status_code == 422
        assert "Send as it is" in got.text
        assert (
            desk.post(f"/desk/person/{key}/reply", text=text + " Guaranteed to please.", anyway=text).status_code == 422
        )
        assert desk.post(f"/desk/person/{key}/reply", text=text, anyway=text).status_code == 303
        assert text in desk.get(f"/desk/person/{key}").text


def test_the_same_reply_posted_twice_is_said_once(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        key = talk(desk)
        before = len(says(desk, key))
        for _ in range(2):
            assert desk.post(f"/desk/person/{key}/reply", text="Yes, it comes in blue.").status_code == 303
        assert len(says(desk, key)) == before + 1


def test_the_box_asks_the_lint_while_it_is_written_in(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        got = desk.post("/desk/lint", text=HELD, lang="en").json()
        assert got["blocked"] and got["marks"]
        assert "presses the buyer" in got["html"] and "Pressure" in got["html"] and "Softness" in got["html"]
        got = desk.post("/desk/lint", text="Yes, it comes in blue.", lang="en").json()
        assert (got["blocked"], got["marks"]) == (False, [])
        assert "finding" not in got["html"].replace('data-part="findings"', "")


def test_the_export_holds_what_was_said_and_erasing_leaves_nothing(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        key = talk(desk)
        export = json.loads(desk.get(f"/desk/person/{key}/export").content)
        assert "What does delivery cost?" in json.dumps(export)
        assert desk.post(f"/desk/person/{key}/erase", word="no").status_code == 422
        assert store.desk.shopper(desk.rt.db, world.SHOP, key) is not None
        assert desk.post(f"/desk/person/{key}/erase", word="Erase").status_code == 200
        assert desk.get(f"/desk/person/{key}").status_code == 404
        with desk.rt.db.read() as tx:
            for table in ("events", "effects", "letters", "shoppers", "aliases"):
                rows = tx._cursor.execute(f"SELECT * FROM {table}").fetchall()
                assert "anna1@example.is" not in str(rows), table
                assert key not in str(rows), table


def test_a_person_is_found_by_address_without_it_standing_in_a_link(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        key, _ = world.ask(desk.rt)
        assert (
            desk.post("/desk/find", "/desk/carts", address="Anna1@example.is").headers["location"]
            == f"/desk/person/{key}"
        )
        missed = desk.post("/desk/find", "/desk/carts", address="nobody@example.is").headers["location"]
        assert missed == "/desk/carts?missed=1"


def test_carts_come_by_the_page_each_once(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        keys = {world.leave_a_cart(desk.rt, str(n)) for n in range(60)}
        store.drain(desk.rt.db, desk.rt.shop(), desk.rt.clock())
        seen: list[str] = []
        path = "/desk/carts"
        while path:
            page = desk.get(path).text
            seen += re.findall(r'item-name" href="/desk/person/(\w+)"', page)
            older = re.search(r'href="(/desk/carts\?[^"]*after=[^"]+)"', page)
            path = older[1].replace("&amp;", "&") if older else ""
        assert sorted(seen) == sorted(keys)


def test_a_letter_that_is_held_can_be_let_go_or_dropped(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        names = [hold(desk, user) for user in ("1", "2")]
        page = desk.get("/desk").text
        assert all(f"/desk/letter/{name}" in page for name in names)
        assert "presses the buyer" in desk.get(f"/desk/letter/{names[0]}").text
        assert desk.post(f"/desk/release/{names[0]}").headers["location"] == "/desk/letters?told=released"
        assert desk.post(f"/desk/drop/{names[1]}").headers["location"] == "/desk/letters?told=dropped"
        assert desk.post(f"/desk/drop/{names[1]}").headers["location"] == "/desk/letters?told=gone"
        assert store.desk.held(desk.rt.db, world.SHOP) == []


def hold(desk: Desk, user: str) -> str:
    key, _ = world.ask(desk.rt, user)
    now = desk.rt.clock()
    claimed = store.claim(desk.rt.db, desk.rt.shop(), now, "test", look=lambda shopper, effect, elsewhere: None)
    assert isinstance(claimed, store.Claimed)
    assert claimed.shopper.key == key
    held = ev.Held(id=f"held:{claimed.effect_id}", at=now, effect=claimed.effect_id, rule="urgency", text="last chance")
    words = store.Written(f"<{user}@x>", "A question", HELD, "")
    assert store.finish(desk.rt.db, claimed.effect_id, "held", held, now, words, detail="urgency: last chance")
    return claimed.effect_id


# -- settings ---------------------------------------------------------------------------------------------------------------


WRONG = [
    ("letters", "wait_hours", "1", "at least 2 hours"),
    ("letters", "wait_hours", "soon", "a whole number"),
    ("letters", "follow_up_hours", "24", "0, or at least 48"),
    ("letters", "sender", "not an address", "an e-mail address"),
    ("letters", "closes", "23:30", "not after 22:00"),
    ("letters", "opens", "03:00", "not before 07:00"),
    ("limits", "caps.day", "9", "from 1 to 2"),
    ("limits", "caps.month", "1", "not fewer"),
    ("limits", "no_days", "30", "from 180"),
    ("shop", "timezone", "Atlantic/Reykjavk", "Atlantic/Reykjavik"),
    ("shop", "country", "Iceland", "two letters"),
    ("shop", "url", "javascript:alert(1)", "a web address"),
    ("shop", "name", "", "something has to stand here"),
    ("ground", "holdout", "80", "from 0 to 50"),
]
KIND = world.replace(
    world.ORDINARY, opens=Policy().opens, closes=Policy().closes, morning=Policy().morning, wait_hours=24
)


@pytest.mark.parametrize(("group", "field", "value", "words"), WRONG)
def test_a_setting_that_is_wrong_is_named_and_not_saved(
    tmp_path: Path, group: str, field: str, value: str, words: str
) -> None:
    with at_the_desk(tmp_path) as desk:
        store.settings.save_policy(desk.rt.db, world.SHOP, KIND, "test", desk.rt.clock())
        versions = len(store.settings.policies(desk.rt.db, world.SHOP))
        got = desk.post(f"/desk/settings/{group}", **{**form_of(desk, group), field: value})
        assert got.status_code == 422
        assert words in got.text
        assert 'aria-invalid="true"' in got.text
        assert len(store.settings.policies(desk.rt.db, world.SHOP)) == versions


@pytest.mark.parametrize("group", GROUPS)
def test_a_form_that_was_not_touched_saves_nothing_new(tmp_path: Path, group: str) -> None:
    with at_the_desk(tmp_path) as desk:
        saved = store.settings.save_policy(desk.rt.db, world.SHOP, KIND, "test", desk.rt.clock())
        assert desk.post(f"/desk/settings/{group}", **form_of(desk, group)).status_code == 303
        assert store.settings.load_policy(desk.rt.db, world.SHOP) == saved


def test_settings_are_versioned_and_an_old_version_can_be_brought_back(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        store.settings.save_policy(desk.rt.db, world.SHOP, KIND, "test", desk.rt.clock())
        got = desk.post("/desk/settings/letters", **{**form_of(desk, "letters"), "staff": "Halla", "wait_hours": "30"})
        assert got.headers["location"] == "/desk/settings/letters?told=saved"
        newest = store.settings.policies(desk.rt.db, world.SHOP)[0]
        assert (newest.by, newest.policy.staff, newest.policy.wait_hours) == ("Birna", "Halla", 30)
        assert newest.policy.jurisdictions == ()  # the tables that are data are not frozen into a version
        assert "Who reads the answers, Wait before asking" in desk.get("/desk/settings").text
        assert desk.post("/desk/restore", "/desk/settings", version="2").status_code == 303
        assert store.settings.policies(desk.rt.db, world.SHOP)[0].policy.staff == KIND.staff
        assert desk.rt.shop().policy.staff == KIND.staff


def test_letters_are_switched_on_only_when_what_they_need_is_there(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        fresh = Policy(paused=True, installed_at=desk.rt.clock())
        store.settings.save_policy(desk.rt.db, world.SHOP, fresh, "test", desk.rt.clock())
        page = desk.get("/desk/settings").text
        assert "Nothing is sent until" in page
        assert "Switch the letters on" not in page
        assert "Letters are switched off" in desk.get("/desk").text
        assert desk.post("/desk/switch", "/desk/settings", on="1").headers["location"].endswith("told=missing")
        assert desk.rt.shop().policy.paused
        store.settings.save_policy(desk.rt.db, world.SHOP, world.replace(KIND, paused=True), "test", desk.rt.clock())
        assert desk_policy.missing(KIND, mail=True) == dict.fromkeys(("sender", "postal_address", "mail", "url"), True)
        assert not desk_policy.missing(KIND, mail=False)["mail"]


def test_switching_off_is_at_once(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        assert desk.post("/desk/switch", "/desk/settings", on="0").headers["location"].endswith("told=off")
        assert desk.rt.shop().policy.paused


def test_the_preview_is_the_letter_and_can_do_nothing(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        for lang, words in (("en", "Halla"), ("is", "Halla")):
            got = desk.get(f"/desk/preview/{lang}?group=letters&staff=Halla&sender=a@b.is")
            assert got.status_code == 200
            assert words in got.text
            assert "sandbox" in got.headers["content-security-policy"]
            assert got.headers["x-frame-options"] == "SAMEORIGIN"
        part = desk.get("/desk/settings/letters/preview?staff=Halla").text
        assert part.count("<iframe") == 2
        assert "Halla" in part
        assert store.settings.load_policy(desk.rt.db, world.SHOP).staff == world.ORDINARY.staff  # type: ignore[union-attr]


def test_every_figure_of_a_share_has_its_interval(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        talk(desk)
        assert re.search(r"100% \(2\.?\d*% to 100%\)", desk.get("/desk/troubles").text)


def test_a_result_that_is_not_known_says_so(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        assert "nobody is left without a letter" in desk.get("/desk/result").text
        store.settings.save_policy(
            desk.rt.db, world.SHOP, world.replace(world.ORDINARY, holdout=0.1), "test", desk.rt.clock()
        )
        world.ask(desk.rt)
        page = desk.get("/desk/result").text
        assert "not known yet" in page
        assert "10% of people are left without a letter" in page


def test_a_policy_survives_the_round_through_its_form(tmp_path: Path) -> None:
    assert msgspec.json.decode(msgspec.json.encode(KIND), type=Policy) == KIND
    assert desk_policy.changed(KIND, world.replace(KIND, paused=True, staff="X")) == ["paused", "staff"]
    assert timedelta(hours=KIND.wait_hours) >= timedelta(hours=2)
