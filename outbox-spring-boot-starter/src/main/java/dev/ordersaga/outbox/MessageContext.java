package dev.ordersaga.outbox;

import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the work on the current thread was caused by. The outbox copies it into the headers of every message appended
 * meanwhile, so that one saga can be followed through all services.
 *
 * <p>
 * Immutable; bound to a thread for the length of a call by a {@link ScopedValue}.
 *
 * @param correlationId the same for all messages of one saga; absent at its beginning: then the id of the first message
 * @param causationId the id of the message being handled; absent at the beginning
 * @param traceparent W3C trace context, if a valid one came in
 */
public record MessageContext(@Nullable String correlationId, @Nullable String causationId,
        @Nullable String traceparent) {

    private static final ScopedValue<MessageContext> CURRENT = ScopedValue.newInstance();
    private static final MessageContext NONE = new MessageContext(null, null, null);
    // https://www.w3.org/TR/trace-context/#traceparent-header
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    public MessageContext {
        if (traceparent != null && !TRACEPARENT.matcher(traceparent).matches()) {
            traceparent = null;
        }
    }

    /** The context of the calling thread, empty where nothing is being handled. */
    public static MessageContext current() {
        return CURRENT.orElse(NONE);
    }

    /** Calls the work with this context bound to the thread. */
    public <T extends @Nullable Object> T call(Callable<T> work) throws Exception {
        return ScopedValue.where(CURRENT, this).call(work::call);
    }

    /** Runs the work with this context bound to the thread. */
    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    /** The context in which the handler of this message runs. */
    public static MessageContext of(IncomingMessage<?> message, @Nullable String traceparent) {
        return new MessageContext(message.correlationId(), message.id().toString(),
                traceparent);
    }
}
