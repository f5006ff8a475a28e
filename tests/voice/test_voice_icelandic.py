"""Every Icelandic phrase parses, and every word of it is known. Skipped where the parser is not installed."""

import re
from pathlib import Path

import msgspec
import pytest
from voice_samples import meanings

from softsell.values import Text
from softsell.voice.kinds import MEANINGS
from softsell.voice.matching import Words
from softsell.voice.phrases import say, slots_of, text, wordings

REVIEWED = Path(__file__).parent / "greynir_right.txt"


@pytest.fixture(scope="module")
def reviewed() -> dict[str, str]:
    lines = REVIEWED.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert all(len(pair) == 2 and pair[1].strip() for pair in pairs), "every reviewed sentence has a note"
    return dict(pairs)


@pytest.fixture(scope="module")
def greynir():
    reynir = pytest.importorskip("reynir")
    return reynir.Greynir()


def sentences(voice) -> list[str]:
    """Every sentence that a phrase can say, once, with the second sample values (names, a plural count)."""
    found: dict[str, None] = {}
    for kind in MEANINGS:
        samples = list(meanings(kind, "is"))
        for wording in range(wordings(voice, kind, "is")):
            meaning = samples[1 if wording == 0 else 4]
            for sentence in split(say(voice, (meaning,), "is", wording=wording)[0].text):
                found[sentence] = None
    for key in voice.words["is"].phrases:
        if key.startswith("page-") and not slots_of(voice, key, "is") - {"shop"}:
            for sentence in split(text(voice, key, "is", {"shop": Text("Ullbúðin")})):
                if sentence.endswith((".", "?")):
                    found[sentence] = None
    return list(found)


def split(said: str) -> list[str]:
    """Sentences, without greetings, signatures and what follows a colon in a name slot."""
    cut = re.split(r"(?<=[.?!])\s+(?=[A-ZÁÐÉÍÓÚÝÞÆÖ])", said.replace("vsk. ", "skatti "))
    return [one for one in cut if len(one.split()) > 2 and "\n" not in one and not one.endswith(",")]


@pytest.mark.timeout(120)
def test_every_icelandic_sentence_parses(voice, greynir, reviewed):
    refused = []
    said = sentences(voice)
    for sentence in said:
        if sentence in reviewed:
            continue
        plain = sentence.rstrip(":") + "." if sentence.endswith(":") else sentence
        parsed = greynir.parse_single(plain)
        if parsed is None or parsed.tree is None:
            refused.append(sentence)
    assert len(said) > 100
    assert refused == []


def test_no_reviewed_sentence_is_kept_for_nothing(voice, reviewed):
    known = set(sentences(voice)) | words(voice) | rule_words(voice)
    assert sorted(set(reviewed) - known) == []


def words(voice) -> set[str]:
    """Every word of the phrases themselves, without their slots."""
    found: set[str] = set()
    for path in sorted((Path(__file__).parents[2] / "softsell" / "voice" / "is").glob("*.ftl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                plain = re.sub(r"^[\w-]+ =|^\s+\.\w+ =|\{[^{}]*\}?|\*?\[\w+\]|\$\w+|->", " ", line)
                found |= set(re.findall(r"[^\W\d_]{2,}", plain))
    return found


def rule_words(voice) -> set[str]:
    """Every whole word of the patterns of the rules."""
    rules = voice.rules["is"]
    used = {w for raw in rules.kept.sets for w in msgspec.msgpack.decode(raw, type=Words).exact}
    return {w for w in used if w.isalpha() and len(w) > 1}


def test_every_word_of_the_phrases_is_known(voice, reviewed):
    islenska = pytest.importorskip("islenska")
    bin_ = islenska.Bin()
    unknown = sorted(
        w for w in words(voice) if w not in reviewed and not any(bin_.lookup(form)[1] for form in (w, w.lower()))
    )
    assert unknown == []


def test_every_word_of_the_rules_is_known(voice, reviewed):
    islenska = pytest.importorskip("islenska")
    bin_ = islenska.Bin()
    unknown = sorted(
        w
        for w in rule_words(voice)
        if w not in reviewed and not any(bin_.lookup(form)[1] for form in (w, w.capitalize()))
    )
    assert unknown == []
