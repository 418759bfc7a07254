package dev.ordersaga.payment.account;

import java.net.URI;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.account.DepositOutcome.KeyReused;
import dev.ordersaga.payment.account.DepositOutcome.OtherCurrency;
import dev.ordersaga.payment.account.DepositOutcome.PaidIn;
import dev.ordersaga.rest.Problems;

@RestController
@RequestMapping("/accounts/{customerId}")
class AccountsController {

    private static final String VISIBLE = "[!-~]{1,64}";
    private static final String VISIBLE_MESSAGE = "must be 1 to 64 visible ASCII characters";

    private final JpaAccounts accounts;
    private final Cashier cashier;

    AccountsController(JpaAccounts accounts, Cashier cashier) {
        this.accounts = accounts;
        this.cashier = cashier;
    }

    record AccountView(String customerId, Money balance) {}

    @GetMapping
    AccountView account(
            @PathVariable @Pattern(regexp = VISIBLE, message = VISIBLE_MESSAGE) String customerId) {
        return accounts.read(customerId)
                .map(account -> new AccountView(account.customerId(), account.balance()))
                .orElseThrow(() -> Problems.notFound("account", customerId));
    }

    @PostMapping("/deposits")
    ResponseEntity<AccountView> deposit(
            @PathVariable @Pattern(regexp = VISIBLE, message = VISIBLE_MESSAGE) String customerId,
            @RequestHeader(name = "Idempotency-Key", required = false) @Pattern(regexp = VISIBLE, message = VISIBLE_MESSAGE) @Nullable String idempotencyKey,
            @RequestBody @Valid DepositRequest request) {
        return switch (cashier.deposit(customerId, request.money(), idempotencyKey)) {
            case PaidIn(var deposit) -> paidIn(deposit);
            case OtherCurrency(var held) -> throw Problems.conflict("The account is held in " + held);
            case KeyReused() -> throw Problems.conflict("The Idempotency-Key was used with another amount");
        };
    }

    private static ResponseEntity<AccountView> paidIn(Deposit deposit) {
        return ResponseEntity.status(deposit.opening() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(location(deposit.customerId()))
                .body(new AccountView(deposit.customerId(), deposit.balance()));
    }

    private static URI location(String customerId) {
        return UriComponentsBuilder.fromPath("/accounts/{customerId}").encode().build(customerId);
    }
}
