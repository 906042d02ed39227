-- case.db, version 1: structure and sealed records. Never edited once shipped.
CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY CHECK (length(key) > 0),
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) > 0),
  version INTEGER NOT NULL CHECK (version > 0),
  facts BLOB NOT NULL,
  headers BLOB NOT NULL
) STRICT;

-- No reference to cases: a body outlives a failed look-up of its case.
CREATE TABLE bodies (
  case_id TEXT NOT NULL CHECK (length(case_id) > 0),
  entry_id TEXT NOT NULL CHECK (length(entry_id) > 0),
  version INTEGER NOT NULL CHECK (version > 0),
  sealed BLOB NOT NULL,
  PRIMARY KEY (case_id, entry_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE referrals (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) > 0),
  version INTEGER NOT NULL CHECK (version > 0),
  header BLOB NOT NULL,
  sealed BLOB NOT NULL
) STRICT;

CREATE TABLE state (
  kind TEXT NOT NULL CHECK (length(kind) > 0),
  id TEXT NOT NULL CHECK (length(id) > 0),
  version INTEGER NOT NULL CHECK (version > 0),
  record BLOB NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT;

CREATE TABLE tokens (
  token BLOB NOT NULL CHECK (length(token) = 16),
  case_id TEXT NOT NULL CHECK (length(case_id) > 0),
  PRIMARY KEY (token, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_by_case ON tokens (case_id);

CREATE TABLE requests (
  member TEXT NOT NULL CHECK (length(member) > 0),
  request_id TEXT NOT NULL CHECK (length(request_id) > 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  resource TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 0),
  leaf INTEGER NOT NULL CHECK (leaf >= 0),
  time INTEGER NOT NULL,
  PRIMARY KEY (member, request_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX requests_by_time ON requests (time);

-- Leaves of committed writes, until journal.db is known to hold them.
CREATE TABLE outbox (
  idx INTEGER NOT NULL PRIMARY KEY CHECK (idx >= 0),
  binding BLOB NOT NULL,
  naming BLOB NOT NULL
) STRICT;
