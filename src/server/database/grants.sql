-- Rights of the server's role. Run after every migration by the owner, as one transaction: two processes that start at
-- once take turns.
select pg_advisory_xact_lock(hashtext('duban grants'));
do $$
begin
    if not exists (select 1 from pg_roles where rolname = 'duban_app') then
        begin
            create role duban_app nologin;
        exception when duplicate_object or unique_violation then null; -- another process was faster
        end;
    end if;
    if not pg_has_role(current_user, 'duban_app', 'member') then
        execute format('grant duban_app to %I', current_user);
    end if;
end
$$;
grant usage on schema public to duban_app;
grant select, insert, update, delete on all tables in schema public to duban_app;
grant usage on all sequences in schema public to duban_app;
grant execute on all functions in schema public to duban_app;
-- The activity record is append-only, its seals too.
revoke update, delete, truncate on events, event_seals from duban_app;
revoke insert, update, delete, truncate on _sqlx_migrations from duban_app;
