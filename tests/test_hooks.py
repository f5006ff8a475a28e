"""Mail providers post letters and reports: what proves itself arrives in the store once, everything else leaves no trace."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace
from top_world import HOUR, SHOP, Clock, catching, deliver, due, key, new_url

sys.path[:0] = [str(Path(__file__).parent / "mail"), str(Path(__file__).parent / "web")]

from hooks_world import (  # noqa: E402
    CERTIFICATE,
    NOW,
    SECRET,
    Sent,
    amazon,
    basic,
    events,
    filled,
    form,
    notice,
    request,
    settings,
    signed,
)
from web_world import served  # noqa: E402

from softsell import store  # noqa: E402
from softsell.core import events as ev  # noqa: E402
from softsell.errors import ConfigError  # noqa: E402
from softsell.web import app, hooks  # noqa: E402
from softsell.worker import Runtime  # noqa: E402

LETTERS = (
    "postmark_inbound", "postmark_inbound_raw", "mailgun_route", "mailgun_route_mime", "sendgrid_inbound",
    "sendgrid_inbound_raw", "ses_received", "ses_received_base64",
)  # fmt: skip
BOUNCES = ("postmark_bounce", "mailgun_failed", "sendgrid_bounce", "ses_bounce")
COMPLAINTS = ("postmark_complaint", "mailgun_complained", "sendgrid_complaint", "ses_complaint")
STOPS = ("postmark_stop", "mailgun_stop", "sendgrid_stop")


class World:
    """An installation that sent one letter, its door, and what Amazon was asked for."""

    def __init__(self, rt: Runtime, letter: bytes, http: httpx.Client, asked: list[str]) -> None:
        self.rt, self.letter, self.http, self.asked = rt, letter, http, asked

    def post(self, sent: Sent) -> httpx.Response:
        return self.http.post(f"/hooks/mail/{sent.provider}{sent.path}", content=sent.body, headers=sent.headers)

    def give(self, name: str) -> httpx.Response:
        return self.post(request(name, self.letter))

    def told(self) -> list[ev.Event]:
        """The events that came of mail, in order."""
        kinds = ev.Said | ev.Bounced | ev.Complained | ev.Unsubscribed
        return [one.event for one in store.history.events(self.rt.db, SHOP) if isinstance(one.event, kinds)]


@contextmanager
def world(folder: Path, pace: float = 0.0, **changed: object) -> Iterator[World]:
    """`pace`: seconds that pass between requests, for the limits."""
    asked: list[str] = []
    ticks = count(0.0, pace)

    def fetch(url: str) -> bytes:
        asked.append(url)
        return amazon()[1]

    with catching(new_url("sqlite", folder), sample=True) as (rt, caught):
        deliver(rt, due(rt))
        rt.clock = Clock(NOW + HOUR)
        rt.config = replace(rt.config, hooks=settings(**changed))
        site = app.build(rt, extra=hooks.routes(rt, fetch, ticks.__next__))
        with served(site) as url, httpx.Client(base_url=url, timeout=30) as http:
            yield World(rt, caught[0], http, asked)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


# -- what proves itself ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LETTERS)
def test_an_answer_arrives_once_however_often_it_is_posted(name: str, here: World) -> None:
    for _ in range(2):
        answer = here.give(name)
        assert (answer.status_code, answer.json()) == (200, {"success": True, "letters": 1}), answer.text
    (said,) = here.told()
    assert isinstance(said, ev.Said)
    assert (said.text, said.channel, said.trusted) == ("Er hún líka til í bláu?", "mail", True)
    assert here.rt.poke.is_set()


@pytest.mark.parametrize("name", BOUNCES)
def test_a_bounce_closes_the_address(name: str, here: World) -> None:
    for _ in range(2):
        assert here.give(name).status_code == 200
    (bounced,) = here.told()
    assert isinstance(bounced, ev.Bounced)
    assert bounced.permanent
    assert "5.1.1" in bounced.detail
    store.drain(here.rt.db, here.rt.shop(), here.rt.clock())
    found = store.desk.shopper(here.rt.db, SHOP, key("1"))
    assert found is not None
    assert found.suppressed


@pytest.mark.parametrize("name", COMPLAINTS)
def test_a_complaint_closes_everything(name: str, here: World) -> None:
    for _ in range(2):
        assert here.give(name).status_code == 200
    assert [type(one) for one in here.told()] == [ev.Complained]


@pytest.mark.parametrize("name", STOPS)
def test_a_no_said_to_the_provider_is_a_no_said_to_us(name: str, here: World) -> None:
    for _ in range(2):
        assert here.give(name).status_code == 200
    assert [type(one) for one in here.told()] == [ev.Unsubscribed]


def test_a_signature_of_version_one_is_believed_too(here: World) -> None:
    assert here.post(notice(filled("ses_bounce", here.letter), version="1")).status_code == 200
    assert len(here.told()) == 1


def test_a_certificate_is_fetched_once(here: World) -> None:
    for name in ("ses_bounce", "ses_complaint", "ses_received"):
        assert here.give(name).status_code == 200
    assert here.asked == [CERTIFICATE]


def test_the_secret_may_stand_in_the_query(here: World) -> None:
    sent = request("postmark_bounce", here.letter)
    bare = {"content-type": "application/json"}
    answer = here.http.post(f"/hooks/mail/postmark?key={SECRET}", content=sent.body, headers=bare)
    assert answer.status_code == 200
    assert len(here.told()) == 1


# -- what does not ----------------------------------------------------------------------------------------------------------


def wrong(here: World) -> dict[str, Sent]:
    """Requests that are nearly right."""
    bounce = filled("ses_bounce", here.letter)
    mailgun = json.dumps({"signature": signed(NOW, key="x"), "event-data": filled("mailgun_failed", here.letter)})
    old = json.dumps({"signature": signed(NOW - 20 * HOUR), "event-data": filled("mailgun_failed", here.letter)})
    sendgrid = request("sendgrid_bounce", here.letter)
    amazon = request("ses_bounce", here.letter)
    return {
        "no secret": replace(request("postmark_bounce", here.letter), headers={}),
        "another secret": replace(request("postmark_bounce", here.letter), headers=basic("another-secret-of-ours!")),
        "no basic": replace(request("postmark_bounce", here.letter), headers={"authorization": "Basic %%%"}),
        "another key": Sent("mailgun", {}, mailgun.encode()),
        "too old": Sent("mailgun", {}, old.encode()),
        "no signature": Sent("mailgun", {}, b"{}"),
        "another body": replace(sendgrid, body=sendgrid.body.replace(b"bounce", b"dropped")),
        "a wrong signature and the secret": replace(sendgrid, body=sendgrid.body + b" ", headers=sendgrid.headers | basic()),
        "neither": replace(sendgrid, headers={}),
        "another message": replace(amazon, body=amazon.body.replace(b"Permanent", b"Permanent ")),
        "another topic": notice(bounce, TopicArn="arn:aws:sns:eu-west-1:9:x"),
        "another host": notice(bounce, SigningCertURL="https://sns.eu-west-1.amazonaws.com.evil.example/x.pem"),
        "a host with a user": notice(bounce, SigningCertURL="https://sns.eu-west-1.amazonaws.com@evil.example/x.pem"),
        "not by https": notice(bounce, SigningCertURL=CERTIFICATE.replace("https", "http")),
        "another path": notice(bounce, SigningCertURL="https://sns.eu-west-1.amazonaws.com/a/../x?y"),
        "raw delivery": Sent("ses", {}, json.dumps(bounce).encode()),
    }  # fmt: skip


def test_a_wrong_proof_is_refused_in_clear_words_and_does_nothing(tmp_path: Path) -> None:
    with world(tmp_path, pace=60) as here:
        for name, sent in wrong(here).items():
            answer = here.post(sent)
            assert answer.status_code == 403, name
            assert len(answer.json()["error"]["message"].split()) >= 4, name
        assert here.told() == []
        assert here.asked == [CERTIFICATE], "only Amazon's own address was ever asked for anything"
        assert store.desk.persons(here.rt.db, SHOP) == []


def test_who_goes_on_guessing_is_slowed_down(here: World) -> None:
    codes = [here.post(Sent("postmark", basic(f"guess {n}"), b"{}")).status_code for n in range(14)]
    assert codes[:12] == [403] * 12
    assert codes[-1] == 429
    assert here.give("postmark_bounce").status_code == 200, "the provider itself is not held up"


def test_a_token_of_mailgun_is_good_for_one_letter(here: World) -> None:
    first = request("mailgun_route", here.letter)
    assert here.post(first).status_code == 200
    forged = filled("mailgun_route", here.letter) | {"body-plain": "Hætta"} | signed(NOW)
    answer = here.post(form("mailgun", forged, {}))
    assert (answer.status_code, answer.json()["error"]["message"]) == (
        403,
        "this token came with another letter before",
    )
    assert here.post(first).status_code == 200, "the provider may try again"
    assert len(here.told()) == 1


def test_a_provider_without_its_proof_has_no_door(tmp_path: Path) -> None:
    off = dict.fromkeys(
        ("postmark_secret", "mailgun_signing_key", "sendgrid_secret", "sendgrid_public_key", "ses_topics"), ""
    )
    with world(tmp_path, **off) as here:
        for name in (*LETTERS, *BOUNCES):
            assert here.give(name).status_code == 404
        assert here.post(Sent("elsewhere", {}, b"{}")).status_code == 404
        assert here.told() == []


def test_a_get_does_nothing(here: World) -> None:
    answer = here.http.get("/hooks/mail/postmark", headers=basic())
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers


# -- what goes wrong ---------------------------------------------------------------------------------------------------------


def test_when_the_store_is_away_the_provider_is_asked_to_come_again(here: World) -> None:
    here.rt.db.write(lambda tx: tx._cursor.execute("ALTER TABLE events RENAME TO away"))
    answer = here.give("postmark_inbound")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    here.rt.db.write(lambda tx: tx._cursor.execute("ALTER TABLE away RENAME TO events"))
    assert here.told() == []
    assert here.give("postmark_inbound").status_code == 200
    assert len(here.told()) == 1


def test_when_amazon_is_away_the_provider_is_asked_to_come_again(tmp_path: Path) -> None:
    def away(url: str) -> bytes:
        raise OSError("no route")

    with catching(new_url("sqlite", tmp_path)) as (rt, _):
        rt.config = replace(rt.config, hooks=settings())
        with served(app.build(rt, extra=hooks.routes(rt, away))) as url:
            sent = notice({})
            answer = httpx.post(f"{url}/hooks/mail/ses", content=sent.body)
            assert answer.status_code == 503


@pytest.mark.parametrize(
    "sent",
    [
        Sent("postmark", basic(), b"{"),
        Sent("sendgrid", basic() | {"content-type": "multipart/form-data; boundary=x"}, b"no form"),
        Sent("mailgun", {"content-type": "multipart/form-data"}, b"x"),
        events(b"\xff", NOW),
    ],
    ids=["postmark", "sendgrid", "mailgun", "events"],
)
def test_what_is_no_json_and_no_form_is_refused_with_what_and_where(sent: Sent, here: World) -> None:
    answer = here.post(sent)
    assert answer.status_code == 400
    assert answer.json()["error"]["field"]


@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b"null", b'"x"', b'{"From": 7, "Headers": {"a": 1}}', b'[[1], {"event": 3}]']
)
def test_a_shape_that_nobody_documented_is_no_error(body: bytes, here: World) -> None:
    for sent in (Sent("postmark", basic(), body), events(body, NOW), notice(body.decode())):
        assert here.post(sent).status_code == 200
    assert here.told() == []


def test_a_letter_that_lies_elsewhere_is_refused_in_clear_words(here: World) -> None:
    answer = here.post(notice({"notificationType": "Received", "receipt": {"action": {"type": "S3"}}}))
    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == "content"


def test_a_body_that_is_too_large_is_refused(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "MOST_BYTES", 1_000)
    assert here.post(Sent("postmark", basic(), b" " * 1_001)).status_code == 413
    assert here.post(Sent("postmark", basic(), b"{" + b" " * 900 + b"}")).status_code == 200


# -- subscriptions -----------------------------------------------------------------------------------------------------------

CONFIRM = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=abc"


def subscription(url: str) -> Sent:
    return notice("You have chosen to subscribe", kind="SubscriptionConfirmation", SubscribeURL=url, Token="abc")


def test_a_subscription_is_confirmed_only_when_that_is_switched_on(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        answer = here.post(subscription(CONFIRM))
        assert answer.status_code == 403
        assert "ses_confirm" in answer.json()["error"]["message"]
        assert here.asked == [CERTIFICATE]
    with world(tmp_path, ses_confirm=True) as here:
        assert here.post(subscription(CONFIRM)).status_code == 200
        assert here.asked == [CERTIFICATE, CONFIRM]
        assert here.post(subscription("https://evil.example/?Token=abc")).status_code == 403
        assert here.asked == [CERTIFICATE, CONFIRM]


# -- settings ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"postmark_secret": "short"}, "hooks.postmark_secret"),
        ({"sendgrid_secret": "short"}, "hooks.sendgrid_secret"),
        ({"mailgun_signing_key": "short"}, "hooks.mailgun_signing_key"),
        ({"sendgrid_public_key": "bm8ga2V5"}, "hooks.sendgrid_public_key"),
        ({"sendgrid_public_key": "%"}, "hooks.sendgrid_public_key"),
    ],
)
def test_a_proof_that_proves_nothing_is_named_at_the_start(changed: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        hooks.providers(settings(**changed), lambda url: b"")
