create table account (customer_id text primary key, currency text, balance numeric);
create table deposit (customer_id text, amount numeric);
create table payment (order_id uuid primary key, customer_id text, amount numeric, currency text, status text);
