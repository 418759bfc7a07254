package dev.ordersaga.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ordersaga.simulation.process.History.Line;

class HistoryTableTest {

    private static final String FIRST = "0198f5a0-0000-7000-8000-000000000001";
    private static final String SECOND = "0198f5a0-0000-7000-8000-000000000002";

    @Test
    void isAlignedAndNumbersTheOrders() {
        var table = new HistoryTable(List.of(
                new Line(Instant.parse("2026-01-01T00:00:00Z"), "order-service A", "POST /orders", FIRST, "PENDING"),
                new Line(Instant.parse("2026-01-01T00:05:00.010Z"), "relay A", "relay", FIRST + " " + SECOND, "")));

        assertThat(table.rows()).containsExactly(
                "00:00.000  order-service A  POST /orders  #1     PENDING",
                "05:00.010  relay A          relay         #1 #2");
        assertThat(table.readable("order " + SECOND + " is lost")).isEqualTo("order #2 is lost");
    }
}
