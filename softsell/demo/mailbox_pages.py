"""The mailbox: the letters that really went through SMTP, as a mail program shows them, with an answer and a way out."""

import smtplib
from collections.abc import Sequence

from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from softsell.demo import mailbox
from softsell.demo.mailbox import Mail
from softsell.demo.pages import Visit, routed
from softsell.demo.stage import Stage

MOST = 80
# No scripts, no pictures from elsewhere; a link opens a page of its own. Same origin, so that the frame can be measured.
_SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
_FRAME = {
    "content-security-policy": (
        f"sandbox {_SANDBOX}; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
    ),
    "x-frame-options": "SAMEORIGIN",
    "cache-control": "no-store",
}


def index(visit: Visit) -> Response:
    """The visitor's letters; with `?all=1` everybody's."""
    mine = visit.visitor.email
    everybody = visit.arg("all") == "1" or not mine
    letters = visit.stage.mailbox.letters("" if everybody else mine)
    state, until = visit.stage.outlook(visit.visitor)
    waits = until if state == "wait" else None
    return visit.page(
        "mailbox.html", letters=letters[:MOST], everybody=everybody, more=len(letters) > MOST, waits=waits
    )


def letter(visit: Visit) -> Response:
    """One letter: as it looks, as plain text, or as its headers."""
    found = _found(visit)
    if found is None:
        return visit.missing()
    if found.name not in visit.visitor.read and _is_mine(visit, found):
        visit.keep(read=(*visit.visitor.read, found.name))
    view = visit.arg("view") if visit.arg("view") in ("text", "headers") else "page" if found.html else "text"
    return visit.page(
        "letter_view.html", mail=found, view=view, said=visit.arg("said"), mine=_is_mine(visit, found), sandbox=_SANDBOX
    )


def body(visit: Visit) -> Response:
    """The HTML of a letter, for its frame; its links lead to where this page was reached, and open a page of their own."""
    found = _found(visit)
    if found is None:
        return Response(status_code=404)
    here = str(visit.request.base_url).rstrip("/")
    html = found.html.replace(visit.stage.door, here).replace("<head>", '<head><base target="_blank">', 1)
    return HTMLResponse(html, headers=_FRAME)


def answer(visit: Visit) -> Response:
    """Reply, or unsubscribe with the mail program's own button."""
    found = _found(visit)
    if found is None or found.mine:
        return visit.missing()
    if visit.arg("do") == "unsubscribe":
        said = _stop(visit, found)
    else:
        said = _reply(visit, found)
    if said == "sent":
        visit.stage.settle(wait=5)
        newest = next(iter(visit.stage.mailbox.letters(found.to)), None)
        if (
            newest is not None
            and not newest.mine
            and newest.name != found.name
            and newest.name not in visit.visitor.read
        ):
            return visit.to(f"/mailbox/{newest.name}?said=answered")
    return visit.to(f"/mailbox/{found.name}?said={said}")


def _reply(visit: Visit, found: Mail) -> str:
    text = visit.arg("text")
    if not text:
        return "empty"
    stage, visitor = visit.stage, visit.visitor
    name = visitor.name if _is_mine(visit, found) else ""
    raw = mailbox.reply(found, found.to, name, text, visit.lang, stage.clock())
    try:
        mailbox.hand_over(stage.inbox, found.to, found.reply_to, raw)
    except (OSError, smtplib.SMTPException):
        return "failed"
    stage.mailbox.sent(raw, stage.clock())
    return "sent"


def _stop(visit: Visit, found: Mail) -> str:
    if not found.stop_url.startswith(visit.stage.door + "/"):
        return "failed"
    try:
        mailbox.one_click(found.stop_url)
    except OSError:
        return "failed"
    return "stopped"


def _found(visit: Visit) -> Mail | None:
    return visit.stage.mailbox.get(visit.request.path_params["name"])


def _is_mine(visit: Visit, found: Mail) -> bool:
    return bool(visit.visitor.email) and visit.visitor.email.lower() in (found.to.lower(), found.sender_address.lower())


def routes(stage: Stage) -> Sequence[Route]:
    """The mailbox's pages."""
    return [
        routed(stage, "/mailbox", get=index),
        routed(stage, "/mailbox/{name}", get=letter, post=answer),
        routed(stage, "/mailbox/{name}/body", get=body),
    ]
