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
CREATE INDEX effects_asked ON effects (shop, due_at, id) WHERE status = 'asked';
