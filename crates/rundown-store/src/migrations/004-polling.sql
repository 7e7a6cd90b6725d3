-- How the polling of a subscription stands, beside what 001 keeps of it.
CREATE TABLE poll (
  url TEXT PRIMARY KEY REFERENCES subscription (url) ON DELETE CASCADE ON UPDATE CASCADE,
  state TEXT NOT NULL DEFAULT 'active',
  -- How long the wait was meant to be: a due time further ahead was noted by a clock
  -- that ran wrong.
  wait_s INTEGER NOT NULL DEFAULT 86400,
  asked_ms INTEGER,
  answered_ms INTEGER,
  -- The feed's own rhythm: its newest item, and the time between two items.
  newest_ms INTEGER,
  rhythm_s INTEGER,
  -- Where it says that it has moved for good, and since when.
  moved_to TEXT,
  moved_ms INTEGER,
  -- Between these times items may have come and gone unseen.
  gap_from_ms INTEGER,
  gap_to_ms INTEGER,
  -- Hashes of the items of the last answer.
  window BLOB
);
INSERT INTO poll (url) SELECT url FROM subscription;
CREATE INDEX subscription_due ON subscription (due_ms);

-- Pages that are still to be fetched, or to be looked at again. A page that was given
-- up has no due time; it is kept for a while so that it is not asked for anew.
CREATE TABLE page (
  url TEXT PRIMARY KEY,
  host TEXT NOT NULL,
  feed TEXT NOT NULL,
  -- What the feed calls itself, and whether it speaks for the page's outlet.
  title TEXT NOT NULL,
  own INTEGER NOT NULL,
  -- The item that points at it, as JSON.
  item TEXT NOT NULL,
  first_ms INTEGER NOT NULL,
  due_ms INTEGER,
  wait_s INTEGER NOT NULL DEFAULT 0,
  asked_ms INTEGER,
  -- Failures in a row, and answers so far.
  tries INTEGER NOT NULL DEFAULT 0,
  visits INTEGER NOT NULL DEFAULT 0,
  -- Whether there is an article already: of the feed's own text, or of an earlier visit.
  kept INTEGER NOT NULL DEFAULT 0,
  etag TEXT,
  last_modified TEXT,
  problem TEXT
);
CREATE INDEX page_due ON page (host, kept, due_ms, url, wait_s) WHERE due_ms IS NOT NULL;
CREATE INDEX page_awaited ON page (first_ms) WHERE kept = 0;
