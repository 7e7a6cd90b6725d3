-- What articles are about, to narrow lists of stories down by (`src/about.rs`): their
-- language, outlet, section, and the people and places they name most.
CREATE TABLE topic (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  name TEXT NOT NULL,
  label TEXT NOT NULL,
  UNIQUE (kind, name)
);
CREATE TABLE about (
  topic INTEGER NOT NULL REFERENCES topic (id),
  article INTEGER NOT NULL REFERENCES article (seq),
  PRIMARY KEY (topic, article)
) WITHOUT ROWID;
CREATE INDEX about_article ON about (article);

CREATE TEMP TABLE told AS
  SELECT a.seq AS article, one.value ->> 0 AS kind, one.value ->> 1 AS name,
    one.value ->> 2 AS label
  FROM article a JOIN revision r ON r.article = a.seq AND r.number = a.revision,
    json_each(topics(r.read)) AS one;
INSERT OR IGNORE INTO topic (kind, name, label)
  SELECT kind, name, label FROM told ORDER BY article;
INSERT OR IGNORE INTO about (topic, article)
  SELECT t.id, told.article FROM told JOIN topic t USING (kind, name);
DROP TABLE told;
