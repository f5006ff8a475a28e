"""The mail server that takes our letters: whether it answers, encrypts, can prove who it is, and takes our login."""

import contextlib
import imaplib
import re
import smtplib
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from msgspec.structs import replace

from softsell import load
from softsell.config import Smtp
from softsell.doctor.case import Case
from softsell.doctor.finding import Finding, ok, shown, stop, warn
from softsell.doctor.hosts import LOCAL
from softsell.doctor.lookup import findable
from softsell.mail.imap_line import probe

SECONDS = 5.0  # for each step of a dialogue
SOON = 14  # days before a certificate's end
_DATE = re.compile(r"(?:\w{3}, )?\d{1,2} \w{3} \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT)")
SKEW, MOST_SKEW = timedelta(minutes=2), timedelta(minutes=10)


def check(case: Case) -> Iterator[Finding]:
    """The dialogue up to the login, no letter sent. Raises what a dialogue can raise; a password is in no words."""
    smtp, provider = case.config.smtp, case.config.api.provider
    if provider and not smtp.host:
        yield ok(
            "api", f"letters go out by the API of {provider}; whether it takes the key is seen at the first letter"
        )
        return
    if not smtp.host:
        yield stop("smtp", "smtp.host and api.provider are empty: letters have no way out")
        return
    if not findable(smtp.host):
        yield stop("smtp", f"{shown(smtp.host)}: no host of this name is known here; see smtp.host")
        return
    try:
        yield from _dialogue(smtp)
    except ssl.SSLCertVerificationError as error:
        words = f"{smtp.host}: its certificate does not hold: {shown(error.verify_message)}"
        mend = "smtp.host must be the name in the certificate, and it must be valid and whole (with its chain)"
        yield stop("tls", f"{words}; {mend}")
    except smtplib.SMTPNotSupportedError as error:
        if "STARTTLS" not in str(error).upper():
            yield stop("smtp", f"{smtp.host}:{smtp.port}: {shown(str(error))}; see smtp.user and how it logs in")
            return
        words = f"{smtp.host}:{smtp.port} does not offer STARTTLS"
        yield stop("tls", f'{words}; switch it on there, or try smtp.security = "tls" with port 465')
    except smtplib.SMTPAuthenticationError as error:
        yield stop("smtp", f"{smtp.host} refuses the login ({error.smtp_code}); see smtp.user and smtp.password")


def check_imap(case: Case) -> Iterator[Finding]:
    """The mailbox that replies are read from: whether it opens, with every folder that is named."""
    imap = case.config.imap
    if not imap.host:
        return
    try:
        tells = probe(replace(load.mailbox(imap), timeout=SECONDS), load.folders(imap))
    except (imaplib.IMAP4.error, OSError) as error:
        yield stop("imap", f"{imap.host}:{imap.port}: {shown(str(error))}; see the section [imap]")
        return
    asked = (
        "" if tells else f", and is asked every {imap.poll_seconds:.0f} s, for it does not tell of letters by itself"
    )
    yield ok("imap", f"{imap.host}:{imap.port} opens{asked}")


def check_clock(seen: str, whose: str) -> Iterator[Finding]:
    """This machine's clock beside a time that another one told (RFC 5322 or HTTP form); nothing when it told none."""
    try:
        there = parsedate_to_datetime(seen)
        skew = datetime.now(UTC) - (there if there.tzinfo else there.replace(tzinfo=UTC))
    except (ValueError, TypeError, OverflowError):
        return
    seconds = int(abs(skew).total_seconds())
    way = "ahead of" if skew > timedelta(0) else "behind"
    words = f"this clock is {seconds // 60} min {seconds % 60} s {way} that of {whose}"
    mend = "let it be set by NTP (timedatectl set-ntp true); letters with a wrong date look forged"
    if abs(skew) > MOST_SKEW:
        yield stop("clock", f"{words}; {mend}")
    elif abs(skew) > SKEW:
        yield warn("clock", f"{words}; {mend}")
    else:
        yield ok("clock", f"within {max(seconds, 1)} s of {whose}")


def _dialogue(smtp: Smtp) -> Iterator[Finding]:
    server = _connect(smtp)
    try:
        code, words = server.connect(smtp.host, smtp.port)
        greeting = words.decode("utf-8", "replace")
        if code != 220:
            yield stop("smtp", f"{smtp.host}:{smtp.port} greets with {code} {shown(greeting)}")
            return
        server.ehlo_or_helo_if_needed()
        if smtp.security == "starttls":
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if smtp.security != "none":
            yield from _certificate(smtp, server)
        login = load.login(smtp)
        if login is not None:
            login(server)
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            server.quit()  # how it says goodbye is no matter
        server.close()
    if smtp.security == "none" and smtp.host not in LOCAL:
        yield warn("smtp", f"{smtp.host}: letters go unencrypted; set smtp.security to starttls or tls")
    yield ok("smtp", f"{smtp.host}:{smtp.port} answers")
    if told := _DATE.search(greeting):
        yield from check_clock(told[0], smtp.host)


def _connect(smtp: Smtp) -> smtplib.SMTP:
    """Not yet connected, but knowing the host that the certificate must name."""
    if smtp.security == "tls":
        made: smtplib.SMTP = smtplib.SMTP_SSL(timeout=SECONDS, context=ssl.create_default_context())
    else:
        made = smtplib.SMTP(timeout=SECONDS)
    made._host = smtp.host  # type: ignore[attr-defined]
    return made


def _certificate(smtp: Smtp, server: smtplib.SMTP) -> Iterator[Finding]:
    sock = server.sock
    if not isinstance(sock, ssl.SSLSocket):
        return
    until = ssl.cert_time_to_seconds(str((sock.getpeercert() or {}).get("notAfter", "")))
    days = int((until - datetime.now(UTC).timestamp()) // 86400)
    if days < SOON:
        yield warn("tls", f"{smtp.host}: its certificate ends in {days} days; see that it is renewed")
    else:
        yield ok("tls", f"{smtp.host}: {sock.version()}, its certificate holds for {days} days")
