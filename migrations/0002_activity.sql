-- What was done, by whom, when, from where: append-only. The server's own database role may insert and read, never
-- update or delete (granted in src/server/database/grants.sql).

create table events (
    id          uuid primary key,
    at          timestamptz not null,
    actor_id    uuid references people (id),
    actor_name  text not null,
    unit_id     uuid references units (id),
    address     text not null,
    request_id  text not null,
    verb        text not null,
    object_kind text not null,
    object_id   uuid,
    object_name text not null,
    before      jsonb,
    after       jsonb,
    -- Units that had a part in the object until this event and have none any more: they are still told, without its
    -- name, that something changed.
    left_units  uuid[] not null default '{}'
);
create index events_by_object on events (object_kind, object_id, at desc, id desc);
create index events_by_time on events (at desc, id desc);
create index events_by_actor on events (actor_id, at desc, id desc);

-- The hash chain over committed events, one row an event, written in order by one task (server/audit/sealing). `number`
-- has no gaps; `digest` is SHA-256 over the previous digest, the time of sealing and the event's content.
create table event_seals (
    number    bigint primary key,
    event_id  uuid not null constraint event_seals_event_unique unique references events (id),
    digest    bytea not null,
    sealed_at timestamptz not null
);

-- Events that are committed but not yet sealed and announced. A command inserts here in its own transaction; it never
-- takes a lock that another command waits for, and never notifies (that would serialise all commits).
create table outbox (
    event_id uuid primary key references events (id)
);

-- A command that was done once under a key is not done again: the same key gives the same answer.
create table done_commands (
    key       uuid not null,
    person_id uuid not null references people (id),
    verb      text not null,
    answer    jsonb not null,
    done_at   timestamptz not null,
    primary key (key, person_id)
);
create index done_commands_by_age on done_commands (done_at);
