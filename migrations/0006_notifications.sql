-- 通知: what each person was told, and the mails in which it was told again.

-- One row a person, made in the transaction of the command that caused it. A notice that a person was given once is not
-- given again: its `dedupe` names the occasion.
create table notifications (
    id        uuid primary key,
    person_id uuid not null references people (id),
    -- Which sentence it is (src/features/notifications/model.rs) and what stands in it, as it was called then.
    topic     text not null,
    args      jsonb not null default '{}',
    task_id   uuid references tasks (id) on delete cascade,
    -- Told by mail at once, quiet hours or not (red slips).
    urgent    boolean not null default false,
    dedupe    text not null,
    made_at   timestamptz not null,
    read_at   timestamptz,
    mail_id   uuid,
    -- Handed to an adapter for text messages, where there is one.
    texted_at timestamptz,
    constraint notifications_once unique (person_id, dedupe)
);
create index notifications_by_person on notifications (person_id, made_at desc, id desc);
create index notifications_unread on notifications (person_id, made_at desc, id desc) where read_at is null;
-- What may still go by mail.
create index notifications_unmailed on notifications (urgent, made_at) where mail_id is null and read_at is null;
create index notifications_by_mail on notifications (mail_id) where mail_id is not null;
create index notifications_by_task on notifications (task_id) where task_id is not null;

-- A mail keeps its words: a try after an unknown outcome sends the same letter under the same Message-ID, which is made
-- of `id`.
create table mails (
    id          uuid primary key,
    person_id   uuid not null references people (id),
    kind        text not null constraint mails_kind_known check (kind in ('urgent', 'digest')),
    address     text not null,
    subject     text not null,
    plain       text not null,
    html        text not null,
    made_at     timestamptz not null,
    -- The next try.
    due_at      timestamptz not null,
    attempts    integer not null default 0,
    last_error  text not null default '',
    sent_at     timestamptz,
    given_up_at timestamptz,
    constraint mails_one_end check (num_nonnulls(sent_at, given_up_at) <= 1)
);
-- What comes up while a mail waits gathers for the next one: a mail server that is away causes no flood when it is back.
create unique index mails_one_waiting on mails (person_id, kind) where sent_at is null and given_up_at is null;
create index mails_due on mails (due_at) where sent_at is null and given_up_at is null;
create index mails_by_person on mails (person_id, kind, made_at desc);
alter table notifications
    add constraint notifications_in_a_mail foreign key (mail_id) references mails (id);

-- How somebody wants to be told by mail. Without a row the defaults hold. Times are the office's.
create table notification_preferences (
    person_id   uuid primary key references people (id),
    email       boolean not null default true,
    language    text not null default 'zh-CN' constraint notification_preferences_language_known
                check (language in ('zh-CN', 'en')),
    digest_at   time not null default '08:30',
    quiet_from  time not null default '20:00',
    quiet_until time not null default '07:30'
);
