-- What was chosen about letters to an address, under every key: a kind that was declined (until_at is NULL), or 'all' with
-- the end of a pause. A salted hash, never an address; it stays as a no does.
CREATE TABLE declined (
    shop TEXT /*pg: COLLATE "C" */ NOT NULL,
    address_hash TEXT /*pg: COLLATE "C" */ NOT NULL,
    topic TEXT /*pg: COLLATE "C" */ NOT NULL,
    at BIGINT NOT NULL,
    until_at BIGINT,
    PRIMARY KEY (shop, address_hash, topic)
);
