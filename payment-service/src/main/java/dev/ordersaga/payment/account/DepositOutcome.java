package dev.ordersaga.payment.account;

import java.util.Currency;

sealed interface DepositOutcome {

    /** Paid in, now or when the same request came before. */
    record PaidIn(Deposit deposit) implements DepositOutcome {}

    record OtherCurrency(Currency held) implements DepositOutcome {}

    /** The idempotency key came before, with another amount. */
    record KeyReused() implements DepositOutcome {}
}
