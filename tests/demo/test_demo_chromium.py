"""The visitor's path in a real browser: light and dark, on a phone and on a desk, without a word in the console."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from softsell import serve
from softsell.demo import run
from softsell.demo.stage import Stage

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not here: set CHROMIUM to its path")
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1100, "height": 800}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    port = serve.free_port("127.0.0.1", 0)
    folder = tmp_path_factory.mktemp("demo")
    with run.staged("127.0.0.1", port, folder, 10, 2, 5, "a password") as made, run.serving(made, "127.0.0.1", port):
        yield made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


def quiet(page: Page) -> None:
    """No sideways scrolling, every button large enough for a thumb, every picture drawn, words in the page's language."""
    page.wait_for_load_state()  # a press returns when the next page begins, which has no body yet
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    small = page.evaluate(
        "[...document.querySelectorAll('button:not(.link), .button')].filter(b => b.offsetHeight && b.offsetHeight < 44)"
        ".map(b => b.textContent)"
    )
    assert not small, (page.url, small)
    broken = page.evaluate("[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)")
    assert not broken, (page.url, broken)


@pytest.mark.parametrize(("lang", "scheme", "size"), [("is", "light", PHONE), ("en", "dark", DESK)])
def test_the_path_of_a_visitor_from_the_cart_to_coming_back(
    stage: Stage, chromium: Browser, tmp_path: Path, lang: str, scheme: str, size: dict[str, int]
) -> None:
    said: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(f"{message.text} ({message.location})")

    context = chromium.new_context(
        viewport=size, color_scheme=scheme, locale={"is": "is-IS", "en": "en-GB"}[lang], base_url=stage.door
    )
    context.set_default_timeout(15_000)
    context.on("console", heard)
    context.on("weberror", lambda error: said.append(str(error.error)))
    page = context.new_page()

    def done() -> int:
        page.goto("/")
        quiet(page)
        return page.locator(".path .done").count()

    assert done() == 0 and page.locator(".path .next").count() == 1
    page.click(".path .next a")
    quiet(page)
    page.click("a[href='/shop/c/socks']")
    quiet(page)
    page.click("a[href='/shop/p/heidi-gongusokkar']")
    quiet(page)
    page.click("main form .button.main")
    quiet(page)
    assert done() == 1
    page.click(".path .next a")
    quiet(page)
    assert not page.is_checked("[name=consent]")
    page.fill("#name", "Ari")
    page.fill("#email", f"ari.{lang}@mail.example")
    page.check("[name=consent]")
    page.click("main .card .button.main")
    page.wait_for_url("**/place")
    quiet(page)
    assert done() == 2
    page.click("[name=by][value=until]")
    page.wait_for_url("**/mailbox")
    quiet(page)
    page.click(".letters .unread a")
    quiet(page)
    until(page, lambda: (page.locator("iframe.body").bounding_box() or {"height": 0})["height"] > 500)
    with context.expect_page() as opened:
        page.frame_locator("iframe.body").locator("a[href*='a=cost_total']").first.click()
    talk = opened.value
    talk.wait_for_load_state()
    quiet(talk)
    talk.click("form.chosen .button.main")
    talk.locator("form.chosen").wait_for(state="detached")
    talk.fill("#text", "600")
    talk.click("form.own .button")
    talk.locator("button[value=yes]").click()
    talk.wait_for_selector(".close a.button.main")
    assert re.search(r"4[.,]180", talk.inner_text("main"))
    quiet(talk)
    talk.click(".close a.button.main")
    talk.wait_for_url("**/shop/checkout")
    talk.close()
    assert done() == 4
    buy(page)
    assert done() == 5
    page.click("[name=by][value=week]")
    page.wait_for_load_state()
    page.goto("/shop/p/hlyja-lopapeysa")
    page.click("main form .button.main")
    page.wait_for_load_state()
    buy(page)
    assert done() == 6
    page.screenshot(path=tmp_path / "done.png")
    assert said == []
    context.close()


def until(page: Page, true: Callable[[], bool]) -> None:
    """Wait for it without a word of script of ours in the page, which its policy would forbid."""
    for _ in range(200):
        if true():
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"it never came: {page.url}")


def buy(page: Page) -> None:
    """Go through the checkout; the first card is refused."""
    page.goto("/shop/checkout/place")
    page.fill("#postcode", "101")
    page.click("form.postcode .button")
    page.wait_for_selector("[name=way]")
    quiet(page)
    page.click("form.after .button.main")
    page.wait_for_url("**/pay")
    quiet(page)
    page.check("[value=refused]")
    page.click("main .button.main")
    page.wait_for_selector(".declined")
    page.click("main .button.main")
    page.wait_for_url("**/thanks/*")
    quiet(page)


def test_everything_works_without_scripts(stage: Stage, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE, base_url=stage.door, locale="en-GB")
    page = context.new_page()
    page.goto("/shop/p/hlyja-lopapeysa")
    page.click("main form .button.main")
    page.wait_for_load_state()
    assert page.locator(".lines li").count() == 1
    before = stage.clock()
    page.click("[name=by][value=hour]")
    page.wait_for_load_state()
    assert (stage.clock() - before).total_seconds() >= 3600
    page.goto("/mailbox?all=1")
    context.close()
