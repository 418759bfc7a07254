-- As the owner of the table, or a superuser.
create role outbox_connect login replication password 'outbox_connect';
grant usage on schema public to outbox_connect;
grant select on outbox to outbox_connect;

-- Inserts alone: that partitions are emptied and dropped is nobody's business. By the name of the whole table: it is the
-- only one that the connector knows.
create publication outbox_connect for table outbox with (publish = 'insert', publish_via_partition_root = true);
