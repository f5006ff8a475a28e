"""What a style says, as far as the lint looks: colours, sizes, contrast, and the plain rules of a style sheet.

Rules
1. It never raises; what it does not understand is None, and nothing is concluded from None.
2. Of a style sheet it reads the rules outside of `@media` whose selector is one name, class or id.
"""

import re
from collections.abc import Mapping

Colour = tuple[int, int, int]

NAMED: dict[str, Colour] = {
    "black": (0, 0, 0), "white": (255, 255, 255), "red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255),
    "yellow": (255, 255, 0), "orange": (255, 165, 0), "gray": (128, 128, 128), "grey": (128, 128, 128),
    "silver": (192, 192, 192), "lightgray": (211, 211, 211), "lightgrey": (211, 211, 211), "darkgray": (169, 169, 169),
    "darkgrey": (169, 169, 169), "dimgray": (105, 105, 105), "dimgrey": (105, 105, 105), "gainsboro": (220, 220, 220),
    "whitesmoke": (245, 245, 245), "maroon": (128, 0, 0), "navy": (0, 0, 128), "teal": (0, 128, 128),
    "olive": (128, 128, 0), "purple": (128, 0, 128), "lime": (0, 255, 0), "aqua": (0, 255, 255), "cyan": (0, 255, 255),
    "fuchsia": (255, 0, 255), "magenta": (255, 0, 255), "crimson": (220, 20, 60), "tomato": (255, 99, 71),
    "darkred": (139, 0, 0), "firebrick": (178, 34, 34), "orangered": (255, 69, 0), "gold": (255, 215, 0),
    "ivory": (255, 255, 240), "beige": (245, 245, 220), "snow": (255, 250, 250), "hotpink": (255, 105, 180),
}  # fmt: skip
UNSEEN = frozenset(("template", "head", "datalist"))  # elements that are never shown as they stand
_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
}
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "rem": 16.0, "vw": 12.0, "vh": 8.0, "cm": 37.8, "mm": 3.78, "in": 96.0}
_NUMBER = re.compile(r"(-?[0-9]{0,9}\.?[0-9]{1,9})\s*([a-z%]{0,4})")
_HEX = re.compile(r"#([0-9a-f]{3,8})(?![0-9a-f])")
_RGB = re.compile(r"rgba?\(\s*([0-9]{1,3})[\s,]+([0-9]{1,3})[\s,]+([0-9]{1,3})\s*(?:[,/]\s*([0-9.]{1,8}%?)\s*)?\)")
_CSS_NOTE = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACE = re.compile(r"([{}])")
_SELECTOR = re.compile(r"[.#]?[a-z_][\w-]*")


def declared(style: str) -> dict[str, str]:
    """The declarations of a style attribute, in lower case; of two alike the last counts."""
    found: dict[str, str] = {}
    for part in style.lower().split(";") if style else ():
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def colour(text: str) -> Colour | None:
    """The first colour of a value; None for none and for one that is looked through."""
    text = text[:200].strip().lower()
    if found := _RGB.search(text):
        red, green, blue = (min(int(part), 255) for part in found.group(1, 2, 3))
        return (red, green, blue) if _share(found[4]) > 0.1 else None
    if found := _HEX.search(text):
        digits = found[1]
        if len(digits) in (3, 4):
            digits = "".join(digit * 2 for digit in digits)
        if len(digits) not in (6, 8) or (len(digits) == 8 and int(digits[6:], 16) < 26):
            return None
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    return next((NAMED[word] for word in text.split() if word in NAMED), None)


def _share(text: str | None) -> float:
    if not text:
        return 1.0
    share = number(text)
    return 1.0 if share is None else share / 100 if text.endswith("%") else share


def number(text: str) -> float | None:
    """The number that a value starts with."""
    found = _NUMBER.match(text.strip())
    return float(found[1]) if found else None


def pixels(text: str, around: float = 16.0) -> float | None:
    """A length in CSS pixels, where `around` is the size of the text that it stands in."""
    text = text.strip().lower()
    if text in _SIZES:
        return _SIZES[text]
    if text in ("smaller", "larger"):
        return around / 1.2 if text == "smaller" else around * 1.2
    found = _NUMBER.match(text)
    if found is None:
        return None
    match found[2]:
        case "em" | "ex" | "ch":
            return float(found[1]) * around
        case "%":
            return float(found[1]) * around / 100
        case unit:
            return float(found[1]) * _UNITS[unit] if unit in _UNITS else None


def contrast(one: Colour, other: Colour) -> float:
    """The ratio from 1 to 21 (WCAG 2.2, relative luminance and contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(of: Colour) -> float:
    red, green, blue = (v / 255 / 12.92 if v <= 10 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in of)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def sheet(css: str) -> dict[str, dict[str, str]]:
    """The declarations of each plain selector: `p`, `.small`, `#no`."""
    found: dict[str, dict[str, str]] = {}
    depth, selectors = 0, ""
    pieces = _BRACE.split(_CSS_NOTE.sub(" ", css.lower()))
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            depth, selectors = depth + 1, text.rpartition(";")[2]
            continue
        if depth == 1 and selectors:
            said = declared(text)
            for selector in selectors.split(","):
                if _SELECTOR.fullmatch(name := selector.strip()):
                    found.setdefault(name, {}).update(said)
        depth, selectors = max(0, depth - 1), ""
    return found


def styled(name: str, attrs: Mapping[str, str], sheets: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What a tag is told to look like: by the sheets, by old attributes, by its own style."""
    said: dict[str, str] = {}
    if sheets:
        names = (
            name,
            *(f".{each}" for each in attrs.get("class", "").lower().split()),
            f"#{attrs.get('id', '').lower()}",
        )
        for each in names:
            said |= sheets.get(each, {})
    if "bgcolor" in attrs:
        said["background"] = attrs["bgcolor"]
    if name == "font" and "color" in attrs:
        said["color"] = attrs["color"]
    return said | declared(attrs["style"]) if "style" in attrs else said


def out_of_sight(name: str, attrs: Mapping[str, str], said: Mapping[str, str]) -> str:
    """Why everything in a tag is out of sight, whatever is said further in."""
    opaque = number(said.get("opacity", "1"))
    clipped = "hidden" in said.get("overflow", "") and any(
        pixels(said.get(k, "x")) == 0 for k in ("height", "max-height")
    )
    aside = any((pixels(said.get(key, "")) or 0) <= -500 for key in ("text-indent", "left", "top", "margin-left"))
    reasons = (
        ("display", said.get("display", "") == "none"),
        ("opacity", opaque is not None and opaque < 0.1),
        ("mso-hide", said.get("mso-hide", "") == "all"),
        ("clipped", clipped),
        ("aside", aside),
        ("hidden", "hidden" in attrs or (name == "input" and attrs.get("type", "").lower() == "hidden")),
        ("aria-hidden", attrs.get("aria-hidden", "").lower() == "true"),
        (name, name in UNSEEN),
    )
    return next((reason for reason, is_so in reasons if is_so), "")
