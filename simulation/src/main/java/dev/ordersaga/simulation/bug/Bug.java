package dev.ordersaga.simulation.bug;

/** A bug that can be planted, to see whether the simulation finds it. Production code knows nothing of them. */
public enum Bug {

    // Inbox, outbox, transactions
    INBOX_LEFT_OUT("messages are handled as often as they come"), //
    INBOX_OUTSIDE_TRANSACTION("a message is registered although its transaction rolls back"), //
    OFFSETS_BEFORE_TRANSACTION("offsets are committed before the messages are handled"), //
    OFFSETS_AFTER_FAILURE("offsets are committed although the batch failed"), //
    SENT_THOUGH_ROLLED_BACK("outbox rows are written outside the transaction, before it commits"), //
    LOST_THOUGH_COMMITTED("outbox rows are written outside the transaction, after it has committed"), //
    ANSWER_BEFORE_COMMIT("a client gets its answer before the commit"), //
    IDEMPOTENCY_KEY_IGNORED("an order placed again with the same key is another order"), //
    DEPOSIT_KEY_IGNORED("a deposit made again with the same key is another deposit"), //
    // Relay and topics
    CURSOR_BEFORE_SEND("the cursor is saved before the records are sent"), //
    SEND_WITHOUT_TRANSACTION("records are sent before the cursor, not together with it"), //
    HIGHEST_POSITION_AS_CURSOR("the relay reads what is above the highest position it has seen"), //
    RUNNING_TRANSACTIONS_FORGOTTEN("the cursor knows the newest transaction, not those that were running"), //
    REST_OF_BATCH_FORGOTTEN("after its first page a batch is taken for finished"), //
    ROWS_BY_TRANSACTION("the relay sorts rows by transaction, not by position"), //
    ZOMBIE_NOT_FENCED("a relay that has been replaced may go on"), //
    PARTITION_NOT_BY_KEY("the partition is not chosen by the key"), //
    // Locks
    ACCOUNT_NOT_LOCKED("accounts are changed without a lock"), //
    STOCK_NOT_LOCKED("stock is changed without a lock"), //
    ORDER_NOT_LOCKED("orders are changed without a lock"), //
    STOCK_BEFORE_RESERVATION("payments lock the stock before the reservation, releases after it"), //
    LOCK_ORDER_REVERSED("releases lock the stock from the last sku to the first"), //
    // Payment
    NO_TOMBSTONE_AT_PAYMENT("a cancellation before its order leaves no trace"), //
    UNKNOWN_PAYMENT_NOT_ANSWERED("a cancellation before its order is not answered"), //
    REFUND_TWICE("a repeated cancellation credits the account again"), //
    REFUND_OF_NOTHING("the cancellation of a declined payment credits the account"), //
    REFUND_TOO_SMALL("a cent of every refund stays behind"), //
    REFUND_TO_ANOTHER("a refund goes to another customer"), //
    OVERDRAFT("orders are charged although there is too little money"), //
    // Inventory
    NO_TOMBSTONE_AT_INVENTORY("a release before its order leaves no trace"), //
    SOME_LINES_RESERVED("what is there of an order is reserved, the rest is not"), //
    ONE_LINE_CHECKED("only the first line of an order is checked"), //
    OVERSOLD("lines are reserved although there is too little stock"), //
    EARLY_PAYMENT_FORGOTTEN("a payment that comes before its order is ignored"), //
    SHORTAGE_WITHOUT_REFUND("a shortage does not have the payment cancelled"), //
    SHORT_NOT_RELEASED("a release after a shortage is not answered"), //
    RELEASE_TWICE("a repeated release gives the lines back again"), //
    // Order
    LATE_SUCCESS_IGNORED("an order that is cancelled while pending is not undone at the other services"), //
    STOCK_NOT_AWAITED("an order is cancelled before its stock is released"), //
    REFUND_NOT_AWAITED("an order is cancelled before its payment is"), //
    DEADLINE_OF_CONFIRMED("the deadline acts on confirmed orders"), //
    DEADLINE_WITHOUT_LOCK("two instances act on the same deadline"), //
    END_LEFT_AGAIN("a cancelled order begins again when something is heard of it"), //
    EARLY_REFUND_FORGOTTEN("a refund that overtakes its shortage is ignored"), //
    DECLINE_LEAVES_STOCK_OPEN("a declined payment does not settle the stock of an order that is being cancelled");

    private final String words;

    Bug(String words) {
        this.words = words;
    }

    /** What is wrong, in one sentence. */
    public String words() {
        return words;
    }
}
