package dev.ordersaga.outbox.deadletter;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import dev.ordersaga.outbox.deadletter.LetterArchive.Count;
import dev.ordersaga.outbox.deadletter.LetterArchive.Filter;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeType;

/**
 * Dead letters at {@code /actuator/deadletters}: what could not be handled and why, what waits for it, and where somebody
 * says what becomes of it. Errors are problem details (RFC 9457).
 */
@Endpoint(id = "deadletters")
public final class DeadLettersEndpoint {

    private static final int LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final int MAX_REASON = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final LetterArchive archive;
    private final DeadLetterOffice office;

    public DeadLettersEndpoint(LetterArchive archive, DeadLetterOffice office) {
        this.archive = archive;
        this.office = office;
    }

    /**
     * A page of letters in the order in which they came.
     *
     * @param open by subscription, whatever was asked for
     * @param next where the next page begins ({@code after}), null if this was the last
     */
    record Page(List<Count> open, List<LetterView> letters, @Nullable Long next) {}

    /** What has become of a replay; a letter that was handled is not kept. */
    enum Outcome {
        HANDLED, PARKED, DISCARDED, UNDER_WAY
    }

    /** Answers 200 with a page, 400 if it cannot be told what is meant. */
    @ReadOperation
    WebEndpointResponse<Object> list(@Nullable String subscription, @Nullable String state, @Nullable String key,
            @Nullable Long after, @Nullable Integer limit) {
        LetterState wanted;
        try {
            wanted = state == null ? null : LetterState.valueOf(state.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return problem(400, "state is parked, waiting or discarded, not " + state);
        }
        int size = limit == null ? LIMIT : limit;
        if (size < 1 || size > MAX_LIMIT) {
            return problem(400, "limit is 1 to " + MAX_LIMIT);
        }
        if (hasNul(subscription) || hasNul(key)) {
            return problem(400, "subscription and key have no NUL");
        }
        var letters = archive.list(new Filter(subscription, wanted, key), after == null ? 0 : after, size);
        Long next = letters.size() < size ? null : letters.getLast().id();
        return new WebEndpointResponse<>(new Page(archive.counts(), letters, next));
    }

    /** Answers 200 with the letter, its headers and its payload, 404 if there is none of that id. */
    @ReadOperation
    WebEndpointResponse<Object> show(@Selector long id) {
        return archive.find(id).map(letter -> new WebEndpointResponse<Object>(letter))
                .orElseGet(() -> problem(404, "there is no dead letter " + id));
    }

    /**
     * Lets all keys go on (action replay), of one subscription or with one key where that is said. Answers 202 with their
     * number, 400 if it cannot be told what is meant.
     */
    @WriteOperation
    WebEndpointResponse<Object> decideAll(String action, @Nullable String subscription, @Nullable String key) {
        if (!action.equals("replay") || hasNul(subscription) || hasNul(key)) {
            return problem(400, "For all, action is replay; subscription and key are optional texts");
        }
        return new WebEndpointResponse<>(Map.of("released", office.replayAll(subscription, key)), 202);
    }

    /**
     * Replays the letter, or discards it for a reason; then its key goes on. Answers 200 with the outcome, 202 if a replay
     * takes longer, 400 if it cannot be told what is meant, 404 if there is no such letter, 409 if it is not its turn.
     */
    @WriteOperation
    WebEndpointResponse<Object> decide(@Selector long id, String action, @Nullable String reason) {
        try {
            return switch (action) {
                case "replay" -> replayed(id, office.replay(id));
                case "discard" -> discard(id, reason);
                default -> problem(400, "action is replay or discard");
            };
        } catch (UnknownLetterException e) {
            return problem(404, e.getMessage());
        } catch (LetterRefusedException e) {
            return problem(409, e.getMessage());
        }
    }

    private WebEndpointResponse<Object> discard(long id, @Nullable String reason) {
        if (reason == null || reason.isBlank() || reason.length() > MAX_REASON || hasNul(reason)) {
            return problem(400, "A letter is discarded for a reason, of at most " + MAX_REASON + " characters");
        }
        office.discard(id, reason);
        return new WebEndpointResponse<>(Map.of("id", id, "outcome", Outcome.DISCARDED));
    }

    /** Waits a moment for whoever carries it out: usually that is all it takes. */
    private WebEndpointResponse<Object> replayed(long id, int attemptsBefore) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            var found = archive.find(id).map(LetterView.Whole::letter);
            if (found.isEmpty()) {
                return new WebEndpointResponse<>(Map.of("id", id, "outcome", Outcome.HANDLED));
            }
            var letter = found.get();
            if (letter.state() == LetterState.DISCARDED) {
                return new WebEndpointResponse<>(Map.of("id", id, "outcome", Outcome.DISCARDED));
            }
            if (letter.attempts() > attemptsBefore) {
                return new WebEndpointResponse<>(Map.of("id", id, "outcome", Outcome.PARKED, "cause",
                        String.valueOf(letter.cause())));
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        } while (System.nanoTime() - end < 0);
        return new WebEndpointResponse<>(Map.of("id", id, "outcome", Outcome.UNDER_WAY), 202);
    }

    private static boolean hasNul(@Nullable String text) {
        return text != null && text.indexOf('\0') >= 0;
    }

    private static WebEndpointResponse<Object> problem(int status, @Nullable String detail) {
        return new WebEndpointResponse<>(Map.of("title", title(status), "status", status, "detail",
                String.valueOf(detail)), status, MimeType.valueOf("application/problem+json"));
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            default -> "Conflict";
        };
    }
}
