package dev.ordersaga.local.deadletters;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.ordersaga.local.attach.Attachment;
import dev.ordersaga.local.client.DeadLetters;
import dev.ordersaga.local.client.UnexpectedAnswerException;
import dev.ordersaga.local.stack.StackException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** The services of a running stack, each of which keeps its own dead letters: a picocli mixin. */
final class Offices {

    @Mixin
    private Attachment attachment;

    private @Nullable Map<String, DeadLetters> all;

    /** By the name that letters have in front. */
    Map<String, DeadLetters> all() {
        if (all == null) {
            var target = attachment.services();
            var offices = new LinkedHashMap<String, DeadLetters>();
            offices.put("order", new DeadLetters(() -> target.endpoints().get().orders()));
            offices.put("payment", new DeadLetters(() -> target.endpoints().get().payments()));
            offices.put("inventory", new DeadLetters(() -> target.endpoints().get().inventory()));
            all = offices;
        }
        return all;
    }

    DeadLetters of(LetterName letter) {
        var office = all().get(letter.service());
        if (office == null) {
            throw new StackException("there is no service " + letter.service());
        }
        return office;
    }

    /** What can be told to whoever sits there instead of an exception. */
    static StackException said(UnexpectedAnswerException e) {
        return new StackException(e.status() == 0
                ? e.getMessage() + System.lineSeparator()
                        + "Does a stack run there? './saga up' or 'docker compose up' starts one; options say where another is."
                : String.valueOf(e.getMessage()));
    }
}
