"""The web application of one installation: the doors for events and texts, the shopper's pages, the merchant's pages.

Rules
1. No error has a status in itself: `STATUS` maps class to status, here and nowhere else.
2. What went wrong is said kindly, in the reader's language, and never shows what is inside.
3. Nothing is served across origins but the door for events, which reads no cookies.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any, cast

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from softsell import store
from softsell.core.identity import Arrival
from softsell.errors import BadRequest, ConfigError, MigrationPending, SoftsellError, Undelivered
from softsell.shops.calls import Reading
from softsell.store.times import ms, utc_or_none
from softsell.web import coach, desk, hooks, ingest, lint, pages, preferences, talk, unsubscribe
from softsell.web.door import Door
from softsell.worker import Runtime

log = logging.getLogger("softsell.web")
STATUS: dict[type[Exception], int] = {
    BadRequest: 400,
    ingest.Busy: 429,
    ConfigError: 500,
    MigrationPending: 503,
    Undelivered: 502,
    SoftsellError: 500,
    Exception: 500,
}
KEYED = (*lint.PATHS, *coach.PATHS)  # for programs that have the key: no other origin may ask
Handler = Callable[[Request, Exception], Awaitable[Response]]
_KIND = {400: "missing", 403: "refused", 404: "missing", 405: "missing", 410: "missing", 413: "long", 429: "slow"}


def build(rt: Runtime, *, extra: Sequence[BaseRoute] = ()) -> Starlette:
    """The application. `extra` routes come first (a sample shop, a test's own)."""
    reading = _Reading(rt)

    def after() -> None:
        reading.look()
        rt.poke.set()

    door = Door(lambda arrivals: store.append(rt.db, rt.config.shop.id, arrivals), after)

    async def take(write_key: str, arrivals: tuple[Arrival, ...]) -> None:
        await door.take(arrivals)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(door.close)

    shop, failed = rt.config.shop, _failed(rt)
    secure = rt.config.server.public_url.startswith("https://")
    known = {shop.write_key: shop.id} if shop.write_key else {}
    return Starlette(
        routes=[
            *extra,
            *ingest.routes(
                take,
                known.get,
                reading_of=lambda _: reading.now,
                public_url=rt.config.server.public_url,
                now=rt.clock,
            ),
            *talk.routes(rt),
            *unsubscribe.routes(rt),
            *preferences.routes(rt),
            *lint.routes(rt),
            *coach.routes(rt),
            *hooks.routes(rt),
            *desk.routes(rt),
            *pages.ROUTES,
            Route("/health", _health(rt)),
        ],
        middleware=[Middleware(_Frame, secure=secure, failed=failed)],
        exception_handlers=cast(Any, {HTTPException: failed, SoftsellError: failed}),
        lifespan=lifespan,
    )


class _Reading:
    """What of the shop's settings the door needs, looked up now and then by the thread that writes."""

    SECONDS = 10

    def __init__(self, rt: Runtime) -> None:
        self._rt = rt
        self.now = self._look()
        self._at = rt.clock()

    def look(self) -> None:
        now = self._rt.clock()
        if not 0 <= (now - self._at).total_seconds() < self.SECONDS:
            self._at = now
            self.now = self._look()

    def _look(self) -> Reading:
        policy = self._rt.shop().policy
        return Reading(policy.currency, policy.blocked_domains)


class _Frame:
    """Puts the headers that every answer has on those that have none of their own, and answers for what failed.

    Failures are answered here, not in the outermost layer of the framework, which would drop the client's connection.
    """

    def __init__(self, app: ASGIApp, secure: bool, failed: Handler) -> None:
        self.app, self.failed = app, failed
        self.headers = dict(pages.HEADERS)
        if secure:
            self.headers["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            await self.app(scope, receive, with_headers)
        except ClientDisconnect:
            return  # nobody is there to be answered
        except Exception as error:
            if started:
                raise
            log.exception("a %s request failed", scope["method"])  # never its address: a token may be in it
            answer = await self.failed(Request(scope), error)
            await answer(scope, receive, with_headers)


def _health(rt: Runtime) -> Callable[[Request], Awaitable[Response]]:
    """Whether the database answers, and for how long the shopper who has waited longest has been due."""

    def look() -> tuple[int, float]:
        now = rt.clock()
        with rt.db.read() as tx:
            due, oldest = tx.all("desk-due", rt.config.shop.id, ms(now))[0]
        since = utc_or_none(oldest)
        return int(due), max(0.0, (now - since).total_seconds()) if since else 0.0

    async def health(request: Request) -> Response:
        headers = {"cache-control": "no-store"}
        try:
            due, lag = await run_in_threadpool(look)
        except Exception as error:
            log.error("health: the database does not answer: %s", error)
            return JSONResponse({"ok": False, "database": False}, status_code=503, headers=headers)
        return JSONResponse({"ok": True, "database": True, "due": due, "lag_seconds": round(lag, 1)}, headers=headers)

    return health


def _failed(rt: Runtime) -> Handler:
    """What answers an error: JSON for a program, a kind page for a person."""

    async def failed(request: Request, error: Exception) -> Response:
        kept: dict[str, str] = {}
        if isinstance(error, HTTPException):
            status, kept = error.status_code, dict(error.headers or {})
        else:
            status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
        if isinstance(error, ingest.Busy):
            kept["retry-after"] = str(error.retry_after)
        if status >= 500 and isinstance(error, SoftsellError):
            log.error("a %s request failed: %s", request.method, error)
        path = request.url.path
        keyed = path in KEYED or path.startswith(hooks.PATH)
        if keyed or path.startswith(("/v1/", "/health")):
            said = {"field": getattr(error, "field", ""), "message": HTTPStatus(status).phrase}
            body = {"success": False, "error": said}
            kept |= {} if keyed else {"access-control-allow-origin": "*"}
            return JSONResponse(body, status_code=status, headers=kept)
        return await run_in_threadpool(_error_page, rt, request, status, kept)

    return failed


def _error_page(rt: Runtime, request: Request, status: int, headers: dict[str, str]) -> Response:
    try:
        policy = rt.shop().policy
        kind = _KIND.get(status, "failed")
        return pages.page(
            "gone.html", pages.language(request, policy), policy, status=status, headers=headers, kind=kind
        )
    except Exception:
        log.exception("not even the page that says so could be made")
        return Response("Something went wrong on our side. / Eitthvað fór úrskeiðis hjá okkur.", status_code=status)
