"""What moves, shouts or watches: countdowns, blinking, capitals and size, exit traps, pixels that count openings.

Rules
1. A script counts down when it ticks and speaks of a deadline, and reads a clock or speaks of an offer. A session's end, the
   letters left in a field and a timer that is for sale do not count down.
2. A thing that may be plain technique is a note.
"""

import re
from collections.abc import Iterator

from softsell.voice.markup import Raw, Tag
from softsell.voice.normalise import bag
from softsell.voice.structure_checks import Checks, Spot
from softsell.voice.structure_style import colour, pixels
from softsell.voice.structure_tree import Tree, named, parts

_TICKS = re.compile(r"setInterval|setTimeout|requestAnimationFrame")
_CLOCK = re.compile(r"new\s{1,3}Date|Date\.(?:now|parse|UTC)|getTime\(|performance\.now|dayjs\(|moment\(|luxon")
_DEADLINE = re.compile(
    r"count_?-?down|time_?(?:left|remaining)|remaining_?time|(?:seconds|minutes|secs|mins)_?(?:left|remaining)|deadline"
    r"|ends_?(?:in|at)|(?:offer|sale|deal|cart|price)_?(?:end|expir)|flip_?(?:clock|down)|ni[ðd]urtal",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"offer|sale|deal|discount|coupon|reserved|cart|checkout|tilbo[ðd]|afsl[áa]tt|k[öo]rf|karfa", re.IGNORECASE
)
_SESSION = re.compile(r"session|log_?out|sign_?out|login|idle|redirect|resend|otp|captcha|carousel", re.IGNORECASE)
_LEAVES = re.compile(r"mouseleave|mouseout|exit_?-?intent|ouibounce", re.IGNORECASE)
_EDGE = re.compile(r"clientY|exit_?-?intent|ouibounce|relatedTarget", re.IGNORECASE)
_OPENS = re.compile(r"modal|pop_?-?up|dialog|overlay|offer|discount|coupon|tilbo[ðd]|afsl[áa]tt|gluggi", re.IGNORECASE)
_UNLOAD = re.compile(r"beforeunload", re.IGNORECASE)
_UNSAVED = re.compile(
    r"dirty|unsaved|changed|has_?changes|uploading|is_?submitting|óvista|ovista|sendBeacon", re.IGNORECASE
)
_CLOCKS = re.compile(
    r"motionmail|sendtric|nifty-?images|countdown-?mail|mail-?timers?|email-?countdown|countdowntimer|timerly|e-?mailtimer"
    r"|(?:countdown|count-down|nidurtalning)(?![^?#]{0,200}\.(?:jpe?g|webp|svg|avif)(?:[?#]|$))"
    r"|(?<![a-z])(?:timer|clock|klukka|ticking)[^/?#]{0,60}\.gif",
    re.IGNORECASE,
)
_FLASH = re.compile(
    r"@(?:-webkit-)?keyframes\s{1,4}[\w-]{0,30}?(?:blink|flash|flicker|shake|wiggle|blikk)", re.IGNORECASE
)
_ROLLS = re.compile(
    r"@(?:-webkit-)?keyframes\s{1,4}[\w-]{0,30}?(?:count-?down|timer|tick|seconds|minutes|nidurtal)", re.IGNORECASE
)
_FLASHING = re.compile(r"(?:^|[\s,-])(?:blink|flash|flicker|shake|wiggle)", re.IGNORECASE)
_WRAPPED = re.compile(
    r"://(?:click|clicks|trk|track|tracking|links?\d?)\.|/(?:ls/click|track/click|wf/click|CL0/)", re.IGNORECASE
)

COUNT_WORDS = bag("countdown flipclock flipdown niðurtalning nidurtalning")
TIMER_WORDS = bag("timer countdowntimer tímamælir")
DEAL_WORDS = bag(
    "offer sale deal cart checkout promo discount urgency flash end ends ending expires hurry tilboð tilbod"
)
LETTER_WORDS = bag("char chars character characters word words letters stafir advent")
TICK_WORDS = bag("tick ticking countdown left timer remaining")
NOT_BOXES = bag("a li option link meta script body html article")
_DIGITS = re.compile(r"\d{1,2}\s?:\s?\d{2}|^[\s:]*$")
FEW = 24  # nodes of an element whose words are its own
LONG_CAPITALS, LARGE, LARGE_RED = 40, 32.0, 24.0  # letters, pixels, pixels


def motions(tree: Tree, checks: Checks) -> Iterator[Spot]:
    """Every countdown, trap, shout and counting pixel."""
    for script in tree.raw("script"):
        yield from _script(script)
    for style in tree.raw("style"):
        if found := _ROLLS.search(style.text):
            yield Spot("countdown", style.start + found.start(), style.start + found.end())
        if found := _FLASH.search(style.text):
            yield Spot("blinking", style.start + found.start(), style.start + found.end())
    counted = -1  # the last node of the clock that was found: its digits are not clocks of their own
    for place, tag in tree.tags():
        if place > counted and _counts_down(tree, place, tag):
            yield Spot("countdown", tag.start, tag.end)
            counted = tree.last[place]
        if tag.name in ("marquee", "blink") or _blinks(tree.looks[place].said):
            yield Spot("blinking", tag.start, tag.end)
        handler = tag.attrs.get("onbeforeunload", "") if tag.name == "body" else ""
        if handler and not _UNSAVED.search(handler):
            yield Spot("exit-trap", tag.start, tag.end)
        yield from _shouts(tree, checks, place, tag)
    yield from _counted(tree)


def _script(script: Raw) -> Iterator[Spot]:
    text = script.text
    due = _DEADLINE.search(text)
    if due and _TICKS.search(text) and (_OFFER.search(text) or (_CLOCK.search(text) and not _SESSION.search(text))):
        yield Spot("countdown", script.start + due.start(), script.start + due.end())
    gone = _LEAVES.search(text)
    if gone and _EDGE.search(text) and _OPENS.search(text):
        yield Spot("exit-trap", script.start + gone.start(), script.start + gone.end())
    held = _UNLOAD.search(text)
    if held and _OPENS.search(text) and not _UNSAVED.search(text):
        yield Spot("exit-trap", script.start + held.start(), script.start + held.end())


def _counts_down(tree: Tree, place: int, tag: Tag) -> bool:
    attrs = tag.attrs
    match tag.name:
        case "img":
            return bool(_CLOCKS.search(attrs.get("src", "")[:2000])) and not is_goods(attrs.get("src", ""))
        case "meta":
            if attrs.get("http-equiv", "").lower() != "refresh":
                return False
            to = parts(attrs.get("content", ""))
            return bool(to & {"expired", "expire", "expires", "útrunnið"}) and not to & {
                "session",
                "login",
                "signin",
                "auth",
            }
        case "time" if named(tag) & TICK_WORDS:
            return True
        case name if name in NOT_BOXES:
            return False
    if any(
        key in attrs
        for key in ("data-countdown", "data-deadline", "data-countdown-to", "data-offer-ends", "data-timer-end")
    ):
        return True
    names = named(tag)
    if names & LETTER_WORDS or names & {"session", "otp", "resend"}:
        return False
    if names & COUNT_WORDS or {"count", "down"} <= names or {"flip", "clock"} <= names:
        return True
    is_timer = bool(names & TIMER_WORDS) or attrs.get("role", "").lower() == "timer"
    return is_timer and (bool(names & DEAL_WORDS) or bool(_DIGITS.search(tree.text(place, FEW)[:200])))


def is_goods(src: str) -> bool:
    """Whether a picture's address says that it shows what is for sale."""
    return bool(parts(src.partition("?")[0][-400:]) & {"product", "products", "catalog", "vorur"})


def _blinks(said: dict[str, str]) -> bool:
    moving = said.get("animation", "") + " " + said.get("animation-name", "")
    return "blink" in said.get("text-decoration", "") or bool(_FLASHING.search(moving))


def _shouts(tree: Tree, checks: Checks, place: int, tag: Tag) -> Iterator[Spot]:
    """Long texts in capitals, orders in giant letters, large red capitals: by the element that says so."""
    said = tree.looks[place].said
    capitals = said.get("text-transform", "") == "uppercase"
    if not capitals and not {"font-size", "color"} & said.keys() and tag.name not in ("h1", "font"):
        return
    if tag.name in ("html", "body", "table"):
        return
    text, size = tree.text(place, FEW), tree.looks[place].size
    red = colour(said.get("color", "") or tag.attrs.get("color", ""))
    is_red = red is not None and red[0] >= 180 and red[1] <= 80 and red[2] <= 80
    letters = [letter for letter in text[:400] if letter.isalpha()]
    loud = len(letters) >= 4 and (capitals or sum(map(str.isupper, letters)) > 0.7 * len(letters))
    large = size >= LARGE_RED or tag.name == "h1" or tag.attrs.get("size", "") in ("6", "7")
    shouts = (capitals and len(letters) >= LONG_CAPITALS) or (size > LARGE and checks.has("orders", text))
    if shouts or (is_red and large and loud):
        yield Spot("shouting", tag.start, tag.end)


def _counted(tree: Tree) -> Iterator[Spot]:
    """The first pixel that counts openings, the first link that counts clicks."""
    pixel = next((tag for place, tag in tree.tags("img") if _is_pixel(tree, place, tag)), None)
    if pixel:
        yield Spot("open-pixel", pixel.start, pixel.end)
    link = next((tag for _, tag in tree.tags("a") if _WRAPPED.search(tag.attrs.get("href", "")[:400])), None)
    if link:
        yield Spot("click-wrapped", link.start, link.end)


def _is_pixel(tree: Tree, place: int, tag: Tag) -> bool:
    said, src = tree.looks[place].said, tag.attrs.get("src", "").strip().lower()
    sides = [pixels(tag.attrs.get(side, "") or said.get(side, "")) for side in ("width", "height")]
    far = src.startswith(("http:", "https:", "//", "{{"))
    return (
        far and all(side is not None and side <= 1 for side in sides) and not re.search(r"spacer|blank|clear\.gif", src)
    )
