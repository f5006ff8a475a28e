"""What the lint counts rather than reads: capitals, marks, emoji, questions, a false "Re:".

Rules
1. A measure takes the text as written and gives the spans that are over its limit; the limits stand here, the reasons
   and examples in the rule that names the measure.
2. Linear in the length of the text; never raises.
"""

import re
from collections.abc import Callable

from softsell.voice.normalise import is_ordinary

Span = tuple[int, int]

CAPS_LEAST = 4  # letters of a word in capitals that counts
CAPS_MOST = 1  # such words in a text, and one more for every CAPS_WORDS words
CAPS_WORDS = 30
# Of all letters, in a text of CAPS_LETTERS to CAPS_TEXT letters with CAPS_SHOUTED words all in capitals.
CAPS_SHARE = 0.2
CAPS_LETTERS, CAPS_TEXT = 24, 4000
CAPS_SHOUTED = 2
MARKS_MOST = 1  # exclamation marks in a text, and one more for every MARKS_LETTERS letters; none in a subject
MARKS_LETTERS = 60
STACKS_LETTERS = 150  # from so many letters on, one heap of marks is a slip of the finger
EMOJI_MOST = 1

# Capitals that are nobody's raised voice: units, standards, materials, sizes and names that are written so.
ACRONYMS = frozenset({
    "ÁTVR", "VISA", "AMEX", "IBAN", "SWIFT", "EORI", "ISBN", "GDPR", "HTML", "HTTP", "HTTPS", "JSON", "HDMI", "WIFI",
    "OLED", "GOTS", "PFAS", "OEKO", "UEFA", "NASA", "UNESCO", "XXXL", "XXXXL", "IMAP", "SMTP", "IMHO", "AFAIK", "FAQS",
    "LEGO", "IKEA", "NATO", "CMYK", "DHCP", "MIDI", "PAYE", "SEPA",
})  # fmt: skip
_HEAP = re.compile("[!?$€%]{2,}")
_STACK = re.compile(r"!{2,}|\?{3,}|(?=\?*!)(?:[!?]){2,}|\${2,}|€{2,}|%{2,}")
_CODE_SIGNS = frozenset("_{}<>=&\\")  # a word with one of these in it names a field, an address or a placeholder
_BLANKS = re.compile(r"\s")
_SPACED = re.compile(r"(?<!\w)[^\W\d_](?: [^\W\d_]){3,}(?!\w)")
_LOUD_EMOJI = re.compile(
    "[\u23f0-\u23f3\u231b\U0001f525\U0001f4a5\U0001f6a8\u26a1\U0001f4a3\U0001f911\u203c\u2757\u2755]"
)
_EMOJI = re.compile(
    "[\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff]"
    "(?:[\ufe0f\u200d\U0001f3fb-\U0001f3ff][\u2600-\u27bf\U0001f000-\U0001faff]?)*"
)
_TEXT_SIGNS = frozenset("✓✔✗✘☐☑☒★☆☎✉❖➔➜➤❯♦♢♠♣♥❤•§")
_QUESTION = re.compile(r"\?+(?=[\s»”“\"')\]]|$)")
REPLY = re.compile(r"\s*(?:re|sv|fw|fwd|aw|vs|áframs)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)


# Letters by case, for a quick look: where may words in capitals be, where letters that stand alone?
_CASES = bytes(
    65 if (letter := bytes([code]).decode("cp1252", "replace")).isupper() else 97 if letter.isalpha() else 32
    for code in range(256)
)
_ANY_CASE = _CASES.replace(b"A", b"a")
_NO_LETTERS = bytes(code for code in range(256) if _CASES[code] == 32)
_CAPITALS, _SINGLES = (
    re.compile(b"A" * CAPS_LEAST + b"A*"),
    re.compile(b"a a a a(?: a)*"),
)  # these begin with what is sought


def capitals(text: str, claims: tuple[Span, ...]) -> list[Span]:
    """Words in capitals when there is more than one, or the whole text when capitals fill too much of it."""
    cases = text.encode("cp1252", "replace").translate(_CASES)
    words = [m.span() for m in _CAPITALS.finditer(cases) if b"a" not in cases[max(0, m.start() - 1) : m.end() + 1]]
    words = [(a, b) for a, b in words if text[a:b] not in ACRONYMS and not _is_code(text, a, b)]
    distinct = len({text[a:b] for a, b in words})
    if distinct > CAPS_MOST and distinct > len(text.split()) // CAPS_WORDS:
        return [(words[0][0], words[-1][1])]
    if len(words) < CAPS_SHOUTED or len(text) > CAPS_TEXT:
        return []
    letters, upper = _letters(text), sum(map(str.isupper, text))
    return [(0, len(text))] if letters >= CAPS_LETTERS and upper > CAPS_SHARE * letters else []


def _is_code(text: str, start: int, end: int) -> bool:
    """Whether the run without blanks around a word, as far as it is looked at, holds a sign of code."""
    before = _BLANKS.split(text[max(0, start - 40) : start])[-1]
    after = _BLANKS.split(text[end : end + 40], maxsplit=1)[0]
    return not _CODE_SIGNS.isdisjoint(before + after)


def _letters(text: str) -> int:
    """How many letters a text has; one of another script counts as none."""
    return len(text.encode("cp1252", "replace").translate(None, _NO_LETTERS))


def _exclamations(text: str) -> list[Span]:
    text, found, at = text.replace("！", "!"), list[Span](), -1
    while (at := text.find("!", at + 1)) >= 0:
        found.append((at, at + 1))
    return found


def stacked(text: str, claims: tuple[Span, ...]) -> list[Span]:
    """Marks in heaps: "!!", "?!", "???", "$$$", "%%"; the only one of a long text is let pass."""
    found = [m.span() for heap in _HEAP.finditer(text) for m in _STACK.finditer(text, *heap.span())]
    return [] if len(found) == 1 and _letters(text) >= STACKS_LETTERS else found


def exclaimed(text: str, claims: tuple[Span, ...]) -> list[Span]:
    """Every exclamation mark beyond what a text of this length may have."""
    found = _exclamations(text)
    if len(found) <= MARKS_MOST:
        return []
    return found[max(MARKS_MOST, _letters(text) // MARKS_LETTERS) :]


def exclaimed_at_all(text: str, claims: tuple[Span, ...]) -> list[Span]:
    """Every exclamation mark."""
    return _exclamations(text)


def alarmed(text: str, claims: tuple[Span, ...]) -> list[Span]:
    """Clocks, fires, sirens and lightning."""
    return [] if is_ordinary(text) else [m.span() for m in _LOUD_EMOJI.finditer(text)]


def pictured(text: str, claims: tuple[Span, ...]) -> list[Span]:
    """Every emoji after the first."""
    if is_ordinary(text):
        return []
    found = [m.span() for m in _EMOJI.finditer(text) if m.group() not in _TEXT_SIGNS]
    return found[EMOJI_MOST:]


def spaced(text: str, claims: tuple[Span, ...]) -> list[Span]:
    """Words with a blank between the letters: "F R E E"."""
    rough = _SINGLES.finditer(text.encode("cp1252", "replace").translate(_ANY_CASE))
    return [m.span() for single in rough for m in _SPACED.finditer(text, single.start(), single.end() + 1)]


def questions(text: str, claims: tuple[Span, ...]) -> list[Span]:
    """Every question after the first; questions within a quoted passage are not the letter's own."""
    at = [m.span() for m in _QUESTION.finditer(text) if not any(a <= m.start() < b for a, b in claims)]
    return at[1:]


def answering(text: str, claims: tuple[Span, ...]) -> list[Span]:
    """A subject that starts like an answer: "Re:", "Sv:"."""
    found = REPLY.match(text)
    return [found.span()] if found else []


MEASURES: dict[str, Callable[[str, tuple[Span, ...]], list[Span]]] = {
    "capitals": capitals,
    "stacked": stacked,
    "exclaimed": exclaimed,
    "exclaimed-at-all": exclaimed_at_all,
    "alarmed": alarmed,
    "pictured": pictured,
    "spaced": spaced,
    "questions": questions,
    "answering": answering,
}
