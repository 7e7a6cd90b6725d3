-- What is kept no longer. A feed that still names such an article does not bring it back,
-- and links to it are told from links to nothing.
CREATE TABLE dropped (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- Of its latest revision.
  content_hash INTEGER NOT NULL
);
-- The addresses it was known under, as 64 bits of a hash: twelve bytes each for ever.
CREATE TABLE dropped_key (
  key INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES dropped (number)
);
-- The names of stories that went as a whole, those that led on to them too.
CREATE TABLE dropped_name (
  slug TEXT PRIMARY KEY,
  story INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX dropped_story ON dropped_name (story);

-- How many dropped articles the state of threading still counts.
CREATE TABLE dropped_threaded (articles INTEGER NOT NULL);
INSERT INTO dropped_threaded VALUES (0);

-- The addresses of an article: dropping one looks for them.
CREATE INDEX alias_article ON alias (article);
