"""Somebody at the desk of a small real shop: a client that keeps its cookie and finds the token in every form."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import web_world as world

from softsell import store
from softsell.web.app import build
from softsell.web.session import hash_password
from softsell.worker import Runtime

NAME, PASSWORD = "Birna", "ull og lopi 12"
HASH = hash_password(PASSWORD)
GROUPS = ("shop", "letters", "limits", "ground", "model")


class Desk:
    """A browser without scripts at the desk of `rt`."""

    def __init__(self, rt: Runtime, url: str) -> None:
        self.rt, self.url = rt, url
        self.client = httpx.Client(base_url=url, follow_redirects=False)

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path)

    def token(self, path: str = "/desk/sign-in") -> str:
        found = re.search(r'name="token" value="(\w+)"', self.get(path).text)
        assert found, path
        return found[1]

    def post(self, path: str, page: str = "/desk", **form: str) -> httpx.Response:
        """Post a form that stands on `page`, with its token."""
        return self.client.post(path, data={"token": self.token(page), "nonce": f"n{len(str(form))}{path}", **form})

    def sign_in(self, name: str = NAME, password: str = PASSWORD) -> httpx.Response:
        return self.post("/desk/sign-in", "/desk/sign-in", name=name, password=password)


@contextmanager
def desk_of(rt: Runtime) -> Iterator[Desk]:
    with world.served(build(rt)) as url:
        desk = Desk(rt, url)
        try:
            yield desk
        finally:
            desk.client.close()


@contextmanager
def at_the_desk(folder: Path, lang: str = "en") -> Iterator[Desk]:
    """Somebody who has signed in."""
    rt = world.runtime(folder)
    store.settings.add_user(rt.db, world.SHOP, NAME, HASH, lang, rt.clock())
    with desk_of(rt) as desk:
        assert desk.sign_in().status_code == 303
        yield desk
    rt.db.close()


def form_of(desk: Desk, group: str) -> dict[str, str]:
    """The fields of a group of settings as its page shows them."""
    html = desk.get(f"/desk/settings/{group}").text
    found = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        kept = 'type="checkbox"' not in tag or " checked" in tag
        if name and kept and name[1] not in ("token", "nonce", "lang", "back"):
            found[name[1]] = value[1] if value else ""
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.S):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    return found
