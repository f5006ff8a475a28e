"""Texts that press nobody: the share that is blocked and warned of, set by set.

Protocol: rules were written and limits chosen on the half "dev" of each set; what is reported is the half "test", and the
whole set beside it. Every text is read as a body, language given. "honest help" are our own sentences (tests/voice).
"""

from collections import Counter
from pathlib import Path
from typing import Any

import common
import texts

from softsell.rulebook import rulebook
from softsell.voice.lint import lint, verdict

HELP = Path(__file__).resolve().parents[1] / "tests" / "voice"


def figures(found: list[str], lang: str) -> dict[str, Any]:
    """The shares of a list of texts."""
    voice = rulebook()
    verdicts = Counter(verdict(lint(voice, text, lang, kind="body")) for text in found)
    many = len(found) or 1
    low, high = common.wilson(verdicts["warn"], many)
    return {
        "texts": len(found),
        "blocked": round(verdicts["block"] / many, 4),
        "warned": round(verdicts["warn"] / many, 4),
        "warned interval": [round(low, 4), round(high, 4)],
    }


if __name__ == "__main__":
    given, before = common.arguments(__doc__ or "", repeats=1), common.machine()
    told: dict[str, Any] = {}
    for name, of in texts.normal().items() if texts.SHARED.is_dir() else ():
        lang = "is" if name.startswith("is-") else "en"
        test = [text for text in of if texts.half(text) == "test"]
        told[name] = {"test": figures(test, lang), "whole": figures(of, lang)}
    for lang in ("en", "is"):
        told[f"honest help, {lang}"] = figures((HELP / f"honest_{lang}.txt").read_text("utf-8").splitlines(), lang)
    common.report("lint_normal", given, told, before)
