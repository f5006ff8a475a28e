"""Writes the forms of the words that the rules name in square brackets: softsell/voice/<lang>/forms.toml.

    python tools/forms.py en            write the file
    python tools/forms.py en is --check fail when a file is not what would be written

A pattern of the lint says `[wait]` for "wait", "waits", "waited", "waiting". This tool reads the patterns and classes of
all rule files of a language, and gives each such word its forms; nothing is looked up when the lint runs.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VOICE = ROOT / "softsell" / "voice"
FIELDS = ("patterns", "mild", "unless", "amid", "near")

# past, participle (where it differs); the rest is regular
IRREGULAR = {
    "be": "was were been is are am being", "beat": "beat beaten", "become": "became become", "begin": "began begun",
    "bet": "bet", "bite": "bit bitten", "blow": "blew blown", "break": "broke broken", "bring": "brought",
    "build": "built", "buy": "bought", "catch": "caught", "choose": "chose chosen", "come": "came come", "cost": "cost",
    "cut": "cut", "deal": "dealt", "do": "did done does", "draw": "drew drawn", "drive": "drove driven",
    "eat": "ate eaten", "fall": "fell fallen", "feel": "felt", "find": "found", "fly": "flew flown",
    "forget": "forgot forgotten", "get": "got gotten", "give": "gave given", "go": "went gone goes", "grow": "grew grown",
    "have": "had has", "hear": "heard", "hit": "hit", "hold": "held", "hurt": "hurt", "keep": "kept", "know": "knew known",
    "leap": "leapt leaped", "learn": "learnt learned", "leave": "left", "let": "let", "lose": "lost", "make": "made",
    "mean": "meant", "meet": "met", "pay": "paid", "put": "put", "quit": "quit", "read": "read", "ring": "rang rung",
    "rise": "rose risen", "run": "ran run", "say": "said", "see": "saw seen", "sell": "sold", "send": "sent", "set": "set",
    "shake": "shook shaken", "show": "showed shown", "shut": "shut", "sit": "sat", "sleep": "slept",
    "slide": "slid", "speak": "spoke spoken", "spend": "spent", "stand": "stood", "steal": "stole stolen",
    "stick": "stuck", "sting": "stung", "strike": "struck", "swear": "swore sworn", "take": "took taken",
    "tell": "told", "think": "thought", "throw": "threw thrown", "wear": "wore worn", "win": "won",
    "wind": "wound", "write": "wrote written",
    # nouns
    "man": "men", "woman": "women", "child": "children", "person": "persons people", "foot": "feet",
    "half": "halves", "life": "lives", "shelf": "shelves", "knife": "knives",
}  # fmt: skip
NOUNS = {"man", "woman", "child", "person", "foot", "half", "life", "shelf", "knife"}
DOUBLED = {
    "forget",
    "begin",
    "regret",
    "admit",
    "commit",
    "refer",
    "prefer",
    "occur",
    "upset",
    "format",
    "nab",
    "upbeat",
}
SINGLE = {
    "visit",
    "offer",
    "order",
    "limit",
    "profit",
    "benefit",
    "cancel",
    "edit",
    "enter",
    "deliver",
    "discover",
    "hesitate",
}


def _s(word: str) -> str:
    if re.search(r"(s|x|z|ch|sh)$", word):
        return word + "es"
    return word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"


def _stem(word: str) -> str:
    """What "ed" and "ing" are put on."""
    if word.endswith("ie"):
        return word
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1]
    short = re.fullmatch(r"[^aeiou]*(?:qu)?[aeiou][^aeiouwxy]", word)
    return word + word[-1] if (short or word in DOUBLED) and word not in SINGLE else word


def _forms(word: str) -> tuple[str, ...]:
    irregular = IRREGULAR.get(word, "").split()
    if word in NOUNS:
        return tuple(dict.fromkeys([word, *irregular]))
    stem = _stem(word)
    past = irregular or [
        re.sub(r"([^aeiou])y$", r"\1i", stem) + ("d" if word.endswith(("ee", "ie", "oe", "ye")) else "ed")
    ]
    going = (word[:-2] + "y" if word.endswith("ie") else stem) + "ing"
    third = [] if word in ("be", "do", "go", "have") else [_s(word)]
    return tuple(dict.fromkeys([word, *third, *past, going]))


def english(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each word with its forms: as a verb (waits, waited, waiting), or as a noun where it is irregular (men)."""
    return {word: _forms(word) for word in words}


# Icelandic forms that are left out, and why: they are far more often something else.
NOT_ICELANDIC = {
    "verða": {"verð", "verði"},  # a price
    "missa": {"misst"},  # what was lost already
}
MARKS = {  # of BÍN, by what is asked: verbs, orders, and the three degrees of adjectives
    "so": ("GM-NH", "GM-FH", "GM-VH", "GM-SAGNB"), "!": ("GM-BH-ET", "GM-BH-FT", "GM-FH-NT-2P-FT"),
    "lo": ("FSB", "FVB"), "+": ("MST",), "++": ("ESB", "EVB"),
}  # fmt: skip
NOUNS_ICELANDIC = {"kk", "kvk", "hk"}


def icelandic(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each word with its forms from BÍN: `karfa`, `tilboð:hk` (with its class), `grípa!` (orders), `góður+`, `góður++`."""
    from islenska import Bin  # a tool of development only

    bin_ = Bin()
    found = {}
    for word in words:
        lemma, _, kind = word.rstrip("!+").partition(":")
        degree = word[len(word.rstrip("+")) :]
        meanings = [m for m in bin_.lookup(lemma)[1] if m.ord == lemma and m.ofl in {"so", "lo", *NOUNS_ICELANDIC}]
        wanted = {kind} if kind else {"lo"} if degree else None
        if wanted is None and (word.endswith("!") or any(m.ofl == "so" for m in meanings)):
            wanted = {"so"}
        meanings = [m for m in meanings if wanted is None or m.ofl in wanted]
        if not meanings:  # an adjective without a positive stands under its comparative: síðastur under síðari
            meanings = [m for m in bin_.lookup(lemma)[1] if m.ofl == "lo" and m.mark.startswith("E")][:1]
            degree = degree or "++"
        if len({m.ofl for m in meanings} - NOUNS_ICELANDIC) + bool({m.ofl for m in meanings} & NOUNS_ICELANDIC) != 1:
            raise ValueError(f"[{word}] is not one word of BÍN: {sorted({m.ofl for m in meanings})}")
        asked = "!" if word.endswith("!") else degree or meanings[0].ofl
        forms = {
            form.bmynd
            for number in {m.bin_id for m in meanings}
            for form in bin_.lookup_id(number)
            if asked in NOUNS_ICELANDIC or form.mark.startswith(MARKS[asked])
        }
        found[word] = tuple(sorted(forms - NOT_ICELANDIC.get(lemma, set())))
    return found


LANGUAGES = {"en": english, "is": icelandic}


def named(lang: str) -> list[str]:
    """The words that stand in square brackets in the rule files of a language."""
    found: set[str] = set()
    for path in sorted((VOICE / lang).glob("*.toml")):
        if path.name == "forms.toml":
            continue
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        texts = [text for words in file.get("classes", {}).values() for text in words]
        texts += [text for rule in file.get("rule", ()) for field in FIELDS for text in rule.get(field, ())]
        found.update(word for text in texts for word in re.findall(r"\[([^\]]+)\]", text))
    return sorted(found)


def written(lang: str) -> str:
    """The file forms.toml of a language."""
    forms = LANGUAGES[lang](named(lang))
    lines = ["# Written by tools/forms.py from the words in square brackets of the rules. Do not edit.", "", "[forms]"]
    for word, all_forms in sorted(forms.items()):
        lines.append(f'"{word}" = [' + ", ".join(f'"{form}"' for form in all_forms) + "]")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write or check the files; 1 when a checked one is old."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("langs", nargs="*", default=list(LANGUAGES), help="en, is; all when none is given")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file is old")
    given = parser.parse_args()
    old = 0
    for lang in given.langs:
        path, text = VOICE / lang / "forms.toml", written(lang)
        if given.check:
            same = path.exists() and path.read_text(encoding="utf-8") == text
            print(f"{path.relative_to(ROOT)}: {'as written' if same else 'old; run tools/forms.py ' + lang}")
            old += not same
        else:
            path.write_text(text, encoding="utf-8")
    return int(old > 0)


if __name__ == "__main__":
    sys.exit(main())
