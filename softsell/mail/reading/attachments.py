"""What is attached to a letter: named and counted, never opened."""

from email.message import Message

from msgspec import Struct

from softsell.mail.reading.text import clean, read_words

MOST = 50  # attachments, and levels of parts


class Attachment(Struct, frozen=True):
    """A part that is not the letter's own text: its file name ("" for none), type, and size in octets as it was sent."""

    name: str
    kind: str
    size: int


def attachments(message: Message) -> tuple[Attachment, ...]:
    """Everything beside the text, in order; pictures within the HTML form are among it."""
    return tuple(_of(message, 0))[:MOST]


def _of(part: Message, depth: int) -> list[Attachment]:
    inner, kind = _inner(part), part.get_content_type()
    if isinstance(inner, list) and kind.startswith("multipart/") and depth < MOST:
        return [one for each in inner[:1000] if isinstance(each, Message) for one in _of(each, depth + 1)]
    name = _name(part)
    if depth == 0 or (
        not name and part.get_content_disposition() != "attachment" and kind in ("text/plain", "text/html")
    ):
        return []
    return [Attachment(name, kind[:100], _size(part))]


def _inner(part: Message) -> object:
    try:
        return part.get_payload()
    except Exception:  # a charset parameter that is broken enough stops the standard library
        return ""


def _name(part: Message) -> str:
    try:
        told = part.get_filename() or ""
    except Exception:  # RFC 2231 parameters can be broken in as many ways as there are letters
        return ""
    return clean(read_words(told)).replace("\n", " ").replace("/", "_").replace("\\", "_")[:200]


def _size(part: Message) -> int:
    inner = _inner(part)
    if isinstance(inner, list):
        return sum(_size(one) for one in inner[:100] if isinstance(one, Message) and one is not part)
    text = str(inner)
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        return len("".join(text.split()).rstrip("=")) * 3 // 4
    return len(text)
