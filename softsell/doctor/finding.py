"""What a check says: a finding, and the words of strangers made fit to be shown in one."""

from msgspec import Struct


class Finding(Struct, frozen=True):
    """One check: `state` is ok, warn or stop; `what` says how it is and what to do."""

    check: str
    state: str
    what: str


def ok(check: str, what: str) -> Finding:
    """It is as it should be."""
    return Finding(check, "ok", what)


def warn(check: str, what: str) -> Finding:
    """Letters may go; a person should look."""
    return Finding(check, "warn", what)


def stop(check: str, what: str) -> Finding:
    """Letters should not go before this is mended."""
    return Finding(check, "stop", what)


def shown(text: str, most: int = 200) -> str:
    """What another server said, on one line: printable ASCII, at most `most` characters, so that it cannot steer a terminal."""
    clean = "".join(sign if " " <= sign <= "~" else "?" for sign in text)
    return clean if len(clean) <= most else f"{clean[:most]}... ({len(clean)} characters)"


def record(name: str, kind: str, value: str) -> str:
    """A DNS record as it is to be published, whole; a long text in strings of 255 octets (RFC 1035 section 3.3.14)."""
    if kind != "TXT":
        return f"{name}. {kind} {value}"
    strings = [value[at : at + 255] for at in range(0, len(value), 255)] or [""]
    return f"{name}. TXT " + " ".join(f'"{part}"' for part in strings)


def tags(text: str) -> dict[str, str]:
    """The `name=value` pairs of a DKIM or DMARC record (RFC 6376 section 3.2), names in lower case.

    Raises ValueError, in words, for a part without "=" and for a name that stands twice.
    """
    found: dict[str, str] = {}
    for part in text.split(";"):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not part.strip():
            continue
        if not equals or not name:
            raise ValueError(f"{shown(part.strip(), 60)!r} is no tag=value")
        if name.lower() in found:
            raise ValueError(f"{shown(name, 20)}= stands twice")
        found[name.lower()] = value
    return found
