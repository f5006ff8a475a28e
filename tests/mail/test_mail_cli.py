"""`softsell mail read`: files in, a line of JSON for each out."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from softsell.cli import main

HEAD = "To: {to}\nSubject: Re: Hello\nMessage-ID: <{id}@mail.is>\nContent-Type: text/plain; charset=utf-8\n"
SENT = [
    {"token": "qk3", "person": "anna@mail.is", "message_id": "<m1@garn.is>",
     "reply_to": "svar+qk3@garn.is", "bounce_to": "skil+qk3@garn.is"},
    {"token": "zz9", "person": "p-17", "message_id": "<m2@garn.is>",
     "reply_to": "svar+zz9@garn.is", "bounce_to": "skil+zz9@garn.is"},
]  # fmt: skip
REPORT = (
    "From: MAILER-DAEMON@mx.is\nTo: {to}\nContent-Type: multipart/report; report-type=delivery-status; boundary=r\n\n"
    "--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.is\n\nFinal-Recipient: rfc822; anna@mail.is\n"
    "Action: {action}\nStatus: {status}\n\n--r--\n"
)


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def reading(raw: str, *options: str, sent: bool = True) -> dict[str, Any]:
        (tmp_path / "a.eml").write_text(raw, "utf-8")
        (tmp_path / "sent.jsonl").write_text("\n".join(map(json.dumps, SENT)), "utf-8")
        more = ["--sent", str(tmp_path / "sent.jsonl")] if sent else []
        done = CliRunner().invoke(main, ["mail", "read", str(tmp_path / "a.eml"), *more, *options, "--jsonl"])
        assert done.exit_code == 0, done.output
        (line,) = done.output.splitlines()
        value = json.loads(line)
        assert value.pop("file") == str(tmp_path / "a.eml")
        return dict(value)

    return reading


def said(sender: str = "Anna <Anna@mail.is>", to: str = "svar+qk3@garn.is", more: str = "") -> str:
    head = f"From: {sender}\n{HEAD.format(to=to, id='x')}{more}\n"
    return f"{head}Er hún til í bláu?\n\nOn 1 June 2026, Garn <svar@garn.is> wrote:\n> Hi\n"


@pytest.mark.parametrize(
    ("raw", "kind", "person", "reason"),
    [
        (said(), "human", "anna@mail.is", "address"),
        (said(to="svar@garn.is", more="In-Reply-To: <m1@garn.is>\n"), "human", "anna@mail.is", "message-id"),
        (said("Somebody <s@mail.is>", "SVAR+ZZ9@garn.is"), "human", "p-17", "address"),
        (said("Friend <f@mail.is>"), "human", None, "other-sender"),
        (said(to="svar+qk4@garn.is"), "human", None, "unmatched"),
        (said(more="Authentication-Results: mx.garn.is; dmarc=fail header.from=mail.is\n"), "forged", None, "refuted"),
    ],
)
def test_a_persons_answer_is_told_with_its_new_words(
    run: Any, raw: str, kind: str, person: str | None, reason: str
) -> None:
    found = run(raw)
    assert (found["kind"], found["person"], found["reason"]) == (kind, person, reason)
    assert found["visible_text"] == "Er hún til í bláu?"
    assert found["permanent"] is None and found["recipient"] is None


def test_what_a_machine_wrote_says_by_what_it_was_known(run: Any) -> None:
    found = run(said(more="Auto-Submitted: auto-replied\n"))
    assert (found["kind"], found["person"]) == ("machine", None) and found["reason"]


@pytest.mark.parametrize(
    ("action", "status", "permanent"),
    [("failed", "5.1.1", True), ("failed", "4.4.7", False), ("failed", "5.2.2", False), ("delayed", "4.4.1", False)],
)
def test_a_report_tells_who_and_whether_for_good(run: Any, action: str, status: str, permanent: bool) -> None:
    found = run(REPORT.format(to="skil+qk3@garn.is", action=action, status=status))
    assert (found["kind"], found["permanent"], found["recipient"]) == ("bounce", permanent, "anna@mail.is")
    assert found["person"] == "anna@mail.is"


def test_a_reply_address_is_not_taken_for_an_answer_when_it_is_a_bounce_address(run: Any) -> None:
    assert run(said(to="skil+qk3@garn.is"))["person"] in (None, "anna@mail.is")


def test_without_the_letters_that_went_out_nobody_is_named(run: Any) -> None:
    assert run(said(), sent=False)["person"] is None


def test_a_bad_line_of_letters_is_named_and_a_missing_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "sent.jsonl").write_text('{"token": "a"}\n{"token": 3}\n')
    (tmp_path / "a.eml").write_text(said())
    bad = CliRunner().invoke(main, ["mail", "read", str(tmp_path / "a.eml"), "--sent", str(tmp_path / "sent.jsonl")])
    assert bad.exit_code == 2 and "line 2" in bad.output
    some = CliRunner().invoke(main, ["mail", "read", str(tmp_path / "none.eml"), str(tmp_path / "a.eml")])
    assert some.exit_code == 1 and "none.eml" in some.output and '"kind": "human"' in some.output
