"""Questions that are alike, put together: most of what they say is the same, in whichever inflection."""

from collections.abc import Sequence

from softsell.advise.answering.postings import tokens

ALIKE = 0.6  # the share of stems (Dice) from which two questions are one


def together(texts: Sequence[str], alike: float = ALIKE) -> list[list[int]]:
    """The places of the texts by group, groups and members in the order in which they came; 1.0: the same stems."""
    groups: list[tuple[frozenset[str], list[int]]] = []
    for n, text in enumerate(texts):
        said = frozenset(tokens(text)) or frozenset({text.strip().lower()})
        found = next((members for stems, members in groups if _share(said, stems) >= alike), None)
        if found is None:
            groups.append((said, [n]))
        else:
            found.append(n)
    return [members for _, members in groups]


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
