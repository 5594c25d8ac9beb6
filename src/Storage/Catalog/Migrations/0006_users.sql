-- Who may sign in. A role is a UserRole; null here means only the sites of user_sites. A null password: only by a one-time link.
CREATE TABLE users
(
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT NOT NULL UNIQUE,
    role          INTEGER,
    password      TEXT,
    totp_secret   BLOB,                        -- null: no second factor
    totp_step     INTEGER NOT NULL DEFAULT 0,  -- the latest step used: none is taken twice
    created       INTEGER NOT NULL
) STRICT;

CREATE TABLE user_sites
(
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    site_id INTEGER NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    role    INTEGER NOT NULL,
    PRIMARY KEY (user_id, site_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_codes
(
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    hash    BLOB NOT NULL,
    PRIMARY KEY (user_id, hash)
) STRICT, WITHOUT ROWID;

-- A null user: the link that is printed at start as long as no owner has a password, and the session it opens.
ALTER TABLE sign_in_tokens ADD COLUMN user_id INTEGER REFERENCES users (id) ON DELETE CASCADE;

-- Open sessions end with the upgrade: they had no ids.
DROP TABLE sign_in_sessions;

CREATE TABLE sign_in_sessions
(
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    hash      BLOB NOT NULL UNIQUE,
    user_id   INTEGER REFERENCES users (id) ON DELETE CASCADE,
    device    TEXT NOT NULL, -- desktop, mobile or tablet
    created   INTEGER NOT NULL,
    last_seen INTEGER NOT NULL
) STRICT;

CREATE TABLE shares
(
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id   INTEGER NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    name      TEXT NOT NULL,
    hash      BLOB NOT NULL UNIQUE,
    password  TEXT,
    filters   TEXT NOT NULL, -- JSON array
    origins   TEXT NOT NULL, -- JSON array: who may show it in a frame
    created   INTEGER NOT NULL,
    expires   INTEGER,
    UNIQUE (site_id, name)
) STRICT;

CREATE TABLE audit
(
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    time    INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;
