"""What comes out: for people, as JSON, as SARIF, and as annotations of GitHub."""

import json
from typing import Any

from copy_samples import SAMPLES, linted, sample
from msgspec.structs import replace

from softsell.copy.report import counts, fails, in_annotations, in_json, in_words, summary
from softsell.copy.sarif import in_sarif

PUSHY = replace(linted("A calm line.\n\nHurry, only 2 left.", "md"), name="a.md")
CALM = replace(linted("A calm line.", "md"), name="b.md")
ALLOWED = replace(linted("<!-- softsell: allow scarcity -- counted -->\nOnly 2 left.", "md"), name="c.md")


# -- for people -----------------------------------------------------------------------------------------------------------


def test_a_line_says_place_severity_words_why_and_rule() -> None:
    first, softer, whence, *_ = in_words(PUSHY).splitlines()
    one = PUSHY.findings[0]
    assert first == f"a.md:3:1: block: 'Hurry': {one.why} (urgency)"
    assert softer == f"    softer: {one.suggestion}"
    assert whence == f"    source: {one.source}"


def test_colour_is_there_only_when_asked_for() -> None:
    assert "\x1b[31mblock\x1b[0m" in in_words(PUSHY, colour=True)
    assert "\x1b" not in in_words(PUSHY)


def test_a_good_text_is_ok_and_quiet_says_nothing() -> None:
    assert in_words(CALM) == "b.md: ok"
    assert in_words(CALM, quiet=True) == ""


def test_what_is_allowed_is_shown_on_request_with_its_reason() -> None:
    assert in_words(ALLOWED) == "c.md: ok"
    assert in_words(ALLOWED, show_allowed=True) == "c.md:2:1: allowed: 'Only 2 left': counted (scarcity)"


def test_the_summary_counts_over_all_files() -> None:
    assert summary((PUSHY, CALM, ALLOWED)) == (
        "3 files: 2 to change, 0 to look at, 0 to know, 1 allowed (--show-allowed shows them)"
    )
    assert summary((CALM,)) == ""
    assert counts((PUSHY, ALLOWED)) == {"block": 2, "warn": 0, "note": 0, "allowed": 1}


def test_words_that_are_shown_are_one_printable_line() -> None:
    (one, *_) = PUSHY.findings
    shown = in_words(replace(PUSHY, findings=(replace(one, text="a\n\x1b[31m" + "b" * 200),)))
    assert "\x1b" not in shown
    assert "'a [31mbbb" in shown
    assert "…'" in shown


def test_what_fails_is_as_strict_as_one_says() -> None:
    warned = replace(PUSHY, findings=tuple(replace(one, severity="warn") for one in PUSHY.findings))
    assert fails((PUSHY,), "block", None)
    assert not fails((warned, CALM), "block", None)
    assert fails((warned,), "warn", None)
    assert fails((warned,), "block", 1)
    assert not fails((warned,), "block", 2)


# -- JSON -----------------------------------------------------------------------------------------------------------------


def test_json_is_versioned_and_has_every_field() -> None:
    value = json.loads(in_json(PUSHY))
    assert list(value) == ["version", "file", "verdict", "pressure", "softness", "findings", "allowed", "warnings"]
    assert (value["version"], value["file"], value["verdict"]) == (1, "a.md", "block")
    assert list(value["findings"][0]) == [
        "rule", "category", "severity", "start", "end", "line", "column", "end_line", "end_column", "text", "why", "source",
        "suggestion", "kind", "lang", "where", "allowed",
    ]  # fmt: skip
    assert json.loads(in_json(ALLOWED))["allowed"][0]["allowed"] == "counted"


def test_the_documented_fields_are_the_fields() -> None:
    page = (SAMPLES.parents[2] / "docs" / "lint.md").read_text(encoding="utf-8")
    for field in (*json.loads(in_json(PUSHY)), *json.loads(in_json(PUSHY))["findings"][0]):
        assert f"`{field}`" in page, field


# -- SARIF ----------------------------------------------------------------------------------------------------------------


def run_of(*names: str) -> dict[str, Any]:
    log = json.loads(in_sarif([sample(name) for name in names]))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    return dict(run)


def test_sarif_has_what_the_standard_requires() -> None:
    run = run_of("page.md", "page.html", "letter.eml", "messages.json", "is.po", "shop.en.ftl", "mail.mjml")
    driver = run["tool"]["driver"]
    assert driver["name"] == "softsell"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] and rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert run["columnKind"] == "unicodeCodePoints"
    assert all(isinstance(each["executionSuccessful"], bool) for each in run["invocations"])
    assert len(run["results"]) > 30
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        assert result["level"] in ("error", "warning", "note")
        (place,) = result["locations"]
        region = place["physicalLocation"]["region"]
        assert "\\" not in place["physicalLocation"]["artifactLocation"]["uri"]
        assert region["startLine"] >= 1 and region["startColumn"] >= 1 and region["charOffset"] >= 0
        assert (region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"])
        assert all(each["kind"] in ("inSource", "external") for each in result.get("suppressions", []))


def test_sarif_regions_are_the_places_in_the_file() -> None:
    text = (SAMPLES / "messages.json").read_text(encoding="utf-8")
    lines = text.split("\n")
    for result in run_of("messages.json")["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        start, size = region["charOffset"], region["charLength"]
        assert region["startLine"] == region["endLine"]
        line = lines[region["startLine"] - 1]
        assert text[start : start + size] == line[region["startColumn"] - 1 : region["endColumn"] - 1]


def test_sarif_keeps_what_is_allowed_as_suppressed() -> None:
    (result,) = json.loads(in_sarif([ALLOWED]))["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "inSource", "justification": "counted"}]


def test_sarif_names_files_as_addresses() -> None:
    for name, uri in [("a b/ö.md", "a%20b/%C3%B6.md"), ("/a/b.md", "file:///a/b.md"), ("-", "stdin")]:
        (each,) = json.loads(in_sarif([replace(CALM, name=name)]))["runs"][0]["artifacts"]
        assert each["location"]["uri"] == uri


# -- GitHub ---------------------------------------------------------------------------------------------------------------


def test_an_annotation_is_one_line_with_its_place() -> None:
    first, second = in_annotations(PUSHY).splitlines()
    assert first.startswith("::error file=a.md,line=3,endLine=3,col=1,endColumn=6,title=softsell%3A urgency::'Hurry': ")
    assert second.startswith("::error file=a.md,line=3,endLine=3,col=8,endColumn=19,")


def test_what_would_break_an_annotation_is_escaped() -> None:
    one = replace(PUSHY.findings[0], why="100%\r\nsure: a, b", suggestion="x\ny")
    shown = in_annotations(replace(PUSHY, name="a,b:c%.md", findings=(one,)))
    assert "file=a%2Cb%3Ac%25.md," in shown
    assert shown.endswith("100%25%0D%0Asure: a, b%0ASofter: x%0Ay")
    assert len(shown.splitlines()) == 1


def test_an_annotation_over_several_lines_has_no_columns() -> None:
    one = replace(PUSHY.findings[0], end_line=4, severity="note")
    shown = in_annotations(replace(PUSHY, findings=(one,)))
    assert shown.startswith("::notice file=a.md,line=3,endLine=4,title=")
