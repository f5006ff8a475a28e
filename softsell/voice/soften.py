"""Softer words for what the lint found: a proposal beside the text, never made silently.

Rules
1. A wording takes the place of the whole sentence; capitals, marks and pictures are mended where they stand, when the
   rule knows how (`fix`). The same wording is proposed once in a text.
2. The proposal is read by the lint itself, a few times over; a sentence that still presses then is left out.
3. A wording keeps its slots in braces ("{date}"): a fact is for the shop to fill in, not for us to make up.
"""

import re

from softsell.voice.lint import Finding, HasRules, lint

ROUNDS = 5  # of proposing and reading again; the last one leaves out

_END = re.compile(r"(?:[.!?…]+[\"'’”“»)\]]*(?=\s|$)|\n\s*\n)\s*")
_SHOUTED = re.compile(r"[^\W\d_]{2,}")
_MARKS = re.compile(r"[!?！]*[!！][!?！]*|\?{2,}|([$€%])\1+")


def soften(voice: HasRules, text: str, lang: str, *, kind: str = "letter") -> str:
    """The text as it could be said: without any finding above a note.

    "" where nothing of it can be kept (a subject or a button that has no softer wording).
    """
    for attempt in range(ROUNDS):
        found = [f for f in lint(voice, text, lang, kind=kind) if f.severity != "note"]
        if not found:
            break
        text = _mended(voice, text, found, lang, kind, leave_out=attempt == ROUNDS - 1)
    return text


def sentence_case(words: str) -> str:
    """What was written in capitals as it is usually written: a capital only where a sentence begins."""
    calm = _SHOUTED.sub(lambda m: m[0].lower() if m[0].isupper() else m[0], words)
    return re.sub(r"(^|[.!?]\s+)(\W*)([^\W\d_])", lambda m: m[1] + m[2] + m[3].upper(), calm)


def _mended(voice: HasRules, text: str, found: list[Finding], lang: str, kind: str, leave_out: bool) -> str:
    """One round: every sentence with a finding is mended, from the last one to the first."""
    for start, end in reversed(_passages(text, found, kind)):
        here = [f for f in found if start <= f.start < end]
        words = text[start:end]
        if leave_out:
            after = ""
        elif all(_fix(voice, f, lang) for f in here):
            after = words
            for finding in reversed(here):
                a, b = finding.start - start, finding.end - start
                after = after[:a] + _fixed(_fix(voice, finding, lang), after[a:b]) + after[b:]
        else:
            gravest = next((f for f in here if f.severity == "block" and f.suggestion), here[0])
            after = gravest.suggestion
            if after in text[:start] or after in text[end:]:
                after = ""
        tail = words[len(words.rstrip()) :]
        text = text[:start] + (after.rstrip() + tail if after else "") + text[end:]
    return text.strip() if kind in ("subject", "button") else text


def _passages(text: str, found: list[Finding], kind: str) -> list[tuple[int, int]]:
    """The sentences that hold findings, joined where a finding reaches over several; in the order of the text."""
    if kind in ("subject", "button"):
        return [(0, len(text))]
    ends = [m.end() for m in _END.finditer(text)] + [len(text)]
    passages: list[tuple[int, int]] = []
    for finding in found:
        start = max((end for end in ends if end <= finding.start), default=0)
        end = min(end for end in ends if end >= finding.end)
        if passages and start < passages[-1][1]:
            before = passages.pop()
            start, end = before[0], max(end, before[1])
        passages.append((start, end))
    return passages


def _fix(voice: HasRules, finding: Finding, lang: str) -> str:
    sets = [voice.rules[lang]] if lang in voice.rules else list(voice.rules.values())
    return next((rule.fix for rules in sets for rule in rules.kept.rules if rule.id == finding.rule), "")


def _fixed(fix: str, words: str) -> str:
    match fix:
        case "sentence-case":
            return sentence_case(words)
        case "full-stop":
            return _MARKS.sub(lambda m: m[1] or ("?" if "?" in m[0] else "."), words)
        case _:
            return ""
