package dev.ordersaga.order.order;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.ordersaga.order.ServiceTest;
import dev.ordersaga.testing.Plans;

/** While the table is small, and whatever the parameters: a plan that was good for few rows would be kept when there are many. */
@ServiceTest
class PlansTest {

    @Autowired
    private JdbcTemplate jdbc;

    @ParameterizedTest
    @ValueSource(strings = {JdbcOrders.LOCK, JdbcOrders.UPDATE})
    void ordersAreFoundByTheirIds(String statement) {
        Plans.requireFoundBy("id", jdbc, statement);
    }
}
