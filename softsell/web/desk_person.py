"""One person: what was said, what is known, on what ground we may write, and what somebody at the shop can do.

Rules
1. A text of a person at the shop is read by the lint before it goes: pressure is refused, with why and softer words; a
   warning is shown, and goes on a second press.
2. Nothing is sent from here: what is done becomes an event, and the core decides.
"""

from collections.abc import Callable, Sequence

import msgspec
from starlette.responses import Response

from softsell import store
from softsell.core import events as ev
from softsell.core import facts, office, outreach
from softsell.core.conversation import awaits
from softsell.core.shopper import Shopper
from softsell.voice.lint import blocking, lint
from softsell.web import desk_coach, desk_inbox, desk_lint
from softsell.web.desk_carts import items
from softsell.web.desk_next import ahead
from softsell.web.desk_talk import Line, lines
from softsell.web.desk_visit import Visit, go

MOST_TEXT = 5000
MOST_WROTE = 4  # messages of the buyer's that stand on top
OPEN = 3  # lines of the log that are not folded


def page(visit: Visit) -> Response:
    """The page of a person; a joined key leads to the one that stands for them."""
    key = visit.path("key")
    root = store.root(visit.rt.db, visit.shop.id, key)
    if root != key:
        return go(f"/desk/person/{root}")
    shopper = _shopper(visit, key)
    return _page(visit, shopper) if shopper else visit.page("missing", status=404)


def _shopper(visit: Visit, key: str) -> Shopper | None:
    shopper = store.desk.shopper(visit.rt.db, visit.shop.id, key)
    return None if shopper is None or shopper.forgotten_at else shopper


def _page(
    visit: Visit, shopper: Shopper, *, status: int = 200, text: str = "", look: desk_lint.Look = desk_lint.NOTHING,
    channel: str = "", problem: str = "",
) -> Response:  # fmt: skip
    words, talk = visit.words, shopper.conversation
    entries = store.person.transcript(visit.rt.db, visit.shop.id, shopper.key)
    then = ahead(visit.shop, shopper, visit.now)
    by = office.owed(visit.shop.policy, talk) if talk else None
    letters = store.inbound.of_person(visit.rt.db, visit.shop.id, shopper.key)
    owed, told = bool(talk and awaits(talk)), lines(visit, entries, letters)
    by_mail = "@" in shopper.address and not shopper.stopped_at and not shopper.suppressed
    return visit.page(
        "person",
        "inbox" if talk and (owed or talk.state == "handed_over") else "carts",
        status=status,
        key=shopper.key,
        shopper=shopper,
        name=shopper.name or shopper.address or words("nobody"),
        talk=talk,
        state=words.either(f"stage-{talk.state}", "stage-other") if talk else "",
        held=bool(talk and talk.state == "handed_over"),
        holder=talk.holder if talk else "",
        next=words(f"next-{then.what}"),
        next_at=then.at,
        why=words.either(f"why-{then.reason}", "why-other") if then.reason else "",
        items=items(visit, shopper),
        panel=desk_coach.panel(visit, shopper, entries),
        overdue=bool(by and visit.now > by),
        following=desk_inbox.following(visit, shopper.key) if talk and (owed or talk.state == "handed_over") else "",
        owed=owed,
        said=bool(visit.query("said")) and status == 200,
        wrote=_wrote(told),
        earlier=told[:-OPEN],
        latest=told[-OPEN:],
        basis=_basis(visit, shopper),
        language=words.either(f"language-{facts.language(visit.shop, shopper)}", "language-other"),
        by_mail=by_mail,
        channel=channel or (talk.channel if talk and by_mail else "mail" if by_mail else "page"),
        text=text,
        look=look,
        blocked=look.blocked,
        problem=problem,
        erase_word=words("erase-word"),
        reply_lang=facts.language(visit.shop, shopper),
    )


def _wrote(told: Sequence[Line]) -> list[Line]:
    """What the buyer wrote last: everything since somebody else spoke, and never nothing where they ever wrote."""
    spoken = [line for line in told if line.side != "noted"]
    last = next((n for n in reversed(range(len(spoken))) if spoken[n].side == "theirs"), -1)
    first = last
    while first > 0 and spoken[first - 1].side == "theirs":
        first -= 1
    return spoken[max(first, last - MOST_WROTE + 1) : last + 1] if last >= 0 else []


def _basis(visit: Visit, shopper: Shopper) -> dict[str, str]:
    """How we know that we may write, with its proof; or that we may not."""
    words, policy, consent = visit.words, visit.shop.policy, shopper.consent
    ground = outreach.ground(policy, shopper, False)
    proof = ""
    if consent is not None:
        proof = words(
            "basis-proof", day=words.full_day(consent.at), text=consent.text or "–", source=consent.source or "–",
            version=consent.version or "–",
        )  # fmt: skip
    if shopper.stopped_at or shopper.suppressed:
        return {"told": words("basis-stopped"), "proof": proof, "law": ""}
    if consent is not None and consent.basis == "withdrawn":
        return {"told": words("basis-withdrawn"), "proof": proof, "law": ""}
    place = outreach.jurisdiction(policy, shopper.country)
    law = words("basis-law", source=place.source) if place.source else ""
    return {"told": words(f"basis-{ground or 'nothing'}"), "proof": proof, "law": law}


def take_over(visit: Visit) -> Response:
    return _tell(visit, "over", lambda name: ev.TookOver(id=name, at=visit.now, by=visit.name))


def hand_back(visit: Visit) -> Response:
    """To the machine, or closed as answered; then to who waits next."""
    done = visit.form.get("done") == "1"
    answer = _tell(visit, "back", lambda name: ev.HandedBack(id=name, at=visit.now, by=visit.name, done=done))
    return go("/desk/inbox", told="done" if done else "back") if answer.status_code == 303 else answer


def mark(visit: Visit) -> Response:
    """ "stop": they asked for it in some other way. "human": a person, whatever it looked like."""
    match visit.form.get("what", ""):
        case "stop":
            return _tell(visit, "stop", lambda name: ev.Unsubscribed(id=name, at=visit.now, via="desk"))
        case "human":
            return _tell(visit, "human", lambda name: ev.Suspected(id=name, at=visit.now, human=True))
    return visit.page("missing", status=422)


def _tell(visit: Visit, place: str, make: Callable[[str], ev.Event]) -> Response:
    key = store.root(visit.rt.db, visit.shop.id, visit.path("key"))
    if _shopper(visit, key) is None:
        return visit.page("missing", status=404)
    visit.tell(key, make, place=place)
    return go(f"/desk/person/{key}")


def reply(visit: Visit) -> Response:
    """Say something as a person: refused when it presses, shown again when it may, else said and held by who wrote it."""
    key = store.root(visit.rt.db, visit.shop.id, visit.path("key"))
    shopper = _shopper(visit, key)
    if shopper is None:
        return visit.page("missing", status=404)
    text = desk_lint.tidy(visit.form.get("text", ""), MOST_TEXT).strip()
    channel = "mail" if visit.form.get("channel") == "mail" else "page"
    if insert := desk_lint.tidy(visit.form.get("insert", ""), MOST_TEXT).strip():  # without scripts: one press later
        text = f"{text}\n\n{insert}".strip()[:MOST_TEXT]
        look = desk_lint.look(visit, text, facts.language(visit.shop, shopper), "letter")
        return _page(visit, shopper, text=text, look=look, channel=channel)
    if not text:
        return _page(visit, shopper, status=422, channel=channel, problem=visit.words("reply-empty"))
    lang = facts.language(visit.shop, shopper)
    look = desk_lint.look(visit, text, lang, "letter")
    if look.blocked or (_presses(visit, text, lang) and desk_lint.tidy(visit.form.get("anyway", "")).strip() != text):
        return _page(visit, shopper, status=422, text=text, look=look, channel=channel)
    if finding := blocking(lint(visit.rt.desk.voice, text, lang, kind="letter")):  # braces are no placeholders here
        problem = visit.words("finding-block", words=finding.text)
        return _page(visit, shopper, status=422, text=text, look=look, channel=channel, problem=problem)
    visit.tell(
        key, lambda name: ev.PersonSaid(id=name, at=visit.now, by=visit.name, text=text, channel=channel), place="said"
    )
    return go(f"/desk/person/{key}", said="1")


def _presses(visit: Visit, text: str, lang: str) -> bool:
    """Whether a rule warns of a reply; what the model thinks of it is shown, and no more."""
    found = lint(visit.rt.desk.voice, text, lang, kind="letter")
    return any(finding.rule != "model" and finding.severity != "note" for finding in found)


def export(visit: Visit) -> Response:
    """Everything that is kept about the person, as a file (the right of access)."""
    key = store.root(visit.rt.db, visit.shop.id, visit.path("key"))
    if _shopper(visit, key) is None:
        return visit.page("missing", status=404)
    told = msgspec.json.format(msgspec.json.encode(store.person.export(visit.rt.db, visit.shop.id, key)), indent=2)
    headers = {"content-disposition": f'attachment; filename="{key}.json"', "x-content-type-options": "nosniff"}
    return Response(told, media_type="application/json", headers=headers)


def erase(visit: Visit) -> Response:
    """Forget the person for good, once the word was typed (the right to erasure)."""
    key = store.root(visit.rt.db, visit.shop.id, visit.path("key"))
    shopper = _shopper(visit, key)
    if shopper is None:
        return visit.page("missing", status=404)
    if visit.form.get("word", "").strip().lower() != visit.words("erase-word").lower():
        return _page(visit, shopper, status=422, problem=visit.words("erase-wrong", word=visit.words("erase-word")))
    store.erase(visit.rt.db, visit.shop.id, key=key, address=shopper.address)
    return visit.page("erased", "carts")


PERSON = "/desk/person/{key}"
PAGES = [
    (PERSON, page, None),
    (f"{PERSON}/take-over", None, take_over),
    (f"{PERSON}/hand-back", None, hand_back),
    (f"{PERSON}/mark", None, mark),
    (f"{PERSON}/reply", None, reply),
    (f"{PERSON}/export", export, None),
    (f"{PERSON}/erase", None, erase),
]
