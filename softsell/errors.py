"""The errors of softsell, as a tree.

* SoftsellError
  - BadRequest         the integrator's mistake: says what and where
  - ConfigError        a setting is missing, unknown or wrong: says which
  - MigrationPending   the database is older than the program
  - Undelivered        a letter was not accepted; `permanent` is the only retry flag, `unsure` means nobody knows

The core never raises: what it will not do is a value (`Not(reason)`, `Ignored(reason)`).
"""

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], least: float = 0.4) -> str:
    """The known name that is most like another, for the words of an error; "" when none is. `least`: 0 to 1."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, sorted(known), n=1, cutoff=least)), "")


class SoftsellError(Exception):
    """The root of what softsell raises on purpose."""


class BadRequest(SoftsellError):
    """A request that cannot be taken. `field` is a path into the body, such as `batch[3].event`."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(f"{field}: {message}" if field else message)
        self.field = field


class ConfigError(SoftsellError):
    """A setting is missing, unknown or wrong."""


class MigrationPending(SoftsellError):
    """The database is older than the program: run `softsell migrate`."""


class Undelivered(SoftsellError):
    """A letter was not accepted. `permanent`: never try again. `unsure`: the end is unknown, so it is never re-sent.

    `reason` is a word of the mail room for what the server said ("no-user", "reputation" ...), "" where it said nothing.
    """

    def __init__(self, message: str, *, permanent: bool = False, unsure: bool = False, reason: str = "") -> None:
        super().__init__(message)
        self.permanent = permanent
        self.unsure = unsure
        self.reason = reason
