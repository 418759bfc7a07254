-- The relay's role may read the outbox and nothing else. Runs after every migration, so that a role made later gets it.
do $$
begin
    if '${readerRole}' <> '' and exists (select from pg_roles where rolname = '${readerRole}') then
        execute format('grant usage on schema %I to %I', current_schema(), '${readerRole}');
        execute format('grant select on %I.outbox to %I', current_schema(), '${readerRole}');
    end if;
end $$;
