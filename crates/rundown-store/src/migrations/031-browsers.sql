-- Browsers that readers want to be told in: where their push service takes messages, the half
-- of a key that seals them, and a secret.
CREATE TABLE browser (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  reader INTEGER NOT NULL,
  endpoint TEXT NOT NULL UNIQUE,
  key BLOB NOT NULL,
  secret BLOB NOT NULL,
  made_ms INTEGER NOT NULL
);
CREATE INDEX browser_reader ON browser (reader);
-- The key by which push services know us; made when it is needed first.
CREATE TABLE push_key (one INTEGER PRIMARY KEY CHECK (one = 1), key BLOB NOT NULL);

-- What any reader follows is watched, until none does any more; who is told is found out when
-- there is something to tell.
DROP TRIGGER alert_followed;
DROP TRIGGER alert_refollowed;
DROP TRIGGER alert_unfollowed;
DROP TRIGGER alert_forgotten;
CREATE TRIGGER alert_followed AFTER INSERT ON reader_story
WHEN new.follow = 'followed'
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
WHEN new.follow <> 'followed' AND NOT EXISTS (SELECT 1 FROM reader_story
  WHERE story = new.story AND follow = 'followed')
BEGIN
  DELETE FROM alert_watch WHERE story = new.story;
END;
CREATE TRIGGER alert_forgotten AFTER DELETE ON reader_story
WHEN NOT EXISTS (SELECT 1 FROM reader_story
  WHERE story = old.story AND follow = 'followed')
BEGIN
  DELETE FROM alert_watch WHERE story = old.story;
END;
INSERT INTO alert_watch (story, since)
  SELECT DISTINCT story, coalesce((SELECT max(seq) FROM article), 0) FROM reader_story
  WHERE follow = 'followed' AND story NOT IN
    (SELECT story FROM alert_watch WHERE story IS NOT NULL);
