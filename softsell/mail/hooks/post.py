"""A request that came in from a mail provider, and the careful reading of what is in it.

Rules
1. What is missing or of another kind reads as empty: a provider that adds or drops a field loses no letter of a buyer.
2. Only what is no JSON or no form at all is refused (BadRequest, with what and where).
"""

import binascii
import contextlib
import hmac
import json
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from softsell.errors import BadRequest

MOST_PARTS = 1_000


class Post(Struct, frozen=True):
    """The request: header names in lower case, the fields of its query, the octets of its body, and when it came (aware)."""

    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes
    at: datetime


class File(Struct, frozen=True):
    """Something enclosed with a letter, as it came."""

    name: str
    kind: str
    body: bytes


class Form(Struct, frozen=True):
    """The fields of a form as octets (the first of each name), and its files."""

    fields: Mapping[str, bytes]
    files: tuple[File, ...] = ()

    def text(self, name: str) -> str:
        """A field as text (UTF-8); "" when it is missing."""
        return self.fields.get(name, b"").decode("utf-8", "replace")


def told(octets: bytes | str) -> Any:
    """JSON as a value. Raises BadRequest for what is none."""
    with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return msgspec.json.decode(octets)
    try:  # a provider that cuts a text may cut a character in two, which only the standard library bears
        return json.loads(octets)
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"this is not JSON: {error}", "body") from None


def inside(value: Any, *names: str) -> Any:
    """The value under these names, one in another; None where one of them is missing."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def text(value: Any, *names: str) -> str:
    """The same as text; "" where there is none. A number is written out."""
    found = inside(value, *names)
    match found:
        case str():
            return found.encode("utf-8", "replace").decode()
        case bool() | None:
            return ""
        case int() | float():
            return str(found)
    return ""


def rows(value: Any, *names: str) -> list[dict[str, Any]]:
    """The objects of the list under these names."""
    found = inside(value, *names) if names else value
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def from_base64(value: str) -> bytes:
    """The octets of base64; what is none reads as empty."""
    try:
        return b64decode(value)
    except (binascii.Error, ValueError):
        return b""


def is_form(post: Post) -> bool:
    """Whether the body is a form, by its content type."""
    return _kind(post)[0] in (b"multipart/form-data", b"application/x-www-form-urlencoded")


def form(post: Post) -> Form:
    """The form in a body, of either kind. Raises BadRequest for a body that is none."""
    kind, options = _kind(post)
    match kind:
        case b"application/x-www-form-urlencoded":
            try:
                pairs = parse_qsl(post.body.decode("latin-1"), True, encoding="latin-1", max_num_fields=MOST_PARTS)
            except ValueError as error:
                raise BadRequest(f"this is no form: {error}", "body") from None
            return Form({name: value.encode("latin-1") for name, value in reversed(pairs)})
        case b"multipart/form-data" if options.get(b"boundary"):
            return _multipart(options[b"boundary"], post.body)
    raise BadRequest("a form is expected", "content-type")


def shared_doubt(post: Post, secret: str) -> str:
    """Why a request that should show a secret of ours is not believed; "" when it shows it.

    The secret is the password of HTTP Basic (any user), or `key` in the query.
    """
    scheme, _, rest = post.headers.get("authorization", "").partition(" ")
    given = post.query.get("key", "")
    if scheme.lower() == "basic":
        try:
            given = b64decode(rest.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            given = ""
    if not given:
        return "the secret is missing: put it into the address, as https://softsell:SECRET@..."
    return "" if hmac.compare_digest(given.encode(), secret.encode()) else "the secret is another one"


def _kind(post: Post) -> tuple[bytes, dict[bytes, bytes]]:
    return parse_options_header(post.headers.get("content-type", ""))


class _Part:
    """One part of a form while it is read."""

    def __init__(self) -> None:
        self.headers: dict[str, bytes] = {}
        self.name, self.value, self.body = b"", b"", bytearray()


def _multipart(boundary: bytes, body: bytes) -> Form:
    parts: list[_Part] = []

    def begin() -> None:
        if len(parts) >= MOST_PARTS:
            raise BadRequest(f"more than {MOST_PARTS} parts", "body")
        parts.append(_Part())

    def name(data: bytes, start: int, end: int) -> None:
        parts[-1].name += data[start:end]

    def value(data: bytes, start: int, end: int) -> None:
        parts[-1].value += data[start:end]

    def header() -> None:
        part = parts[-1]
        part.headers[part.name.decode("latin-1").lower()] = part.value
        part.name, part.value = b"", b""

    def data(data: bytes, start: int, end: int) -> None:
        parts[-1].body += data[start:end]

    try:
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": begin, "on_header_field": name, "on_header_value": value, "on_header_end": header,
                "on_part_data": data,
            },
        )  # fmt: skip
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise BadRequest(f"this is no form: {error}", "body") from None
    fields: dict[str, bytes] = {}
    files = []
    for part in parts:
        _, options = parse_options_header(part.headers.get("content-disposition", b""))
        if b"filename" in options:
            kind = part.headers.get("content-type", b"application/octet-stream").decode("latin-1")
            files.append(File(options[b"filename"].decode("utf-8", "replace"), kind, bytes(part.body)))
        else:
            fields.setdefault(options.get(b"name", b"").decode("utf-8", "replace"), bytes(part.body))
    return Form(fields, tuple(files))
