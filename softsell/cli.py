"""The command line. Each command reads the settings once and hands them down; heavy rooms are imported when needed."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from softsell import __version__
from softsell.copy import cli as copy_cli
from softsell.dkim import dkim
from softsell.errors import SoftsellError
from softsell.mail import cli as mail_cli

if TYPE_CHECKING:
    from softsell.config import Config

DEFAULT = Path("softsell.toml")
LANGUAGE = click.Choice(["en", "is"])
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def out(value: Any, as_json: bool, text: Callable[[], str] | None = None) -> None:
    """One line of JSON, or the words for people."""
    if as_json or text is None:
        click.echo(msgspec.json.encode(value).decode())
    else:
        click.echo(text())


class Trouble(click.ClickException):
    """One clear line; exit code 2, because 1 is what `doctor` and `lint` end with when they found something."""

    exit_code = 2


class Group(click.Group):
    """Turns our own errors, files and databases that cannot be opened into one clear line; all else keeps its trace."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SoftsellError as error:
            raise Trouble(f"{type(error).__name__}: {error}") from error
        except OSError as error:
            if error.filename is None:
                raise
            raise Trouble(f"{error.filename}: {error.strerror}") from error
        except Exception as error:
            if type(error).__name__ != "OperationalError":  # sqlite3's or psycopg's, which are imported late
                raise
            raise Trouble(f"the database cannot be used: {str(error).splitlines()[0]}") from error


@click.group(
    cls=Group,
    commands=[copy_cli.lint, copy_cli.soften, copy_cli.language_server, dkim, mail_cli.mail],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, prog_name="softsell")
@click.option("-c", "--config", "path", type=click.Path(path_type=Path), help="The settings file (else softsell.toml).")
@click.pass_context
def main(ctx: click.Context, path: Path | None) -> None:
    """softsell asks, listens, suggests what fits, and closes only when the buyer is satisfied.

    Begin with `softsell demo` to look at it, or `softsell init` to set up a shop of your own.
    """
    ctx.obj = path


def settings_of(ctx: click.Context) -> "Config":
    """The settings from the file named, from softsell.toml, or from the environment alone."""
    from softsell.config import load as load_config

    path = ctx.obj or (DEFAULT if DEFAULT.exists() else None)
    return load_config(path)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
def init(folder: Path) -> None:
    """Set up a shop: write softsell.toml with fresh keys, and make the database."""
    from softsell.commands import initialise

    click.echo(initialise(folder))


@main.command()
@click.option("--host", help="Where to listen (default: server.host, 127.0.0.1).")
@click.option("--port", type=int, help="The port; a taken one gives the next free one (default: server.port, 8010).")
@click.option("--no-worker", is_flag=True, help="Only pages and events: run `softsell work` in processes of its own.")
@click.pass_context
def serve(ctx: click.Context, host: str | None, port: int | None, no_worker: bool) -> None:
    """Serve pages and take events; with the worker inside, this one process is a whole installation."""
    from softsell.commands import run_server

    run_server(settings_of(ctx), host, port, worker=not no_worker)


@main.command()
@click.option("--once", is_flag=True, help="One round, then end.")
@click.pass_context
def work(ctx: click.Context, once: bool) -> None:
    """Advance shoppers that are due and deliver letters. Any number of these may run on one PostgreSQL."""
    from softsell.commands import run_worker

    run_worker(settings_of(ctx), once)


@main.command()
@click.pass_context
def migrate(ctx: click.Context) -> None:
    """Bring the database up to date; says what was done."""
    from softsell import store

    db = store.open(settings_of(ctx).database.url)
    try:
        done = store.migrate(db)
    finally:
        db.close()
    click.echo("\n".join(done) if done else "up to date")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object with every check.")
@click.option("--only", default="", metavar="LIST", help="Topics or checks, such as dns,letter (default: all).")
@click.option("--from-ip", "sending", multiple=True, metavar="ADDRESS", help="An address that letters leave from.")
@click.option("--nameserver", default="", metavar="IP[:PORT]", help="Who is asked (default: the system's).")
@click.pass_context
def doctor(ctx: click.Context, as_json: bool, only: str, sending: tuple[str, ...], nameserver: str) -> None:
    """Check that this installation is ready to write to people. Exit code 1 when something must be mended."""
    from softsell.doctor import examine, in_words

    found = examine(settings_of(ctx), only=only.split(","), sending=sending, nameserver=nameserver)
    out({"findings": found}, as_json, lambda: in_words(found))
    sys.exit(1 if any(f.state == "stop" for f in found) else 0)


@main.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--kind", type=click.Choice(["events", "catalogue", "knowledge"]), help="What it is (default: seen from it)."
)
@click.option(
    "--format", "form", type=click.Choice(["auto", "google", "jsonld", "shopify", "csv"]), default="auto",
    show_default=True, help="The form of product data: a feed, pages with JSON-LD, products.json, or any table.",
)  # fmt: skip
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A TOML file that names the columns.",
)
@click.option(
    "--currency", default="", metavar="CODE", help="The currency where the product data names none, e.g. ISK."
)
@click.option(
    "--lang", type=click.Choice(["", "en", "is"]), default="", help="The language of its texts (default: seen)."
)
@click.option("--partial", is_flag=True, help="The file has some of the products: the others stay as they are.")
@click.option("--shrink", is_flag=True, help="It is right that most products of the catalogue are gone from the file.")
@click.option("--dry-run", is_flag=True, help="Say what would come of the product data; write nothing.")
@click.pass_context
def import_(
    ctx: click.Context, files: tuple[Path, ...], kind: str | None, form: str, mapping: Path | None, currency: str, lang: str,
    partial: bool, shrink: bool, dry_run: bool,
) -> None:  # fmt: skip
    """Bring in a catalogue, product data, a shop's knowledge, or old events. Old events never cause a letter.

    Product data is a feed for Google (TSV, CSV, XML), pages with JSON-LD or a folder of them, Shopify's products.json, or
    any table with a mapping. The exit code is 1 when something in it could not be read; the rest is brought in.
    """
    from datetime import UTC, datetime

    from softsell import intake
    from softsell.commands import import_any, import_file

    fine = True
    for path in files:
        if kind:
            click.echo(import_file(settings_of(ctx), path, kind))
            continue
        now = min(datetime.now(UTC), datetime.fromtimestamp(path.stat().st_mtime, UTC)).replace(microsecond=0)
        options = intake.Options(
            now=now,
            format="" if form == "auto" else form,
            mapping=mapping,
            currency=currency.upper(),
            lang=lang,
            dry_run=dry_run,
            partial=partial,
            shrink=shrink,
        )
        words, clean = import_any(settings_of(ctx), path, options)
        click.echo(words)
        fine = fine and clean
    sys.exit(0 if fine else 1)


@main.command(name="import-knowledge")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--lang", type=click.Choice(["en", "is"]), default="is", show_default=True, help="The language of the pages."
)
@click.option("--site", default="", help="The address under which the pages lie, for those that no sitemap names.")
@click.pass_context
def import_knowledge(ctx: click.Context, files: tuple[Path, ...], lang: str, site: str) -> None:
    """Bring saved help pages (Markdown, HTML, FAQPage JSON, CSV, a sitemap beside them) into the shop's knowledge."""
    from datetime import UTC, datetime

    from softsell.gather import import_knowledge as gather

    target = Path(settings_of(ctx).shop.knowledge or "knowledge.json")
    for line in gather(list(files), target, lang, site, datetime.now(UTC), "ISK"):
        click.echo(line)
    click.echo(f"-> {target}")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--holdout", type=click.FloatRange(0, 1), default=0.1, show_default=True, help="The share held out.")
@click.option("--timezone", default="Atlantic/Reykjavik", show_default=True, help="The shop's time zone.")
@click.option("--country", default="IS", show_default=True, help="The shop's country: its law and public holidays.")
@click.option("--soft-optin", is_flag=True, help="The shop lets customers object where it takes their address.")
@click.option(
    "--map", "mapping", multiple=True, metavar="OURS=THEIRS", help="A column of a CSV log, e.g. user_id=customer."
)
@click.option("--json", "as_json", is_flag=True, help="A JSON line per cart episode, and a summary line last.")
def replay(
    file: Path, holdout: float, timezone: str, country: str, soft_optin: bool, mapping: tuple[str, ...], as_json: bool
) -> None:
    """What would have been asked, when, and why not: a shop's log on a virtual clock. Nothing is sent."""
    from softsell.replay import replay_file

    if wrong := next((pair for pair in mapping if "=" not in pair), None):
        raise click.BadParameter(f"OURS=THEIRS is expected, not {wrong!r}", param_hint="--map")
    columns = dict(pair.split("=", 1) for pair in mapping)
    replay_file(file, holdout, timezone, country, columns, as_json, click.echo, soft_optin)


@main.command()
@click.option("--days", type=click.IntRange(1, 3650), default=90, show_default=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def report(ctx: click.Context, days: int, as_json: bool) -> None:
    """What the letters caused: treated against held out, with an interval that holds however often one looks."""
    from softsell.commands import make_report

    value, text = make_report(settings_of(ctx), days)
    out(value, as_json, lambda: text)


@main.command()
@click.option("--lang", type=LANGUAGE, default="en", show_default=True, help="What the customer speaks.")
@click.option("--shop", "folder", type=FOLDER, help="A folder with catalogue.json and knowledge.json.")
@click.option("--sample", is_flag=True, help="The sample shop.")
@click.option("--jsonl", is_flag=True, help="A JSON line per turn in, a JSON line of coaching out.")
@click.pass_context
def ask(ctx: click.Context, lang: str, folder: Path | None, sample: bool, jsonl: bool) -> None:
    """Coaching for whoever sells at a counter or on the phone: what to ask next, what fits and why. No database."""
    from softsell.ask import answer_lines, converse, shop_of

    shop = shop_of(None if sample or folder else settings_of(ctx), folder, sample, lang)
    if jsonl:
        sys.exit(answer_lines(shop, lang, sys.stdin.buffer, click.echo))
    converse(shop, lang, click.echo, sys.stdin.isatty())


@main.command()
@click.argument("words", nargs=-1)
@click.option("--jsonl", is_flag=True, help='Lines {"id", "lang", "text"} in, a line of JSON for each.')
@click.option("--lang", type=LANGUAGE, default="en", show_default=True, help="Assumed where the words do not tell.")
@click.option("--catalogue", type=click.Path(path_type=Path, dir_okay=False), help="Its facets are heard as well.")
@click.pass_context
def understand(ctx: click.Context, words: tuple[str, ...], jsonl: bool, lang: str, catalogue: Path | None) -> None:
    """What a buyer's text means: intents, trouble, needs, a no. Nothing is kept or sent."""
    from softsell import listening

    known = None
    if catalogue:
        from softsell.load import read_catalogue

        known = read_catalogue(catalogue)
    if jsonl:
        ctx.exit(listening.stream(sys.stdin.buffer, sys.stdout.buffer.write, known))
    click.echo(listening.explain(" ".join(words) or sys.stdin.read(), lang, known))


@main.command()
@click.argument("address")
@click.pass_context
def export(ctx: click.Context, address: str) -> None:
    """Everything that is kept about a person, as JSON."""
    from softsell.commands import export_person

    click.echo(export_person(settings_of(ctx), address))


@main.command()
@click.argument("address")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def erase(ctx: click.Context, address: str, yes: bool) -> None:
    """Forget a person; a no that was said is kept as a salted hash."""
    from softsell.commands import erase_person

    if not yes:
        click.confirm(f"Forget {address} for good?", abort=True)
    click.echo(erase_person(settings_of(ctx), address))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=8010, show_default=True, help="A taken port gives the next free one.")
@click.option("--headless", is_flag=True, help="No pages: live the days on a virtual clock and print the counts.")
@click.option("--shoppers", type=click.IntRange(0, 1_000_000), default=None, help="How many people to simulate.")
@click.option("--days", type=click.IntRange(1, 366), default=None, help="How many days they live.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same digest.")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object as the last line (progress goes to standard error)."
)
@click.option("--database", default="", help="sqlite:PATH or postgresql://... (default: a temporary SQLite file).")
@click.option("--smtp", default="", metavar="HOST:PORT", help="Where letters go (default: a catcher inside).")
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), help="Keep the demo's data here and go on from it."
)
def demo(
    host: str, port: int, headless: bool, shoppers: int | None, days: int | None, seed: int, as_json: bool,
    database: str, smtp: str, folder: Path | None,
) -> None:  # fmt: skip
    """A sample shop with a mailbox, a desk and a clock to move; nothing to set up, nothing leaves the machine."""
    if headless:
        from softsell.demo.headless import run_month

        value = run_month(database, 500 if shoppers is None else shoppers, days or 30, seed, smtp)
        out(value, as_json, lambda: "\n".join(f"{name}: {number}" for name, number in value.items()))
        return
    from softsell.demo.run import start

    start(
        host,
        port,
        folder,
        **{k: v for k, v in {"shoppers": shoppers, "seed": seed, "days": days}.items() if v is not None},
    )


if __name__ == "__main__":
    main()
