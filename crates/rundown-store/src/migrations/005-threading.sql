-- The state of threading, row by row, as the threads wrote it: what they go on from when
-- the program starts. It can be made anew from the articles.
CREATE TABLE threading (
  key INTEGER PRIMARY KEY,
  body BLOB NOT NULL,
  sum INTEGER NOT NULL
);
