"""The public texts that the lint is measured on, read from the shared data, each set in two halves.

Rules
1. A text belongs to a half by the hash of its words with the numbers left out, so near-duplicates stay together.
2. Rules are written and thresholds chosen on the half "dev" alone; what is reported is the half "test" (and, beside it,
   the whole set, where a figure elsewhere is for the whole).
"""

import csv
import json
import os
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

SHARED = Path(os.environ.get("SOFTSELL_SHARED") or Path(__file__).resolve().parents[2] / "shared" / "data")
PAIRS = Path(__file__).resolve().parents[1] / "tests" / "pairs"
_TAG, _BLANK = re.compile(r"<[^>]*>"), re.compile(r"\s+")


def half(text: str) -> str:
    """ "dev" or "test"."""
    words = " ".join(re.findall(r"[^\W\d_]+", text.lower()))
    return "dev" if sha256(words.encode()).digest()[0] % 2 else "test"


def plain(text: str) -> str:
    """Without tags, on one line."""
    return _BLANK.sub(" ", _TAG.sub(" ", text)).strip()


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text, each as it stands."""
    return [p.strip() for p in re.split(r"\n\s*\n", text) if re.search(r"[^\W\d_]", p)]


def dark() -> list[tuple[str, str, bool]]:
    """(text, category, dark) of the 2,356 texts of ec-darkpattern (Apache-2.0)."""
    with (SHARED / "ec-darkpattern" / "dataset.tsv").open(encoding="utf-8", newline="") as file:
        return [(r["text"], r["Pattern Category"], r["label"] == "1") for r in csv.DictReader(file, delimiter="\t")]


def mathur() -> list[tuple[str, str, str]]:
    """(text, category, type) of the instances of Mathur et al. 2019 that have a text (local data, GPL-3.0)."""
    with (SHARED / "mathur-dark-patterns" / "dark-patterns.csv").open(encoding="utf-8", newline="") as file:
        rows = [(r["Pattern String"].strip(), r["Pattern Category"], r["Pattern Type"]) for r in csv.DictReader(file)]
    return [row for row in rows if row[0]]


def normal() -> dict[str, list[str]]:
    """Texts that press nobody, by set: name -> texts, English unless the name says otherwise."""
    return {name: list(dict.fromkeys(t for t in made() if t)) for name, made in _SETS.items()}


def _mail() -> Iterator[str]:
    for path in sorted((SHARED / "normal-transactional-mail").glob("*.txt")):
        if path.name != "SOURCE.txt":
            yield from paragraphs(path.read_text(encoding="utf-8"))


def _strings() -> Iterator[str]:
    lines = (SHARED / "normal-shop-strings" / "en-GB.yml").read_text(encoding="utf-8").splitlines()
    yield from (m[1].strip("'\" ") for line in lines if (m := re.match(r"\s+[\w.\-\"']+:\s+(.+)$", line)))


def _policies() -> Iterator[str]:
    yield from paragraphs((SHARED / "tau-bench-retail" / "wiki.md").read_text(encoding="utf-8"))
    with (SHARED / "magento2-sample" / "pages.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            parts = re.split(r"</(?:p|li|h\d|div|td)>", row["content"])
            yield from (plain(part) for part in parts if re.search(r"[^\W\d_]", plain(part)))


def _guidelines() -> Iterator[str]:
    def strings(value: object) -> Iterator[str]:
        match value:
            case str():
                yield value
            case list():
                for each in value:
                    yield from strings(each)
            case dict():
                for each in value.values():
                    yield from strings(each)

    found = strings(json.loads((SHARED / "abcd-guidelines" / "guidelines.json").read_text(encoding="utf-8")))
    yield from (text for text in found if len(text.split()) > 3)


def _assistants() -> Iterator[str]:
    """What human shop assistants say in their chats: honest help with numbers."""
    talks = json.loads((SHARED / "abcd-guidelines" / "abcd_sample.json").read_text(encoding="utf-8"))
    yield from (said for talk in talks for who, said in talk["original"] if who == "agent" and len(said.split()) > 2)


def _faq() -> Iterator[str]:
    raw = json.loads((SHARED / "stackfaq" / "stackExchange-FAQ.json").read_text(encoding="utf-8"))

    for pair in raw["root"]["qapair"]:
        for answer in pair["answer"]:
            yield from (plain(p) for p in re.split(r"</p>|\n\s*\n", answer) if len(plain(p).split()) > 3)


def _questions() -> Iterator[str]:
    for path in sorted((SHARED / "hint3").rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from (row[0].strip() for row in list(csv.reader(file))[1:] if row)


def _reviews() -> Iterator[str]:
    with (SHARED / "magento2-sample" / "products_reviews.csv").open(encoding="utf-8", newline="") as file:
        yield from (plain(row["review"]) for row in csv.DictReader(file))


def _icelandic_pages() -> Iterator[str]:
    for path in sorted((SHARED / "icelandic-ms-commerce").glob("*.md")):
        text = re.sub(r"\A---.*?^---$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
        yield from (plain(p) for p in paragraphs(text))


def _icelandic_reviews() -> Iterator[str]:
    with (SHARED / "icelandic-sentiment" / "Hannes-Movie-Reviews.csv").open(encoding="utf-8", newline="") as file:
        yield from (row[1].strip() for row in list(csv.reader(file))[1:] if len(row) > 1)


_SETS = {
    "transactional-mail": _mail,
    "shop-strings": _strings,
    "policies": _policies,
    "guidelines": _guidelines,
    "assistants": _assistants,
    "faq-answers": _faq,
    "questions": _questions,
    "product-reviews": _reviews,
    "is-shop-pages": _icelandic_pages,
    "is-film-reviews": _icelandic_reviews,
}
