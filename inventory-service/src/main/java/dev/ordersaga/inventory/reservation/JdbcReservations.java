package dev.ordersaga.inventory.reservation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.ordersaga.outbox.jdbc.LockedRows;
import dev.ordersaga.outbox.jdbc.RowArrays;

/** Plain SQL, a statement for all reservations of a transaction. */
@Repository
class JdbcReservations implements Reservations {

    /** Sorted, so that of two transactions that add the same ones one waits for the other, and never both. */
    private static final String INSERT = """
            insert into reservation (order_id, status, lines, messages_sent)
            select order_id, status, lines::json, messages_sent
              from unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[]) as new (order_id, status, lines, messages_sent)
             order by order_id
            on conflict do nothing""";

    private static final String SELECT = "select order_id, status, lines, messages_sent from reservation where order_id ";

    static final String LOCK = SELECT + "= any (?) order by order_id for no key update";

    static final String UPDATE = """
            update reservation
               set status = now.status, lines = now.lines::json, messages_sent = now.messages_sent
              from unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[]) as now (order_id, status, lines, messages_sent)
             where reservation.order_id = now.order_id""";

    private static final TypeReference<TreeMap<String, Integer>> LINES = new TypeReference<>() {};

    private final LockedRows<UUID, Reservation> locked = new LockedRows<>("reservation", Reservation::orderId,
            Reservation::progress, this::insert, this::update);
    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    JdbcReservations(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public void lock(Collection<UUID> orderIds) {
        locked.addOrBegin(orderIds, jdbc.query(LOCK,
                RowArrays.column("uuid", orderIds), this::reservation), Reservation::new);
    }

    private int insert(List<Reservation> reservations) {
        return jdbc.update(INSERT, columns(reservations));
    }

    private void update(List<Reservation> reservations) {
        jdbc.update(UPDATE, columns(reservations));
    }

    private RowArrays<Reservation> columns(List<Reservation> reservations) {
        return RowArrays.of(reservations)
                .column("uuid", Reservation::orderId)
                .column("text", reservation -> reservation.status().name())
                .column("text", reservation -> json.writeValueAsString(reservation.lines()))
                .column("int8", reservation -> reservation.progress().messagesSent());
    }

    private Reservation reservation(ResultSet row, int number) throws SQLException {
        return new Reservation(row.getObject("order_id", UUID.class),
                new Reservation.Progress(ReservationStatus.valueOf(row.getString("status")),
                        json.readValue(row.getString("lines"), LINES), row.getLong("messages_sent")));
    }

    @Override
    public Reservation get(UUID orderId) {
        return locked.find(orderId).orElseThrow();
    }

    /** Looks without locking. */
    Optional<Reservation> read(UUID orderId) {
        return jdbc.query(SELECT + "= ?", this::reservation, orderId).stream().findFirst();
    }
}
