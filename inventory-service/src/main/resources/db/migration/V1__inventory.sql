-- What values are allowed is said by domains: a table's own CHECK is parsed again by every statement that writes to it, and costs
-- PostgreSQL as much as the row; a domain's is kept. Only what looks at several columns is a CHECK of the table.
create domain pieces as bigint check (value >= 0);
create domain message_count as bigint check (value >= 0);
create domain reservation_status as text
    check (value in ('AWAITING_PAYMENT', 'AWAITING_ORDER', 'RESERVED', 'SHORT', 'RELEASED'));

-- Skus are compared byte by byte (collate "C"): the lock order and the pages are then the same everywhere, whatever the
-- database's locale.
create table stock (
    sku       text   collate "C" primary key,
    available pieces not null,
    reserved  pieces not null
);

-- The ledger of what came in. With the stock after it and whether it opened the stock, so that a repeated request gets
-- the first answer again.
create table delivery (
    id              uuid        primary key,
    sku             text        collate "C" not null references stock,
    quantity        integer     not null check (quantity > 0),
    available       pieces      not null,
    reserved        pieces      not null,
    opening         boolean     not null,
    idempotency_key text,
    delivered_at    timestamptz not null default now(),
    unique (sku, idempotency_key)
);

-- RELEASED without lines is a tombstone: the release came before the order.
create table reservation (
    order_id      uuid               primary key,
    status        reservation_status not null,
    -- {sku: quantity}, empty until the order has come. No reference to stock: an order may ask for a sku that was never
    -- delivered.
    lines         json               not null,
    messages_sent message_count      not null
);
