"""Stopping the letters: a page with one button, and the post that acts at once.

Rules (RFC 8058; domain D1)
1. GET and HEAD show, POST acts: one request, no login, no question, no redirect, no cookie. The link never expires.
2. A post acts when it says so: `List-Unsubscribe=One-Click` (a mail program), or the button of our page. A scanner that
   sends an empty form has asked for nothing, and is shown the page.
3. Doing it again is fine, and so is doing it for somebody who was forgotten: 200, the same page.
"""

import re
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from softsell import store, tokens
from softsell.core import facts
from softsell.core.events import Unsubscribed
from softsell.core.shopper import Shopper
from softsell.web import pages, posts
from softsell.web.talk import gone
from softsell.worker import Runtime

STOPPED = "stopped"  # the word the core keeps a no under; a later consent lifts it by the same word
BUTTON = "stop"
_LINE = re.compile(r"[\r\n]")


def routes(rt: Runtime) -> list[Route]:
    """The routes of stopping."""

    async def show(request: Request) -> Response:
        return await run_in_threadpool(_show, rt, request)

    async def stop(request: Request) -> Response:
        via = asked_by(request.headers.get("content-type", ""), await posts.octets(request))
        return await run_in_threadpool(_stop, rt, request, via) if via else await show(request)

    return [Route("/u/{token}", show), Route("/u/{token}", stop, methods=["POST"])]


def asked_by(kind: str, body: bytes) -> str:
    """Who asks by this form, urlencoded or multipart (RFC 7578): "header" (RFC 8058), "page" (our button), or nobody: ""."""
    fields = {name.strip().lower(): value.strip().lower() for name, value in _fields(kind, body)}
    if fields.get("list-unsubscribe") == "one-click":
        return "header"
    return "page" if BUTTON in fields else ""


def _fields(kind: str, body: bytes) -> list[tuple[str, str]]:
    if not kind.strip().lower().startswith("multipart/"):
        try:
            return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=50)
        except ValueError:
            return []
    head = b"Content-Type: " + _LINE.sub("", kind).encode("ascii", "replace") + b"\r\n\r\n"
    form = BytesParser(_class=EmailMessage, policy=HTTP).parsebytes(head + body)
    found = []
    for part in form.iter_parts() if form.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        value = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(value, bytes):
            found.append((name, value.decode("utf-8", "replace")))
    return found


def _show(rt: Runtime, request: Request) -> Response:
    key = tokens.unseal(rt.secret, "unsubscribe", request.path_params["token"], rt.clock())
    if not key:
        return gone(rt, request)
    shopper = whose(rt, key)
    return _page(rt, request, shopper, done=shopper is not None and shopper.stopped_at is not None)


def _stop(rt: Runtime, request: Request, via: str) -> Response:
    key = tokens.unseal(rt.secret, "unsubscribe", request.path_params["token"], rt.clock())
    if not key:
        return gone(rt, request)
    shopper = whose(rt, key)
    if shopper is not None:
        stop_all(rt, key, shopper, via)
    return _page(rt, request, shopper, done=True)


def stop_all(rt: Runtime, key: str, shopper: Shopper, via: str) -> None:
    """Stop every letter to this person, before the next one is sent; once is enough. `key` is the one of the link."""
    if shopper.stopped_at is not None:
        return
    now, shop_id = rt.clock(), rt.config.shop.id
    event = Unsubscribed(id=f"unsubscribed:{shopper.key}:{shopper.seq}", at=now, via=via)
    store.append_to(rt.db, shop_id, shopper.key, event, now)
    if shopper.address:
        store.suppress(rt.db, shop_id, shopper.address, STOPPED, now)
    store.advance(rt.db, rt.shop(), now, keys=list(dict.fromkeys((key, shopper.key))))
    rt.poke.set()


def whose(rt: Runtime, key: str) -> Shopper | None:
    """Whoever the link was made for; None once they were forgotten, so that nothing is kept of them anew."""
    root = store.root(rt.db, rt.config.shop.id, key)
    found = store.desk.shopper(rt.db, rt.config.shop.id, root) or store.desk.shopper(rt.db, rt.config.shop.id, key)
    return found if found is not None and found.forgotten_at is None else None


def _page(rt: Runtime, request: Request, shopper: Shopper | None, *, done: bool) -> Response:
    shop = rt.shop()
    lang = facts.language(shop, shopper) if shopper else pages.language(request, shop.policy)
    token = request.path_params["token"]
    return pages.page("unsubscribe.html", lang, shop.policy, done=done, token=token, button=BUTTON)
