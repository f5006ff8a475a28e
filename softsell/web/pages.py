"""What every page shares: templates, words, static files, and the headers that keep a page to itself.

Rules
1. A page is words of `voice` in one language in a template; nothing in it runs or is styled inline.
2. Addresses of the shopper's pages are secrets (a token is in them): never cached, never told to another site.
3. Static files are read once and served under the hash of what is in them, so they may be kept for a year.
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from softsell import load
from softsell.core.shop import Policy
from softsell.values import Slot, Text
from softsell.voice import LANGUAGES, phrases

HERE = Path(__file__).parent
YEAR = "public, max-age=31536000, immutable"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
HEADERS = {
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


class Static(Struct, frozen=True):
    """A file as it is served."""

    body: bytes
    kind: str
    hash: str


@lru_cache(maxsize=1)
def statics() -> dict[str, Static]:
    """Every static file by its name below `static/`."""
    found = {}
    for path in sorted((HERE / "static").rglob("*")):
        if path.is_file() and path.suffix in TYPES:
            body = path.read_bytes()
            name = path.relative_to(HERE / "static").as_posix()
            found[name] = Static(body, TYPES[path.suffix], hashlib.sha256(body).hexdigest()[:16])
    return found


def static_url(name: str) -> str:
    """The address of a static file, with the hash of what is in it."""
    return f"/static/{name}?v={statics()[name].hash}"


async def static(request: Request) -> Response:
    """Serve a static file: for a year under its hash, else with an ETag to ask again."""
    file = statics().get(request.path_params["name"])
    if file is None:
        return Response(status_code=404)
    tag = f'"{file.hash}"'
    kept = YEAR if request.query_params.get("v") == file.hash else "public, no-cache"
    headers = {"etag": tag, "cache-control": kept}
    if tag in [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(file.body, headers={**headers, "content-type": file.kind})


ROUTES = [Route("/static/{name:path}", static)]


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates; what they print is escaped, what is missing is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = static_url
    return made


def words(lang: str) -> Callable[..., str]:
    """A function that says a phrase in `lang`: `t("page-as-of", day=Day(...))`; plain texts become Text slots."""
    voice = load.voice()

    def t(key: str, **slots: Slot | str) -> str:
        given = {name: Text(slot) if isinstance(slot, str) else slot for name, slot in slots.items()}
        return phrases.text(voice, key, lang, given)

    return t


def render(template: str, lang: str, policy: Policy, **context: Any) -> str:
    """A template with the words of `lang`. `shop` in it is the policy: its name, its address."""
    return templates().get_template(template).render(lang=lang, t=words(lang), shop=policy, **context)


def page(
    template: str,
    lang: str,
    policy: Policy,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> HTMLResponse:
    """A page that nobody keeps and no other site learns of."""
    body = render(template, lang, policy, **context)
    kept = {**HEADERS, "cache-control": "no-store", "content-language": lang, "vary": "accept-language"}
    return HTMLResponse(body, status_code=status, headers={**kept, **(headers or {})})


def language(request: Request, policy: Policy) -> str:
    """The language a browser asks for, when the shop speaks it; else the shop's own."""
    spoken = set(policy.languages) & set(LANGUAGES)
    wanted = []
    for place, part in enumerate(request.headers.get("accept-language", "")[:200].split(",")):
        name, _, weight = part.strip().partition(";q=")
        try:
            wanted.append((-float(weight or 1), place, name.lower().split("-")[0]))
        except ValueError:
            continue
    return next((name for _, _, name in sorted(wanted) if name in spoken), policy.language)
