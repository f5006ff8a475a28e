"""The parts of a letter, safe for whatever MIME was meant."""

from email.message import Message

MOST = 200  # parts of one level


def inside(part: Message) -> list[Message]:
    """The parts within a part; [] for one that holds none. (Asking for a body that is no list may raise.)"""
    if not part.is_multipart():
        return []
    held = part.get_payload()
    return [one for one in held[:MOST] if isinstance(one, Message)] if isinstance(held, list) else []
