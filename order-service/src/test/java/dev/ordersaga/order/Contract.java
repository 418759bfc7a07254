package dev.ordersaga.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contracts that the services have agreed on. */
public final class Contract {

    private static final String FOLDER = "contracts/";
    private static final JsonMapper json = new JsonMapper();
    private static final SchemaRegistry schemas = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Contract() {}

    /** Names of what there is in a folder of the contracts, without suffix, sorted. */
    public static List<String> names(String folder) {
        try {
            var files = new PathMatchingResourcePatternResolver().getResources("classpath:" + FOLDER + folder
                    + "/*.json");
            return Arrays.stream(files).map(Resource::getFilename).map(file -> file.replace(".json", "")).sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The examples of a type, in all variants. */
    public static List<String> examplesOf(String type) {
        return names("examples").stream().filter(name -> type.equals(typeOf(name))).toList();
    }

    public static String typeOf(String example) {
        return example.replaceFirst("-.*", "");
    }

    public static JsonNode example(String name) {
        return json.readTree(open("examples/" + name + ".json"));
    }

    public static JsonNode schema(String type) {
        return json.readTree(open("schemas/" + type + ".json"));
    }

    public static InputStream open(String path) {
        try {
            return new ClassPathResource(FOLDER + path).getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the schema of a type says against a message. */
    public static List<Error> errors(String type, JsonNode message) {
        return schemas.getSchema(SchemaLocation.of("classpath:" + FOLDER + "schemas/" + type + ".json"))
                .validate(message, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    public static void assertValid(String type, JsonNode message) {
        assertThat(errors(type, message)).as("%s %s", type, message).isEmpty();
    }

    /** Whatever a reader has read stands in the message, under the same name and with the same value. */
    public static void assertFound(JsonNode read, JsonNode message) {
        assertThat(read.getNodeType()).as("%s in %s", read, message).isEqualTo(message.getNodeType());
        if (read.isObject()) {
            read.properties().forEach(field -> assertFound(field.getValue(), message.path(field.getKey())));
        } else if (read.isArray()) {
            assertThat(read.size()).as("entries of %s", message).isEqualTo(message.size());
            for (int i = 0; i < read.size(); i++) {
                assertFound(read.get(i), message.get(i));
            }
        } else {
            assertThat(read).isEqualTo(message);
        }
    }
}
