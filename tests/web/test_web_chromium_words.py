"""What presses is underlined while one writes, in a real browser: under the right words, and gone with the softer ones."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import web_world as world
from desk_world import HASH, NAME, PASSWORD, Desk, desk_of

from softsell import store

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: set CHROMIUM to one, or put it in the path")

PUSHY = "The wool 🧶 is soft. Hurry, only 2 left in stock! It keeps warm."
# Both boxes lay out the same words in the same width, so lines break, scroll and end alike.
SAME = """() => {
  const box = document.querySelector(".live textarea"), under = document.querySelector(".under");
  const of = (one) => { const s = getComputedStyle(one); return [
    one.clientWidth, one.clientHeight, one.scrollHeight, one.scrollTop, one.getBoundingClientRect().left,
    one.getBoundingClientRect().top, s.fontFamily, s.fontSize, s.lineHeight, s.paddingLeft, s.paddingTop, s.letterSpacing,
  ].join(" "); };
  return [of(box), of(under)];
}"""
MARKS = "() => [...document.querySelectorAll('.under mark')].map(mark => [mark.textContent, mark.className])"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=ARGS, ignore_default_args=["--hide-scrollbars"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    rt = world.runtime(tmp_path_factory.mktemp("shop"))
    store.settings.add_user(rt.db, world.SHOP, NAME, HASH, "en", rt.clock())
    with desk_of(rt) as opened:
        yield opened
    rt.db.close()


@contextmanager
def writing(browser: Any, desk: Desk, path: str, width: int = 1200) -> Iterator[Any]:
    """A page of the desk where nothing is complained about."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{desk.url}/desk/sign-in")
    page.fill("input[name=name]", NAME)
    page.fill("input[name=password]", PASSWORD)
    page.click("button.main")
    page.wait_for_url(f"{desk.url}/desk")
    page.goto(desk.url + path)
    yield page
    assert complaints == []
    context.close()


def test_what_is_typed_is_underlined_where_it_stands_and_the_softer_wording_takes_its_place(
    browser: Any, desk: Desk
) -> None:
    with writing(browser, desk, "/desk/words") as page:
        page.locator("textarea").press_sequentially(PUSHY)
        page.wait_for_selector(".under mark.block")
        page.locator(".under mark", has_text="only 2 left").wait_for(state="attached")
        found = page.evaluate(MARKS)
        assert found[0] == ["Hurry", "block"]
        assert page.evaluate("document.querySelector('.under').textContent") == PUSHY + "\n"
        assert "line-through" not in page.evaluate(
            "getComputedStyle(document.querySelector('.under mark')).textDecorationLine"
        )
        assert page.locator("[data-part=scores] dt").all_inner_texts()[0].startswith("Pressure ")
        assert page.locator("[data-part=softer] del").first.inner_text().startswith("Hurry")
        page.locator("[data-use]").first.click()
        page.wait_for_selector(".under mark", state="detached")
        after = page.input_value("textarea")
        assert after.startswith("The wool 🧶 is soft. ") and after.endswith(" It keeps warm.") and "Hurry" not in after
        assert page.evaluate("document.activeElement.id") == "text"
        page.get_by_text("Nothing in it presses.").wait_for()
        page.keyboard.press("Control+z")
        assert page.input_value("textarea") == PUSHY


def test_underlines_move_with_the_words_before_the_lint_has_read_again(browser: Any, desk: Desk) -> None:
    with writing(browser, desk, "/desk/words") as page:
        page.fill("textarea", PUSHY)
        page.wait_for_selector(".under mark")
        before = page.evaluate(MARKS)
        page.route("**/desk/lint", lambda route: None)  # no answer comes any more
        page.evaluate("document.querySelector('textarea').setSelectionRange(0, 0)")
        page.keyboard.type("🎉 Good morning. ")
        assert page.evaluate(MARKS) == before
        page.evaluate("const t = document.querySelector('textarea'); t.setSelectionRange(39, 39)")
        page.keyboard.type("x")
        assert [words for words, _ in page.evaluate(MARKS)] == [words for words, _ in before if words != "Hurry"]
        page.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("width", [360, 1200])
def test_the_lines_under_the_words_wrap_and_scroll_as_the_words_do(browser: Any, desk: Desk, width: int) -> None:
    with writing(browser, desk, "/desk/words", width) as page:
        words = f"{PUSHY} {'averyveryverylongword' * 9}\n\n   {PUSHY}\t{PUSHY}  \n" * 6
        page.fill("textarea", words)
        page.wait_for_selector(".under mark")
        for scroll in (0, 150, 99_999):
            page.evaluate(f"document.querySelector('textarea').scrollTop = {scroll}")
            page.wait_for_timeout(50)
            box, under = page.evaluate(SAME)
            assert box == under
        assert page.evaluate("document.querySelector('textarea').scrollTop") > 100
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_answer_to_a_buyer_is_underlined_too_and_goes_out_once_it_is_kind(browser: Any, desk: Desk) -> None:
    key, _ = world.ask(desk.rt)
    with writing(browser, desk, f"/desk/person/{key}") as page:
        page.fill("textarea", PUSHY)
        page.wait_for_selector(".under mark.block")
        assert page.evaluate("document.querySelector('.under').getAttribute('aria-hidden')") == "true"
        assert page.get_attribute("[data-part=findings]", "aria-live") == "polite"
        box, under = page.evaluate(SAME)
        assert box == under
        page.locator("form.reply [data-use]").first.click()
        page.wait_for_selector(".under mark", state="detached")
        page.click("form.reply button.main")
        page.wait_for_url("**said=1")
        assert "The wool 🧶 is soft." in page.inner_text(".talk")


def test_kind_and_language_are_minded_at_once(browser: Any, desk: Desk) -> None:
    with writing(browser, desk, "/desk/words") as page:
        page.fill("textarea", "Hurry!")
        page.wait_for_selector(".under mark")
        page.select_option("select[name=lang]", "is")
        page.wait_for_selector(".under mark.block", state="detached")
        page.select_option("select[name=lang]", "")
        page.wait_for_selector(".under mark.block")
