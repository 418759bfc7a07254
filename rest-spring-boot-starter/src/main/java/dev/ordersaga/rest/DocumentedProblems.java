package dev.ordersaga.rest;

import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.http.MediaType;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;

/**
 * Describes the problem details in the OpenAPI document: the response {@code Problem}, for {@code @ApiResponse(responseCode
 * = "409", ref = "Problem")}, and those that every operation may answer.
 */
final class DocumentedProblems implements GlobalOpenApiCustomizer {

    private static final String PROBLEM = "Problem";
    private static final String UNAVAILABLE = "Unavailable";

    @Override
    public void customise(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(new Components());
        }
        api.getComponents()
                .addSchemas(PROBLEM, problem())
                .addResponses(PROBLEM, response("A problem detail (RFC 9457)"))
                .addResponses(UNAVAILABLE, response("Unavailable for a moment")
                        .addHeaderObject("Retry-After", new Header().description("Seconds to wait")
                                .schema(new IntegerSchema())));
        api.getPaths().forEach((path, item) -> {
            item.readOperationsMap().forEach((method, operation) -> {
                document(operation);
                if (path.contains("{") && method != HttpMethod.PUT) { // which makes what is not there
                    add(operation, "404", PROBLEM);
                }
            });
        });
    }

    private static void document(Operation operation) {
        add(operation, "400", PROBLEM);
        if (operation.getRequestBody() != null) {
            add(operation, "413", PROBLEM);
            add(operation, "415", PROBLEM);
        }
        add(operation, "503", UNAVAILABLE);
    }

    private static void add(Operation operation, String status, String response) {
        operation.getResponses().putIfAbsent(status, new ApiResponse().$ref(response));
    }

    private static ApiResponse response(String description) {
        return new ApiResponse().description(description)
                .content(new Content().addMediaType(MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        new io.swagger.v3.oas.models.media.MediaType()
                                .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema().format("uri-reference"))
                .addProperty("violations", new ArraySchema().items(violation())
                        .description("What is wrong with a request, where single fields are to blame"))
                .addProperty("id", new StringSchema().format("uuid").description("Of a 500, to be found in the log"))
                .addRequiredItem("title")
                .addRequiredItem("status");
    }

    private static Schema<?> violation() {
        return new ObjectSchema()
                .addProperty("field", new StringSchema().example("lines[0].quantity"))
                .addProperty("message", new StringSchema())
                .addRequiredItem("field")
                .addRequiredItem("message");
    }
}
