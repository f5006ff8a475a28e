"""A mail program over the letters that went through SMTP: it lists, shows, answers and unsubscribes as mail programs do.

Rules
1. What is shown is what the mail server was handed, octet for octet; nothing comes from softsell's database.
2. An answer is a real MIME letter, handed over by LMTP like any other that comes in.
"""

import email.policy
import smtplib
import threading
import urllib.request
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime, make_msgid, parseaddr, parsedate_to_datetime
from html import escape
from pathlib import Path

from msgspec import Struct

from softsell.mail.catcher import keep
from softsell.voice.figures import weekday

_PARSER = BytesParser(policy=email.policy.default)
TIMEOUT_SECONDS = 10
WROTE = {"en": "On {day} at {time}, {who} wrote:", "is": "{day} kl. {time} skrifaði {who}:"}


class Mail(Struct, frozen=True):
    """One letter. `name` is its file; `mine` True for what the visitor sent; `stop_url` from List-Unsubscribe."""

    name: str
    mine: bool
    sender: str
    sender_address: str
    to: str
    subject: str
    date: datetime
    message_id: str
    reply_to: str
    references: tuple[str, ...]
    text: str
    html: str
    headers: tuple[tuple[str, str], ...]
    stop_url: str


class Mailbox:
    """The letters in two Maildirs: what came, and what was sent from here. Read once each; files never change."""

    def __init__(self, came: Path, sent: Path) -> None:
        self._came, self._sent = came, sent
        self._known: dict[str, Mail] = {}
        self._lock = threading.Lock()
        for folder in (came, sent):
            for name in ("tmp", "new", "cur"):
                (folder / name).mkdir(parents=True, exist_ok=True)

    def letters(self, address: str = "") -> list[Mail]:
        """Every letter to or from an address (any when ""), the newest first."""
        with self._lock:
            for folder, mine in ((self._came, False), (self._sent, True)):
                for path in (folder / "new").iterdir():
                    if path.name not in self._known:
                        self._known[path.name] = read(path.name, path.read_bytes(), mine)
            found = list(self._known.values())
        wanted = address.lower()
        chosen = [m for m in found if not wanted or wanted in (m.to.lower(), m.sender_address.lower())]
        return sorted(chosen, key=lambda m: (m.date, m.name), reverse=True)

    def get(self, name: str) -> Mail | None:
        """The letter in that file, or None."""
        return next((m for m in self.letters() if m.name == name), None)

    def sent(self, raw: bytes, at: datetime) -> None:
        """Keep what was sent."""
        keep(self._sent, f"{int(at.timestamp() * 1000):020d}.{make_msgid(domain='sent')[1:20]}", raw)


def read(name: str, raw: bytes, mine: bool) -> Mail:
    """A raw letter as it is shown."""
    letter = _PARSER.parsebytes(raw)
    assert isinstance(letter, EmailMessage)
    plain, rich = letter.get_body(("plain",)), letter.get_body(("html",))
    shown, address = parseaddr(str(letter["From"] or ""))
    stop = str(letter["List-Unsubscribe"] or "")
    return Mail(
        name=name,
        mine=mine,
        sender=shown or address,
        sender_address=address,
        to=parseaddr(str(letter["To"] or ""))[1],
        subject=str(letter["Subject"] or ""),
        date=_date(str(letter["Date"] or "")),
        message_id=str(letter["Message-ID"] or "").strip(),
        reply_to=parseaddr(str(letter["Reply-To"] or letter["From"] or ""))[1],
        references=tuple(str(letter["References"] or "").split()),
        text=plain.get_content() if isinstance(plain, EmailMessage) else "",
        html=rich.get_content() if isinstance(rich, EmailMessage) else "",
        headers=tuple((key, " ".join(str(value).split())) for key, value in letter.items()),
        stop_url=next((u for u in (p.strip(" <>\t") for p in stop.split(",")) if u.startswith("http")), ""),
    )


def reply(mail: Mail, sender: str, name: str, text: str, lang: str, at: datetime) -> bytes:
    """The answer to a letter, as a mail program writes one: on top the words, below them what is answered, quoted."""
    who = f"{mail.sender} <{mail.sender_address}>"
    lead = WROTE.get(lang, WROTE["en"]).format(day=weekday(mail.date.date(), lang), time=f"{mail.date:%H:%M}", who=who)
    lead = lead[:1].upper() + lead[1:]
    letter = EmailMessage(policy=email.policy.SMTP)
    letter["From"] = f"{name} <{sender}>" if name.isascii() and name else sender
    letter["To"] = mail.reply_to
    letter["Subject"] = mail.subject if mail.subject.startswith("Re: ") else f"Re: {mail.subject}"
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or "mail.example")
    letter["In-Reply-To"] = mail.message_id
    letter["References"] = " ".join((*mail.references[-10:], mail.message_id))
    quoted = "\n".join(f"> {line}" if line else ">" for line in mail.text.rstrip().splitlines())
    letter.set_content(f"{text.strip()}\n\n{lead}\n{quoted}\n")
    words = "<br>".join(escape(line) for line in text.strip().splitlines())
    rows = "<br>".join(escape(line) for line in mail.text.rstrip().splitlines())
    letter.add_alternative(
        f'<div>{words}</div><br><div>{escape(lead)}</div><blockquote type="cite">{rows}</blockquote>', subtype="html"
    )
    return letter.as_bytes()


def hand_over(inbox: tuple[str, int], sender: str, to: str, raw: bytes) -> None:
    """Give a letter to softsell over LMTP. Raises smtplib.SMTPException or OSError when it is not taken."""
    with smtplib.LMTP(*inbox) as link:
        link.sendmail(sender, [to], raw)


def one_click(url: str) -> int:
    """Unsubscribe as a mail program does (RFC 8058): POST to the address in the header; the status of the answer."""
    request = urllib.request.Request(
        url,
        data=b"List-Unsubscribe=One-Click",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
        return int(answer.status)


def _date(value: str) -> datetime:
    try:
        return parsedate_to_datetime(value).astimezone(UTC)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)
