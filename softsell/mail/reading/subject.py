"""A subject without its marks, and a text as people type it in a hurry."""

import re
import unicodedata

_REPLY_MARK = re.compile(r"^\s*(?:(?:re|sv|svar|vs|aw|fw|fwd|frs|áfr)\s*(?:\[\d+\])?\s*:\s*)+", re.I)


def bare_subject(subject: str) -> str:
    """The subject without its marks of reply or forwarding."""
    return _REPLY_MARK.sub("", subject).strip()


def folded(text: str) -> str:
    """Lower case without accents, as people type in a hurry: "Hætta" and "haetta" are one."""
    text = text.lower().replace("æ", "ae").replace("ð", "d").replace("þ", "th").replace("ø", "o").replace("’", "'")
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
