"""`softsell doctor`: is this installation ready to write to people? Each check says what is wrong and what to do.

Rules
1. A check that breaks is a finding, never an exception; the others go on.
2. What is true of every check is said once: where no nameserver answers, one finding says so.
3. Nothing is changed and nobody is written to.
"""

import ipaddress
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from softsell.config import Config
from softsell.core.shop import Policy
from softsell.doctor import dkim, dmarc, hosts, installation, letter, model, outside, servers, spf
from softsell.doctor.case import Case, Sign, domain_of, is_own
from softsell.doctor.finding import Finding, stop, warn
from softsell.doctor.lookup import Broken, Names, Silent
from softsell.errors import ConfigError, SoftsellError, nearest


class Check(NamedTuple):
    """A check, the topic it belongs to, and what runs it."""

    topic: str
    name: str
    run: Callable[[Case], Iterator[Finding]]


def _spf(case: Case) -> Iterator[Finding]:
    ips, relay = hosts.sending(case)
    yield from spf.check(case.names, domain_of(case.envelope), case.envelope, ips, relay)


CHECKS = (
    Check("installation", "secret", installation.check_secret),
    Check("installation", "address", installation.check_address),
    Check("installation", "database", installation.check_database),
    Check("installation", "catalogue", installation.check_catalogue),
    Check("installation", "policy", installation.check_policy),
    Check("letter", "letter", letter.check),
    Check("servers", "smtp", servers.check),
    Check("servers", "unsubscribe", outside.check),
    Check("installation", "replies", installation.check_replies),
    Check("servers", "imap", servers.check_imap),
    Check("dns", "sending", hosts.check_sending),
    Check("dns", "spf", _spf),
    Check("dns", "dkim", dkim.check),
    Check("dns", "dmarc", dmarc.check),
    Check("dns", "mx", hosts.check_mx),
    Check("dns", "ptr", hosts.check_ptr),
    Check("model", "model", model.check),
)


def examine(
    config: Config, now: datetime | None = None, *, only: Iterable[str] = (), sending: Iterable[str] = (),
    nameserver: str = "", sign: Sign | None = None,
) -> tuple[Finding, ...]:  # fmt: skip
    """Every check in turn, or those of the topics and names in `only`.

    `sending` are the addresses that letters leave from, where `smtp.host` does not tell; `nameserver` is "IP" or "IP:PORT";
    `sign` is how letters are signed (None: as `dkim` is set). Raises ConfigError for a topic, an address or a nameserver
    that is none.
    """
    chosen = _chosen(only)
    now = now or datetime.now(UTC)
    case = Case(
        config, _policy(config), now, Names(nameserver), _addresses(sending), sign or dkim.signing(config.dkim, now)
    )
    found: list[Finding] = []
    told = False
    for check in chosen:
        if check.topic == "dns" and not _has_domain(case):
            found += (
                []
                if told
                else [warn("dns", "there is no sender of a domain of your own yet, so nothing was looked up")]
            )
            told = True
            continue
        try:
            found += list(check.run(case))
        except Silent:
            words = (
                "no nameserver answers, so nothing was looked up; see /etc/resolv.conf, or name one with --nameserver"
            )
            found += [] if told else [warn("dns", words)]
            told = True
        except (Broken, SoftsellError) as error:
            found.append(stop(check.name, str(error)))
        except Exception as error:  # no server, no file, no database: whatever it is, it is to be mended
            words = (str(error).splitlines() or [""])[0]
            found.append(stop(check.name, f"{type(error).__name__}: {words}"))
    return tuple(found)


def in_words(found: Iterable[Finding]) -> str:
    """One line for each finding, for a terminal."""
    marks = {"ok": "ok  ", "warn": "look", "stop": "STOP"}
    return "\n".join(f"{marks[one.state]}  {one.check}: {one.what}" for one in found)


def _chosen(only: Iterable[str]) -> list[Check]:
    wanted = [name.strip().lower() for name in only if name.strip()]
    known = {name for check in CHECKS for name in (check.topic, check.name)}
    for name in wanted:
        if name not in known:
            near = nearest(name, known)
            hint = f"did you mean {near}?" if near else f"known: {', '.join(sorted(known))}"
            raise ConfigError(f"only: there is no check {name!r}; {hint}")
    return [check for check in CHECKS if not wanted or check.topic in wanted or check.name in wanted]


def _policy(config: Config) -> Policy | None:
    try:
        return installation.saved(config)
    except Exception:  # `database` and `policy` say what is wrong with it
        return None


def _addresses(sending: Iterable[str]) -> tuple[str, ...]:
    try:
        return tuple(str(ipaddress.ip_address(ip.strip())) for ip in sending)
    except ValueError as error:
        raise ConfigError(f"from-ip: {error}") from None


def _has_domain(case: Case) -> bool:
    return is_own(domain_of(case.sender))
