"""Placeholders are evidence, not words; what is said inside them is words."""

import pytest
from copy_samples import linted
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.copy.slots import masked


@pytest.mark.parametrize(
    "slot",
    [
        "{{ n }}", "{{{n}}}", "{n}", "{0}", "{ $n }", "{n:.2f}", "{n, number}", "%(n)s", "%(n)d", "%s", "%1$d", "${n}",
        "#{n}", "%{n}", "*|N|*", "[[n]]", "<%= n %>", "%%n%%", "{{ n | upper }}",
    ],
)  # fmt: skip
def test_a_placeholder_is_a_number_with_evidence(slot: str) -> None:
    text = f"Only {slot} left in the shop."
    assert masked(text) == (f"Only {'0' * len(slot)} left in the shop.", ((5, 5 + len(slot)),))
    (one,) = linted(text).findings
    assert (one.rule, one.severity, one.text) == ("scarcity", "warn", f"Only {slot} left")


@pytest.mark.parametrize(
    "steer", ["{% if n > 2 %}", "{{#each x}}", "{{/each}}", "{{ else }}", "<% if a %>", "*|IF:N|*", "{# a #}", "<0>"]
)
def test_what_steers_a_template_is_nothing(steer: str) -> None:
    text = f"Only {steer}2 left."
    assert masked(text) == (f"Only {' ' * len(steer)}2 left.", ())
    (one,) = linted(text).findings
    assert one.severity == "block"


@pytest.mark.parametrize(
    "text", ['{{ _("Only 2 left!") }}', "{% trans 'x' %}Only 2 left{% end %}", "{Only 2 left}", "100% Only 2 left"]
)
def test_words_do_not_hide_in_placeholders(text: str) -> None:
    assert "scarcity" in {one.rule for one in linted(text).findings}


def test_every_branch_of_a_plural_is_a_sentence() -> None:
    text = "{n, plural, =0 {Only # left} one {A calm line} other {You have {n} left}} now"
    seen, claims = masked(text)
    assert len(seen) == len(text)
    assert [text[a:b] for a, b in claims] == ["#", "{n}"]
    assert seen.split() == ["", "Only", "0", "left."][1:] or "Only 0 left." in seen


def test_a_brace_in_prose_is_no_placeholder() -> None:
    assert masked("{ a b } 20 % off [x] 5 < 6") == ("{ a b } 20 % off [x] 5 < 6", ())


@settings(max_examples=200)
@given(text=st.text(alphabet="{}%|*[]()<>=#$' \"anpluralstIF,:", max_size=60))
def test_a_text_keeps_its_length(text: str) -> None:
    seen, claims = masked(text)
    assert len(seen) == len(text)
    assert all(0 <= start < end <= len(text) for start, end in claims)
