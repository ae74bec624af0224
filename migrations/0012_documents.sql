-- 附件: files that belong to a record. The bytes lie in the file store under the same id; a row without bytes does not
-- exist, bytes without a row are swept away.

create table documents (
    id          uuid primary key,
    -- As the writer called it, without folders and characters that mislead.
    name        text not null constraint documents_name_length check (char_length(name) between 1 and 150),
    -- What the content is, not what the browser said.
    media_type  text not null,
    size        bigint not null constraint documents_not_empty check (size > 0),
    sha256      bytea not null constraint documents_digest check (length(sha256) = 32),
    uploaded_at timestamptz not null,
    uploaded_by uuid not null references people (id)
);

-- Attachments of a progress report, by what the report is about: they can be there before anything is written. Taken off
-- a draft, the file goes; what was sent once is kept, though no longer shown.
create table report_documents (
    document_id  uuid primary key references documents (id),
    task_id      uuid not null references tasks (id) on delete cascade,
    unit_id      uuid not null references units (id),
    period_start date not null,
    -- When the report went out with it for the first time.
    sent_at      timestamptz,
    removed_at   timestamptz,
    removed_by   uuid references people (id),
    constraint report_documents_removed_by_somebody check ((removed_at is null) = (removed_by is null)),
    constraint report_documents_removed_was_sent check (removed_at is null or sent_at is not null)
);
create index report_documents_shown on report_documents (task_id, unit_id, period_start) where removed_at is null;
