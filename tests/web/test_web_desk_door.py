"""Who comes in: the first account, signing in, the token in every form, and waiting after wrong guesses."""

from pathlib import Path

import pytest
import web_world as world
from desk_world import HASH, NAME, PASSWORD, at_the_desk, desk_of

from softsell import store
from softsell.web.session import MOST_WAIT, Patience, Sessions, is_password, is_setup_code, setup_code

SECRET = b"0123456789abcdef0123456789abcdef"


def test_who_has_not_signed_in_sees_only_the_door(tmp_path: Path) -> None:
    rt = world.runtime(tmp_path)
    with desk_of(rt) as desk:
        assert desk.get("/desk").headers["location"] == "/desk/set-up"
        store.settings.add_user(rt.db, world.SHOP, NAME, HASH, "en", rt.clock())
        for path in (
            "/desk",
            "/desk/carts",
            "/desk/settings/shop",
            "/desk/person/u1/export",
            "/desk/preview/en?group=shop",
        ):
            got = desk.get(path)
            assert (got.status_code, got.headers["location"]) == (303, "/desk/sign-in"), path
    rt.db.close()


def test_the_first_account_is_made_once_and_only_with_the_code(tmp_path: Path) -> None:
    rt = world.runtime(tmp_path)
    with desk_of(rt) as desk:
        account = {"name": NAME, "password": PASSWORD}
        wrong = desk.post("/desk/set-up", "/desk/set-up", code="ABCD-EFGH-JKLM-NPQR", **account)
        assert wrong.status_code == 422
        short = desk.post("/desk/set-up", "/desk/set-up", code=setup_code(rt.secret), name=NAME, password="short")
        assert short.status_code == 422
        assert store.settings.users(rt.db, world.SHOP) == []
        made = desk.post("/desk/set-up", "/desk/set-up", code=setup_code(rt.secret).lower(), **account)
        assert (made.status_code, made.headers["location"]) == (303, "/desk")
        assert desk.get("/desk").status_code == 200
        again = desk.client.post(
            "/desk/set-up",
            data={"token": desk.token("/desk"), "code": setup_code(rt.secret), "name": "B", "password": PASSWORD},
        )
        assert again.headers["location"] == "/desk/sign-in"
        assert [user.name for user in store.settings.users(rt.db, world.SHOP)] == [NAME]
    rt.db.close()


def test_a_post_without_its_token_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        key, _ = world.ask(desk.rt)
        before = store.desk.shopper(desk.rt.db, world.SHOP, key)
        for path in (
            f"/desk/person/{key}/take-over",
            f"/desk/person/{key}/erase",
            "/desk/switch",
            "/desk/settings/shop",
        ):
            assert desk.client.post(path, data={"on": "0", "word": "erase"}).status_code == 403, path
            assert desk.client.post(path, data={"token": "0" * 32, "on": "0"}).status_code == 403, path
        assert store.desk.shopper(desk.rt.db, world.SHOP, key) == before
        assert not desk.rt.shop().policy.paused


def test_another_sessions_token_is_refused(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        token = desk.token("/desk")
        desk.client.cookies.clear()
        assert desk.client.post("/desk/switch", data={"token": token, "on": "0"}).status_code == 403


def test_wrong_guesses_make_the_next_one_wait_even_when_it_is_right(tmp_path: Path) -> None:
    rt = world.runtime(tmp_path)
    store.settings.add_user(rt.db, world.SHOP, NAME, HASH, "en", rt.clock())
    with desk_of(rt) as desk:
        codes = [desk.sign_in(password=f"guess {n}").status_code for n in range(4)]
        assert codes == [401] * 4
        late = desk.sign_in()
        assert late.status_code == 429
        assert int(late.headers["retry-after"]) > 0
    rt.db.close()


def test_patience_grows_to_its_most_and_a_right_guess_ends_it() -> None:
    now = [0.0]
    patience = Patience(lambda: now[0], most=3)
    waits = []
    for _ in range(16):
        patience.wrong("a")
        waits.append(patience.wait("a"))
    assert waits[:3] == [0, 0, 0]
    assert waits == sorted(waits)
    assert waits[-1] == MOST_WAIT
    assert patience.wait("b") == 0
    patience.right("a")
    assert patience.wait("a") == 0


def test_the_cookie_is_kept_from_scripts_and_ends_with_the_password(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        desk.post("/desk/sign-out")
        cookie = desk.sign_in().headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "secure" not in cookie  # this installation is reached without TLS
        assert desk.get("/desk").status_code == 200
        store.settings.change_user(desk.rt.db, world.SHOP, NAME, password_hash="another")
        assert desk.get("/desk").headers["location"] == "/desk/sign-in"


def test_signing_out_ends_at_the_door(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        assert desk.post("/desk/sign-out").headers["location"] == "/desk/sign-in"
        assert desk.get("/desk").headers["location"] == "/desk/sign-in"


def test_a_session_is_over_after_its_hours_and_nobody_else_can_write_one() -> None:
    now = [1000.0]
    sessions = Sessions(SECRET, lambda: now[0])
    cookie = sessions.write(sessions.begin("is", NAME, HASH))
    assert sessions.read(cookie) is not None
    assert Sessions(b"another secret of enough letters", lambda: now[0]).read(cookie) is None
    told, _, signed = cookie.rpartition(".")  # of its last character two bits say nothing, so the first one is forged
    assert sessions.read(f"{told}.{'A' if signed[0] != 'A' else 'B'}{signed[1:]}") is None
    now[0] += 12 * 3600
    assert sessions.read(cookie) is None


@pytest.mark.parametrize("given", ["", "x", "ABCD-EFGH-JKLM-NPQR"])
def test_only_the_code_is_the_code(given: str) -> None:
    assert not is_setup_code(SECRET, given)
    assert is_setup_code(SECRET, setup_code(SECRET).replace("-", " ").lower())


def test_nobody_has_the_password_of_nobody() -> None:
    assert not is_password("", "")
    assert not is_password("not a hash", PASSWORD)
    assert is_password(HASH, PASSWORD)


def test_the_language_is_kept_with_the_account(tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as desk:
        assert '<html lang="en">' in desk.get("/desk").text
        back = desk.post("/desk/language", lang="is", back="/desk/carts")
        assert back.headers["location"] == "/desk/carts"
        assert '<html lang="is">' in desk.get("/desk/carts").text
        assert desk.post("/desk/language", lang="en", back="//elsewhere.example").headers["location"] == "/desk"
