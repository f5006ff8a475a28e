"""The demonstration's words: both languages say the same things, softly, and the Icelandic is Icelandic."""

import re
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

import pytest
from islenska import Bin
from reynir import Greynir

from softsell import load
from softsell.demo import words
from softsell.voice.lint import lint

TEMPLATES = Path(words.__file__).parent / "templates"
PYTHON = sorted(Path(words.__file__).parent.glob("*.py"))
WORD = re.compile(r"[^\W\d_]+")
# Names and loan words that BÍN does not list and that were read and found right.
REVIEWED = {"softsell", "LMTP", "mail", "example", "eg", "klst"}


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_texts_with_the_same_slots() -> None:
    en, ice = words.words("en"), words.words("is")
    assert list(en) == list(ice)
    assert {key: slots(text) for key, text in en.items()} == {key: slots(text) for key, text in ice.items()}
    assert all(text.strip() for text in (*en.values(), *ice.values()))


@pytest.mark.parametrize("lang", ["en", "is"])
def test_no_text_of_the_demonstration_pushes(lang: str) -> None:
    voice = load.voice()
    found = []
    for key, text in words.words(lang).items():
        shown = text.format_map(dict.fromkeys(slots(text), "5"))
        read = lint(voice, shown, lang, kind="body")
        found += [(key, finding.rule, finding.text) for finding in read if finding.severity == "block"]
    assert not found


def test_every_icelandic_word_is_known() -> None:
    known = Bin()
    unknown = set()
    for text in words.words("is").values():
        bare = text.format_map(dict.fromkeys(slots(text), ""))
        for word in WORD.findall(re.sub(r"\S+@\S+", "", bare)):
            if word not in REVIEWED and not known.lookup(word, at_sentence_start=True)[1]:
                unknown.add(word)
    assert not unknown


def test_every_icelandic_sentence_parses() -> None:
    greynir, bad = Greynir(), []
    given = {"until": "miðvikudaginn 25. nóvember kl. 9:30", "n": "2", "least": "2", "most": "4"}
    for key, text in words.words("is").items():
        shown = text.format_map({name: given.get(name, "Anna") for name in slots(text)}).replace("softsell", "Anna")
        if shown.endswith(".") and len(shown.split()) > 3 and "@" not in shown and "{n}" not in text:
            bad += [(key, one.tidy_text) for one in greynir.parse(shown)["sentences"] if one.tree is None]
    assert not bad


def test_every_key_that_is_used_exists_and_none_lies_unused() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (*TEMPLATES.glob("*.html"), *PYTHON)]
    used, beginnings = set(), set()
    for text in texts:
        for call in re.findall(r"""\bw\(([^)]*)""", text) + re.findall(r"""words\.say\([^)]*\)\(([^)]*)""", text):
            for key, more in re.findall(r"""["']([a-z-]+\.[a-z.-]*)["']( ~)?""", call):
                (beginnings if more else used).add(key)
    known = set(words.words("en"))
    assert used <= known, used - known
    assert all(any(key.startswith(beginning) for key in known) for beginning in beginnings)
    built = (*beginnings, "mind.")
    assert {key for key in known - used if not key.startswith(built)} == set()


def test_a_time_is_said_as_each_language_says_it() -> None:
    at = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
    assert words.moment(at, "is") == "Miðvikudagur 25. nóvember, 09:30"
    assert words.when(at, "is") == "miðvikudaginn 25. nóvember kl. 09:30"
    assert words.when(at, "en") == "Wednesday 25 November at 09:30"
