"""`softsell understand`: what texts mean, one a line or one for people; nothing is kept or sent."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from softsell.advise.catalogue import Catalogue, empty
from softsell.advise.reading import classify
from softsell.advise.reading.outside import outside
from softsell.advise.reading.wants import wants
from softsell.advise.text import fold
from softsell.advise.understand import Understood, understand
from softsell.values import minor

_CROWNS = re.compile(r"\b(?:kr|isk|kron\w*|thus\w*)\b")
CURRENCY = {"is": "ISK", "en": ""}


class Line(msgspec.Struct):
    """One line that comes in."""

    text: str
    id: str | int | None = None
    lang: str = "en"


@lru_cache(maxsize=1)
def model() -> classify.Weighed | None:
    """The model of the package; None where there is none, and then the rules alone speak."""
    path = Path(__file__).parent / "advise" / "reading" / "model.msgpack"
    return classify.decode(path.read_bytes()) if path.is_file() else None


def told(heard: Understood, text: str, catalogue: Catalogue) -> dict[str, Any]:
    """What was understood, ready to be written as JSON. What a question only asks about is no need."""
    asks = not {"need", "recommend"} & set(heard.intents) and (
        "question" in heard.intents or heard.stop or outside(text)
    )
    currency = catalogue.products[0].currency if catalogue.products else CURRENCY.get(heard.lang, "")
    needs: dict[str, Any] = {} if asks else wants(text, currency)
    for need in heard.needs:
        if need.facet != "budget" and need.wanted:
            needs[need.facet] = need.value
        elif need.facet != "budget":
            needs.setdefault("not", {}).setdefault(need.facet, []).append(need.value)
    ceiling = next((need for need in heard.needs if need.facet == "budget"), None)
    if ceiling and "budget" not in needs:
        needs["budget"] = _limit(int(ceiling.value), currency, heard.lang, text)
    return {
        "lang": heard.lang, "intents": heard.intents, "trouble": heard.trouble, "stop": heard.stop,
        "satisfied": heard.satisfied, "wants_human": heard.wants_person, "annoyed": heard.annoyed, "needs": needs,
        "confidence": heard.confidence,
        "spans": [{"intent": s.intent, "start": s.start, "end": s.end, "confidence": s.confidence} for s in heard.spans],
    }  # fmt: skip


def _limit(amount: int, currency: str, lang: str, text: str) -> dict[str, Any]:
    """A ceiling as JSON; without a catalogue it was read in crowns, which are those of Icelandic or of the text, or of nobody."""
    crowns = lang == "is" or _CROWNS.search(fold(text)) is not None
    if currency or crowns:
        return {"max": amount, "currency": currency or "ISK"}
    return {"max": minor(str(amount), "EUR"), "currency": ""}


def stream(lines: Iterable[bytes], write: Callable[[bytes], object], catalogue: Catalogue | None = None) -> int:
    """A line out for every line in, in order; the exit code: 2 when a line could not be read.

    A line that cannot be read is answered with its number and what is wrong, and with its id where that can be read.
    """
    known, code = catalogue or empty(), 0
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            line = msgspec.json.decode(raw, type=Line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            code = 2
            write(msgspec.json.encode(_named(raw) | {"line": number, "error": f"line {number}: {error}"}) + b"\n")
            continue
        heard = understand(line.text, line.lang, known, 0, model())
        write(msgspec.json.encode({"id": line.id} | told(heard, line.text, known)) + b"\n")
    return code


def _named(raw: bytes) -> dict[str, Any]:
    """The id of a line that is wrong in another way."""
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}
    return {"id": found["id"]} if isinstance(found, dict) and isinstance(found.get("id"), str | int) else {}


def explain(text: str, lang: str, catalogue: Catalogue | None = None) -> str:
    """What was understood of one text, for people."""
    known = catalogue or empty()
    heard = understand(text, lang, known, 0, model())
    value = told(heard, text, known)
    lines = [f"language    {heard.lang}"]
    lines += [f"{s.intent:<11} {s.confidence:.2f}  {text[s.start : s.end]!r}" for s in heard.spans]
    lines += [f"trouble     {heard.trouble}"] if heard.trouble else []
    lines += ["annoyed     yes"] if heard.annoyed else []
    lines += [f"need        {name}: {msgspec.json.encode(what).decode()}" for name, what in value["needs"].items()]
    return "\n".join(lines)
