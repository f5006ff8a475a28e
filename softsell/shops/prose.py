"""Plain text out of what shops write: HTML without its tags, and the first sentences of it."""

import html
import re

_DROP = re.compile(r"<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"</?(?:p|div|li|ul|ol|br|tr|td|th|h[1-6]|table)\b[^<>]{0,500}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÁÐÉÍÓÚÝÞÆÖ0-9«„\"])|\n")


def text_of(told: str) -> str:
    """The text without tags and entities, blocks on lines of their own, no control characters."""
    if "<" in told or "&" in told:
        told = html.unescape(told) if "&lt;" in told else told
        told = _TAG.sub("", _BREAK.sub("\n", _DROP.sub(" ", told)))
        told = html.unescape(told)
    if not told.isprintable():
        told = "".join(c if c.isprintable() or c == "\n" else " " for c in told)
    return _LINES.sub("\n", _SPACES.sub(" ", told)).strip()


def opening(text: str, most: int = 200) -> str:
    """The first whole sentences that fit, or the first cut at a word."""
    found = ""
    for sentence in _SENTENCE.split(text[: most * 4]):
        joined = f"{found} {sentence.strip()}".strip()
        if len(joined) > most:
            break
        found = joined
    if found or not text:
        return found
    return text[:most].rpartition(" ")[0].rstrip(" ,;:-") + " …" if len(text) > most else text
