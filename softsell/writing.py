"""From an effect to a letter: meanings become words, the lint reads them, the frame makes octets.

Rules
1. What is linted is what is sent: subject, text and buttons, with the spans that came from evidence.
2. The wording is chosen by who it is for and how often they were written to, so nobody reads the same letter twice.
"""

import re
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b

from msgspec import Struct

from softsell import tokens
from softsell.core import hours
from softsell.core.effects import Ask, Say
from softsell.core.events import Consent
from softsell.core.shop import Policy
from softsell.core.shopper import Shopper
from softsell.mail.compose import Frame, compose
from softsell.mail.letter import Letter, Part
from softsell.values import Choice, Day, Item, Meaning, Text
from softsell.voice import phrases
from softsell.voice.lint import Finding, lint
from softsell.voice.phrases import Block, Voice
from softsell.voice.words import clean

MOST_QUOTED = 200  # letters of a consent that are said again
PREFERENCES = "preferences"  # the purpose of the token that opens the choices


ANSWERED_LINES, ANSWERED = 8, 500  # of what is quoted under an answer to it: lines, characters


class Desk(Struct, frozen=True):
    """What every letter of one installation shares: words, frame, secret, and the addresses it uses."""

    voice: Voice
    frame: Frame
    secret: bytes
    public_url: str
    reply_address: str
    bounce_address: str = ""


class Written(Struct, frozen=True):
    """A letter ready to go: its octets, what people can read of it, and what the lint found."""

    raw: bytes
    message_id: str
    subject: str
    text: str
    envelope_from: str
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> Finding | None:
        return next((f for f in self.findings if f.severity == "block"), None)


class Thread(Struct, frozen=True, kw_only=True):
    """What a letter stands under: the thread's subject and its Message-IDs, oldest first; empty: it begins one.

    `answering`: it answers what the shopper `wrote` at `wrote_at`, else it follows a letter of our own.
    """

    subject: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    answering: bool = False
    wrote: str = ""
    wrote_at: datetime | None = None


def write(
    desk: Desk, policy: Policy, shopper: Shopper, effect_id: str, effect: Ask | Say, thread: Thread, now: datetime,
    blocks: tuple[Block, ...] | None = None,
) -> Written:  # fmt: skip
    """The letter for an `Ask`, or for a `Say` whose channel is mail.

    `blocks` are its words where they were found before (`draft.warmer`). Raises ValueError when a meaning cannot be said
    (unknown kind, a claim whose evidence does not hold): the caller holds the effect.
    """
    lang, voice = effect.language, desk.voice
    wording = seed(shopper) + len(shopper.letters)
    if blocks is None:
        spoken, each = spoken_of(shopper, effect)
        blocks = phrases.say(voice, spoken, lang, wording=each, at=now)
    subject = _subject(voice, policy, effect, thread, lang, wording)
    token = talk_token(desk, effect_id, now)
    answers = tuple((label(voice, c, lang), f"{desk.public_url}/t/{token}?a={c.id}") for c in effect.choices)
    message_id = tokens.message_id(desk.secret, effect_id, policy.sender.rsplit("@", 1)[-1])
    letter = Letter(
        language=lang,
        from_name=policy.name,
        from_address=policy.sender,
        to_address=shopper.address,
        reply_to=tokens.reply_address(desk.secret, desk.reply_address or policy.sender, shopper.key),
        subject=subject,
        blocks=_parts(blocks) + _quote(voice, policy, shopper, thread, lang),
        answers=answers,
        footer=_footer(voice, policy, shopper, effect, lang),
        unsubscribe_url=f"{desk.public_url}/u/{tokens.seal(desk.secret, 'unsubscribe', shopper.key)}",
        unsubscribe_label=phrases.text(voice, "unsubscribe", lang),
        preferences_url=f"{desk.public_url}/p/{preferences_token(desk, policy, shopper, now)}",
        preferences_label=phrases.text(voice, "preferences", lang),
        message_id=message_id,
        in_reply_to=thread.in_reply_to,
        references=thread.references,
        date=now,
        automatic=not any(m.kind == "person-said" for m in effect.meanings),
        answering=isinstance(effect, Say),
        feedback_id=feedback_id(effect_id, effect),
    )
    return Written(
        raw=compose(letter, desk.frame),
        message_id=message_id,
        subject=subject,
        text="\n\n".join(b.text for b in blocks),
        envelope_from=_envelope_from(desk, policy, effect_id),
        findings=read(voice, lang, subject, blocks, tuple(a[0] for a in answers), replying=thread.answering),
    )


def feedback_id(effect_id: str, effect: Ask | Say) -> str:
    """By what large receivers count complaints, the same for many people: `touch:shop:kind:softsell`; nothing personal."""
    shop = re.sub(r"[^A-Za-z0-9._-]", "-", effect_id.partition("/")[0])[:40]
    match effect:
        case Ask(touch=touch):
            return f"{touch}:{shop}:ask:softsell"
        case Say():
            return f"0:{shop}:answer:softsell"


def _envelope_from(desk: Desk, policy: Policy, effect_id: str) -> str:
    """Where a server reports that it could not deliver: with this letter's own token, where an address is set for it."""
    if not desk.bounce_address:
        return policy.sender
    return tokens.bounce_address(desk.secret, desk.bounce_address, effect_id)


def read(
    voice: Voice,
    lang: str,
    subject: str,
    blocks: tuple[Block, ...],
    buttons: tuple[str, ...] = (),
    replying: bool = False,
) -> tuple[Finding, ...]:
    """What the lint finds in a text and its parts; a "Re:" is honest only in an answer."""
    body, claims = "", []
    for block in blocks:
        start = len(body)
        claims += [(start + a, start + b) for a, b in block.claims]
        body += block.text + "\n\n"
    found = lint(voice, body, lang, kind="letter", claims=tuple(claims), strict=True)
    if subject and replying:  # a person's own words, perhaps: read, and not kept
        found += lint(voice, subject.removeprefix("Re: "), lang, kind="subject", strict=True)
    elif subject:
        found += _linted(voice, subject, lang, "subject")
    for words in buttons:
        found += _linted(voice, words, lang, "button")
    return found


@lru_cache(maxsize=1024)
def _linted(voice: Voice, text: str, lang: str, kind: str) -> tuple[Finding, ...]:
    """What the lint says of exactly this text: subjects and buttons are the same for many."""
    return lint(voice, text, lang, kind=kind, strict=True)


def label(voice: Voice, choice: Choice, lang: str) -> str:
    """What a quick answer says; the one that takes a product says so, for the product's own link has its bare name."""
    if choice.id.startswith("suits:") and choice.label:
        return f"{phrases.text(voice, 'choice-suits', lang)}: {choice.label}"
    return choice.label or phrases.text(voice, f"choice-{choice.id}", lang)


def talk_token(desk: Desk, effect_id: str, now: datetime) -> str:
    """A token that opens this one conversation for thirty days, and nothing else."""
    return tokens.seal(desk.secret, "talk", effect_id, now + timedelta(days=30))


def preferences_token(desk: Desk, policy: Policy, shopper: Shopper, now: datetime) -> str:
    """A token that opens the choices of one person, and nothing else, as long as what they said is kept."""
    return tokens.seal(desk.secret, PREFERENCES, shopper.key, now + timedelta(days=policy.conversation_days))


def _parts(blocks: tuple[Block, ...]) -> tuple[Part, ...]:
    """The parts of a letter; the answers stand right under the question, or under how to answer it."""
    parts = [part(b) for b in blocks]
    asked = [n for n, b in enumerate(blocks) if b.kind == "question" or b.key == "how-to-answer"]
    if asked:
        parts.insert(asked[-1] + 1, Part("answers"))
    return tuple(parts)


def _quote(voice: Voice, policy: Policy, shopper: Shopper, thread: Thread, lang: str) -> tuple[Part, ...]:
    """What they wrote, in a few lines, under the answer to it."""
    if not (thread.answering and thread.wrote.strip() and thread.wrote_at is not None):
        return ()
    day = Day(thread.wrote_at.astimezone(hours.zone(shopper.timezone, policy.timezone)).date())
    lines = thread.wrote.strip().split("\n")
    kept = "\n".join(lines[:ANSWERED_LINES])[:ANSWERED].rstrip()
    text = kept if kept == thread.wrote.strip() else f"{kept} …"
    return (Part("quote", text, note=phrases.text(voice, "you-wrote", lang, {"day": day})),)


def part(block: Block) -> Part:
    """A block of words as a neutral part of a letter."""
    match block.kind:
        case "items":
            said = zip(block.text.split("\n"), block.items, strict=True)
            return Part("items", rows=tuple(_row(line.removeprefix("– "), item) for line, item in said))
        case "suggestion" if block.suggestion is not None:
            first, *rest = block.text.split("\n")
            note = rest.pop() if block.suggestion.drawback and rest else ""
            item = block.suggestion.item
            title, price = _row(first, item)
            rows = ((price, ""), *(("", line) for line in rest))
            return Part("suggestion", text=title, rows=tuple(r for r in rows if any(r)), url=_web(item.url), note=note)
        case "fact" if block.fact is not None:
            words, _, source = block.text.rpartition("\n")
            return Part("fact", text=words, note=source, url=_web(block.fact.url))
        case "total":
            label, _, amount = block.text.rpartition(": ")
            return Part("total", rows=((label, amount),))
        case "link" if block.link is not None:
            return Part("link", text=block.text.rsplit(": ", 1)[0], url=_web(block.link.url))
    return Part("question" if block.kind == "question" else "para", text=block.text)


def _row(line: str, item: Item) -> tuple[str, str]:
    """A line as the voice says it ("Lopapeysa, 26.900 kr. með vsk."), parted after the title; whole where it is no such."""
    title = clean(item.title)
    return (title, line.removeprefix(f"{title}, ")) if line.startswith(f"{title}, ") else (line, "")


def _web(url: str) -> str:
    return url if url.startswith(("http://", "https://")) else ""


def seed(shopper: Shopper) -> int:
    """Where the wordings begin for this person: another one for another person."""
    return int.from_bytes(blake2b(shopper.key.encode(), digest_size=2).digest(), "big")


def wordings(shopper: Shopper, effect: Ask | Say) -> tuple[int, ...]:
    """Which wording each meaning gets: the next one each time its kind is said in a conversation, or a letter is written."""
    first = seed(shopper)
    match effect:
        case Say(meanings=meanings, told=told) if len(told) == len(meanings):
            return tuple(first + n for n in told)
        case Say(turn=turn):
            first += turn // 2
        case Ask():
            first += len(shopper.letters)
    return (first,) * len(effect.meanings)


def spoken_of(shopper: Shopper, effect: Ask | Say) -> tuple[tuple[Meaning, ...], tuple[int, ...]]:
    """The meanings that stand in the letter itself (the others are its subject), and which wording each gets."""
    pairs = zip(effect.meanings, wordings(shopper, effect), strict=True)
    kept = tuple((m, n) for m, n in pairs if not m.kind.startswith("subject-"))
    return tuple(m for m, _ in kept), tuple(n for _, n in kept)


def _subject(voice: Voice, policy: Policy, effect: Ask | Say, thread: Thread, lang: str, wording: int) -> str:
    if thread.subject and thread.in_reply_to:
        return f"Re: {thread.subject}" if thread.answering else thread.subject
    kind = next((m.kind for m in effect.meanings if m.kind.startswith("subject-")), "")
    if kind:
        return phrases.text(voice, kind, lang, wording=wording)
    return phrases.text(voice, "subject-talk", lang, {"shop": Text(policy.name)})


def _footer(voice: Voice, policy: Policy, shopper: Shopper, effect: Ask | Say, lang: str) -> tuple[str, ...]:
    shop, staff = Text(policy.name), Text(policy.staff or policy.name)
    lines = []
    person = any(m.kind == "person-said" for m in effect.meanings)
    if not person:
        lines.append(phrases.text(voice, "machine-writer", lang, {"shop": shop, "staff": staff}))
    if isinstance(effect, Ask):
        lines.append(why(voice, policy, shopper, effect.basis, lang))
        lines += _proof(voice, shopper, effect, lang)
    if policy.postal_address:
        lines.append(
            phrases.text(voice, "footer-address", lang, {"shop": shop, "address": Text(policy.postal_address)})
        )
    return tuple(lines)


def why(voice: Voice, policy: Policy, shopper: Shopper, basis: str, lang: str) -> str:
    """On what ground a letter comes, in words."""
    shop = Text(policy.name)
    consent = shopper.consent
    if basis == "consent" and consent is not None:
        local = consent.at.astimezone(hours.zone(shopper.timezone, policy.timezone))
        day = Day(local.date(), source=consent.source or "consent", as_of=consent.at)
        return phrases.text(voice, "why-consent", lang, {"shop": shop, "day": day})
    kind = {"soft_optin": "why-soft-optin", "service_error": "why-service"}.get(basis, "why-none")
    return phrases.text(voice, kind, lang, {"shop": shop})


def _proof(voice: Voice, shopper: Shopper, effect: Ask, lang: str) -> list[str]:
    """The words that were agreed to, and where (domain D6). Words that press are the shop's own, and are not said again."""
    consent = shopper.consent
    if consent is None or consent.basis != effect.basis or not consent.text or len(consent.text) > MOST_QUOTED:
        return []
    if any(f.severity == "block" for f in lint(voice, consent.text, lang, kind="letter", strict=True)):
        return []
    where = ", ".join(part for part in (place(consent), consent.version) if part)
    key = "why-proof" if where else "why-proof-text"
    return [phrases.text(voice, key, lang, {"text": Text(consent.text), "where": Text(where)})]


def place(consent: Consent) -> str:
    """Where a consent was given, when the shop said it; "" for the door's own note of the call that it came in by."""
    return "" if consent.source.startswith("segment ") else consent.source
