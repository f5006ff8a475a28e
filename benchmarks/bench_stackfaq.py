"""Which of 125 answers fits a question in other words: StackFAQ (Karan, 2018), beside plain BM25 of SQLite in the same run.

Protocol
1. The collection is the 125 threads: their question is a passage's title, their answers its text. The queries are the
   paraphrases that people wrote; they are used for nothing but this test. "*" marks an empty paraphrase and is left out.
2. P@1 is the share whose first passage is the right one, MRR the mean of one over its place (0 beyond the list).
3. `answered_at_95`: ordered by confidence, the largest share at which at least 95 % of what is answered is right. That
   cut-off is found on the test itself; `shipped` is at the limits the program has.
"""

import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import common
import msgspec

from softsell.advise.answering import retrieve, weighing
from softsell.advise.knowledge import Knowledge, Passage

FILE = Path(__file__).resolve().parents[2] / "shared" / "data" / "stackfaq" / "stackExchange-FAQ.json"
AT = datetime(2026, 1, 1, tzinfo=UTC)


def read() -> tuple[Knowledge, list[tuple[str, str]]]:
    """The passages, and (paraphrase, id of its passage)."""
    passages, asked = [], []
    for n, pair in enumerate(msgspec.json.decode(FILE.read_bytes())["root"]["qapair"]):
        text = " ".join(_texts(pair["answer"]))
        passages.append(Passage(id=str(n), topic="other", title={"en": pair["question"]}, text={"en": text}, as_of=AT))
        asked += [(query, str(n)) for query in _texts(pair["rephr"]) if query.strip() != "*"]
    return Knowledge(passages=tuple(passages), as_of=AT), asked


def _texts(value: Any) -> list[str]:
    return [text for text in (value if isinstance(value, list) else [value]) if text]


def ours(knowledge: Knowledge, asked: list[tuple[str, str]]) -> dict[str, Any]:
    """Our own search and its confidence."""
    ranks, sure, shipped = [], [], []
    for query, right in asked:
        matches = retrieve.search(knowledge, query)
        ids = [one.passage.id for one in matches]
        ranks.append(ids.index(right) + 1 if right in ids else 0)
        fits = bool(matches) and retrieve.fits(matches[0].passage, query)
        sure.append(retrieve.confidence(matches, fits) if matches else 0.0)
        shipped.append(bool(matches) and weighing.enough(matches[0].evidence, fits, sure[-1]))
    return {**figures(ranks), **answered(ranks, sure), "shipped": told(ranks, shipped)}


def figures(ranks: list[int]) -> dict[str, Any]:
    """P@1 with its interval, and MRR."""
    first = sum(rank == 1 for rank in ranks)
    return {
        "p_at_1": round(first / len(ranks), 4), "interval": common.wilson(first, len(ranks)),
        "mrr": round(sum(1 / rank for rank in ranks if rank) / len(ranks), 4), "queries": len(ranks),
    }  # fmt: skip


def answered(ranks: list[int], sure: list[float]) -> dict[str, float]:
    """The largest share that can be answered at 95 % right."""
    right = most = 0
    for n, at in enumerate(sorted(range(len(ranks)), key=lambda one: -sure[one]), 1):
        right += ranks[at] == 1
        most = n if right >= 0.95 * n else most
    return {"answered_at_95": round(most / len(ranks), 4)}


def told(ranks: list[int], shipped: list[bool]) -> dict[str, float]:
    """What is answered at the program's own limits, and how much of it is right."""
    said = [rank == 1 for rank, yes in zip(ranks, shipped, strict=True) if yes]
    return {"answered": round(len(said) / len(ranks), 4), "right": round(sum(said) / max(1, len(said)), 4)}


def plain(knowledge: Knowledge, asked: list[tuple[str, str]]) -> dict[str, Any]:
    """SQLite's FTS5 with BM25 and its Porter stems."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE faq USING fts5(title, text, tokenize='porter')")
    base.executemany("INSERT INTO faq VALUES (?, ?)", [(p.title["en"], p.text["en"]) for p in knowledge.passages])
    ranks = []
    for query, right in asked:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query)) or '""'
        rows = base.execute("SELECT rowid FROM faq WHERE faq MATCH ? ORDER BY bm25(faq, 2.0, 1.0) LIMIT 24", (words,))
        ids = [str(row[0] - 1) for row in rows]
        ranks.append(ids.index(right) + 1 if right in ids else 0)
    return figures(ranks)


def main() -> None:
    given, before = common.arguments(__doc__ or "", repeats=1), common.machine()
    if not FILE.exists():
        common.report("stackfaq", given, {"skipped": "the data is not here"}, before)
        return
    knowledge, asked = read()
    asked = asked[:40] if given.quick else asked
    common.report("stackfaq", given, {"ours": ours(knowledge, asked), "bm25": plain(knowledge, asked)}, before)


if __name__ == "__main__":
    main()
