-- Databases and roles: one database and one role a service, one role for the relay, one for the audit.
-- Run by psql on the first start of the database container (docker-compose.yml), and by
-- dev.ordersaga.local.infrastructure.Databases on every start of the local stack, which skips what exists. The latter
-- understands no more of psql than what stands here, and takes the defaults for the passwords.

\set order_service_password order_service
\set payment_service_password payment_service
\set inventory_service_password inventory_service
\set outbox_relay_password outbox_relay
\set auditor_password auditor

\getenv order_service_password ORDER_SERVICE_PASSWORD
\getenv payment_service_password PAYMENT_SERVICE_PASSWORD
\getenv inventory_service_password INVENTORY_SERVICE_PASSWORD
\getenv outbox_relay_password OUTBOX_RELAY_PASSWORD
\getenv auditor_password AUDITOR_PASSWORD

create role order_service login password :'order_service_password';
create role payment_service login password :'payment_service_password';
create role inventory_service login password :'inventory_service_password';

-- Reads the outbox tables: SELECT on them is granted by their owners, where the tables are made.
create role outbox_relay login password :'outbox_relay_password';

create role auditor login password :'auditor_password';
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
