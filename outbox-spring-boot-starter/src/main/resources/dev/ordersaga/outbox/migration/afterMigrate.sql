-- What the service's settings say. Runs after every migration, that is at every start.
update outbox_retention
   set keep = nullif(make_interval(secs => ${keepSeconds}), '0'),
       partition_interval = make_interval(secs => ${partitionSeconds}),
       partition_rows = ${partitionRows};

-- The relay's role may read the outbox, have old partitions removed, and nothing else. A role made later gets it, too.
do $$
begin
    if '${readerRole}' <> '' and exists (select from pg_roles where rolname = '${readerRole}') then
        execute format('grant usage on schema %I to %I', current_schema(), '${readerRole}');
        execute format('grant select on %I.outbox to %I', current_schema(), '${readerRole}');
        execute format('grant execute on function outbox_report_published, outbox_last_report, outbox_make_ahead,
                outbox_drop_behind, outbox_retention_status to %I', '${readerRole}');
    end if;
end $$;
