"""The language server as an editor meets it: a process, framed messages over its pipes, positions in UTF-16."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest

pytest.importorskip("pygls")

ROOT = Path(__file__).parents[2]
PUSHY = "Only 2 left, hurry!"


class Editor:
    """The other end of the pipes: asks, and keeps what is told without being asked."""

    def __init__(self, folder: Path, **capabilities: Any) -> None:
        self.folder, self.number = folder, 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "softsell.cli", "language-server"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.answers: Queue[dict[str, Any]] = Queue()
        self.told: Queue[dict[str, Any]] = Queue()
        self.said: list[bytes] = []
        self.threads = [
            threading.Thread(target=self._listen),
            threading.Thread(target=lambda: self.said.extend(self.process.stderr or ())),
        ]
        for thread in self.threads:
            thread.start()
        self.able = self.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities=capabilities)
        self.tell("initialized")

    def _listen(self) -> None:
        assert self.process.stdout is not None
        while line := self.process.stdout.readline():
            if line.lower().startswith(b"content-length:"):
                size = int(line.partition(b":")[2])
                while self.process.stdout.readline().strip():
                    pass
                message = json.loads(self.process.stdout.read(size))
                (self.answers if "method" not in message else self.told).put(message)

    def send(self, message: dict[str, Any] | bytes) -> None:
        body = message if isinstance(message, bytes) else json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def ask(self, method: str, **params: Any) -> Any:
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while (answer := self.answers.get(timeout=30)).get("id") != self.number:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, **params: Any) -> None:
        self.send({"method": method, "params": params})

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "plaintext") -> list[dict[str, Any]]:
        """Open a text; what is underlined in it."""
        self.tell("textDocument/didOpen", textDocument={
            "uri": self.uri(name), "languageId": language, "version": 1, "text": text})  # fmt: skip
        return self.underlined(name, 1)

    def change(self, name: str, text: str, version: int) -> None:
        document = {"uri": self.uri(name), "version": version}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])

    def underlined(self, name: str, version: int | None = None) -> list[dict[str, Any]]:
        """The next underlines of a text, of that version when one is named."""
        while True:
            params = self.next("textDocument/publishDiagnostics")
            if params["uri"] == self.uri(name) and version in (None, params.get("version")):
                return list(params["diagnostics"])

    def next(self, method: str) -> dict[str, Any]:
        while (message := self.told.get(timeout=30))["method"] != method:
            pass
        return dict(message["params"])

    def quiet(self, seconds: float = 0.6) -> bool:
        """Whether nothing is underlined anew for a while."""
        try:
            self.told.get(timeout=seconds)
        except Empty:
            return True
        return False

    def offers(self, name: str, place: dict[str, Any], **context: Any) -> list[dict[str, Any]]:
        return list(
            self.ask(
                "textDocument/codeAction", textDocument={"uri": self.uri(name)}, range=place,
                context={"diagnostics": [], **context},
            )
        )  # fmt: skip

    def close(self) -> None:
        self.ask("shutdown")
        self.tell("exit")
        assert self.process.wait(timeout=30) == 0
        for thread in self.threads:
            thread.join(timeout=30)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    made = Editor(tmp_path_factory.mktemp("texts"))
    yield made
    made.close()


def at(line: int, column: int, end: int) -> dict[str, Any]:
    return {"start": {"line": line, "character": column}, "end": {"line": line, "character": end}}


def applied(text: str, action: dict[str, Any], uri: str) -> str:
    """The text after an action, as an editor applies it: positions are UTF-16 code units of a line."""
    (edit,) = action["edit"]["changes"][uri]
    lines = text.splitlines(keepends=True)

    def offset(position: dict[str, int]) -> int:
        line = lines[position["line"]].encode("utf-16-le") if position["line"] < len(lines) else b""
        before = line[: 2 * position["character"]].decode("utf-16-le")
        return sum(map(len, lines[: position["line"]])) + len(before)

    return text[: offset(edit["range"]["start"])] + edit["newText"] + text[offset(edit["range"]["end"]) :]


def by_rule(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The first finding of each rule."""
    return {one["code"]: one for one in reversed(found)}


def test_it_says_what_it_can(editor: Editor) -> None:
    able = editor.able["capabilities"]
    assert able["positionEncoding"] == "utf-16"
    assert able["hoverProvider"]
    assert able["codeActionProvider"]["codeActionKinds"] == ["quickfix"]
    assert able["textDocumentSync"]["change"] == 1


def test_what_presses_is_underlined_with_its_severity_its_rule_and_where_the_rules_are(editor: Editor) -> None:
    found = by_rule(editor.open("one.txt", f"Good morning.\nThe wool is soft. {PUSHY}\n"))
    scarce = found["scarcity"]
    assert scarce["range"] == at(1, 18, 29)
    assert (scarce["severity"], scarce["source"]) == (1, "softsell")
    assert scarce["codeDescription"]["href"].endswith("#rule-scarcity")
    assert "Softer: " in scarce["message"]
    assert found["stock-count"]["severity"] == 2


def test_columns_count_utf_16_and_lines_end_as_the_protocol_says(editor: Editor) -> None:
    found = by_rule(editor.open("emoji.txt", f"🎉🧶 ok\x0c\u2028\r\n🎉 é {PUSHY}\rx"))
    assert found["scarcity"]["range"] == at(1, 5, 16)


@pytest.mark.parametrize(
    ("name", "language", "text", "place"),
    [
        ("a.md", "markdown", f"# Wool\n\n- 🎉 **{PUSHY}**\n", at(2, 7, 18)),
        ("a.html", "html", f"<p>é &amp; 🎉 {PUSHY}</p>", at(0, 14, 25)),
        ("a.mjml", "xml", f"<mjml><mj-body><mj-text>{PUSHY}</mj-text></mj-body></mjml>", at(0, 24, 35)),
        ("en.json", "json", f'{{"a":\n "{PUSHY}"}}', at(1, 2, 13)),
        ("a.po", "po", f'msgid "x"\nmsgstr "{PUSHY}"\n', at(1, 8, 19)),
        ("a.ftl", "fluent", f"cart = {PUSHY}\n", at(0, 7, 18)),
        ("a.eml", "eml", f"Subject: Wool\nContent-Type: text/plain\n\n{PUSHY}\n", at(3, 0, 11)),
        ("untyped", "markdown", PUSHY, at(0, 0, 11)),
    ],
)  # fmt: skip
def test_every_format_is_read(editor: Editor, name: str, language: str, text: str, place: dict[str, Any]) -> None:
    assert by_rule(editor.open(name, text, language))["scarcity"]["range"] == place


def test_what_is_no_text_of_a_shop_is_left_alone(editor: Editor) -> None:
    assert editor.open("main.py", f'print("{PUSHY}")', "python") == []
    assert editor.open("package.json", f'{{"description": "{PUSHY}"}}', "json") == []


def test_while_one_types_only_the_last_version_is_answered(editor: Editor) -> None:
    assert editor.open("typing.txt", "Good morning.") == []
    for version in range(2, 7):
        editor.change("typing.txt", PUSHY * version, version)
    params = editor.next("textDocument/publishDiagnostics")
    assert params["version"] == 6 and params["diagnostics"]
    assert editor.quiet()
    editor.tell("textDocument/didClose", textDocument={"uri": editor.uri("typing.txt")})
    assert editor.underlined("typing.txt") == []


def test_the_softer_wording_takes_the_place_of_the_sentence(editor: Editor) -> None:
    text = f"🎉 The wool is soft. {PUSHY} It keeps warm.\n"
    place = by_rule(editor.open("fix.txt", text))["scarcity"]["range"]
    first = editor.offers("fix.txt", place)[0]
    assert first["kind"] == "quickfix" and first["isPreferred"] and first["title"].startswith("Softer: ")
    assert {one["code"] for one in first["diagnostics"]} >= {"scarcity", "urgency"}
    after = applied(text, first, editor.uri("fix.txt"))
    assert after.startswith("🎉 The wool is soft. ") and after.endswith(" It keeps warm.\n")
    editor.change("fix.txt", after, 2)
    assert [one for one in editor.underlined("fix.txt", 2) if one["severity"] < 3] == []
    assert editor.offers("fix.txt", place, only=["refactor"]) == []


def test_an_action_waits_for_the_reading_of_what_was_just_typed(editor: Editor) -> None:
    editor.open("fresh.txt", "Good morning.")
    editor.change("fresh.txt", PUSHY, 2)
    assert editor.offers("fresh.txt", at(0, 0, 4))


def test_a_change_leaves_what_stands_around_it_and_is_written_as_the_format_writes_it(editor: Editor) -> None:
    text = f"<p>Fish &amp; chips. {PUSHY}</p><p><em>{PUSHY}</em></p>"
    editor.open("fix.html", text)
    after = applied(text, editor.offers("fix.html", at(0, 25, 27))[0], editor.uri("fix.html"))
    assert after.startswith("<p>Fish &amp; chips. ") and after.endswith(f"</p><p><em>{PUSHY}</em></p>")
    text = f'{{"a": "\\u00e9 \\"x\\". {PUSHY}"}}'
    editor.open("is.json", text, "json")
    after = applied(text, editor.offers("is.json", at(0, 25, 27))[0], editor.uri("is.json"))
    assert json.loads(after)["a"].startswith('é "x". ') and PUSHY not in after


@pytest.mark.parametrize(
    ("name", "language", "text", "place", "after"),
    [
        ("ok.html", "html", f"<div>\n  <p>{PUSHY}</p>\n</div>", at(1, 6, 8), "  <!-- softsell: allow scarcity --  -->\n"),
        ("ok.md", "markdown", f"# Wool\n\n{PUSHY}\n", at(2, 1, 2), "<!-- softsell: allow scarcity --  -->\n"),
        ("ok.ftl", "fluent", f"a = Wool\ncart =\n    {PUSHY}\n", at(2, 5, 6), "# softsell: allow scarcity -- \n"),
        ("ok.po", "po", f'msgid "a"\nmsgstr "{PUSHY}"\n', at(1, 9, 10), "# softsell: allow scarcity -- \n"),
    ],
)  # fmt: skip
def test_an_allowance_is_put_where_it_is_heard_and_asks_for_its_reason(
    editor: Editor, name: str, language: str, text: str, place: dict[str, Any], after: str
) -> None:
    editor.open(name, text, language)
    allow = next(one for one in editor.offers(name, place) if one["title"].startswith("Allow scarcity"))
    made = applied(text, allow, editor.uri(name))
    assert after in made
    editor.change(name, made, 2)
    assert by_rule(editor.underlined(name, 2))["allowance"]["message"].startswith("it gives no reason")
    editor.change(name, made.replace("scarcity -- ", "scarcity -- counted by hand"), 3)
    assert "scarcity" not in by_rule(editor.underlined(name, 3))


def test_a_plain_text_offers_no_allowance(editor: Editor) -> None:
    editor.open("no.txt", PUSHY)
    assert not [one for one in editor.offers("no.txt", at(0, 0, 3)) if one["title"].startswith("Allow")]


def test_the_pointer_shows_why_who_says_so_and_what_is_softer(editor: Editor) -> None:
    editor.open("hover.txt", f"🎉 {PUSHY}")
    shown = editor.ask(
        "textDocument/hover", textDocument={"uri": editor.uri("hover.txt")}, position={"line": 0, "character": 4}
    )
    assert shown["contents"]["kind"] == "markdown"
    for words in ("**scarcity** (block): ", "Softer: ", "Source: "):
        assert words in shown["contents"]["value"]
    assert shown["range"]["start"] == {"line": 0, "character": 3}
    nothing = {"line": 9, "character": 400}
    assert editor.ask("textDocument/hover", textDocument={"uri": editor.uri("hover.txt")}, position=nothing) is None


def test_the_project_file_counts_and_is_read_again(editor: Editor) -> None:
    settings = editor.folder / "shop" / "softsell-lint.toml"
    settings.parent.mkdir()
    allow = '[[allow]]\nrule = "scarcity"\nwords = "only 2 left, hurry"\nreason = "counted by hand"\n'
    assert "scarcity" in by_rule(editor.open("shop/a.txt", PUSHY))
    settings.write_text(allow, encoding="utf-8")
    editor.change("shop/a.txt", f"{PUSHY} ", 2)
    assert "scarcity" not in by_rule(editor.underlined("shop/a.txt", 2))
    settings.write_text(allow.replace("scarcity", "scarcty"), encoding="utf-8")
    editor.tell("workspace/didChangeWatchedFiles", changes=[{"uri": settings.as_uri(), "type": 2}])
    found = by_rule(editor.underlined("shop/a.txt"))
    assert "did you mean scarcity?" in found["project"]["message"] and "scarcity" in found
    settings.unlink()
    editor.tell("textDocument/didSave", textDocument={"uri": settings.as_uri()})
    assert "project" not in by_rule(editor.underlined("shop/a.txt"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bad.html", "<p <b>&#x110000; <!-- <![CDATA[ </" + PUSHY),
        ("en-bad.json", '{"a": ["' + PUSHY),
        ("bad.po", 'msgid "\n\\' + PUSHY),
        ("bad.ftl", "= { { \n" + PUSHY),
        ("bad.eml", "Content-Type: multipart/mixed; boundary=\n\n--\n" + PUSHY),
        ("bad.md", "[[[](<" + "*" * 3000 + PUSHY),
        ("half.txt", "\ud83d " + PUSHY),
        ("empty.md", ""),
    ],
)
def test_malformed_texts_are_read_as_far_as_they_go(editor: Editor, name: str, text: str) -> None:
    editor.open(name, text)
    editor.offers(name, at(0, 0, 400))
    editor.ask("textDocument/hover", textDocument={"uri": editor.uri(name)}, position={"line": 0, "character": 3})


def test_messages_that_make_no_sense_do_not_end_it(editor: Editor) -> None:
    editor.send(b"{")
    editor.send({"method": "textDocument/didChange", "params": {"textDocument": {"uri": 7}}})
    editor.tell("textDocument/didChange", textDocument={"uri": editor.uri("unknown.txt"), "version": 1},
                contentChanges=[{"text": "x"}])  # fmt: skip
    editor.tell("textDocument/didOpen", textDocument={
        "uri": "untitled:Untitled-1", "languageId": "markdown", "version": 1, "text": PUSHY})  # fmt: skip
    while (params := editor.next("textDocument/publishDiagnostics"))["uri"] != "untitled:Untitled-1":
        pass
    assert params["diagnostics"]
    assert "scarcity" in by_rule(editor.open("after.txt", PUSHY))


def test_the_project_files_are_watched_where_the_editor_can(tmp_path: Path) -> None:
    watching = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
    editor = Editor(tmp_path, **watching)
    (wanted,) = editor.next("client/registerCapability")["registrations"]
    globs = [one["globPattern"] for one in wanted["registerOptions"]["watchers"]]
    assert globs == ["**/softsell-lint.toml", "**/pyproject.toml"]
    editor.close()
