"""Whose letter it is: ids and tokens before senders, proof by our own server alone, and nobody acts for somebody else."""

from datetime import UTC, datetime
from email import message_from_string
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.core.events import Said, Unsubscribed
from softsell.mail.read import Ignored, Reply, understood
from softsell.mail.reading import results
from softsell.mail.reading.attachments import attachments
from softsell.mail.reading.matching import ANYBODY, Ours, signed
from softsell.tokens import message_id, reply_address

SECRET, BASE, NOW = b"the secret of matching ........", "svar@garn.is", datetime(2026, 6, 8, 12, tzinfo=UTC)
ANNA, JON = "garn/anna/1/0", "garn/jon/4/0"
WHO = {ANNA: "anna@mail.is", "anna": "anna@mail.is", JON: "jon@mail.is", "jon": "jon@mail.is"}


def ours(trusted_host: str = "", talking: dict[str, str] | None = None) -> Ours:
    return signed(
        SECRET, BASE, addressee=lambda data: WHO.get(data, ""), trusted_host=trusted_host,
        by_sender=(talking or {}).get,
    )  # fmt: skip


def letter(sender: str = "anna@mail.is", to: str = BASE, text: str = "Is it warm?", **headers: str) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Message-ID"], made["Subject"] = sender, to, "<1@mail.is>", "Re: Spurning"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


def ours_id(effect: str) -> str:
    return message_id(SECRET, effect, "garn.is")


def got(raw: bytes, known: Ours | None = None) -> Reply:
    found = understood(raw, known or ours(), NOW)
    assert isinstance(found, Reply), found
    return found


def test_a_thread_comes_before_a_token_and_a_token_before_a_sender() -> None:
    token = reply_address(SECRET, BASE, "anna")
    assert got(letter(to=token, In_Reply_To=ours_id(ANNA))).by == "message-id"
    assert got(letter(to=token)).by == "address"
    assert got(letter(), ours(talking={"anna@mail.is": "anna"})).by == "sender"
    assert isinstance(understood(letter(), ours(), NOW), Ignored)


def test_who_is_known_by_the_sender_alone_is_never_trusted() -> None:
    found = got(letter(), ours(talking={"anna@mail.is": "anna"}))
    (said,) = found.events
    assert isinstance(said, Said) and not said.trusted and found.trust == "unproved"


@pytest.mark.parametrize("by", ["thread", "token", "both"])
def test_two_shoppers_never_share_a_thread(by: str) -> None:
    """Anna forwarded her letter to Jon, or put him in copy: what Jon writes is Jon's, or a person's to look at."""
    headers = {"In_Reply_To": ours_id(ANNA), "References": f"{ours_id(JON)} {ours_id(ANNA)}"} if by != "token" else {}
    to = reply_address(SECRET, BASE, "anna") if by != "thread" else BASE
    found = got(letter("jon@mail.is", to, **headers))
    if by == "token":
        assert (found.data, found.trust) == ("anna", "other")
    else:
        assert (found.data, found.trust) == (JON, "shopper")


@pytest.mark.parametrize(
    "sender", ["friend@mail.is", "anna@mail.is.evil.example", '"anna@mail.is" <evil@x.is>', "a@b.is, anna@mail.is"]
)
def test_somebody_in_copy_or_with_a_forwarded_token_cannot_act_for_the_shopper(sender: str) -> None:
    found = got(letter(sender, reply_address(SECRET, BASE, "anna"), "Yes please, send it to Main Street 1."))
    (said,) = found.events
    assert isinstance(said, Said) and not said.trusted and found.trust == "other"


@pytest.mark.parametrize("sender", ["friend@mail.is", "anna@mail.is"])
def test_a_no_is_kept_whoever_says_it(sender: str) -> None:
    found = got(
        letter(
            sender, reply_address(SECRET, BASE, "anna"), "Please stop writing.", Authentication_Results="x; dmarc=fail"
        )
    )
    assert [type(one) for one in found.events] == [Unsubscribed, Said]


RESULTS = [
    ("mx.garn.is; dmarc=pass header.from=mail.is", "passed"),
    ("mx.garn.is; dmarc=fail (p=reject) header.from=mail.is; spf=pass smtp.mailfrom=mail.is", "failed"),
    ("mx.garn.is 1; dkim=pass header.d=mail.is header.s=x", "passed"),
    ("mx.garn.is; dkim=pass (2048-bit) header.i=@post.mail.is", "passed"),
    ("mx.garn.is; dkim=pass header.d=other.example; spf=pass smtp.mailfrom=bounce.other.example", "unknown"),
    ("mx.garn.is; spf=pass smtp.mailfrom=anna@mail.is", "passed"),
    ("mx.garn.is; spf=fail smtp.mailfrom=mail.is; dkim=none", "failed"),
    ("mx.garn.is; spf=softfail smtp.mailfrom=mail.is", "unknown"),
    ("mx.garn.is; dmarc=none; dkim=fail header.d=mail.is", "failed"),
    ("mx.garn.is; none", "unknown"), ("", "unknown"), (";;;=;(", "unknown"),
    ("mx.garn.is; x=y (dmarc=pass) ; spf=none", "unknown"),
    ("MX.Garn.IS; DMARC=PASS", "passed"),
    ("mx.garn.is; dkim=pass header.d=is", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "verdict"), RESULTS)
def test_what_our_server_found_out_decides(field: str, verdict: str) -> None:
    message = message_from_string(f"Authentication-Results: {field}\n\n")
    assert results.sender(message, "anna@mail.is", "mx.garn.is") == verdict


def test_only_our_own_server_proves_and_a_failure_counts_without_knowing_it() -> None:
    def judged(host: str, *fields: str) -> str:
        return results.sender(
            message_from_string("".join(f"Authentication-Results: {one}\n" for one in fields) + "\n"), "a@mail.is", host
        )

    evil, good = "evil.example; dmarc=pass", "mx.garn.is; dmarc=fail"
    assert judged("mx.garn.is", evil) == "unknown"
    assert judged("mx.garn.is", evil, good) == "failed"
    assert judged("", evil) == "unknown"
    assert judged("", good) == "failed"


@pytest.mark.parametrize(
    ("field", "trust"),
    [
        ("mx.garn.is; dmarc=pass", "shopper"),
        ("mx.garn.is; dmarc=fail", "forged"),
        ("else; dmarc=pass", "unproved"),
        (None, "unproved"),
    ],
)
def test_with_a_trusted_host_only_what_it_proved_is_the_shopper(field: str | None, trust: str) -> None:
    raw = letter(to=reply_address(SECRET, BASE, "anna"), **({"Authentication_Results": field} if field else {}))
    found = got(raw, ours("mx.garn.is"))
    assert found.trust == trust
    assert [one.trusted for one in found.events if isinstance(one, Said)] == [trust == "shopper"]


def test_our_own_letter_is_a_loop_also_without_its_mark() -> None:
    raw = letter().replace(b"<1@mail.is>", ours_id(ANNA).encode())
    found = understood(raw, ours(), NOW)
    assert isinstance(found, Ignored) and found.reason == "loop"


def test_where_it_is_not_known_who_was_written_to_whoever_writes_is_taken_for_them() -> None:
    known = Ours(by_reply=lambda where: "x" if where == "a+t@garn.is" else None, addressee=lambda data: ANYBODY)
    assert got(letter("anyone@mail.is", "a+t@garn.is"), known).trust == "shopper"


def test_attachments_are_named_and_counted() -> None:
    made = EmailMessage()
    made["From"] = "anna@mail.is"
    made.set_content("See the picture.")
    made.add_attachment(b"x" * 3000, maintype="image", subtype="jpeg", filename="../../etc/mynd ö.jpg")
    made.add_attachment("BEGIN:VCARD", subtype="vcard", filename="anna.vcf")
    inner = EmailMessage()
    inner.set_content("An older letter")
    made.add_attachment(inner)
    found = attachments(message_from_string(made.as_string()))
    assert [(one.name, one.kind) for one in found] == [
        (".._.._etc_mynd ö.jpg", "image/jpeg"), ("anna.vcf", "text/vcard"), ("", "message/rfc822"),
    ]  # fmt: skip
    assert 2990 <= found[0].size <= 3010


@given(
    st.binary(max_size=400),
    st.sampled_from([b"Content-Type: ;CHARSET*\n", b"Content-Type: multipart/mixed; boundary=b\n", b""]),
)
def test_nothing_that_can_be_received_raises(body: bytes, head: bytes) -> None:
    found = understood(head + b"Authentication-Results: " + body[:80] + b"\n\n" + body, ours(), NOW)
    assert isinstance(found, Ignored | Reply)
    assert not isinstance(found, Ignored) or found.reason != "unreadable"
