create table stock (sku text primary key, available bigint, reserved bigint);
create table delivery (sku text, quantity bigint);
create table reservation (order_id uuid primary key, status text, lines json);
