"""The door for mail providers: POST /hooks/mail/PROVIDER with letters and reports, all read as any other raw letter.

Rules
1. A provider without its proof in `[hooks]` has no door (404). A request that does not prove itself is answered 403, in clear
   words, and nothing of it is kept.
2. 200 only when every letter in it was taken in. When the store or Amazon's certificate is not at hand it is 503, so that the
   provider tries again; letters that were taken already are known again by their ids.
3. Too many at once is 503 with Retry-After for a provider (some give up at 429), 429 for one who cannot prove who they are.
4. Nothing is fetched but a certificate, and the confirmation of a subscription where that is switched on, both from Amazon.
"""

import hashlib
import http.client
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from softsell import receiving
from softsell.config import Hooks
from softsell.errors import BadRequest, ConfigError
from softsell.mail.hooks import mailgun, postmark, sendgrid, ses, sns
from softsell.mail.hooks.post import Post
from softsell.web.keyed import LEAST_KEY, Refused
from softsell.web.posts import TooLarge, limited
from softsell.web.rate import Buckets
from softsell.worker import Runtime

log = logging.getLogger("softsell.web")
PATH = "/hooks/mail/"
MOST_BYTES = 40 << 20  # providers take letters of some 25 MB, base64 makes more of them
READ_SECONDS = 60
BURST, SECONDS = 600, 0.02
FETCH_SECONDS = 5.0
FETCH_BYTES = 64 << 10
MOST_TOKENS = 20_000
Fetch = sns.Fetch


class Provider(Struct, frozen=True):
    """How one provider is believed and read: `doubt` says why not ("" when it is proved), `letters` what it brings."""

    doubt: Callable[[Post], str]
    letters: Callable[[Post], tuple[bytes, ...]]
    once: Callable[[Post], str] = lambda post: ""
    confirm: Callable[[Post], str] = lambda post: ""


def routes(rt: Runtime, fetch: Fetch | None = None, clock: Callable[[], float] = time.monotonic) -> list[Route]:
    """The routes of the door. `fetch(url)` gets the octets at one of Amazon's addresses, or raises OSError.

    Raises ConfigError for a secret that can be guessed or a key that is none.
    """
    get = fetch or fetched
    known = providers(rt.config.hooks, Certificates(get, clock))
    served, failed, tokens = Buckets(clock, burst=BURST, seconds=SECONDS), Buckets(clock), Tokens()

    def proved(provider: Provider, name: str, caller: str, post: Post) -> None:
        """Return when the request is truly the provider's. Raises Refused."""
        if why := provider.doubt(post):
            wait = failed.take(caller)
            log.warning("a request to %s%s is not believed: %s", PATH, name, why)
            raise Refused(429, "too many requests at once", **{"retry-after": str(wait)}) if wait else Refused(403, why)
        if wait := served.take(name):
            raise Refused(503, "too many requests at once", **{"retry-after": str(wait)})

    def take(name: str, caller: str, post: Post) -> int:
        """Take in what a request brings; how many letters that was."""
        provider = known[name]
        try:
            proved(provider, name, caller, post)
            if url := provider.confirm(post):
                _confirm(url, get, rt.config.hooks.ses_confirm)
                return 0
            found = provider.letters(post)
        except BadRequest as error:
            raise Refused(400, str(error), error.field) from error
        if not tokens.fits(provider.once(post), found):
            raise Refused(403, "this token came with another letter before")
        for raw in found:
            receiving.receive(rt, raw, post.at)
        return len(found)

    async def hook(request: Request) -> Response:
        try:
            name = request.path_params["provider"]
            if name not in known:
                raise Refused(404, "there is no door for this provider")
            body = await _body(request)
            post = Post(dict(request.headers), dict(request.query_params), body, rt.clock())
            caller = request.client.host if request.client else ""
            count = await run_in_threadpool(_kept, take, name, caller, post)
        except Refused as refused:
            error = {"field": refused.field, "message": refused.message}
            return _answer(refused.status, {"success": False, "error": error}, **refused.headers)
        except ClientDisconnect:
            return Response(status_code=400)
        return _answer(200, {"success": True, "letters": count})

    # Mailgun posts the raw letter when the address ends in "mime".
    paths = (f"{PATH}{{provider}}", f"{PATH}{{provider}}/mime")
    return [Route(path, hook, methods=["POST"], name=f"hooks:{path}") for path in paths]


def providers(settings: Hooks, certificate: Fetch) -> dict[str, Provider]:
    """The providers that have their proof in the settings. Raises ConfigError for a proof that proves nothing."""
    found = {}
    for field in ("postmark_secret", "sendgrid_secret", "mailgun_signing_key"):
        if 0 < len(getattr(settings, field)) < LEAST_KEY:
            raise ConfigError(f"hooks.{field}: at least {LEAST_KEY} characters are needed")
    if secret := settings.postmark_secret:
        found["postmark"] = Provider(lambda post: postmark.doubt(post, secret), postmark.letters)
    if signing := settings.mailgun_signing_key:
        found["mailgun"] = Provider(lambda post: mailgun.doubt(post, signing), mailgun.letters, mailgun.token)
    key = sendgrid.public_key(settings.sendgrid_public_key)
    if settings.sendgrid_secret or key:
        found["sendgrid"] = Provider(lambda post: sendgrid.doubt(post, settings.sendgrid_secret, key), sendgrid.letters)
    if topics := settings.ses_topics.split():
        found["ses"] = Provider(lambda post: sns.doubt(post, topics, certificate), ses.letters, confirm=ses.to_confirm)
    return found


class Certificates:
    """Amazon's certificates, each fetched once, and few in a short time: an address in a request is nobody's yet."""

    def __init__(self, fetch: Fetch, clock: Callable[[], float], most: int = 20) -> None:
        self._fetch, self._most = fetch, most
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._bucket, self._lock = Buckets(clock, burst=5, seconds=10), threading.Lock()

    def __call__(self, url: str) -> bytes:
        with self._lock:
            if url in self._kept:
                return self._kept[url]
            if self._bucket.take(""):
                raise OSError("too many certificates were asked for")
        found = self._fetch(url)
        with self._lock:
            self._kept[url] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found


class Tokens:
    """Which letters came under a token that is good for one request; in memory, the last ones."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def fits(self, token: str, letters: tuple[bytes, ...]) -> bool:
        """Whether the token is new, or came with the same letters before (a provider that tries again)."""
        if not token:
            return True
        mark = hashlib.sha256(b"\x00".join(letters)).digest()
        with self._lock:
            first = self._kept.setdefault(token, mark)
            while len(self._kept) > MOST_TOKENS:
                self._kept.popitem(last=False)
        return first == mark


def fetched(url: str) -> bytes:
    """What is at an https address: no redirects, no proxies, at most 64 kB. Raises OSError."""
    parts = urlsplit(url)
    connection = http.client.HTTPSConnection(parts.netloc, timeout=FETCH_SECONDS)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}" if parts.query else parts.path)
        with connection.getresponse() as response:
            body = response.read(FETCH_BYTES + 1)
            if response.status != 200 or len(body) > FETCH_BYTES:
                raise OSError(f"{parts.netloc} answered {response.status}, {len(body)} octets")
            return body
    except http.client.HTTPException as error:
        raise OSError(str(error)) from error
    finally:
        connection.close()


def _confirm(url: str, get: Fetch, allowed: bool) -> None:
    if not allowed:
        raise Refused(403, "a subscription waits: set ses_confirm in [hooks], or open its SubscribeURL yourself")
    if not sns.is_amazon(url):
        raise Refused(403, "the SubscribeURL is not at Amazon's address")
    get(url)
    log.info("a subscription of SNS was confirmed")


def _kept(take: Callable[[str, str, Post], int], name: str, caller: str, post: Post) -> int:
    """Take it in; what fails on our side asks the provider to come again."""
    try:
        return take(name, caller, post)
    except Refused:
        raise
    except Exception as error:
        log.exception("what came to %s%s could not be kept", PATH, name)
        raise Refused(503, "not kept, please try again", **{"retry-after": "60"}) from error


async def _body(request: Request) -> bytes:
    try:
        return await limited(request, MOST_BYTES, READ_SECONDS)
    except TooLarge as error:
        raise Refused(413, f"the body is larger than {MOST_BYTES >> 20} MB") from error
    except TimeoutError as error:
        raise Refused(408, "the body took too long") from error


def _answer(status: int, told: object, **headers: str) -> Response:
    fixed = {"content-type": "application/json", "cache-control": "no-store"}
    return Response(msgspec.json.encode(told), status_code=status, headers=fixed | headers)
