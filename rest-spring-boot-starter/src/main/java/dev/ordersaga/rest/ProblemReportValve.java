package dev.ordersaga.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Answers what never reaches Spring, such as a malformed request line, with a problem detail in place of Tomcat's page.
 * Public with a public constructor, because Tomcat makes it by its name.
 */
public final class ProblemReportValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        var status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()
                || !canStillWrite(response)) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.getReporter().write(problem(status));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            log.debug("Could not report status {}", status, e);
        }
    }

    private static boolean canStillWrite(Response response) {
        var possible = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, possible);
        return possible.get();
    }

    /** Nothing of the request is repeated here: it may be anything. */
    private static String problem(int code) {
        var status = HttpStatus.resolve(code);
        var title = status == null ? "Error" : status.getReasonPhrase();
        return "{\"title\":\"%s\",\"status\":%d}".formatted(title, code);
    }
}
