"""The HTTP door for events: Segment's tracking API, so that a shop's existing clients need only another host.

Rules
1. 200 only after `take` has returned: what is answered as taken is kept. 429 with Retry-After when `take` is Busy.
2. Content-Type is not looked at: browsers send text/plain to spare a preflight, some clients a form type.
3. A body is read as a stream up to its limit, and inflated up to the same limit: no body is larger than it claims.
4. An error names a field and says why, in our words; nothing that was sent comes back.
5. Any origin may post (a write key is public in browsers); no cookies are read, so no credentials are allowed.
"""

import binascii
import re
import zlib
from base64 import b64decode
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from softsell.core.identity import Arrival
from softsell.errors import BadRequest, SoftsellError
from softsell.shops import segment
from softsell.shops.calls import CALLS, Reading
from softsell.web.posts import TooLarge, limited

Take = Callable[[str, tuple[Arrival, ...]], Awaitable[None]]
ShopOf = Callable[[str], str | None]

# The browser client uses the first letter of a call as its path.
_SHORT = {"t": "track", "i": "identify", "p": "page", "s": "screen", "g": "group", "a": "alias", "b": "batch"}
PATHS = {call: call for call in (*CALLS, *segment.BATCHES)} | _SHORT
READ_SECONDS = 20
_CORS = {"access-control-allow-origin": "*", "access-control-expose-headers": "retry-after"}
_PREFLIGHT = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "authorization, content-type, x-retry-count",
    "access-control-max-age": "86400",
}
_JSON = {**_CORS, "content-type": "application/json", "x-content-type-options": "nosniff"}
_TAKEN = b'{"success":true}'
_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]{1,255}")
_encode = msgspec.json.Encoder().encode


class Busy(SoftsellError):
    """The queue is full: come again in `retry_after` seconds."""

    def __init__(self, retry_after: int = 5) -> None:
        super().__init__(f"busy, come again in {retry_after} s")
        self.retry_after = retry_after


class _Refused(Exception):
    def __init__(self, status: int, why: str, field: str = "") -> None:
        super().__init__(why)
        self.status, self.why, self.field = status, why, field


def routes(
    take: Take,
    shop_of: ShopOf,
    *,
    reading_of: Callable[[str], Reading] | None = None,
    public_url: str = "",
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    count: Callable[[str, segment.Parsed], None] | None = None,
) -> list[Route]:
    """The routes of the door.

    `take(write_key, arrivals)` returns when the arrivals are durable, or raises Busy. `shop_of(write_key)` is the shop's
    id, None for an unknown key; `reading_of(shop)` its currency and blocked domains. `public_url` is where browsers reach
    this server, for the settings they fetch (else the request's own host). `count(shop, parsed)` sees every request's
    unknown names and drops.
    """

    async def post(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        try:
            return await _post(request, now(), take, shop_of, reading_of, count)
        except _Refused as refused:
            return _refusal(refused.status, refused.field, refused.why)
        except BadRequest as error:
            return _refusal(400, error.field, str(error).removeprefix(f"{error.field}: "))
        except Busy as busy:
            return _refusal(429, "", "too many events at once", {"retry-after": str(max(1, busy.retry_after))})
        except ClientDisconnect:
            return Response(status_code=400)

    async def settings(request: Request) -> Response:
        key = request.path_params["key"]
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        if shop_of(key) is None:
            return _refusal(404, "key", "is not known here")
        headers = {**_JSON, "cache-control": "public, max-age=300" if public_url else "no-store"}
        return Response(_encode(_settings(key, public_url or _own_url(request))), headers=headers)

    return [
        *(Route(f"/v1/{path}", post, methods=["POST", "OPTIONS"], name=f"ingest-{path}") for path in PATHS),
        Route("/v1/projects/{key}/settings", settings, methods=["GET", "OPTIONS"], name="ingest-settings"),
    ]


async def _post(
    request: Request,
    received: datetime,
    take: Take,
    shop_of: ShopOf,
    reading_of: Callable[[str], Reading] | None,
    count: Callable[[str, segment.Parsed], None] | None,
) -> Response:
    key = _basic(request.headers.get("authorization", ""))
    if key and shop_of(key) is None:
        raise _Refused(401, "is not known here", "writeKey")
    call = PATHS[request.scope["path"].rpartition("/")[2]]
    limit = segment.BATCH_BYTES if call in segment.BATCHES else segment.EVENT_BYTES
    sent = _inflated(await _body(request, limit), request.headers.get("content-encoding", ""), limit)
    opened = segment.unwrap(sent, call)
    key = key or opened.write_key
    shop = shop_of(key) if key else None
    if shop is None:
        raise _Refused(401, "is not known here" if key else "is required", "writeKey")
    reading = reading_of(shop) if reading_of else Reading()
    parsed = segment.read(opened, reading, received, request.headers.get("user-agent", ""))
    if parsed.arrivals:
        await take(key, parsed.arrivals)
    if count is not None:
        count(shop, parsed)
    if not parsed.dropped:
        return Response(_TAKEN, headers=_JSON)
    return _partly(parsed, whole=len(parsed.dropped) == len(opened.calls))


def _partly(parsed: segment.Parsed, *, whole: bool) -> Response:
    """What was dropped of a batch; when that is everything, the request has failed."""
    dropped = [{"index": one.index, "field": one.field, "message": one.why} for one in parsed.dropped[:100]]
    if not whole:
        return Response(_encode({"success": True, "dropped": dropped}), headers=_JSON)
    error = {name: dropped[0][name] for name in ("field", "message")}
    return Response(_encode({"success": False, "error": error, "dropped": dropped}), status_code=400, headers=_JSON)


def _refusal(status: int, field: str, message: str, headers: dict[str, str] | None = None) -> Response:
    body = _encode({"success": False, "error": {"field": field, "message": message}})
    return Response(body, status_code=status, headers={**_JSON, **(headers or {})})


def _basic(header: str) -> str:
    """The write key in "Basic base64(key:)"; "" for any other scheme, whose key is then in the body."""
    scheme, _, rest = header.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return b64decode(rest.strip(), validate=True).decode("ascii").partition(":")[0]
    except (binascii.Error, UnicodeDecodeError) as error:
        raise _Refused(401, "must be Basic with base64 of the write key and a colon", "authorization") from error


async def _body(request: Request, limit: int) -> bytes:
    try:
        return await limited(request, limit, READ_SECONDS)
    except TooLarge as error:
        raise _too_large(limit) from error
    except TimeoutError as error:
        raise _Refused(408, "the body took too long") from error


def _inflated(body: bytes, encoding: str, limit: int) -> bytes:
    """The body as sent, or unpacked when it is gzip (some clients pack without saying so; JSON never begins like it)."""
    if body[:2] != b"\x1f\x8b":
        if encoding.strip().lower() in ("", "identity", "gzip"):
            return body
        raise _Refused(415, "only gzip is understood", "content-encoding")
    unpacker = zlib.decompressobj(wbits=31)
    try:
        found = unpacker.decompress(body, limit + 1)
    except zlib.error as error:
        raise BadRequest("is not valid gzip") from error
    if len(found) > limit:
        raise _too_large(limit)
    if not unpacker.eof or unpacker.unused_data:
        raise BadRequest("is not one whole gzip member")
    return found


def _too_large(limit: int) -> _Refused:
    return _Refused(400, f"the body is larger than {limit >> 10} KB")


def _own_url(request: Request) -> str:
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if _HOST.fullmatch(host) else ""


def _settings(key: str, public_url: str) -> dict[str, object]:
    """What the browser client asks for before it sends: where to, that it may, and that it reports to nobody else."""
    scheme, _, host = public_url.rstrip("/").partition("://")
    everything = {"__default": {"enabled": True, "integrations": {}}}
    destination: dict[str, object] = {
        "apiKey": key,
        "unbundledIntegrations": [],
        "addBundledMetadata": False,
        "maybeBundledConfigIds": {},
    }
    if host:
        destination |= {"apiHost": f"{host}/v1", "protocol": scheme}
    return {
        "integrations": {"Segment.io": destination},
        "plan": {"track": everything, "identify": everything, "group": everything},
        "middlewareSettings": {},
        "enabledMiddleware": {},
        "remotePlugins": [],
        "edgeFunction": {},
        "legacyVideoPluginsEnabled": False,
        "analyticsNextEnabled": True,
        "metrics": {"sampleRate": 0},
    }
