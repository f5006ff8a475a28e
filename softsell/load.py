"""Reads the files that pure rooms are built from: phrases, rules, the letter's frame, the law table, catalogues.

Nothing else in the package reads its data files; every function here returns a value.
"""

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import holidays
import msgspec

from softsell import listening, shelf
from softsell.advise import answer, catalogue
from softsell.advise.answer import Knowledge
from softsell.advise.catalogue import Catalogue
from softsell.advise.knowledge import Passage, with_kept
from softsell.advise.making import bank
from softsell.config import Dkim, Imap, Smtp
from softsell.core.shop import Jurisdiction, Policy, Shop
from softsell.errors import BadRequest, ConfigError
from softsell.mail import login as logins
from softsell.mail.compose import Frame, frame
from softsell.mail.imap_line import Account
from softsell.mail.sign import Signer, signer
from softsell.rulebook import rulebook
from softsell.store.kept import Kept
from softsell.voice import LANGUAGES, phrases
from softsell.voice.phrases import Voice

HOLIDAY_COUNTRIES = ("IS", "DK", "NO", "SE", "FI", "DE", "NL", "FR", "IE", "GB", "US")
PACKAGE = files("softsell")


@lru_cache(maxsize=1)
def voice() -> Voice:
    """Every phrase and rule of both languages."""
    ftl: dict[str, str] = {}
    for lang in LANGUAGES:
        folder = PACKAGE / "voice" / lang
        names = sorted(entry.name for entry in folder.iterdir())
        ftl[lang] = "\n".join((folder / n).read_text(encoding="utf-8") for n in names if n.endswith(".ftl"))
    return phrases.load(ftl, rulebook().rules)


@lru_cache(maxsize=1)
def letter_frame() -> Frame:
    """The HTML frame of a letter."""
    return frame((PACKAGE / "mail" / "letter.html").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def jurisdictions() -> tuple[Jurisdiction, ...]:
    """The law table: what a first letter may rest on, by place."""
    raw = tomllib.loads((PACKAGE / "data" / "jurisdictions.toml").read_text(encoding="utf-8"))
    return msgspec.convert(tuple(raw["jurisdiction"]), tuple[Jurisdiction, ...])


@lru_cache(maxsize=1)
def question_bank() -> bank.Bank:
    """What to ask about each common attribute of products, in both languages."""
    return bank.decode(tomllib.loads((PACKAGE / "data" / "questions.toml").read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def blocked_domains() -> tuple[str, ...]:
    """Domains of machines and tests that are never written to."""
    lines = (PACKAGE / "data" / "blocked_domains.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=8)
def public_holidays(first: int, last: int) -> dict[str, tuple[date, ...]]:
    """Public holidays of the countries we know, for the years from `first` to `last`."""
    years = range(first, last + 1)
    found = {}
    for country in HOLIDAY_COUNTRIES:
        found[country] = tuple(sorted(holidays.country_holidays(country, years=years)))
    return found


def policy(saved: Policy, year: int) -> Policy:
    """The merchant's settings with the tables that are data: law, holidays from last year to three years on, domains."""
    return msgspec.structs.replace(
        saved,
        jurisdictions=saved.jurisdictions or jurisdictions(),
        holidays=saved.holidays or public_holidays(year - 1, year + 3),
        blocked_domains=saved.blocked_domains or blocked_domains(),
    )


def read_catalogue(path: Path) -> Catalogue:
    """The catalogue from a file of JSON or JSON lines. Raises ConfigError that says what and where."""
    try:
        return shelf.read(path)
    except OSError as error:
        raise ConfigError(f"catalogue: {path}: {error.strerror}") from error
    except BadRequest as error:
        raise ConfigError(f"catalogue: {path}: {error}") from error


def read_knowledge(path: Path) -> Knowledge:
    """The shop's knowledge from a JSON file. Raises ConfigError that says what and where."""
    try:
        return answer.decode(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"knowledge: {path}: {error.strerror}") from error
    except BadRequest as error:
        raise ConfigError(f"knowledge: {path}: {error}") from error


def knowing(known: Knowledge, kept: Iterable[Kept]) -> Knowledge:
    """The shop's knowledge with the answers that its people gave and kept: each its own fact, from who answered."""
    return with_kept(
        known,
        tuple(
            Passage(
                id=f"kept:{one.id}", topic="other", title=one.question, text=one.text, as_of=one.at,
                source=f"answered by {one.by}", valid_until=one.valid_until,
            )
            for one in kept
        ),
    )  # fmt: skip


def sample_folder() -> Path:
    """Where the sample shop's catalogue and knowledge lie."""
    return Path(str(PACKAGE / "demo" / "shop"))


def shop(id: str, saved: Policy, catalogue_path: Path | None, knowledge_path: Path | None, year: int) -> Shop:
    """A shop as the core may read it."""
    return Shop(
        id=id,
        policy=policy(saved, year),
        catalogue=read_catalogue(catalogue_path) if catalogue_path else catalogue.empty(),
        knowledge=read_knowledge(knowledge_path) if knowledge_path else answer.empty(),
        model=listening.model(),
    )


def signers(dkim: Dkim) -> tuple[Signer, ...]:
    """What letters are signed with: one key, two of different kinds, or nothing. Raises ConfigError.

    A selector without a key is that of a mail server which signs; only the doctor looks at it.
    """
    named = ((dkim.key, dkim.selector), (dkim.second_key, dkim.second_selector))
    return tuple(signer(key, selector, dkim.domain) for key, selector in named if key)


def login(smtp: Smtp) -> logins.Login | None:
    """How we show the mail server who we are: not at all, by an access token, or by a password."""
    if not smtp.user:
        return None
    if smtp.token_command:
        return logins.by_token(smtp.user, logins.from_command(smtp.token_command))
    if smtp.token_file:
        return logins.by_token(smtp.user, logins.from_file(Path(smtp.token_file)))
    return logins.by_password(smtp.user, smtp.password)


def mailbox(imap: Imap) -> Account:
    """Where replies are read from and how it opens; a token is asked for at every login. Raises ConfigError."""
    if imap.password and (imap.token_file or imap.token_command):
        raise ConfigError("imap: a password or a token, not both")
    token = logins.from_file(Path(imap.token_file), "imap") if imap.token_file else None
    if imap.token_command:
        token = logins.from_command(imap.token_command, section="imap")
    return Account(
        host=imap.host, port=imap.port, security=imap.security, user=imap.user, oauth=token is not None,
        secret=lambda: token(False) if token else imap.password,
    )  # fmt: skip


def folders(imap: Imap) -> tuple[str, ...]:
    """The folders of the mailbox that are read."""
    return tuple(part.strip() for part in imap.folders.split(",") if part.strip())
