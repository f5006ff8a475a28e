"""Two scores of a text, pressure and softness, each with its parts; they are never merged.

Rules
1. Pressure counts findings only: a fact told calmly never raises it. Every finding takes a share of what is left to 1
   (`SHARE` of its severity), so that insistence adds up and the score stays below 1.
2. Softness is shown, never required: each part by the different words that show it, the first of them counting most.
3. The parts of softness follow Okazaki, Mueller & Taylor (2010): feeling, implicitness, image; and what a soft seller
   adds to them: warmth, benefit, autonomy.
"""

from collections.abc import Iterable
from math import prod

from msgspec import Struct

from softsell.voice.lint import Finding, HasRules, softening

SHARE = {"block": 0.6, "warn": 0.3, "note": 0.05}
PARTS = {
    "C1": "urgency", "C2": "urgency", "C3": "scarcity", "C4": "crowd", "C5": "guilt", "C6": "insistence",
    "C7": "insistence", "C8": "loss", "C9": "disguise", "C10": "loudness", "C11": "claims", "C12": "cost",
    "C13": "obstruction", "C14": "obstruction", "C14b": "upsell", "C15": "persistence", "C16": "persistence",
}  # fmt: skip
SOFT_PARTS = ("feeling", "implicitness", "image", "warmth", "benefit", "autonomy")
MOST = 0.999  # a score stays below 1
SOFT_SHARE = 0.35  # of what is left to 1, for a part that is fully there


class Score(Struct, frozen=True):
    """A number from 0 to 1 and what it is made of, part by part; parts that are not there are left out."""

    total: float
    parts: dict[str, float]


def pressure(findings: Iterable[Finding]) -> Score:
    """How much a text presses, by what the lint found in it."""
    left: dict[str, float] = {}
    for finding in findings:
        part = PARTS.get(finding.category, "persistence")
        left[part] = left.get(part, 1.0) * (1 - SHARE.get(finding.severity, 0.0))
    parts = {part: round(1 - rest, 3) for part, rest in sorted(left.items())}
    return Score(min(round(1.0 - prod(left.values()), 3), MOST), parts)


def softness(voice: HasRules, text: str, lang: str) -> Score:
    """How soft a text is, by the words in it that show feeling, implicitness, image, warmth, benefit and autonomy."""
    shown: dict[str, set[str]] = {}
    for part, words in softening(voice, text, lang):
        shown.setdefault(part, set()).add(words.lower())
    parts = {part: round(1 - 0.5 ** len(shown[part]), 3) for part in SOFT_PARTS if part in shown}
    return Score(round(1.0 - prod(1 - SOFT_SHARE * part for part in parts.values()), 3), parts)
