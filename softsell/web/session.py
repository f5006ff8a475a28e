"""Who is at the desk: passwords, the signed cookie, the token in every form, and patience with wrong guesses.

Rules
1. A session is a signed cookie of twelve hours; it ends at once when the password changes, for it carries a mark of its hash.
2. Every POST carries a token that only this session can have. A form without it is refused before it is read further.
3. Wrong passwords make the next try wait, per name and per caller, longer each time; the right one is not tried while waiting.
"""

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from itsdangerous import BadSignature, URLSafeSerializer
from msgspec import Struct
from msgspec.structs import replace

COOKIE = "softsell_desk"
HOURS = 12
LEAST_PASSWORD = 10
MOST_PASSWORD = 200
FREE_TRIES = 4  # wrong guesses before anybody has to wait
MOST_WAIT = 900  # seconds
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without what looks alike
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's figures for Argon2id
_ROOM = threading.BoundedSemaphore(2)  # a hash takes 19 MB; guesses must not take them all at once
Clock = Callable[[], float]


class Session(Struct, frozen=True):
    """What the cookie says: who (none before signing in), a random name of the session, its language, when it ends."""

    user: str
    sid: str
    lang: str
    until: float
    mark: str = ""


def setup_code(secret: bytes) -> str:
    """The one-time code that makes the first account: four groups of four, from the installation's secret."""
    digest = hmac.digest(secret, b"softsell/desk/setup", hashlib.sha256)
    letters = "".join(_ALPHABET[octet % len(_ALPHABET)] for octet in digest[:16])
    return "-".join(letters[i : i + 4] for i in range(0, 16, 4))


def is_setup_code(secret: bytes, given: str) -> bool:
    """Whether this is the code, however it was spaced and cased."""
    bare = "".join(c for c in given.upper() if c.isalnum())
    return hmac.compare_digest(bare.encode(), setup_code(secret).replace("-", "").encode())


def hash_password(password: str) -> str:
    """The Argon2id hash to keep."""
    with _ROOM:
        return _HASHER.hash(password)


def is_password(kept: str, given: str) -> bool:
    """Whether the password is the one that was kept; with nothing kept it takes as long and is never right."""
    if len(given) > MOST_PASSWORD:
        return False
    with _ROOM:
        try:
            return _HASHER.verify(kept or _NOBODY, given) and bool(kept)
        except (VerifyMismatchError, VerificationError, InvalidHashError):
            return False


# The hash of a password that nobody knows, so that an unknown name is answered as slowly as a known one.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$c29mdHNlbGxub2JvZHkxMg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


class Sessions:
    """Writes and reads the cookie of one installation."""

    def __init__(self, secret: bytes, clock: Clock = time.time) -> None:
        self._secret, self._clock = secret, clock
        self._box = URLSafeSerializer(secret, salt="softsell/desk/session")

    def begin(self, lang: str, user: str = "", password_hash: str = "") -> Session:
        """A new session, with a name that was never used before signing in."""
        until = self._clock() + HOURS * 3600
        return Session(user, secrets.token_urlsafe(16), lang, until, self.mark(password_hash) if user else "")

    def mark(self, password_hash: str) -> str:
        """A short mark of a password's hash: another password, another mark."""
        return hmac.digest(self._secret, b"softsell/desk/mark" + password_hash.encode(), hashlib.sha256).hex()[:16]

    def write(self, session: Session) -> str:
        """The cookie's value."""
        return str(self._box.dumps([session.user, session.sid, session.lang, int(session.until), session.mark]))

    def read(self, value: str) -> Session | None:
        """The session in a cookie; None when it is not ours or is over."""
        try:
            user, sid, lang, until, mark = self._box.loads(value)
            found = Session(str(user), str(sid), str(lang), float(until), str(mark))
        except (BadSignature, ValueError, TypeError):
            return None
        return found if self._clock() < found.until else None

    def token(self, session: Session) -> str:
        """The token of this session's forms."""
        return hmac.digest(self._secret, b"softsell/desk/form" + session.sid.encode(), hashlib.sha256).hex()[:32]

    def is_token(self, session: Session, given: str) -> bool:
        return hmac.compare_digest(self.token(session).encode(), given.encode())


class _Tries(Struct, frozen=True):
    wrong: int = 0
    until: float = 0.0


class Patience:
    """Counts wrong guesses by name and by caller. In memory, at most `most` of them; the oldest is forgotten first."""

    def __init__(self, clock: Clock = time.monotonic, most: int = 10_000) -> None:
        self._clock, self._most = clock, most
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, *names: str) -> int:
        """The seconds until these may try again; 0 for now."""
        with self._lock:
            left = max((self._tries.get(name, _Tries()).until for name in names), default=0.0) - self._clock()
        return max(0, int(left + 0.999))

    def wrong(self, *names: str) -> None:
        """One more wrong guess by each."""
        with self._lock:
            for name in names:
                tries = self._tries.pop(name, _Tries())
                wrong = tries.wrong + 1
                wait = min(MOST_WAIT, 2.0 ** (wrong - FREE_TRIES) * 5) if wrong >= FREE_TRIES else 0.0
                self._tries[name] = replace(tries, wrong=wrong, until=self._clock() + wait)
            while len(self._tries) > self._most:
                self._tries.popitem(last=False)

    def right(self, *names: str) -> None:
        """Forget the wrong guesses of each."""
        with self._lock:
            for name in names:
                self._tries.pop(name, None)
