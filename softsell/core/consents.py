"""What a person allows and chooses about letters; `events` has these among the others.

Rule: of the choices that a page takes, none gives more than was given before. Whoever was passed a letter can open the page.
"""

from datetime import datetime

from msgspec import Struct


class Consent(Struct, frozen=True, omit_defaults=True):
    """The lawful ground to write to one person, with its proof: which text, when, from where.

    `basis` is one of "consent", "soft_optin", "withdrawn".
    """

    basis: str
    at: datetime
    text: str = ""
    source: str = ""
    version: str = ""


class _Chosen(Struct, frozen=True, tag=True, omit_defaults=True, kw_only=True):
    id: str
    at: datetime


class Declined(_Chosen, frozen=True):
    """A no to letters of one kind: `topic` is one of `preferences.TOPICS`. Other letters stay as they were."""

    topic: str


class Postponed(_Chosen, frozen=True):
    """No letters that were not asked for until then (aware). An earlier end than one that was chosen before changes nothing."""

    until: datetime


class LanguageChosen(_Chosen, frozen=True):
    """The language of the letters from now on: it stands over what the shop or a browser reports."""

    language: str


class Requested(_Chosen, frozen=True):
    """A request about what is kept: `what` is "export" or "erase". A person at the shop sees to it."""

    what: str
