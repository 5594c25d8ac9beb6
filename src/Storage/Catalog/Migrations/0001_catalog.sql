-- Times are milliseconds since 1970 UTC. AUTOINCREMENT: an id is never given twice, for the events carry it.
CREATE TABLE sites
(
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    name              TEXT NOT NULL UNIQUE,
    time_zone         TEXT NOT NULL,
    currency          TEXT NOT NULL,
    visit_gap_minutes INTEGER NOT NULL,
    hostnames         TEXT NOT NULL, -- JSON array
    script_path       TEXT NOT NULL UNIQUE,
    created           INTEGER NOT NULL
) STRICT;

CREATE TABLE goals
(
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id    INTEGER NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    type       TEXT NOT NULL,
    value      TEXT NOT NULL,
    properties TEXT NOT NULL, -- JSON object
    UNIQUE (site_id, name)
) STRICT;

CREATE TABLE funnels
(
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id        INTEGER NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    name           TEXT NOT NULL,
    steps          TEXT NOT NULL, -- JSON array
    window_seconds INTEGER NOT NULL,
    step_order     TEXT NOT NULL,
    unit           TEXT NOT NULL,
    UNIQUE (site_id, name)
) STRICT;

-- Of a secret only its first characters, to find it, and its SHA-256 are kept.
CREATE TABLE api_keys
(
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    label     TEXT NOT NULL,
    site_id   INTEGER REFERENCES sites (id) ON DELETE CASCADE,
    rights    INTEGER NOT NULL,
    prefix    TEXT NOT NULL,
    hash      BLOB NOT NULL UNIQUE,
    created   INTEGER NOT NULL,
    last_used INTEGER,
    revoked   INTEGER
) STRICT;

CREATE TABLE sign_in_tokens
(
    hash    BLOB PRIMARY KEY,
    expires INTEGER NOT NULL
) STRICT;

CREATE TABLE sign_in_sessions
(
    hash      BLOB PRIMARY KEY,
    created   INTEGER NOT NULL,
    last_seen INTEGER NOT NULL
) STRICT;
