"""The shopper's page in a real Chromium: with and without scripts, both languages, phone and desktop, light and dark."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from web_world import CHECKOUT, SHOP, Clock, ask, say, served, unsubscribe_token

from softsell import store
from softsell.core import events as ev
from softsell.web import app
from softsell.worker import Runtime

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: set CHROMIUM to its path")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
CONTRAST = """() => {
  const parse = (c) => { const n = c.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c[3] === 1) return c;
    }
    return [255, 255, 255, 1];
  };
  const linear = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((m, n) => n - m);
    return (x + 0.05) / (y + 0.05);
  };
  const found = [];
  for (const e of document.querySelectorAll("body *")) {
    const words = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!words || !e.checkVisibility() || e.closest(".hidden, .skip")) continue;
    const name = e.tagName + "." + e.className + " " + e.textContent.trim().slice(0, 30);
    found.push([name, ratio(parse(getComputedStyle(e).color), behind(e))]);
  }
  for (const e of document.querySelectorAll("textarea")) {  // an edge needs 3 to 1 where words need 4.5
    const edge = ratio(parse(getComputedStyle(e).borderTopColor), behind(e.parentElement));
    found.push(["the edge of a field", edge * 1.5]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def url(rt: Runtime) -> Iterator[str]:
    with served(app.build(rt)) as address:
        yield address


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page that fails the test for anything in the console or asked of another host."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(**options: Any) -> Page:
        context = chromium.new_context(**{"viewport": PHONE, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: None if "//127.0.0.1:" in request.url else wrong.append(request.url))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def sound(page: Page) -> None:
    """Nothing sticks out sideways, every word can be read, every field has a name, one main action at most."""
    page.wait_for_load_state()  # a press returns when the next page begins, which has no body yet
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    low = [(words, round(ratio, 2)) for words, ratio in page.evaluate(CONTRAST) if ratio < 4.5]
    assert low == []
    assert page.locator(".button.main").count() <= 1
    for target in page.locator("main button:visible, main .look:visible, .foot a:visible").all():
        box = target.bounding_box()
        assert box is not None and box["height"] >= 44
    assert page.get_by_role("main").count() == 1 and page.get_by_role("heading", level=1).count() == 1
    for field in page.locator("textarea").all():
        assert page.locator(f"label[for={field.get_attribute('id')}]").count() == 1


def press(page: Page, choice: str) -> None:
    page.locator(f'button[value="{choice}"]').first.click()
    settled(page)


def write(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.locator(".own button").click()
    settled(page)


def settled(page: Page) -> None:
    page.wait_for_load_state("load")
    page.locator("[aria-busy]").wait_for(state="detached")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("lang", ["en", "is"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desktop"])
def test_a_whole_talk_from_the_letter_to_the_close(
    rt: Runtime, url: str, opened: Callable[..., Page], lang: str, scripts: bool, size: dict[str, int], scheme: str
) -> None:
    key, token = ask(rt, lang=lang, products=("hlyja-lopapeysa", "brekka-vesti"))
    page = opened(java_script_enabled=True, viewport=size, color_scheme=scheme) if scripts else None
    page = page or opened(java_script_enabled=False, viewport=size, color_scheme=scheme)
    page.goto(f"{url}/t/{token}?a=recommend")
    sound(page)
    press(page, "recommend")
    assert "?a=" not in page.url
    offered: list[str] = []
    for _ in range(6):
        sound(page)
        offered = [b.get_attribute("value") or "" for b in page.locator("button[name=choice]").all()]
        if any(choice.startswith("suits:") for choice in offered):
            break
        press(page, "show" if "show" in offered else offered[0])
    write(page, "Hvað má skila vörunni lengi?" if lang == "is" else "How long do I have to return it?")
    sound(page)
    assert page.locator(".fact a").count() == 1
    assert page.locator(f'a[href="{CHECKOUT}"]').count() == 0
    press(page, "yes")  # that is answered, so the offer stands again
    assert page.locator(f'a[href="{CHECKOUT}"]').count() == 0
    press(page, next(choice for choice in offered if choice.startswith("suits:")))
    if page.locator('button[value="pickup"]').count():
        assert page.locator(f'a[href="{CHECKOUT}"]').count() == 0
        press(page, "pickup")
    sound(page)
    last = page.locator(f'a.button.main[href="{CHECKOUT}"]')
    assert last.count() == 1 and last.is_visible()
    found = store.desk.shopper(rt.db, SHOP, key)
    assert found is not None and found.conversation is not None and found.conversation.state == "closed"
    page.locator(".earlier summary").click()
    page.locator(".cart summary").click()
    sound(page)


def test_with_scripts_the_page_stays_the_focus_moves_and_the_answer_is_announced(
    rt: Runtime, url: str, opened: Callable[..., Page]
) -> None:
    _, token = ask(rt)
    page = opened()
    page.goto(f"{url}/t/{token}?a=cost_total")
    page.evaluate("window.same = true")
    press(page, "cost_total")
    assert page.evaluate("window.same") is True and page.url == f"{url}/t/{token}"
    assert page.evaluate("document.activeElement.id") == "now"
    assert page.locator("#told").text_content() == "Sent"
    assert page.locator("#told").get_attribute("aria-live") == "polite"


def test_it_can_all_be_done_with_the_keyboard(rt: Runtime, url: str, opened: Callable[..., Page]) -> None:
    _, token = ask(rt)
    page = opened()
    page.goto(f"{url}/t/{token}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "cost_total":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    settled(page)
    assert "postcode" in (page.locator("#question").text_content() or "")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "text":
            break
    page.keyboard.type("101")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settled(page)
    assert page.locator('button[value="yes"]').count() == 1


def test_when_the_shop_cannot_be_reached_what_was_written_stays(rt: Runtime, url: str, chromium: Browser) -> None:
    _, token = ask(rt)
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{url}/t/{token}")
    page.fill("#text", "Is it warm?")
    context.set_offline(True)
    page.locator(".own button").click()
    page.locator("#told.failed").wait_for()
    assert "may not have reached us" in (page.locator("#told").text_content() or "")
    assert page.locator("#text").input_value() == "Is it warm?" and page.locator("[aria-busy]").count() == 0
    sound(page)
    context.set_offline(False)
    page.locator(".own button").click()
    page.locator(".you").first.wait_for()
    assert not page.locator("#told.failed").count()
    context.close()


def test_pressing_twice_quickly_says_it_once(rt: Runtime, url: str, opened: Callable[..., Page]) -> None:
    key, token = ask(rt)
    page = opened(java_script_enabled=False)
    page.goto(f"{url}/t/{token}")
    page.locator('button[value="delivery_time"]').dblclick()
    settled(page)
    told = [e.event for e in store.person.transcript(rt.db, SHOP, key) if isinstance(e.event, ev.Answered)]
    assert len(told) == 1


def test_a_page_weighs_less_than_fifty_kilobytes_with_everything_it_needs(
    rt: Runtime, url: str, opened: Callable[..., Page]
) -> None:
    key, token = ask(rt)
    for number in range(12):
        say(rt, key, ev.Said(id=f"s{number}", at=rt.clock(), text=f"How long is the delivery to {101 + number}? " * 3))
    page = opened()
    weight: dict[str, int] = {}
    page.on("response", lambda answer: weight.update({answer.url: len(answer.body())}))
    page.goto(f"{url}/t/{token}")
    page.wait_for_load_state("networkidle")
    assert len(weight) >= 4 and sum(weight.values()) < 50_000, weight


@pytest.mark.parametrize("lang", ["en", "is"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_stopping_is_one_press_on_a_sound_page(
    rt: Runtime, url: str, opened: Callable[..., Page], lang: str, scheme: str
) -> None:
    key, token = ask(rt, lang=lang)
    page = opened(color_scheme=scheme)
    page.goto(f"{url}/t/{token}")
    page.locator(".foot a[href^='/u/']").click()
    sound(page)
    page.get_by_role("button").click()
    settled(page)
    sound(page)
    found = store.desk.shopper(rt.db, SHOP, key)
    assert found is not None and found.stopped_at is not None
    assert page.get_by_role("button").count() == 0
    page.goto(f"{url}/u/{unsubscribe_token(rt, key)}")
    assert page.get_by_role("button").count() == 0


def test_a_person_a_stop_and_a_link_that_grew_old_are_sound_pages_too(
    rt: Runtime, url: str, chromium: Browser, opened: Callable[..., Page]
) -> None:
    key, token = ask(rt, lang="is")
    page = opened(color_scheme="dark")
    page.goto(f"{url}/t/{token}")
    write(page, "Ég vil tala við manneskju")
    sound(page)
    say(rt, key, ev.PersonSaid(id="p", at=rt.clock(), by="Birna", text="Hæ!\nÞetta er Birna."))
    page.reload()
    sound(page)
    assert page.get_by_text("Birna, Lopi og lækur").count() == 1
    say(rt, key, ev.Unsubscribed(id="u", at=rt.clock()))
    page.reload()
    sound(page)
    assert isinstance(rt.clock, Clock)
    other = chromium.new_page(viewport=PHONE)  # its 404 is noted in the console, rightly
    other.goto(f"{url}/t/{token}x")
    sound(other)
    other.close()
