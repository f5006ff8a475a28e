"""What the demonstration's pages share: who is visiting, the words, the bar with the clock; and the first page.

Rules
1. A page is made in a thread and may wait for softsell's own door; the loop that serves the door is never held up.
2. What a visitor does is told to softsell by `Visit.tell`, over HTTP, as a foreign shop's server would.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct
from msgspec.structs import replace
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from softsell.demo import shop_client, words
from softsell.demo.stage import Stage
from softsell.demo.visitors import Visitor
from softsell.voice.figures import money
from softsell.web import pages as web

HERE = Path(__file__).parent
COOKIE, LANG_COOKIE = "lopi_device", "demo_lang"
MOVES = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
Handler = Callable[["Visit"], Response]


class Visit:
    """One request of one visitor: what was sent, and how to answer. Made for the request, gone with it."""

    def __init__(self, stage: Stage, request: Request, form: dict[str, str]) -> None:
        self.stage, self.request, self.form = stage, request, form
        shop_id, policy = stage.rt.config.shop.id, stage.rt.shop().policy
        known = stage.visitors.get(request.cookies.get(COOKIE, ""))
        self.new = known is None
        self.visitor = known or stage.visitors.fresh(shop_id, policy)
        self.lang = _language(request)

    def arg(self, name: str) -> str:
        """A parameter of the address or a field of the form, trimmed."""
        return (self.form.get(name) or self.request.query_params.get(name) or "").strip()[:4000]

    def keep(self, **changes: Any) -> Visitor:
        """Remember something of the visitor."""
        self.visitor = replace(self.visitor, **changes)
        self.stage.visitors.keep(self.visitor)
        return self.visitor

    def tell(self, *calls: dict[str, Any]) -> None:
        """Send calls (from `call`) to softsell."""
        rt = self.stage.rt
        shop_client.send(self.stage.door, rt.config.shop.write_key, list(calls), rt.clock())

    def call(self, kind: str, message_id: str = "", **fields: Any) -> dict[str, Any]:
        """One Segment call by this visitor's device, at the time of the demonstration's clock."""
        context = {"locale": {"is": "is-IS", "en": "en-GB"}[self.lang], "timezone": "Atlantic/Reykjavik"}
        if self.visitor.email:
            context["traits"] = {"email": self.visitor.email, "name": self.visitor.name}  # type: ignore[assignment]
        now = self.stage.clock()
        return shop_client.call(kind, self.visitor.id, now, message_id=message_id, context=context, **fields)

    def page(self, template: str, *, status: int = 200, **context: Any) -> Response:
        """A page with the demonstration's bar on top."""
        stage, lang = self.stage, self.lang
        rt = stage.rt
        mine = stage.mailbox.letters(self.visitor.email) if self.visitor.email else []
        body = templates().get_template(template).render(
            lang=lang, t=web.words(lang), w=words.say(lang), shop=rt.shop().policy, visitor=self.visitor,
            now=words.moment(stage.clock(), lang), moment=lambda at: words.moment(at, lang), when=lambda at: words.when(at, lang),
            price=lambda amount: money(amount, "ISK", lang), here=self.request.url.path,
            back=self.request.url.path + (f"?{self.request.url.query}" if self.request.url.query else ""),
            unread=sum(1 for m in mine if not m.mine and m.name not in self.visitor.read),
            count=sum(self.visitor.lines.values()), languages=words.LANGUAGES, **context,
        )  # fmt: skip
        headers = {**web.HEADERS, "cache-control": "no-store", "content-language": lang}
        return HTMLResponse(body, status_code=status, headers=headers)

    def to(self, path: str) -> Response:
        """On to another page of ours."""
        safe = path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
        return RedirectResponse(safe, status_code=303)

    def missing(self) -> Response:
        return self.page("missing.html", status=404)


def routed(stage: Stage, path: str, get: Handler | None = None, post: Handler | None = None) -> Route:
    """A route whose handlers run in a thread. After a POST softsell does what is due, so the next page shows it."""

    async def endpoint(request: Request) -> Response:
        form: dict[str, str] = {}
        handler = get
        if request.method == "POST":
            handler = post
            form = {key: value for key, value in (await request.form()).items() if isinstance(value, str)}
        assert handler is not None, "a route answers only the methods it has a handler for"
        return await run_in_threadpool(_handled, stage, request, form, handler)

    methods = [*(["GET"] if get else []), *(["POST"] if post else [])]
    return Route(path, endpoint, methods=methods)


def _handled(stage: Stage, request: Request, form: dict[str, str], handler: Handler) -> Response:
    visit = Visit(stage, request, form)
    answer = handler(visit)
    if request.method == "POST":
        stage.settle(wait=2)
    if visit.new:
        answer.set_cookie(COOKIE, visit.visitor.id, max_age=400 * 86400, httponly=True, samesite="lax")
    if request.query_params.get("lang") in words.LANGUAGES:
        answer.set_cookie(LANG_COOKIE, visit.lang, max_age=400 * 86400, httponly=True, samesite="lax")
    return answer


def _language(request: Request) -> str:
    for wanted in (request.query_params.get("lang"), request.cookies.get(LANG_COOKIE)):
        if wanted in words.LANGUAGES:
            return wanted
    asked = request.headers.get("accept-language", "")[:200].lower()
    places = {lang: asked.find(lang) for lang in words.LANGUAGES}
    spoken = [(place, lang) for lang, place in places.items() if place >= 0]
    return min(spoken)[1] if spoken else "en"


class Step(Struct, frozen=True):
    """One step of the path to try."""

    id: str
    done: bool
    href: str


def steps(visit: Visit) -> list[Step]:
    """The path through the demonstration, ticked off by what the visitor really did."""
    visitor, shopper = visit.visitor, visit.stage.shopper(visit.visitor)
    talk = shopper.conversation if shopper else None
    answered = talk is not None and talk.turn > 0
    suits = talk is not None and (talk.satisfied_turn > 0 or talk.ended in ("satisfied", "bought"))
    return [
        Step("cart", visitor.carts > 0, "/shop"),
        Step("name", bool(visitor.email), "/shop/checkout"),
        Step("read", bool(visitor.read), "/mailbox"),
        Step("talk", answered and suits, "/mailbox"),
        Step("buy", len(visitor.orders) > 0, "/shop/cart"),
        Step("back", len(visitor.orders) > 1, "/shop"),
    ]


def welcome(visit: Visit) -> Response:
    state, until = visit.stage.outlook(visit.visitor)
    known = words.words(visit.lang)
    mind = f"mind.{state}" if f"mind.{state}" in known else "mind.other"
    path = steps(visit)
    following = next((step.id for step in path if not step.done), "")
    return visit.page("welcome.html", steps=path, following=following, mind=mind, until=until)


def clock(visit: Visit) -> Response:
    """Let time pass: by a named stretch, or to the moment that softsell itself waits for."""
    by = visit.arg("by")
    if by == "until":
        _, until = visit.stage.outlook(visit.visitor)
        if until is not None:
            visit.stage.move(until - visit.stage.clock() + timedelta(minutes=1))
    elif by in MOVES:
        visit.stage.move(MOVES[by])
    return visit.to(visit.arg("back") or "/")


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The demonstration's templates over softsell's own; what is missing is an error."""
    made = Environment(
        loader=ChoiceLoader([FileSystemLoader(HERE / "templates"), FileSystemLoader(web.HERE / "templates")]),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals["static"] = web.static_url
    made.globals["demo_static"] = lambda name: f"/demo/static/{name}?v={_files()[name][1]}"
    return made


@lru_cache(maxsize=1)
def _files() -> dict[str, tuple[bytes, str]]:
    found = {}
    for path in (HERE / "static").iterdir():
        if path.suffix in TYPES:
            found[path.name] = (path.read_bytes(), sha256(path.read_bytes()).hexdigest()[:16])
    return found


async def static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _files():
        return Response(status_code=404)
    headers = {"content-type": TYPES[Path(name).suffix], "cache-control": web.YEAR}
    return Response(_files()[name][0], headers=headers)


def routes(stage: Stage) -> Sequence[Route]:
    """The first page, the clock, and the static files."""
    return [
        routed(stage, "/", get=welcome),
        routed(stage, "/demo/clock", post=clock),
        Route("/demo/static/{name}", static),
    ]
