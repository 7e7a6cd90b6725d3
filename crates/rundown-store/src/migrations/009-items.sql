-- Stories as the programs people read feeds with take them: one item each. `item` names it
-- for ever; `seq` is the highest of all when something new is told in it.
CREATE TABLE item (
  story INTEGER PRIMARY KEY,
  item INTEGER NOT NULL,
  seq INTEGER NOT NULL UNIQUE,
  lang TEXT NOT NULL,
  -- What had arrived by then was looked through for news…
  through_ms INTEGER NOT NULL,
  -- …of which the latest arrived then…
  told_ms INTEGER NOT NULL,
  -- …and was noted here then.
  noted_ms INTEGER NOT NULL,
  -- When a program was last given its content.
  given_ms INTEGER,
  -- The look that the latest mark of a program took the place of.
  look_before_ms INTEGER
);
CREATE INDEX item_through ON item (through_ms);
CREATE INDEX item_noted ON item (noted_ms);
CREATE INDEX revision_seen ON revision (seen_ms);
