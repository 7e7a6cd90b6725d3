-- A log between the stages (`src/log.rs`): entries of shards in their order, each key once.
-- Of what is settled the last entry of a shard stays, so that places only grow.
CREATE TABLE log (
  seq INTEGER PRIMARY KEY,
  shard TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  body BLOB NOT NULL,
  sum INTEGER NOT NULL
);
CREATE INDEX log_shard ON log (shard, seq);
-- The number of the latest worker that held a lease (`src/fence.rs`).
CREATE TABLE fence (
  lease TEXT PRIMARY KEY,
  number INTEGER NOT NULL
);
