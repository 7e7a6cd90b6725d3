-- Alerts are each reader's own: what they watch and since when, what they were told of, and
-- how they want to be told. What was told before was told to whoever watches now.
DROP TRIGGER alert_placed;
DROP TRIGGER alert_followed;
DROP TRIGGER alert_refollowed;
DROP TRIGGER alert_unfollowed;
DROP TRIGGER alert_forgotten;

CREATE TABLE own_watch (
  number INTEGER PRIMARY KEY,
  reader INTEGER NOT NULL,
  story INTEGER,
  words TEXT,
  -- The latest article then.
  since INTEGER NOT NULL,
  UNIQUE (reader, story),
  UNIQUE (reader, words)
);
INSERT INTO own_watch (reader, words, since)
  SELECT 1, words, since FROM alert_watch WHERE words IS NOT NULL ORDER BY number;
INSERT INTO own_watch (reader, story, since)
  SELECT r.reader, w.story, w.since FROM alert_watch w JOIN reader_story r
  ON r.story = w.story AND r.follow = 'followed' ORDER BY w.number, r.reader;
DROP TABLE alert_watch;
ALTER TABLE own_watch RENAME TO alert_watch;
CREATE INDEX alert_watch_story ON alert_watch (story);

CREATE TABLE own_alerted (
  number INTEGER PRIMARY KEY,
  reader INTEGER NOT NULL,
  article TEXT NOT NULL,
  UNIQUE (reader, article)
);
INSERT INTO own_alerted (reader, article)
  SELECT w.reader, a.article FROM alerted a JOIN
  (SELECT reader FROM alert_watch UNION SELECT 1 AS reader) w ORDER BY a.number, w.reader;
DROP TABLE alerted;
ALTER TABLE own_alerted RENAME TO alerted;

CREATE TABLE own_alert (
  number INTEGER PRIMARY KEY,
  reader INTEGER NOT NULL,
  article TEXT NOT NULL,
  made_ms INTEGER NOT NULL,
  -- What is told, as JSON.
  body TEXT NOT NULL,
  UNIQUE (reader, article)
);
INSERT INTO own_alert SELECT number, 1, article, made_ms, body FROM alert;
CREATE TABLE own_delivery (
  alert INTEGER NOT NULL REFERENCES own_alert (number) ON DELETE CASCADE,
  target TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waits',
  due_ms INTEGER NOT NULL,
  parcel TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  done_ms INTEGER,
  problem TEXT,
  PRIMARY KEY (alert, target)
) WITHOUT ROWID;
INSERT INTO own_delivery SELECT alert, target, state, due_ms, parcel, tries, done_ms, problem
  FROM delivery;
DROP TABLE delivery;
DROP TABLE alert;
ALTER TABLE own_alert RENAME TO alert;
ALTER TABLE own_delivery RENAME TO delivery;
CREATE INDEX delivery_waits ON delivery (target, due_ms) WHERE state = 'waits';

-- How a reader wants to be told, and where; who has no row is told as the settings say.
CREATE TABLE alert_wish (
  reader INTEGER PRIMARY KEY,
  outlets INTEGER NOT NULL,
  zone TEXT NOT NULL,
  quiet TEXT,
  digest TEXT NOT NULL,
  webhook TEXT,
  webhook_secret TEXT,
  ntfy TEXT,
  ntfy_token TEXT,
  mail TEXT
);
-- A mail address that its owner did not say yes to yet, by the sum of what the letter to it
-- holds.
CREATE TABLE mail_asked (
  reader INTEGER PRIMARY KEY,
  mail TEXT NOT NULL,
  sum TEXT NOT NULL,
  asked_ms INTEGER NOT NULL
);

CREATE TRIGGER alert_placed AFTER UPDATE OF development, story ON article
WHEN new.story IS NOT NULL
  AND (old.story IS NOT new.story OR old.development IS NOT new.development)
  AND EXISTS (SELECT 1 FROM alert_watch)
BEGIN
  INSERT OR IGNORE INTO alert_look VALUES (new.seq);
END;
-- What a reader follows is watched for them. A story that another one is merged into inherits
-- what was there when they began to follow that one.
CREATE TRIGGER alert_followed AFTER INSERT ON reader_story
WHEN new.follow = 'followed' AND NOT EXISTS
  (SELECT 1 FROM alert_watch WHERE reader = new.reader AND story = new.story)
BEGIN
  INSERT INTO alert_watch (reader, story, since) VALUES (new.reader, new.story, coalesce(
    (SELECT w.since FROM redirect r
     JOIN alert_watch w ON w.story = r.old_story AND w.reader = new.reader
     WHERE r.story = new.story ORDER BY w.since LIMIT 1),
    (SELECT max(seq) FROM article), 0));
END;
CREATE TRIGGER alert_refollowed AFTER UPDATE OF follow ON reader_story
WHEN new.follow = 'followed' AND NOT EXISTS
  (SELECT 1 FROM alert_watch WHERE reader = new.reader AND story = new.story)
BEGIN
  INSERT INTO alert_watch (reader, story, since)
  VALUES (new.reader, new.story, coalesce((SELECT max(seq) FROM article), 0));
END;
CREATE TRIGGER alert_unfollowed AFTER UPDATE OF follow ON reader_story
WHEN new.follow <> 'followed'
BEGIN
  DELETE FROM alert_watch WHERE reader = new.reader AND story = new.story;
END;
CREATE TRIGGER alert_forgotten AFTER DELETE ON reader_story
BEGIN
  DELETE FROM alert_watch WHERE reader = old.reader AND story = old.story;
END;
