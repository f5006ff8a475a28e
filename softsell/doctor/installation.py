"""What stands on this machine: the secret, the public address, the database, the shop's files, its policy, the way back."""

from collections.abc import Iterator
from pathlib import Path

from softsell import load, store
from softsell.config import Config
from softsell.core import hours
from softsell.core.shop import Policy
from softsell.doctor.case import Case
from softsell.doctor.finding import Finding, ok, stop, warn
from softsell.store import settings


def saved(config: Config) -> Policy | None:
    """The policy that was saved at the desk; None before anything was. Raises what the store raises."""
    db = store.open_ready(config.database.url)
    try:
        return settings.load_policy(db, config.shop.id)
    finally:
        db.close()


def check_secret(case: Case) -> Iterator[Finding]:
    """Links and addresses can be signed."""
    case.config.key()
    yield ok("secret", "links and addresses are signed")


def check_address(case: Case) -> Iterator[Finding]:
    """Letters can link to their pages."""
    url = case.config.server.public_url
    if not url:
        yield stop("address", "server.public_url is empty: letters cannot link to their pages")
    elif url.startswith("https://"):
        yield ok("address", url)
    else:
        yield warn("address", f"{url} is not https: one-click unsubscribe (RFC 8058) needs it")


def check_database(case: Case) -> Iterator[Finding]:
    """The database opens and is of this version."""
    config = case.config
    db = store.open_ready(config.database.url)
    try:
        settings.get_meta(db, "salt")
    finally:
        db.close()
    yield ok("database", f"{config.database.url.split(':', 1)[0]}: open, no migration pending")


def check_catalogue(case: Case) -> Iterator[Finding]:
    """The shop's files can be read."""
    shop = case.config.shop
    if shop.catalogue:
        yield ok("catalogue", f"{len(load.read_catalogue(Path(shop.catalogue)).products)} products")
    else:
        yield warn("catalogue", "shop.catalogue is empty: nothing can be suggested, and no total shown")
    if shop.knowledge:
        yield ok("knowledge", f"{len(load.read_knowledge(Path(shop.knowledge)).passages)} passages")
    else:
        yield warn("knowledge", "shop.knowledge is empty: every question goes to a person")


def check_policy(case: Case) -> Iterator[Finding]:
    """What the merchant must have said before anybody is written to. Raises what the store raises."""
    policy = case.policy or saved(case.config)
    if policy is None:
        yield stop("policy", "nothing is set yet: open the desk and fill in the settings")
        return
    if policy.sender.endswith(("@example.com", "@example.org")) or "@" not in policy.sender:
        yield stop("policy", "sender: letters need an address of your own domain")
    if not policy.postal_address:
        yield stop("policy", "postal_address: the law asks who writes; say where you are")
    if not policy.staff:
        yield warn("policy", "staff: say who reads the answers")
    if str(hours.zone(policy.timezone)) != policy.timezone:
        yield stop("policy", f"timezone: there is no zone {policy.timezone!r}")
    if policy.paused:
        yield warn("policy", "paused: no letter goes out until you switch it on at the desk")
    yield ok("policy", f"version {policy.version}: {policy.name}")


def check_replies(case: Case) -> Iterator[Finding]:
    """Shoppers can answer, and the answers come in."""
    inbound, imap = case.config.inbound, case.config.imap
    if "@" not in inbound.reply_address:
        yield stop("replies", "inbound.reply_address is empty: shoppers have nowhere to answer")
    ways = [f"LMTP at {inbound.lmtp_host}:{inbound.lmtp_port}"] if inbound.lmtp_port else []
    ways += [f"SMTP at {inbound.lmtp_host}:{inbound.smtp_port}"] if inbound.smtp_port else []
    ways += [f"IMAP from {imap.host}:{imap.port}"] if imap.host else []
    hooks = case.config.hooks
    if any((hooks.postmark_secret, hooks.mailgun_signing_key, hooks.sendgrid_secret, hooks.ses_topics)):
        ways.append(f"posts of a mail provider at {case.config.server.public_url}/hooks/mail/")
    if ways:
        yield ok("replies", f"{inbound.reply_address}, {' and '.join(ways)}")
    else:
        words = "inbound.lmtp_port and inbound.smtp_port are 0 and imap.host is empty"
        yield warn("replies", f"{words}: answers cannot come in, neither by LMTP nor over IMAP")
