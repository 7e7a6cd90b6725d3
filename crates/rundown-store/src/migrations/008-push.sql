-- Pages by when they are due: a store of many that are looked at again tomorrow is asked
-- each second which are due now.
CREATE INDEX page_time ON page (due_ms, host, kept, url) WHERE due_ms IS NOT NULL;
DROP INDEX page_due;
