package dev.ordersaga.payment.account;

import java.net.URI;

import jakarta.validation.Valid;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import dev.ordersaga.payment.Identifier;
import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.account.DepositOutcome.KeyReused;
import dev.ordersaga.payment.account.DepositOutcome.OtherCurrency;
import dev.ordersaga.payment.account.DepositOutcome.PaidIn;
import dev.ordersaga.rest.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

@RestController
@RequestMapping(path = "/accounts/{customerId}", produces = MediaType.APPLICATION_JSON_VALUE)
class AccountsController {

    private final JdbcAccounts accounts;
    private final Cashier cashier;

    AccountsController(JdbcAccounts accounts, Cashier cashier) {
        this.accounts = accounts;
        this.cashier = cashier;
    }

    @Schema(name = "Account")
    record AccountView(String customerId, Money balance) {}

    @GetMapping
    @Operation(summary = "A customer's account")
    AccountView getAccount(@PathVariable @Identifier String customerId) {
        return accounts.read(customerId)
                .map(account -> new AccountView(account.customerId(), account.balance()))
                .orElseThrow(() -> Problems.notFound("account", customerId));
    }

    @PostMapping("/deposits")
    @Operation(summary = "Pays money in", description = "The first deposit opens the account, in its currency.")
    @ApiResponse(responseCode = "201", description = "The account is open", headers = @Header(name = "Location", schema = @Schema(type = "string", format = "uri-reference")))
    @ApiResponse(responseCode = "200", description = "Paid in")
    @ApiResponse(responseCode = "409", ref = "Problem")
    ResponseEntity<AccountView> deposit(@PathVariable @Identifier String customerId,
            @Parameter(description = "Same key and same request: the first answer again. Same key and another request: 409.") @RequestHeader(name = "Idempotency-Key", required = false) @Identifier @Nullable String idempotencyKey,
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
