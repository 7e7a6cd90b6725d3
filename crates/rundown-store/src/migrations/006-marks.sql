-- How far an import of a long archive came: so many of its records are taken in. The sum
-- tells whether an archive begins with these same records.
CREATE TABLE mark (
  archive TEXT PRIMARY KEY,
  records INTEGER NOT NULL,
  sum INTEGER NOT NULL
);
