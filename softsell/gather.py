"""Brings a shop's saved help pages into its knowledge file: what is new or changed is taken, the rest stays as it was told."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from softsell.advise import answer
from softsell.errors import ConfigError
from softsell.shops import help_pages
from softsell.shops.help_pages import Piece, Unread, Way

READ = {".md", ".markdown", ".txt", ".html", ".htm", ".csv", ".json", ".jsonld"}
_TOPICS = (
    ("returns", r"return|refund|exchang|skil|endurgrei"), ("delivery", r"deliver|shipp|afhend|heimsend|sending"),
    ("payment", r"\bpay|invoice|grei[dð]|borga"), ("warranty", r"warrant|guarant|ábyrg"), ("care", r"wash|care|þvo|umhir"),
    ("size", r"\bsize|stær[dð]"), ("gift", r"gift|gj[aö]f"), ("privacy", r"privacy|cookie|persónu|vafrak"),
    ("account", r"account|password|aðgang|lykilor"),
)  # fmt: skip


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
    told, paths = [], [p for f in files for p in (sorted(f.rglob("*")) if f.is_dir() else [f])]
    sites: dict[str, str] = {}
    for path in [path for path in paths if path.suffix == ".xml"]:
        sites |= help_pages.sitemap(path.read_text(encoding="utf-8"))
    for path in (path for path in paths if path.suffix.lower() in READ and path.is_file()):
        told += _one(path, held, lang, sites, site, now)
    body = msgspec.json.format(msgspec.json.encode(held), indent=1)
    answer.decode(body)  # what would be refused at the next start is refused here
    draft = target.with_suffix(".new")
    draft.write_bytes(body)
    draft.replace(target)
    return told


def _one(path: Path, held: dict[str, Any], lang: str, sites: dict[str, str], site: str, now: datetime) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return [f"{path}: not UTF-8 at byte {error.start}; nothing was taken from it"]
    url = help_pages.address(sites, path.name) or (f"{site.rstrip('/')}/{path.stem}" if site else "")
    changed = _day(sites.get(url, "")) or now
    slug = re.sub(r"[^a-z0-9]+", "-", path.name.lower()).strip("-")
    found = list(help_pages.read(path.name, text, str(held["currency"])))
    before = {one["id"]: one for one in held["passages"] if one["id"].startswith(f"{slug}#")}
    after = {}
    for n, one in enumerate(one for one in found if isinstance(one, Piece)):
        id = f"{slug}#{n + 1}"
        row = {"id": id, "topic": _topic(one), "title": {lang: one.title}, "text": {lang: one.text}, "url": url}
        old = before.get(id, {})
        same = all(old.get(key) == value for key, value in row.items())
        after[id] = old if same else row | {"as_of": changed}
    ways = [one for one in found if isinstance(one, Way)]
    held["passages"] = [one for one in held["passages"] if one["id"] not in before] + list(after.values())
    if ways:
        kept = [one for one in held["deliveries"] if not one["id"].startswith(f"{slug}#")]
        held["deliveries"] = kept + [_delivery(f"{slug}#{n + 1}", way, lang, url) for n, way in enumerate(ways)]
    new = sum(before.get(id) != one for id, one in after.items())
    lines = [f"{path}: {len(after)} passages ({new} new or changed), {len(ways)} ways of delivery"]
    return lines + [f"  {path}:{one.line}: {one.why}" for one in found if isinstance(one, Unread)]


def _delivery(id: str, way: Way, lang: str, url: str) -> dict[str, Any]:
    kind = "pickup" if re.search(r"pick|collect|sótt|sækja", way.label.lower()) else "parcel"
    return {
        "id": id, "label": {lang: way.label}, "kind": kind, "price": way.price, "postcodes": way.postcodes,
        "free_from": way.free_from, "days_min": way.days_min, "days_max": way.days_max, "url": url,
    }  # fmt: skip


def _topic(piece: Piece) -> str:
    return next((topic for topic, sign in _TOPICS if re.search(sign, piece.title.lower())), "other")


def _day(text: str) -> datetime | None:
    try:
        day = datetime.fromisoformat(text)
    except ValueError:
        return None
    return day if day.tzinfo else day.replace(tzinfo=UTC)
