-- The whole database. One dialect for SQLite and PostgreSQL; see sql.py for the four substitutions of PostgreSQL.
-- Times are BIGINT milliseconds UTC. Bodies and states are JSON text, read by the core, never by SQL.
-- Keys and ids are compared by their bytes on both, so that an order is the same order everywhere.

-- Inbox and history. A row is pending until its shopper was stepped over it. seq is the order of arrival per shopper:
-- whoever appends holds the shopper's row first. told_at is received for the kinds that the desk and the figures count.
CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    shop TEXT /*pg: COLLATE "C" */ NOT NULL,
    shopper TEXT /*pg: COLLATE "C" */ NOT NULL,
    id TEXT /*pg: COLLATE "C" */ NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    received BIGINT NOT NULL,
    told_at BIGINT,
    body TEXT NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    UNIQUE (shop, id)
);
CREATE INDEX events_shopper ON events (shop, shopper, done, seq);
CREATE INDEX events_told ON events (shop, kind, told_at, seq) WHERE told_at IS NOT NULL;

-- One row per shopper: the state, the time to look again, and what pages want to know without decoding the state.
-- A pending event and a passed deadline are the same condition: due_at <= now.
-- into_key: this key turned out to be the same person as that one.
CREATE TABLE shoppers (
    shop TEXT /*pg: COLLATE "C" */ NOT NULL,
    key TEXT /*pg: COLLATE "C" */ NOT NULL,
    version BIGINT NOT NULL DEFAULT 0,
    due_at BIGINT,
    state TEXT,
    address_hash TEXT /*pg: COLLATE "C" */,
    ordered_at BIGINT,
    stage TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    cart_at BIGINT,
    cart_value BIGINT NOT NULL DEFAULT 0,
    needs_person INTEGER NOT NULL DEFAULT 0,
    suppressed TEXT NOT NULL DEFAULT '',
    into_key TEXT /*pg: COLLATE "C" */,
    PRIMARY KEY (shop, key)
);
CREATE INDEX shoppers_due ON shoppers (shop, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX shoppers_address ON shoppers (shop, address_hash) WHERE address_hash IS NOT NULL;
CREATE INDEX shoppers_carts ON shoppers (shop, cart_at, key) WHERE cart_at IS NOT NULL;
CREATE INDEX shoppers_person ON shoppers (shop, key) WHERE needs_person = 1;
CREATE INDEX shoppers_into ON shoppers (shop, into_key) WHERE into_key IS NOT NULL;

-- Outbox and history of what was decided. due_at: not before. Letters start as pending; the rest is done when written.
-- status: pending claimed sending sent ghosted held skipped withdrawn failed unsure shown done; asked and asking are Drafts.
CREATE TABLE effects (
    id TEXT /*pg: COLLATE "C" */ PRIMARY KEY,
    shop TEXT /*pg: COLLATE "C" */ NOT NULL,
    shopper TEXT /*pg: COLLATE "C" */ NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    claimed_at BIGINT,
    worker TEXT NOT NULL DEFAULT '',
    address_hash TEXT /*pg: COLLATE "C" */,
    cart_id TEXT /*pg: COLLATE "C" */,
    message_id TEXT /*pg: COLLATE "C" */,
    finished_at BIGINT,
    detail TEXT NOT NULL DEFAULT ''
);
CREATE INDEX effects_pending ON effects (shop, due_at, id) WHERE status = 'pending';
CREATE INDEX effects_held ON effects (shop, finished_at, id) WHERE status = 'held';
CREATE INDEX effects_claimed ON effects (claimed_at) WHERE claimed_at IS NOT NULL;
CREATE INDEX effects_shopper ON effects (shop, shopper, created_at);
CREATE INDEX effects_finished ON effects (shop, kind, finished_at, id) WHERE finished_at IS NOT NULL;
CREATE INDEX effects_address ON effects (shop, address_hash) WHERE address_hash IS NOT NULL;
CREATE INDEX effects_asked ON effects (shop, due_at, id) WHERE status = 'asked';

-- Names by which a shop calls a person: "user:42", "anon:abc", "mail:someone@example.is" -> key.
CREATE TABLE aliases (
    shop TEXT /*pg: COLLATE "C" */ NOT NULL,
    alias TEXT /*pg: COLLATE "C" */ NOT NULL,
    key TEXT /*pg: COLLATE "C" */ NOT NULL,
    PRIMARY KEY (shop, alias)
);
-- Not (shop, key): a planner without statistics would take it for the primary key and read every alias of the shop.
CREATE INDEX aliases_key ON aliases (key, shop);

-- A no that must be kept, also after a person was forgotten: a salted hash, never an address.
CREATE TABLE suppressions (
    shop TEXT /*pg: COLLATE "C" */ NOT NULL,
    address_hash TEXT /*pg: COLLATE "C" */ NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (shop, address_hash)
);

-- The words of a letter, for the desk and the demo's mailbox. sent_at is NULL for what was held or kept back.
CREATE TABLE letters (
    effect_id TEXT /*pg: COLLATE "C" */ PRIMARY KEY,
    shop TEXT /*pg: COLLATE "C" */ NOT NULL,
    shopper TEXT /*pg: COLLATE "C" */ NOT NULL,
    message_id TEXT /*pg: COLLATE "C" */ NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    sent_at BIGINT
);
CREATE INDEX letters_message ON letters (message_id);
CREATE INDEX letters_written ON letters (shop, written_at, effect_id);
CREATE INDEX letters_shopper ON letters (shop, shopper);

-- Letters that came in, everything they said beside what was taken for the answer. id is that of the events they made.
-- shopper is '' for a letter that nobody could be found for: a person looks at it, then looked_at is set.
CREATE TABLE inbound (
    shop TEXT /*pg: COLLATE "C" */ NOT NULL,
    id TEXT /*pg: COLLATE "C" */ NOT NULL,
    shopper TEXT /*pg: COLLATE "C" */ NOT NULL,
    sender TEXT NOT NULL,
    address_hash TEXT /*pg: COLLATE "C" */,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    original TEXT NOT NULL,
    attachments TEXT NOT NULL,
    trust TEXT NOT NULL,
    at BIGINT NOT NULL,
    looked_at BIGINT,
    PRIMARY KEY (shop, id)
);
CREATE INDEX inbound_shopper ON inbound (shop, shopper, at);
CREATE INDEX inbound_address ON inbound (shop, address_hash) WHERE address_hash IS NOT NULL;

-- What a language model was asked, what came back, and whether it was used. called: 1 when the endpoint was spoken to.
-- outcome is '' while the answer is out.
CREATE TABLE drafts (
    effect_id TEXT /*pg: COLLATE "C" */ NOT NULL,
    task TEXT NOT NULL,
    shop TEXT /*pg: COLLATE "C" */ NOT NULL,
    shopper TEXT /*pg: COLLATE "C" */ NOT NULL,
    asked TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    called INTEGER NOT NULL DEFAULT 0,
    tokens INTEGER NOT NULL DEFAULT 0,
    at BIGINT NOT NULL,
    finished_at BIGINT,
    PRIMARY KEY (effect_id, task)
);
CREATE INDEX drafts_called ON drafts (shop, at) WHERE called = 1;
CREATE INDEX drafts_shopper ON drafts (shop, shopper);

-- Every version of the merchant's settings that ever stood.
CREATE TABLE policies (
    shop TEXT /*pg: COLLATE "C" */ NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    saved_by TEXT NOT NULL,
    PRIMARY KEY (shop, version)
);

-- Who may open the desk. The hash is the caller's (Argon2); the store never sees a password.
CREATE TABLE users (
    shop TEXT /*pg: COLLATE "C" */ NOT NULL,
    name TEXT /*pg: COLLATE "C" */ NOT NULL,
    password_hash TEXT NOT NULL,
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop, name)
);

-- Answers that people of the shop gave and kept as knowledge. A removed one stays as a mark, so that the sum of the
-- versions only grows: who holds the knowledge in memory sees by it that something changed.
CREATE TABLE kept (
    shop TEXT /*pg: COLLATE "C" */ NOT NULL,
    id TEXT /*pg: COLLATE "C" */ NOT NULL,
    version INTEGER NOT NULL,
    body TEXT,
    PRIMARY KEY (shop, id)
);

CREATE TABLE meta (
    key TEXT /*pg: COLLATE "C" */ PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE migrations (
    name TEXT /*pg: COLLATE "C" */ PRIMARY KEY,
    applied_at BIGINT NOT NULL
);
