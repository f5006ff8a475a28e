"""Temper that shows in how a text is written, whatever it says."""

import re

# In capitals by habit, not by temper.
_LOUD = frozenset(
    {"GDPR", "STOP", "STOPP", "VISA", "IBAN", "HDMI", "WIFI", "UNSUBSCRIBE", "IKEA", "EKKI", "NETGÍRÓ", "AFSKRÁ"}
)
_MARKS = re.compile(r"!!!|[?!]\?!|\?![?!]?|\?\?\?|!\?")
_WORD = re.compile(r"\b[^\W\d_]{2,}\b")


def shouts(text: str) -> bool:
    """Whether temper shows: "!!!", "?!", two words of several in capitals (one may be a name), the same word thrice."""
    if _MARKS.search(text):
        return True
    many = _WORD.findall(text)
    loud = [one for one in many if one.isupper() and len(one) > 3 and one not in _LOUD]
    if len(many) > 4 and 2 <= len(loud) <= max(2, len(many) // 5):
        return True
    return any(len(one) > 3 and one == two == three for one, two, three in zip(many, many[1:], many[2:], strict=False))
