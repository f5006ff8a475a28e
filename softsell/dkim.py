"""The command that makes a key for DKIM and says what to publish: once with a new file, and again with a file that is there."""

import os
from pathlib import Path
from typing import Any

import click
import msgspec

from softsell.errors import ConfigError


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--selector", default="softsell1", show_default=True, help="The name of this key; another one for each key."
)
@click.option("--domain", required=True, help="The domain that letters are from, such as your-shop.tld.")
@click.option(
    "--kind", type=click.Choice(["rsa", "ed25519"]), default="rsa", show_default=True, help="The kind of a new key."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def dkim(file: Path, selector: str, domain: str, kind: str, as_json: bool) -> None:
    """Make a key that signs letters (DKIM), and print the DNS record to publish. A FILE that is there is kept and read."""
    told = prepare(file, selector, domain, kind)
    click.echo(msgspec.json.encode(told).decode() if as_json else words(told))


def prepare(file: Path, selector: str, domain: str, kind: str) -> dict[str, Any]:
    """The key in `file`, made if there is none (mode 0600), and the record of its public half. Raises ConfigError."""
    from softsell.mail import sign

    made = not file.exists()
    pem = sign.new_key(kind) if made else file.read_text(encoding="ascii", errors="replace")
    signer = sign.signer(pem, selector, domain)  # before anything is written: is it all right?
    if made:
        _write(file, pem)
    text = sign.record(signer.key)
    return {
        "file": str(file),
        "made": made,
        "selector": signer.selector,
        "domain": signer.domain,
        "name": f"{signer.selector}._domainkey.{signer.domain}",
        "text": text,
        "zone": sign.zone_line(signer.selector, signer.domain, text),
    }


def words(told: dict[str, Any]) -> str:
    """What to do now, for people."""
    head = "Wrote a new private key to {file}; only you can read it." if told["made"] else "Read the key in {file}."
    return "\n\n".join([
        head.format(**told),
        "Publish this TXT record in DNS:\n\n  name  {name}\n  text  {text}".format(**told),
        "The same as a line of a zone file:\n\n  {zone}".format(**told),
        "When it can be looked up, set [dkim] selector = \"{selector}\" and SOFTSELL_DKIM__KEY_FILE={file}, and start softsell "
        "again. `softsell doctor` checks both.".format(**told),
    ])  # fmt: skip


def _write(file: Path, pem: str) -> None:
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(pem)
    except OSError as error:
        raise ConfigError(f"{file}: the key cannot be written: {error.strerror}") from error
