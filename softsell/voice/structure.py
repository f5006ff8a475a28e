"""Looks at how a page or a letter is built: what words alone do not show, from a missing no to a clock that runs.

Rules
1. It never raises, whatever the source; its time is linear in it; a finding's span is the offending tag or words.
2. It concludes from what is there: inline styles, old attributes, plain rules of the page's own style sheets, names. What
   another file would tell is unknown, and nothing is found from what is unknown.
3. A page's findings come in the order of its source. A letter's have their places in `whole(subject, text, html)`.
"""

from collections.abc import Iterable, Mapping

from softsell.voice.finding import RANK, Finding
from softsell.voice.structure_box import boxes
from softsell.voice.structure_checks import Check, Checks, Spot, compile_checks
from softsell.voice.structure_choice import choices
from softsell.voice.structure_letter import barred, marketing_of, questions, read, subjects, ways_out, whole
from softsell.voice.structure_motion import motions
from softsell.voice.structure_price import prices
from softsell.voice.structure_tree import Tree, grow

__all__ = ["Check", "Checks", "compile_checks", "letter", "page", "whole"]


def page(checks: Checks, source: str, lang: str = "") -> tuple[Finding, ...]:
    """The findings in an HTML page, banner, form or letter's body; `lang` "": that of the page, else English."""
    tree = grow(source)
    return _findings(checks, source, _spots(checks, tree), _language(checks, lang, tree))


def letter(
    checks: Checks,
    subject: str,
    text: str,
    html: str,
    headers: Mapping[str, str],
    lang: str = "",
    *,
    marketing: bool | None = None,
) -> tuple[Finding, ...]:
    """The findings in a letter, those of its HTML among them; `marketing`: whether it is, where that is known."""
    mail = read(subject, text, html, headers)
    kind = marketing_of(mail, checks, marketing)
    spots = [*subjects(mail, kind), *questions(mail, checks), *ways_out(mail, checks, kind)]
    inside = _spots(checks, mail.tree)
    spots += (Spot(s.id, mail.in_html(s.start), mail.in_html(s.end), s.severity) for s in inside)
    return _findings(checks, whole(subject, text, html), spots, _language(checks, lang, mail.tree))


def _spots(checks: Checks, tree: Tree) -> list[Spot]:
    looked = (choices, boxes, motions, prices, barred)
    return [spot for look in looked for spot in look(tree, checks)]


def _language(checks: Checks, lang: str, tree: Tree) -> str:
    told = lang or next((tag.attrs["lang"] for _, tag in tree.tags("html") if "lang" in tag.attrs), "")
    told = told.lower().replace("_", "-").partition("-")[0]
    return told if told in checks.checks else next(iter(checks.checks))


def _findings(checks: Checks, source: str, spots: Iterable[Spot], lang: str) -> tuple[Finding, ...]:
    """In the order of the source, each once, with the reasons of the language."""
    known = checks.checks[lang]
    found = {(spot.id, spot.start, spot.end): _finding(known[spot.id], source, spot) for spot in spots}
    return tuple(sorted(found.values(), key=lambda f: (f.start, -f.end, RANK[f.severity], f.rule)))


def _finding(check: Check, source: str, spot: Spot) -> Finding:
    return Finding(
        check.id,
        check.category,
        spot.severity or check.severity,
        spot.start,
        spot.end,
        source[spot.start : spot.end],
        check.why,
        check.source,
        check.suggestion,
    )
