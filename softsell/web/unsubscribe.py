"""Stopping the letters: a page with one button, and the post that acts at once.

Rules (RFC 8058; domain D1)
1. GET shows, POST acts: one request, no login, no question, no redirect, no cookie. The link never expires.
2. Doing it again is fine, and so is doing it for somebody who was forgotten: 200, the same page.
"""

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


def routes(rt: Runtime) -> list[Route]:
    """The routes of stopping."""

    async def show(request: Request) -> Response:
        return await run_in_threadpool(_show, rt, request)

    async def stop(request: Request) -> Response:
        body = await posts.octets(request)
        via = "header" if b"List-Unsubscribe" in body else "page"
        return await run_in_threadpool(_stop, rt, request, via)

    return [Route("/u/{token}", show), Route("/u/{token}", stop, methods=["POST"])]


def _show(rt: Runtime, request: Request) -> Response:
    key = tokens.unseal(rt.secret, "unsubscribe", request.path_params["token"], rt.clock())
    if not key:
        return gone(rt, request)
    shopper = _shopper(rt, key)
    return _page(rt, request, shopper, done=shopper is not None and shopper.stopped_at is not None)


def _stop(rt: Runtime, request: Request, via: str) -> Response:
    now, shop_id = rt.clock(), rt.config.shop.id
    key = tokens.unseal(rt.secret, "unsubscribe", request.path_params["token"], now)
    if not key:
        return gone(rt, request)
    shopper = _shopper(rt, key)
    if shopper is not None and shopper.stopped_at is None:
        event = Unsubscribed(id=f"unsubscribed:{shopper.key}:{shopper.seq}", at=now, via=via)
        store.append_to(rt.db, shop_id, shopper.key, event, now)
        if shopper.address:
            store.suppress(rt.db, shop_id, shopper.address, STOPPED, now)
        store.advance(rt.db, rt.shop(), now, keys=list(dict.fromkeys((key, shopper.key))))
        rt.poke.set()
    return _page(rt, request, shopper, done=True)


def _shopper(rt: Runtime, key: str) -> Shopper | None:
    """Whoever the link was made for; None once they were forgotten, so that nothing is kept of them anew."""
    root = store.root(rt.db, rt.config.shop.id, key)
    found = store.desk.shopper(rt.db, rt.config.shop.id, root) or store.desk.shopper(rt.db, rt.config.shop.id, key)
    return found if found is not None and found.forgotten_at is None else None


def _page(rt: Runtime, request: Request, shopper: Shopper | None, *, done: bool) -> Response:
    shop = rt.shop()
    lang = facts.language(shop, shopper) if shopper else pages.language(request, shop.policy)
    token = request.path_params["token"]
    return pages.page("unsubscribe.html", lang, shop.policy, done=done, token=token)
