-- MTA-STS policies of other domains. Times are milliseconds since 1970.
CREATE TABLE policies (
    domain TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    fetched INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX policies_by_age ON policies (fetched);
