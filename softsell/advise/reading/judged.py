"""The model beside the rules of understanding: what it is told of a text, and what is made of its chances.

Rules
1. It is told the words, what the rules found, the ideas in the text (`ideas`) and what is wanted (`wants`).
2. A text is weighed whole and sentence by sentence; the chance of an intent is the mean of the whole and of the sentence
   that has it most. From its limit on it is said; nothing said is "unclear".
3. A no of the rules stands whatever the model thinks, which is not told of it: so it learns the words themselves and adds
   what the rules miss. Satisfied is dropped beside a question, a trouble, a delay or a no.
"""

from collections.abc import Iterable

from msgspec import Struct

from softsell.advise.reading.classify import Weighed
from softsell.advise.reading.ideas import ideas
from softsell.advise.reading.wants import wants

SPOILS = frozenset({"question", "trouble", "later", "not_interested", "recommend", "support"})
SURE = 0.95  # of a no of the rules


class Span(Struct, frozen=True):
    """Where an intent was found: text[start:end], and how sure that is, 0 to 1."""

    intent: str
    start: int
    end: int
    confidence: float


def flags(text: str, intents: Iterable[str], troubles: Iterable[tuple[str, bool]]) -> list[str]:
    """What the model is told beside the words, of a text in which the rules found `intents` and `troubles`."""
    found = [f"rule {name}" for name in intents if name != "stop"] + [f"rule {name} {sure}" for name, sure in troubles]
    many = len(text.split())
    found += [f"words {sum(many > most for most in (1, 3, 8, 20, 50))}"] + [f"has {one}" for one in "?!" if one in text]
    return found + [f"wants {name}" for name in wants(text)] + sorted(ideas(text))


def mix(whole: dict[str, float], parts: list[dict[str, float]]) -> dict[str, float]:
    """Rule 2."""
    return {name: (chance + max(one[name] for one in parts)) / 2 for name, chance in whole.items()}


def judge(
    model: Weighed,
    mixed: dict[str, float],
    parts: list[tuple[int, int, dict[str, float]]],
    ruled: Iterable[str],
    content: bool,
) -> tuple[list[Span], str | None]:
    """The intents with where they are, in the order of the text, and the trouble; `content`: the rules heard satisfaction."""
    limits = dict(zip(model.model.labels, model.model.limits, strict=True))
    said = {name for name in limits if ":" not in name and mixed[name] >= limits[name]} - {"unclear"}
    refused = "stop" in set(ruled)
    said |= {"stop"} if refused else set()
    if "stop" in said or (said & SPOILS and not content):
        said.discard("satisfied")
    trouble = None
    if "trouble" in said:
        best = max((name for name in limits if ":" in name), key=lambda name: mixed[name])
        trouble = best.removeprefix("trouble:") if mixed[best] >= limits[best] else None
    found = []
    for name in said:
        start, end, _ = max(parts, key=lambda part: part[2][name])
        chance = max(mixed[name], SURE) if name == "stop" and refused else mixed[name]
        found.append(Span(name, start, end, round(chance, 3)))
    return sorted(found, key=lambda span: (span.start, -span.confidence, span.intent)), trouble


def one_each(said: Iterable[str], found: list[Span], most: int) -> tuple[Span, ...]:
    """One span for each intent, the surest; the whole text where none is known."""
    best: dict[str, Span] = {}
    for span in found:
        if span.intent not in best or span.confidence > best[span.intent].confidence:
            best[span.intent] = span
    return tuple(best.get(name) or Span(name, 0, most, 0.1 if name == "unclear" else 0.5) for name in said)
