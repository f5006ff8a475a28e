"""The hosts behind the letters: where answers and bounces go (MX), what sends, and whether its name and address agree (PTR)."""

import ipaddress
from collections.abc import Iterator

from softsell.doctor.case import Case, domain_of, is_own, organisation
from softsell.doctor.finding import Finding, ok, record, shown, stop, warn
from softsell.doctor.lookup import Broken, Names, is_address

LOCAL = ("localhost", "127.0.0.1", "::1")


def sending(case: Case) -> tuple[tuple[str, ...], str]:
    """(addresses that letters leave from, organisation of somebody else's server that sends them; "" when it is our own).

    Told addresses count most; else those of `smtp.host` when it is of a domain of ours and public. Raises what `Names` raises.
    """
    host = case.config.smtp.host.lower().rstrip(".")
    ours = {organisation(domain) for domain in map(domain_of, (case.sender, case.envelope, case.replies)) if domain}
    named = bool(host) and host not in LOCAL and not is_address(host)
    relay = organisation(host) if named and "." in host and organisation(host) not in ours else ""
    if case.sending:
        return tuple(str(ipaddress.ip_address(ip)) for ip in case.sending), relay
    if relay or not host or host in LOCAL:
        return (), relay
    found = (host,) if is_address(host) else case.names.addresses(host)
    return tuple(str(ipaddress.ip_address(ip)) for ip in found if is_public(ip)), ""


def is_public(ip: str) -> bool:
    """Whether an address can be seen from outside; those of documentation count, so that examples can be tried."""
    address = ipaddress.ip_address(ip)
    kept = ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
    examples = [ipaddress.ip_network(network) for network in kept]
    return address.is_global or any(address in network for network in examples if network.version == address.version)


def check_sending(case: Case) -> Iterator[Finding]:
    """Who sends: without an address, SPF and PTR can only be looked at in part, and this says so."""
    host = shown(case.config.smtp.host)
    if not host:
        return
    ips, relay = sending(case)
    if ips:
        yield ok("sending", f"letters leave from {', '.join(ips)}")
    elif relay:
        yield ok(
            "sending",
            f"{host} is a server of {relay}: its addresses are in their care and were not looked up",
        )
    else:
        words = f"{host} has no public address, so it cannot be seen whether SPF and PTR fit the one that letters leave from"
        yield warn("sending", f"{words}; say it: softsell doctor --from-ip ADDRESS")


def check_mx(case: Case) -> Iterator[Finding]:
    """The domains that letters come from, are answered at and bounce to take mail. Raises Silent."""
    roles: dict[str, list[str]] = {}
    for role, address in (("From", case.sender), ("answers", case.replies), ("bounces", case.envelope)):
        domain = domain_of(address)
        if is_own(domain):
            roles.setdefault(domain, []).append(role)
    for domain, said in roles.items():
        try:
            yield from _mx(case.names, domain, " and ".join(said))
        except Broken as error:
            yield stop("mx", str(error))


def _mx(names: Names, domain: str, role: str) -> Iterator[Finding]:
    hosts = names.mx(domain)
    if not hosts:
        publish = record(domain, "MX", f"10 mail.{domain}.")
        if names.addresses(domain):
            yield warn(
                "mx",
                f"{domain} ({role}) has no MX record, only an address of its own; publish: {publish} (the host that takes mail)",
            )
        else:
            yield stop(
                "mx", f"{domain} ({role}) takes no mail: it has neither an MX record nor an address; publish: {publish}"
            )
        return
    if any(not host for _, host in hosts):
        yield stop(
            "mx", f"{domain} ({role}) says that it takes no mail at all (null MX, RFC 7505); publish the host that does"
        )
        return
    good = []
    for _, host in hosts[:10]:
        if is_address(host):
            yield stop("mx", f"{domain} ({role}): its MX is the address {host}, and must be the name of a host")
        elif alias := names.cname(host):
            yield warn(
                "mx",
                f"{domain} ({role}): its MX {shown(host)} is an alias of {shown(alias)}; name that host itself (RFC 2181)",
            )
        elif not names.addresses(host):
            yield stop(
                "mx", f"{domain} ({role}): its MX {shown(host)} has no address; publish one, or take that MX out"
            )
        else:
            good.append(shown(host, 80))
    if good:
        yield ok("mx", f"{domain} ({role}): {', '.join(good)}")


def check_ptr(case: Case) -> Iterator[Finding]:
    """Every address that sends has a name, and the name has the address (forward-confirmed reverse DNS). Raises Silent."""
    ips, _ = sending(case)
    for ip in ips:
        try:
            yield from _ptr(case.names, ip, case.config.smtp.host or f"mail.{domain_of(case.envelope)}")
        except Broken as error:
            yield stop("ptr", str(error))


def _ptr(names: Names, ip: str, host: str) -> Iterator[Finding]:
    reverse = ipaddress.ip_address(ip).reverse_pointer
    wish = host if not is_address(host) and "." in host else "mail.your-shop.tld"
    publish = f"whoever gives you the address (your hoster) must publish: {record(reverse, 'PTR', f'{wish}.')}"
    found = names.ptr(ip)
    if not found:
        yield stop("ptr", f"{ip} has no name (PTR), and many receivers refuse it; {publish}")
        return
    agreed = [name for name in found[:10] if _points(names, name, ip)]
    if not agreed:
        kind = "AAAA" if ":" in ip else "A"
        said = f"{ip} is called {shown(found[0])}, but that name does not have the address"
        yield stop("ptr", f"{said}; publish: {record(shown(found[0]), kind, ip)}")
    elif all(_is_generic(name, ip) for name in agreed):
        yield warn("ptr", f"{ip} is called {shown(agreed[0])}, which looks like a home line; {publish}")
    else:
        yield ok("ptr", f"{ip} is {shown(agreed[0])}, both ways")


def _points(names: Names, name: str, ip: str) -> bool:
    try:
        return any(ipaddress.ip_address(found) == ipaddress.ip_address(ip) for found in names.addresses(name))
    except Broken:
        return False


def _is_generic(name: str, ip: str) -> bool:
    """Whether a name is made of its own address, as providers name lines that nobody named."""
    if ":" in ip:
        return False
    parts = ip.split(".")
    joined = [sign.join(order) for order in (parts, parts[::-1]) for sign in (".", "-", "")]
    return any(one in name for one in joined)
