-- Of which stories and words a reader is told, and what was here before they asked.
CREATE TABLE alert_watch (
  number INTEGER PRIMARY KEY,
  story INTEGER UNIQUE,
  words TEXT UNIQUE,
  -- The latest article then.
  since INTEGER NOT NULL
);

-- Articles whose place changed and that alerts have not looked at yet. A row is written in
-- the transaction of the place, so that no stop of the program loses one.
CREATE TABLE alert_look (article INTEGER PRIMARY KEY);
CREATE TRIGGER alert_placed AFTER UPDATE OF development, story ON article
WHEN new.story IS NOT NULL
  AND (old.story IS NOT new.story OR old.development IS NOT new.development)
  AND EXISTS (SELECT 1 FROM alert_watch)
BEGIN
  INSERT OR IGNORE INTO alert_look VALUES (new.seq);
END;

-- What is followed is watched. A story that another one is merged into inherits what was
-- there when that one began to be followed.
-- (`OR IGNORE` would not hold here: a trigger resolves conflicts as the statement does that
-- fires it.)
CREATE TRIGGER alert_followed AFTER INSERT ON reader_story WHEN new.follow = 'followed'
  AND NOT EXISTS (SELECT 1 FROM alert_watch WHERE story = new.story)
BEGIN
  INSERT INTO alert_watch (story, since) VALUES (new.story, coalesce(
    (SELECT w.since FROM redirect r JOIN alert_watch w ON w.story = r.old_story
     WHERE r.story = new.story ORDER BY w.since LIMIT 1),
    (SELECT max(seq) FROM article), 0));
END;
CREATE TRIGGER alert_refollowed AFTER UPDATE OF follow ON reader_story
WHEN new.follow = 'followed'
  AND NOT EXISTS (SELECT 1 FROM alert_watch WHERE story = new.story)
BEGIN
  INSERT INTO alert_watch (story, since)
  VALUES (new.story, coalesce((SELECT max(seq) FROM article), 0));
END;
CREATE TRIGGER alert_unfollowed AFTER UPDATE OF follow ON reader_story
WHEN new.follow <> 'followed'
BEGIN
  DELETE FROM alert_watch WHERE story = new.story;
END;
CREATE TRIGGER alert_forgotten AFTER DELETE ON reader_story
BEGIN
  DELETE FROM alert_watch WHERE story = old.story;
END;
INSERT INTO alert_watch (story, since)
  SELECT story, coalesce((SELECT max(seq) FROM article), 0)
  FROM reader_story WHERE follow = 'followed';

-- What the reader is told of, each by its opening report.
CREATE TABLE alert (
  number INTEGER PRIMARY KEY,
  article TEXT NOT NULL UNIQUE,
  made_ms INTEGER NOT NULL,
  -- What is told, as JSON.
  body TEXT NOT NULL
);

-- The articles of the developments that were told of: whatever threading makes of them
-- later, they are not told of again.
CREATE TABLE alerted (
  number INTEGER PRIMARY KEY,
  article TEXT NOT NULL UNIQUE
);

-- The outbox: an alert on its way to one target. What is sent as one message shares a
-- parcel, which is written before it is sent and is the same at each try.
CREATE TABLE delivery (
  alert INTEGER NOT NULL REFERENCES alert (number) ON DELETE CASCADE,
  target TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waits',
  due_ms INTEGER NOT NULL,
  parcel TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  done_ms INTEGER,
  problem TEXT,
  PRIMARY KEY (alert, target)
) WITHOUT ROWID;
CREATE INDEX delivery_waits ON delivery (target, due_ms) WHERE state = 'waits';
