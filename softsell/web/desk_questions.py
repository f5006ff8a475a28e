"""Questions that nobody here knew the answer to, and the answers that people gave and kept as the shop's own facts.

Rules
1. Alike questions are one, the newest first, with how often they were asked; what the shop knows by now is gone from it.
2. A kept answer is read by the lint as a reply is: pressure is refused. It serves the next asker at once.
3. One question has one kept answer: keeping another for the same words, in whichever inflection, writes that one anew.
"""

import secrets
from datetime import datetime, timedelta

from msgspec import Struct
from starlette.responses import Response

from softsell.advise import answer
from softsell.advise.answering.alike import together
from softsell.core.hours import zone
from softsell.store import kept
from softsell.store.kept import Kept, Question
from softsell.voice import LANGUAGES
from softsell.voice.lint import blocking, lint
from softsell.web import desk_lint
from softsell.web.desk_visit import Visit, go

DAYS = 90
MOST_TEXT, MOST_SHOWN = 1_000, 100


class Asked(Struct, frozen=True):
    """Questions that are alike: the newest, how often, and the answer that a person gave to one of them."""

    newest: Question
    times: int
    answered: Question | None
    others: tuple[str, ...]


def asked(visit: Visit) -> list[Asked]:
    """What went to a person in the last months and is still not known, the newest first."""
    since = visit.now - timedelta(days=DAYS)
    every = kept.unanswered(visit.rt.db, visit.shop.id, since, visit.shop.policy.language)
    every.sort(key=lambda one: (one.at, one.key), reverse=True)
    found = []
    for places in together([one.text for one in every]):
        group = [every[n] for n in places]
        if _known(visit, group[0]):
            continue
        others = tuple(dict.fromkeys(one.text for one in group[1:] if one.text != group[0].text))[:5]
        found.append(Asked(group[0], len(group), next((one for one in group if one.answered), None), others))
    return found[:MOST_SHOWN]


def _known(visit: Visit, question: Question) -> bool:
    """Whether the next asker would be answered now."""
    shop = visit.shop
    return answer.find(shop.knowledge, shop.catalogue, question.text, question.language, now=visit.now) is not None


def page(visit: Visit, *, status: int = 200, problem: str = "") -> Response:
    """Open questions with room for an answer, and below what was kept."""
    mine = sorted(kept.answers(visit.rt.db, visit.shop.id), key=lambda one: (one.at, one.id), reverse=True)
    return visit.page(
        "questions", "questions", status=status, problem=problem, groups=asked(visit), kept=mine, languages=LANGUAGES,
        over={one.id for one in mine if one.valid_until is not None and one.valid_until <= visit.now}, most=MOST_TEXT,
        last={one.id: one.valid_until - timedelta(seconds=1) for one in mine if one.valid_until is not None},
    )  # fmt: skip


def keep(visit: Visit) -> Response:
    """Keep an answer, or write a kept one anew: in one language or in both, until a day or without an end."""
    form, words = visit.form, visit.words
    question = {lang: _field(form.get(f"question-{lang}", "")) for lang in LANGUAGES}
    text = {lang: _field(form.get(f"text-{lang}", "")) for lang in LANGUAGES}
    question, text = ({lang: said for lang, said in one.items() if said} for one in (question, text))
    if not text or not question:
        return page(visit, status=422, problem=words("questions-empty"))
    for lang, said in text.items():
        if finding := blocking(lint(visit.rt.desk.voice, said, lang, kind="letter")):
            return page(visit, status=422, problem=words("finding-block", words=finding.text))
    until = _until(visit, form.get("until", ""))
    if until is not None and until <= visit.now:
        return page(visit, status=422, problem=words("questions-over"))
    old = {one.id: one for one in kept.answers(visit.rt.db, visit.shop.id)}
    id = form.get("id", "") if form.get("id", "") in old else ""
    if not id and (same := next((one for one in old.values() if _same(one.question, question)), None)) is not None:
        id, question, text = same.id, same.question | question, same.text | text
    id = id or form.get("nonce", "")[:32] or secrets.token_hex(8)
    one = Kept(id=id, question=question, text=text, by=visit.name, at=visit.now, valid_until=until)
    kept.keep(visit.rt.db, visit.shop.id, one)
    return go("/desk/questions", kept="1")


def _same(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two questions are the same in a language that both have."""
    return any(len(together([one[lang], other[lang]], 1.0)) == 1 for lang in one.keys() & other.keys())


def _field(said: str) -> str:
    return desk_lint.tidy(said, MOST_TEXT).strip()


def _until(visit: Visit, day: str) -> datetime | None:
    """The end of that day where the shop is; None for no day, or none that can be read."""
    try:
        last = datetime.fromisoformat(day.strip()[:10])
    except ValueError:
        return None
    return (last + timedelta(days=1)).replace(tzinfo=zone(visit.shop.policy.timezone))


def remove(visit: Visit) -> Response:
    """Take a kept answer out of the knowledge."""
    kept.remove(visit.rt.db, visit.shop.id, visit.form.get("id", ""))
    return go("/desk/questions", removed="1")


PAGES = [
    ("/desk/questions", page, None),
    ("/desk/questions/keep", None, keep),
    ("/desk/questions/remove", None, remove),
]
