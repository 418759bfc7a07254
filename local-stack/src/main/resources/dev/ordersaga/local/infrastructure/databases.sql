-- Databases and roles of the demo: one database and one role a service, one role for the relay, one for the audit.
-- The passwords are the demo's; set others before anything but this machine can reach the server.
-- Read by psql (docker-compose.yml) and by dev.ordersaga.local.infrastructure.Databases, which skips what exists.

create role order_service login password 'order_service';
create role payment_service login password 'payment_service';
create role inventory_service login password 'inventory_service';

-- Reads the outbox tables: SELECT on them is granted by their owners, where the tables are made.
create role outbox_relay login password 'outbox_relay';

create role auditor login password 'auditor';
alter role auditor set default_transaction_read_only = on;
grant pg_read_all_data to auditor;

create database orders owner order_service;
create database payments owner payment_service;
create database inventory owner inventory_service;

-- Everybody may connect to every database unless that is taken away.
revoke all on database postgres from public;
revoke all on database template1 from public;
revoke all on database orders from public;
revoke all on database payments from public;
revoke all on database inventory from public;
grant connect on database orders to outbox_relay, auditor;
grant connect on database payments to outbox_relay, auditor;
grant connect on database inventory to outbox_relay, auditor;

\connect orders
alter schema public owner to order_service;
revoke all on schema public from public;
grant usage on schema public to outbox_relay;

\connect payments
alter schema public owner to payment_service;
revoke all on schema public from public;
grant usage on schema public to outbox_relay;

\connect inventory
alter schema public owner to inventory_service;
revoke all on schema public from public;
grant usage on schema public to outbox_relay;
