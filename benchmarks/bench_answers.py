"""How fast a question is answered from many passages, beside plain BM25 (SQLite FTS5) over the same texts in the same run."""

import random
import sqlite3
import time
from datetime import UTC, datetime

import common

from softsell.advise.answering import retrieve
from softsell.advise.answering.postings import index
from softsell.advise.knowledge import Knowledge, Passage, shelves

AT = datetime(2026, 1, 1, tzinfo=UTC)


def passages(many: int) -> tuple[Passage, ...]:
    """Made-up help of a large shop: words by Zipf's law, so that a few are everywhere and most are rare."""
    dice = random.Random(7)
    names = [f"{a}{b}{c}" for a in ("sto", "ra", "ke", "vin", "la", "mo", "ter", "ul", "fi", "gra") for b in
             ("ma", "ri", "sko", "le", "dan", "pu", "to", "vi", "ne", "ha") for c in
             ("ga", "lin", "to", "rem", "su", "kap", "dor", "fel", "mi", "bo", "ner", "tak", "vus", "hol", "jet")]  # fmt: skip
    weights = [1 / (n + 1) for n in range(len(names))]
    found = []
    for n in range(many):
        said = dice.choices(names, weights, k=46)
        found.append(
            Passage(
                id=str(n), topic="other", title={"en": " ".join(said[:6])}, text={"en": " ".join(said[6:])}, as_of=AT
            )
        )
    return tuple(found)


def main() -> None:
    given, before = common.arguments(str(__doc__)), common.machine()
    many = 2_000 if given.quick else 100_000
    every = passages(many)
    knowledge = Knowledge(passages=every, as_of=AT)
    start = time.perf_counter()
    table = index(shelves(knowledge)[0])
    built = time.perf_counter() - start
    common.say(f"{many} passages indexed in {built:.1f} s")
    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE VIRTUAL TABLE help USING fts5(title, text)")
    plain.executemany("INSERT INTO help VALUES (?, ?)", [(p.title["en"], p.text["en"]) for p in every])
    dice = random.Random(11)
    asked = [
        " ".join(dice.sample(dice.choice(every).title["en"].split(), 4)) for _ in range(20 if given.quick else 300)
    ]
    ours, theirs = [], []
    for text in asked:
        start = time.perf_counter()
        retrieve.answer(knowledge, text)
        ours.append((time.perf_counter() - start) * 1000)
        start = time.perf_counter()
        any_of = " OR ".join(text.split())
        plain.execute("SELECT rowid FROM help WHERE help MATCH ? ORDER BY bm25(help) LIMIT 24", (any_of,)).fetchall()
        theirs.append((time.perf_counter() - start) * 1000)
    figures = {
        "passages": many, "postings": len(table.docs), "build_seconds": round(built, 1),
        "answer_ms": {"p50": round(common.quantile(ours, 0.5), 2), "p99": round(common.quantile(ours, 0.99), 2)},
        "fts5_ms": {"p50": round(common.quantile(theirs, 0.5), 2), "p99": round(common.quantile(theirs, 0.99), 2)},
        "p99_to_fts5": round(common.quantile(ours, 0.99) / common.quantile(theirs, 0.99), 3),
    }  # fmt: skip
    common.report("answers", given, figures, before)


if __name__ == "__main__":
    main()
