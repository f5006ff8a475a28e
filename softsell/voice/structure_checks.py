"""The checks of a page's and a letter's build: data with a why, a source, a wording to use, bad and good examples.

Rules
1. A file holds one language. Its word lists join those of the others, as pages mix languages; its reasons are its own.
2. In `[words]` an entry is searched for anywhere between the edges of words, and `*` stands for the rest of a word; in
   `[labels]` it is the whole text of a control, and `*` stands for any text.
3. Every file has the same checks and the same lists.
"""

import re
import tomllib
from itertools import pairwise

import msgspec
from msgspec import Struct

from softsell.voice.rules import CATEGORIES, SEVERITIES

ON = ("page", "letter")


class Check(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One check as it stands in the data; an example of a letter is its header lines, a blank line, its text or HTML."""

    id: str
    category: str
    severity: str
    why: str
    source: str
    suggestion: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    on: str = "page"


class Checks(Struct, frozen=True):
    """The checks by language and id, and what each word list finds in any of the languages."""

    checks: dict[str, dict[str, Check]]
    words: dict[str, re.Pattern[str]]
    labels: dict[str, re.Pattern[str]]

    def has(self, name: str, text: str) -> bool:
        """Whether a text holds a word of this list."""
        return self.words[name].search(text) is not None

    def says(self, name: str, label: str) -> bool:
        """Whether a label, as `Tree.label` gives it, is one of this list."""
        return self.labels[name].fullmatch(label) is not None


class Spot(Struct, frozen=True):
    """Where a check found something; `severity` when it is not the check's own."""

    id: str
    start: int
    end: int
    severity: str = ""


class _File(Struct, forbid_unknown_fields=True):
    language: str
    check: tuple[Check, ...]
    words: dict[str, tuple[str, ...]]
    labels: dict[str, tuple[str, ...]]


def compile_checks(sources: tuple[str, ...]) -> Checks:
    """The checks from the texts of their files. Raises ValueError that names the check that is wrong."""
    try:
        files = [msgspec.convert(tomllib.loads(source), _File) for source in sources]
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ValueError(f"the checks do not read: {error}") from error
    found: dict[str, dict[str, Check]] = {}
    for file in files:
        if file.language in found:
            raise ValueError(f"{file.language}: the checks are there twice")
        found[file.language] = {}
        for check in file.check:
            _prove(check, file.language, found[file.language])
            found[file.language][check.id] = check
    for one, other in pairwise(files):
        where = f"{one.language}, {other.language}"
        _same(where, "check", found[one.language].keys() ^ found[other.language].keys())
        _same(where, "list", (one.words.keys() ^ other.words.keys()) | (one.labels.keys() ^ other.labels.keys()))
    words = {name: _anywhere([e for f in files for e in f.words[name]]) for f in files[:1] for name in f.words}
    labels = {name: _whole([e for f in files for e in f.labels[name]]) for f in files[:1] for name in f.labels}
    return Checks(found, words, labels)


def _prove(check: Check, lang: str, seen: dict[str, Check]) -> None:
    wrong = (
        (check.id in seen, "is there twice"),
        (check.category not in CATEGORIES, f"has no such category: {check.category}"),
        (check.severity not in SEVERITIES, f"has no such severity: {check.severity}"),
        (check.on not in ON, f"has no such place: {check.on}"),
        (
            not (check.why and check.source and check.suggestion and check.bad and check.good),
            "lacks a reason or examples",
        ),
    )
    for is_wrong, what in wrong:
        if is_wrong:
            raise ValueError(f"{lang}: the check {check.id} {what}")


def _same(where: str, what: str, differ: set[str]) -> None:
    if differ:
        raise ValueError(f"{where}: not in both, as a {what}: {sorted(differ)}")


def _written(entry: str, rest: str) -> str:
    """An entry as an expression: any blank, either apostrophe, `*` for what may follow."""
    blank = re.escape(" ")
    return re.escape(entry.lower()).replace(r"\*", rest).replace(blank, r"\s{1,4}").replace("'", "['\u2019\u02bc]")


def _anywhere(entries: list[str]) -> re.Pattern[str]:
    """Between the edges of words; an entry that starts with a sign ("% off") may stand after a number."""
    signs = [entry for entry in entries if not (entry[0].isalnum() or entry[0] == "*")]
    worded = "|".join(_written(entry, r"\w*") for entry in entries if entry not in signs)
    signed = "".join("|" + _written(entry, "") for entry in signs)
    return re.compile(rf"(?:(?<!\w)(?:{worded}){signed})(?!\w)", re.IGNORECASE)


def _whole(entries: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(_written(e, ".*") for e in entries), re.IGNORECASE | re.DOTALL)
