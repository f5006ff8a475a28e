"""The desk in a real browser: every page on a phone and on a desk, in both languages, without complaint."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import web_world as world
from desk_world import GROUPS, HASH, NAME, PASSWORD, desk_of

from softsell import store
from softsell.core import events as ev

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATHS = (
    "/desk", "/desk/inbox", "/desk/carts", "/desk/letters", "/desk/words", "/desk/troubles", "/desk/questions", "/desk/result",
    "/desk/settings",
    *(f"/desk/settings/{group}" for group in GROUPS),
)  # fmt: skip
ASKED = "Do you engrave a name on the buttons?"
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: set CHROMIUM to one, or put it in the path")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield opened
        opened.close()


def enter(page: Any, url: str) -> None:
    page.goto(f"{url}/desk/sign-in")
    page.fill("input[name=name]", NAME)
    page.fill("input[name=password]", PASSWORD)
    page.click("button.main")
    page.wait_for_url(f"{url}/desk")


@pytest.mark.parametrize(
    ("lang", "width", "scheme"),
    [("en", 360, "dark"), ("is", 360, "light"), ("en", 1200, "light"), ("is", 1200, "dark")],
)
def test_every_page_is_light_fits_and_is_quiet(
    tmp_path: Path, browser: Any, lang: str, width: int, scheme: str
) -> None:
    rt = world.runtime(tmp_path)
    store.settings.add_user(rt.db, world.SHOP, NAME, HASH, lang, rt.clock())
    key, _ = world.ask(rt)
    world.say(rt, key, ev.Answered(id="a1", at=rt.clock(), question="trouble", choice="cost_total"))
    world.say(rt, world.ask(rt, "2", lang)[0], ev.Said(id="q1", at=rt.clock(), text=ASKED))
    world.say(rt, key, ev.Said(id="s1", at=rt.clock(), text="I want to talk to a person"))
    world.say(rt, key, ev.Said(id="u1", at=rt.clock(), text="Where is my order?", channel="mail", trusted=False))
    with desk_of(rt) as desk:
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        enter(page, desk.url)
        for path in (*PATHS, f"/desk/person/{key}"):
            page.goto(desk.url + path)
            page.wait_for_load_state("networkidle")
            assert page.get_attribute("html", "lang") == lang
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert path != "/desk/questions" or ASKED in page.content(), "there is something to see"
            sizes = page.evaluate(
                "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
                ".filter(e => !e.name.includes('/preview/')).reduce((sum, e) => sum + (e.decodedBodySize || 0), 0)"
            )
            assert sizes < 50_000, path
        assert complaints == []
        context.close()
    rt.db.close()


def test_what_helps_goes_into_the_box_is_read_there_and_ctrl_enter_sends_it(tmp_path: Path, browser: Any) -> None:
    rt = world.runtime(tmp_path)
    store.settings.add_user(rt.db, world.SHOP, NAME, HASH, "en", rt.clock())
    keys = [world.ask(rt, user)[0] for user in "12"]
    for key in keys:
        world.say(rt, key, ev.Said(id=f"p{key}", at=rt.clock(), text="I want to talk to a person"))
        world.say(rt, key, ev.Said(id=f"r{key}", at=rt.clock(), text="Can I return it?"))
    with desk_of(rt) as desk:
        context = browser.new_context()
        page = context.new_page()
        enter(page, desk.url)
        page.goto(f"{desk.url}/desk/inbox")
        page.focus(".item-name >> nth=0")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/desk/person/{keys[1]}")
        page.fill("textarea", "Hello.")
        page.click("button[name=insert] >> nth=0")
        assert page.input_value("textarea").startswith("Hello.\n\nReturns: 30 days.")
        page.keyboard.type(" Hurry, this is your last chance.")
        page.wait_for_selector(".finding.block")
        assert page.inner_text(".under mark.block")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".finding.block >> text=presses the buyer")
        assert "said=1" not in page.url
        page.fill("textarea", "Yes, within 30 days.")
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**said=1")
        assert "Yes, within 30 days." in page.inner_text(".talk")
        context.close()
    rt.db.close()


def test_the_box_shows_pressure_while_it_is_written_and_the_letter_follows_the_form(
    tmp_path: Path, browser: Any
) -> None:
    rt = world.runtime(tmp_path)
    store.settings.add_user(rt.db, world.SHOP, NAME, HASH, "en", rt.clock())
    key, _ = world.ask(rt)
    with desk_of(rt) as desk:
        context = browser.new_context()
        page = context.new_page()
        enter(page, desk.url)
        page.goto(f"{desk.url}/desk/person/{key}")
        page.fill("textarea", "Hurry, this is your last chance.")
        page.wait_for_selector(".finding.block")
        page.fill("textarea", "Yes, it comes in blue.")
        page.wait_for_selector(".finding", state="detached")
        page.click("form.reply button.main")
        page.wait_for_url("**said=1")
        assert "Yes, it comes in blue." in page.inner_text(".talk")
        page.goto(f"{desk.url}/desk/settings/letters")
        page.fill("input[name=staff]", "Hallveig")
        page.wait_for_selector("iframe[src*='Hallveig']")
        frame = page.frame_locator("iframe").first
        frame.get_by_text("Hallveig").first.wait_for()
        context.close()
    rt.db.close()
