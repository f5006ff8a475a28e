-- Every statement of the hot path and the desk, by name. See sql.py for how it becomes PostgreSQL.

-- name: lock
-- One writer at a time for a name, until the end of the transaction. SQLite has one writer at a time anyway.
SELECT /*pg: pg_advisory_xact_lock(hashtextextended( */ ? /*pg: , 0)) */;

-- name: sqlite-has-migrations
SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations';
-- name: postgres-has-migrations
SELECT 1 WHERE to_regclass('migrations') IS NOT NULL;
-- name: migrations-all
SELECT name FROM migrations ORDER BY name;
-- name: migrations-add
INSERT INTO migrations (name, applied_at) VALUES (?, ?);
-- name: meta-get
SELECT value FROM meta WHERE key = ?;
-- name: meta-add
INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING;
-- name: meta-set
INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value;

-- append ---------------------------------------------------------------------------------------------------------------

-- name: events-known
-- Which of these messageIds were seen before.
SELECT id FROM events WHERE shop = ? AND id IN (SELECT value FROM json_each(?));
-- name: aliases-get
SELECT alias, key FROM aliases WHERE shop = ? AND alias IN (SELECT value FROM json_each(?));
-- name: aliases-set
INSERT INTO aliases (shop, alias, key) VALUES (?, ?, ?) ON CONFLICT (shop, alias) DO UPDATE SET key = excluded.key;
-- name: aliases-repoint
UPDATE aliases SET key = ? WHERE shop = ? AND key = ?;
-- name: shoppers-touch
-- Make the shopper if new, and due at once: a pending event and a passed deadline are the same condition.
-- Must come before the insertion of the events: it holds the row, so seq is the order of arrival per shopper.
INSERT INTO shoppers (shop, key, due_at) VALUES (?, ?, ?)
ON CONFLICT (shop, key) DO UPDATE
SET due_at = CASE WHEN shoppers.due_at < excluded.due_at THEN shoppers.due_at ELSE excluded.due_at END;
-- name: shoppers-into
UPDATE shoppers SET into_key = ? WHERE shop = ? AND key = ?;
-- name: events-add
-- Returns the ids that are new.
INSERT INTO events (shop, shopper, id, kind, at, received, told_at, body, done) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (shop, id) DO NOTHING RETURNING id;

-- advance --------------------------------------------------------------------------------------------------------------

-- name: shoppers-due
-- Claims: on PostgreSQL other workers pass over these rows until the commit.
SELECT key, state, suppressed FROM shoppers WHERE shop = ? AND due_at <= ? ORDER BY due_at LIMIT ? /*pg: FOR UPDATE SKIP LOCKED */;
-- name: shoppers-named
-- Claims these, due or not; waits for a worker who has them.
SELECT key, state, suppressed FROM shoppers WHERE shop = ? AND key IN (SELECT value FROM json_each(?)) ORDER BY key /*pg: FOR UPDATE */;
-- name: events-pending
-- Unordered, the caller sorts: asked for an order, a planner without statistics may walk the whole history.
SELECT seq, shopper, received, body FROM events
WHERE shop = ? AND done = 0 AND shopper IN (SELECT value FROM json_each(?));
-- name: events-done
UPDATE events SET done = 1 WHERE seq = ?;
-- name: shoppers-store
UPDATE shoppers SET version = ?, due_at = ?, state = ?, address_hash = ?, ordered_at = ?, stage = ?, reason = ?,
    cart_at = ?, cart_value = ?, needs_person = ?, suppressed = ?
WHERE shop = ? AND key = ?;
-- name: shoppers-put-off
UPDATE shoppers SET due_at = ? WHERE shop = ? AND key = ?;
-- name: effects-add
INSERT INTO effects (id, shop, shopper, kind, body, created_at, due_at, status, address_hash, cart_id, finished_at, detail)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
-- name: effects-withdraw
UPDATE effects SET status = 'withdrawn', detail = ?, finished_at = ?, claimed_at = NULL
WHERE id = ? AND shop = ? AND status IN ('pending', 'claimed', 'held');
-- name: events-woke
INSERT INTO events (shop, shopper, id, kind, at, received, told_at, body, done) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (shop, id) DO NOTHING;
-- name: suppressions-add
-- The first no stays as it was said.
INSERT INTO suppressions (shop, address_hash, reason, at) VALUES (?, ?, ?, ?) ON CONFLICT (shop, address_hash) DO NOTHING;
-- name: suppressions-lift
-- The core took a no back (a later consent): lifted if it was that no, and nobody else at this address said one.
DELETE FROM suppressions WHERE shop = ? AND address_hash = ? AND reason = ? AND NOT EXISTS (
    SELECT 1 FROM shoppers s
    WHERE s.shop = suppressions.shop AND s.address_hash = suppressions.address_hash
        AND s.suppressed NOT IN ('', 'elsewhere'));
-- name: suppressions-drop
DELETE FROM suppressions WHERE shop = ? AND address_hash = ?;
-- name: suppressions-get
SELECT reason FROM suppressions WHERE shop = ? AND address_hash = ?;

-- forget ---------------------------------------------------------------------------------------------------------------

-- name: family-down
-- The key and every key that was joined into it.
WITH RECURSIVE family (key) AS (
    SELECT CAST(? AS TEXT) /*pg: COLLATE "C" */
    UNION SELECT s.key FROM shoppers s JOIN family f ON s.into_key = f.key WHERE s.shop = ?
) SELECT key FROM family ORDER BY key;
-- name: family-up
SELECT into_key FROM shoppers WHERE shop = ? AND key = ?;
-- name: forget-hashes
SELECT address_hash FROM shoppers WHERE shop = ? AND key = ? AND address_hash IS NOT NULL;
-- name: shoppers-at-address
SELECT key FROM shoppers WHERE shop = ? AND address_hash = ? ORDER BY key;
-- name: aliases-key
SELECT key FROM aliases WHERE shop = ? AND alias = ?;
-- name: forget-events-to
DELETE FROM events WHERE shop = ? AND shopper = ? AND seq <= ?;
-- name: forget-events
DELETE FROM events WHERE shop = ? AND shopper = ?;
-- name: forget-effects
DELETE FROM effects WHERE shop = ? AND shopper = ?;
-- name: forget-letters
DELETE FROM letters WHERE shop = ? AND shopper = ?;
-- name: forget-drafts
DELETE FROM drafts WHERE shop = ? AND shopper = ?;
-- name: forget-inbound
DELETE FROM inbound WHERE shop = ? AND shopper = ?;
-- name: forget-inbound-from
DELETE FROM inbound WHERE shop = ? AND address_hash = ?;
-- name: forget-aliases
DELETE FROM aliases WHERE shop = ? AND key = ?;
-- name: forget-shopper
DELETE FROM shoppers WHERE shop = ? AND key = ?;

-- drafts ---------------------------------------------------------------------------------------------------------------

-- name: drafts-next
-- The oldest text that a language model is to be asked about.
SELECT id, shopper, body FROM effects WHERE shop = ? AND status = 'asked'
ORDER BY due_at, id LIMIT 1 /*pg: FOR UPDATE SKIP LOCKED */;
-- name: drafts-one
SELECT id, shopper, body FROM effects WHERE id = ? AND status = 'asked' /*pg: FOR UPDATE SKIP LOCKED */;
-- name: drafts-take
UPDATE effects SET status = 'asking' WHERE id = ? AND status = 'asked';
-- name: drafts-settle
UPDATE effects SET status = 'done', detail = ?, finished_at = ? WHERE id = ? AND status = 'asking';
-- name: drafts-get
SELECT asked, answer, outcome, called, tokens FROM drafts WHERE effect_id = ? AND task = ?;
-- name: drafts-spent
SELECT COUNT(*), COALESCE(SUM(tokens), 0) FROM drafts WHERE shop = ? AND called = 1 AND at > ?;
-- name: drafts-recent
SELECT outcome, COALESCE(finished_at, at) FROM drafts WHERE shop = ? AND called = 1 ORDER BY at DESC, effect_id DESC LIMIT ?;
-- name: drafts-add
INSERT INTO drafts (effect_id, task, shop, shopper, asked, outcome, called, at, finished_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (effect_id, task) DO NOTHING;
-- name: drafts-finish
UPDATE drafts SET answer = ?, outcome = ?, tokens = ?, finished_at = ? WHERE effect_id = ? AND task = ?;
-- name: person-drafts
SELECT effect_id, task, asked, answer, outcome, at FROM drafts WHERE shop = ? AND shopper = ? ORDER BY at, effect_id, task;

-- outbox ---------------------------------------------------------------------------------------------------------------

-- name: outbox-next
-- The oldest letter that may go, with its shopper; both rows are held, or passed over when somebody else holds one.
SELECT e.id, e.shopper, e.body, e.created_at, e.attempts, s.state, s.due_at
FROM effects e JOIN shoppers s ON s.shop = e.shop AND s.key = e.shopper
WHERE e.shop = ? AND e.status = 'pending' AND e.due_at <= ?
ORDER BY e.due_at, e.id LIMIT 1 /*pg: FOR UPDATE SKIP LOCKED */;
-- name: outbox-unread
-- Whether a shopper has pending events.
SELECT 1 FROM events WHERE shop = ? AND shopper = ? AND done = 0 LIMIT 1;
-- name: outbox-behind
-- Other keys with this address that were not advanced yet: an order may be among what they have not read.
SELECT key FROM shoppers WHERE shop = ? AND address_hash = ? AND due_at <= ? ORDER BY key;
-- name: outbox-ordered
-- The newest order under any other key with this address; of the shopper's own orders the core knows the lines.
SELECT MAX(ordered_at) FROM shoppers WHERE shop = ? AND address_hash = ? AND key <> ?;
-- name: outbox-letters
-- When unasked letters went to this address, or may be on their way, since a time; the letter in hand left out.
SELECT COALESCE(finished_at, claimed_at) FROM effects
WHERE shop = ? AND address_hash = ? AND kind = 'Ask' AND id <> ?
    AND status IN ('sent', 'ghosted', 'unsure', 'claimed', 'sending') AND COALESCE(finished_at, claimed_at) > ?
ORDER BY 1;
-- name: outbox-cart-by-shopper
-- Another letter about this cart that is on its way, or that went out since the one in hand was decided.
SELECT 1 FROM effects WHERE shop = ? AND shopper = ? AND kind = 'Ask' AND id <> ? AND cart_id = ?
    AND (status IN ('claimed', 'sending') OR (status IN ('sent', 'ghosted', 'unsure') AND finished_at >= ?)) LIMIT 1;
-- name: outbox-cart-by-address
SELECT 1 FROM effects WHERE shop = ? AND address_hash = ? AND kind = 'Ask' AND id <> ? AND cart_id = ?
    AND (status IN ('claimed', 'sending') OR (status IN ('sent', 'ghosted', 'unsure') AND finished_at >= ?)) LIMIT 1;
-- name: outbox-claim
UPDATE effects SET status = 'claimed', claimed_at = ?, worker = ?, attempts = attempts + 1, address_hash = ? WHERE id = ?;
-- name: outbox-skip
UPDATE effects SET status = 'skipped', finished_at = ?, detail = ? WHERE id = ?;
-- name: outbox-later
UPDATE effects SET status = 'pending', due_at = ?, detail = ?, claimed_at = NULL
WHERE id = ? AND status IN ('pending', 'claimed', 'sending');
-- name: outbox-mark
UPDATE effects SET status = ?, claimed_at = ?, finished_at = NULL WHERE id = ? AND status = ?;
-- name: outbox-who
SELECT shop, shopper FROM effects WHERE id = ?;
-- name: outbox-finish
UPDATE effects SET status = ?, finished_at = ?, claimed_at = NULL, detail = ?, message_id = ?
WHERE id = ? AND status IN ('claimed', 'sending', 'unsure');
-- name: outbox-status
SELECT status FROM effects WHERE id = ?;
-- name: outbox-stale
SELECT id, status, attempts FROM effects WHERE claimed_at IS NOT NULL AND claimed_at < ? AND status IN ('claimed', 'sending')
/*pg: FOR UPDATE SKIP LOCKED */;
-- name: outbox-release
UPDATE effects SET status = 'pending', claimed_at = NULL WHERE id = ? AND status = 'claimed';
-- name: letters-add
INSERT INTO letters (effect_id, shop, shopper, message_id, subject, text, html, written_at, sent_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (effect_id) DO UPDATE SET message_id = excluded.message_id, subject = excluded.subject, text = excluded.text,
    html = excluded.html, written_at = excluded.written_at, sent_at = excluded.sent_at;

-- settings -------------------------------------------------------------------------------------------------------------

-- name: policies-last
SELECT version, body, at, saved_by FROM policies WHERE shop = ? ORDER BY version DESC LIMIT 1;
-- name: policies-version
SELECT version, body, at, saved_by FROM policies WHERE shop = ? AND version = ?;
-- name: policies-all
SELECT version, body, at, saved_by FROM policies WHERE shop = ? ORDER BY version DESC;
-- name: policies-add
INSERT INTO policies (shop, version, body, at, saved_by) VALUES (?, ?, ?, ?, ?);
-- name: users-add
INSERT INTO users (shop, name, password_hash, language, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (shop, name) DO NOTHING;
-- name: users-get
SELECT name, password_hash, language, created_at FROM users WHERE shop = ? AND name = ?;
-- name: users-all
SELECT name, password_hash, language, created_at FROM users WHERE shop = ? ORDER BY name;
-- name: users-change
UPDATE users SET password_hash = COALESCE(NULLIF(?, ''), password_hash), language = COALESCE(NULLIF(?, ''), language)
WHERE shop = ? AND name = ?;
-- name: users-remove
DELETE FROM users WHERE shop = ? AND name = ?;

-- history --------------------------------------------------------------------------------------------------------------

-- name: digest-shoppers
SELECT key, COALESCE(state, '') FROM shoppers WHERE shop = ? AND key > ? ORDER BY key LIMIT ?;
-- name: digest-effects
SELECT id, kind, body FROM effects WHERE shop = ? AND id > ? ORDER BY id LIMIT ?;
-- name: events-of-shop
SELECT seq, shopper, received, body FROM events WHERE shop = ? AND seq > ? ORDER BY seq LIMIT ?;
-- name: events-told
-- One kind in the order of time, a page at a time.
SELECT told_at, seq, shopper, body FROM events
WHERE shop = ? AND kind = ? AND told_at >= ? AND (told_at, seq) > (?, ?) ORDER BY told_at, seq LIMIT ?;
-- name: effects-of-kind
SELECT finished_at, id, shopper, body, status FROM effects
WHERE shop = ? AND kind = ? AND finished_at >= ? AND (finished_at, id) > (?, ?) ORDER BY finished_at, id LIMIT ?;
-- name: shoppers-joined
SELECT key, into_key FROM shoppers WHERE shop = ? AND into_key IS NOT NULL;

-- desk -----------------------------------------------------------------------------------------------------------------

-- name: desk-events
SELECT kind, COUNT(*) FROM events
WHERE shop = ? AND kind IN (SELECT value FROM json_each(?)) AND told_at >= ? GROUP BY kind ORDER BY kind;
-- name: desk-effects
SELECT kind, status, COUNT(*) FROM effects
WHERE shop = ? AND kind IN (SELECT value FROM json_each(?)) AND finished_at >= ? GROUP BY kind, status ORDER BY kind, status;
-- name: desk-waiting
SELECT COUNT(*), MIN(due_at) FROM effects WHERE shop = ? AND status = 'pending' AND due_at <= ?;
-- name: desk-due
SELECT COUNT(*), MIN(due_at) FROM shoppers WHERE shop = ? AND due_at <= ?;
-- name: desk-persons-count
SELECT COUNT(*) FROM shoppers WHERE shop = ? AND needs_person = 1;
-- name: desk-held-count
SELECT COUNT(*) FROM effects WHERE shop = ? AND status = 'held';
-- name: desk-stages
SELECT stage, reason, COUNT(*), SUM(cart_value) FROM shoppers WHERE shop = ? AND cart_at IS NOT NULL
GROUP BY stage, reason ORDER BY stage, reason;
-- name: desk-carts
SELECT key, stage, reason, cart_at, cart_value, ordered_at, due_at, needs_person FROM shoppers
WHERE shop = ? AND cart_at IS NOT NULL AND (cart_at, key) < (?, ?) ORDER BY cart_at DESC, key DESC LIMIT ?;
-- name: desk-carts-stage
SELECT key, stage, reason, cart_at, cart_value, ordered_at, due_at, needs_person FROM shoppers
WHERE shop = ? AND cart_at IS NOT NULL AND (cart_at, key) < (?, ?) AND stage = ? ORDER BY cart_at DESC, key DESC LIMIT ?;
-- name: desk-persons
SELECT key, state FROM shoppers WHERE shop = ? AND needs_person = 1 AND state IS NOT NULL ORDER BY key LIMIT ?;
-- name: desk-held
SELECT e.id, e.shopper, e.status, e.detail, e.finished_at, l.message_id, l.subject, l.text, l.html, l.sent_at
FROM effects e LEFT JOIN letters l ON l.effect_id = e.id
WHERE e.shop = ? AND e.status = 'held' ORDER BY e.finished_at, e.id LIMIT ?;
-- name: desk-letters
SELECT l.effect_id, l.shopper, e.status, e.detail, l.written_at, l.message_id, l.subject, l.text, l.html, l.sent_at
FROM letters l JOIN effects e ON e.id = l.effect_id
WHERE l.shop = ? AND (l.written_at, l.effect_id) < (?, ?) ORDER BY l.written_at DESC, l.effect_id DESC LIMIT ?;
-- name: desk-letter
SELECT l.effect_id, l.shopper, e.status, e.detail, l.written_at, l.message_id, l.subject, l.text, l.html, l.sent_at
FROM letters l JOIN effects e ON e.id = l.effect_id WHERE l.effect_id = ?;
-- name: desk-letter-message
SELECT effect_id FROM letters WHERE message_id = ?;
-- name: shopper-get
SELECT state FROM shoppers WHERE shop = ? AND key = ?;
-- name: person-events
-- The newest of one key; the caller turns them round.
SELECT seq, id, received, body FROM events WHERE shop = ? AND shopper = ? ORDER BY seq DESC LIMIT ?;
-- name: person-effects
SELECT e.created_at, e.id, e.body, e.status, e.detail, e.finished_at, l.subject, l.text
FROM effects e LEFT JOIN letters l ON l.effect_id = e.id
WHERE e.shop = ? AND e.shopper = ? ORDER BY e.created_at DESC, e.id DESC LIMIT ?;
-- name: person-aliases
SELECT alias FROM aliases WHERE shop = ? AND key = ? ORDER BY alias;

-- kept answers ---------------------------------------------------------------------------------------------------------

-- name: kept-mark
SELECT COALESCE(SUM(version), 0) FROM kept WHERE shop = ?;
-- name: kept-all
SELECT body FROM kept WHERE shop = ? AND body IS NOT NULL ORDER BY id;
-- name: kept-set
INSERT INTO kept (shop, id, version, body) VALUES (?, ?, 1, ?)
ON CONFLICT (shop, id) DO UPDATE SET version = kept.version + 1, body = excluded.body;
-- name: kept-remove
UPDATE kept SET version = version + 1, body = NULL WHERE shop = ? AND id = ? AND body IS NOT NULL;

-- letters that came in -------------------------------------------------------------------------------------------------

-- name: inbound-add
INSERT INTO inbound (shop, id, shopper, sender, address_hash, subject, text, original, attachments, trust, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (shop, id) DO NOTHING;
-- name: inbound-drop-old
DELETE FROM inbound WHERE shop = ? AND shopper = '' AND at < ?;
-- name: inbound-set-aside
SELECT id, shopper, sender, subject, text, original, attachments, trust, at FROM inbound
WHERE shop = ? AND shopper = '' AND looked_at IS NULL ORDER BY at DESC, id DESC LIMIT ?;
-- name: inbound-of
SELECT id, shopper, sender, subject, text, original, attachments, trust, at FROM inbound
WHERE shop = ? AND shopper = ? ORDER BY at DESC, id DESC LIMIT ?;
-- name: inbound-looked
UPDATE inbound SET looked_at = ? WHERE shop = ? AND id = ? AND shopper = '' AND looked_at IS NULL;
