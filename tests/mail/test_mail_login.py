"""Logging in at a real server by an access token, over STARTTLS and TLS, and what a refusal says."""

import base64
import socket
import ssl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from softsell.errors import ConfigError, Undelivered
from softsell.mail.login import Login, by_password, by_token, from_command, from_file
from softsell.mail.smtp import Outbox

RAW = b"Subject: x\r\n\r\nhello\r\n"
NO = b'{"status":"401","schemes":"bearer mac","scope":"https://mail.is/"}'


class Keeper:
    """Keeps what came in, and knows XOAUTH2: the tokens in `good` are let in, others get the JSON no."""

    def __init__(self, *good: str) -> None:
        self.good = list(good)
        self.offered: list[bytes] = []
        self.after: list[bytes] = []
        self.letters: list[bytes] = []

    async def auth_XOAUTH2(self, server: SMTP, words: list[str]) -> AuthResult | None:
        given = base64.b64decode(words[1])
        self.offered.append(given)
        if given in (f"user=shop@garn.is\x01auth=Bearer {token}\x01\x01".encode() for token in self.good):
            return AuthResult(success=True, auth_data=given)
        await server.push(f"334 {base64.b64encode(NO).decode()}")
        self.after.append(await server._reader.readline())
        await server.push("535 5.7.8 not accepted")
        return AuthResult(success=False, handled=True)

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        self.letters.append(envelope.content)
        return "250 taken"


class Serving(Controller):
    """A server on a free port of loopback."""

    def __init__(self, keeper: Keeper, security: str, context: ssl.SSLContext) -> None:
        tls = {"ssl_context": context} if security == "tls" else {}
        start = {"tls_context": context, "require_starttls": True} if security == "starttls" else {}
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        super().__init__(
            keeper,
            hostname="127.0.0.1",
            port=port,
            auth_required=bool(start),
            auth_require_tls=bool(start),
            **start,
            **tls,
        )


@pytest.fixture(params=["starttls", "tls"])
def open_door(request: pytest.FixtureRequest, serving: ssl.SSLContext, trusting: ssl.SSLContext) -> Callable[..., Any]:
    @contextmanager
    def opened(keeper: Keeper, login: Login) -> Iterator[Outbox]:
        server = Serving(keeper, request.param, serving)
        server.start()
        try:
            with Outbox(
                "localhost", server.port, security=request.param, context=trusting, login=login, helo="test", timeout=5
            ) as outbox:
                yield outbox
        finally:
            server.stop()

    return opened


def test_a_token_opens_the_door_and_one_login_serves_many_letters(open_door: Callable[..., Any]) -> None:
    keeper = Keeper("tok1")
    with open_door(keeper, by_token("shop@garn.is", lambda fresh: "tok1")) as outbox:
        outbox.send("a@garn.is", "jon@mail.is", RAW)
        outbox.send("a@garn.is", "ann@mail.is", RAW)
    assert len(keeper.letters) == 2
    assert len(keeper.offered) == 1


def test_a_token_that_ran_out_is_asked_for_anew_once(open_door: Callable[..., Any]) -> None:
    keeper = Keeper("new")
    asked: list[bool] = []

    def token(fresh: bool) -> str:
        asked.append(fresh)
        return "new" if fresh else "old"

    with open_door(keeper, by_token("shop@garn.is", token)) as outbox:
        outbox.send("a@garn.is", "jon@mail.is", RAW)
    assert asked == [False, True]
    assert keeper.after == [b"\r\n"], "the JSON no is answered by an empty line"
    assert len(keeper.letters) == 1


def test_a_refused_token_is_our_own_trouble_and_is_never_shown(open_door: Callable[..., Any]) -> None:
    keeper = Keeper()
    with (
        open_door(keeper, by_token("shop@garn.is", lambda fresh: "secret-token")) as outbox,
        pytest.raises(Undelivered, match=r"status 401, scope https://mail\.is/") as caught,
    ):
        outbox.send("a@garn.is", "jon@mail.is", RAW)
    assert not caught.value.permanent
    assert not caught.value.unsure
    assert "secret-token" not in str(caught.value)
    assert len(keeper.offered) == 1, "the same token is not offered twice"
    assert keeper.letters == []


def test_a_server_without_xoauth2_is_not_shown_the_token(serving: ssl.SSLContext, trusting: ssl.SSLContext) -> None:
    from softsell.mail.catcher import Catcher

    asked: list[bool] = []
    login = by_token("shop@garn.is", lambda fresh: asked.append(fresh) or "tok")  # type: ignore[func-returns-value]
    with (
        Catcher(keep=lambda raw: None, security="tls", context=serving, login=("a", "b")) as catcher,
        Outbox("localhost", catcher.port, security="tls", context=trusting, login=login, helo="test") as outbox,
        pytest.raises(Undelivered, match="does not offer XOAUTH2"),
    ):
        outbox.send("a@garn.is", "jon@mail.is", RAW)
    assert asked == []


def test_a_password_goes_over_the_same_door(open_door: Callable[..., Any]) -> None:
    keeper = Keeper()
    with open_door(keeper, by_password("shop", "secret")) as outbox, pytest.raises(Undelivered, match="535"):
        outbox.send("a@garn.is", "jon@mail.is", RAW)
    assert keeper.letters == []


def test_the_token_in_a_file_is_read_at_every_login(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("one\n")
    token = from_file(file)
    assert token(False) == "one"
    file.write_text("two\n")
    assert token(False) == "two"


def test_a_command_is_run_again_when_its_token_is_old_or_was_refused(tmp_path: Path) -> None:
    count, now = tmp_path / "count", [0.0]
    script = (
        f"import pathlib; p = pathlib.Path({str(count)!r}); p.open('a').write('x'); print('t%d' % p.stat().st_size)"
    )
    token = from_command(f'"{sys.executable}" -c "{script}"', lambda: now[0])
    assert [token(False), token(False)] == ["t1", "t1"]
    assert token(True) == "t2"
    now[0] = 299.0
    assert token(False) == "t2"
    now[0] = 300.0
    assert token(False) == "t3"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/no/such/program --now", "/no/such/program cannot be run"),
        (f'"{sys.executable}" -c "import sys; sys.exit(\'no network\')"', "ended with 1: no network"),
        (f'"{sys.executable}" -c "print()"', "gave no access token"),
        (f'"{sys.executable}" -c "print(1, 2)"', "gave no access token"),
    ],
)
def test_a_command_that_gives_no_token_says_so(command: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        from_command(command)(False)


def test_a_file_that_gives_no_token_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        from_file(tmp_path / "none")(False)
    (tmp_path / "token").write_text("")
    with pytest.raises(ConfigError, match="gave no access token"):
        from_file(tmp_path / "token")(False)


def test_a_token_that_cannot_be_had_leaves_the_letter_for_later(open_door: Callable[..., Any], tmp_path: Path) -> None:
    keeper = Keeper("tok")
    login = by_token("shop@garn.is", from_file(tmp_path / "token"))
    with open_door(keeper, login) as outbox:
        with pytest.raises(Undelivered, match="token_file") as caught:
            outbox.send("a@garn.is", "jon@mail.is", RAW)
        assert not caught.value.permanent
        (tmp_path / "token").write_text("tok")
        outbox.send("a@garn.is", "jon@mail.is", RAW)
    assert len(keeper.letters) == 1
