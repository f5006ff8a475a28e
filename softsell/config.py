"""The deploy settings: one small TOML file, the environment over it, secrets also from files.

Rules
1. Read once, by `cli`, and handed down as a value. What the merchant decides lives in the database, not here.
2. `SOFTSELL_SMTP__HOST` overrides `[smtp] host`; `SOFTSELL_SECRET_FILE` names a file that holds `secret`.
3. An unknown key is refused with the nearest name that is known. So is a variable that names a section (two underscores);
   any other SOFTSELL_ variable may be somebody else's.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from softsell.errors import ConfigError, nearest


class Server(Struct, frozen=True, forbid_unknown_fields=True):
    """Where pages and events are served; `public_url` is how shoppers reach it, `api_key` opens the lint to programs."""

    host: str = "127.0.0.1"
    port: int = 8010
    public_url: str = ""
    api_key: str = ""


class DatabaseSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """`sqlite:path` or `postgresql://...`."""

    url: str = "sqlite:softsell.db"


class ShopSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """The shop's id, the key its events come with, and where its catalogue and knowledge lie (JSON files)."""

    id: str = "main"
    write_key: str = ""
    catalogue: str = ""
    knowledge: str = ""


class Smtp(Struct, frozen=True, forbid_unknown_fields=True):
    """The mail server that takes our letters. `security`: none, starttls or tls.

    With `token_file` or `token_command` the login is by an access token (XOAUTH2), else by `password`. `connections` is how
    many letters are in hand at once; of those to one domain, `per_domain_connections` at once and `per_domain_per_minute`
    (0: no limit).
    """

    host: str = ""
    port: int = 587
    security: Literal["none", "starttls", "tls"] = "starttls"
    user: str = ""
    password: str = ""
    token_file: str = ""
    token_command: str = ""
    timeout_seconds: float = 30.0
    connections: Annotated[int, Meta(ge=1)] = 4
    per_domain_connections: Annotated[int, Meta(ge=0)] = 0
    per_domain_per_minute: Annotated[int, Meta(ge=0)] = 0


class Dkim(Struct, frozen=True, forbid_unknown_fields=True):
    """What letters are signed with: private keys in PEM, and the selectors their public halves are published under.

    No `domain`: that of the shop's sender. A second key is for one of the other kind (RSA, Ed25519).
    """

    domain: str = ""
    selector: str = ""
    key: str = ""
    second_selector: str = ""
    second_key: str = ""


class ApiSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """A mail provider's API that takes our letters, in the place of a mail server.

    `key_id` and `region` are SES's, `domain` is Mailgun's, `region` also "eu" for Mailgun and SendGrid; `stream` is
    Postmark's message stream or SES's configuration set. `url` is where the API is, when that is not its own address.
    """

    provider: Literal["", "postmark", "mailgun", "sendgrid", "ses"] = ""
    key: str = ""
    key_id: str = ""
    domain: str = ""
    region: str = ""
    stream: str = ""
    url: str = ""
    timeout_seconds: float = 30.0


class Inbound(Struct, frozen=True, forbid_unknown_fields=True):
    """Where replies come in: LMTP and SMTP ports for your mail server, and the address that letters ask to be answered at.

    `trusted_host` is the name that your mail server writes into Authentication-Results; "" when it writes none.
    """

    lmtp_host: str = "127.0.0.1"
    lmtp_port: int = 0
    reply_address: str = ""
    bounce_address: str = ""
    trusted_host: str = ""
    smtp_port: int = 0


class Imap(Struct, frozen=True, forbid_unknown_fields=True):
    """A mailbox that replies are read from. `security`: tls, starttls or none; `folders`: several with commas between.

    `token_file` holds an access token for XOAUTH2 and is read at every login, `token_command` prints one; without either the
    password is used.
    """

    host: str = ""
    port: int = 993
    security: Literal["none", "starttls", "tls"] = "tls"
    user: str = ""
    password: str = ""
    token_file: str = ""
    token_command: str = ""
    folders: str = "INBOX"
    move_to: str = ""
    idle_minutes: float = 10.0
    poll_seconds: float = 60.0


class Hooks(Struct, frozen=True, forbid_unknown_fields=True):
    """What mail providers post to /hooks/mail/PROVIDER, and how each proves that it is them; one without is not there.

    `ses_topics` are ARNs of SNS topics, parted by blanks; `ses_confirm` lets a new subscription of theirs be confirmed.
    """

    postmark_secret: str = ""
    mailgun_signing_key: str = ""
    sendgrid_secret: str = ""
    sendgrid_public_key: str = ""
    ses_topics: str = ""
    ses_confirm: bool = False


class WorkerSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """How often the worker looks when nothing woke it, and how long a claimed letter may take."""

    interval_seconds: float = 2.0
    lease_seconds: float = 600.0


class ModelSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """A language model's endpoint (OpenAI-compatible): none by default. `url` ends where /chat/completions follows.

    `json_schema` False: a server that does not know `response_format` is asked in words only.
    """

    url: str = ""
    key: str = ""
    name: str = ""
    connect_seconds: float = 3.0
    json_schema: bool = True


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """Every deploy setting, with its default; `softsell.toml.sample` says the same in words."""

    secret: str = ""
    server: Server = Server()
    database: DatabaseSettings = DatabaseSettings()
    shop: ShopSettings = ShopSettings()
    smtp: Smtp = Smtp()
    api: ApiSettings = ApiSettings()
    dkim: Dkim = Dkim()
    inbound: Inbound = Inbound()
    imap: Imap = Imap()
    hooks: Hooks = Hooks()
    worker: WorkerSettings = WorkerSettings()
    model: ModelSettings = ModelSettings()

    def key(self) -> bytes:
        """The secret that signs every link and address. Raises ConfigError when it is missing or short."""
        if len(self.secret) < 32:
            raise ConfigError("secret: at least 32 characters are needed; `softsell init` writes one")
        return self.secret.encode()


def load(path: Path | None, environ: Mapping[str, str] | None = None) -> Config:
    """The settings from a file (absent: defaults) with the environment over them. Raises ConfigError, which names the key."""
    environ = os.environ if environ is None else environ
    raw: dict[str, Any] = {}
    if path is not None:
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise ConfigError(f"{path}: there is no such file; `softsell init` writes one") from None
        except OSError as error:
            raise ConfigError(f"{path}: {error.strerror}") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: {error}") from error
    _known(raw, Config, "")
    for name, value in _from_environment(environ).items():
        section, _, key = name.partition(".")
        if key:
            raw.setdefault(section, {})[key] = value
        else:
            raw[section] = value
    try:
        return msgspec.convert(raw, Config, strict=False)
    except msgspec.ValidationError as error:
        raise ConfigError(str(error)) from error


def paths(kind: type[Struct] = Config, prefix: str = "") -> dict[str, Any]:
    """Every setting as `section.key` with its default, for the sample and its test."""
    found: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        value = field.default
        if isinstance(value, Struct):
            found |= paths(type(value), f"{field.name}.")
        else:
            found[f"{prefix}{field.name}"] = value
    return found


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    known, found = paths(), {}
    for name, value in sorted(environ.items()):
        if not name.startswith("SOFTSELL_"):
            continue
        key = name.removeprefix("SOFTSELL_").lower().replace("__", ".")
        if key.endswith("_file") and key.removesuffix("_file") in known:
            try:
                found[key.removesuffix("_file")] = Path(value).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                why = error.strerror if isinstance(error, OSError) else "it is not text"
                raise ConfigError(f"{name}: {value} cannot be read: {why}") from error
        elif key in known:
            found[key] = value
        elif "." in key:
            near = nearest(key, known).upper().replace(".", "__")
            hint = f"; did you mean SOFTSELL_{near}?" if near else ""
            raise ConfigError(f"{name}: there is no such setting{hint}")
    return found


def _known(raw: Mapping[str, Any], kind: type[Struct], prefix: str) -> None:
    fields = {f.name: f for f in msgspec.structs.fields(kind)}
    for key, value in raw.items():
        if key not in fields:
            near = nearest(key, fields)
            hint = f"; did you mean `{prefix}{near}`?" if near else f"; known: {', '.join(sorted(fields))}"
            raise ConfigError(f"{prefix}{key}: there is no such setting{hint}")
        inner = fields[key].type
        if isinstance(inner, type) and issubclass(inner, Struct):
            if not isinstance(value, Mapping):
                raise ConfigError(f"{prefix}{key}: a section is expected, not {value!r}")
            _known(value, inner, f"{key}.")
