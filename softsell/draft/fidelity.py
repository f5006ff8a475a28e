"""Whether a rewording says what the sentence said: nothing added, nothing lost, nothing that only a slot may say.

Rules
1. Every placeholder stands exactly once. Beside them no figure, number word, date, price, sign of money, link or mark-up, and
   no word of a claim, unless the sentence has that word too.
2. As many questions as before, as many noes as before, about as long, in the same language, with no new name in it.
3. The lint is a gate of its own, after this one.
"""

import re
import unicodedata

from softsell.advise.text import language
from softsell.draft.figures import CLAIMS, DATES, NEGATIONS, NUMBERS
from softsell.draft.names import ORDINARY

PLACEHOLDER = re.compile(r"\{\{(\d{1,2})\}\}")
_ALLOWED = frozenset(" \n.,;:?'’-–—()…{}")  # marks that may stand beside letters; a new "!" may not
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SHORTEST, LONGEST = 0.4, 1.8


def unfaithful(original: str, answer: str, lang: str) -> str:
    """What is wrong with `answer` as a rewording of `original` in `lang`, both with placeholders; "" for nothing."""
    answer = unicodedata.normalize("NFC", answer)
    wanted, got = sorted(PLACEHOLDER.findall(original)), sorted(PLACEHOLDER.findall(answer))
    if wanted != got:
        return "answer-placeholders"
    before, after = PLACEHOLDER.sub(" § ", original), PLACEHOLDER.sub(" § ", answer)
    if strange := {c for c in after.replace("§", "") if not c.isalpha()} - (_ALLOWED - set("{}")) - set(before):
        return "answer-figures" if any(c.isnumeric() for c in strange) else "answer-marks"
    if after.count("\n") != before.count("\n") or any(len(before.split(c)) < len(after.split(c)) for c in "!:("):
        return "answer-marks"
    if after.count("?") != before.count("?") or after.rstrip().endswith("?") != before.rstrip().endswith("?"):
        return "answer-question"
    if not SHORTEST * len(before) - 10 <= len(after) <= LONGEST * len(before) + 10:
        return "answer-length"
    return _words(before, after, lang)


def _words(before: str, after: str, lang: str) -> str:
    old, new = _listed(before), _listed(after)
    if any(word in NUMBERS or word in DATES for word in set(new) - set(old)):
        return "answer-figures"
    if sum(word in NEGATIONS for word in old) != sum(word in NEGATIONS for word in new):
        return "answer-no"
    if _claims(new) - _claims(old):
        return "answer-claims"
    if _names(after) - _names(before) - set(old):
        return "answer-name"
    spoken = language(after.replace("§", " "))
    if spoken not in ("", lang) or (spoken == "" and language(before.replace("§", " ")) == lang and len(new) > 3):
        return "answer-language"
    return ""


def _listed(text: str) -> list[str]:
    """The words in small letters; what a hyphen joins counts as a whole and in its parts."""
    words = [word.replace("’", "'").lower() for word in _WORD.findall(text)]
    return words + [part for word in words if "-" in word for part in word.split("-")]


def _claims(words: list[str]) -> set[str]:
    """The claims of CLAIMS that these words begin."""
    pairs = [" ".join(words[n : n + 2]) + " " for n in range(len(words))]
    return {claim for claim in CLAIMS if any(pair.startswith(claim) for pair in pairs)}


def _names(text: str) -> set[str]:
    """Words with a capital that do not begin a sentence, and capitals of any other kind."""
    found = set()
    for match in _WORD.finditer(text):
        word, front = match[0], text[: match.start()].rstrip(" \n(")
        opens = not front or front[-1] in ".?…:"
        if word[1:] != word[1:].lower() or (word[0].isupper() and not opens and word.lower() not in ORDINARY):
            found.add(word.lower())
    return found
