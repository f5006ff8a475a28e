"""Whether a text is a no to letters; what only sounds like one is set aside first."""

from softsell.advise.book import hit, hits
from softsell.advise.text import fold, sentences, unspell


def says_stop(text: str) -> bool:
    """Whether any sentence of a text says a no to letters."""
    return any(_no_in(sentence) for sentence in sentences(text))


def _no_in(sentence: str) -> bool:
    folded = unspell(fold(sentence))
    parts, at = [], 0
    for match in hits("NOT_STOP", folded):
        parts.append(folded[at : match.start()])
        at = match.end()
    left = " . ".join([*parts, folded[at:]])
    if hit("STOP", left):
        return True
    return "?" not in sentence and hit("REFUSE", left) and hit("LETTERS", left) and not hit("NOT_REFUSED", left)
