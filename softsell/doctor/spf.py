"""Which hosts may send for a domain: the SPF record of the envelope's sender, its cost, its end, and whether it lets us send."""

from collections.abc import Iterator

from softsell.doctor.finding import Finding, ok, record, shown, stop, warn
from softsell.doctor.lookup import Names
from softsell.doctor.spf_read import (
    LOOKUPS,
    STRANGER,
    VOIDS,
    Asked,
    PermError,
    Tally,
    evaluate,
    parse,
    records,
)  # fmt: skip


def check(names: Names, domain: str, sender: str, ips: tuple[str, ...], relay: str = "") -> Iterator[Finding]:
    """The record of the envelope's domain, and whether it authorises `ips`; `relay` is the domain of somebody else's server.

    Raises what `Names` raises.
    """
    found = records(names, domain)
    if not found:
        wish = " ".join(["v=spf1", *(map(_mechanism, ips) if ips else ["ip4:ADDRESS"]), "-all"])
        hint = (
            "" if ips else ", with the address of the server that sends for you (or the include: that its owner names)"
        )
        yield stop("spf", f"{domain} has no SPF record; publish{hint}: {record(domain, 'TXT', wish)}")
        return
    if len(found) > 1:
        words = "and receivers then trust none: join them into one and delete the rest"
        yield stop("spf", f"{domain} has {len(found)} SPF records, {words}")
        return
    tally = Tally()
    try:
        result = evaluate(Asked(names, STRANGER, sender, tally), domain, found[0])
        said = [*_cost(domain, tally), *_end(domain, found[0], result), *_senders(names, domain, sender, found[0], ips)]
    except PermError as error:
        says = f"it says {shown(found[0])}"
        yield stop("spf", f"the SPF record of {domain} cannot be followed (permerror): {error}; {says}")
        return
    yield from said
    if not any(one.state == "stop" for one in said):
        who = f", lets {', '.join(ips)} send" if ips else ""
        yield ok("spf", f"{domain}: one record, {tally.lookups} of {LOOKUPS} lookups{who}")
    if relay and not any(one == relay or one.endswith(f".{relay}") for one in tally.domains):
        words = f"nothing in the SPF record of {domain} belongs to {relay}, which sends for you"
        yield warn("spf", f"{words}; ask them which include: they want (they may go by another name)")


def _cost(domain: str, tally: Tally) -> Iterator[Finding]:
    """RFC 7208 section 4.6.4, and what must not be used any more (section 5.5)."""
    if tally.lookups > LOOKUPS:
        words = f"{tally.lookups} terms ask the DNS, and more than {LOOKUPS} are refused by every receiver (permerror)"
        mend = f"put ip4: addresses in place of some of: {', '.join(tally.looks)}"
        yield stop("spf", f"the SPF record of {domain} is too dear: {words}; {mend}")
    if tally.voids > VOIDS:
        words = f"{tally.voids} of its terms ask for names that are not there, and more than {VOIDS} are refused"
        yield stop(
            "spf", f"the SPF record of {domain}: {words}; take out those that are no more of: {', '.join(tally.looks)}"
        )
    if "ptr" in tally.looks:
        yield warn(
            "spf", f"the SPF record of {domain} uses ptr, which many receivers pass over; name the addresses instead"
        )


def _end(domain: str, text: str, result: str) -> Iterator[Finding]:
    """What it says of a stranger's address."""
    terms = [term.name for term in parse(text)]
    if result == "pass":
        yield stop("spf", f"the SPF record of {domain} lets everybody send in your name; end it with -all")
    elif result == "neutral":
        better = " ".join([word for word in text.split() if word.lower().lstrip("+-~?") != "all"] + ["-all"])
        yield warn(
            "spf", f"the SPF record of {domain} does not say no to strangers; publish: {record(domain, 'TXT', better)}"
        )
    if "all" in terms and terms[-1] != "all" and set(terms[terms.index("all") + 1 :]) - {"exp"}:
        yield warn("spf", f"what stands behind `all` in the SPF record of {domain} is never read; put `all` last")


def _senders(names: Names, domain: str, sender: str, text: str, ips: tuple[str, ...]) -> Iterator[Finding]:
    refused = [ip for ip in ips if evaluate(Asked(names, ip, sender, Tally()), domain, text) != "pass"]
    if refused:
        words = text.split()
        at = next(
            (n for n, word in enumerate(words) if word.lower().lstrip("+-~?") == "all" or "redirect=" in word),
            len(words),
        )
        better = " ".join([*words[:at], *map(_mechanism, refused), *words[at:]])
        said = f"the SPF record of {domain} does not let {', '.join(refused)} send"
        yield stop("spf", f"{said}; publish: {record(domain, 'TXT', better)}")


def _mechanism(ip: str) -> str:
    return f"ip6:{ip}" if ":" in ip else f"ip4:{ip}"
