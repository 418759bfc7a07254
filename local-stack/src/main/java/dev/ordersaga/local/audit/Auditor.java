package dev.ordersaga.local.audit;

/** The role that reads everything and changes nothing. */
public record Auditor(String user, String password) {

    /** As the local stack makes it. */
    public static final Auditor LOCAL = new Auditor("auditor", "auditor");
}
