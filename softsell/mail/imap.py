"""Replies come in from an IMAP mailbox: each folder is read in a thread of its own, and every letter is handed to `keep`.

Rules
1. How far a folder was read is noted only after `keep` returned. Whatever breaks in between, a letter is handed over again and
   never left out; `keep` makes one thing of a letter that comes twice, because event ids come from the letter itself.
2. The notes hold for one UIDVALIDITY (RFC 3501 section 2.3.1.1). When it changes the folder is read again from its start.
3. A letter that `keep` fails on is tried again later and holds up no other; so is none that is larger than `largest`. After the
   last try it is told to `aside` and stays in the mailbox, where a person finds it. Where the note cannot be written either, it
   is our own store that fails: nothing is passed over.
4. Letters are left as they are, with their marks, or moved to `move_to` once `keep` has returned.
5. A line that is lost is made again, after waits that grow to five minutes; a refused login waits a minute at least.
"""

import imaplib
import logging
import socket
import threading
import time
from collections.abc import Callable
from datetime import date
from types import TracebackType
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from softsell.errors import ConfigError, SoftsellError
from softsell.mail import imap_line as line
from softsell.mail.imap_line import Account

LARGEST = 10_000_000  # octets of one letter
TRIES = 6  # hand-overs of one letter, with waits of 1, 2, 4, 8 and 16 minutes
LONGEST_WAIT = 300.0  # seconds between two tries to reach the server

log = logging.getLogger("softsell.mail")


class Place(Struct, frozen=True):
    """How far a folder was read: up to `uid`, without those of `later`, which are (uid, tries so far)."""

    validity: int = 0
    uid: int = 0
    later: tuple[tuple[int, int], ...] = ()


def _tell(folder: str, uid: int, why: str) -> None:
    log.error("imap: %s: letter %s stays in the mailbox and was not taken: %s", folder, uid, why)


class Mailbox:
    """The letters of an IMAP account, from `with` until its end.

    keep           gets one raw letter at a time; when it raises, the letter comes again later
    seen, done     what was noted of a folder, and what is to be noted now; both must outlast the process
    aside          hears of a letter that was passed over: folder, UID, why
    since          letters that came into the mailbox before this day are not looked at
    idle_minutes   how long one IDLE lasts before it is renewed (RFC 2177: below 29)
    poll_seconds   how often a server without IDLE is asked
    wait           seconds before a lost line is made again the first time; sixty times as long for a refused login, and
                   for a letter that `keep` failed on
    """

    def __init__(
        self, account: Account, folders: tuple[str, ...], keep: Callable[[bytes], None], *,
        seen: Callable[[str], Place], done: Callable[[str, Place], None], aside: Callable[[str, int, str], None] = _tell,
        move_to: str = "", since: date | None = None, idle_minutes: float = 10.0, poll_seconds: float = 60.0,
        largest: int = LARGEST, wait: float = 1.0,
    ) -> None:  # fmt: skip
        if account.security not in line.SECURITY:
            raise ConfigError(f"imap.security is one of {', '.join(line.SECURITY)}, not {account.security!r}")
        if not folders or move_to in folders:
            raise ConfigError("imap.folders needs a folder at least, and imap.move_to is none of them")
        if not 0 < idle_minutes < 29 or poll_seconds <= 0:
            raise ConfigError("imap.idle_minutes is above 0 and below 29, and imap.poll_seconds is above 0")
        self._account, self._folders, self._keep = account, folders, keep
        self._seen, self._done, self._aside, self._move_to, self._since = seen, done, aside, move_to, since
        self._idle, self._poll, self._largest, self._wait = idle_minutes * 60, poll_seconds, largest, wait
        self._hand = threading.Lock()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._wake, self._bell = socket.socketpair()
        for folder in self._folders:
            thread = threading.Thread(target=self._follow, args=(folder,), name=f"softsell-imap-{folder}", daemon=True)
            self._threads.append(thread)
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End after the letters in hand."""
        self._stop.set()
        self._bell.send(b"!")
        for thread in self._threads:
            thread.join()
        self._wake.close()
        self._bell.close()

    def _follow(self, folder: str) -> None:
        """Read a folder until the end, over as many lines as that takes."""
        pause = self._wait
        again: dict[int, float] = {}  # when a letter may be tried again, by time.monotonic
        while not self._stop.is_set():
            client = None
            try:
                client = line.log_in(self._account)
                while not self._stop.is_set():
                    self._read(client, folder, again)
                    pause = self._wait
                    self._rest(client, again)
                line.leave(client)
                return
            except line.Refused as error:
                pause = max(pause, self._wait * 60)
                self._lost(folder, str(error), pause)
            except (imaplib.IMAP4.error, OSError, SoftsellError) as error:
                self._lost(folder, str(error) or type(error).__name__, pause)
            except Exception:  # our own store, mostly; the letter in hand comes again
                log.exception("imap: reading %s broke off", folder)
                self._lost(folder, "see above", pause)
            finally:
                if client is not None:
                    line.drop(client)
            self._stop.wait(pause)
            pause = min(pause * 2, LONGEST_WAIT)

    def _lost(self, folder: str, why: str, pause: float) -> None:
        where = f"{self._account.host}:{self._account.port}"
        log.warning("imap: %s, folder %s: %s; the next try is in %.0f s", where, folder, why, pause)

    def _rest(self, client: imaplib.IMAP4, again: dict[int, float]) -> None:
        """Until there may be something new."""
        soonest = min(again.values(), default=float("inf")) - time.monotonic()
        if line.can_idle(client):
            line.idle(client, max(0.1, min(self._idle, soonest)), self._wake)
        else:
            self._stop.wait(max(0.1, min(self._poll, soonest)))

    def _read(self, client: imaplib.IMAP4, folder: str, again: dict[int, float]) -> None:
        """Take every letter of a folder that was not taken yet, and those that are to be tried again."""
        validity, place = line.look(client, folder, writable=bool(self._move_to)), self._seen(folder)
        if place.validity != validity:
            if place.validity:
                log.info("imap: folder %s was made anew; it is read again from its start", folder)
            place = Place(validity)
            again.clear()
        now = time.monotonic()
        old = [uid for uid, _ in place.later if again.get(uid, 0.0) <= now]
        wanted = [*old, *line.uids(client, place.uid, self._since)]
        sizes = line.sizes(client, wanted)
        for uid in wanted:
            if self._stop.is_set():
                return
            place = self._take(client, folder, place, uid, sizes.get(uid, 0), again)
            self._done(folder, place)

    def _take(
        self, client: imaplib.IMAP4, folder: str, place: Place, uid: int, size: int, again: dict[int, float]
    ) -> Place:
        """Hand one letter over; the place after that."""
        tries = dict(place.later).get(uid, 0) + 1
        past = replace(place, uid=max(uid, place.uid), later=tuple(one for one in place.later if one[0] != uid))
        again.pop(uid, None)
        if size > self._largest:
            self._aside(folder, uid, f"it has {size} octets, and {self._largest} is the most")
            return past
        raw = line.fetch(client, uid)
        if raw is None:  # gone meanwhile
            return past
        try:
            with self._hand:
                self._keep(raw)
        except Exception as error:
            log.exception("imap: letter %s of %s could not be kept, try %s of %s", uid, folder, tries, TRIES)
            if tries >= TRIES:
                self._aside(folder, uid, f"after {tries} tries: {type(error).__name__}: {error}")
                return past
            again[uid] = time.monotonic() + self._wait * 60 * 2 ** (tries - 1)
            return replace(past, later=(*past.later, (uid, tries)))
        if self._move_to:
            self._put_away(client, folder, uid)
        return past

    def _put_away(self, client: imaplib.IMAP4, folder: str, uid: int) -> None:
        try:
            line.move(client, uid, self._move_to)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            log.warning("imap: letter %s of %s was taken and could not be moved: %s", uid, folder, error)
