"""Letters: what went out, what was kept back and why; and the held ones, which a person lets go or drops."""

from collections import Counter
from datetime import datetime, timedelta

from starlette.responses import Response

from softsell import store
from softsell.core.events import Skipped
from softsell.store import history
from softsell.store.desk import LetterRow
from softsell.store.times import ms
from softsell.voice.lint import Finding, lint
from softsell.web.desk_carts import cursor_of
from softsell.web.desk_talk import status
from softsell.web.desk_visit import Visit, go

PAGE = 30
DAYS = 30
TONES = {
    "sent": "",
    "ghosted": "rest",
    "held": "warn",
    "unsure": "warn",
    "failed": "bad",
    "skipped": "rest",
    "withdrawn": "rest",
}


def page(visit: Visit) -> Response:
    """The held ones first, then all, the newest first, and what was not written and why."""
    db, shop_id = visit.rt.db, visit.shop.id
    held = store.desk.held(db, shop_id)
    rows, cursor = store.desk.letters(db, shop_id, before=cursor_of(visit.query("after")), limit=PAGE)
    skipped = visit.room.kept(("skipped",), lambda: _skipped(visit, visit.now - timedelta(days=DAYS)))
    return visit.page(
        "letters",
        "letters",
        held=[_row(visit, row) for row in held],
        rows=[_row(visit, row) for row in rows if row.status != "held"],
        skipped=[(visit.words.either(f"why-{why}", "why-other"), n) for why, n in skipped.most_common()],
        days=DAYS,
        after=f"{cursor[0].isoformat()}~{cursor[1]}" if cursor else "",
        told=visit.query("told"),
    )


def _skipped(visit: Visit, since: datetime) -> Counter[str]:
    """Letters that the last look stopped, by reason."""
    return Counter(event.reason for _, event in history.told(visit.rt.db, visit.shop.id, Skipped, since))


def _row(visit: Visit, row: LetterRow) -> dict[str, object]:
    rule, _, found = row.detail.partition(": ")
    return {
        "id": row.effect_id,
        "key": row.key,
        "subject": row.written.subject if row.written else visit.words("letter-no-words"),
        "at": row.sent_at or row.at,
        "status": status(visit, row.status, row.detail if row.status != "held" else ""),
        "tone": TONES.get(row.status, "rest"),
        "rule": rule if row.status == "held" else "",
        "found": found,
    }


def letter(visit: Visit) -> Response:
    """One letter as it was, or would have been, sent."""
    row = _letter(visit)
    if row is None:
        return visit.page("missing", status=404)
    effect_lang = _language(visit, row)
    return visit.page(
        "letter",
        "letters",
        row=_row(visit, row),
        text=row.written.text if row.written else "",
        lang_of=effect_lang,
        held=row.status == "held",
        findings=_findings(visit, row, effect_lang) if row.status == "held" else (),
    )


def _letter(visit: Visit) -> LetterRow | None:
    """A letter of this shop by the id in the path; held ones without words are found too."""
    effect_id = visit.path("id")
    if not effect_id.startswith(f"{visit.shop.id}/"):
        return None
    row = store.desk.letter(visit.rt.db, effect_id)
    return row or next((r for r in store.desk.held(visit.rt.db, visit.shop.id, 500) if r.effect_id == effect_id), None)


def _language(visit: Visit, row: LetterRow) -> str:
    for entry in store.person.transcript(visit.rt.db, visit.shop.id, row.key):
        if entry.id == row.effect_id and entry.effect is not None:
            return str(getattr(entry.effect, "language", visit.lang))
    return visit.shop.policy.language


def _findings(visit: Visit, row: LetterRow, lang: str) -> tuple[Finding, ...]:
    text = row.written.text if row.written else ""
    return tuple(f for f in lint(visit.rt.desk.voice, text, lang, strict=True) if f.severity == "block")


def release(visit: Visit) -> Response:
    """Let a held letter go: it is written and linted anew, with the settings and phrases as they stand now."""
    row = _letter(visit)
    if row is None or not store.mark(visit.rt.db, row.effect_id, "pending", visit.now):
        return go("/desk/letters", told="gone")
    visit.rt.poke.set()
    return go("/desk/letters", told="released")


def drop(visit: Visit) -> Response:
    """Never send a held letter. The cart counts as asked about, so nothing takes its place."""
    row = _letter(visit)
    if row is None or row.status != "held":
        return go("/desk/letters", told="gone")
    shop_id, now = visit.shop.id, ms(visit.now)
    done = visit.rt.db.write(lambda tx: tx.run("effects-withdraw", "dropped", now, row.effect_id, shop_id))
    return go("/desk/letters", told="dropped" if done else "gone")


LETTER = "/desk/letter/{id:path}"
PAGES = [
    ("/desk/letters", page, None),
    ("/desk/release/{id:path}", None, release),
    ("/desk/drop/{id:path}", None, drop),
    (LETTER, letter, None),
]
