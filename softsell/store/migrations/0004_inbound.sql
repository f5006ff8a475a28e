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
