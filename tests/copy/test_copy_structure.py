"""How a page or a letter is built is checked beside its words, and the places lead into the file."""

import base64
import quopri
from pathlib import Path

import pytest
from copy_samples import VOICE, doc

from softsell.copy.examine import Report, examine
from softsell.voice import structure

DATA = Path(structure.__file__).parent
BOX = '<label><input type="checkbox" name="newsletter" checked> Send me news</label>'


@pytest.fixture(scope="module")
def checks() -> structure.Checks:
    return structure.compile_checks(
        tuple(path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*/checks/*.toml")))
    )


def built(text: str, format: str, checks: structure.Checks) -> tuple[Report, str]:
    document = doc(text, format)
    return examine(document, VOICE, checks=checks), document.source


def test_a_page_is_checked_for_how_it_is_built(checks: structure.Checks) -> None:
    report, source = built(f"<form>{BOX}</form>", "html", checks)
    (one,) = (found for found in report.findings if found.rule == "ticked-box")
    assert "checked" in source[one.start : one.end] and one.text == source[one.start : one.end]
    assert report.verdict == "block"


def test_what_a_page_builds_may_be_allowed_in_the_page(checks: structure.Checks) -> None:
    report, _ = built(f"<form><!-- softsell: allow ticked-box -- an example -->{BOX}</form>", "html", checks)
    assert [(one.rule, one.allowed) for one in report.allowed] == [("ticked-box", "an example")]


@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
def test_the_html_of_a_letter_is_checked_where_it_stands(encoding: str, checks: structure.Checks) -> None:
    html = f"<p>Á</p><form>{BOX}</form>"
    match encoding:
        case "8bit":
            body = html
        case "base64":
            body = base64.encodebytes(html.encode()).decode()
        case _:
            body = quopri.encodestring(html.encode()).decode()
    head = f"Subject: Your cart\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n"
    report, source = built(head + body, "eml", checks)
    (one,) = (found for found in report.findings if found.rule == "ticked-box")
    if encoding == "base64":
        assert (one.start, one.end) == (len(head), len(head))
    else:
        assert " checked>" in source[one.start : one.end].replace("=\n", "")


def test_one_thing_is_said_once_where_words_and_structure_agree(checks: structure.Checks) -> None:
    report, _ = built("Subject: Re: your cart\n\nThe cart is kept.\n", "eml", checks)
    assert [one.rule for one in report.findings].count("false-reply") == 1
    answer, _ = built("Subject: Re: your cart\nIn-Reply-To: <1@x.is>\n\nThe cart is kept.\n", "eml", checks)
    assert "false-reply" not in [one.rule for one in answer.findings]


def test_every_check_has_a_severity_that_a_project_may_change(checks: structure.Checks) -> None:
    from softsell.copy.examine import rules_of

    assert {"ticked-box", "scarcity", "model", "allowance"} <= rules_of(VOICE, checks).keys()
