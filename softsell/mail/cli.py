"""The commands about mail: `mail read`."""

import json
import sys
from pathlib import Path

import click


@click.group()
def mail() -> None:
    """Letters in files: what they mean to softsell. Nothing is kept or sent."""


@mail.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--sent", type=click.Path(path_type=Path, dir_okay=False), help="Letters that went out, as JSON lines.")
@click.option("--trusted-host", default="", help="The name that your mail server writes into Authentication-Results.")
@click.option("--jsonl", is_flag=True, help="A line of JSON for each file (always so; said for clearness).")
@click.pass_context
def read(ctx: click.Context, files: tuple[Path, ...], sent: Path | None, trusted_host: str, jsonl: bool) -> None:
    """Read raw letters (RFC 5322): a person or a machine, the new words, bounces and complaints.

    --sent: {"token", "person", "message_id", "reply_to", "bounce_to"} a line; what stands there is taken as ours.
    """
    from softsell.mail import told

    letters = told.sent(sent.read_bytes().splitlines(), str(sent)) if sent else []
    known, wrong = told.ours(letters, trusted_host), 0
    for file in files:
        try:
            raw = file.read_bytes()
        except OSError as error:
            click.echo(f"{file}: {error.strerror}", err=True)
            wrong += 1
            continue
        value = {"file": str(file), **told.told(raw, letters, known)}
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    ctx.exit(1 if wrong else 0)
