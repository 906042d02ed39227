-- keys.db, version 1: wrapped case keys. Never edited once shipped.
CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY CHECK (length(key) > 0),
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE case_keys (
  case_id TEXT NOT NULL PRIMARY KEY CHECK (length(case_id) > 0),
  epoch INTEGER NOT NULL CHECK (epoch > 0),
  wrapped BLOB NOT NULL CHECK (length(wrapped) > 0)
) STRICT;
CREATE INDEX case_keys_by_epoch ON case_keys (epoch);
