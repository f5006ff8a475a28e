"""Where everything is kept: three tables carry the flow (events, shoppers, effects), the rest serves the desk.

`append` takes events in, `advance` steps the shoppers that are due, the outbox hands letters out; `desk`, `person` and
`history` read, `settings` keeps what the merchant set. The same SQL runs on SQLite and on PostgreSQL.
"""

from softsell.store import desk, drafts, history, inbound, kept, person, settings
from softsell.store.advance import Advanced, advance, drain
from softsell.store.append import append, append_to
from softsell.store.database import Database
from softsell.store.database import open_url as open
from softsell.store.digest import digest
from softsell.store.fold import Made
from softsell.store.forget import erase, root
from softsell.store.migrate import migrate, open_ready, pending, schema
from softsell.store.outbox import (
    Behind,
    Claimed,
    Recovered,
    Written,
    claim,
    finish,
    mark,
    put_off,
    recover,
    suppress,
    unsuppress,
)

__all__ = [
    "Advanced", "Behind", "Claimed", "Database", "Made", "Recovered", "Written", "advance", "append", "append_to", "claim",
    "desk", "digest", "drafts", "drain", "erase", "finish", "history", "inbound", "kept", "mark", "migrate", "open",
    "open_ready", "pending", "person", "put_off", "recover", "root", "schema", "settings", "suppress", "unsuppress",
]  # fmt: skip
