-- Several people read here. What each has read, follows and mutes is their own; the first
-- one is whoever reads where there are no accounts, and on the command line.
CREATE TABLE reader_of_story (
  reader INTEGER NOT NULL,
  story INTEGER NOT NULL,
  last_look_ms INTEGER,
  follow TEXT NOT NULL DEFAULT 'none',
  PRIMARY KEY (reader, story)
) WITHOUT ROWID;
INSERT INTO reader_of_story SELECT 1, story, last_look_ms, follow FROM reader_story;
DROP TABLE reader_story;
ALTER TABLE reader_of_story RENAME TO reader_story;
CREATE INDEX reader_of ON reader_story (story);

-- What the programs of each reader were given of an item, as 009 says.
CREATE TABLE reader_item (
  reader INTEGER NOT NULL,
  story INTEGER NOT NULL,
  given_ms INTEGER,
  look_before_ms INTEGER,
  PRIMARY KEY (reader, story)
) WITHOUT ROWID;
INSERT INTO reader_item SELECT 1, story, given_ms, look_before_ms FROM item
  WHERE given_ms IS NOT NULL OR look_before_ms IS NOT NULL;
ALTER TABLE item DROP COLUMN given_ms;
ALTER TABLE item DROP COLUMN look_before_ms;
CREATE INDEX reader_item_story ON reader_item (story);

-- The targets of alerts stand in the settings, and are those of the first reader.
CREATE TRIGGER alert_followed AFTER INSERT ON reader_story
WHEN new.reader = 1 AND new.follow = 'followed'
  AND NOT EXISTS (SELECT 1 FROM alert_watch WHERE story = new.story)
BEGIN
  INSERT INTO alert_watch (story, since) VALUES (new.story, coalesce(
    (SELECT w.since FROM redirect r JOIN alert_watch w ON w.story = r.old_story
     WHERE r.story = new.story ORDER BY w.since LIMIT 1),
    (SELECT max(seq) FROM article), 0));
END;
CREATE TRIGGER alert_refollowed AFTER UPDATE OF follow ON reader_story
WHEN new.reader = 1 AND new.follow = 'followed'
  AND NOT EXISTS (SELECT 1 FROM alert_watch WHERE story = new.story)
BEGIN
  INSERT INTO alert_watch (story, since)
  VALUES (new.story, coalesce((SELECT max(seq) FROM article), 0));
END;
CREATE TRIGGER alert_unfollowed AFTER UPDATE OF follow ON reader_story
WHEN new.reader = 1 AND new.follow <> 'followed'
BEGIN
  DELETE FROM alert_watch WHERE story = new.story;
END;
CREATE TRIGGER alert_forgotten AFTER DELETE ON reader_story WHEN old.reader = 1
BEGIN
  DELETE FROM alert_watch WHERE story = old.story;
END;

-- Who may sign in. A number is never given twice: what a reader leaves behind is nobody
-- else's.
CREATE TABLE account (
  reader INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  role TEXT NOT NULL,
  made_ms INTEGER NOT NULL,
  -- By argon2id, in its own notation; none until it was chosen.
  password TEXT,
  -- The sum of the link by which it may be chosen, and until when.
  invite TEXT UNIQUE,
  invite_until_ms INTEGER
);

-- Who is signed in, by the sum of what their browser shows.
CREATE TABLE session (
  sum TEXT PRIMARY KEY,
  reader INTEGER NOT NULL REFERENCES account (reader) ON DELETE CASCADE,
  until_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_reader ON session (reader, until_ms);
