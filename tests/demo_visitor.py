"""A visitor of the demonstration, over HTTP as a browser without scripts would be: opens pages and posts their forms."""

from html.parser import HTMLParser
from typing import Any

import httpx


class Form:
    """A form of a page: where it goes, what is in it, and its buttons as (name, value)."""

    def __init__(self, attributes: dict[str, str]) -> None:
        self.id = attributes.get("id", "")
        self.action, self.method = attributes.get("action", ""), attributes.get("method", "get")
        self.fields: dict[str, str] = {}
        self.buttons: list[tuple[str, str]] = []


class Page(HTMLParser):
    """What of a page a visitor can use: its forms, its links, its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._words: list[str] = []
        self._open: Form | None = None
        self._hush = 0
        self._late: list[tuple[str, tuple[str, str]]] = []
        self.feed(html)
        for form_id, button in self._late:
            next(form for form in self.forms if form.id == form_id).buttons.append(button)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._words).replace("\xa0", " ").split())

    def form(self, button: str = "", action: str = "") -> Form:
        """The first form with that action, or with a button of that value."""
        return next(
            form
            for form in self.forms
            if (action and form.action.endswith(action)) or (button and any(v == button for _, v in form.buttons))
        )

    def offers(self, button: str) -> bool:
        return any(value == button for form in self.forms for _, value in form.buttons)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = {key: value or "" for key, value in attrs}
        match tag:
            case "form":
                self._open = Form(given)
                self.forms.append(self._open)
            case "button" if given.get("form"):
                self._late.append((given["form"], (given.get("name", ""), given.get("value", ""))))
            case "button" if self._open is not None:
                self._open.buttons.append((given.get("name", ""), given.get("value", "")))
            case "input" if self._open is not None and given.get("name"):
                if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                    self._open.fields[given["name"]] = given.get("value", "")
            case "a" if given.get("href"):
                self.links.append(given["href"])
            case "script" | "style" | "title":
                self._hush += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag in ("script", "style", "title"):
            self._hush -= 1

    def handle_data(self, data: str) -> None:
        if not self._hush:
            self._words.append(data)


class Browser:
    """Keeps cookies, follows redirects after a post, and remembers the page it is on."""

    def __init__(self, base: str, lang: str) -> None:
        headers = {"accept-language": lang, "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"}
        self.client = httpx.Client(base_url=base, headers=headers, follow_redirects=True, timeout=30)
        self.page = Page("")

    def get(self, url: str, status: int = 200) -> Page:
        return self._shown(self.client.get(url), status)

    def post(self, url: str, status: int = 200, **fields: str) -> Page:
        return self._shown(self.client.post(url, data=fields), status)

    def press(self, button: str) -> Page:
        """Press the button of that value on the page it is on."""
        form = self.page.form(button=button)
        name = next(name for name, value in form.buttons if value == button)
        return self.post(form.action, **form.fields, **{name: button})

    def say(self, text: str) -> Page:
        """Write in one's own words on the conversation's page."""
        form = self.page.form(action="/say")
        return self.post(form.action, **{**form.fields, "text": text})

    def _shown(self, answer: httpx.Response, status: int) -> Page:
        assert answer.status_code == status, (answer.status_code, str(answer.url), answer.text[:500])
        self.page = Page(answer.text)
        return self.page
