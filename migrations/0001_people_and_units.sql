-- Units, people and what they may do. Names follow the word list of the product; every constraint that a form
-- can meet is named, because src/server/database/constraints.rs turns its name into a message beside the field.

create table units (
    id          uuid primary key,
    code        text not null constraint units_code_unique unique,
    name        text not null constraint units_name_unique unique,
    short_name  text not null constraint units_short_name_unique unique,
    kind        text not null constraint units_kind_known
                check (kind in ('office', 'province_department', 'central_department', 'region_city',
                                'region_county')),
    parent_id   uuid constraint units_parent_exists references units (id),
    sort_order  integer not null default 0,
    closed_on   date,
    version     bigint not null default 1
);
create index units_by_order on units (sort_order, code);

-- 单位类: 各市（州）政府, 各有关部门. A closed class stands for a fixed list of units; an open one (closed = false) is
-- turned into named units by the office when the task is dispatched.
create table unit_classes (
    id              uuid primary key,
    code            text not null constraint unit_classes_code_unique unique,
    label           text not null constraint unit_classes_label_unique unique,
    closed          boolean not null,
    candidate_kinds text[] not null default '{}',
    sort_order      integer not null default 0,
    version         bigint not null default 1
);

create table unit_class_members (
    class_id uuid not null references unit_classes (id) on delete cascade,
    unit_id  uuid not null references units (id),
    primary key (class_id, unit_id)
);

-- Other wordings found in ledgers. Each names one unit or one class.
create table unit_aliases (
    alias    text primary key,
    unit_id  uuid references units (id) on delete cascade,
    class_id uuid references unit_classes (id) on delete cascade,
    constraint unit_aliases_one_target check (num_nonnulls(unit_id, class_id) = 1)
);

create table people (
    id                    uuid primary key,
    account               text not null constraint people_account_unique unique
                          constraint people_account_lower check (account = lower(account)),
    name                  text not null,
    unit_id               uuid not null constraint people_unit_exists references units (id),
    post                  text not null default '',
    office_phone          text not null default '',
    mobile                text not null default '',
    email                 text not null default '',
    password_hash         text not null,
    password_set_at       timestamptz not null,
    must_change_password  boolean not null default true,
    disabled_at           timestamptz,
    created_at            timestamptz not null,
    version               bigint not null default 1
);
create index people_by_unit on people (unit_id, account);

create table person_roles (
    person_id  uuid not null references people (id),
    role       text not null constraint person_roles_known check (role in (
                   'registrar', 'director', 'inspector', 'leader', 'unit_head', 'liaison', 'reporter', 'publicity',
                   'sys_admin', 'security_admin', 'auditor')),
    granted_by uuid references people (id),
    granted_at timestamptz not null,
    primary key (person_id, role)
);
-- 三员分立: system, security and audit administrator are three separate persons, here as well as in the rules.
create unique index person_roles_one_admin_part on person_roles (person_id)
    where role in ('sys_admin', 'security_admin', 'auditor');

-- The hashes of earlier passwords, so that they are not used again.
create table password_history (
    person_id     uuid not null references people (id),
    password_hash text not null,
    set_at        timestamptz not null,
    primary key (person_id, set_at)
);

-- Failed sign-ins of the last day. The account is kept as it was typed, known or not, so that a waiting time does
-- not tell valid names apart.
create table sign_in_failures (
    id      uuid primary key,
    account text not null,
    address text not null,
    at      timestamptz not null
);
create index sign_in_failures_recent on sign_in_failures (account, address, at);

create table sessions (
    id           uuid primary key,
    token_digest bytea not null constraint sessions_token_unique unique,
    person_id    uuid not null references people (id),
    created_at   timestamptz not null,
    seen_at      timestamptz not null,
    address      text not null,
    device       text not null,
    ended_at     timestamptz
);
create index sessions_by_person on sessions (person_id) where ended_at is null;

-- Settings that hold for the whole installation, e.g. whether it shows sample data.
create table settings (
    name  text primary key,
    value text not null
);
