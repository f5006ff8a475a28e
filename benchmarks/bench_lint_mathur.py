"""The real instances of Mathur et al. 2019 (local data): recall per type, on the half the rules were not written by.

Protocol: every instance that has a text, read as a body, English given; found when its verdict is block or warn. Half
"dev" was open to the rules' author, half "test" was not; instances that differ in figures only are in the same half.
"""

from collections import Counter
from typing import Any

import common
import texts

from softsell.rulebook import rulebook
from softsell.voice.lint import lint, verdict

GROUPS = {
    "urgency": ("Countdown Timer", "Limited-time Message"),
    "scarcity": ("Low-stock Message", "High-demand Message"),
    "social proof": ("Activity Notification", "Testimonials of Uncertain Origin"),
    "confirmshaming": ("Confirmshaming",),
}

if __name__ == "__main__":
    given, before = common.arguments(__doc__ or "", repeats=1), common.machine()
    voice = rulebook()
    seen: dict[tuple[str, str], Counter[bool]] = {}
    for text, _, kind in texts.mathur() if texts.SHARED.is_dir() else ():
        found = verdict(lint(voice, text, "en", kind="body")) != "ok"
        names = [kind, *(group for group, kinds in GROUPS.items() if kind in kinds)]
        for name in names:
            for half in (texts.half(text), "whole"):
                seen.setdefault((name, half), Counter())[found] += 1

    def told(name: str, half: str) -> dict[str, Any]:
        of = seen.get((name, half), Counter())
        low, high = common.wilson(of[True], of.total())
        share = round(of[True] / of.total(), 4) if of.total() else None
        return {"n": of.total(), "recall": share, "low": round(low, 4), "high": round(high, 4)}

    order = [*GROUPS, *sorted({name for name, _ in seen} - set(GROUPS))]
    common.report(
        "lint_mathur",
        given,
        {name: {half: told(name, half) for half in ("test", "dev", "whole")} for name in order},
        before,
    )
