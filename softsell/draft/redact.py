"""What names a person is taken out of a text before it leaves: names, addresses, mail, telephone, numbers, links.

Rules
1. A word leaves only when nothing about it points at a person: no figure in it, no @, no dot as in a link, no capital letter
   unless the word is known to be an ordinary one, and nothing that the shop knows of this shopper.
2. What follows "my name is", a closing greeting or "order number" does not leave, however it is written.
3. Rather too much is taken out than too little: a text of which nearly nothing is left is not sent at all.

What no rule can know is a rare name of somebody unknown to the shop, in small letters and in the middle of a sentence.
"""

import re
import unicodedata

from softsell.draft.names import NAMES, ORDINARY

HIDDEN = "[…]"
MOST = 1000  # letters that leave
LEAST_WORDS = 2  # ordinary words that must be left

_ODD = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ue000-\uf8ff\ufeff\ufff9-\uffff]"
)
_MAIL = re.compile(r"(?<!\S)[^\s@]*\s?@\s?\S*")
_SPELT = re.compile(
    r"(?<!\S)[^\s\[({<]+\s*[\[({<]\s*(?:at|hjá|hja)\s*[\])}>]\s*\S+(?:\s*[\[({<]?\s*(?:dot|punktur)\s*[\])}>]?\s*\S+)*"
    r"|(?<!\S)\S+\s+(?:at|hjá|hja)\s+\S+\s+(?:dot|punktur)\s+\S+",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?<!\S)\S*(?:://|www\.|[^\W\d_]\.[^\W\d_]{2})\S*", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:my (?:full )?name(?: is|'s|’s)?|name(?: is|'s|’s|:)|i am called|they call me|(?:ég|eg) heiti|heiti|"
    r"naf(?:n|nið|nid)? ?(?:mitt|er)(?: er)?|nafn:|order (?:number|no|nr|id|code|ref(?:erence)?)|reference|"
    r"pöntun(?:ar)?(?:númer|nr)|pontunarnumer|pöntun nr|kennital\w*|live (?:at|in|on)|address(?: is)?|"
    r"(?:ég )?(?:bý|by) (?:á|a|í|i|við)|heimilisfang\w*(?: er)?)[\s:.,]+(?P<words>\S+(?:[ \t]+\S+){0,3})",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:^|(?<=[\n.,!?]))[ \t]*(?:with )?(?:(?:kind|best|warm) )?(?:regards|wishes|greetings|cheers|sincerely|yours(?: truly)?|"
    r"love|kv|kveðj\w*|kær kveðja|bestu kveðjur|með (?:bestu |kærri |vinsemd og )?kveðj\w*)[.,!]*[ \t]*\n?(?P<words>[^\n]*)",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b\w{2,}(?:vegur|vegi|vegar|gata|götu|gatan|götunni|stræti|strætis|stígur|stíg|stígs|braut|brautar|brautin)\b"
    r"|\b\w+(?: \w+)? (?:street|road|lane|avenue|drive|close|crescent)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def redact(text: str, known: tuple[str, ...] = (), ordinary: frozenset[str] = frozenset()) -> str:
    """The text as it may leave; "" when too little is left of it to mean anything.

    `known` is what the shop knows of the shopper (name, address, postcode, key); `ordinary` are words of the shop's own
    (small letters) that may stand with a capital.
    """
    text = _ODD.sub("", unicodedata.normalize("NFKC", text[: 2 * MOST]))
    for pattern in (_SPELT, _MAIL, _LINK):
        text = pattern.sub(f" {HIDDEN} ", text)
    for pattern in (_NAMED, _CLOSING):
        text = pattern.sub(_after, text)
    text = _STREET.sub(f" {HIDDEN} ", text)
    mine = frozenset(part for one in known for part in _parts(one))
    fine = ordinary | ORDINARY
    words = [_word(found[0], mine, fine) for found in _WORD.finditer(text)]
    left = [word for n, word in enumerate(words) if word != HIDDEN or n == 0 or words[n - 1] != HIDDEN]
    said = " ".join(left)[:MOST]
    plain = [word for word in _LETTERS.findall(said.replace(HIDDEN, " ")) if len(word) > 1]
    return said if len(plain) >= LEAST_WORDS else ""


def _after(found: re.Match[str]) -> str:
    """What stood before the words that name somebody, and a mark in their place."""
    start, end = found.span("words")
    return found.string[found.start() : start] + f" {HIDDEN} " + found.string[end : found.end()]


def _word(word: str, mine: frozenset[str], ordinary: frozenset[str]) -> str:
    """A word as it may leave: itself, or the mark."""
    if word.strip(".,;:!?") == HIDDEN:
        return HIDDEN
    if any(c.isnumeric() or c in "@/\\" for c in word):
        return HIDDEN
    for letters in _LETTERS.findall(word):
        folded = fold(letters)
        parts = re.split(r"['’-]", letters)
        if any(part[:1] != part[:1].lower() and part.lower() not in ordinary for part in parts if part):
            return HIDDEN
        if any(_is_mine(one, mine) or _is_a_name(one) for one in (folded, *map(fold, parts))):
            return HIDDEN
    return word


def _is_mine(folded: str, mine: frozenset[str]) -> bool:
    """Whether a word is, or bends, something known of the shopper."""
    return any(
        folded == one or (len(one) > 3 and folded.startswith(one[:-1]) and len(folded) <= len(one) + 3) for one in mine
    )


def _is_a_name(folded: str) -> bool:
    return any(folded[: len(folded) - n] in NAMES for n in range(3) if len(folded) - n > 2)


def _parts(known: str) -> tuple[str, ...]:
    """The words of something known that are long enough to name somebody."""
    return tuple(fold(one) for one in re.findall(r"[^\W_]+", known) if len(one) > 1)


def fold(word: str) -> str:
    """Small letters without accents: "Önnu" is "onnu", "þór" is "thor"."""
    bare = unicodedata.normalize("NFD", word.casefold().replace("þ", "th").replace("ð", "d").replace("æ", "ae"))
    return "".join(c for c in bare if not unicodedata.combining(c))
