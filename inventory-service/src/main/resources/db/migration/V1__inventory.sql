-- Skus are compared byte by byte (collate "C"): the lock order and the pages are then the same everywhere, whatever the
-- database's locale.
create table stock (
    sku       text   collate "C" primary key,
    available bigint not null check (available >= 0),
    reserved  bigint not null check (reserved >= 0)
);

-- The ledger of what came in. With the stock after it and whether it opened the stock, so that a repeated request gets
-- the first answer again.
create table delivery (
    id              uuid        primary key,
    sku             text        collate "C" not null references stock,
    quantity        integer     not null check (quantity > 0),
    available       bigint      not null check (available >= 0),
    reserved        bigint      not null check (reserved >= 0),
    opening         boolean     not null,
    idempotency_key text,
    delivered_at    timestamptz not null default now(),
    unique (sku, idempotency_key)
);

-- NONE is never committed: a row begins as NONE, so that it can be locked, and gets its status in the same transaction.
-- RELEASED without lines is a tombstone: the release came before the order.
create table reservation (
    order_id      uuid   primary key,
    status        text   not null
        check (status in ('NONE', 'AWAITING_PAYMENT', 'AWAITING_ORDER', 'RESERVED', 'SHORT', 'RELEASED')),
    messages_sent bigint not null check (messages_sent >= 0)
);

-- No reference to stock: an order may ask for a sku that was never delivered.
create table reservation_line (
    order_id uuid    not null references reservation,
    sku      text    collate "C" not null,
    quantity integer not null check (quantity > 0),
    primary key (order_id, sku)
);
