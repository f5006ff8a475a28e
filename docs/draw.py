"""Draws what the documentation shows of the code: `python docs/draw.py` writes it anew, `--check` only looks.

The conversation's picture is docs/pictures/conversation.svg; its table stands in docs/architecture.md between two marks.
The lint's rules are docs/rules.md.
"""

import sys
from pathlib import Path

from softsell.core.conversation import TABLE
from softsell.core.diagram import markdown, svg

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS))

from rules_page import page as rules  # noqa: E402

BEGIN, END = "<!-- drawn by docs/draw.py: begin -->\n", "<!-- drawn by docs/draw.py: end -->\n"


def drawn() -> dict[Path, str]:
    """Every drawn file with what should stand in it."""
    page = DOCS / "architecture.md"
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{page.name}: the two marks around the table are missing")
    return {
        DOCS / "pictures" / "conversation.svg": svg(TABLE),
        DOCS / "rules.md": rules(),
        page: f"{before}{BEGIN}\n{markdown(TABLE)}\n{END}{after}",
    }


def main(check: bool) -> int:
    """Write what is out of date, or with `check` only say so; 1 when something was or is out of date."""
    stale = [(p, text) for p, text in drawn().items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    for path, text in stale:
        if not check:
            path.write_text(text, encoding="utf-8")
        print(f"{path.relative_to(DOCS.parent)}: {'out of date' if check else 'drawn'}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
