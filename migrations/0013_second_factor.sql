-- 动态口令: one-time codes (RFC 6238) that are asked for after the password.

create table second_factors (
    person_id    uuid primary key references people (id),
    secret       bytea not null,
    begun_at     timestamptz not null,
    -- Not asked for before the person has shown once that the codes are right.
    confirmed_at timestamptz,
    -- Which thirty seconds the last used code belonged to: a code is good once.
    last_step    bigint not null default 0
);

-- For a lost telephone; each is good once. Random and long, so its SHA-256 is enough.
create table recovery_codes (
    person_id uuid not null references people (id),
    digest    bytea not null,
    primary key (person_id, digest)
);

-- Sign-ins whose password was right and whose code is still to come.
create table sign_in_tickets (
    digest    bytea primary key,
    person_id uuid not null references people (id),
    made_at   timestamptz not null
);
create index sign_in_tickets_by_age on sign_in_tickets (made_at);

-- An address that tries many accounts waits too.
create index sign_in_failures_by_address on sign_in_failures (address, at);
