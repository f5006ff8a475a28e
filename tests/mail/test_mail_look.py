"""Every letter in a real Chromium as mail clients show it: phones and desks, light and dark, without styles, enlarged.

Nothing is compared with a picture: what is measured is what a reader would stumble over.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from letters import samples
from playwright.sync_api import Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: set CHROMIUM to its path")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDTHS = (320, 360, 390, 600, 1280)
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
FILLED = {(122, 59, 20, 1), (240, 184, 140, 1)}  # the way to the checkout, filled in light and dark
LEAST_TARGET = 44  # pixels, WCAG 2.2, 2.5.5

# Every text node with the boxes of its lines, its colour and the ground behind it.
TEXTS = """() => {
  const rgb = (c) => { const n = c.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c[3] === 1) return c;
    }
    return null;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.textContent.trim()) continue;
    const range = document.createRange(), style = getComputedStyle(node.parentElement);
    range.selectNodeContents(node);
    const cell = node.parentElement.closest("td").getBoundingClientRect();
    found.push({
      words: node.textContent.trim().slice(0, 40), seen: node.parentElement.checkVisibility({opacityProperty: true}),
      size: parseFloat(style.fontSize), colour: rgb(style.color), ground: behind(node.parentElement),
      cell: [cell.left, cell.top, cell.right, cell.bottom],
      lines: [...range.getClientRects()].filter(r => r.width > 1).map(r => [r.left, r.top, r.right, r.bottom]),
    });
  }
  return found;
}"""
TARGETS = """() => [...document.querySelectorAll("a")].map(a => {
  const box = a.getBoundingClientRect(); return [a.textContent, box.width, box.height];
})"""
ENLARGE = """() => {
  const all = [...document.querySelectorAll("body *")].map(e => [e, parseFloat(getComputedStyle(e).fontSize)]);
  for (const [e, size] of all) if (size > 2) e.style.setProperty("font-size", 2 * size + "px", "important");
}"""


def whole(html: str) -> str:
    return html


def bare(html: str) -> str:
    """A client that drops every style element, as Gmail does for accounts of other servers."""
    return re.sub(r"<style>.*?</style>", "", html, flags=re.S)


def within(html: str) -> str:
    """A client that keeps only what is in the body, and shows it in a page of its own."""
    body = re.sub(r"^.*?<body[^>]*>|</body>.*$", "", bare(html), flags=re.S)
    return f"<!DOCTYPE html><html lang='de'><body style='margin:0;background:#fff;color:#222'><div>{body}</div></body></html>"


def gmail(html: str) -> str:
    """Gmail: classes get a prefix, a style that holds selectors it does not know goes as a whole, and so does `:root`."""
    for style in re.findall(r"<style>.*?</style>", html, flags=re.S):
        known = not re.search(r"\[|:root|prefers-color-scheme", style)
        prefixed = re.sub(r"\.(\w+)(?=[^{}]*\{)", r".m_42\1", style) if known else ""
        html = html.replace(style, prefixed)
    return re.sub(r'class="([^"]+)"', lambda own: 'class="' + " ".join(f"m_42{c}" for c in own[1].split()) + '"', html)


def outlook(html: str) -> str:
    """Outlook on the web in its dark mode marks what it recolours, and our style answers to the marks."""
    kept = re.sub(r"<style>\s*@media \(prefers-color-scheme.*?</style>", "", html, flags=re.S)
    return kept.replace('<div role="article"', '<div data-ogsc="" data-ogsb="" role="article"')


CLIENTS: tuple[Callable[[str], str], ...] = (whole, bare, within, gmail, outlook)
ALL = [pytest.param(name, id=name) for name in samples()]


@pytest.fixture(scope="module")
def opened() -> Iterator[tuple[Page, list[str]]]:
    """One page, and what it asked for or complained of."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        page, wrong = browser.new_page(), list[str]()
        page.on("request", lambda request: wrong.append(request.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        yield page, wrong
        browser.close()


@pytest.fixture
def page(opened: tuple[Page, list[str]]) -> Iterator[Page]:
    """A phone in the light, on which a letter must ask for nothing and bring no complaint."""
    page, wrong = opened
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 740})
    wrong.clear()
    yield page
    assert wrong == [], "a letter fetches nothing"


def light(colour: list[float]) -> float:
    """Relative luminance, WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour[:3])]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: list[float], two: list[float]) -> float:
    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def inverted(colour: list[float]) -> list[float]:
    return [255 - part for part in colour[:3]]


def meet(one: list[float], two: list[float]) -> bool:
    """Whether two boxes of lines lie over each other by more than the rounding of a pixel."""
    wide = min(one[2], two[2]) - max(one[0], two[0])
    high = min(one[3], two[3]) - max(one[1], two[1])
    return wide > 1 and high > 2


def stumbles(page: Page, width: int) -> list[str]:
    """What is wrong with the page as it is laid out: too wide, words over words, cut, faint, tiny or out of order."""
    wrong, texts = [], page.evaluate(TEXTS)
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
        wrong.append(f"{wide} pixels wide in {width}")
    boxes = [(one["words"], line) for one in texts for line in one["lines"]]
    for number, (words, line) in enumerate(boxes):
        wrong += [f"{words!r} lies over {other!r}" for other, its in boxes[number + 1 :] if meet(line, its)]
        if line[0] < 0 or line[2] > width:
            wrong.append(f"{words!r} sticks out")
    for one in texts:
        wrong += [f"{one['words']!r}: {what}" for what in _of(one)]
    tops = [one["lines"][0][1] for one in texts if one["lines"]]
    if tops != sorted(tops):
        wrong.append("read in another order than it stands")
    return wrong


def _of(one: dict[str, list[float]]) -> Iterator[str]:
    if not one["seen"] or not one["lines"]:
        yield "is not seen"
    if one["size"] < 14:  # type: ignore[operator]
        yield f"is {one['size']} pixels high"
    left, top, right, bottom = one["cell"]
    if any(a < left - 1 or b < top - 4 or c > right + 1 or d > bottom + 4 for a, b, c, d in one["lines"]):  # type: ignore[misc]
        yield "leaves its cell"
    if not one["ground"]:
        yield "stands on no ground of ours"
        return
    for what, turn in (("", list[float]), (" when all is inverted", inverted)):
        ratio = contrast(turn(one["colour"]), turn(one["ground"]))
        if ratio < LEAST_CONTRAST:
            yield f"contrast {ratio:.2f}{what}"


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("name", ALL)
def test_a_letter_can_be_read_on_every_width_in_light_and_dark(
    page: Page, name: str, client: Callable[[str], str]
) -> None:
    page.set_content(client(samples()[name].html))
    for width in WIDTHS if client is whole else (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert stumbles(page, width) == [], width
        small = [(words, high) for words, wide, high in page.evaluate(TARGETS) if min(wide, high) < LEAST_TARGET]
        assert small == [], width
    page.emulate_media(color_scheme="dark")
    assert stumbles(page, 1280) == [], "dark"


@pytest.mark.parametrize("client", [whole, bare])
@pytest.mark.parametrize("name", ALL)
def test_a_letter_can_be_read_at_twice_the_size_of_its_text(
    page: Page, name: str, client: Callable[[str], str]
) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        page.set_content(client(samples()[name].html))
        page.evaluate(ENLARGE)
        assert stumbles(page, width) == [], width


@pytest.mark.parametrize("name", ALL)
def test_dark_is_dark_and_light_is_light(page: Page, name: str) -> None:
    page.set_content(samples()[name].html)
    for scheme, dark in (("light", False), ("dark", True)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        grounds = {tuple(one["ground"]) for one in page.evaluate(TEXTS)}
        assert all((light(list(g)) < 0.2) == dark for g in grounds - FILLED), grounds


@pytest.mark.parametrize("name", ALL)
def test_a_screen_reader_hears_one_letter_with_named_links_and_no_tables(page: Page, name: str) -> None:
    sample = samples()[name]
    for client in (whole, within):
        page.set_content(client(sample.html))
        article = page.get_by_role("article", name=sample.subject, exact=True)
        assert article.count() == 1
        assert article.get_attribute("lang") == sample.language
        for role in ("table", "row", "cell", "img", "button", "heading"):
            assert page.get_by_role(role).count() == 0, role  # type: ignore[arg-type]
        assert page.get_by_role("link").count() == page.locator("a[href]").count() > 0
    page.set_content(sample.html)
    assert page.title() == sample.subject
    assert page.evaluate("document.documentElement.lang") == sample.language
    assert page.evaluate("document.body.innerText").strip() in page.locator("[role=article]").inner_text()


@pytest.mark.parametrize("name", ["first-is", "suggestion-en", "answer-is"])
def test_the_tab_key_goes_through_the_links_as_they_stand(page: Page, name: str) -> None:
    page.set_content(samples()[name].html)
    for words in page.locator("a").all_text_contents():
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == words
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_picture_would_be_seen_to_be_fetched(opened: tuple[Page, list[str]]) -> None:
    page, wrong = opened
    page.set_content(samples()["first-is"].html.replace("<p ", '<img src="http://127.0.0.1:9/x.png"><p ', 1))
    assert "http://127.0.0.1:9/x.png" in wrong


def test_what_is_measured_sees_what_it_is_for(page: Page) -> None:
    sound = samples()["first-is"].html
    for old, new, said in (
        ("word-break:break-word", "", "sticks out"), ("line-height:160%", "line-height:6px", "lies over"),
        ("color:#2d2722", "color:#bbbbbb", "contrast"), ("font-size:14px", "font-size:10px", "pixels high"),
    ):  # fmt: skip
        assert old in sound
        page.set_content(bare(sound.replace("Ullarsokkar", "Ullarsokkar" * 9).replace(old, new)))
        assert any(said in one for one in stumbles(page, 360)), said
