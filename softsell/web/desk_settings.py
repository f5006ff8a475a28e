"""Settings: what the merchant decides, each saving a version that can be brought back, with the letter as it would look.

Rules
1. A fresh installation is paused. It is switched on by a press of its own, when what a lawful letter needs is there.
2. Every version keeps who saved it and when; bringing one back saves it again as the newest.
"""

from collections.abc import Mapping
from datetime import timedelta
from email import message_from_bytes
from email import policy as mail_policy
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace
from starlette.responses import HTMLResponse, Response

from softsell import guard, store, writing
from softsell.advise.catalogue import say
from softsell.core import events as ev
from softsell.core.letters import compose
from softsell.core.outreach import Ask
from softsell.core.shop import Policy, Shop
from softsell.core.shopper import Cart, Op, Shopper
from softsell.errors import BadRequest
from softsell.voice import LANGUAGES
from softsell.voice.lint import Finding
from softsell.web import desk_policy
from softsell.web.desk_visit import Visit, go
from softsell.worker import first_policy

PREVIEW_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-frame-options": "SAMEORIGIN",
}


class Preview(Struct, frozen=True):
    """The first letter in one language: its address for a frame, its subject, what the lint finds, or why it cannot be."""

    lang: str
    src: str
    subject: str
    findings: tuple[Finding, ...]
    problem: str = ""


def page(visit: Visit) -> Response:
    """The switch, the groups of settings, and the versions."""
    saved, words = _saved(visit), visit.words
    there = desk_policy.missing(saved, _has_mail(visit))
    versions = store.settings.policies(visit.rt.db, visit.shop.id)
    told = []
    for at, one in enumerate(versions):
        before = versions[at + 1].policy if at + 1 < len(versions) else None
        names = desk_policy.changed(before, one.policy) if before else []
        told.append((one, ", ".join(words(f"set-{name.replace('.', '-')}") for name in names)))
    return visit.page(
        "settings",
        "settings",
        groups=tuple(desk_policy.GROUPS),
        there=there,
        ready=all(there.values()),
        on=not saved.paused,
        versions=told[:20],
        told=visit.query("told"),
    )


def switch(visit: Visit) -> Response:
    """On or off. On only when what a letter needs is there; off always, at once."""
    saved = _saved(visit)
    on = visit.form.get("on") == "1"
    if on and not all(desk_policy.missing(saved, _has_mail(visit)).values()):
        return go("/desk/settings", told="missing")
    if on == saved.paused:
        _save(visit, replace(saved, paused=not on))
        if on:
            guard.resume(visit.rt.db, visit.shop.id, visit.now)
    return go("/desk/settings", told="on" if on else "off")


def restore(visit: Visit) -> Response:
    """Bring back an old version as the newest. Whether letters are on stays as it is."""
    text = visit.form.get("version", "")
    old = (
        store.settings.load_policy(visit.rt.db, visit.shop.id, int(text))
        if text.isdecimal() and len(text) < 9
        else None
    )
    if old is None:
        return visit.page("missing", status=404)
    saved = _saved(visit)
    _save(visit, replace(old, paused=saved.paused, installed_at=saved.installed_at, salt=saved.salt))
    return go("/desk/settings", told="restored")


def group_page(visit: Visit) -> Response:
    if visit.path("group") not in desk_policy.GROUPS:
        return visit.page("missing", status=404)
    return _group(visit, desk_policy.values(_saved(visit)), {})


def save(visit: Visit) -> Response:
    """Save a group of settings as a new version, or show what is wrong with which field."""
    group = visit.path("group")
    if group not in desk_policy.GROUPS:
        return visit.page("missing", status=404)
    saved = _saved(visit)
    after, wrong = desk_policy.read(group, visit.form, saved, visit.words)
    shown = desk_policy.values(saved) | _posted(group, visit.form)
    if wrong:
        return _group(visit, shown, wrong, status=422)
    if after != saved:
        _save(visit, after)
    return go(f"/desk/settings/{group}", told="saved")


def _posted(group: str, posted: Mapping[str, str]) -> dict[str, str]:
    names = [f.name for f in desk_policy.GROUPS[group] if f.kind != "languages"]
    names += ["languages.en", "languages.is"] if group == "shop" else []
    return {name: posted.get(name, "")[:400] for name in names}


def _group(visit: Visit, shown: dict[str, str], wrong: dict[str, str], status: int = 200) -> Response:
    group = visit.path("group")
    with_letter = group in ("shop", "letters")
    return visit.page(
        "settings_group",
        "settings",
        status=status,
        group=group,
        fields=desk_policy.GROUPS[group],
        values=shown,
        wrong=wrong,
        previews=previews(visit, group, shown) if with_letter else (),
        law=visit.shop.policy.jurisdictions if group == "ground" else (),
        told=visit.query("told"),
    )


def previews(visit: Visit, group: str, shown: dict[str, str]) -> tuple[Preview, ...]:
    """The first letter in both languages with the settings as they stand in the form, right or not yet."""
    policy, _ = desk_policy.read(group, shown, _saved(visit), visit.words)
    posted = _posted(group, shown)
    found = []
    for lang in LANGUAGES:
        src = f"/desk/preview/{lang}?{urlencode({'group': group, **posted})}"
        try:
            letter = _letter(visit, policy, lang)
            found.append(Preview(lang, src, letter.subject, tuple(f for f in letter.findings if f.severity != "note")))
        except (BadRequest, ValueError, KeyError) as error:
            found.append(Preview(lang, "", "", (), str(error)))
    return tuple(found)


def preview_part(visit: Visit) -> Response:
    """The previews alone, for the script that shows them while a field is written in."""
    group = visit.path("group")
    if group not in ("shop", "letters"):
        return visit.page("missing", status=404)
    query = {name: str(value)[:400] for name, value in visit.request.query_params.items()}
    return visit.page("previews", "settings", previews=previews(visit, group, query))


def preview(visit: Visit) -> Response:
    """The letter itself, as a page that can do nothing, for a frame."""
    lang, group = visit.path("lang"), visit.query("group")
    if lang not in LANGUAGES or group not in desk_policy.GROUPS:
        return visit.page("missing", status=404)
    query = {name: str(value)[:400] for name, value in visit.request.query_params.items()}
    policy, _ = desk_policy.read(group, query, _saved(visit), visit.words)
    try:
        raw = _letter(visit, policy, lang).raw
    except (BadRequest, ValueError, KeyError) as error:
        return HTMLResponse(f"<p>{type(error).__name__}</p>", status_code=422, headers=PREVIEW_HEADERS)
    letter = message_from_bytes(raw, policy=mail_policy.default)
    body = letter.get_body(("html",))
    return HTMLResponse(body.get_content() if body else "", headers=PREVIEW_HEADERS)


def _letter(visit: Visit, policy: Policy, lang: str) -> writing.Written:
    """The first letter about an invented cart of things that the shop really sells."""
    now, left = visit.now, visit.now - timedelta(hours=max(policy.wait_hours, 2))
    spoken = replace(policy, languages=LANGUAGES, jurisdictions=visit.shop.policy.jurisdictions)
    shop = Shop(visit.shop.id, spoken, visit.shop.catalogue, visit.shop.knowledge)
    products = [p for p in shop.catalogue.products if p.stock is None or p.stock > 0][:2]
    lines = tuple(ev.Line(p.id, 1, say(p.title, lang), p.price, p.currency, p.url) for p in products) or (
        ev.Line("example", 1, visit.words("preview-product"), 1000, policy.currency),
    )
    name = "Anna" if lang == "en" else "Guðrún"
    shopper = Shopper(
        key="preview",
        name=name,
        address="anna@example.com",
        language=lang,
        consent=ev.Consent("consent", left - timedelta(days=30), "", "checkout"),
        carts=(Cart("preview", (Op(left, "preview", "set", lines),)),),
    )
    ask = compose(shop, shopper, shopper.carts[0], Ask(touch=1, basis="consent"), "treated", now)
    return writing.write(visit.rt.desk, spoken, shopper, f"{shop.id}/preview/1/0", ask, writing.Thread(), now)


def _saved(visit: Visit) -> Policy:
    """The settings as saved, without the tables that are data; before the first save those that hold meanwhile."""
    saved = store.settings.load_policy(visit.rt.db, visit.shop.id)
    if saved is None:
        first = first_policy(visit.rt.config, visit.now)
        return replace(first, installed_at=visit.shop.policy.installed_at)
    return saved


def _save(visit: Visit, policy: Policy) -> None:
    store.settings.save_policy(visit.rt.db, visit.shop.id, policy, visit.name, visit.now)
    visit.rt.poke.set()


def _has_mail(visit: Visit) -> bool:
    return visit.rt.mail is not None or bool(visit.rt.config.smtp.host or visit.rt.config.api.provider)


PAGES = [
    ("/desk/settings", page, None),
    ("/desk/switch", None, switch),
    ("/desk/restore", None, restore),
    ("/desk/settings/{group}", group_page, save),
    ("/desk/settings/{group}/preview", preview_part, None),
    ("/desk/preview/{lang}", preview, None),
]
