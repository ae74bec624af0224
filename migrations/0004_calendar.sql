-- 工作日历: the years whose arrangement the State Council has published, and the days on which it departs from the week
-- (调休). Weekends are off without a row, weekdays are worked without a row.

create table calendar_years (
    year         integer primary key constraint calendar_years_known check (year between 2000 and 2099),
    document     text not null,
    published_on date
);

create table calendar_days (
    day  date primary key,
    kind text not null constraint calendar_days_kind_known check (kind in ('off', 'working')),
    name text not null default '',
    -- The functions below count on it: only a weekday can be taken off, only a weekend be worked.
    constraint calendar_days_exceptional check ((kind = 'off') = (extract(isodow from day) < 6))
);
-- Serves the counting without visiting the table.
create index calendar_days_counted on calendar_days (day) include (kind);

-- Weekdays from Monday, 1 January of the year 1, up to and including a day of the years 1 to 9999; and the day with that
-- count. Both mean the same as in src/shared/working_days.rs, where tests hold them together.
create function weekdays_until(day date) returns integer
    language sql immutable strict parallel safe
    return (day - date '0001-01-01') / 7 * 5 + least((day - date '0001-01-01') % 7 + 1, 5);

-- Working days after `from_day` up to and including `to_day`; the same negated the other way round.
create function working_days_between(from_day date, to_day date) returns integer
    language plpgsql stable strict parallel safe as $$
declare
    exceptions integer;
begin
    select count(*) filter (where kind = 'working') - count(*) filter (where kind = 'off') into exceptions
    from calendar_days
    where day > least(from_day, to_day) and day <= greatest(from_day, to_day);
    return weekdays_until(to_day) - weekdays_until(from_day) + sign(to_day - from_day)::integer * exceptions;
end
$$;

-- The working day that lies `n` working days from `day`: working_days_between(day, add_working_days(day, n)) = n. With
-- n = 0 it is `day`, or the last working day before it. More than 100,000 working days are taken for 100,000.
create function add_working_days(day date, n integer) returns date
    language plpgsql stable strict parallel safe as $$
declare
    wanted integer := least(greatest(n, -100000), 100000);
    -- So far the count can lag behind or run ahead of the weekdays.
    slack  integer := (select count(*) from calendar_days);
    -- After `low` and not after `high` lies the first day by which so many working days have passed.
    low    date := day + (least(wanted, 0) - slack - 1) / 5 * 7 - 14;
    high   date := day + (greatest(wanted, 0) + slack) / 5 * 7 + 14;
    middle date;
begin
    while high - low > 1 loop
        middle := low + (high - low) / 2;
        if working_days_between(day, middle) < wanted then low := middle; else high := middle; end if;
    end loop;
    return high;
end
$$;
