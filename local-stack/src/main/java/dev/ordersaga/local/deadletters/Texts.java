package dev.ordersaga.local.deadletters;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.ordersaga.local.client.DeadLetter.Content;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Letters in words. What strangers have written goes to a terminal: nothing invisible, and not more than there is room for. */
final class Texts {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Texts() {}

    static String visible(@Nullable String text) {
        return text == null ? "–" : text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    static String visible(@Nullable String text, int width) {
        String visible = visible(text);
        return visible.length() <= width ? visible : visible.substring(0, width - 1) + "…";
    }

    static String of(@Nullable Content content) {
        if (content == null) {
            return "–";
        }
        return content.isText() ? visible(content.value()) : "base64 " + content.value();
    }

    /** JSON is laid out; anything else is shown as it is. */
    static List<String> lines(@Nullable Content payload) {
        if (payload == null) {
            return List.of("none");
        }
        String text = payload.value();
        if (payload.isText()) {
            try {
                text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(text));
            } catch (JacksonException noJson) {
                text = payload.value();
            }
        }
        return text.lines().map(Texts::visible).toList();
    }

    static String age(Instant since, Instant now) {
        var age = Duration.between(since, now);
        if (age.toMinutes() < 2) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        if (age.toHours() < 2) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " d";
    }
}
