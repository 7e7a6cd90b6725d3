-- A checksum beside what is shown: of each article's row, and of each stored blob with
-- its place, so that a bit that turns, or a blob in another's place, is seen on reading.
ALTER TABLE article ADD COLUMN sum INTEGER;
ALTER TABLE revision ADD COLUMN read_sum INTEGER;
ALTER TABLE revision ADD COLUMN capture_sum INTEGER;
UPDATE article SET sum = row_sum(id, domain, outlet, headline, published_ms, seen_ms,
  revision, development, story, copy_of, copy_percent);
UPDATE revision SET
  read_sum = row_sum((SELECT id FROM article WHERE seq = article), number, content_hash,
    seen_ms, read),
  capture_sum = row_sum((SELECT id FROM article WHERE seq = article), number, capture);

CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
  UPDATE article SET sum = row_sum(id, domain, outlet, headline, published_ms, seen_ms,
    revision, development, story, copy_of, copy_percent) WHERE seq = new.seq;
END;
CREATE TRIGGER article_changed AFTER UPDATE OF domain, outlet, headline, published_ms,
  seen_ms, revision, development, story, copy_of, copy_percent ON article BEGIN
  UPDATE article SET sum = row_sum(id, domain, outlet, headline, published_ms, seen_ms,
    revision, development, story, copy_of, copy_percent) WHERE seq = new.seq;
END;

-- Revisions found damaged: left out of everything until they are mended.
CREATE TABLE quarantine (
  article INTEGER NOT NULL REFERENCES article (seq),
  number INTEGER NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (article, number)
) WITHOUT ROWID;
