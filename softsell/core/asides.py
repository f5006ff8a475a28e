"""What a text asks of the talk itself: to hear it again, to call it off; and its questions, each by itself."""

import re

from softsell.advise.text import fold, sentences

MOST_QUESTIONS = 3  # of one message that are answered, each by itself
MOST_WORDS = 9  # of a text that only asks to hear it again, or calls it off

_AGAIN = re.compile(
    r"\b(?:(?:say|tell me|write|send|show me) (?:that|it|this) again|repeat (?:that|it|this|please)|(?:can|could) you repeat|"
    r"come again|what (?:did|was it that) you (?:say|said|asked?|wrote)|what was (?:the|your) question|"
    r"i lost (?:your|the) (?:last )?(?:message|question)|once more please|"
    r"(?:segdu|sagdi|skrifadu|sendu) (?:thetta|thad|mer thetta) aftur|endurtaktu|"
    r"(?:geturdu|gaetirdu|getid thid|gaetud thid) endurtekid|"
    r"hvad (?:sagdir|sogdud|spurdir|spurdud|skrifadir) (?:thu|thid)|hver var spurningin|aftur takk|einu sinni enn)\b"
)
_AND_ASKS = re.compile(
    r",?\s+(?:and|og)\s+(?=(?:what|how|when|where|which|who|can|could|may|do|does|is|are|will|hvað|hvenær|hvernig|hvar|hvort|"
    r"hver|hve|get|má|er|eru|kostar|sendið|takið|bjóðið)\b)",
    re.IGNORECASE,
)
_CALL_OFF = re.compile(
    r"\b(?:never ?mind|forget (?:it|that|about it|i asked)|leave it|cancel (?:that|this|it)|scrap that|"
    r"let s (?:leave|drop) it|drop it|skip it|(?:gleymdu|gleymum|gleymid) (?:thessu|thvi)|sleppum (?:thessu|thvi)|"
    r"haettum vid (?:thetta|thad)|"
    r"skiptir (?:ekki|engu) mali|skiptir engu|latum (?:thetta|thad) vera|eg haetti vid(?: thetta)?)\b"
)


def asks_again(text: str) -> bool:
    """Whether a text only asks to hear the last message again."""
    folded = fold(text)
    return len(folded.split()) <= MOST_WORDS and _AGAIN.search(folded) is not None


def calls_off(text: str) -> bool:
    """Whether a text only calls off what was going on, without a no to letters or to the shop."""
    folded = fold(text)
    return len(folded.split()) <= MOST_WORDS and _CALL_OFF.search(folded) is not None and "?" not in text


def questions_in(text: str) -> tuple[str, ...]:
    """The questions of a text when it asks several, "what does it cost and can I return it?" parted; else nothing."""
    asked = [one.strip() for one in sentences(text) if one.rstrip().endswith("?")]
    found = [part.strip() for one in asked for part in _AND_ASKS.split(one)]
    return tuple(dict.fromkeys(found))[:MOST_QUESTIONS] if len(found) > 1 else ()
