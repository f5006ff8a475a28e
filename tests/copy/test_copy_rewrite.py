"""The command that softens: what it shows, what it writes in every format, and what it leaves alone."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from copy_samples import SAMPLES, VOICE
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.cli import main
from softsell.copy.document import FORMATS
from softsell.copy.examine import examine
from softsell.copy.project import Allow, Project, Severity
from softsell.copy.propose import in_words
from softsell.copy.read import read
from softsell.copy.rewrite import Rewritten, rewrite

STOCK, URGENT = "{number} are in stock now", "It will keep"


def rewritten(text: str, format: str = "text", kind: str = "", name: str = "x", **more) -> Rewritten:
    """What comes of a text by the small rules of these tests."""
    return rewrite(read(name, text, format, kind), lambda new: read(name, new, format, kind), VOICE, "", kind, **more)


def soften(*words: str | Path, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["soften", *map(str, words)], input=stdin)


def shown(text: str, format: str = "text") -> list[str]:
    document = read("x", text, format)
    return list(in_words(document, rewritten(text, format)))


# -- formats --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format", "text", "softer"),
    [
        ("text", "Dear Anna,\nHurry up! Calm.\n", f"Dear Anna,\n{URGENT}. Calm.\n"),
        ("md", "# Hurry\n\n- Calm, *warm* wool\n- Only 2 left.\n", f"# {URGENT}\n\n- Calm, *warm* wool\n- {STOCK}.\n"),
        ("html", "<p>Calm &amp; <b>warm</b>. Only&nbsp;2 left.</p>", f"<p>Calm &amp; <b>warm</b>. {STOCK}.</p>"),
        ("html", "<img alt='Only 2 left'><p>caf&eacute;</p>", f"<img alt='{STOCK}'><p>caf&eacute;</p>"),
        ("mjml", "<mj-button>\n  Buy now\n</mj-button>", "<mj-button>\n  If you like\n</mj-button>"),
        ("json", '{"a": "Calm.\\nOnly \\"2 left\\""}', '{"a": "Calm.\\n{number} are in stock now"}'),
        ("json", '{"a": "\\u0041 Hurry up!"}', f'{{"a": "{URGENT}."}}'),
        ("po", 'msgid "a"\nmsgstr ""\n"Only 2 "\n"left.\\n"\n', f'msgid "a"\nmsgstr ""\n"{STOCK}.\\n"\n'),
        ("ftl", "a = Hurry up!\n    .b = Only 2 left\n", f'a = {URGENT}.\n    .b = {{"{{"}}number{{"}}"}} are in stock now\n'),
        ("eml", "Subject: Hurry\n\nCalm. Only 2 left.\n", f"Subject: {URGENT}\n\nCalm. {STOCK}.\n"),
    ],
)  # fmt: skip
def test_softer_words_are_written_as_the_format_writes_them(format: str, text: str, softer: str) -> None:
    made = rewritten(text, format, name="en" if format != "eml" else "x")
    assert (made.text, made.left) == (softer, ())
    assert rewritten(made.text, format).changes == ()


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=60)
@given(
    words=st.lists(
        st.sampled_from(
            ["Only 2 left.", "Hurry up!", "Calm.", "<b>", "</b>", "&amp;", "{n}", "{{ x }}", "{% if a %}", "*", "`a`", '"', "\\n",
             "\n", "\n\n", 'msgid "', 'msgstr "', "a = ", "Subject: ", "WARM WOOL", "<!-- softsell: allow scarcity -- x -->",
             "=C3=A1", "á", "[a](b)", "| a |"]
        ),
        max_size=12,
    )
)  # fmt: skip
def test_what_is_written_reads_as_proposed_and_is_proposed_once(format: str, words: list[str]) -> None:
    text = " ".join(words)
    document, made = read("x", text, format), rewritten(text, format)
    again = read("x", made.text, format)
    assert len(again.pieces) == len(document.pieces)
    stays = re.compile(r"\{n\}|\{\{ x \}\}|\{% if a %\}" + ("|`a`" if format == "md" else ""))
    assert stays.findall(made.text) == stays.findall(text)
    if not made.left:
        assert [
            f.rule for f in examine(again, VOICE).findings if f.severity != "note" and f.category != "allowance"
        ] == []
    if not made.changes:
        assert made.text == document.source


# -- what is left alone ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format", "text", "why"),
    [
        ("html", "<p>Only <b>2</b> left</p>", "it does not stand in the file as it is read"),
        ("json", '{"a": "Only {n} left"}', "it holds what is filled in"),
        ("po", 'msgid "Hurry up!"\nmsgstr ""\n', "the program looks it up by these words"),
        ("eml", "Subject: a\nContent-Transfer-Encoding: base64\n\nSHVycnkgdXAh\n", "it does not stand in the file as it is read"),
        ("ftl", "a = Only { $n } left\n", "it holds what is filled in"),
        ("text", "The Only {{ n }} left", "it holds what is filled in"),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_told_and_left_alone(format: str, text: str, why: str) -> None:
    made = rewritten(text, format)
    assert (made.text, made.changes) == (text, ())
    assert [left.why for left in made.left] == [why]


def test_placeholders_survive_beside_what_is_softened() -> None:
    made = rewritten("Hello {{ name }},\nHurry up!! {% if x %}Only 2 left{% endif %}\nOnly {{ n }} left.")
    assert made.text == f"Hello {{{{ name }}}},\n{URGENT}. {{% if x %}}{STOCK}{{% endif %}}\nOnly {{{{ n }}}} left."
    assert [left.said for left in made.left] == ["Only {{ n }} left"]


def test_what_is_allowed_is_not_answered() -> None:
    assert rewritten("<!-- softsell: allow urgency -- true -->\n<p>Hurry up</p>", "html").changes == ()
    assert (
        rewritten("Hurry up", project=Project(allow=(Allow("urgency", reason="true", words="hurry up"),))).changes == ()
    )
    assert rewritten("Hurry up", project=Project(severity={"urgency": Severity("note", "true")})).changes == ()


def test_a_name_in_capitals_stays() -> None:
    text = "GARN BUD and WARM WOOL"
    assert rewritten(text, project=Project(brands=("GARN BUD",))).text != "Garn bud and warm wool"


# -- the diff -------------------------------------------------------------------------------------------------------------


def test_each_hunk_says_its_rules_and_what_is_to_be_filled_in() -> None:
    assert shown("Calm.\nOnly 2 left.\nCalm.") == [
        "# x:2: scarcity (block)", "# {number}: for you to fill in", "--- x", "+++ x", "@@ -1,3 +1,3 @@", " Calm.",
        "-Only 2 left.", f"+{STOCK}.", " Calm.", "\\ No newline at end of file",
    ]  # fmt: skip
    assert shown("Calm.\n") == ["# x: ok"]


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch here")
@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Calm.", "Only 2 left.", "Hurry up!", "", "It will keep.", "Hurry up!\n\nHurry"]), max_size=40
    ),
    st.sampled_from(["", "\n"]),
)
def test_patch_reads_the_output(tmp_path_factory: pytest.TempPathFactory, lines: list[str], end: str) -> None:
    folder = tmp_path_factory.mktemp("patch")
    text = "\n".join(lines) + end
    (folder / "x").write_text(text, encoding="utf-8", newline="")
    made = rewritten(text)
    diff = "".join(f"{line}\n" for line in shown(text))
    if made.changes:
        done = subprocess.run(
            ["patch", "-p0", "--quiet", "--fuzz=0"], cwd=folder, input=diff.encode(), capture_output=True
        )
        assert done.returncode == 0, (done.stdout, diff)
    there = folder / "x"  # patch takes away a file that has become empty
    assert (there.read_bytes().decode() if there.exists() else "") == made.text


# -- the command ----------------------------------------------------------------------------------------------------------


def test_the_exit_code_says_whether_something_would_change(tmp_path: Path) -> None:
    pushy, calm = tmp_path / "pushy.md", tmp_path / "calm.md"
    pushy.write_text("Hurry up!\n", encoding="utf-8")
    calm.write_text("The cart keeps.\n", encoding="utf-8")
    assert [soften(pushy).exit_code, soften(pushy, "--check").exit_code, soften(calm, "--check").exit_code] == [0, 1, 0]
    assert soften("-", stdin="Hurry up!").exit_code == 0
    assert soften("-", "--check", stdin="Hurry up!").exit_code == 1
    assert [soften().exit_code, soften(tmp_path / "none.md").exit_code, soften("-", "--write").exit_code] == [2, 2, 2]
    assert soften(pushy, "--write", "--check").exit_code == 2
    assert pushy.read_text(encoding="utf-8") == "Hurry up!\n"


def test_a_file_is_written_only_when_asked_whole_and_with_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfCalm.\r\nHurry up!\r\n")
    path.chmod(0o640)
    assert soften(path).exit_code == 0
    assert path.read_bytes() == b"\xef\xbb\xbfCalm.\r\nHurry up!\r\n"
    assert soften(path, "--write").output.endswith(f"# {path}: written\n")
    written = path.read_bytes()
    assert written.startswith(b"\xef\xbb\xbfCalm.\r\n") and written.endswith(b"\r\n") and b"Hurry" not in written
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.txt"]  # noqa: PTH208
    assert soften(path, "--write").output == f"# {path}: ok\n"


def test_a_file_that_cannot_be_written_back_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"caf\xe9. Hurry up!\n")
    done = soften(path, "--write")
    assert done.exit_code == 2 and "cannot be written back exactly" in done.output
    assert path.read_bytes() == b"caf\xe9. Hurry up!\n"


def test_a_page_in_another_charset_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(
        "<meta charset='iso-8859-1'><p>Þetta er síðasti séns. Gott – já.</p>".replace("–", "-").encode("latin-1")
    )
    assert soften(path, "--write").exit_code == 0
    text = path.read_bytes().decode("latin-1")
    assert "Gott - já." in text and "séns" not in text


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir() if path.suffix != ".toml"))
def test_every_sample_is_softened_once(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    document = read(name, data)

    def again(text: str):
        return read(name, text if document.format != "eml" else text.encode("latin-1" if "latin" in name else "utf-8"))

    made = rewrite(document, again, VOICE)
    assert rewrite(again(made.text), again, VOICE).changes == ()
