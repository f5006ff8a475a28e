"""What mail servers report: our own letters beside what they mean, and two public sets where they lie beside the repository."""

import email
import json
import re
from email.message import Message
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.mail.reading.bounces.reasons import FOR_GOOD, REASONS, classify
from softsell.mail.reading.machine import SIGNS, machine
from softsell.mail.reading.reports import Report, report
from softsell.mail.reading.text import body

HERE = Path(__file__).parent
DATA = HERE.parents[2] / "shared" / "data"
WRITTEN = "".join((HERE / "bounces" / f"{name}.txt").read_text("utf-8") for name in ("letters", "notices"))
OWN = [chunk.partition("\n") for chunk in re.split(r"(?m)^=== ", WRITTEN)[1:]]
SAID = [
    [part.strip() for part in line.split("|", 3)]
    for path in sorted((HERE / "bounces").glob("said-*.txt"))
    for line in path.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
RAWS = [raw.encode() for _, _, raw in OWN]
PUBLIC = sorted((DATA / "bounces-sisimai" / "mails").glob("*.eml")) + sorted((DATA / "bounces-flufl").glob("*_*.txt"))


def told(raw: bytes) -> Report | None:
    return report(email.message_from_bytes(raw))


@pytest.mark.parametrize(
    ("title", "raw"), [(title, raw) for title, _, raw in OWN], ids=[t.split(" ")[0] for t, _, _ in OWN]
)
def test_a_report_says_who_failed_and_why(title: str, raw: str) -> None:
    _, want, *whom = (part.strip() for part in title.split("|"))
    found = told(raw.encode())
    if want == "None":
        assert found is None
        return
    assert found is not None
    kind, *rest = want.split(" ")
    assert found.kind == kind
    assert str(found.permanent) == rest[-1]
    assert rest[0] in ("*", found.reason) or not rest[0]
    assert ",".join(one.address for one in found.recipients) == whom[0]


def test_the_letter_that_came_back_is_known_by_its_id_and_the_way_it_came() -> None:
    found = told(RAWS[0])
    assert found is not None
    assert found.ids == ("<ours@shop.example>",)
    assert found.came_to == ("bounce+abc@shop.example",)


@pytest.mark.parametrize(
    ("status", "words", "reason", "firm"),
    [
        ("550", "5.1.1 no such user", "no-user", True), ("550", "5.2.2 mailbox full", "full", False),
        ("552", "", "full", False), ("552", "5.3.4 too big", "too-big", False), ("450", "no such user", "no-user", False),
        ("554", "5.7.1 listed at a blocklist", "reputation", False), ("550", "no", "unknown", True),
        ("5.0.0", "", "unknown", False), ("4.4.7", "", "expired", False), ("521", "no mail here", "no-domain", True),
        ("550", "5.1.8 sender address rejected: domain not found", "policy", False),
        ("550", "user unknown (in reply to end of DATA command)", "blocked", False),
    ],
)  # fmt: skip
def test_code_and_words_give_one_reason(status: str, words: str, reason: str, firm: bool) -> None:
    assert classify(status, words) == (firm, reason)


@pytest.mark.parametrize(("reason", "sort", "status", "words"), SAID)
def test_what_a_server_says_of_an_address_is_for_good_only_when_it_is_not_there(
    reason: str, sort: str, status: str, words: str
) -> None:
    firm, found = classify(status, words)
    match sort:
        case "hard":
            assert firm
            assert found == reason
        case "soft":
            assert not firm
            assert reason in ("*", found)
        case "unsure":  # the words say gone, the moment does not: never closed on this alone
            assert not firm
        case other:
            raise AssertionError(other)


def test_both_halves_of_the_table_are_read() -> None:
    assert len(SAID) > 120
    assert {sort for _, sort, _, _ in SAID} == {"hard", "soft", "unsure"}


@given(
    st.text(max_size=200), st.sampled_from(["mailbox full", "over quota", "message expired", "retry timeout exceeded"])
)
def test_a_full_mailbox_or_a_time_that_ran_out_never_closes_an_address(around: str, words: str) -> None:
    firm, reason = classify("550", f"550 5.1.1 {around} {words} user unknown")
    assert reason in REASONS
    assert not firm


@pytest.mark.skipif(not PUBLIC, reason="the public sets are not beside the repository")
def test_the_public_sets_are_read_as_they_should_be() -> None:
    gold = json.loads((DATA / "bounces-sisimai/gold.json").read_text())
    hit = wrong = missed = counted = 0
    for name, people in gold.items():
        found = told((DATA / "bounces-sisimai/mails" / f"{name}.eml").read_bytes())
        mine = found.recipients if found is not None else ()
        hard, said = sum(one["hard"] for one in people), sum(one.permanent for one in mine) if found else 0
        hit, wrong, missed = hit + min(hard, said), wrong + max(0, said - hard), missed + max(0, hard - said)
        counted += len(mine) == len(people)
        assert not (said > hard and any(one["reason"] in ("mailboxfull", "expired") for one in people)), name
    assert hit / (hit + wrong) >= 0.95
    assert hit / (hit + missed) >= 0.95
    assert counted / len(gold) >= 0.95
    want = json.loads((DATA / "bounces-flufl/expected.json").read_text())
    exact = 0
    for name, one in want.items():
        found = told((DATA / "bounces-flufl" / name).read_bytes())
        exact += {r.address for r in found.recipients} == set(one["recipients"]) if found else not one["recipients"]
    assert exact / len(want) >= 0.95


def use(raw: bytes) -> None:
    """What `read` asks of every letter; the answers must be of the known kinds."""
    message: Message = email.message_from_bytes(raw)
    found = report(message)
    assert found is None or found.kind in ("bounced", "complained", "other")
    for one in found.recipients if found else ():
        assert one.reason in REASONS
        assert not one.permanent or one.reason in {*FOR_GOOD, "unknown"}
    assert machine(message, "a@b.example", str(message.get("Subject", "")), body(message)) in ("", *SIGNS)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_broken_reports_never_raise(data: st.DataObject) -> None:
    raw = data.draw(st.sampled_from(RAWS + [path.read_bytes()[:20_000] for path in PUBLIC[::9]]))
    for _ in range(data.draw(st.integers(1, 4))):
        a, b = sorted((data.draw(st.integers(0, len(raw))), data.draw(st.integers(0, len(raw)))))
        match data.draw(st.sampled_from(["cut", "twice", "drop", "noise", "charset"])):
            case "cut":
                raw = raw[:b]
            case "twice":
                raw = raw[:b] + raw[a:]
            case "drop":
                raw = raw[:a] + raw[b:]
            case "noise":
                raw = raw[:a] + data.draw(st.binary(max_size=40)) + raw[a:]
            case "charset":
                raw = raw.replace(b"text/plain", b"text/plain; charset*=" + data.draw(st.binary(max_size=12)), 1)
    use(raw)


HEAD = b'From: mailer-daemon@x\nSubject: Returned mail\nContent-Type: multipart/report; boundary="b"\n\n'
HOSTILE = {
    "a-million-lines": HEAD + b"--b\nContent-Type: message/delivery-status\n\n" + b"a: b\n" * 200_000,
    "a-million-blocks": HEAD + b"--b\nContent-Type: message/delivery-status\n\n" + b"Action: failed\n\n" * 60_000,
    "thousands-of-parts": HEAD + b"--b\nContent-Type: text/plain\n\nx\n" * 30_000,
    "deep": HEAD.replace(b'boundary="b"', b'boundary="b"') + b"--b\nContent-Type: message/rfc822\n\n" * 300,
    "one-long-line": HEAD + b"--b\nContent-Type: text/plain\n\n" + b"<a" * 500_000,
    "addresses": HEAD + b"--b\nContent-Type: text/plain\n\n" + b"<a@b.example>: 550 no\n" * 45_000,
    "at-signs": HEAD + b"--b\nContent-Type: text/plain\n\n" + b"a@" * 500_000,
    "spaces": HEAD + b"--b\nContent-Type: text/plain\n\n" + b"recipient " + b" " * 1_000_000,
    "clauses": HEAD + b"--b\nContent-Type: text/plain\n\n<a@b.example>: 550 " + b"user (a.b/-c'" * 80_000,
    "dashes": HEAD + b"--b\nContent-Type: text/plain\n\n" + b"-" * 1_000_000,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_megabyte_of_hostile_mail_is_read(name: str) -> None:
    use(HOSTILE[name])
