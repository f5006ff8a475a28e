"""What a file allows itself: with a reason, for what it stands at, counted and never lost."""

import pytest
from copy_samples import linted, rules

ALLOW = "<!-- softsell: allow scarcity -- counted by hand -->"


@pytest.mark.parametrize("format", ["html", "md", "mjml"])
def test_a_comment_speaks_for_the_next_block_alone(format: str) -> None:
    report = linted(f"{ALLOW}\n<p>Only 2 left.</p>\n\n<p>Only 3 left.</p>", format)
    assert [one.text for one in report.findings] == ["Only 3 left"]
    assert [(one.text, one.allowed) for one in report.allowed] == [("Only 2 left", "counted by hand")]
    assert report.verdict == "block"


def test_a_comment_at_the_end_of_a_line_speaks_for_the_line() -> None:
    report = linted(f"Only 2 left.\nOnly 3 left. {ALLOW}\nOnly 4 left.\n\nOnly 5 left.", "md")
    assert [one.text for one in report.allowed] == ["Only 3 left"]
    assert [one.text for one in report.findings] == ["Only 2 left", "Only 4 left", "Only 5 left"]


def test_a_comment_between_blocks_on_one_line_speaks_for_the_next() -> None:
    report = linted(f"<p>Only 2 left.</p>{ALLOW}<p>Only 3 left.</p>", "html")
    assert [one.text for one in report.allowed] == ["Only 3 left"]


def test_a_comment_speaks_for_the_attributes_of_its_block_too() -> None:
    report = linted(f"{ALLOW}<p title='Only 2 left'><img alt='Only 3 left'>Only 4 left</p><p>Only 5 left</p>", "html")
    assert [one.text for one in report.findings] == ["Only 5 left"]


def test_everything_that_is_allowed_makes_a_text_good() -> None:
    assert linted(f"{ALLOW}<p>Only 2 left.</p>", "html").verdict == "ok"


def test_several_rules_may_be_named_and_others_stand() -> None:
    report = linted("<!-- softsell: allow scarcity, urgency — why -->\nHurry, only 2 left! Buy now.", "md")
    assert {one.rule for one in report.allowed} == {"scarcity", "urgency"}
    assert "insistence" in {one.rule for one in report.findings}


@pytest.mark.parametrize(
    ("note", "why", "hint"),
    [
        ("softsell: allow scarcity", "it gives no reason", "softsell: allow scarcity -- why this is true here"),
        ("softsell: allow scarcity -- ", "it gives no reason", "softsell: allow scarcity -- why this is true here"),
        ("softsell: allow scarcty -- x", "there is no such rule: scarcty", "did you mean scarcity?"),
        ("softsell: allow -- x", "it does not say which rule it allows", "softsell: allow RULE -- reason"),
        (
            "softsell: forbid scarcity -- x",
            "nobody knows what `softsell: forbid` means",
            "softsell: allow RULE -- reason",
        ),
    ],
)
def test_a_comment_that_is_wrong_is_a_finding_and_allows_nothing(note: str, why: str, hint: str) -> None:
    report = linted(f"<!-- {note} -->\n\nOnly 2 left.", "md")
    assert rules(report.findings) == [("allowance", f"<!-- {note} -->"), ("scarcity", "Only 2 left")]
    assert (report.findings[0].severity, report.findings[0].why, report.findings[0].suggestion) == ("warn", why, hint)


def test_a_comment_that_allowed_nothing_is_a_note() -> None:
    report = linted(f"{ALLOW}\n\nA calm line.", "md")
    assert [(one.rule, one.severity) for one in report.findings] == [("allowance", "note")]
    assert report.verdict == "ok"


def test_other_comments_and_code_allow_nothing() -> None:
    report = linted(f"<!-- a note -->\n`{ALLOW}`\n\n```\n{ALLOW}\n```\n\nOnly 2 left.", "md")
    assert rules(report.findings) == [("scarcity", "Only 2 left")]


def test_comments_of_fluent_and_po_speak_for_their_entry() -> None:
    fluent = linted("# softsell: allow scarcity -- x\na = Only 2 left\nb = Only 3 left\n", "ftl")
    assert [one.text for one in fluent.allowed] == ["Only 2 left"]
    assert [one.text for one in fluent.findings] == ["Only 3 left"]
    po = linted('# softsell: allow scarcity -- x\nmsgid "Only 2 left"\nmsgstr ""\n\nmsgid "Only 3 left"\n', "po")
    assert [one.text for one in po.allowed] == ["Only 2 left"]
    assert [one.text for one in po.findings] == ["Only 3 left"]


def test_plain_text_and_json_are_allowed_nothing_by_their_words() -> None:
    assert "scarcity" in {one.rule for one in linted("softsell: allow scarcity -- x\nOnly 2 left.").findings}
