create table stock (sku text primary key, available bigint, reserved bigint);
create table delivery (sku text, quantity bigint);
create table reservation (order_id uuid primary key, status text);
create table reservation_line (order_id uuid, sku text, quantity bigint);
