"""What the tests of this room share: the samples, and short ways to read and lint them."""

from pathlib import Path

from softsell.copy.document import Document
from softsell.copy.examine import Found, Report, examine
from softsell.copy.project import Project
from softsell.copy.read import read, read_file
from softsell.rulebook import Rulebook
from softsell.voice.ruleset import compile_rules

SAMPLES = Path(__file__).parent / "samples"
NONE = Project()
# A few rules of its own, because the real ones and the model change for better reasons than these tests.
VOICE = Rulebook(
    {lang: compile_rules((SAMPLES / f"rules.{lang}.toml").read_text(encoding="utf-8"), lang) for lang in ("en", "is")}
)


def sample(name: str, kind: str = "") -> Report:
    """The report of a sample."""
    return examine(read_file(SAMPLES / name, kind=kind), VOICE, kind=kind)


def source(name: str) -> str:
    """The text of a sample as its findings count it."""
    return read_file(SAMPLES / name).source


def linted(text: str | bytes, format: str = "text", kind: str = "", lang: str = "", project: Project = NONE) -> Report:
    """The report of a text."""
    return examine(read("x", text, format, kind), VOICE, kind=kind, lang=lang, project=project)


def doc(text: str | bytes, format: str, name: str = "x") -> Document:
    """A text as a document."""
    return read(name, text, format)


def texts(document: Document) -> list[str]:
    """The words of every piece."""
    return [piece.text.strip() for piece in document.pieces]


def rules(found: tuple[Found, ...]) -> list[tuple[str, str]]:
    """Rule and words of every finding."""
    return [(one.rule, one.text) for one in found]
