"""What a domain asks receivers to do with letters that nobody vouches for, and whether ours are vouched for (RFC 7489).

Rules
1. A letter passes when SPF or DKIM passes *and* its domain is aligned with that of From. SPF ends at every forwarder, so
   DKIM is the one to have.
"""

import re
from collections.abc import Iterator

from softsell.doctor.case import Case, aligned, domain_of, organisation, signing_domain
from softsell.doctor.finding import Finding, ok, record, shown, stop, tags, warn
from softsell.doctor.lookup import Names

POLICIES = ("none", "quarantine", "reject")
_REPORT = re.compile(r"mailto:[^@\s,!]+@(?P<domain>[^@\s,!]+)(?:!\d+[kmgt]?)?", re.IGNORECASE)


def check(case: Case) -> Iterator[Finding]:
    """The record for the domain of From, or of its organisation, and our alignment. Raises what `Names` raises."""
    domain = domain_of(case.sender)
    at, texts = _found(case.names, domain)
    told: dict[str, str] = {}
    mailbox = f"dmarc@{organisation(domain)}"
    publish = f"publish: {record(f'_dmarc.{organisation(domain)}', 'TXT', f'v=DMARC1; p=none; rua=mailto:{mailbox}')}"
    if not texts:
        yield stop(
            "dmarc",
            f"{domain} has no DMARC record, which large receivers ask for; {publish} (a mailbox that you read)",
        )
    elif len(texts) > 1:
        yield stop("dmarc", f"{at} has {len(texts)} DMARC records, and receivers then take none; delete all but one")
    else:
        try:
            told = tags(texts[0])
            yield from _record(case.names, at, domain, told, publish)
        except ValueError as error:
            told = {}
            yield stop("dmarc", f"{at} cannot be read: {error}; {publish}")
    yield from _alignment(case, domain, told)


def _found(names: Names, domain: str) -> tuple[str, tuple[str, ...]]:
    """Where the record stands, and every text there that is one (RFC 7489 section 6.6.3)."""
    places = dict.fromkeys((f"_dmarc.{domain}", f"_dmarc.{organisation(domain)}"))
    for at in places:
        texts = tuple(text for text in names.txt(at) if re.match(r"v\s*=\s*DMARC1\s*(;|$)", text))
        if texts:
            return at, texts
    return f"_dmarc.{domain}", ()


def _record(names: Names, at: str, domain: str, told: dict[str, str], publish: str) -> Iterator[Finding]:
    policy = told.get("p", "").lower()
    inherited = at != f"_dmarc.{domain}"
    effective = told.get("sp", policy).lower() if inherited else policy
    if policy not in POLICIES or effective not in POLICIES:
        wrong = f"p={shown(told.get('p', ''), 40)}" if policy not in POLICIES else f"sp={shown(effective, 40)}"
        yield stop("dmarc", f"{at}: {wrong} is none of {', '.join(POLICIES)}; {publish}")
        return
    if not told.get("pct", "100").isdigit() or int(told.get("pct", "100")[:6] or 0) != 100:
        yield warn(
            "dmarc",
            f"{at}: pct={shown(told['pct'], 10)}: it holds for a part only, and newer receivers pass over it",
        )
    yield from _reports(names, at, domain, told, publish)
    more = (
        "; it only watches: once the reports are clean, quarantine or reject keeps forgers out"
        if effective == "none"
        else ""
    )
    yield ok("dmarc", f"{at}: {effective}{more}")


def _reports(names: Names, at: str, domain: str, told: dict[str, str], publish: str) -> Iterator[Finding]:
    if not told.get("rua"):
        yield warn("dmarc", f"{at} has no rua=, so nobody tells you who sends in your name; {publish}")
        return
    for uri in told["rua"].split(",")[:5]:
        found = _REPORT.fullmatch(uri.strip())
        if found is None:
            yield warn("dmarc", f"{at}: rua={shown(uri.strip(), 80)} is no mailto: address, so no report comes")
            continue
        there = found["domain"].lower().rstrip(".")
        asked = f"{at.removeprefix('_dmarc.')}._report._dmarc.{there}"
        if not aligned(there, domain) and not any(text.startswith("v=DMARC1") for text in names.txt(asked)):
            needed = record(asked, "TXT", "v=DMARC1;")
            yield warn(
                "dmarc", f"{shown(there, 80)} does not say that it takes your reports; they must publish: {needed}"
            )


def _alignment(case: Case, domain: str, told: dict[str, str]) -> Iterator[Finding]:
    """Whether what SPF and DKIM vouch for is the domain that people see."""
    strict_spf, strict_dkim = (told.get(name, "r").lower() == "s" for name in ("aspf", "adkim"))
    envelope, signs = domain_of(case.envelope), signing_domain(case) if case.config.dkim.selector else ""
    by_spf = bool(envelope) and aligned(envelope, domain, strict_spf)
    by_dkim = bool(signs) and aligned(signs, domain, strict_dkim)
    if signs and not by_dkim:
        how = " (adkim=s: it must be the very same)" if strict_dkim else ""
        yield stop(
            "alignment",
            f"letters are signed by {shown(signs)} but come from {domain}{how}; set dkim.domain to {domain}",
        )
    if not by_spf:
        how = " (aspf=s: it must be the very same)" if strict_spf else ""
        mend = f"set inbound.bounce_address to an address at {domain}"
        said = f"bounces go to {envelope or 'nowhere'}, letters come from {domain}{how}: SPF does not vouch for them; {mend}"
        yield warn("alignment", said) if by_dkim else stop("alignment", said)
    elif not signs:
        yield warn(
            "alignment", f"only SPF vouches for {domain}, and it ends at every forwarder; sign letters with DKIM too"
        )
    elif by_dkim:
        yield ok("alignment", f"From, the envelope and DKIM are of one house: {domain}, {envelope}, {signs}")
