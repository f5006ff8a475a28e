"""A door for other programs: JSON in by POST, JSON out, for who has the key of this installation.

Rules
1. It opens for the secret `server.api_key` as a Bearer token, or for somebody at the desk with the token of their forms.
   A write key, which can be read in every browser, opens nothing here.
2. An error names a field and says why; no other origin may ask, nothing is kept, and no cookie is set.
"""

import hmac
import time
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from softsell import store
from softsell.errors import ConfigError
from softsell.web.posts import TooLarge, limited
from softsell.web.rate import Buckets
from softsell.web.session import COOKIE, Sessions
from softsell.worker import Runtime

T = TypeVar("T")
MOST_BYTES = 200_000
READ_SECONDS = 20
LEAST_KEY = 20
BURST, SECONDS = 60, 0.5
_HEADERS = {"content-type": "application/json", "cache-control": "no-store"}


class Refused(Exception):
    """What is answered instead of what was asked for."""

    def __init__(self, status: int, message: str, field: str = "", **headers: str) -> None:
        super().__init__(message)
        self.status, self.message, self.field, self.headers = status, message, field, headers


def routes(
    rt: Runtime, paths: tuple[str, ...], answer: Callable[[bytes], Any], clock: Callable[[], float] = time.monotonic
) -> list[Route]:
    """The routes of a door: `answer` makes the value of a body, in the thread pool, or raises Refused.

    Raises ConfigError for a key that can be guessed or is known to everybody.
    """
    key = rt.config.server.api_key
    if key and (len(key) < LEAST_KEY or key == rt.config.shop.write_key):
        raise ConfigError(f"server.api_key: a secret of its own is needed, of at least {LEAST_KEY} characters")
    sessions = Sessions(rt.secret)
    served, failed = Buckets(clock, burst=BURST, seconds=SECONDS), Buckets(clock)

    def who(request: Request) -> str:
        """Who asks; "" for nobody we know."""
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return "key" if key and hmac.compare_digest(given.strip().encode(), key.encode()) else ""
        session = sessions.read(request.cookies.get(COOKIE, ""))
        if session is None or not sessions.is_token(session, request.headers.get("x-csrf-token", "")):
            return ""
        user = store.settings.user(rt.db, rt.config.shop.id, session.user) if session.user else None
        return f"user {user.name}" if user and session.mark == sessions.mark(user.password_hash) else ""

    async def asked(request: Request) -> Response:
        try:
            name = await run_in_threadpool(who, request)
            caller = request.client.host if request.client else ""
            if wait := served.take(name) if name else failed.take(caller):
                raise Refused(429, "too many requests at once", **{"retry-after": str(wait)})
            if not name:
                said = "a Bearer token, or a session of the desk with its x-csrf-token, is required"
                raise Refused(401, said, "authorization", **{"www-authenticate": "Bearer"})
            told = await run_in_threadpool(answer, await _body(request))
        except Refused as refused:
            error = {"field": refused.field, "message": refused.message}
            body = msgspec.json.encode({"success": False, "error": error})
            return Response(body, status_code=refused.status, headers={**_HEADERS, **refused.headers})
        except ClientDisconnect:
            return Response(status_code=400)
        return Response(msgspec.json.encode(told), headers=_HEADERS)

    return [Route(path, asked, methods=["POST"], name=f"keyed:{path}") for path in paths]


async def _body(request: Request) -> bytes:
    try:
        return await limited(request, MOST_BYTES, READ_SECONDS)
    except TooLarge as error:
        raise Refused(413, f"the body is larger than {MOST_BYTES // 1000} kB") from error
    except TimeoutError as error:
        raise Refused(408, "the body took too long") from error


def read(octets: bytes, kind: type[T]) -> T:
    """The body as a value of a type. Raises Refused that names the field and says what is wrong with it."""
    try:
        return msgspec.json.decode(octets, type=kind)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        raise Refused(400, what, where.strip("`").lstrip(".")) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(400, f"this is not JSON: {error}", "body") from error
