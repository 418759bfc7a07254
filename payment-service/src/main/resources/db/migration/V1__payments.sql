-- What values are allowed is said by domains: a table's own CHECK is parsed again by every statement that writes to it, and costs
-- PostgreSQL as much as the row; a domain's is kept. Only what looks at several columns is a CHECK of the table.
create domain money_amount as numeric check (value >= 0);
create domain message_count as bigint check (value >= 0);
create domain payment_status as text check (value in ('COMPLETED', 'DECLINED', 'CANCELLED'));

-- Ids are compared byte by byte (collate "C"): the lock order is then the same everywhere, whatever the database's locale.
create table account (
    customer_id text         collate "C" primary key,
    currency    text         not null,
    balance     money_amount not null
);

-- The ledger of what came in. With the balance after it and whether it opened the account, so that a repeated request
-- gets the first answer again.
create table deposit (
    id              uuid         primary key,
    customer_id     text         collate "C" not null references account,
    amount          numeric      not null check (amount > 0),
    currency        text         not null,
    balance         money_amount not null,
    opening         boolean      not null,
    idempotency_key text,
    deposited_at    timestamptz  not null default now(),
    unique (customer_id, idempotency_key)
);

-- CANCELLED without a customer is a tombstone: the cancellation came before the order.
create table payment (
    order_id      uuid           primary key,
    customer_id   text           collate "C",
    amount        money_amount,
    currency      text,
    status        payment_status not null,
    messages_sent message_count  not null,
    check (status = 'CANCELLED' or num_nulls(customer_id, amount, currency) = 0)
);
