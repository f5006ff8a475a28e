"""The writer behind the door for events: many requests, one commit, and no answer before it.

Rules
1. A request's future is resolved only after the commit that holds its arrivals has returned.
2. While one batch is written the next one gathers: the busier it is, the larger the batches (group commit).
3. When more than `most` arrivals wait, a request is refused at once (Busy) and nothing of it is kept.
4. One request that the store refuses does not take the others of its batch with it.
"""

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress

from msgspec import Struct

from softsell.core.identity import Arrival
from softsell.errors import BadRequest
from softsell.web.ingest import Busy

log = logging.getLogger("softsell.door")
MOST = 20_000  # arrivals that may wait
BATCH = 2_000  # arrivals in one commit
LINGER_SECONDS = 0.0005  # a moment for the requests that are just being read

Append = Callable[[Sequence[Arrival]], object]


class _Waiting(Struct, eq=False):
    """A request's arrivals, and where to say what became of them."""

    arrivals: tuple[Arrival, ...]
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[None]"


class Door:
    """Takes arrivals from many requests and writes them in few commits, on a thread of its own. Close it when done.

    `append(arrivals)` commits or raises; `after()` is called on the same thread after it, before anybody is told.
    """

    def __init__(self, append: Append, after: Callable[[], None] = lambda: None, *, most: int = MOST) -> None:
        self._append, self._after, self._most = append, after, most
        self._queue: deque[_Waiting] = deque()
        self._waits = 0  # arrivals in the queue or being written
        self._lock = threading.Lock()
        self._some = threading.Event()
        self._closed = False
        self._thread: threading.Thread | None = None

    async def take(self, arrivals: tuple[Arrival, ...]) -> None:
        """Return when the arrivals are durable. Raises Busy, or what the store raised; then they were not taken."""
        if not arrivals:
            return
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        with self._lock:
            if self._closed or self._waits + len(arrivals) > self._most:
                raise Busy(2)
            self._queue.append(_Waiting(arrivals, loop, future))
            self._waits += len(arrivals)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="softsell-door", daemon=True)
                self._thread.start()
        self._some.set()
        await future

    def close(self) -> None:
        """Write what waits, then stop; later requests are refused."""
        with self._lock:
            self._closed = True
        self._some.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            self._some.wait()
            if not self._closed and len(self._queue) < 8:
                threading.Event().wait(LINGER_SECONDS)
            batch = self._next()
            if batch:
                self._write(batch)
            elif self._closed:
                return

    def _next(self) -> list[_Waiting]:
        with self._lock:
            batch: list[_Waiting] = []
            size = 0
            while self._queue and (not batch or size + len(self._queue[0].arrivals) <= BATCH):
                batch.append(self._queue.popleft())
                size += len(batch[-1].arrivals)
            if not self._queue and not self._closed:
                self._some.clear()
            return batch

    def _write(self, batch: list[_Waiting]) -> None:
        error = self._try([one for waiting in batch for one in waiting.arrivals])
        if isinstance(error, BadRequest) and len(batch) > 1:
            done = [(waiting, self._try(waiting.arrivals)) for waiting in batch]
        else:
            done = [(waiting, error) for waiting in batch]
        with self._lock:
            self._waits -= sum(len(waiting.arrivals) for waiting in batch)
        try:
            self._after()
        except Exception:
            log.exception("what follows a commit failed")
        loops: dict[asyncio.AbstractEventLoop, list[tuple[_Waiting, Exception | None]]] = {}
        for waiting, what in done:
            loops.setdefault(waiting.loop, []).append((waiting, what))
        for loop, told in loops.items():
            with suppress(RuntimeError):  # the loop was closed: nobody waits there any more
                loop.call_soon_threadsafe(_tell, told)

    def _try(self, arrivals: Sequence[Arrival]) -> Exception | None:
        try:
            self._append(arrivals)
        except BadRequest as error:
            return error
        except Exception as error:
            log.exception("%s arrivals could not be written", len(arrivals))
            return error
        return None


def _tell(told: list[tuple[_Waiting, Exception | None]]) -> None:
    for waiting, error in told:
        if waiting.future.done():  # the client went away
            continue
        if error is None:
            waiting.future.set_result(None)
        else:
            waiting.future.set_exception(error)
