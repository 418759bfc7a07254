create table orders (id uuid primary key, status text, deadline_at timestamptz default now() + interval '1 minute');
create table order_step (order_id uuid, position int, at timestamptz default now(), type text);
