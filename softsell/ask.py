"""Coaching in a terminal: type what the customer says, see what was understood, what to ask next, what fits and why.

Rules
1. A draft counts as said, unless the seller types what was said instead (`/said`); `/back` takes the last line away.
2. One JSON line in gives one out, in order. A line that cannot be read is answered with what is wrong and where, and counts
   for nothing; the exit code is then 2.
"""

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from softsell import load
from softsell.coaching import Told, tell, words
from softsell.config import Config
from softsell.core.coach import Spoken, coach, stranger
from softsell.core.events import Line
from softsell.core.shop import Policy, Shop
from softsell.errors import ConfigError
from softsell.values import Text
from softsell.voice.lint import Finding, lint

Out = Callable[[str], None]
MOST_TEXT = 5000
KEYS = "/said /back /new /end"


class Turn(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a talk as JSON: who, what, and for a seller whether it was the draft or which question it asked.

    `draft`: words of a seller's own that were not said yet, to be read by the lint.
    """

    by: Literal["buyer", "seller"]
    text: str = ""
    choice: str = ""
    question: str = ""
    drafted: bool = False
    draft: str = ""


def shop_of(config: Config | None, folder: Path | None, sample: bool, lang: str) -> Shop:
    """The shop to sell for: the sample, a folder's files, or those of the settings. Raises ConfigError when there is none."""
    folder = load.sample_folder() if sample else folder
    if folder is not None:
        catalogue, knowledge = folder / "catalogue.json", folder / "knowledge.json"
    elif config is not None and config.shop.catalogue:
        catalogue, knowledge = Path(config.shop.catalogue), Path(config.shop.knowledge)
    else:
        raise ConfigError(
            "no catalogue: set shop.catalogue in softsell.toml, name a folder with --shop, or use --sample"
        )
    told = knowledge if knowledge.name and (folder is None or knowledge.exists()) else None
    return load.shop("ask", Policy(language=lang), catalogue, told, datetime.now(UTC).year)


# -- one JSON line in, one out ------------------------------------------------------------------------------------------------


def answer_lines(shop: Shop, lang: str, lines: Iterable[bytes], out: Out) -> int:
    """Answer every line of a talk with its coaching; 2 when a line could not be read, else 0."""
    talk, code = Talk(shop, lang), 0
    for n, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            turn = msgspec.json.decode(line, type=Turn)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            what, _, where = str(error).partition(" - at `$")
            problem = {"line": n, "field": where.strip("`").lstrip("."), "message": what}
            out(msgspec.json.encode({"error": problem}).decode())
            code = 2
            continue
        if turn.text or turn.choice or turn.drafted:
            talk.lines.append(Spoken(turn.by, turn.text[:MOST_TEXT], turn.choice, turn.question, turn.drafted))
        out(msgspec.json.encode(talk.told(turn.draft[:MOST_TEXT])).decode())
    return code


class Talk:
    """A talk that grows by a line at a time."""

    def __init__(self, shop: Shop, lang: str, cart: tuple[Line, ...] = ()) -> None:
        self.shop, self.lang, self.cart = shop, lang, cart
        self.voice = load.voice()
        self.lines: list[Spoken] = []

    def told(self, draft: str = "") -> Told:
        """The coaching as it stands."""
        now = datetime.now(UTC)
        coached = coach(self.shop, stranger(self.shop, self.lang, self.cart, now), self.lines, now)
        return tell(self.voice, self.shop, coached, now, text=draft)

    def back(self) -> None:
        """Without the customer's last line, and what was said after it."""
        while self.lines and self.lines[-1].by == "seller":
            self.lines.pop()
        if self.lines:
            self.lines.pop()


# -- with a person ----------------------------------------------------------------------------------------------------------


def converse(shop: Shop, lang: str, out: Out, prompt: bool) -> None:
    """The guided talk, until the input ends."""
    talk = Talk(shop, lang)

    def say(key: str, **slots: str) -> str:
        return words(talk.voice, lang, key, {name: Text(value) for name, value in slots.items()})

    out(say("hello", keys=KEYS))
    told = talk.told()
    out(shown(told, say))
    known: frozenset[str] = frozenset()
    while True:
        if prompt:
            sys.stdout.write(f"\n{say('customer')}: ")
            sys.stdout.flush()
        line = sys.stdin.readline()
        if not line or line.strip() in ("/end", "/quit"):
            return
        line = line.strip()[:MOST_TEXT]
        if not line:
            continue
        if line.startswith("/said "):
            text = line.removeprefix("/said ").strip()
            talk.lines.append(Spoken("seller", text))
            out(read_out(lint(talk.voice, text, lang), say))
        elif line == "/back":
            talk.back()
        elif line == "/new":
            talk.lines.clear()
        elif line.startswith("/"):
            out(f"{say('unknown')} {KEYS}")
            continue
        else:
            _customer(talk, told, line)
        told = talk.told()
        out(shown(told, say, known))
        known = frozenset(one.product_id for one in told.suggestions)


def _customer(talk: Talk, told: Told, line: str) -> None:
    """What the customer said, after the draft that stood there; a number is one of its quick answers."""
    if told.draft.text and (not talk.lines or talk.lines[-1].by == "buyer"):
        talk.lines.append(Spoken("seller", told.draft.text, question=told.draft.question, drafted=True))
    picked = int(line) - 1 if line.isascii() and line.isdigit() and len(line) < 3 else -1
    if 0 <= picked < len(told.draft.choices):
        choice = told.draft.choices[picked]
        talk.lines.append(Spoken("buyer", choice.label, choice.id, told.draft.question))
    else:
        talk.lines.append(Spoken("buyer", line))


def read_out(findings: tuple[Finding, ...], say: Callable[..., str]) -> str:
    """What the lint finds in a seller's words."""
    found = [one for one in findings if one.severity != "note"]
    lines = [f"  {one.severity}: “{one.text}”: {one.why}" for one in found]
    return "\n".join([f"{say('reads')}:", *(lines or [f"  {say('clean')}"])])


def shown(told: Told, say: Callable[..., str], known: frozenset[str] = frozenset()) -> str:
    """A coaching for a terminal: what was understood, a draft, what else fits, and from where the facts are.

    Of the products in `known` only the names: their reasons were shown a moment ago.
    """
    parts: list[str] = []
    needs = [f"  {one.about}: {one.words if one.wanted else f'({one.words})'}" for one in told.summary.needs]
    needs += [f"  {'?' if one.open else '✓'} {one.topic}: {one.text}" for one in told.summary.concerns]
    if needs:
        parts.append("\n".join([f"{say('needs')}:", *needs]))
    parts.append(told.summary.advice)
    if told.draft.text:
        parts.append("\n".join([f"{say('draft')}:", *(f"  │ {line}" for line in told.draft.text.splitlines())]))
        parts.append("\n".join(f"  {n} {one.label}" for n, one in enumerate(told.draft.choices, 1)))
    asked = told.next_question
    if asked is not None:
        own = [] if asked.id == told.draft.question else [f"  {asked.text}"]
        parts.append("\n".join([f"{say('question')}:", *own, f"  {asked.why}"]))
    fitting = [one for one in told.suggestions if one.title not in told.draft.text]
    if fitting:
        lines = [
            f"  {line}"
            for one in fitting
            for line in ([one.title] if one.product_id in known else one.text.splitlines())
        ]
        parts.append("\n".join([f"{say('offer')}:", *lines]))
    for key, sources in (("facts", told.facts), ("near", told.near)):
        lines = [
            f"  {one.text}\n  ({one.title or one.source}, {one.as_of:%Y-%m-%d}, {one.url or one.source})"
            for one in sources
            if one.text not in told.draft.text
        ]
        if lines:
            parts.append("\n".join([f"{say(key)}:", *lines]))
    return "\n" + "\n".join(part for part in parts if part)
