"""One import from beginning to end: read, look at it all, decide the facets, write the catalogue, say what came of it."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from softsell.advise import catalogue
from softsell.advise.making import facets, survey
from softsell.advise.making.bank import Bank, gather
from softsell.advise.making.facets import Chosen
from softsell.advise.shelves import edited
from softsell.errors import BadRequest
from softsell.intake import catalogues, policies
from softsell.intake.products import row_of
from softsell.intake.sources import FORMATS, Source, open_source, recognise
from softsell.intake.spool import Spool, digest, draft
from softsell.shops import variants
from softsell.shops.feed import Reading
from softsell.shops.item import Item, Trouble
from softsell.shops.product_csv import Mapping, mapping

OTHER = {"en": "Other things", "is": "Annað"}
MOST_SHOWN = 30
MOST_CHECKED = 64 << 20  # bytes of a new catalogue that is read once more before it takes the place of the old
EVERY = 2_000
FEWEST, MOST_GONE = 20, 0.5  # of the old catalogue: a new one that lacks more of it is asked about
_ICELANDIC = re.compile(r"[þðÞÐ]|[æöáíúýé]\w*(?:ur|inn|ið|um|a)\b")
Progress = Callable[[int, int], None]  # bytes, items


class Options(Struct, frozen=True, kw_only=True):
    """How to import. "" is seen from the file; `now` in UTC; `dry_run` writes nothing.

    `partial`: the file has some of the products, and the others stay. `shrink`: most of them may go.
    """

    now: datetime
    format: str = ""
    mapping: Path | None = None
    currency: str = ""
    lang: str = ""
    dry_run: bool = False
    partial: bool = False
    shrink: bool = False


class Summary(Struct, kw_only=True):
    """What came of an import. `left_out` are items and rows that are in no product; `troubles` all that was wrong."""

    source: Source
    items: int = 0
    products: int = 0
    left_out: int = 0
    troubles: int = 0
    shown: list[Trouble] = []
    guesses: dict[str, tuple[int, str]] = {}
    mended: dict[str, int] = {}
    joined: Counter[str] = field(default_factory=Counter)
    chosen: list[Chosen] = []
    no_facet: list[tuple[str, str]] = []
    unfit: Counter[str] = field(default_factory=Counter)
    kept: list[str] = []
    added: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    gone_ids: list[str] = []
    lang: str = ""
    currency: str = ""
    found: list[str] = []
    knowledge: dict[str, Any] | None = None

    @property
    def clean(self) -> bool:
        """Whether nothing was wrong."""
        return self.troubles == 0 and not self.mended


def bring_in(
    path: Path, target: Path, bank: Bank, options: Options, *, progress: Progress | None = None, log: Path | None = None
) -> Summary:
    """Import a file into the catalogue at `target`. Raises BadRequest when nothing of it can be read; then nothing changes.

    `log` is a file that takes every trouble, a line each.
    """
    own = _mapping(options.mapping)
    name = options.format or ("csv" if own and not path.is_dir() and _is_table(path) else recognise(path))
    if name not in FORMATS:
        raise BadRequest(f"no product data of a known form ({', '.join(FORMATS)}): name it with --format", str(path))
    rename = {theirs: ours for ours, theirs in own.attributes.items()} if own and name != "csv" else {}
    currency = options.currency or (own.currency if own else "")
    reading = Reading(now=options.now, currency=currency, rename=rename)
    with Spool() as spool:
        work = _Work(spool, bank, log, progress)
        summary = work.read(path, name, reading, own, options)
        head = work.decide(summary, options, target)
        work.write(summary, head, target, options, path.name)
        return summary


def _mapping(path: Path | None) -> Mapping | None:
    if path is None:
        return None
    try:
        return mapping(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"cannot be read: {error}", str(path)) from error


def _is_table(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(200).lstrip()[:1] not in (b"<", b"{", b"[")


class _Work:
    """The two passes over one file."""

    def __init__(self, spool: Spool, bank: Bank, log: Path | None, progress: Progress | None) -> None:
        self.spool, self.bank, self.log, self.progress = spool, bank, log, progress
        self.survey = survey.Survey()
        self.policies = policies.Found()
        self.currencies: Counter[str] = Counter()
        self.mined: Counter[str] = Counter()
        self.icelandic = 0
        self.bytes = 0
        self.comma = False
        self.generated: set[str] = set()

    # -- the first pass ---------------------------------------------------------------------------------------------

    def read(self, path: Path, name: str, reading: Reading, own: Mapping | None, options: Options) -> Summary:
        counts: dict[str, int] = {}
        source, read = open_source(path, name, reading, own, counts, self._step)
        summary = Summary(source=source, mended=counts, lang=options.lang or (own.lang if own else ""))
        self.comma = source.comma
        for guess in source.guesses:
            summary.guesses[guess] = (1, "the file")
        for one in read:
            if isinstance(one, Trouble):
                self.trouble(summary, one)
                continue
            if before := self.spool.add(self._prepared(one, summary)):
                self.trouble(summary, Trouble(one.at, "id", f"{one.id!r} is on {before} already"))
                continue
            summary.items += 1
            if self.progress and summary.items % EVERY == 0:
                self.progress(self.bytes, summary.items)
        if not summary.items:
            none = "no page of it has product data (JSON-LD)" if name == "jsonld" else "it has no rows of products"
            first = line(summary.shown[0]) if summary.shown else none
            raise BadRequest(f"no product could be read: {first}", path.name)
        if not summary.lang:
            summary.lang = "is" if self.icelandic > 0.15 * summary.items else "en"
            summary.guesses[f"language {summary.lang}"] = (1, "the titles")
        summary.currency = self.currencies.most_common(1)[0][0]
        for concept, count in self.mined.most_common():
            summary.guesses[f"{concept} read out of descriptions"] = (count, "the texts")
        return summary

    def _step(self, count: int) -> None:
        self.bytes += count

    def _prepared(self, item: Item, summary: Summary) -> Item:
        """The item with its values by attribute id, what the text says among them; the text itself is cut to its opening."""
        text = "\n".join((item.title, *item.highlights, item.description[:3_000]))
        values, names, mined = gather(self.bank, item.traits, text, self.comma)
        survey.add(self.survey, self.bank, item.category, values, names, self.comma, item.group)
        item = policies.add(self.policies, item)
        self.currencies[item.currency] += 1
        self.icelandic += bool(_ICELANDIC.search(item.title))
        if mined:
            self.mined.update([id_ for id_ in values if id_ not in names])
        for guess in item.guesses:
            kind = re.sub(r"'[^']*'", "…", guess)
            count, example = summary.guesses.get(kind, (0, f"{item.at}: {guess}"))
            summary.guesses[kind] = (count + 1, example)
        return msgspec.structs.replace(item, traits=values, highlights=(), guesses=(), ways=(), returns=None)

    def trouble(self, summary: Summary, trouble: Trouble) -> None:
        summary.troubles += 1
        summary.left_out += not trouble.kept
        if len(summary.shown) < MOST_SHOWN:
            summary.shown.append(trouble)
        if self.log is not None:
            with self.log.open("a", encoding="utf-8") as file:
                file.write(f"{line(trouble)}\n")

    # -- what it comes to ---------------------------------------------------------------------------------------------

    def decide(self, summary: Summary, options: Options, target: Path) -> dict[str, Any]:
        if options.partial and target.exists():
            return self._as_it_was(summary, target)
        depth = facets.depth_of(self.survey.categories)
        self.depth = depth
        summary.chosen, summary.no_facet = facets.choose(self.survey, self.bank, summary.lang, depth)
        made = [msgspec.to_builtins(one.facet) for one in summary.chosen]
        made = [{key: value for key, value in row.items() if value not in ((), [], {}, "", None)} for row in made]
        for row in made:
            row["choices"] = [_bare(choice) for choice in row.get("choices", ())]
        groups: dict[str, dict[str, Any]] = {}
        paths = facets.rolled(self.survey.categories, depth)
        called = facets.called(paths)
        for path in paths:
            label = {summary.lang: called[path]} if path else OTHER
            groups.setdefault(facets.category_id(path), {"id": facets.category_id(path), "label": label})
        categories = list(groups.values())
        head: dict[str, Any] = {"as_of": options.now.isoformat(), "currency": summary.currency}
        head["generated"] = {"facets": edited.marks(made), "categories": edited.marks(categories)}
        old: dict[str, Any] = {}
        if target.exists():
            old = self._old(target)
        before = old.get("generated") or {}
        self.generated = set(before.get("facets", {})) | {row["id"] for row in made}
        rows, kept = edited.merged(old.get("facets") or [], made, before.get("facets") or {})
        places, kept_too = edited.merged(old.get("categories") or [], categories, before.get("categories") or {})
        # A category that products are in is there, whatever was taken out.
        places += [one for one in categories if one["id"] not in {place["id"] for place in places}]
        known = {place["id"] for place in places}
        for row in rows:
            if row.get("categories"):
                row["categories"] = [one for one in row["categories"] if one in known]
        for id_ in set(head["generated"]["facets"]) ^ set(before.get("facets", {})):
            if id_ in before.get("facets", {}) and id_ in kept:
                head["generated"]["facets"][id_] = before["facets"][id_]
        head["facets"], head["categories"] = rows, places
        # How values were read, so that a part of the products can be brought in later without a look at all of them.
        head["generated"] |= {"depth": depth, "read": [msgspec.to_builtins(one) for one in summary.chosen]}
        summary.kept = sorted({*kept, *kept_too})
        return head

    def _as_it_was(self, summary: Summary, target: Path) -> dict[str, Any]:
        """The old head, with which a part of the products is read; categories that are new are added."""
        head = self._old(target)
        kept = head.get("generated") or {}
        self.generated = set(kept.get("facets", {}))
        self.depth = kept.get("depth") or facets.depth_of(self.survey.categories)
        summary.chosen = msgspec.convert(kept.get("read", []), list[Chosen])
        summary.currency = head.get("currency", summary.currency)
        known = {one["id"] for one in head.get("categories", ())}
        paths = facets.rolled(self.survey.categories, self.depth)
        for path, name in facets.called(paths).items():
            if (id_ := facets.category_id(path)) not in known:
                made = {"id": id_, "label": {summary.lang: name} if path else OTHER}
                head.setdefault("categories", []).append(made)
                kept.setdefault("categories", {}).update(edited.marks([made]))
                known.add(id_)
        return head

    def _old(self, target: Path) -> dict[str, Any]:
        head, rows = catalogues.read(target)
        made = set((head.get("generated") or {}).get("facets", {}))
        for row in rows:
            kept = {name: row[name] for name in ("benefit", "drawback", "keywords") if row.get(name)}
            own = {name: value for name, value in (row.get("attributes") or {}).items() if name not in made}
            if own:
                kept["attributes"] = own
            self.spool.remember(str(row.get("id", "")), digest(catalogues.encode(row)), msgspec.json.encode(kept))
        return head

    # -- the second pass ------------------------------------------------------------------------------------------------

    def write(self, summary: Summary, head: dict[str, Any], target: Path, options: Options, name: str) -> None:
        if options.dry_run:
            self._rows(summary, head, None, options, target)
        else:
            with draft(target) as path, path.open("wb") as file:
                writer = catalogues.Writer(file, head, catalogues.is_lines(target))
                self._rows(summary, head, writer, options, target)
                self._look(summary, options, name)
                writer.end()
                file.flush()
                if not catalogues.is_lines(target) and path.stat().st_size < MOST_CHECKED:
                    catalogue.decode(path.read_bytes())
        summary.gone, summary.gone_ids = (0, []) if options.partial else self.spool.gone(10)
        summary.knowledge, summary.found = policies.knowledge(
            self.policies, summary.currency, summary.lang, options.now
        )

    def _look(self, summary: Summary, options: Options, name: str) -> None:
        """Before the old catalogue is let go: a feed that was cut off would take most of it along."""
        gone, before = self.spool.gone(0)[0], self.spool.gone(0)[0] + summary.same + summary.changed
        if before >= FEWEST and gone > MOST_GONE * before and not (options.partial or options.shrink):
            raise BadRequest(
                f"{gone:,} of the {before:,} products that are there are not in this file, so nothing was changed: use --partial "
                "when it holds only some of them, --shrink when the others shall go",
                name,
            )

    def _rows(
        self, summary: Summary, head: dict[str, Any], writer: catalogues.Writer | None, options: Options, target: Path
    ) -> None:
        rows = {row["id"]: row for row in head["facets"]}
        chosen = [(one, rows[one.facet.id]) for one in summary.chosen if one.facet.id in rows]
        for group in self.spool.together():
            for item, ones, why in variants.products(group):
                if why:
                    summary.joined[why] += 1
                if self.spool.taken(item.id):
                    if not ones or self.spool.taken(ones[0].id):
                        self.trouble(summary, Trouble(item.at, "item_group_id", f"{item.id!r} is another product's id"))
                        continue
                    item.id = ones[0].id
                told = item if options.partial else policies.plain(self.policies, item)
                row = row_of(told, ones, chosen, summary, self.depth, self.comma)
                self._compare(summary, row)
                summary.products += 1
                if writer is not None:
                    writer.add(catalogues.encode(row))
        if options.partial and target.exists():
            for row in catalogues.read(target)[1]:
                if not self.spool.made(str(row.get("id", ""))):
                    summary.products += 1
                    summary.same += 1
                    if writer is not None:
                        writer.add(catalogues.encode(row))

    def _compare(self, summary: Summary, row: dict[str, Any]) -> None:
        met = self.spool.met(row["id"])
        if met is None:
            summary.added += 1
            return
        before, kept = met
        for name, value in msgspec.json.decode(kept).items():
            if name == "attributes":
                row["attributes"] = {**value, **row.get("attributes", {})}
            else:
                row.setdefault(name, value)
        if digest(catalogues.encode(row)) == before:
            summary.same += 1
        else:
            summary.changed += 1


def _bare(choice: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in choice.items() if value not in ((), [], None)}


def line(trouble: Trouble) -> str:
    """A trouble as one line."""
    column = f", {trouble.column}" if trouble.column else ""
    return f"{trouble.at}{column}: {trouble.why}{'' if trouble.kept else ' (left out)'}"
