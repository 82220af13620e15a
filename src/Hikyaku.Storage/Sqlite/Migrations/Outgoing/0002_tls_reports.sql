-- Sessions to other domains by day, domain and policy. Days are counted from 0001-01-01, times are milliseconds since 1970.
CREATE TABLE tls_sessions (
    id INTEGER PRIMARY KEY,
    day INTEGER NOT NULL,
    domain TEXT NOT NULL,
    type INTEGER NOT NULL,
    policy TEXT NOT NULL,
    mx_hosts TEXT NOT NULL,
    succeeded INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    UNIQUE (day, domain, type, policy, mx_hosts)
) STRICT;

CREATE TABLE tls_failures (
    session INTEGER NOT NULL REFERENCES tls_sessions ON DELETE CASCADE,
    type INTEGER NOT NULL,
    source TEXT NOT NULL,
    host TEXT NOT NULL,
    address TEXT NOT NULL,
    detail TEXT NOT NULL,
    sessions INTEGER NOT NULL,
    PRIMARY KEY (session, type, source, host, address, detail)
) STRICT, WITHOUT ROWID;

-- How far the reports about them came.
CREATE TABLE tls_reports (
    day INTEGER NOT NULL,
    domain TEXT NOT NULL,
    over INTEGER NOT NULL,
    next INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (day, domain)
) STRICT, WITHOUT ROWID;

-- What others report about their sessions to domains here.
CREATE TABLE received_tls_reports (
    id INTEGER PRIMARY KEY,
    received INTEGER NOT NULL,
    organization TEXT NOT NULL,
    report TEXT NOT NULL,
    domain TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    succeeded INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (organization, report, domain)
) STRICT;
