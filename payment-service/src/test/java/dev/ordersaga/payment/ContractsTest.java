package dev.ordersaga.payment;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import dev.ordersaga.testing.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The contracts module itself, which has no Java: its schemas, examples and AsyncAPI document belong together. */
class ContractsTest {

    private static final JsonMapper json = new JsonMapper();

    private final JsonNode document = json.valueToTree(new Yaml().<Object>load(Contract.open("asyncapi.yaml")));

    static List<String> examples() {
        return Contract.names("examples");
    }

    static List<String> examplesOfMessages() {
        return examples().stream().filter(name -> !name.startsWith("headers")).toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsValid(String name) {
        Contract.assertValid(Contract.typeOf(name), Contract.example(name));
    }

    @ParameterizedTest
    @MethodSource("examplesOfMessages")
    void aSenderThatRenamesAFieldIsFoundOut(String name) {
        var example = Contract.example(name);
        for (var object : objects(example)) {
            for (var field : List.copyOf(object.propertyNames())) {
                var value = object.remove(field);
                object.set("renamed", value);
                assertThat(Contract.errors(Contract.typeOf(name), example)).as("%s renamed", field).isNotEmpty();
                object.remove("renamed");
                object.set(field, value);
            }
        }
        Contract.assertValid(Contract.typeOf(name), example);
    }

    @Test
    void everyMessageOfTheDocumentHasItsSchemaAndAllItsExamples() {
        var messages = ((ObjectNode) document.at("/components/messages")).deepCopy().without("DeadLetter");

        assertThat(messages.propertyNames()).hasSize(11)
                .isEqualTo(examplesOfMessages().stream().map(Contract::typeOf).collect(toSet()));
        messages.properties().forEach(message -> assertDocumented(message.getKey(), message.getValue()));
    }

    private static void assertDocumented(String type, JsonNode message) {
        assertThat(message.get("name").asString()).isEqualTo(type);
        assertThat(message.at("/payload/$ref").asString()).isEqualTo("schemas/" + type + ".json");
        assertThat(message.at("/headers/allOf/1/properties/ce_type/const").asString()).isEqualTo(type);
        assertThat(message.get("examples").valueStream().map(example -> example.at("/payload/$ref").asString()))
                .containsExactlyInAnyOrderElementsOf(
                        Contract.examplesOf(type).stream().map(name -> "examples/" + name + ".json").toList());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        var references = document.findValuesAsString("$ref");

        assertThat(references).hasSizeGreaterThan(50);
        for (var reference : references) {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isObject()).as(reference).isTrue();
            } else {
                assertThat(json.readTree(Contract.open(reference)).isObject()).as(reference).isTrue();
            }
        }
    }

    @Test
    void everyMessageOfATopicHasASenderAndNothingElseIsReceived() {
        assertThat(messages("send")).containsExactlyInAnyOrderElementsOf(messagesOfTopics());
        assertThat(messagesOfTopics()).containsAll(messages("receive"));
    }

    private List<String> messagesOfTopics() {
        return document.get("channels").properties().stream()
                .flatMap(channel -> channel.getValue().get("messages").propertyNames().stream()
                        .map(message -> "#/channels/" + channel.getKey() + "/messages/" + message))
                .toList();
    }

    private List<String> messages(String action) {
        return document.get("operations").valueStream()
                .filter(operation -> operation.get("action").asString().equals(action))
                .flatMap(operation -> operation.get("messages").valueStream())
                .map(message -> message.get("$ref").asString())
                .distinct()
                .toList();
    }

    private static List<ObjectNode> objects(JsonNode node) {
        var objects = new ArrayList<ObjectNode>();
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.valueStream().forEach(child -> objects.addAll(objects(child)));
        return objects;
    }
}
