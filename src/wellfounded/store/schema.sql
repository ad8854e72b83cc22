-- The vault's tables. A case is a set of entries; every change of an entry is kept with what stood before and after.
CREATE TABLE vault (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE cases (id TEXT PRIMARY KEY, made TEXT NOT NULL, changed TEXT NOT NULL) STRICT;
CREATE TABLE entry (
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (case_id, kind, key)
) STRICT;
CREATE TABLE change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    before TEXT,
    after TEXT,
    undoes INTEGER,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX change_of_case ON change (case_id, number);
CREATE TABLE document (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    content BLOB NOT NULL
) STRICT;
CREATE TABLE backup (id TEXT PRIMARY KEY, at TEXT NOT NULL, place TEXT NOT NULL, cases TEXT NOT NULL) STRICT;
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER audit_is_never_cut BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
