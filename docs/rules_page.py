"""The page docs/rules.md: every rule, check and figure of the lint, from the data of both languages.

Rules
1. Everything that is said of a rule comes from its data. Examples, and words that are spoken of, stand as code, so that
   no lint reads them as our words.
2. An entry's heading gives its address: `rules.md#rule-urgency`.
"""

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from softsell.copy.language import detect
from softsell.rulebook import checks, rulebook
from softsell.voice import model, structure
from softsell.voice.lint import lint
from softsell.voice.rules import File, Rule, read
from softsell.voice.score import PARTS, SHARE, SOFT_SHARE

VOICE = Path(__file__).resolve().parents[1] / "softsell" / "voice"
LANGUAGES = {"en": "English", "is": "Íslenska"}
CLASSES = {
    "C1": ("Urgency", "Words that push the decision by how close an end is, rather than saying when it is."),
    "C2": (
        "Countdowns",
        "A clock that runs, or time told as what is left of it. A date, told once, does the same work.",
    ),
    "C3": ("Scarcity", "How few are left, or how many want them, said so that the reader hurries."),
    "C4": ("The crowd", "Other buyers as an argument: what they look at, what they chose, how many they are."),
    "C5": ("Shame and guilt", "A no that has to insult itself, or a reader who is made to owe something."),
    "C6": ("Insistence", "Orders, and a yes that is taken for granted. An offer leaves the verb to the reader."),
    "C7": (
        "Duty and flattery",
        "What the reader must, should or deserves; and praise or argument that leaves no room.",
    ),
    "C8": ("Loss", "The same offer told as what will be lost, missed or wasted."),
    "C9": ("Disguise", "A seller who writes as a friend, an answer, an invoice or a prize."),
    "C10": ("Loudness", "Capitals, marks and pictures that raise the voice, and the words of unwanted mail."),
    "C11": ("Claims without proof", "The best, the first, the only one. A measure says more and can be checked."),
    "C12": ("Hidden cost", "A price that is not the whole price, or a contract that goes on by itself."),
    "C13": ("Obstruction", "A way out that is longer or harder to find than the way in."),
    "C14": ("Trick questions", "A choice that is worded so that the answer means something else."),
    "C14b": ("Upselling", "Something dearer at the moment of deciding, or a fear to go with it."),
    "C15": ("After a no", "The same request over again: after a no, after silence, or several times in one letter."),
}
BUILT = "in the build"
PLACES = {"clause": "where a clause begins", "whole": "where it is the whole sentence", "": "anywhere in it"}
KINDS = {"letter": "letters", "body": "bodies", "subject": "subjects", "button": "buttons"}
INTRO = """# The rules of the lint

What the pressure lint looks for, rule by rule, in both languages. How to use it is told in [the lint, everywhere](lint.md).
This page is drawn from the rule data by `docs/draw.py`.

Each rule has a severity. `block`: the text must change. `warn`: a person should look at it. `note`: good to know. Words that
honest people use as well warn at most, and in a body text a finding is a note where nobody sells. Words that are filled from
evidence (a stock count, a date, a price that the shop itself vouches for) are judged by the second row of an
entry. The softer wordings are examples: their figures stand for those of the shop.
"""
SCORES = """## How the scores are made

A text has two scores from 0 to 1. They are never merged, because a text may be both pressing and warm.

**Pressure** counts findings only; a fact told calmly does not raise it. Each finding takes a share of what is left
to 1: {shares}. The parts, and the classes that they come from:

{parts}

**Softness** is shown, never required. Each part counts by the different words that show it: the first gives half, the second half
of the rest, and so on. A part that is fully there takes {soft} of what is left to 1.
"""

Cells = tuple[str, ...]


def page() -> str:
    """The whole page."""
    files = {lang: read(tuple(_texts(lang)), lang) for lang in LANGUAGES}
    rules = {lang: {rule.id: rule for rule in file.rule} for lang, file in files.items()}
    built = checks()
    of_build = dict.fromkeys(id for each in built.checks.values() for id in each)
    said = {id for each in rules.values() for id in each}
    parts = [INTRO, _table(_contents(rules, built.checks), ("Class", "Rules"))]
    for name, (title, told) in CLASSES.items():
        parts.append(f"## {name}. {title}\n\n{told}\n")
        of_class = dict.fromkeys(id for each in rules.values() for id, rule in each.items() if rule.category == name)
        parts += (_rule({lang: rules[lang].get(id) for lang in LANGUAGES}, id, id in of_build) for id in of_class)
    parts.append("## How a page or a letter is built\n\nWhat words alone do not show: choices, boxes, clocks and prices in the "
                 "markup, and a letter's headers.\n")  # fmt: skip
    parts += (_check({lang: built.checks[lang].get(id) for lang in LANGUAGES}, id, id in said) for id in of_build)
    parts += (_model(), _allowance(), _scores(), _soft(files))
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _texts(lang: str) -> Iterator[str]:
    return (path.read_text(encoding="utf-8") for path in sorted((VOICE / lang).glob("*.toml")))


def _contents(rules: dict[str, dict[str, Rule]], checks: dict[str, dict[str, structure.Check]]) -> Iterator[Cells]:
    """The classes with their rules."""
    for name, (title, _) in CLASSES.items():
        ids = dict.fromkeys(id for each in rules.values() for id, rule in each.items() if rule.category == name)
        yield f"[{name}. {title}](#{_address(f'{name} {title}')})", ", ".join(map(_link, ids))
    ids = dict.fromkeys(id for each in checks.values() for id in each)
    said = {id for each in rules.values() for id in each}
    links = (_link(id, f"-{BUILT.replace(' ', '-')}" if id in said else "") for id in ids)
    yield "[How a page or a letter is built](#how-a-page-or-a-letter-is-built)", ", ".join(links)
    yield "The rest", f"{_link('model')}, {_link('allowance')}"
    yield "Scores", "[how they are made](#how-the-scores-are-made), [what makes a text soft](#what-makes-a-text-soft)"


def _link(id: str, about: str = "") -> str:
    return f"[`{id}`](#rule-{id}{about})"


def _address(head: str) -> str:
    return head.lower().replace(" ", "-")


def code(text: str) -> str:
    """An example as a code span that may stand in a table."""
    text = " ⏎ ".join(line.strip() for line in text.strip().splitlines()).replace("|", "\\|")
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _cell(text: str) -> str:
    """Prose in a table; words that it only speaks of ("last chance") stand as code."""
    text = " ".join(text.split())
    done = len(text)
    coded = [found.span() for found in re.finditer(r"`[^`]*`", text)]
    for finding in reversed(lint(rulebook(), text, detect(text) or "en", kind="letter")):
        start, end = finding.start, finding.end
        if finding.severity != "block" or finding.rule == "model":
            continue
        if end <= done and not any(a < end and start < b for a, b in coded):
            text, done = f"{text[:start]}`{text[start:end]}`{text[end:]}", start
    return text.replace("|", "\\|")


def _table(rows: Iterable[Cells], head: Iterable[str]) -> str:
    head = tuple(head)
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def _entry(head: str, of: dict[str, Any], rows: dict[str, Callable[[Any], str]]) -> str:
    """A heading and a table with a row for each question and a column for each language; empty rows are left out."""
    cells = [(name, *(told(one) if one is not None else "" for one in of.values())) for name, told in rows.items()]
    return f"### Rule {head}\n\n" + _table((row for row in cells if any(row[1:])), ("", *LANGUAGES.values()))


def _rule(of: dict[str, Any], id: str, is_built: bool) -> str:
    also = f"\n\nIt is also looked for [{BUILT}](#rule-{id}-{BUILT.replace(' ', '-')})." if is_built else ""
    return _entry(f"`{id}`{also}", of, {
        "Severity": lambda rule: f"`{rule.severity}`",
        "On evidence": lambda rule: _bound(rule.bound),
        "Where": lambda rule: _where(rule),
        "Why": lambda rule: _cell(rule.why),
        "Source": lambda rule: _cell(rule.source),
        "Bad": lambda rule: _examples(rule.bad),
        "Good": lambda rule: _examples(rule.good),
        "Softer": lambda rule: code(rule.suggestion),
    })  # fmt: skip


def _check(of: dict[str, Any], id: str, is_said: bool) -> str:
    return _entry(f"`{id}` {BUILT}" if is_said else f"`{id}`", of, {
        "Class": lambda check: check.category,
        "Severity": lambda check: f"`{check.severity}`",
        "Where": lambda check: {"page": "pages and letters in HTML", "letter": "letters"}[check.on],
        "Why": lambda check: _cell(check.why),
        "Source": lambda check: _cell(check.source),
        "Bad": lambda check: _examples(check.bad),
        "Good": lambda check: _examples(check.good),
        "Instead": lambda check: _cell(check.suggestion),
    })  # fmt: skip


def _bound(severity: str | None) -> str:
    return "the same" if severity is None else f"`{severity}`" if severity else "nothing is said"


def _where(rule: Rule) -> str:
    kinds = (
        " and ".join((", ".join(KINDS[kind] for kind in rule.kinds[:-1]), KINDS[rule.kinds[-1]])) if rule.kinds else ""
    )
    return f"{kinds.removeprefix(' and ') or 'every text'}, {PLACES[rule.at]}"


def _examples(given: Iterable[str]) -> str:
    return "<br>".join(map(code, given))


def _model() -> str:
    """The model's limits and how it was trained."""
    found = {lang: VOICE / lang / "model.msgpack" for lang in LANGUAGES}
    models = {lang: model.decode(path.read_bytes()) for lang, path in found.items() if path.exists()}
    told = (
        "\nWhere no rule speaks, a model weighs the words of a passage, each two neighbours and each two with one between them. "
        "It is a plain sum, and the words that moved it most are named. It warns only where a passage also speaks as a seller "
        "does to a reader. Limits are scores; 0 is even odds, and the chance is given beside it. The figures are from texts "
        "that the model was not trained on.\n\n"
    )
    names = dict.fromkeys(name for each in models.values() for name in _figures(each))
    rows: list[Cells] = []
    for name, limit in (("Warns from", "warn"), ("Blocks from", "block"), ("As a seller from", "least_letter")):
        rows.append((name, *(_odds(getattr(each, limit)) for each in models.values())))
    rows.append(("Trained on", *(each.record.get("trained", "") for each in models.values())))
    rows += (
        (name[:1].upper() + name[1:], *(_figures(each).get(name, "") for each in models.values())) for name in names
    )
    return f"## The model\n\n### Rule `model`\n{told}" + _table(rows, ("", *(LANGUAGES[lang] for lang in models)))


def _figures(of: model.Model) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in json.loads(of.record.get("figures", "{}")).items():
        if isinstance(value, dict):
            found |= {f"{name}: {key}": _share(share) for key, share in value.items()}
        elif isinstance(value, float):
            found[name] = f"{value:.3f}" if name == "auc" else _share(value)
    return found


def _share(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f} %"


def _odds(score: float) -> str:
    return f"{score:.2f} ({100 / (1 + math.exp(-score)):.1f} %)"


def _allowance() -> str:
    return (
        "### Rule `allowance`\n\nA comment that allows something without a reason, or a rule that does not exist, is itself a "
        "finding (`warn`); one that allowed nothing is a `note`. See [allowances](lint.md#allowances).\n"
    )


def _scores() -> str:
    shares = ", ".join(f"`{severity}` {share}" for severity, share in SHARE.items())
    of_part: dict[str, list[str]] = {}
    for name, part in PARTS.items():
        of_part.setdefault(part, []).append(name)
    rows = ((code(part), ", ".join(names)) for part, names in of_part.items())
    return SCORES.format(shares=shares, parts=_table(rows, ("Part", "Classes")).rstrip(), soft=SOFT_SHARE)


def _soft(files: dict[str, File]) -> str:
    told = (
        "## What makes a text soft\n\nThe parts of Okazaki, Mueller and Taylor (2010), and what a soft seller adds.\n\n"
    )
    first = files["en"].soft
    others = {lang: {soft.part: soft for soft in file.soft} for lang, file in files.items()}
    rows = (
        (
            code(soft.part),
            _cell(soft.why),
            *(_examples(each[soft.part].good) if soft.part in each else "" for each in others.values()),
        )
        for soft in first
    )
    return told + _table(rows, ("Part", "What it is", *(f"Examples, {name}" for name in LANGUAGES.values())))
