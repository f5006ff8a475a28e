"""Letters by a provider's API: what goes out is our letter whole, and every end is told exactly as it was."""

import hashlib
import hmac
import json
import ssl
import sys
from base64 import b64decode
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
import trustme

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from provider_server import CUT, DEAF, DRIP, DROP, EARLY, HANG, Asked, Say, closed_port, honest, serving  # noqa: E402
from top_world import POLICY, START, Clock, deliver, due, installation, letter_state, new_url  # noqa: E402
from top_world import key as shopper_key  # noqa: E402

from softsell import config, load, receiving, serve, store, worker  # noqa: E402
from softsell.errors import BadRequest, ConfigError, Undelivered  # noqa: E402
from softsell.mail.api import Api, api  # noqa: E402
from softsell.mail.compose import compose  # noqa: E402
from softsell.mail.hooks import postmark as postmark_hooks  # noqa: E402
from softsell.mail.letter import Letter, Part  # noqa: E402
from softsell.mail.providers import ses  # noqa: E402
from softsell.mail.providers.call import Account, fields  # noqa: E402
from softsell.mail.reading.text import header  # noqa: E402

ACCOUNT = Account("a-key", "AKIDEXAMPLE", "mg.garn.is", "eu-west-1", "")
ALL = ("postmark", "mailgun", "sendgrid", "ses")
LETTER = Letter(
    language="is", from_name='Garn "og" gaman, Þórs', from_address="bref@garn.is", to_address="anna@mail.is",
    reply_to="svar+t@garn.is", subject="Spurning um körfuna þína", blocks=(Part("para", "Hæ Anna.\n.\nÞað er allt í lagi."),),
    unsubscribe_url="https://garn.is/u/1", unsubscribe_label="Afskrá", message_id="<main.mac@garn.is>",
    in_reply_to="<theirs@mail.is>", references=("<main.first@garn.is>", "<theirs@mail.is>"), date=START,
    feedback_id="a:b:c:softsell",
)  # fmt: skip
RAW = compose(LETTER, load.letter_frame())
HEADERS = (
    "Message-ID", "In-Reply-To", "References", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted",
    "X-Auto-Response-Suppress", "X-Softsell-Loop", "Feedback-ID",
)  # fmt: skip


def at(provider: str, port: int, seconds: float = 5.0) -> Api:
    return api(provider, ACCOUNT, url=f"http://127.0.0.1:{port}", seconds=seconds)


def refused(provider: str, reply: Any, seconds: float = 5.0, raw: bytes = RAW) -> tuple[Undelivered, list[Asked]]:
    with serving(reply) as server, pytest.raises(Undelivered) as caught:
        at(provider, server.port, seconds).send("bref@garn.is", "anna@mail.is", raw)
    return caught.value, server.asked


# -- what goes out --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("provider", ALL)
def test_a_letter_goes_out_once_and_only_after_the_hook(provider: str) -> None:
    seen: list[int] = []
    with serving() as server:
        at(provider, server.port).send("", "anna@mail.is", RAW, before_data=lambda: seen.append(len(server.asked)))
        assert seen == [0]
        assert len(server.asked) == 1
        assert server.asked[0].headers["connection"] == "close"


@pytest.mark.parametrize("provider", ALL)
def test_what_the_hook_raises_goes_on_and_nothing_is_sent(provider: str) -> None:
    def withdrawn() -> None:
        raise KeyError("withdrawn")

    with serving() as server, pytest.raises(KeyError):
        at(provider, server.port).send("", "anna@mail.is", RAW, before_data=withdrawn)
    assert server.asked == []


@pytest.mark.parametrize("provider", ["mailgun", "ses"])
def test_where_raw_letters_are_taken_not_an_octet_changes(provider: str) -> None:
    with serving() as server:
        at(provider, server.port).send("", "anna@mail.is", RAW)
    (asked,) = server.asked
    if provider == "ses":
        told = json.loads(asked.body)
        assert told["Destination"] == {"ToAddresses": ["anna@mail.is"]}
        assert b64decode(told["Content"]["Raw"]["Data"]) == RAW
    else:
        assert asked.path == "/v3/mg.garn.is/messages.mime"
        assert RAW in asked.body
        assert asked.form()["to"].strip() == b"anna@mail.is"
        assert asked.form()["o:tracking"].strip() == b"no"


@pytest.mark.parametrize("provider", ["postmark", "sendgrid"])
def test_where_only_fields_are_taken_the_words_and_every_header_of_ours_arrive(provider: str) -> None:
    with serving() as server:
        at(provider, server.port).send("", "anna@mail.is", RAW)
    told = json.loads(server.asked[0].body)
    message = message_from_bytes(RAW)
    plain, html = (part.get_payload(decode=True).decode() for part in message.get_payload())
    if provider == "postmark":
        sent = {one["Name"]: one["Value"] for one in told["Headers"]}
        assert told["From"] == '"Garn \\"og\\" gaman, Þórs" <bref@garn.is>'
        assert (told["To"], told["ReplyTo"], told["Subject"]) == ("anna@mail.is", "svar+t@garn.is", LETTER.subject)
        assert (told["TextBody"], told["HtmlBody"]) == (plain, html)
        assert postmark_hooks.message_id(told) == LETTER.message_id
        assert sent.pop("X-PM-KeepID") == "true"
        assert (told["TrackOpens"], told["TrackLinks"]) == (False, "None")
    else:
        sent = told["headers"]
        assert told["from"] == {"email": "bref@garn.is", "name": LETTER.from_name}
        assert told["personalizations"] == [{"to": [{"email": "anna@mail.is"}]}]
        assert (told["reply_to"], told["subject"]) == ({"email": "svar+t@garn.is"}, LETTER.subject)
        assert [(c["type"], c["value"]) for c in told["content"]] == [("text/plain", plain), ("text/html", html)]
        assert told["custom_args"] == {"softsell_message_id": LETTER.message_id}
        assert not any(one["enable"] for one in told["tracking_settings"].values())
    assert sent == {name: header(message, name) for name in HEADERS}


def test_a_letter_with_a_part_that_has_no_place_there_is_not_sent_without_it() -> None:
    letter = RAW.replace(b"text/plain", b"image/png")
    with pytest.raises(Undelivered, match="image/png"):
        fields(letter)


def test_amazon_can_verify_the_signature() -> None:
    """Signed again from what arrived alone, by the steps of Signature Version 4."""
    with serving() as server:
        at("ses", server.port).send("", "anna@mail.is", RAW)
    (asked,) = server.asked
    proof = dict(
        part.split("=", 1) for part in asked.headers["authorization"].removeprefix("AWS4-HMAC-SHA256 ").split(", ")
    )
    key_id, day, region, service, end = proof["Credential"].split("/")
    assert (key_id, region, service, end) == ("AKIDEXAMPLE", "eu-west-1", "ses", "aws4_request")
    assert asked.headers["host"] == "email.eu-west-1.amazonaws.com"
    names = proof["SignedHeaders"].split(";")
    lines = [f"{name}:{asked.headers[name]}" for name in names]
    request = ["POST", asked.path, "", *lines, "", proof["SignedHeaders"], hashlib.sha256(asked.body).hexdigest()]
    what = ["AWS4-HMAC-SHA256", asked.headers["x-amz-date"], "/".join((day, region, service, end))]
    what.append(hashlib.sha256("\n".join(request).encode()).hexdigest())
    key = b"AWS4a-key"
    for step in (day, region, service, end):
        key = hmac.new(key, step.encode(), hashlib.sha256).digest()
    assert proof["Signature"] == hmac.new(key, "\n".join(what).encode(), hashlib.sha256).hexdigest()
    signed = datetime.strptime(asked.headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert signed.strftime("%Y%m%d") == day


def test_a_signature_is_of_its_time_and_its_body() -> None:
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    first = ses.signed(ACCOUNT, "ses", "h", "/p", b"x", now)
    assert first == ses.signed(ACCOUNT, "ses", "h", "/p", b"x", now)
    others = [
        ses.signed(ACCOUNT, "ses", "h", "/p", b"y", now), ses.signed(ACCOUNT, "ses", "h", "/q", b"x", now),
        ses.signed(ACCOUNT, "ses", "i", "/p", b"x", now), ses.signed(ACCOUNT, "s3", "h", "/p", b"x", now),
        ses.signed(ACCOUNT, "ses", "h", "/p", b"x", now.replace(hour=13)),
    ]  # fmt: skip
    assert first["Authorization"] not in {one["Authorization"] for one in others}


# -- how it ends ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("provider", "given"),
    [
        ("postmark", "<0a129aee-e1cd-480d-b08d-4f48548ff48d@mtasv.net>"),
        ("mailgun", None),
        ("sendgrid", None),
        ("ses", "<0102018a-sent@eu-west-1.amazonses.com>"),
    ],
)
def test_the_message_id_that_a_provider_writes_is_handed_back(provider: str, given: str | None) -> None:
    with serving() as server:
        assert at(provider, server.port).send("", "anna@mail.is", RAW) == given
    with serving(lambda asked: Say(200, "taken, in words")) as server:
        assert at(provider, server.port).send("", "anna@mail.is", RAW) is None, "an answer of 200 is an answer"


@pytest.mark.parametrize("provider", ALL)
@pytest.mark.parametrize("how", [DROP, HANG, DRIP, CUT])
def test_silence_after_the_letter_is_unsure_and_the_letter_went_once(provider: str, how: str) -> None:
    error, asked = refused(provider, lambda asked: how, seconds=0.5)
    assert (error.unsure, error.permanent) == (True, False)
    assert len(asked) == 1


@pytest.mark.parametrize("rest", [b"Content-Le", b"Content-Length: 90\r\n\r\n{", b"\r\n"])
def test_once_the_status_is_said_the_rest_may_be_lost(rest: bytes) -> None:
    with serving(lambda asked: b"HTTP/1.1 200 OK\r\n" + rest) as server:
        assert at("ses", server.port).send("", "anna@mail.is", RAW) is None
    error, _ = refused("ses", lambda asked: b"HTTP/1.1 429 Slow\r\n" + rest)
    assert (error.unsure, error.permanent) == (False, False)


@pytest.mark.parametrize("status", [502, 504, 599, 204])
def test_an_answer_that_says_nothing_is_unsure(status: int) -> None:
    error, _ = refused("mailgun", lambda asked: Say(status, "" if status == 204 else "gateway"))
    assert (error.unsure, error.permanent) == (True, False)


def test_a_break_before_the_letter_is_whole_is_passing() -> None:
    large = RAW + b"x" * 20_000_000
    for how in (DEAF, EARLY):
        error, asked = refused("mailgun", lambda asked, how=how: how, raw=large)
        assert (error.unsure, error.permanent, asked) == (False, False, [])
    with pytest.raises(Undelivered, match="no connection") as caught:
        at("mailgun", closed_port()).send("", "anna@mail.is", RAW)
    assert (caught.value.unsure, caught.value.permanent) == (False, False)


@pytest.mark.parametrize("status", [429, 500, 503, 408])
@pytest.mark.parametrize("provider", ALL)
def test_not_now_is_passing_and_says_when(provider: str, status: int) -> None:
    error, _ = refused(provider, lambda asked: Say(status, {}, {"Retry-After": "120"}))
    assert (error.unsure, error.permanent) == (False, False)
    assert "Retry-After 120" in str(error)


OWN_TROUBLE = [
    ("postmark", Say(401, {"ErrorCode": 10, "Message": "bad token"})),
    ("postmark", Say(422, {"ErrorCode": 401, "Message": "Sender signature not confirmed"})),
    ("postmark", Say(422, {"ErrorCode": 405, "Message": "Not allowed to send, out of credit"})),
    ("postmark", Say(200, {"ErrorCode": 412, "Message": "pending approval"})),
    ("mailgun", Say(401, "Forbidden")),
    ("mailgun", Say(402, {"message": "Domain is disabled: business verification"})),
    ("mailgun", Say(404, {"message": "Domain not found"})),
    ("sendgrid", Say(403, {"errors": [{"message": "The from address does not match a verified Sender Identity"}]})),
    (
        "ses",
        Say(403, {"message": "The security token is invalid"}, {"x-amzn-ErrorType": "UnrecognizedClientException:"}),
    ),
    ("ses", Say(400, {"message": "Email address is not verified"}, {"x-amzn-ErrorType": "MessageRejected:http://x"})),
    ("ses", Say(301, "", {"Location": "https://elsewhere.example"})),
]


@pytest.mark.parametrize(("provider", "answer"), OWN_TROUBLE)
def test_a_bad_key_or_account_is_never_the_addressees_fault(provider: str, answer: Say) -> None:
    error, asked = refused(provider, lambda asked: answer)
    assert (error.unsure, error.permanent) == (False, False)
    assert str(error).startswith("our account:")
    assert len(asked) == 1, "no redirect is followed"


def test_a_wrong_key_is_seen_by_an_honest_server() -> None:
    for provider in ("postmark", "mailgun", "sendgrid"):
        with serving() as server, pytest.raises(Undelivered, match="our account: 401") as caught:
            wrong = Account("b-key", domain="mg.garn.is", region="eu-west-1")
            api(provider, wrong, url=f"http://127.0.0.1:{server.port}").send("", "anna@mail.is", RAW)
        assert "b-key" not in str(caught.value)


@pytest.mark.parametrize(
    ("provider", "answer", "theirs"),
    [
        ("postmark", Say(422, {"ErrorCode": 406, "Message": "Inactive recipient"}), True),
        ("postmark", Say(422, {"ErrorCode": 300, "Message": "Invalid To"}), False),
        ("mailgun", Say(400, {"message": "to parameter is not a valid address"}), False),
        ("sendgrid", Say(413, {"errors": None}), False),
        ("sendgrid", Say(400, {"errors": ["x", {"message": "no"}]}), False),
        ("ses", Say(400, {"message": "bad"}, {"x-amzn-ErrorType": "BadRequestException:"}), False),
    ],
)
def test_a_refused_letter_is_permanent_and_only_a_refused_addressee_is_theirs(
    provider: str, answer: Say, theirs: bool
) -> None:
    error, _ = refused(provider, lambda asked: answer)
    assert (error.unsure, error.permanent) == (False, True)
    assert str(error).startswith("RCPT:") == theirs


def test_an_address_that_cannot_be_written_to_is_refused_before_anything() -> None:
    with pytest.raises(BadRequest):
        at("ses", closed_port()).send("", "anna@mail.is\r\nBcc: x@y.is", RAW)


# -- the way there ------------------------------------------------------------------------------------------------------------


def test_the_certificate_is_checked() -> None:
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    with serving(honest, context) as server:
        url = f"https://127.0.0.1:{server.port}"
        assert api("postmark", ACCOUNT, url=url, context=trusting).send("", "anna@mail.is", RAW)
        with pytest.raises(Undelivered, match="no connection") as caught:
            api("postmark", ACCOUNT, url=url).send("", "anna@mail.is", RAW)
        assert not caught.value.unsure
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("provider", "account", "url", "words"),
    [
        ("pigeon", ACCOUNT, "", "api.provider"),
        ("postmark", Account(""), "", "api.key"),
        ("mailgun", Account("k"), "", "api.domain"),
        ("ses", Account("k", "id"), "", "api.region"),
        ("ses", Account("k", region="x"), "", "api.key_id"),
        ("postmark", Account("a key"), "", "api.key"),
        ("mailgun", Account("k", domain="x\r\ny"), "", "api.domain"),
        ("postmark", ACCOUNT, "http://api.provider.tld", "https only"),
        ("postmark", ACCOUNT, "https://u:p@api.provider.tld", "api.url"),
        ("postmark", ACCOUNT, "api.provider.tld", "api.url"),
    ],
)
def test_a_way_that_cannot_be_or_is_unsafe_is_named(provider: str, account: Account, url: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        api(provider, account, url=url)


def test_a_key_is_never_printed() -> None:
    for provider in ALL:
        assert "a-key" not in repr(api(provider, ACCOUNT))


def test_each_provider_has_its_own_address() -> None:
    hosts = {provider: api(provider, ACCOUNT).host for provider in ALL}
    assert hosts["ses"] == "email.eu-west-1.amazonaws.com"
    assert api("mailgun", Account("k", domain="d", region="eu")).host == "api.eu.mailgun.net"
    assert all(api(provider, ACCOUNT).tls and api(provider, ACCOUNT).port == 443 for provider in ALL)


# -- at work ------------------------------------------------------------------------------------------------------------------


def test_there_is_one_way_out_and_it_is_made_from_the_settings(tmp_path: Path) -> None:
    made = config.Config(
        secret="x" * 32, database=config.DatabaseSettings(url=new_url("sqlite", tmp_path)),
        api=config.ApiSettings(provider="postmark", key="a-key"),
    )  # fmt: skip
    serve.create(made.database.url).close()
    with serve.runtime(made) as rt:
        assert isinstance(rt.mail, Api)
        assert rt.mail.provider == "postmark"
    with pytest.raises(ConfigError, match="one way out"):
        serve._outbox(config.Config(api=made.api, smtp=config.Smtp(host="mail.is")), None)  # type: ignore[arg-type]


def test_a_letter_by_an_api_is_kept_under_the_id_it_travels_by_and_answers_to_it_are_known(tmp_path: Path) -> None:
    with serving() as server, installation(new_url("sqlite", tmp_path), policy=POLICY, clock=Clock()) as rt:
        rt.mail = at("ses", server.port)
        now = due(rt)
        assert deliver(rt, now).sent == 1
        ours = message_from_bytes(b64decode(json.loads(server.asked[0].body)["Content"]["Raw"]["Data"]))
        answer = (
            f"From: {ours['To']}\r\nTo: svar@garn.is\r\nMessage-ID: <a@mail.is>\r\n"
            "In-Reply-To: <0102018a-sent@eu-west-1.amazonses.com>\r\n\r\nIs it also in blue?\r\n"
        )
        got = receiving.receive(rt, answer.encode(), now)
        assert isinstance(got, receiving.Reply)
        assert got.by == "message-id"
        assert worker.key_of_effect(got.data) == shopper_key("1")


@pytest.mark.parametrize(
    ("reply", "state", "statuses"),
    [
        (lambda asked: DROP, "unsure", 1),
        (lambda asked: Say(429, {}, {"Retry-After": "30"}), "put_off", 1),
        (lambda asked: Say(401, {}), "put_off", 1),
        (lambda asked: Say(422, {"ErrorCode": 406, "Message": "Inactive recipient"}), "failed", 1),
    ],
)
def test_the_worker_does_with_each_end_what_it_does_with_a_mail_servers(
    reply: Any, state: str, statuses: int, tmp_path: Path
) -> None:
    with serving(reply) as server, installation(new_url("sqlite", tmp_path), clock=Clock()) as rt:
        rt.mail = at("postmark", server.port, 2)
        now = due(rt)
        assert getattr(deliver(rt, now), state) == 1
        for _ in range(3):
            deliver(rt, now)
        assert len(server.asked) == statuses, "at the same time it is not tried again"
        found = store.desk.shopper(rt.db, "main", shopper_key("1"))
        assert found is not None
        assert bool(found.suppressed) == (state == "failed")
        assert letter_state(rt, shopper_key("1"))
