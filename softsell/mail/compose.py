"""A letter becomes octets: a text and an HTML form of the same words, under headers that cannot be injected into.

Rules
1. Nothing is fetched and nothing is run when it is read: no pictures, no scripts, no tracking.
2. Both forms say the same in the same order.
3. Everything is 7-bit: header words by RFC 2047, both bodies quoted-printable, lines ended by CRLF.

Built by hand because the standard library's message objects make only some six hundred letters a second; the tests read
every letter back with the standard library.
"""

import binascii
import hashlib
import re

import jinja2
from msgspec import Struct

from softsell.errors import BadRequest
from softsell.mail import headers
from softsell.mail.letter import Letter, Part

KINDS = ("para", "question", "items", "suggestion", "fact", "total", "link", "quote", "answers")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Frame(Struct, frozen=True):
    """The HTML around every letter, compiled once."""

    template: jinja2.Template


def frame(template_text: str) -> Frame:
    """Compile the text of `letter.html`. Every value is escaped; a name the template does not know is an error."""
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return Frame(environment.from_string(template_text))


def compose(letter: Letter, frame: Frame) -> bytes:
    """The letter as octets with CRLF line ends, ready for DATA (RFC 5321) but for its dots.

    Raises BadRequest, which names the field, for anything that could not be sent safely.
    """
    _check(letter)
    lines = headers.fields(letter)
    # Quoted-printable never yields "=_", so the boundary cannot stand in a body (RFC 2045 section 6.7).
    boundary = "=_" + hashlib.sha256(letter.message_id.encode()).hexdigest()[:24]
    lines += ["MIME-Version: 1.0", f'Content-Type: multipart/alternative; boundary="{boundary}"', ""]
    mark = f"--{boundary}".encode()
    kind = b"Content-Type: text/%s; charset=utf-8\r\n"
    kind += b"Content-Transfer-Encoding: quoted-printable\r\nContent-Language: %s\r\n"
    language = letter.language.encode()
    return b"\r\n".join([
        "\r\n".join(lines).encode("ascii"),
        mark, kind % (b"plain", language), _quoted(plain(letter)),
        mark, kind % (b"html", language), _quoted(html(letter, frame)),
        mark + b"--\r\n",
    ])  # fmt: skip


def html(letter: Letter, frame: Frame) -> str:
    """The HTML form alone, as the frame lays it out."""
    return frame.template.render(letter=letter)


def plain(letter: Letter) -> str:
    """The text form alone: paragraphs as one line each, so that a narrow screen may break them where it needs."""
    answers = "\n\n".join(f"{label}\n{link}" for label, link in letter.answers)
    blocks = [answers if part.kind == "answers" else _plain(part) for part in letter.blocks]
    if all(part.kind != "answers" for part in letter.blocks):
        last = letter.blocks[-1].kind == "quote"
        blocks.insert(len(blocks) - last, answers)
    foot = list(letter.footer)
    if letter.unsubscribe_url:
        foot += [letter.unsubscribe_label, letter.unsubscribe_url]
    if foot:
        blocks.append("-- \n" + "\n".join(foot))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _plain(part: Part) -> str:
    match part.kind:
        case "para" | "question":
            lines = [part.text]
        case "link":
            lines = [part.text, part.url]
        case "items":
            lines = [part.text, *(_row(left, right, "- ") for left, right in part.rows)]
        case "total":
            lines = [part.text, *(_row(left, right, "") for left, right in part.rows)]
        case "quote":
            lines = [part.note, *(f"> {line}".rstrip() for line in part.text.split("\n"))]
        case "suggestion":
            lines = [
                part.text,
                *(_row(left, right, "  ") for left, right in part.rows),
                _row("", part.note, "  "),
                part.url,
            ]
        case _:
            lines = [part.text, part.note, part.url]
    return "\n".join(line for line in lines if line)


def _row(left: str, right: str, lead: str) -> str:
    words = ": ".join(word for word in (left, right) if word)
    return lead + words if words else ""


def _quoted(text: str) -> bytes:
    lines = _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    return binascii.b2a_qp(lines.encode(), istext=True)


def _check(letter: Letter) -> None:
    if not re.fullmatch("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", letter.language):
        raise BadRequest("no language tag", "language")
    if not letter.blocks:
        raise BadRequest("an empty letter", "blocks")
    for place, part in enumerate(letter.blocks):
        if part.kind not in KINDS:
            raise BadRequest(f"one of {', '.join(KINDS)}", f"blocks[{place}].kind")
        if part.url or part.kind == "link":
            headers.url(part.url, f"blocks[{place}].url")
    for place, (_, link) in enumerate(letter.answers):
        headers.url(link, f"answers[{place}]")
    if letter.unsubscribe_url and not letter.unsubscribe_label:
        raise BadRequest("a link needs words", "unsubscribe_label")
