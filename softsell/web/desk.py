"""The merchant's pages: signing in, and the way to each of them.

Rules
1. Who has not signed in sees the door only. While there is no account, the door makes the first one, once, with its code.
2. Every POST is checked for its token before anything else is looked at; a page is never shown from another one's cache.
"""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from softsell import store
from softsell.voice import LANGUAGES
from softsell.web import (
    desk_carts,
    desk_inbox,
    desk_letters,
    desk_lint,
    desk_person,
    desk_questions,
    desk_result,
    desk_settings,
    desk_today,
    desk_troubles,
    pages,
)
from softsell.web.desk_visit import Room, Visit, go, visit
from softsell.web.session import (
    COOKIE,
    HOURS,
    LEAST_PASSWORD,
    MOST_PASSWORD,
    Session,
    hash_password,
    is_password,
    is_setup_code,
)  # fmt: skip
from softsell.worker import Runtime

Handler = Callable[[Visit], Response]
MOST_BODY = 64 * 1024
HOME = "/desk"
PLACES = (
    desk_today, desk_inbox, desk_carts, desk_person, desk_letters, desk_lint, desk_troubles, desk_questions, desk_result,
    desk_settings,
)  # fmt: skip


def routes(rt: Runtime) -> list[BaseRoute]:
    """Every route of the desk, all under /desk."""
    room = Room(rt)
    doors: list[BaseRoute] = [
        _route(room, "/desk/sign-in", get=sign_in_page, post=sign_in, open_to_all=True),
        _route(room, "/desk/set-up", get=set_up_page, post=set_up, open_to_all=True),
        _route(room, "/desk/language", post=language, open_to_all=True),
        _route(room, "/desk/sign-out", post=sign_out),
    ]
    for module in PLACES:
        doors += [_route(room, path, get=get, post=post) for path, get, post in module.PAGES]
    return doors


def _route(
    room: Room, path: str, *, get: Handler | None = None, post: Handler | None = None, open_to_all: bool = False
) -> Route:
    async def endpoint(request: Request) -> Response:
        form: dict[str, str] = {}
        if request.method == "POST":
            if int(request.headers.get("content-length") or MOST_BODY + 1) > MOST_BODY:
                return PlainTextResponse("", status_code=413)
            async with request.form(max_files=0, max_fields=200, max_part_size=MOST_BODY) as posted:
                form = {name: value for name, value in posted.items() if isinstance(value, str)}
        handler = post if request.method == "POST" else get
        assert handler is not None
        return await run_in_threadpool(_answer, room, request, form, handler, open_to_all)

    methods = [name for name, handler in (("GET", get), ("POST", post)) if handler]
    return Route(path, endpoint, methods=methods, name=f"desk:{path}")


def _answer(room: Room, request: Request, form: dict[str, str], handler: Handler, open_to_all: bool) -> Response:
    known = room.sessions.read(request.cookies.get(COOKIE, ""))
    session = known or room.sessions.begin(_spoken(room, request))
    seen = visit(room, request, session, form)
    if request.method == "POST" and not (known and room.sessions.is_token(known, form.get("token", ""))):
        response = seen.page("refused", status=403)
    elif seen.user is None and not open_to_all:
        response = go("/desk/sign-in" if store.settings.users(room.rt.db, room.shop_id) else "/desk/set-up")
    else:
        response = handler(seen)
    if known is None and "set-cookie" not in response.headers:
        _keep(room, response, session)
    response.headers.setdefault("cache-control", "no-store")
    return response


def _spoken(room: Room, request: Request) -> str:
    lang = pages.language(request, room.rt.shop().policy)
    return lang if lang in LANGUAGES else "en"


def _keep(room: Room, response: Response, session: Session) -> None:
    """The cookie: not for scripts, not for other sites, only over TLS where the shop's address says so."""
    secure = room.rt.desk.public_url.startswith("https://")
    response.set_cookie(
        COOKIE,
        room.sessions.write(session),
        max_age=HOURS * 3600,
        path="/desk",
        secure=secure,
        httponly=True,
        samesite="lax",
    )


# -- the door --------------------------------------------------------------------------------------------------------------


def sign_in_page(visit: Visit) -> Response:
    if visit.user:
        return go(HOME)
    if not store.settings.users(visit.rt.db, visit.shop.id):
        return go("/desk/set-up")
    return visit.page("sign_in", problem="", name="")


def sign_in(visit: Visit) -> Response:
    """Name and password; every wrong pair makes the next try wait, by name and by caller."""
    name, password = visit.form.get("name", "").strip()[:100], visit.form.get("password", "")
    caller = visit.request.client.host if visit.request.client else ""
    names = (f"name:{name.lower()}", f"from:{caller}")
    if wait := visit.room.patience.wait(*names):
        problem = visit.words("sign-in-wait", long=visit.words.minutes(wait))
        response = visit.page("sign_in", status=429, problem=problem, name=name)
        response.headers["retry-after"] = str(wait)
        return response
    user = store.settings.user(visit.rt.db, visit.shop.id, name)
    if not is_password(user.password_hash if user else "", password) or user is None:
        visit.room.patience.wrong(*names)
        return visit.page("sign_in", status=401, problem=visit.words("sign-in-wrong"), name=name)
    visit.room.patience.right(*names)
    return _enter(visit, user.name, user.password_hash, user.language)


def _enter(visit: Visit, name: str, password_hash: str, lang: str) -> Response:
    response = go(HOME)
    _keep(visit.room, response, visit.room.sessions.begin(lang, name, password_hash))
    return response


def sign_out(visit: Visit) -> Response:
    response = go("/desk/sign-in")
    response.delete_cookie(COOKIE, path="/desk", httponly=True, samesite="lax")
    return response


def set_up_page(visit: Visit) -> Response:
    if store.settings.users(visit.rt.db, visit.shop.id):
        return go("/desk/sign-in")
    return visit.page("set_up", problem="", name="", least=LEAST_PASSWORD)


def set_up(visit: Visit) -> Response:
    """Make the first account. Only while there is none, and only with the code that the installation printed."""
    words, form, db = visit.words, visit.form, visit.rt.db
    if store.settings.users(db, visit.shop.id):
        return go("/desk/sign-in")
    name, password = form.get("name", "").strip(), form.get("password", "")
    caller = visit.request.client.host if visit.request.client else ""
    names = ("set-up", f"from:{caller}")
    if wait := visit.room.patience.wait(*names):
        problem = words("sign-in-wait", long=words.minutes(wait))
        return visit.page("set_up", status=429, problem=problem, name=name, least=LEAST_PASSWORD)
    problem = ""
    if not is_setup_code(visit.rt.secret, form.get("code", "")):
        visit.room.patience.wrong(*names)
        problem = words("set-up-code-wrong")
    elif not 1 <= len(name) <= 60:
        problem = words("set-up-name-wrong")
    elif not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        problem = words("set-up-password-wrong", least=LEAST_PASSWORD)
    if problem:
        return visit.page("set_up", status=422, problem=problem, name=name, least=LEAST_PASSWORD)
    hashed = hash_password(password)
    with visit.room.lock:  # two who hold the code at the same moment: one of them is first
        free = not store.settings.users(db, visit.shop.id)
        if not free or not store.settings.add_user(db, visit.shop.id, name, hashed, visit.lang, visit.now):
            return go("/desk/sign-in")
    return _enter(visit, name, hashed, visit.lang)


def language(visit: Visit) -> Response:
    """The other language: kept with the account, or in the cookie before there is one."""
    lang = visit.form.get("lang", "")
    back = visit.form.get("back", "")
    response = go(back if back.startswith("/desk") and "//" not in back and "\\" not in back else HOME)
    if lang not in LANGUAGES:
        return response
    if visit.user:
        store.settings.change_user(visit.rt.db, visit.shop.id, visit.name, language=lang)
        _keep(visit.room, response, visit.room.sessions.begin(lang, visit.name, visit.user.password_hash))
    else:
        _keep(visit.room, response, visit.room.sessions.begin(lang))
    return response
