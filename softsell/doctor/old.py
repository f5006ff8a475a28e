"""`softsell doctor`: is this installation ready to write to people? Each check says what is wrong and what to do."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

from msgspec import Struct

from softsell import load, store, writing
from softsell.advise import catalogue
from softsell.config import Config
from softsell.core import hours, letters
from softsell.core.cart import record
from softsell.core.events import Consent, Line
from softsell.core.outreach import Ask as Decision
from softsell.core.shop import Policy, Shop
from softsell.core.shopper import Op, Shopper
from softsell.draft import client, work
from softsell.errors import SoftsellError
from softsell.store import settings

HEADERS = ("List-Unsubscribe", "List-Unsubscribe-Post", "Message-ID", "Auto-Submitted", "Reply-To", "Date")


MODEL = {  # why a language model's answer is of no use, and what to do; of a longer reason its beginning counts
    "endpoint-unreachable": "nobody answers there; is it running, and is model.url right?",
    "endpoint-late": "no whole answer within {seconds} seconds; a smaller model, or more time at the desk (Language model)",
    "endpoint-status-401": "it refuses the key (401); see model.key or SOFTSELL_MODEL__KEY_FILE",
    "endpoint-status-403": "it refuses the key (403); see model.key or SOFTSELL_MODEL__KEY_FILE",
    "endpoint-status-404": "there is no such path or model (404); model.url ends where /chat/completions follows",
    "endpoint-status-400": "it does not take the question (400); try model.json_schema = false",
    "endpoint-status-": "it answers with an error ({why})",
    "endpoint-": "what comes back is not the OpenAI protocol ({why})",
    "answer-schema": "it answers, but not with JSON of the shape asked for; try model.json_schema = true, or another model",
    "answer-not-listed": "it answers outside the lists that it was given; its answers would not be used, so try another model",
    "answer-": "its answer was cut short ({why})",
}


class Finding(Struct, frozen=True):
    """One check: `state` is ok, warn or stop; `what` says how it is and what to do."""

    check: str
    state: str
    what: str


def examine(config: Config, now: datetime | None = None) -> tuple[Finding, ...]:
    """Every check in turn; one that breaks is a finding, never an exception."""
    now = now or datetime.now(UTC)
    found: list[Finding] = []
    for name, run in _checks(config, now):
        try:
            found += list(run())
        except SoftsellError as error:
            found.append(Finding(name, "stop", str(error)))
        except Exception as error:  # no server, no file, no database: whatever it is, it is to be mended
            words = str(error).splitlines() or [""]
            found.append(Finding(name, "stop", f"{type(error).__name__}: {words[0]}"))
    return tuple(found)


def _checks(config: Config, now: datetime) -> Iterator[tuple[str, Callable[[], Iterator[Finding]]]]:
    yield "secret", lambda: _secret(config)
    yield "address", lambda: _address(config)
    yield "database", lambda: _database(config)
    yield "catalogue", lambda: _catalogue(config)
    yield "policy", lambda: _policy(config)
    yield "letter", lambda: _letter(config, now)
    yield "smtp", lambda: _smtp(config)
    yield "replies", lambda: _replies(config)
    yield "model", lambda: _model(config, now)


def _secret(config: Config) -> Iterator[Finding]:
    config.key()
    yield Finding("secret", "ok", "links and addresses are signed")


def _address(config: Config) -> Iterator[Finding]:
    url = config.server.public_url
    if not url:
        yield Finding("address", "stop", "server.public_url is empty: letters cannot link to their pages")
    elif url.startswith("https://"):
        yield Finding("address", "ok", url)
    else:
        yield Finding("address", "warn", f"{url} is not https: one-click unsubscribe (RFC 8058) needs it")


def _database(config: Config) -> Iterator[Finding]:
    db = store.open_ready(config.database.url)
    try:
        settings.get_meta(db, "salt")
    finally:
        db.close()
    yield Finding("database", "ok", f"{config.database.url.split(':', 1)[0]}: open, no migration pending")


def _catalogue(config: Config) -> Iterator[Finding]:
    shop = config.shop
    if shop.catalogue:
        yield Finding("catalogue", "ok", f"{len(load.read_catalogue(Path(shop.catalogue)).products)} products")
    else:
        yield Finding("catalogue", "warn", "shop.catalogue is empty: nothing can be suggested, and no total shown")
    if shop.knowledge:
        yield Finding("knowledge", "ok", f"{len(load.read_knowledge(Path(shop.knowledge)).passages)} passages")
    else:
        yield Finding("knowledge", "warn", "shop.knowledge is empty: every question goes to a person")


def _policy(config: Config) -> Iterator[Finding]:
    policy = _saved(config)
    if policy is None:
        yield Finding("policy", "stop", "nothing is set yet: open the desk and fill in the settings")
        return
    if policy.sender.endswith(("@example.com", "@example.org")) or "@" not in policy.sender:
        yield Finding("policy", "stop", "sender: letters need an address of your own domain")
    if not policy.postal_address:
        yield Finding("policy", "stop", "postal_address: the law asks who writes; say where you are")
    if not policy.staff:
        yield Finding("policy", "warn", "staff: say who reads the answers")
    if str(hours.zone(policy.timezone)) != policy.timezone:
        yield Finding("policy", "stop", f"timezone: there is no zone {policy.timezone!r}")
    if policy.paused:
        yield Finding("policy", "warn", "paused: no letter goes out until you switch it on at the desk")
    yield Finding("policy", "ok", f"version {policy.version}: {policy.name}")


def _letter(config: Config, now: datetime) -> Iterator[Finding]:
    policy = load.policy(_saved(config) or Policy(), now.year)
    url, address = config.server.public_url or "https://shop.invalid", config.inbound.reply_address or policy.sender
    desk = writing.Desk(load.voice(), load.letter_frame(), config.key(), url, address)
    for lang in policy.languages:
        letter = sample(desk, policy, lang, now)
        message = message_from_bytes(letter.raw)
        missing = [name for name in HEADERS if not message[name]]
        if not url.startswith("https://"):  # RFC 8058 asks for https; `address` says so
            missing = [name for name in missing if name != "List-Unsubscribe-Post"]
        if missing:
            yield Finding("letter", "stop", f"{lang}: without {', '.join(missing)}")
        elif letter.findings:
            found = letter.findings[0]
            yield Finding("letter", "stop", f"{lang}: {found.rule}: {found.text!r}: {found.why}")
        else:
            yield Finding("letter", "ok", f"{lang}: {len(letter.raw) // 1024 + 1} KB, every header, lint-clean")


def sample(desk: writing.Desk, policy: Policy, lang: str, now: datetime) -> writing.Written:
    """The first letter as this shop would write it, to an invented person about an invented cart."""
    from softsell.advise import answer

    shop = Shop("sample", policy, catalogue.empty(), answer.empty())
    name, title = {"is": ("Anna", "Lopapeysa")}.get(lang, ("Anna", "Wool sweater"))
    line = Line("sample", 1, title, 26900 if policy.currency == "ISK" else 18900, policy.currency)
    carts = record((), "sample", Op(now, "sample", "add", (line,)))
    consent = Consent("consent", now, "sample", "checkout")
    person = Shopper(key="usample", name=name, address="anna@mail.invalid", language=lang, consent=consent, carts=carts)
    ask = letters.compose(shop, person, carts[0], Decision(touch=1, basis="consent"), "treated", now)
    return writing.write(desk, policy, person, "sample/usample/1/0", ask, writing.Thread(), now)


def _smtp(config: Config) -> Iterator[Finding]:
    smtp = config.smtp
    if not smtp.host:
        yield Finding("smtp", "stop", "smtp.host is empty: letters have no way out")
        return
    kind = smtplib.SMTP_SSL if smtp.security == "tls" else smtplib.SMTP
    with kind(smtp.host, smtp.port, timeout=10) as server:
        server.ehlo()
        if smtp.security == "starttls":
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if smtp.user:
            server.login(smtp.user, smtp.password)
    if smtp.security == "none" and smtp.host not in ("127.0.0.1", "localhost", "::1"):
        yield Finding("smtp", "warn", f"{smtp.host}: letters go unencrypted; set smtp.security to starttls or tls")
    yield Finding("smtp", "ok", f"{smtp.host}:{smtp.port} answers")


def _replies(config: Config) -> Iterator[Finding]:
    inbound = config.inbound
    if "@" not in inbound.reply_address:
        yield Finding("replies", "stop", "inbound.reply_address is empty: shoppers have nowhere to answer")
    if not inbound.lmtp_port:
        yield Finding("replies", "warn", "inbound.lmtp_port is 0: your mail server cannot hand replies to softsell")
    else:
        yield Finding("replies", "ok", f"{inbound.reply_address}, LMTP at {inbound.lmtp_host}:{inbound.lmtp_port}")


def _model(config: Config, now: datetime) -> Iterator[Finding]:
    """The optional language model, where one is set: one question about an invented text. Without one nothing is said."""
    to = client.endpoint(config.model)
    if to is None:
        return
    policy = _saved(config) or Policy()
    products = load.read_catalogue(Path(config.shop.catalogue)) if config.shop.catalogue else catalogue.empty()
    seconds = min(60, max(1, policy.model_seconds))
    why = work.probe(to, products, policy.language, float(seconds), now)
    used = policy.model_understand or policy.model_rephrase
    if why:
        told = next((words for reason, words in MODEL.items() if why.startswith(reason)), "{why}")
        rest = "" if used else "; it is not used, because it is switched off at the desk"
        words = told.format(why=why, seconds=seconds)
        yield Finding("model", "stop" if used else "warn", f"{to.host}:{to.port}: {words}{rest}")
    else:
        yield Finding(
            "model", "ok", f"{to.name} at {to.host}:{to.port} answers as it was asked{'' if used else ', and is off'}"
        )


def _saved(config: Config) -> Policy | None:
    db = store.open_ready(config.database.url)
    try:
        return settings.load_policy(db, config.shop.id)
    finally:
        db.close()
