"""Plain text, and letters as plain text: a subject line, what stands under it like a header, and the words.

Rules
1. A text is one piece, so that what is counted over a text is counted; a very long one is cut at ends of paragraphs.
2. A letter begins with `Subject:`; only in a letter is that line a subject.
"""

import re
from collections.abc import Iterator

from softsell.copy.document import Document, Piece, literal
from softsell.voice.normalise import bag

LONGEST = 200_000  # characters of one piece
_SUBJECT = re.compile(
    r"(?:\ufeff|\s)*(?:[A-Za-z][A-Za-z-]{0,40}:[^\n]*\n)*?subject:[ \t]*([^\r\n]*)(?:\r?\n|$)", re.IGNORECASE
)
_HEADER = re.compile(r"[A-Z][A-Za-z]*(?:-[A-Za-z]+)*: ?[^\n]*(?:\n|$)")
_ANSWERS = re.compile(r"^(?:in-reply-to|references):[ \t]*\S", re.IGNORECASE | re.MULTILINE)
_HEADERS = bag(
    "from to cc bcc reply-to sender date message-id in-reply-to references list-unsubscribe list-unsubscribe-post "
    "content-type content-language mime-version preheader x-mailer return-path subject"
)


def plain(name: str, source: str) -> Document:
    """A text file."""
    return Document(name=name, format="text", source=source, pieces=tuple(_cut(source, 0, "")))


def letter(name: str, source: str) -> Document:
    """A letter as text; a text without a subject line is all words."""
    found = _SUBJECT.match(source)
    if found is None:
        return Document(name=name, format="text", source=source, pieces=tuple(_cut(source, 0, "letter")), kind="letter")
    at = found.end()
    while (header := _HEADER.match(source, at)) and header[0].partition(":")[0].lower() in _HEADERS:
        at = header.end()
    subject = literal(found[1], found.start(1), "subject", where="Subject")
    body = _cut(source[at:], at, "letter")
    return Document(
        name=name,
        format="text",
        source=source,
        pieces=tuple(piece for piece in (subject, *body) if piece.text.strip()),
        kind="letter",
        references=bool(_ANSWERS.search(source, 0, at)),
    )


def _cut(text: str, at: int, kind: str) -> Iterator[Piece]:
    """The text in pieces that are not too long."""
    done, size = 0, len(text)
    while size - done > LONGEST:
        until = done + LONGEST
        for mark in ("\n\n", "\n", " "):
            if (end := text.rfind(mark, done + LONGEST // 2, until)) >= 0:
                until = end + len(mark)
                break
        yield literal(text[done:until], at + done, kind)
        done = until
    if text[done:].strip():
        yield literal(text[done:], at + done, kind)
