"""What comes in by POST from our own pages: read up to a limit, plain, and only from where it may come."""

import asyncio
import re
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

BYTES = 64 << 10
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")


class TooLarge(Exception):
    """A body has more octets than may be sent."""


async def form(request: Request) -> dict[str, str]:
    """The fields of an urlencoded form, the last of each name. 413 when it is too large, 400 for another kind."""
    body = await octets(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(400)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=50, errors="replace")
    except (UnicodeDecodeError, ValueError):
        raise HTTPException(400) from None
    return dict(pairs)


async def octets(request: Request) -> bytes:
    """The body as sent, at most `BYTES` of it. 413 when it is larger."""
    try:
        return await limited(request, BYTES)
    except TooLarge:
        raise HTTPException(413) from None


async def limited(request: Request, most: int, seconds: float | None = None) -> bytes:
    """The body as sent. Raises TooLarge for more than `most` octets, TimeoutError for one that takes too long."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > most:
        raise TooLarge
    chunks, size = list[bytes](), 0
    async with asyncio.timeout(seconds):
        async for chunk in request.stream():
            size += len(chunk)
            if size > most:
                raise TooLarge
            chunks.append(chunk)
    return b"".join(chunks)


def plain(text: str) -> str:
    """The text without control characters, its lines ended by \\n."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def ours(request: Request, public_url: str) -> bool:
    """Whether a post comes from a page of ours, as far as the browser says.

    Pages send no referrer, so browsers give the origin of a plain form as "null": then Sec-Fetch-Site decides.
    """
    site = request.headers.get("sec-fetch-site", "")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin", "")
    if origin in ("", "null"):
        return True
    return urlsplit(origin).netloc in (urlsplit(public_url).netloc, request.headers.get("host", ""))
