-- Articles, in order of arrival. A row holds what lists need; the whole article lies
-- in its latest revision.
CREATE TABLE article (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  domain TEXT NOT NULL,
  outlet TEXT NOT NULL,
  headline TEXT NOT NULL,
  published_ms INTEGER,
  seen_ms INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  development INTEGER,
  story INTEGER,
  copy_of TEXT,
  copy_percent INTEGER
);
CREATE INDEX article_story ON article (story, published_ms);
CREATE INDEX article_unplaced ON article (seq) WHERE story IS NULL;
CREATE INDEX article_time
  ON article (min(coalesce(published_ms, seen_ms), seen_ms), id);

-- Every content an article has had. `read` is the article with its annotations as
-- JSON, compressed; `capture` the bytes it was read from, compressed.
CREATE TABLE revision (
  article INTEGER NOT NULL REFERENCES article (seq),
  number INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  seen_ms INTEGER NOT NULL,
  read BLOB NOT NULL,
  capture BLOB,
  PRIMARY KEY (article, number)
) WITHOUT ROWID;

-- Under which addresses an article is known. A row outlives its article.
CREATE TABLE alias (
  key TEXT PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article (seq)
) WITHOUT ROWID;

CREATE TABLE story (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  title_article TEXT NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  outlets INTEGER NOT NULL,
  independent INTEGER NOT NULL
);
CREATE INDEX story_last ON story (last_ms);

-- Stories are never deleted: their names lead on.
CREATE TABLE redirect (
  slug TEXT PRIMARY KEY,
  old_story INTEGER NOT NULL,
  story INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE reader_story (
  story INTEGER PRIMARY KEY,
  last_look_ms INTEGER,
  follow TEXT NOT NULL DEFAULT 'none'
);

CREATE TABLE subscription (
  url TEXT PRIMARY KEY,
  title TEXT,
  folder TEXT,
  etag TEXT,
  last_modified TEXT,
  due_ms INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  problem TEXT
) WITHOUT ROWID;

-- Words to articles; the text itself is in the revisions.
CREATE VIRTUAL TABLE words USING fts5 (
  headline, text, content = '', contentless_delete = 1,
  tokenize = 'porter unicode61 remove_diacritics 2'
);
