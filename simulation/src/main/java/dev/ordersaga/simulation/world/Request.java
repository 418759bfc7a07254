package dev.ordersaga.simulation.world;

import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** What a client wants, and asks for again with the same key until it has an answer. */
final class Request {

    /** @param order the order that it is about, null if it is about none */
    record Answer(@Nullable UUID order, boolean accepted) {}

    private final String words;
    private final @Nullable UUID about;
    private final Service service;
    private final Supplier<Answer> work;
    private @Nullable Answer answer;

    /** @param about the order that it is about, null while that is to be placed, or if it is about none */
    Request(String words, @Nullable UUID about, Service service, Supplier<Answer> work) {
        this.words = words;
        this.about = about;
        this.service = service;
        this.work = work;
    }

    String words() {
        return words;
    }

    Service service() {
        return service;
    }

    @Nullable
    UUID about() {
        return about;
    }

    /** The order that it is about, as far as the client knows. */
    @Nullable
    UUID order() {
        return answer == null ? about : answer.order();
    }

    Answer ask() {
        return work.get();
    }

    void answered(Answer what) {
        if (answer == null) {
            answer = what;
        }
    }

    /** What the client was told, null if nothing yet. */
    @Nullable
    Answer answer() {
        return answer;
    }
}
