"""Why a letter was refused, from the code and the words of a mail server.

Rules
1. Words count before codes: servers put 5.1.1 on full mailboxes and 5.0.0 on everything.
2. Only an address that is not there, a domain that takes no mail, or one that moved is closed for good. A full mailbox, a
   time that ran out and everything of class 4 may pass. Who answers the address 5xx and says little else is believed.
3. "No such user" is sure with 5.1.1, in answer to the address, or of the sending server's own knowledge. After the letter
   itself, with a code that speaks of policy, or as a bare 550 of an unknown moment it is what filters say, too: not sure.
"""

import re
from functools import cache

from softsell.mail.reading.bounces.clauses import asleep, from_you, full, gone, of_others
from softsell.mail.reading.bounces.phrases import NOBODY, REPUTE, STRONG, WEAK, Row
from softsell.mail.reading.subject import folded

REASONS = (
    "no-user", "no-domain", "moved", "full", "expired", "too-big", "relay", "reputation", "policy", "spam", "disabled",
    "temporary", "blocked", "unknown",
)  # fmt: skip
FOR_GOOD = frozenset({"no-user", "no-domain", "moved"})
FEW = 12  # words
LONGEST = 4_000  # characters of the words that are looked at

STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
_REPLY = re.compile(r"(?<![\d.\-/:@])([45])[0-5]\d(?=[ \-#]|$)", re.M)
_AFTER_DATA = re.compile(
    r"after (?:end of data|data|pipelined end of data)|in reply to (?:end of )?data|smtp command\s+data|reply to end of data"
)
_AT_RCPT = re.compile(
    r"(?:after|reply to|command:?|>>>|sent:?|<<<|like our) (?:rcpt\b|recipient)|does not like recipient"
    r"|smtp:rcpt\b|\brcpt to(?: \w+){0,3} (?:response|answer|repl)"
)
_NAMED = re.compile(r"\b55\d[ \-#][^\n@]{0,80}@")  # a server that repeats the address answers the address
_GREETED = re.compile(
    r"refused to talk to|(?:after initial|reply to) connect|(?:after|reply to|command:?|>>>) (?:ehlo|helo)\b|reply to greeting"
)
_ELSE = re.compile(r"(?<![\d.])5\.[3-7]\.\d{1,3}(?![\d.]*\d)")  # the system, the way, the protocol, the content, a rule
_UNAVAILABLE = re.compile(
    r"\b550\b[^|]{0,60}\bmailbox (?:is )?unavailable(?!.{0,80}\b(?:dns|mx|sender|spf|ip)\b)"
    r"|\bmailbox (?:is )?unavailable.{0,30}\b550\b"
)  # RFC 5321 section 4.2.3, in answer to RCPT
_NAMED_530 = re.compile(r"\b553 5\.3\.0 <[^\s<>@]{1,64}@")  # Sendmail's access table, of the address it repeats
_AT_MAIL = re.compile(r"(?:after|reply to|command:?|>>>|like our) mail from")
_PASSING = re.compile(r"\btemporar(?:y|ily) (?:fail|err|un|reject|defer|refus|block|lookup|name|dns|problem|not|local)")
_LATER = re.compile(r"\btry (?:again|later|it again)\b|\btemporar|\btry again")
_FILTERED = re.compile(r"(?<![\d.])5\.(?:7\.\d{1,3}|3\.0|2\.1)(?![\d.])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESSES = re.compile(r"<?[^\s<>@]{1,64}@[^\s<>@:;,]{1,255}>?")
_BY_CODE = {
    "1.0": "no-user", "1.1": "no-user", "1.2": "no-domain", "1.3": "no-user", "1.4": "no-user", "1.6": "moved",
    "1.7": "policy", "1.8": "policy", "1.9": "no-domain", "1.10": "no-domain", "2.0": "blocked", "2.1": "disabled",
    "2.2": "full", "2.3": "too-big", "2.4": "blocked", "3.1": "full", "3.2": "temporary", "3.3": "temporary",
    "3.4": "too-big", "4.1": "expired", "4.2": "expired", "4.3": "temporary", "4.4": "no-domain", "4.5": "temporary",
    "4.6": "temporary", "4.7": "expired",
}  # fmt: skip  # RFC 3463 section 3, and RFC 7505 for 1.10


def classify(status: str, text: str) -> tuple[bool, str]:
    """Whether it is for good, and the reason (one of REASONS).

    `status` is an enhanced code (RFC 3463), an SMTP reply code or ""; `text` what the server said of one address.
    """
    words = _plain(text)
    code = status_of(f"{status}\n{words}")
    reason = _sure(words) or _nobody(code, words, text) or _by_words(REPUTE, words) or _by_code(code)
    reason = reason or _by_words(WEAK, words) or ("temporary" if code.startswith("4") else "unknown")
    if reason in ("unknown", "temporary", "blocked") and "521" in (status[:3], words[1:4]):
        reason = "no-domain"  # RFC 7504: the host takes no mail
    if reason == "unknown" and "552" in (status[:3], words[1:4]):
        reason = "full"  # RFC 5321 section 4.2.3: exceeded storage allocation
    if reason in FOR_GOOD and _GREETED.search(words):
        reason = "reputation"  # it is said of our server
    if reason in {*FOR_GOOD, "unknown"} and _AT_MAIL.search(words):
        reason = "policy"  # it is said of the sender
    if reason in FOR_GOOD and (_PASSING.search(words) or (reason == "no-domain" and _LATER.search(words))):
        reason = "temporary"
    firm = reason in FOR_GOOD or (reason == "unknown" and _refused(status, words))
    return firm and not code.startswith("4") and not _deferred(words), reason


def _deferred(words: str) -> bool:
    """Whether the server's own answers are all of class 4, whatever the sending machine makes of them."""
    classes = {hit[1] for hit in _REPLY.finditer(words)}
    return classes == {"4"}


def _refused(status: str, words: str) -> bool:
    """Whether a server answered the address 5xx and said little: 5.0.0 alone is what the sending machine makes of any
    trouble, and who says much that we do not know, of an unknown moment, may speak of anything."""
    reply = _REPLY.search(f"{status}\n{words}")
    elsewhere = _AFTER_DATA.search(words) or _AT_MAIL.search(words) or _GREETED.search(words)
    if reply is None or reply[1] != "5" or elsewhere or _ELSE.search(f"{status} {words}"):
        return False
    return _AT_RCPT.search(words) is not None or len(_WORD.findall(words)) <= FEW


def status_of(text: str) -> str:
    """The last enhanced code in a text that tells of a failure, else the class of its SMTP reply ("5.0.0"), else ""."""
    codes = [found[0] for found in STATUS.finditer(text[:LONGEST]) if found[1] != "2"]
    telling = [code for code in codes if not code.endswith(".0.0")]
    if telling or codes:
        return (telling or codes)[0]
    reply = _REPLY.search(text[:LONGEST])
    return f"{reply[1]}.0.0" if reply else ""


def _plain(text: str) -> str:
    """Lower case, ASCII, one gap between words, and no addresses: a local part can read like a reason."""
    return " " + " ".join(_ADDRESSES.sub(" ", folded(text[:LONGEST])).replace("’", "'").split())


def _sure(words: str) -> str:
    """What must never close an address, and what is said in as many words."""
    found = _by_words(STRONG, words)
    if found in ("", "moved", "disabled", "blocked", "relay") and full(words):
        return "full"
    return found or ("disabled" if asleep(words) else "blocked" if from_you(words) else "")


def _nobody(code: str, words: str, text: str) -> str:
    """An address or a domain that is not there, unless a filter says so."""
    found = gone(words) or _by_words(NOBODY, words, ours=True)
    filtered = _AFTER_DATA.search(words) or _FILTERED.search(words)
    if _UNAVAILABLE.search(words) and found != "no-domain" and _by_words(REPUTE, words) in ("", "policy"):
        return "" if filtered or _AT_MAIL.search(words) else "no-user"
    if found != "no-user" or "5.1.1" in words or _AT_RCPT.search(words):
        return found
    named = _NAMED.search(text[:LONGEST])
    if filtered and not _NAMED_530.search(text[:LONGEST]):
        return "blocked"
    vague = _REPLY.search(words) is not None and all(hit[0].endswith(".0.0") for hit in STATUS.finditer(words))
    return "blocked" if vague and not named and not code.startswith("5.1.") else found


def _by_words(rows: tuple[Row, ...], words: str, *, ours: bool = False) -> str:
    """The reason of the first row that fits; `ours`: what is said of the sender is not counted."""
    for reason, phrases in rows:
        for phrase in _parted(phrases):
            place = words.find(phrase)
            if place >= 0 and not (ours and of_others(words, place, place + len(phrase))):
                return reason
    return ""


@cache
def _parted(phrases: str) -> tuple[str, ...]:
    return tuple(phrases.split(";"))


def _by_code(code: str) -> str:
    kind, _, rest = code.partition(".")
    if rest.startswith("7."):
        return "policy"
    if rest.startswith("6."):
        return "policy"
    return _BY_CODE.get(rest, "") if kind in ("4", "5") else ""
