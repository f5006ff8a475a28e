"""The answer of a language model as an event; `events` has it among the others."""

from datetime import datetime

from msgspec import Struct


class Drafted(Struct, frozen=True, tag=True, omit_defaults=True, kw_only=True):
    """What a language model made of a text: of our own lists only, and taken as one reading among others (`core.draft`).

    `needs` are (facet, choice). `why` names what was wrong ("" when the answer may be used): then the usual way is gone.
    """

    id: str
    at: datetime
    effect: str
    intents: tuple[str, ...] = ()
    trouble: str = ""
    needs: tuple[tuple[str, str], ...] = ()
    why: str = ""
