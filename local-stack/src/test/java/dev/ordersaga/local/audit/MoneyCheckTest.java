package dev.ordersaga.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;

import org.junit.jupiter.api.Test;

class MoneyCheckTest {

    private final MoneyCheck check = new MoneyCheck();

    @Test
    void balanceAndPaymentsTogetherAreTheDeposits() {
        account("alice", "EUR", "62.20", "37.80", "100.00");
        account("bob", "EUR", "10", "0", "10.00");
        account("chie", "JPY", "500", "0", "500");
        assertThat(check.finding().holds()).isTrue();
        assertThat(check.finding().figures()).isEqualTo("3 accounts: "
                + "balances 72.20 + completed payments 37.80 = deposits 110.00 EUR; "
                + "balances 500.00 + completed payments 0.00 = deposits 500.00 JPY");
    }

    @Test
    void moneyThatVanishedOrCameFromNowhereIsNamed() {
        account("alice", "EUR", "62.19", "37.80", "100.00");
        account("bob", "EUR", "10.01", "0", "10.00");
        assertThat(check.finding().violations()).containsExactly(
                "alice has 62.19 and paid 37.80, but deposited 100.00 EUR",
                "bob has 10.01 and paid 0, but deposited 10.00 EUR");
    }

    @Test
    void aBalanceBelowZeroIsAViolationEvenWhenTheSumFits() {
        account("alice", "EUR", "-1.00", "11.00", "10.00");
        assertThat(check.finding().violations()).containsExactly("alice has less than nothing: -1.00 EUR");
    }

    @Test
    void noAccountsAreNoViolation() {
        assertThat(check.finding()).isEqualTo(new Finding(Invariant.MONEY, "0 accounts", List.of()));
    }

    private void account(String customer, String currency, String balance, String paid, String deposited) {
        check.add(new MoneyCheck.Account(customer, currency, new BigDecimal(balance), new BigDecimal(paid),
                new BigDecimal(deposited)));
    }
}
