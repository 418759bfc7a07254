package dev.ordersaga.system.crash;

/** Where a program can be halted: just before or just after a method, of whoever calls it or of one caller alone. */
public enum CrashPoint {

    OUTBOX_BEFORE_INSERT("order-service", "dev.ordersaga.outbox.jdbc.OutboxTable", "append", 1, Moment.BEFORE,
            ""), OUTBOX_AFTER_INSERT("order-service", "dev.ordersaga.outbox.jdbc.OutboxTable", "append", 1,
                    Moment.AFTER, ""),

    RELAY_AFTER_READ("outbox-relay", "dev.ordersaga.relay.Publication", "publish", 2, Moment.BEFORE,
            ""), RELAY_AFTER_SEND("outbox-relay", "dev.ordersaga.relay.sink.KafkaSink", "commit", 2, Moment.BEFORE,
                    ""), RELAY_BEFORE_COMMIT("outbox-relay", "org.apache.kafka.clients.producer.KafkaProducer",
                            "commitTransaction", 0, Moment.BEFORE,
                            ""), RELAY_AFTER_COMMIT("outbox-relay", "org.apache.kafka.clients.producer.KafkaProducer",
                                    "commitTransaction", 0, Moment.AFTER, ""),

    SUBSCRIPTION_BEFORE_COMMIT("payment-service", Types.TRANSACTIONS, "doCommit", 1, Moment.BEFORE,
            Callers.LISTENER), SUBSCRIPTION_AFTER_COMMIT("inventory-service", Types.TRANSACTIONS, "doCommit", 1,
                    Moment.AFTER, Callers.LISTENER), SUBSCRIPTION_BEFORE_OFFSET_COMMIT("order-service",
                            "org.apache.kafka.clients.consumer.KafkaConsumer", "commitSync", 2, Moment.BEFORE, ""),

    REST_BEFORE_COMMIT("order-service", Types.TRANSACTIONS, "doCommit", 1, Moment.BEFORE,
            Callers.PLACING), REST_ORDER_AFTER_COMMIT("order-service", Types.TRANSACTIONS, "doCommit", 1,
                    Moment.AFTER, Callers.PLACING), REST_DEPOSIT_AFTER_COMMIT("payment-service", Types.TRANSACTIONS,
                            "doCommit", 1, Moment.AFTER, Callers.DEPOSITING);

    enum Moment {
        BEFORE, AFTER
    }

    private static final class Types {

        static final String TRANSACTIONS = "org.springframework.jdbc.datasource.DataSourceTransactionManager";
    }

    private static final class Callers {

        static final String LISTENER = "dev.ordersaga.outbox.messaging.SubscriptionListener";
        static final String PLACING = "dev.ordersaga.order.placing.PlacingTogether";
        static final String DEPOSITING = "dev.ordersaga.payment.account.AccountsController";
    }

    private final String program;
    private final String type;
    private final String method;
    private final int parameters;
    private final Moment moment;
    private final String caller;

    /** @param caller a class that must be on the stack; empty for any */
    CrashPoint(String program, String type, String method, int parameters, Moment moment, String caller) {
        this.program = program;
        this.type = type;
        this.method = method;
        this.parameters = parameters;
        this.moment = moment;
        this.caller = caller;
    }

    /** The program that is halted there. */
    public String program() {
        return program;
    }

    String type() {
        return type;
    }

    String method() {
        return method;
    }

    int parameters() {
        return parameters;
    }

    Moment moment() {
        return moment;
    }

    String caller() {
        return caller;
    }
}
