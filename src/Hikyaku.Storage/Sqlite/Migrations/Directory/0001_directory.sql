CREATE TABLE domains (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    catch_all INTEGER NOT NULL,
    catch_all_target TEXT NOT NULL,
    limits TEXT NOT NULL,
    disabled_services INTEGER NOT NULL,
    replace_hashes INTEGER NOT NULL,
    separator TEXT,
    is_active INTEGER NOT NULL,
    is_live INTEGER NOT NULL
) STRICT;

CREATE TABLE alias_domains (
    name TEXT PRIMARY KEY,
    domain_id INTEGER NOT NULL REFERENCES domains (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_domains_domain ON alias_domains (domain_id, name);

CREATE VIEW domain_rows AS
SELECT id, name, catch_all, catch_all_target, limits, disabled_services, replace_hashes, separator, is_active, is_live,
    (SELECT group_concat(a.name, ' ') FROM (SELECT name FROM alias_domains WHERE domain_id = domains.id ORDER BY name) a) AS alias_names
FROM domains;

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    domain_id INTEGER NOT NULL REFERENCES domains (id) ON DELETE CASCADE,
    address TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    quota_bytes INTEGER NOT NULL,
    quota_messages INTEGER NOT NULL,
    services INTEGER NOT NULL,
    state INTEGER NOT NULL,
    may_change_password INTEGER NOT NULL,
    forward_targets TEXT,
    forward_keeps_copy INTEGER NOT NULL,
    namespace INTEGER NOT NULL,
    language TEXT,
    created INTEGER NOT NULL,
    is_administrator INTEGER NOT NULL
) STRICT;
CREATE INDEX accounts_domain ON accounts (domain_id, address);
CREATE INDEX accounts_administrators ON accounts (id) WHERE is_administrator = 1;

CREATE TABLE aliases (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    domain_id INTEGER NOT NULL REFERENCES domains (id) ON DELETE CASCADE,
    address TEXT NOT NULL UNIQUE,
    targets TEXT NOT NULL
) STRICT;
CREATE INDEX aliases_domain ON aliases (domain_id, address);

CREATE TABLE grants (
    account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    domain_id INTEGER NOT NULL REFERENCES domains (id) ON DELETE CASCADE,
    PRIMARY KEY (account_id, domain_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX grants_domain ON grants (domain_id);

CREATE TABLE sign_ins (
    account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    protocol INTEGER NOT NULL,
    address TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (account_id, protocol)
) STRICT, WITHOUT ROWID;

CREATE TABLE mailing_lists (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    domain_id INTEGER NOT NULL REFERENCES domains (id) ON DELETE CASCADE,
    address TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    options TEXT NOT NULL,
    texts TEXT NOT NULL
) STRICT;
CREATE INDEX mailing_lists_domain ON mailing_lists (domain_id, address);

CREATE TABLE list_members (
    list_id INTEGER NOT NULL REFERENCES mailing_lists (id) ON DELETE CASCADE,
    role INTEGER NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (list_id, role, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE autoresponders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    domain_id INTEGER NOT NULL REFERENCES domains (id) ON DELETE CASCADE,
    address TEXT NOT NULL UNIQUE,
    account_id INTEGER REFERENCES accounts (id) ON DELETE CASCADE,
    period_seconds INTEGER NOT NULL,
    max_replies INTEGER NOT NULL,
    quotes_original INTEGER NOT NULL,
    is_active INTEGER NOT NULL,
    message BLOB NOT NULL
) STRICT;
CREATE INDEX autoresponders_domain ON autoresponders (domain_id, address);
CREATE INDEX autoresponders_account ON autoresponders (account_id);

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_records (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    actor_address TEXT,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX audit_records_subject ON audit_records (subject, id);
