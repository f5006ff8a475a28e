"""The voice of the tests: the phrase and rule files that ship, read once."""

import pytest
from voice_samples import LANGS, joined, rule_files

from softsell.voice.phrases import Voice, load


@pytest.fixture(scope="session")
def voice() -> Voice:
    return load({lang: joined(lang) for lang in LANGS}, {lang: rule_files(lang) for lang in LANGS})
