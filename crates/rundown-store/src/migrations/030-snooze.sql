-- Stories that a reader put off: until a time, or until something material happens after
-- one. The look before the latest one lets that one be taken back.
ALTER TABLE reader_story ADD COLUMN snoozed_until_ms INTEGER;
ALTER TABLE reader_story ADD COLUMN material_since_ms INTEGER;
ALTER TABLE reader_story ADD COLUMN look_before_ms INTEGER;

-- When each reader last marked all stories as read at once, and how many that changed.
CREATE TABLE reader_sweep (
  reader INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  stories INTEGER NOT NULL
);
