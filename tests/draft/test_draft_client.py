"""The way to a language model: bounded in time and size, no redirects, no key in sight, and every failure has its reason."""

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_server import Hang, Raw, Reply, closed_port, completion, serving

from softsell.config import ModelSettings
from softsell.draft import breaker, client
from softsell.draft.client import Failed
from softsell.errors import ConfigError
from softsell.store.drafts import Call

KEY = "sk-not-a-real-key"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
BODY = json.dumps({"messages": [{"role": "user", "content": "{}"}]}).encode()


def at(url: str) -> client.Endpoint:
    found = client.endpoint(ModelSettings(url=url, key=KEY, name="m"))
    assert found is not None
    return found


def test_an_honest_answer_is_read_with_its_tokens() -> None:
    with serving(lambda told: "hello") as server:
        answer = client.ask(at(server.url), BODY, 5)
        assert (answer.content, answer.tokens) == ("hello", 50)
        (headers,) = server.headers_seen
        assert headers["authorization"] == f"Bearer {KEY}"
        assert headers[":path"] == "/v1/chat/completions"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (lambda told: 500, "endpoint-status-500"),
        (lambda told: 429, "endpoint-status-429"),
        (lambda told: 302, "endpoint-status-302"),
        (lambda told: 307, "endpoint-status-307"),
        (lambda told: b"<html>no</html>", "endpoint-protocol"),
        (lambda told: b"\xff\xfe", "endpoint-protocol"),
        (lambda told: b'{"choices": []}', "endpoint-protocol"),
        (lambda told: b'{"choices": [{"message": {"content": null}}]}', "endpoint-protocol"),
        (lambda told: b"[" * 100_000, "endpoint-protocol"),
        (lambda told: completion("half a", finish="length"), "answer-length"),
        (lambda told: completion("", finish="content_filter"), "answer-content-filter"),
        (lambda told: completion("x" * 300_000), "endpoint-large"),
        (lambda told: Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n{}"), "endpoint-large"),
        (lambda told: Raw(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 300_000), "endpoint-large"),
        (lambda told: Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"cho"), "endpoint-"),
        (lambda told: Raw(b"nonsense\r\n\r\n"), "endpoint-protocol"),
        (lambda told: Raw(b""), "endpoint-"),
    ],
)  # fmt: skip
def test_a_bad_answer_is_a_failure_with_a_reason(reply: Reply, reason: str) -> None:
    with serving(reply) as server:
        with pytest.raises(Failed) as caught:
            client.ask(at(server.url), BODY, 5)
        assert str(caught.value).startswith(reason)
        assert len(server.bodies) == 1, "no redirect is followed and nothing is tried twice"


@pytest.mark.parametrize("how", ["hang", "drip"])
def test_a_server_that_hangs_or_drips_is_cut_off_at_the_deadline(how: str) -> None:
    with serving(lambda told: Hang(how)) as server:
        started = time.monotonic()
        with pytest.raises(Failed, match="endpoint-late"):
            client.ask(at(server.url), BODY, 0.4)
        assert time.monotonic() - started < 60, "it came back, on a machine however slow"


def test_a_port_where_nobody_listens_is_unreachable() -> None:
    with pytest.raises(Failed, match="endpoint-unreachable"):
        client.ask(at(f"http://127.0.0.1:{closed_port()}/v1"), BODY, 5)


def test_the_key_is_never_printed_or_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with serving(lambda told: Raw(b"nonsense")) as server:
        to = at(server.url)
        with pytest.raises(Failed) as caught:
            client.ask(to, BODY, 5)
    assert KEY not in repr(to) + str(to) + str(caught.value) + caplog.text
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "url",
    [
        "http://models.example/v1", "http://10.0.0.1/v1", "ftp://127.0.0.1/v1", "127.0.0.1:80", "https://", "http://[bad/v1",
        "https://user:pass@models.example/v1", "https://models.example/v1?key=1", "http://localhost.evil.example/v1",
        "http://127.0.0.1.evil.example/v1", "https://models.example/a b", "http://127.0.0.1:99999/v1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_safe_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match=r"model\.url"):
        client.endpoint(ModelSettings(url=url, name="m"))


@pytest.mark.parametrize(
    "url", ["https://models.example/v1", "http://127.0.0.1:1/v1", "http://[::1]:1/v1", "http://localhost:1"]
)
def test_https_and_loopback_are_fine(url: str) -> None:
    assert client.endpoint(ModelSettings(url=url, name="m")) is not None


def test_without_an_address_there_is_no_endpoint_and_without_a_name_an_error() -> None:
    assert client.endpoint(ModelSettings()) is None
    with pytest.raises(ConfigError, match=r"model\.name"):
        client.endpoint(ModelSettings(url="https://models.example/v1"))
    with pytest.raises(ConfigError, match=r"model\.key"):
        client.endpoint(ModelSettings(url="https://models.example/v1", name="m", key="a\r\nX: y"))


# -- the breaker -----------------------------------------------------------------------------------------------------------


def calls(*outcomes: str, ago: int = 10) -> tuple[Call, ...]:
    """Calls, the newest first, the newest of them `ago` seconds old."""
    return tuple(Call(one, NOW - timedelta(seconds=ago + n)) for n, one in enumerate(outcomes))


def test_three_failures_in_a_row_open_the_breaker_and_one_call_tries_after_a_minute() -> None:
    late = "endpoint-late"
    assert breaker.state(calls(late, late), NOW) == "closed"
    assert breaker.state(calls(late, late, late), NOW) == "open"
    assert breaker.state(calls(late, late, late, ago=61), NOW) == "half-open"
    assert breaker.state((*calls(""), *calls(late, late, late, ago=61)), NOW) == "trying"
    assert breaker.state(calls(late, late, late, late, ago=61), NOW) == "open"
    assert breaker.state(calls("used", late, late, late), NOW) == "closed"
    assert breaker.state(calls("answer-schema", late, late, late), NOW) == "closed"


def test_a_call_that_never_ended_counts_as_a_failure() -> None:
    assert breaker.state(calls("", "", "", ago=10), NOW) == "closed"
    assert breaker.state(calls("", "", "", ago=130), NOW) == "half-open"


@given(st.lists(st.sampled_from(("", "used", "endpoint-late", "answer-schema")), max_size=20), st.integers(0, 10**6))
def test_an_endpoint_is_never_left_alone_for_longer_than_an_hour(outcomes: list[str], ago: int) -> None:
    found = calls(*outcomes, ago=ago)
    later = NOW + breaker.LONGEST + breaker.LOST
    assert breaker.state(found, NOW) in ("closed", "open", "half-open", "trying")
    assert not breaker.rests(found, later)
