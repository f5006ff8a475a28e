"""A sample letter as this shop would write it, read as a receiver and a person would."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from softsell import load, writing
from softsell.advise import catalogue
from softsell.core import letters
from softsell.core.cart import record
from softsell.core.events import Consent, Line
from softsell.core.outreach import Ask as Decision
from softsell.core.shop import Policy, Shop
from softsell.core.shopper import Op, Shopper
from softsell.doctor.case import Case, aligned, domain_of
from softsell.doctor.finding import Finding, ok, stop, warn

HEADERS = (
    "List-Unsubscribe", "List-Unsubscribe-Post", "Message-ID", "Auto-Submitted", "Reply-To", "Date", "From", "To", "Subject",
)  # fmt: skip
LARGEST = 100_000  # octets; beyond it Gmail cuts a letter off, and the way to stop is at its end
SOMEBODY = "usample"  # a key that no shopper has: keys are longer


def check(case: Case) -> Iterator[Finding]:
    """One finding for each language, or more where more is wrong."""
    for lang in (case.policy or Policy()).languages:
        letter = sample(case, lang)
        wrong = list(_wrong(case, lang, letter))
        yield from wrong
        if not wrong:
            yield ok("letter", f"{lang}: {len(letter.raw) // 1024 + 1} KB, every header, lint-clean")


def sample(case: Case, lang: str = "") -> writing.Written:
    """The first letter to an invented person about an invented cart, in the first language of the shop or the one given."""
    from softsell.advise import answer

    config = case.config
    policy, lang = _told(case), lang or (case.policy or Policy()).languages[0]
    url, address = config.server.public_url or "https://shop.invalid", config.inbound.reply_address or policy.sender
    bounces = config.inbound.bounce_address
    desk = writing.Desk(load.voice(), load.letter_frame(), config.key(), url, address, bounces)
    shop = Shop("sample", policy, catalogue.empty(), answer.empty())
    name, title = {"is": ("Anna", "Lopapeysa")}.get(lang, ("Anna", "Wool sweater"))
    line = Line("sample", 1, title, 26900 if policy.currency == "ISK" else 18900, policy.currency)
    carts = record((), "sample", Op(case.now, "sample", "add", (line,)))
    consent = Consent("consent", case.now, "sample", "checkout")
    person = Shopper(key=SOMEBODY, name=name, address="anna@mail.invalid", language=lang, consent=consent, carts=carts)
    ask = letters.compose(shop, person, carts[0], Decision(touch=1, basis="consent"), "treated", case.now)
    return writing.write(desk, policy, person, f"sample/{SOMEBODY}/1/0", ask, writing.Thread(), case.now)


def unsubscribe_url(letter: writing.Written) -> str:
    """The http(s) address in List-Unsubscribe; "" without one."""
    found = re.search("<(https?://[^>]+)>", str(message_from_bytes(letter.raw)["List-Unsubscribe"] or ""))
    return found[1] if found else ""


def _told(case: Case) -> Policy:
    return load.policy(case.policy or Policy(), case.now.year)


def _wrong(case: Case, lang: str, letter: writing.Written) -> Iterator[Finding]:
    message = message_from_bytes(letter.raw, policy=policy.default)
    https = case.config.server.public_url.startswith("https://") or not case.config.server.public_url
    wanted = [name for name in HEADERS if https or name != "List-Unsubscribe-Post"]  # RFC 8058; `address` says so
    missing = [name for name in wanted if not message[name]]
    if missing:
        yield stop("letter", f"{lang}: without {', '.join(missing)}")
    elif https and message["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click":
        yield stop("letter", f"{lang}: List-Unsubscribe-Post does not say List-Unsubscribe=One-Click (RFC 8058)")
    if letter.findings:
        found = letter.findings[0]
        yield stop("letter", f"{lang}: {found.rule}: {found.text!r}: {found.why}")
    yield from _form(lang, message, len(letter.raw))


def _form(lang: str, message: EmailMessage, size: int) -> Iterator[Finding]:
    """Its size, its two forms, and whether its Message-ID is of the house that writes."""
    if size > LARGEST:
        yield stop(
            "letter",
            f"{lang}: {size // 1000} KB, and beyond {LARGEST // 1000} KB mail programs cut it off; shorten it",
        )
    plain = message.get_body(("plain",))
    if plain is None or not plain.get_content().strip():
        yield stop("letter", f"{lang}: it has no plain text, which people and filters look for")
    there, here = str(message["Message-ID"] or "").strip("<>").rpartition("@")[2], domain_of(str(message["From"] or ""))
    if here and not aligned(there, here):
        yield warn("letter", f"{lang}: its Message-ID is of {there}, and it comes from {here}")
