"""What a provider's request becomes: the same raw letter a mail server would have handed over, whatever is in it."""

import json
import sys
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path[:0] = [str(Path(__file__).parent)]

from hooks_world import NOW, SECRET, Sent, basic, events, multipart  # noqa: E402

from softsell.errors import BadRequest  # noqa: E402
from softsell.mail.hooks import letter, mailgun, notice, postmark, sendgrid, ses, sns  # noqa: E402
from softsell.mail.hooks.post import File, Post, form, shared_doubt  # noqa: E402
from softsell.mail.read import Ignored, Reply, read  # noqa: E402
from softsell.mail.reading.reports import report  # noqa: E402
from softsell.mail.reading.text import body, header, headers  # noqa: E402
from softsell.tokens import message_id  # noqa: E402

KEY = b"0123456789abcdef0123456789abcdef"
OURS = message_id(KEY, "main/1/2/0", "garn.is")
ABOUT = notice.About("postmark", "e1", OURS, "anna@mail.is", NOW)


def post(sent: Sent, at: datetime = NOW) -> Post:
    return Post(sent.headers, {}, sent.body, at)


def told(data: Any) -> Post:
    return post(Sent("x", {}, json.dumps(data).encode()))


def understood(raw: bytes) -> Reply | Ignored:
    return read(raw, secret=KEY, base_address="svar@garn.is", received_at=NOW)


# -- a letter from its fields -----------------------------------------------------------------------------------------------

FIELDS = st.lists(st.tuples(st.text(max_size=20), st.text(max_size=80)), max_size=8)


@given(FIELDS, st.text(max_size=200), st.text(max_size=200), st.text(max_size=30), st.text(max_size=30))
def test_no_field_can_begin_a_header_of_its_own(
    fields: list[tuple[str, str]], plain: str, html: str, to: str, name: str
) -> None:  # fmt: skip
    files = (File(name, name, b"\x00\r\n--x"),)
    raw = letter.enveloped(letter.built(fields, plain, html, files), [to], name)
    message = message_from_bytes(raw)
    ours = {"return-path", "delivered-to", "mime-version", "content-type"}
    assert {key.lower() for key in message} <= ours | {key.lower() for key, _ in fields}
    assert message.get_content_type() == "multipart/mixed"
    assert len(message.get_payload()) == 2
    assert not message.defects


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=500))
def test_the_words_arrive_as_they_were_written(words: str) -> None:
    def of(raw: bytes) -> str:
        part: Message = message_from_bytes(raw)
        octets = part.get_payload(decode=True)
        assert isinstance(octets, bytes)
        return octets.decode()

    assert of(letter.built([("Subject", "x")], words or "x", "")) == (words or "x")


def test_every_header_is_kept_in_order_and_those_of_the_old_body_are_not() -> None:
    fields = [
        ("Received", "one"), ("Received", "two"), ("Authentication-Results", "mx.garn.is; dmarc=pass"), ("List-Id", "<x>"),
        ("Content-Type", 'multipart/mixed; boundary="gone"'), ("Content-Transfer-Encoding", "base64"), ("X-Bad Name", "x"),
        ("Subject", "Spurning um körfuna"),
    ]  # fmt: skip
    message = message_from_bytes(letter.built(fields, "Hæ", ""))
    assert [key for key, _ in message.raw_items()] == [
        "Received", "Received", "Authentication-Results", "List-Id", "Subject", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding",
    ]  # fmt: skip
    assert headers(message, "Received") == ["one", "two"]
    assert header(message, "Subject") == "Spurning um körfuna"
    assert body(message) == "Hæ"


def test_a_report_that_came_in_fields_is_still_a_report() -> None:
    files = (
        File(
            "details.txt",
            "message/delivery-status",
            b"Reporting-MTA: dns; mx\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n",
        ),
        File("headers", "text/rfc822-headers", f"Message-ID: {OURS}\r\n".encode()),
    )
    kind = [
        ("From", "MAILER-DAEMON@mx.is"),
        ("Content-Type", "multipart/report; report-type=delivery-status; boundary=q"),
    ]
    got = understood(letter.built(kind, "It could not be delivered.", "", files))
    assert isinstance(got, Reply)
    assert got.data == "main/1/2/0"
    assert [(type(one).__name__, getattr(one, "permanent", None)) for one in got.events] == [("Bounced", True)]


def test_html_alone_and_nothing_at_all_are_letters_too() -> None:
    only = message_from_bytes(letter.built([], "", "<p>Er hún til?</p>"))
    assert (only.get_content_type(), body(only).strip()) == ("text/html", "Er hún til?")
    assert body(message_from_bytes(letter.built([], "", ""))) == ""


def test_fields_come_in_the_charsets_they_say_and_files_are_kept() -> None:
    fields = {
        "headers": b"Message-ID: <a@b>\nX-Folded: one\n two\n", "from": "Jón <jon@mail.is>".encode("iso-8859-1"),
        "subject": "Żółw".encode("iso-8859-2"), "text": "þæö".encode("cp1252"), "envelope": b'{"to":["a@b.is"],"from":""}',
        "charsets": b'{"from":"iso-8859-1","subject":"ISO-8859-2","text":"no-such"}',
    }  # fmt: skip
    sent = multipart("sendgrid", fields, {}, (("mynd.jpg", "image/jpeg", b"\xff\xd8\r\n--xYzZ\r\n"),))
    (raw,) = sendgrid.letters(post(sent))
    message = message_from_bytes(raw)
    assert header(message, "From") == "Jón <jon@mail.is>"
    assert (header(message, "Subject"), header(message, "X-Folded")) == ("Żółw", "one two")
    assert body(message) == "þæö"
    assert (message["Return-Path"], message["Delivered-To"]) == ("<>", "a@b.is")
    (_, file) = message.get_payload()
    assert (file.get_filename(), file.get_payload(decode=True)) == ("mynd.jpg", b"\xff\xd8\r\n--xYzZ\r\n")


def test_a_character_that_was_cut_in_two_loses_no_letter() -> None:
    sent = Post({}, {}, b'{"From": "a@b.is", "TextBody": "H\\u00e6 \\ud83d", "RawEmail": ""}', NOW)
    (raw,) = postmark.letters(sent)
    assert body(message_from_bytes(raw)).strip() == "Hæ ?"


def test_the_octets_of_a_raw_letter_are_not_touched() -> None:
    raw = b"From: a@b.is\nSubject: x\n\nlone \r and \x00 and \xff\n.\n--\n"
    (got,) = sendgrid.letters(post(multipart("sendgrid", {"email": raw, "envelope": b"{}"}, {})))
    assert got == raw
    sent = Sent(
        "mailgun", {"content-type": "application/x-www-form-urlencoded"}, b"recipient=a%40b.is&body-mime=%FF%00%0Ax"
    )
    assert mailgun.letters(post(sent))[0].endswith(b"\xff\x00\nx")


@given(
    st.binary(max_size=300),
    st.sampled_from(["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/x"]),
)
def test_a_form_is_read_or_refused(octets: bytes, kind: str) -> None:
    for body_ in (octets, b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + octets + b"\r\n--x--\r\n"):
        try:
            form(post(Sent("x", {"content-type": kind}, body_)))
        except BadRequest as error:
            assert error.field


# -- any JSON at all ----------------------------------------------------------------------------------------------------------

LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=12)
NAMES = st.sampled_from([
    "RecordType", "Type", "Headers", "From", "Metadata", "event-data", "event", "severity", "delivery-status", "signature",
    "message", "headers", "notificationType", "bounce", "bouncedRecipients", "mail", "content", "receipt", "Message",
])  # fmt: skip
SAYINGS = st.sampled_from(
    ["Bounce", "HardBounce", "SpamComplaint", "failed", "permanent", "bounce", "dropped", "Received"]
)
JSON = st.recursive(
    LEAVES | SAYINGS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)


@given(JSON)
def test_nothing_but_a_clear_refusal_comes_of_any_json(data: Any) -> None:
    inner = told({"Type": "Notification", "Message": json.dumps(data)})
    for letters, sent in (
        (postmark.letters, told(data)), (mailgun.letters, told({"event-data": data})), (sendgrid.letters, told([data])),
        (ses.letters, told(data)), (ses.letters, inner),
    ):  # fmt: skip
        try:
            for raw in letters(sent):
                assert isinstance(understood(raw), Ignored)
        except BadRequest as error:
            assert error.field
    for doubt in (mailgun.doubt(told(data), "k" * 20), sns.doubt(told(data), ["a"], lambda url: b"")):
        assert doubt


# -- what is reported ---------------------------------------------------------------------------------------------------------


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_a_report_says_what_it_was_made_of(words: str, to: str, event: str) -> None:
    about = notice.About("ses", event, OURS, to, NOW)
    for raw, kind in (
        (notice.bounced(about, "5.1.1", words), "bounced"),
        (notice.complained(about, words), "complained"),
    ):
        message = message_from_bytes(raw)
        found = report(message)
        assert found is not None
        assert found.ids == (OURS,)
        assert found.kind == kind
        assert raw == (notice.bounced(about, "5.1.1", words) if kind == "bounced" else notice.complained(about, words))
        assert not message.defects


def test_an_event_has_one_name_and_another_event_another() -> None:
    def name(raw: bytes) -> str:
        return str(message_from_bytes(raw)["Message-ID"])

    same = notice.About("postmark", "e1", OURS, "anna@mail.is", datetime(2027, 1, 1, tzinfo=UTC))
    assert name(notice.bounced(ABOUT, "5.1.1", "x")) == name(notice.bounced(same, "5.1.1", "y"))
    names = {name(notice.bounced(ABOUT, "5.1.1", "x")), name(notice.complained(ABOUT)), name(notice.stopped(ABOUT))}
    assert len(names) == 3


def postmark_bounce(kind: str, details: str) -> dict[str, Any]:
    return {"RecordType": "Bounce", "Type": kind, "Details": details, "MessageID": "u", "ID": 1, "Email": "a@b.is"}


def mailgun_failed(**changed: Any) -> dict[str, Any]:
    delivery = {"code": changed.pop("code", 550), "message": changed.pop("message", ""), "enhanced-code": ""}
    told = {
        "event": "failed",
        "severity": "permanent",
        "reason": "bounce",
        "delivery-status": delivery,
        "recipient": "a@b.is",
    }
    return {"event-data": told | changed}


def ses_bounce(kind: str, sub: str, status: str = "", words: str = "") -> dict[str, Any]:
    people = [{"emailAddress": "a@b.is", "status": status, "diagnosticCode": words}]
    message = {
        "notificationType": "Bounce",
        "bounce": {"bounceType": kind, "bounceSubType": sub, "bouncedRecipients": people},
    }
    return {"Type": "Notification", "TopicArn": "arn:aws:sns:eu-west-1:1:x", "Message": json.dumps(message)}


def sendgrid_event(event: str, **told: str) -> list[dict[str, str]]:
    return [{"event": event, "email": "a@b.is", "sg_event_id": "x", **told}]


CASES: list[tuple[Any, Any, str]] = [
    (postmark, postmark_bounce("HardBounce", "smtp;550 5.1.1 unknown"), "permanent"),
    (postmark, postmark_bounce("HardBounce", "no code at all"), "permanent"),
    (postmark, postmark_bounce("HardBounce", "smtp;552 5.2.2 mailbox full"), "passing"),
    (postmark, postmark_bounce("HardBounce", "smtp;451 4.4.7 delivery time expired"), "passing"),
    (postmark, postmark_bounce("BadEmailAddress", ""), "permanent"),
    (postmark, postmark_bounce("SoftBounce", "smtp;550 5.1.1 unknown"), "passing"),
    (postmark, postmark_bounce("Blocked", "smtp;550 5.7.1 blocked"), "passing"),
    (postmark, postmark_bounce("SpamNotification", ""), "passing"),
    (postmark, postmark_bounce("DnsError", ""), "passing"),
    (postmark, postmark_bounce("AutoResponder", ""), "nothing"),
    (postmark, postmark_bounce("Subscribe", ""), "nothing"),
    (postmark, postmark_bounce("Unsubscribe", ""), "stop"),
    (postmark, {"RecordType": "Delivery", "MessageID": "u"}, "nothing"),
    (postmark, {"RecordType": "SubscriptionChange", "SuppressSending": False, "Origin": "Recipient"}, "nothing"),
    (
        postmark,
        {"RecordType": "SubscriptionChange", "SuppressSending": True, "SuppressionReason": "HardBounce"},
        "nothing",
    ),
    (mailgun, mailgun_failed(message="550 5.1.1 unknown"), "permanent"),
    (mailgun, mailgun_failed(), "permanent"),
    (mailgun, mailgun_failed(message="552 5.2.2 over quota"), "passing"),
    (mailgun, mailgun_failed(code=498, message="no MX"), "passing"),
    (mailgun, mailgun_failed(reason="old", code=602), "passing"),
    (mailgun, mailgun_failed(severity="temporary"), "nothing"),
    (mailgun, mailgun_failed(reason="suppress-bounce", code=605), "permanent"),
    (mailgun, mailgun_failed(reason="suppress-complaint", code=607), "complaint"),
    (mailgun, mailgun_failed(reason="suppress-unsubscribe", code=606), "stop"),
    (mailgun, {"event-data": {"event": "delivered"}}, "nothing"),
    (sendgrid, sendgrid_event("bounce", type="bounce", status="5.0.0", reason="550 unknown user"), "permanent"),
    (sendgrid, sendgrid_event("bounce", type="bounce", status="5.2.2", reason="mailbox full"), "passing"),
    (sendgrid, sendgrid_event("bounce", type="blocked", status="5.7.1", reason="550 spam"), "passing"),
    (sendgrid, sendgrid_event("dropped", reason="Bounced Address"), "permanent"),
    (sendgrid, sendgrid_event("dropped", reason="Spam Reporting Address"), "complaint"),
    (sendgrid, sendgrid_event("dropped", reason="Unsubscribed Address"), "stop"),
    (sendgrid, sendgrid_event("dropped", reason="Recipient List over Package Quota"), "passing"),
    (sendgrid, sendgrid_event("deferred"), "nothing"),
    (sendgrid, sendgrid_event("open"), "nothing"),
    (ses, ses_bounce("Permanent", "General", "5.1.1"), "permanent"),
    (ses, ses_bounce("Permanent", "OnAccountSuppressionList"), "permanent"),
    (ses, ses_bounce("Transient", "MailboxFull", "5.2.2", "smtp; 552 5.2.2 full"), "passing"),
    (ses, ses_bounce("Transient", "General", "5.0.0", "smtp; 550 5.1.1"), "passing"),
    (ses, ses_bounce("Transient", "ContentRejected", "5.7.1"), "passing"),
    (ses, ses_bounce("Undetermined", "Undetermined"), "passing"),
    (ses, {"Type": "Notification", "Message": "Successfully validated SNS topic"}, "nothing"),
    (ses, {"Type": "UnsubscribeConfirmation", "Message": "x"}, "nothing"),
]


@pytest.mark.parametrize(("provider", "data", "means"), CASES, ids=[f"{n}-{c[2]}" for n, c in enumerate(CASES)])
def test_a_full_mailbox_a_block_and_an_expired_retry_are_never_permanent(provider: Any, data: Any, means: str) -> None:
    found = provider.letters(told(data))
    assert len(found) == (means != "nothing")
    for raw in found:
        message = message_from_bytes(raw)
        match report(message):
            case None:
                assert (means, header(message, "Subject")) == ("stop", "unsubscribe")
            case one if one.kind == "complained":
                assert means == "complaint"
            case one:
                assert one.kind == "bounced"
                assert means == ("permanent" if one.permanent else "passing")


# -- whose letter it is ---------------------------------------------------------------------------------------------------------


@given(st.text(alphabet="abcdefghij.<>@-", min_size=1, max_size=400))
def test_a_message_id_of_any_length_comes_back_from_postmark(name: str) -> None:
    pieces = postmark.metadata(name)
    assert all(len(piece) <= 80 for piece in pieces.values())
    assert len(pieces) <= 10
    assert postmark.message_id({"Metadata": pieces, "MessageID": "other"}) == name


def test_without_ours_the_report_names_the_id_that_the_provider_wrote() -> None:
    assert postmark.message_id({"Metadata": None, "MessageID": "u-1"}) == "<u-1@mtasv.net>"
    (raw,) = ses.letters(told(ses_bounce("Permanent", "General") | {
        "Message": json.dumps({
            "notificationType": "Bounce", "mail": {"messageId": "0102-x"},
            "bounce": {"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": "a@b.is"}]},
        })
    }))  # fmt: skip
    found = report(message_from_bytes(raw))
    assert found is not None
    assert found.ids == ("<0102-x@eu-west-1.amazonses.com>",)
    assert ses.sent_id("x", "us-east-1") == "<x@email.amazonses.com>"


@pytest.mark.parametrize("header_", ["Basic", "Basic !!!", "Bearer " + SECRET, "Basic c29mdHNlbGw=", ""])
def test_only_the_secret_itself_is_the_secret(header_: str) -> None:
    assert shared_doubt(Post({"authorization": header_}, {}, b"", NOW), SECRET)
    assert shared_doubt(Post({}, {"key": SECRET[:-1]}, b"", NOW), SECRET)
    assert shared_doubt(Post(basic(), {}, b"", NOW), SECRET) == ""


def test_a_signature_without_a_key_to_check_it_needs_the_secret() -> None:
    sent = events(b"[]", NOW)
    assert sendgrid.doubt(post(sent), "", None)
    assert sendgrid.doubt(Post(sent.headers | basic(), {}, b"[]", NOW), SECRET, None) == ""
