-- Answers that people of the shop gave and kept as knowledge. A removed one stays as a mark, so that the sum of the
-- versions only grows: who holds the knowledge in memory sees by it that something changed.
CREATE TABLE kept (
    shop TEXT /*pg: COLLATE "C" */ NOT NULL,
    id TEXT /*pg: COLLATE "C" */ NOT NULL,
    version INTEGER NOT NULL,
    body TEXT,
    PRIMARY KEY (shop, id)
);
