-- What a subscription could not handle, and what has to wait behind it: the order of a key is kept. A lane is a key of a
-- partition; while it is listed here, whatever comes in it is put behind what is here already. Its row is its lock: who
-- adds to the lane holds it FOR KEY SHARE, who takes from it FOR UPDATE.
create table dead_letter_lane (
    subscription text    not null,
    lane         uuid    not null, -- named after topic, partition and key
    released     boolean not null default false, -- somebody has decided that it goes on: any instance takes it up
    primary key (subscription, lane)
);

create index dead_letter_lane_released on dead_letter_lane (subscription, lane) where released;

create table dead_letter (
    id            bigint      generated always as identity primary key, -- ascending within a lane
    subscription  text        not null,
    lane          uuid        not null,
    message_id    uuid        not null, -- what the inbox knows it by
    topic         text        not null,
    partition     int         not null,
    record_offset bigint      not null,
    record_time   bigint      not null, -- milliseconds, as Kafka has it
    record_key    bytea,
    record_value  bytea,
    header_names  bytea[]     not null, -- as they came, in order, text or not
    header_values bytea[]     not null,
    type          text,                 -- null: none that can be read
    since         timestamptz not null default clock_timestamp(),
    attempts      int         not null default 0 check (attempts >= 0), -- replays that failed
    cause         text,                 -- why it could not be handled; null: nobody has tried
    failed_at     timestamptz,
    discarded_at  timestamptz,
    reason        text,
    state         text        not null generated always as (case when discarded_at is not null then 'DISCARDED'
                                  when cause is not null then 'PARKED' else 'WAITING' end) stored,
    unique (subscription, message_id),
    check ((cause is null) = (failed_at is null)),
    check ((discarded_at is null) = (reason is null))
);

create index dead_letter_open on dead_letter (subscription, lane, id) where discarded_at is null;
create index dead_letter_discarded on dead_letter (discarded_at) where discarded_at is not null;
