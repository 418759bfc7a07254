package dev.ordersaga.benchmarks.contenders;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A library within an application: its program appends messages through the library's API, and a backlog is made of
 * copies of a row that the API has written (the program leaves it in a table {@code sample}).
 *
 * @param fill takes the messages {@code m} whose numbers are from and to the parameters
 */
record LibraryContender(String name, String label, String notes, String program, Libraries libraries, String fill)
        implements
            Contender {

    private static final int BACKLOG = 10_000;

    static final Contender NAMASTACK = new LibraryContender("namastack", "namastack-outbox 1.6 (JDBC)",
            "virtual threads, at most 30 at a time, 800 keys a poll, polls every 25 ms, deletes what is done; its Kafka module "
                    + "is not on Maven Central: its handler is wired the way that module does it",
            "NamastackApplication", Libraries.NAMASTACK, """
                    insert into outbox_record (id, status, record_key, record_type, payload, context, created_at,
                        failure_count, next_retry_at, partition_no, handler_id)
                    select gen_random_uuid()::text, s.status, m.message_key, s.record_type,
                           convert_from(m.payload, 'UTF8'), s.context, clock_timestamp(), 0, clock_timestamp(),
                           p.partition_no, s.handler_id
                      from store.message m join key_partition p on p.key = m.message_key cross join sample s
                     where m.number >= ? and m.number < ? order by m.number""");

    static final Contender MODULITH = new LibraryContender("spring-modulith", "Spring Modulith 2.1 (JDBC registry)",
            "virtual threads, completion mode delete; it has no reader of backlogs: the backlog is one of failed publications, "
                    + "resubmitted through its API, 1000 at a time; its Kafka module of this version is not on Maven Central: its "
                    + "externalizer is wired the way that module does it",
            "ModulithApplication", Libraries.MODULITH, """
                    insert into event_publication (id, listener_id, event_type, serialized_event, publication_date, status,
                        completion_attempts)
                    select gen_random_uuid(), s.listener_id, s.event_type, convert_from(m.payload, 'UTF8'),
                           clock_timestamp(), 'FAILED', 1
                      from store.message m cross join sample s
                     where m.number >= ? and m.number < ? order by m.number""");

    static final Contender GRUELBOX = new LibraryContender("gruelbox", "gruelbox transaction-outbox 4.2",
            "30 threads, flush() again at once as long as it finds something, else after 25 ms; 4.2.268 is the newest on Maven "
                    + "Central here; no Kafka module: a call sends a record and waits for it",
            "GruelboxProgram", Libraries.GRUELBOX, """
                    insert into txno_outbox
                    select (r).* from (
                        select json_populate_record(s, json_build_object('id', gen_random_uuid()::text,
                                   'nextattempttime', now() - interval '1 minute',
                                   'invocation', replace(replace(s.invocation, '"PAYLOAD"',
                                        to_json(convert_from(m.payload, 'UTF8'))::text), '"KEY"',
                                        to_json(m.message_key)::text))) as r
                          from store.message m cross join sample s
                         where m.number >= ? and m.number < ? order by m.number) rows""");

    @Override
    public String guarantee() {
        return "at least once";
    }

    @Override
    public int backlog(int rows) {
        return Math.min(rows, BACKLOG);
    }

    @Override
    public int warmUp(int backlog) {
        return Math.max(1, backlog / 4);
    }

    @Override
    public void prepare(Site site) {
        // the library makes its tables itself
    }

    @Override
    public RunningContender start(Site site, StartOptions options) {
        return new OwnProgram(program, libraries, site, options);
    }

    @Override
    public void fill(Connection connection, Site site, long from, long to) throws SQLException {
        try (var insert = connection.prepareStatement(fill)) {
            insert.setLong(1, from);
            insert.setLong(2, to);
            insert.executeUpdate();
        }
    }
}
