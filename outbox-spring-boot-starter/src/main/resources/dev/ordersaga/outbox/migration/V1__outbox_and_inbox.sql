-- Append-only: rows are never updated or deleted one by one, they leave with their partition. Position is assigned in
-- the order of the inserts, but transactions commit in any order; so a reader goes by transaction_id and snapshots
-- (pg_current_snapshot), never by the highest position seen.
create table outbox (
    position       bigint generated always as identity,
    id             uuid        not null,
    topic          text        not null,
    message_key    text        not null,
    type           text        not null,
    payload        bytea       not null check (octet_length(payload) <= 1000000),
    headers        text        not null, -- a JSON object of strings: the record's headers beyond ce_id, ce_type, ce_time
    transaction_id xid8        not null default pg_current_xact_id(),
    created_at     timestamptz not null default clock_timestamp(),
    primary key (position)
) partition by range (position);

-- Further ones are made as time goes by, see outbox_make_ahead(); the range is never used up, it is left by a jump.
create table outbox_p0 partition of outbox for values from (minvalue) to (1000000000);
-- Writers never fail for want of a partition.
create table outbox_default partition of outbox default;

create index outbox_transaction_id_position on outbox (transaction_id, position);

-- The primary key is the deduplication: a message takes effect once per subscription.
create table inbox (
    subscription text        not null,
    message_id   uuid        not null,
    handled_at   timestamptz not null default now(),
    primary key (subscription, message_id)
);

create index inbox_handled_at on inbox using brin (handled_at);
