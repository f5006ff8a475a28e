"""A raw letter (RFC 5322) from what a provider gives: the octets with their envelope, or one built anew from fields.

Rules
1. Every header is kept, in order: what a machine signs, what threads, and what a mail server attested are read from them.
2. No value can begin a header of its own: line breaks and control characters become blanks.
3. The envelope goes in front: Return-Path and a Delivered-To for each addressee, as mail servers write them.
"""

import hashlib
import re
from base64 import encodebytes
from collections.abc import Iterable, Sequence

from softsell.mail.hooks.post import File

_NAME = re.compile(r"[!-9;-~]+")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_KIND = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+")
_AS_IT_IS = ("message/", "text/rfc822-headers")


def enveloped(raw: bytes, to: Iterable[str], sender: str | None = None) -> bytes:
    """The letter behind its envelope. `sender` "" is the null return path; None: it is not known."""
    lines = [] if sender is None else [f"Return-Path: <{bare(sender)}>"]
    lines += [f"Delivered-To: {address}" for address in map(bare, to) if address]
    return "".join(f"{line}\r\n" for line in lines).encode() + raw


def built(headers: Iterable[tuple[str, str]], plain: str, html: str, files: Sequence[File] = ()) -> bytes:
    """A letter with these headers, both forms of its text, and what was enclosed; header values may be UTF-8 (RFC 6532)."""
    kept, report = [], ""
    for name, value in headers:
        if name.lower() == "content-type" and value.lower().startswith("multipart/report"):
            report = one_line(value).partition(";")[0] + "; report-type=delivery-status"
        if _NAME.fullmatch(name) and not name.lower().startswith(("content-", "mime-version")):
            kept.append(f"{name}: {one_line(value)}")
    forms = [_text(kind, words) for kind, words in (("plain", plain), ("html", html)) if words]
    body = forms[0] if len(forms) == 1 else _together("multipart/alternative", forms or [_text("plain", "")])
    if files:
        body = _together(report or "multipart/mixed", [body, *map(_enclosed, files)])
    return "\r\n".join([*kept, "MIME-Version: 1.0", ""]).encode() + body


def one_line(value: str) -> str:
    """The value without what could end its line."""
    return " ".join(_UNSAFE.sub(" ", value).split())


def bare(address: str) -> str:
    """An address of an envelope, without brackets, blanks and anything that could end its line."""
    return "".join(one_line(address).strip("<>").split())


def block(octets: str) -> list[tuple[str, str]]:
    """The fields of a block of headers, folded lines joined."""
    found: list[tuple[str, str]] = []
    for line in octets.replace("\r\n", "\n").split("\n"):
        name, colon, value = line.partition(":")
        if line[:1] in (" ", "\t") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
        elif colon:
            found.append((name.strip(), value.strip()))
    return found


def _text(kind: str, words: str) -> bytes:
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode() + _base64(words.encode("utf-8", "replace"))


def _enclosed(file: File) -> bytes:
    kind = file.kind.partition(";")[0].strip().lower()
    kind = kind if _KIND.fullmatch(kind) and not kind.startswith("multipart/") else "application/octet-stream"
    if kind.startswith(_AS_IT_IS):  # these may not be encoded (RFC 2046 section 5.2.1), and a report is read from them
        return f"Content-Type: {kind}\r\n\r\n".encode() + file.body
    name = one_line(file.name).replace("\\", "_").replace('"', "'")
    head = f'Content-Type: {kind}\r\nContent-Disposition: attachment; filename="{name}"\r\n'
    return f"{head}Content-Transfer-Encoding: base64\r\n\r\n".encode() + _base64(file.body)


def _together(kind: str, parts: Sequence[bytes]) -> bytes:
    mark = "=_" + hashlib.sha256(b"".join(parts)).hexdigest()[:24]
    lines = f"\r\n--{mark}\r\n".encode().join([b"", *parts])
    return f'Content-Type: {kind}; boundary="{mark}"\r\n'.encode() + lines + f"\r\n--{mark}--\r\n".encode()


def _base64(octets: bytes) -> bytes:
    return encodebytes(octets).replace(b"\n", b"\r\n")
