"""One visit at the desk: who came, what they sent, and how a page is answered.

Rules
1. A handler is an ordinary function from a visit to a response; it runs in the thread pool, where reading may take time.
2. A GET changes nothing. A POST ends with a redirect, so that reloading a page repeats nothing.
3. Reports are computed when asked for and kept for a minute.
"""

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import quote

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from softsell import guard, store, worker
from softsell.core import events as ev
from softsell.core.hours import zone
from softsell.core.shop import Shop
from softsell.store.settings import User
from softsell.voice import LANGUAGES
from softsell.web import pages
from softsell.web.desk_words import Words
from softsell.web.session import Patience, Session, Sessions

T = TypeVar("T")
KEPT_SECONDS = 60.0
SECTIONS = ("today", "inbox", "carts", "letters", "words", "troubles", "questions", "result", "settings")


class Room:
    """What all visits share: the runtime, the sessions, and the reports that were computed lately."""

    def __init__(self, rt: worker.Runtime) -> None:
        self.rt, self.shop_id = rt, rt.config.shop.id
        self.sessions, self.patience = Sessions(rt.secret), Patience()
        self._kept: dict[tuple[Any, ...], tuple[float, Any]] = {}
        self._lock, self.lock = threading.Lock(), threading.Lock()

    def kept(self, name: tuple[Any, ...], make: Callable[[], T]) -> T:
        """A report of this name made within the last minute, or a new one."""
        with self._lock:
            found = self._kept.get(name)
            if found and time.monotonic() - found[0] < KEPT_SECONDS:
                value: T = found[1]
                return value
        value = make()
        with self._lock:
            self._kept = {k: v for k, v in self._kept.items() if time.monotonic() - v[0] < KEPT_SECONDS}
            self._kept[name] = (time.monotonic(), value)
        return value


class Visit(Struct, frozen=True):
    """One request. `form` is what was posted (last value of each field), `user` None before signing in."""

    room: Room
    request: Request
    session: Session
    user: User | None
    shop: Shop
    words: Words
    now: datetime
    form: Mapping[str, str]

    @property
    def rt(self) -> worker.Runtime:
        return self.room.rt

    @property
    def lang(self) -> str:
        return self.words.lang

    @property
    def name(self) -> str:
        return self.user.name if self.user else ""

    def query(self, name: str) -> str:
        return str(self.request.query_params.get(name, ""))[:200]

    def path(self, name: str) -> str:
        return str(self.request.path_params[name])

    def page(self, template: str, section: str = "", status: int = 200, **context: Any) -> Response:
        """A page of the desk from its template."""
        told = {
            "w": self.words,
            "section": section,
            "sections": SECTIONS,
            "user": self.name,
            "token": self.room.sessions.token(self.session),
            "nonce": secrets.token_hex(12),
            "here": str(self.request.url.path),
            "other": "is" if self.lang == "en" else "en",
            "paused": self.shop.policy.paused,
            "guarded": guard.stopped_by(self.rt.db, self.shop.id) if self.shop.policy.paused else "",
            "now": self.now,
        }
        return pages.page(f"desk/{template}.html", self.lang, self.shop.policy, status=status, **{**told, **context})

    def tell(self, key: str, make: Callable[[str], ev.Event], *, place: str) -> None:
        """Append an event about a shopper and step them at once; the same form posted twice is one event."""
        nonce = self.form.get("nonce", "")[:64] or secrets.token_hex(12)
        store.append_to(self.rt.db, self.shop.id, key, make(f"desk:{place}:{nonce}"), self.now)
        store.advance(self.rt.db, self.shop, self.now, keys=[key])
        self.rt.poke.set()


def visit(room: Room, request: Request, session: Session, form: Mapping[str, str]) -> Visit:
    """The visit as its handler sees it. Reads the database: call it in the thread pool."""
    shop = room.rt.shop()
    user = store.settings.user(room.rt.db, room.shop_id, session.user) if session.user else None
    if user and session.mark != room.sessions.mark(user.password_hash):
        user = None  # the password was changed since
    lang = user.language if user and user.language in LANGUAGES else session.lang
    words = Words(room.rt.desk.voice, lang, zone(shop.policy.timezone), shop.policy.currency)
    return Visit(room, request, session, user, shop, words, room.rt.clock(), form)


def go(where: str, **query: str) -> RedirectResponse:
    """To another page of the desk after a POST."""
    tail = "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items() if value)
    return RedirectResponse(f"{where}?{tail}" if tail else where, status_code=303)
