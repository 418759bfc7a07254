package dev.ordersaga.local.audit;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Balances and completed payments together are what was deposited: for each customer, and so for all. */
final class MoneyCheck {

    /** One account with what its movements add up to. */
    record Account(String customerId, String currency, BigDecimal balance, BigDecimal paid, BigDecimal deposited) {}

    static final String QUERY = """
            select customer_id, coalesce(a.currency, p.currency, '?') as currency, coalesce(a.balance, 0) as balance,
                   coalesce(p.paid, 0) as paid, coalesce(d.deposited, 0) as deposited
            from account a
            full join (select customer_id, min(currency) as currency, sum(amount) as paid
                       from payment where status = 'COMPLETED' group by customer_id) p using (customer_id)
            full join (select customer_id, sum(amount) as deposited
                       from deposit group by customer_id) d using (customer_id)
            """;

    private final Map<String, Totals> totals = new TreeMap<>();
    private final Violations violations = new Violations();
    private long accounts;

    void add(Account account) {
        accounts++;
        totals.merge(account.currency(), new Totals(account.balance(), account.paid(), account.deposited()),
                Totals::plus);
        if (account.balance().add(account.paid()).compareTo(account.deposited()) != 0) {
            violations.add("%s has %s and paid %s, but deposited %s %s".formatted(account.customerId(), account
                    .balance(), account.paid(), account.deposited(), account.currency()));
        }
        if (account.balance().signum() < 0) {
            violations.add("%s has less than nothing: %s %s".formatted(account.customerId(), account.balance(), account
                    .currency()));
        }
    }

    Finding finding() {
        String sums = totals.entrySet().stream().map(sum -> sum.getValue() + " " + sum.getKey())
                .collect(Collectors.joining("; "));
        return Finding.of(Invariant.MONEY, "%,d accounts%s%s".formatted(accounts, accounts == 0 ? "" : ": ", sums),
                violations);
    }

    private record Totals(BigDecimal balance, BigDecimal paid, BigDecimal deposited) {

        Totals plus(Totals other) {
            return new Totals(balance.add(other.balance), paid.add(other.paid), deposited.add(other.deposited));
        }

        @Override
        public String toString() {
            BigDecimal sum = balance.add(paid);
            return "balances %,.2f + completed payments %,.2f %s deposits %,.2f".formatted(balance, paid,
                    sum.compareTo(deposited) == 0 ? "=" : "≠", deposited);
        }
    }
}
