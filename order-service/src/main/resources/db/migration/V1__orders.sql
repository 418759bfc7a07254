-- What values are allowed is said by domains: a table's own CHECK is parsed again by every statement that writes to it, and costs
-- PostgreSQL as much as the row; a domain's is kept. Only what looks at several columns is a CHECK of the table.
create domain money_amount as numeric check (value >= 0);
create domain order_status as text check (value in ('PENDING', 'CONFIRMED', 'CANCELLING', 'CANCELLED'));
create domain cancellation_reason as text
    check (value in ('PAYMENT_DECLINED', 'OUT_OF_STOCK', 'CUSTOMER_REQUEST', 'TIMEOUT'));

-- Ids of others are compared byte by byte (collate "C"): the same order everywhere, whatever the database's locale.
create table product (
    sku      text         collate "C" primary key,
    name     text         not null,
    price    money_amount not null,
    currency text         not null
);

create table orders (
    id              uuid         primary key,
    customer_id     text         collate "C" not null,
    -- [{"sku", "quantity", "unitPrice"}]: they come and go with their order, and nothing else asks for them.
    lines           json         not null,
    status          order_status not null,
    reason          cancellation_reason,
    payment_settled boolean      not null,
    stock_settled   boolean      not null,
    currency        text         not null,
    total           money_amount not null,
    placed_at       timestamptz  not null,
    deadline_at     timestamptz  not null,
    steps           int          not null,
    messages        int          not null,
    check ((reason is not null) = (status in ('CANCELLING', 'CANCELLED')))
);

-- The list is newest first by id: ids are UUIDs of version 7, in the order of time.
create index orders_customer_id on orders (customer_id, id);
create index orders_status on orders (status, id);
-- As small as the number of orders under way.
create index orders_deadline on orders (deadline_at) where status = 'PENDING';

create table order_step (
    order_id uuid        not null references orders,
    position int         not null,
    at       timestamptz not null,
    type     text        not null,
    source   text        not null,
    primary key (order_id, position)
);

-- Taken before the order is written, in the same transaction: no foreign key. One space of keys for all clients.
create table idempotency_key (
    key            text        collate "C" primary key,
    request_sha256 text        not null,
    order_id       uuid        not null,
    taken_at       timestamptz not null default now()
);
