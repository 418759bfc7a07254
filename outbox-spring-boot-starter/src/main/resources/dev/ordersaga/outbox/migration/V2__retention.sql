-- How old rows leave the outbox. The owner of the table decides what may leave and when; the relay's role may only call
-- the functions below, which take no names, know this one table, and check by themselves what they are told.
--
-- Partitions are ranges of positions, far wider than is ever written to one. When the newest has been in use for long
-- enough, or has enough rows, the sequence jumps to the beginning of the next: partitions by time or by size, without a
-- size to be guessed. A partition all of whose rows have been published for long enough is emptied by TRUNCATE, which
-- locks nothing but that partition, and later dropped, when nobody has the whole table in use.

create table outbox_retention (
    only_row           boolean  primary key default true check (only_row),
    keep               interval default '1 day' check (keep >= '0'),         -- after publication; null: for ever
    partition_interval interval not null default '3 hours' check (partition_interval > '0'),
    partition_rows     bigint   not null default 20000000 check (partition_rows > 0),
    dropped_until      timestamptz, -- rows created later than that have not left
    unaware            text[]       -- transactions that may not know the newest partition; null: to be found out
);

insert into outbox_retention default values;

-- What was published when, as told by the relays: a few rows for each. A relay that will never come back holds up
-- retention until its rows are deleted here.
create table outbox_progress (
    relay     text        not null,
    at        timestamptz not null default clock_timestamp(),
    system    bigint      not null, -- snapshots mean nothing in another cluster
    published pg_snapshot not null,
    waiting   bigint,               -- the lowest position visible in the snapshot that is yet to be published, or once more
    primary key (relay, at)
);

create view outbox_partition as
select c.oid::regclass as partition,
       pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT' as is_default,
       substring(pg_get_expr(c.relpartbound, c.oid) from 'FROM \(''(-?\d+)''\)')::bigint as lower,
       substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \(''(-?\d+)''\)')::bigint as upper
  from pg_inherits i
  join pg_class c on c.oid = i.inhrelid
 where i.inhparent = 'outbox'::regclass and not i.inhdetachpending;

create function outbox_next_position() returns bigint language sql as $$
    select coalesce(pg_sequence_last_value(pg_get_serial_sequence('outbox', 'position')::regclass), 0) + 1
$$;

-- One at a time. A snapshot older than a lock would not show what was committed while waiting for the lock, and a partition
-- is there for others only when its transaction has committed.
create function outbox_retention_begins() returns boolean language plpgsql as $$
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'Retention of the outbox demands the isolation level read committed';
    end if;
    if pg_current_xact_id_if_assigned() is not null then
        raise exception 'Each step of the retention of the outbox demands a transaction of its own';
    end if;
    return pg_try_advisory_xact_lock(hashtextextended('outbox retention ' || 'outbox'::regclass::oid, 0));
end $$;

-- Tells that this relay has published all that is visible in the snapshot, except rows from the position waiting on, and
-- those that it is to publish once more. Kept now and then only, so that the table stays small without a vacuum, and
-- whenever rows have to stay that did not.
create function outbox_report_published(relay text, published pg_snapshot, waiting bigint) returns void
language plpgsql security definer as $$
#variable_conflict use_column
declare
    me      constant text := outbox_report_published.relay;
    cluster constant bigint := (select system_identifier from pg_control_system());
    keep    constant interval := (select keep from outbox_retention);
    newest  outbox_progress;
begin
    if pg_snapshot_xmax(outbox_report_published.published) > pg_snapshot_xmax(pg_current_snapshot()) then
        raise exception 'The snapshot % has yet to come', outbox_report_published.published;
    end if;
    -- A relay that tells of less than before publishes again what it had published: that stays for as long as all else.
    delete from outbox_progress
     where relay = me and (system <> cluster
                           or pg_snapshot_xmax(published) > pg_snapshot_xmax(outbox_report_published.published));
    select * into newest from outbox_progress where relay = me order by at desc limit 1;
    if not found or newest.at <= clock_timestamp() - coalesce(keep / 16, '1 hour')
        or coalesce(outbox_report_published.waiting < newest.waiting,
                    newest.waiting is null and outbox_report_published.waiting is not null)
        or pg_snapshot_xmax(newest.published) < '3' then -- before the first transaction: nothing
        insert into outbox_progress (relay, system, published, waiting)
        values (me, cluster, outbox_report_published.published, outbox_report_published.waiting)
        on conflict do nothing;
        delete from outbox_progress
         where relay = me
           and at < (select max(at) from outbox_progress
                      where relay = me and at <= clock_timestamp() - coalesce(keep, '0'));
    end if;
end $$;

-- The newest of what that relay has told, nothing if it never has: no relay of that name has published this outbox.
create function outbox_last_report(relay text)
returns table (at timestamptz, system bigint, published pg_snapshot, waiting bigint)
language sql security definer as $$
    select at, system, published, waiting from outbox_progress p
     where p.relay = outbox_last_report.relay order by at desc limit 1
$$;

-- Does one thing, and says what; null when there is nothing to do. To be called in a transaction of its own. ATTACH
-- leaves writers alone; it waits for those of the default partition, which has none but in an emergency.
--
-- A statement that was under way when a partition was attached goes on without knowing it, and its row for it would fail:
-- it is sent to the default partition, which may no longer take it. So the jump waits for all who had the table locked
-- then; mostly they have long ended, for a partition is attached when its predecessor comes into use.
create function outbox_make_ahead() returns text
language plpgsql security definer set lock_timeout = '100ms' set enable_seqscan = off as $$
declare
    width   constant bigint := 1000000000;
    spare   constant bigint := 1000000; -- more than anybody writes between the two halves of the statement that jumps
    policy  outbox_retention;
    current outbox_partition;
    next    bigint;
    ahead   bigint;
    others  regclass;
    since   timestamptz;
    lockers text[];
begin
    select * into policy from outbox_retention;
    if policy.keep is null or not outbox_retention_begins() then
        return null;
    end if;
    next := outbox_next_position();
    select min(lower) into ahead from outbox_partition where lower > next;
    if ahead is null then
        select max(upper) into ahead from outbox_partition;
        select partition into others from outbox_partition where is_default;
        if not found then
            raise exception 'The outbox has no default partition, or is not partitioned by position';
        end if;
        -- Rows that had to go to the default partition stay there; the range begins far above them.
        execute format('select greatest($1, $2 + $3, max(position) + $3) from %s', others)
            into ahead using coalesce(ahead, 0), case when next > ahead - spare then next end, width;
        execute format('create table outbox_p%s (like outbox including all excluding identity)', ahead);
        execute format('alter table outbox attach partition outbox_p%s for values from (%s) to (%s)', ahead, ahead,
                ahead + width);
        update outbox_retention set unaware = null;
        return format('made outbox_p%s', ahead);
    end if;
    if ahead - next < spare then
        return null; -- gets there by itself
    end if;
    select coalesce(array_agg(virtualtransaction), '{}') into lockers
      from pg_locks
     where relation = 'outbox'::regclass and mode = 'RowExclusiveLock' and granted
       and database = (select oid from pg_database where datname = current_database());
    if policy.unaware is null then
        update outbox_retention set unaware = lockers returning unaware into policy.unaware;
    end if;
    if policy.unaware && lockers then
        return null;
    end if;
    select * into current from outbox_partition
     where not is_default and coalesce(lower <= next, true) and coalesce(next < upper, true);
    if found and next - greatest(current.lower, 1) < policy.partition_rows then
        execute format('select created_at from %s order by position limit 1', current.partition) into since;
        if since is null or since > clock_timestamp() - policy.partition_interval then
            return null;
        end if;
    end if;
    perform setval(pg_get_serial_sequence('outbox', 'position')::regclass, ahead - 1)
      where outbox_next_position() < ahead - spare;
    return format('went on to outbox_p%s', ahead);
end $$;

-- Since when it has been known that every row of the partition was published, if that is long enough ago for every relay;
-- else, and of an empty one, null. Exact: not visible in a snapshot is what is asked for below, see ADR 2.
create function outbox_published_since(part regclass) returns timestamptz language plpgsql as $$
declare
    cluster constant bigint := (select system_identifier from pg_control_system());
    keep    constant interval := (select r.keep from outbox_retention r);
    known   outbox_progress;
    name    text;
    stays   boolean;
    since   timestamptz;
begin
    execute format('select not exists (select from %s)', part) into stays;
    for name in select distinct p.relay from outbox_progress p loop
        exit when stays;
        select p.* into known from outbox_progress p
         where p.relay = name and p.system = cluster and p.at <= clock_timestamp() - keep order by p.at desc limit 1;
        if not found then
            return null;
        end if;
        select least(known.waiting, p.waiting) into known.waiting
          from outbox_progress p where p.relay = name and p.system = cluster order by p.at desc limit 1;
        execute format('select exists (select from %1$s where transaction_id >= $1)
                            or exists (select from %1$s where transaction_id = any($2))
                            or exists (select from %1$s where position >= $3)', part)
            into stays using pg_snapshot_xmax(known.published), array(select pg_snapshot_xip(known.published)),
                known.waiting;
        since := least(since, known.at);
    end loop;
    return case when not stays then since end;
end $$;

-- Does one thing, and says what; null when there is nothing to do or somebody is in the way. To be called in a transaction
-- of its own. Whoever has written to a partition and not ended yet keeps it locked, so what is checked under our lock
-- is all that will ever be in it, apart from a row whose position was given away long ago: that goes to an empty
-- partition, or the default one.
create function outbox_drop_behind() returns text
language plpgsql security definer set lock_timeout = '100ms' set enable_seqscan = off as $$
declare
    next  bigint;
    part  regclass;
    empty boolean;
    since timestamptz;
    gone  text;
begin
    if (select keep is null from outbox_retention) or not outbox_retention_begins() then
        return null;
    end if;
    next := outbox_next_position();
    for part in
        select partition from outbox_partition
         where upper <= next
            or is_default and exists (select from outbox_partition
                                       where coalesce(lower <= next, true) and next < upper)
         order by upper nulls last
    loop
        if outbox_published_since(part) is not null then
            begin
                execute format('lock table only %s in access exclusive mode', part);
                since := outbox_published_since(part);
                if since is null then
                    raise lock_not_available; -- a row has come meanwhile: let go of it
                end if;
                execute format('truncate table only %s', part);
                update outbox_retention set dropped_until = greatest(dropped_until, since);
                return format('emptied %s', part);
            exception when lock_not_available then
                null; -- an open transaction has written to it, or reads it for long: another time
            end;
        end if;
    end loop;
    for part in select partition from outbox_partition where upper <= next loop
        execute format('select not exists (select from %s)', part) into empty;
        exit when empty;
    end loop;
    if empty then
        -- Everybody who comes waits behind this lock while it waits: a moment, and again another time.
        perform set_config('lock_timeout', '50ms', true);
        lock table only outbox in access exclusive mode;
        for part in select partition from outbox_partition where upper <= next loop
            execute format('select not exists (select from %s)', part) into empty;
            if empty then
                gone := concat_ws(', ', gone, part);
                execute format('drop table %s', part);
            end if;
        end loop;
    end if;
    return 'dropped ' || gone;
exception when lock_not_available then
    return null;
end $$;

create function outbox_retention_status()
returns table (keep interval, partitions bigint, bytes numeric, dropped_until timestamptz, last_position bigint)
language sql security definer as $$
    select r.keep, p.partitions, p.bytes, r.dropped_until, outbox_next_position() - 1
      from outbox_retention r,
           (select count(*) as partitions, sum(pg_total_relation_size(partition)) as bytes from outbox_partition) p
$$;

-- Nobody's names come before ours, and nobody but the owner may call them: see the grants in afterMigrate.sql.
do $$
declare
    function regprocedure;
begin
    foreach function in array array['outbox_next_position()', 'outbox_retention_begins()',
            'outbox_report_published(text, pg_snapshot, bigint)', 'outbox_last_report(text)', 'outbox_make_ahead()',
            'outbox_published_since(regclass)', 'outbox_drop_behind()', 'outbox_retention_status()']::regprocedure[]
    loop
        execute format('alter function %s set search_path = %I, pg_temp', function, current_schema());
        execute format('revoke all on function %s from public', function);
    end loop;
end $$;
