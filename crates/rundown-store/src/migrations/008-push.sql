-- Pages by when they are due: a store of many that are looked at again tomorrow is asked
-- each second which are due now.
CREATE INDEX page_time ON page (due_ms, host, kept, url) WHERE due_ms IS NOT NULL;
DROP INDEX page_due;

-- Hubs that deliver what is new in a feed (WebSub).
CREATE TABLE push (
  url TEXT PRIMARY KEY REFERENCES subscription (url) ON DELETE CASCADE ON UPDATE CASCADE,
  hub TEXT NOT NULL,
  -- What the feed is called there.
  topic TEXT NOT NULL,
  -- The end of the address that the hub delivers to, and what it signs with.
  token TEXT NOT NULL UNIQUE,
  secret TEXT NOT NULL,
  -- When the hub was asked last, when to ask it anew, and until when it will deliver.
  asked_ms INTEGER,
  renew_ms INTEGER,
  lease_ms INTEGER,
  -- When it delivered last.
  pushed_ms INTEGER
);
