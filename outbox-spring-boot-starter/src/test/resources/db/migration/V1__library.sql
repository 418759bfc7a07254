create table shelved (
    nr             bigint generated always as identity,
    isbn           text not null,
    member         text not null,
    transaction_id xid8 not null default pg_current_xact_id()
);

create table label (
    text text unique
);
