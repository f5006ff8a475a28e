"""The pages of choices in a real Chromium, without scripts: both languages, phone and desktop, light and dark."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from test_web_chromium_talk import ARGS, CHROMIUM, sound
from web_world import SHOP, Clock, ask, served

from softsell import store, writing
from softsell.web import app
from softsell.worker import Runtime

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: set CHROMIUM to its path")
LANGS, WIDTHS, SCHEMES = ("en", "is"), (390, 1280), ("light", "dark")
MOST_BYTES = 50_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield opened
        opened.close()


@contextmanager
def choices(rt: Runtime, browser: Browser, lang: str, width: int, scheme: str) -> Iterator[tuple[str, str, Page]]:
    """The key, the address of the page, and the page, where nothing is complained about and nothing else is asked for."""
    key, _ = ask(rt, lang=lang)
    shopper = store.desk.shopper(rt.db, SHOP, key)
    assert shopper is not None and isinstance(rt.clock, Clock)
    token = writing.preferences_token(rt.desk, rt.shop().policy, shopper, rt.clock.now)
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        java_script_enabled=False,
    )
    wrong: list[str] = []
    with served(app.build(rt)) as url:
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("request", lambda request: None if request.url.startswith(url) else wrong.append(request.url))
        page.goto(f"{url}/p/{token}")
        parts = [page.url, *(one.evaluate("e => e.href") for one in page.locator("link[href]").all())]
        assert len(parts) >= 3 and sum(len(page.request.get(part).body()) for part in parts) < MOST_BYTES
        yield key, f"{url}/p/{token}", page
        context.close()
    assert wrong == []


def labelled(page: Page) -> None:
    """The language is set, every field and section has a name, and headings follow each other."""
    assert page.locator("html").get_attribute("lang") in LANGS
    for field in page.locator("input:not([type=hidden])").all():
        name = field.get_attribute("id")
        assert (
            page.locator(f"label[for={name}]").count() == 1
            if name
            else field.locator("xpath=ancestor::label").count() == 1
        )
    for section in page.locator("main section").all():
        assert page.locator(f"#{section.get_attribute('aria-labelledby')}").count() == 1
    levels = [int(head.evaluate("e => e.tagName[1]")) for head in page.locator("h1, h2, h3").all()]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGS)
def test_the_choices_and_what_is_kept_are_sound_pages(
    rt: Runtime, browser: Browser, lang: str, width: int, scheme: str
) -> None:
    with choices(rt, browser, lang, width, scheme) as (key, url, page):
        for path in ("", "/privacy"):
            page.goto(f"{url}{path}")
            sound(page)
            labelled(page)
        page.goto(url)
        page.fill("#until", "2027-06-01")
        page.locator("form:has(#until) button").click()
        sound(page)
        page.locator('form:has(input[value="decline"]) button').click()
        sound(page)
        labelled(page)
        found = store.desk.shopper(rt.db, SHOP, key)
        assert found is not None and found.declined and found.postponed_until is not None
        assert "2027" in page.locator("section[aria-labelledby=pause] strong").inner_text()
        page.locator('form:has(input[value="stop"]) button').click()
        sound(page)
        assert page.locator("form").count() == 0
        page.locator(".foot a[href$='/privacy']").click()
        page.locator("input[type=checkbox]").check()
        page.locator('form:has(input[value="erase"]) button').click()
        sound(page)
        assert page.get_by_role("status").count() == 1
