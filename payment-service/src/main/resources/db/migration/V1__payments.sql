-- Ids are compared byte by byte (collate "C"): the lock order is then the same everywhere, whatever the database's locale.
create table account (
    customer_id text    collate "C" primary key,
    currency    text    not null,
    balance     numeric not null check (balance >= 0)
);

-- The ledger of what came in. With the balance after it and whether it opened the account, so that a repeated request
-- gets the first answer again.
create table deposit (
    id              uuid        primary key,
    customer_id     text        collate "C" not null references account,
    amount          numeric     not null check (amount > 0),
    currency        text        not null,
    balance         numeric     not null check (balance >= 0),
    opening         boolean     not null,
    idempotency_key text,
    deposited_at    timestamptz not null default now(),
    unique (customer_id, idempotency_key)
);

-- NONE is never committed: a row begins as NONE, so that it can be locked, and gets its status in the same transaction.
-- CANCELLED without a customer is a tombstone: the cancellation came before the order.
create table payment (
    order_id      uuid    primary key,
    customer_id   text    collate "C",
    amount        numeric check (amount >= 0),
    currency      text,
    status        text    not null check (status in ('NONE', 'COMPLETED', 'DECLINED', 'CANCELLED')),
    messages_sent bigint  not null check (messages_sent >= 0),
    check (status not in ('COMPLETED', 'DECLINED')
        or (customer_id is not null and amount is not null and currency is not null))
);
