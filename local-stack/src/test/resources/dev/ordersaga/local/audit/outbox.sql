create table outbox (position bigint generated always as identity, id uuid, topic text, message_key text, type text,
    payload bytea, headers text, transaction_id xid8 default pg_current_xact_id(), created_at timestamptz default now());
create table outbox_retention (dropped_until timestamptz);
insert into outbox_retention values (null);
create table dead_letter (state text, since timestamptz default now(), discarded_at timestamptz);
