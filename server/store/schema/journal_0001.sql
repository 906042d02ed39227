-- journal.db, version 1: the leaves and the upper nodes of their tree. Never
-- edited once shipped.
CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY CHECK (length(key) > 0),
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- naming is the last column, so that reading the rest of a leaf never follows
-- it to an overflow page; NULL once forgotten.
CREATE TABLE leaves (
  idx INTEGER NOT NULL PRIMARY KEY CHECK (idx >= 0),
  binding BLOB NOT NULL CHECK (length(binding) > 0),
  naming_hash BLOB NOT NULL CHECK (length(naming_hash) = 32),
  naming BLOB
) STRICT;

-- Perfect subtrees of 256 leaves and more; smaller ones are hashed again from
-- their leaves when a proof needs them.
CREATE TABLE nodes (
  level INTEGER NOT NULL CHECK (level >= 8),
  idx INTEGER NOT NULL CHECK (idx >= 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;
