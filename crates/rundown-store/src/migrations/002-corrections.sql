-- What the reader decided about the stories of two articles: `together`, or that the
-- first does not belong to the story of the second. It outlives every threading.
CREATE TABLE correction (
  number INTEGER PRIMARY KEY,
  article TEXT NOT NULL,
  other TEXT NOT NULL,
  together INTEGER NOT NULL,
  UNIQUE (article, other)
);

-- The article that gave a merged story its title: where it parts again, the story has
-- its old name back.
ALTER TABLE redirect ADD COLUMN title_article TEXT;
CREATE INDEX redirect_title ON redirect (title_article);
