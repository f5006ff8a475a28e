"""What the receiving mail server found out about the sender (Authentication-Results, RFC 8601).

Rules
1. Only what our own server wrote counts as proof: `host` is its authserv-id. Servers take out fields that bear their own
   name when a letter comes in (section 5), so nobody else can write one.
2. Without a known host nothing is proof; a failure in the topmost field still counts, because it can only lower trust.
3. DMARC decides where it was asked (RFC 7489). Else DKIM or SPF count when they passed for the domain of From.
"""

import re
from email.message import Message

from softsell.mail.reading.text import headers

Verdict = tuple[str, str, tuple[str, ...]]  # method, result, domains
PASSED, FAILED, UNKNOWN = "passed", "failed", "unknown"
MOST = 20_000  # characters of one field that are read

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"^\s*([a-z0-9-]+)(?:/\d+)?\s*=\s*([a-z]+)", re.I)
_PROPERTY = re.compile(r"\b(?:header|smtp)\.(?:d|i|from|mailfrom|helo)\s*=\s*\"?([^\s\";]+)", re.I)


def sender(message: Message, address: str, host: str = "") -> str:
    """Whether the server says that the letter comes from that address's domain: PASSED, FAILED or UNKNOWN."""
    fields = [_parts(value) for value in headers(message, "Authentication-Results")]
    ours = [verdicts for name, verdicts in fields if not host or name == host.lower()]
    together = [verdict for verdicts in (ours if host else ours[:1]) for verdict in verdicts]
    found = _judged(together, address.rpartition("@")[2].lower())
    return found if host or found == FAILED else UNKNOWN


def _parts(value: str) -> tuple[str, list[Verdict]]:
    """The authserv-id and (method, result, domains) of one field."""
    bare = value[:MOST]
    while (fewer := _COMMENT.sub(" ", bare)) != bare and bare.count("(") < 200:
        bare = fewer
    name, _, rest = bare.partition(";")
    verdicts = []
    for told in rest.split(";"):
        found = _RESULT.match(told)
        if found:
            domains = tuple(one.rpartition("@")[2].strip("<>.").lower() for one in _PROPERTY.findall(told))
            verdicts.append((found[1].lower(), found[2].lower(), domains))
    return (name.split() or [""])[0].lower(), verdicts


def _judged(verdicts: list[Verdict], domain: str) -> str:
    dmarc = {result for method, result, _ in verdicts if method == "dmarc"}
    if dmarc & {"fail", "reject", "quarantine"}:
        return FAILED
    if "pass" in dmarc:
        return PASSED
    signed = [(result, domains) for method, result, domains in verdicts if method in ("dkim", "spf")]
    if any(result == "pass" and any(_aligned(one, domain) for one in domains) for result, domains in signed):
        return PASSED
    return FAILED if any(result in ("fail", "hardfail") for result, _ in signed) else UNKNOWN


def _aligned(proved: str, domain: str) -> bool:
    """Relaxed alignment (RFC 7489 section 3.1): the same domain, or one above the other with a dot in it."""
    return bool(domain) and (
        proved == domain
        or (domain.endswith(f".{proved}") and "." in proved)
        or (proved.endswith(f".{domain}") and "." in domain)
    )
