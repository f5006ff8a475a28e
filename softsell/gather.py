"""Brings a shop's saved help pages into its knowledge file: what is new or changed is taken, the rest stays as it was told.

Rules
1. A page goes by the place of its file, seen from the knowledge file, so pages of one name in two folders are two pages.
2. Its language is what it says of itself (`lang` of its `html`), else what its path says (a folder "en" or a name "faq.is.md"),
   else the one that was given.
3. Nothing is dropped unsaid: what was not read, and pages that are known but lie there no more, are told.
"""

import os
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from softsell.advise import answer
from softsell.errors import BadRequest, ConfigError
from softsell.shops import help_html, help_pages, help_tables
from softsell.shops.help_pages import Piece, Unread, Way

READ = {".md", ".markdown", ".txt", ".html", ".htm", ".csv", ".json", ".jsonld"}
_TOPICS = (
    ("returns", r"return|refund|exchang|\bskil|endurgrei"), ("delivery", r"deliver|shipp|afhend|heimsend|sending"),
    ("payment", r"\bpay|invoice|grei[dð]|borga"), ("warranty", r"warrant|guarant|ábyrg"), ("care", r"wash|care|þvo|þvæ|umhir"),
    ("size", r"\bsize|stær[dð]"), ("gift", r"gift|gj[aö]f"), ("privacy", r"privacy|cookie|persónu|vafrak"),
    ("account", r"account|password|aðgang|lykilor"),
)  # fmt: skip


class Page(Struct, frozen=True):
    """A file that is read: its name as its folder has it, and what its passages' ids begin with."""

    path: Path
    name: str
    slug: str


def import_knowledge(files: list[Path], target: Path, lang: str, site: str, now: datetime, currency: str) -> list[str]:
    """Bring files (or folders of them) into the knowledge file `target`; what came of each, and every line left out.

    Raises ConfigError when the file that is there cannot be read. A page that is told anew replaces what it said before.
    """
    held: dict[str, Any] = {"as_of": now, "currency": currency, "deliveries": [], "passages": []}
    if target.exists():
        try:
            held |= msgspec.json.decode(target.read_bytes())
        except msgspec.DecodeError as error:
            raise ConfigError(f"{target}: not JSON: {error}") from error
    told: list[str] = []
    pages, sites = _pages(files, target, told)
    used: set[str] = set()
    for page in pages:
        told += _one(page, held, lang, sites, site, now, used)
    told += _gone(files, target, held, {page.slug for page in pages})
    told += [f"in the sitemap, and no file here is its page: {url}" for url in sites if url not in used]
    body = msgspec.json.format(msgspec.json.encode(held), indent=1)
    try:
        answer.decode(body)  # what would be refused at the next start is refused here
    except BadRequest as error:
        raise ConfigError(f"{target}: {error}; nothing was written") from error
    draft = target.with_suffix(".new")
    draft.write_bytes(body)
    draft.replace(target)
    return told


def _pages(files: list[Path], target: Path, told: list[str]) -> tuple[list[Page], dict[str, str]]:
    """The pages in their order, and the addresses of the sitemaps among them."""
    pages, sites, others = list[Page](), dict[str, str](), Counter[str]()
    for file in files:
        for path in sorted(file.rglob("*")) if file.is_dir() else [file]:
            name = path.relative_to(file).as_posix() if file.is_dir() else path.name
            ending = path.suffix.lower()
            if not path.is_file() or path.name.startswith("."):
                continue
            if ending == ".xml" or (ending == ".txt" and help_pages.is_list(_text(path) or "")):
                found = help_pages.sitemap(_text(path) or "")
                sites |= found
                told.append(f"{path}: a sitemap with {len(found)} addresses")
            elif ending in READ:
                pages.append(Page(path, name, _slug(path, target)))
            elif file == path:
                told.append(
                    f"{path}:1: a name ends with .md, .html, .csv or .json, not {ending or 'with none of them'}"
                )
            else:
                others[ending or "without an ending"] += 1
    if others:
        told.append("left out by their names: " + ", ".join(f"{n} {ending}" for ending, n in sorted(others.items())))
    return pages, sites


def _slug(path: Path, target: Path) -> str:
    place = os.path.relpath(path.resolve(), target.resolve().parent)
    return re.sub(r"[^a-z0-9]+", "-", place.lower().replace("..", "up")).strip("-")


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return None


def _one(
    page: Page, held: dict[str, Any], lang: str, sites: dict[str, str], site: str, now: datetime, used: set[str]
) -> list[str]:
    text = _text(page.path)
    if text is None:
        return [f"{page.path}: not UTF-8 at {_where(page.path)}; nothing was taken from it"]
    bare = re.sub(r"\.(?:en|is)(?=\.\w+$)", "", page.name)
    stem = bare.rpartition(".")[0].removesuffix("/index")
    url = help_pages.address(sites, bare) or (f"{site.rstrip('/')}/{stem}" if site else "")
    used.add(url)
    lang = _language(page, text) or lang
    found = list(help_pages.read(page.path.name, text, str(held["currency"])))
    day = _day(sites.get(url, "")) or now
    before = {one["id"]: one for one in held["passages"] if one["id"].startswith(f"{page.slug}#")}
    after: dict[str, Any] = {}
    for n, one in enumerate(one for one in found if isinstance(one, Piece)):
        row = _passage(f"{page.slug}#{n + 1}", one, lang, url)
        after[row["id"]] = _dated(row, before.get(row["id"], {}), day)
    held["passages"] = [one for one in held["passages"] if one["id"] not in before] + list(after.values())
    ways = [one for one in found if isinstance(one, Way)]
    told = {one["id"]: one for one in held["deliveries"] if one["id"].startswith(f"{page.slug}#")}
    made = [_delivery(f"{page.slug}#{n + 1}", way, lang, url, page) for n, way in enumerate(ways)]
    held["deliveries"] = [one for one in held["deliveries"] if one["id"] not in told]
    held["deliveries"] += [_dated(row, told.get(row["id"], {}), day) for row in made]
    new = sum(before.get(id) != one for id, one in after.items())
    lines = [f"{page.path}: {len(after)} passages ({new} new or changed), {len(ways)} ways of delivery, in {lang}"]
    return lines + [f"  {page.path}:{one.line}: {one.why}" for one in found if isinstance(one, Unread)]


def _where(path: Path) -> str:
    whole = path.read_bytes()
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"byte {error.start}, line {whole.count(10, 0, error.start) + 1}"
    return "its beginning"


def _language(page: Page, text: str) -> str:
    """Rule 2 ("" where neither says)."""
    said = help_html.language(text) if page.path.suffix.lower() in (".html", ".htm") else ""
    parts = [*page.name.lower().split("/")[:-1], *page.path.stem.lower().split(".")[1:], page.path.parent.name.lower()]
    return said if said in ("en", "is") else next((part for part in parts if part in ("en", "is")), "")


def _passage(id: str, piece: Piece, lang: str, url: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": id, "topic": _topic(piece), "title": {lang: piece.title}, "text": {lang: piece.text}, "url": url,
    }  # fmt: skip
    above = [one for one in piece.section if one and one not in piece.title]
    return row | ({"keywords": {lang: above}} if above else {})


def _dated(row: dict[str, Any], old: dict[str, Any], day: datetime) -> dict[str, Any]:
    """What was told before where it says the same, with its day; else the row with this one."""
    plain = msgspec.json.decode(msgspec.json.encode(row))  # as the file holds it
    return old if all(old.get(key) == value for key, value in plain.items()) else plain | {"as_of": day}


def _delivery(id: str, way: Way, lang: str, url: str, page: Page) -> dict[str, Any]:
    kind = "pickup" if help_tables.pickup(way.label) else "abroad" if way.countries else "parcel"
    return {
        "id": id, "label": {lang: way.label}, "kind": kind, "price": way.price, "postcodes": way.postcodes,
        "countries": way.countries, "free_from": way.free_from, "days_min": way.days_min, "days_max": way.days_max,
        "url": url, "source": url or f"{page.name}:{way.line}",
    }  # fmt: skip


def _gone(files: list[Path], target: Path, held: dict[str, Any], seen: set[str]) -> list[str]:
    """Pages that came from these folders once and lie there no more: they are kept, and told."""
    heads = tuple(f"{_slug(file, target)}-" for file in files if file.is_dir() and _slug(file, target))
    rows = [one["id"].rpartition("#") for one in (*held["passages"], *held["deliveries"])]
    lost = sorted(
        {slug for slug, sign, _ in rows if sign and slug.startswith(heads) and slug not in seen} if heads else ()
    )
    return [
        f"no longer among the files, and still said: what begins with {slug!r} (take it out of {target})"
        for slug in lost
    ]


def _topic(piece: Piece) -> str:
    said = (piece.title, *reversed(piece.section))
    return next((topic for one in said for topic, sign in _TOPICS if re.search(sign, one.lower())), "other")


def _day(text: str) -> datetime | None:
    try:
        day = datetime.fromisoformat(text)
    except ValueError:
        return None
    return day if day.tzinfo else day.replace(tzinfo=UTC)
