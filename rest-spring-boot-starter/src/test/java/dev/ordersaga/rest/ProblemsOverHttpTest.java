package dev.ordersaga.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ProblemsOverHttpTest {

    private static final HttpClient http = HttpClient.newHttpClient();
    private static final JsonMapper json = new JsonMapper();
    private static final String ID = "0198f5a0-0000-7000-8000-000000000001";

    @LocalServerPort
    private int port;

    @Test
    void aGoodRequestPassesWithUnknownPropertiesIgnored() throws Exception {
        var answer = post("/things", """
                {"name":"a","colour":"red","lines":[{"sku":"s","quantity":1,"note":{}}]}""");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json.readTree(answer.body()).at("/lines").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "[", "null", "{\"name\":\"a\u0000\"}", "{}}", "{'name':'a'}"})
    void whatIsNoJsonIsRefused(String body) throws Exception {
        assertProblem(post("/things", body), 400);
    }

    @Test
    void jsonNestedTooDeeplyIsRefused() throws Exception {
        assertProblem(post("/things", "{\"lines\":" + "[".repeat(20_000)), 400);
        assertProblem(post("/things", "{\"unknown\":" + "[".repeat(20_000)), 400);
    }

    @Test
    void aFieldThatComesTwiceIsRefused() throws Exception {
        assertProblem(post("/things", "{\"name\":\"a\",\"name\":\"b\",\"lines\":[{\"sku\":\"s\",\"quantity\":1}]}"),
                400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"lines\":[{\"sku\":\"s\",\"quantity\":1},{\"sku\":\"s\",\"quantity\":1.5}]} | lines[1].quantity | must be a whole number in range",
            "{\"lines\":[{\"sku\":\"s\",\"quantity\":99999999999}]} | lines[0].quantity | must be a whole number in range",
            "{\"lines\":[{\"sku\":\"s\",\"quantity\":1e400}]} | lines[0].quantity | must be a whole number in range",
            "{\"lines\":[{\"sku\":\"s\",\"quantity\":\"1\"}]} | lines[0].quantity | must be a whole number in range",
            "{\"lines\":[{\"sku\":\"s\",\"quantity\":true}]} | lines[0].quantity | must be a whole number in range",
            "{\"lines\":[{\"sku\":{},\"quantity\":1}]} | lines[0].sku | must be a string",
            "{\"lines\":[7]} | lines[0] | must be an object",
            "{\"lines\":{}} | lines | must be an array",
            "{\"name\":7,\"lines\":[]} | name | must be a string",
            "[] | '' | must be an object",
            "7 | '' | must be an object"})
    void aWrongTypeIsNamedByItsPath(String body, String field, String message) throws Exception {
        var problem = assertProblem(post("/things", body), 400);

        assertThat(violations(problem)).containsExactly(new Violation(field, message));
    }

    @Test
    void everythingInvalidInABodyIsListed() throws Exception {
        var problem = assertProblem(post("/things", """
                {"lines":[{"sku":"s","quantity":0},null,{"quantity":11}]}"""), 400);

        assertThat(violations(problem)).containsExactly(
                new Violation("lines[0].quantity", "must be greater than or equal to 1"),
                new Violation("lines[1]", "must not be null"),
                new Violation("lines[2].quantity", "must be less than or equal to 10"),
                new Violation("lines[2].sku", "must not be blank"),
                new Violation("name", "must not be blank"));
    }

    @Test
    void messagesAreEnglishWhateverTheClientSpeaks() throws Exception {
        var problem = assertProblem(send(request("/things?limit=0").header("If-Token", "a")
                .header("Accept-Language", "de")), 400);

        assertThat(violations(problem)).containsExactly(new Violation("limit", "must be greater than or equal to 1"));
    }

    @Test
    void invalidParametersAndHeadersAreListed() throws Exception {
        var problem = assertProblem(send(request("/things?limit=201").header("If-Token", "7")), 400);

        assertThat(violations(problem)).extracting(Violation::field).containsExactly("If-Token", "limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.5", "99999999999"})
    void aParameterOfAWrongTypeIsNamed(String limit) throws Exception {
        var problem = assertProblem(send(request("/things?limit=" + limit).header("If-Token", "a")), 400);

        assertThat(violations(problem)).containsExactly(new Violation("limit", "must be a whole number in range"));
    }

    @Test
    void aMissingHeaderIsNamed() throws Exception {
        assertThat(assertProblem(send(request("/things")), 400).at("/detail").asString()).contains("If-Token");
    }

    @ParameterizedTest
    @CsvSource({"/nowhere,404", "/things/not-a-uuid,404", "/things/%20,404", "/error,404", "//,404",
            "/things/a;b=c,404",
            "/favicon.ico,404", "/things?limit=%zz,400", "/things/%00,400", "/a%2fb,404", "/a%5cb,404", "/%zz,400",
            "/things/%ff,400", "/..;/x,400"})
    void aPathThatNamesNothingIsNotFoundOrRefused(String path, int status) throws Exception {
        assertProblem(raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nIf-Token: a\r\nConnection: close\r\n\r\n"), status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "PUT", "PATCH", "FOO", "PROPFIND", "TRACE"})
    void aMethodThatIsNotThereIsNotAllowed(String method) throws Exception {
        assertProblem(raw(method + " /things HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), 405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/html", "nonsense", "a/b;q=z"})
    void whatIsNotAcceptableGetsAProblemNevertheless(String accept) throws Exception {
        assertProblem(send(request("/things/" + ID).header("Accept", accept)), 406);
        assertProblem(send(request("/nowhere").header("Accept", accept)), 404);
        assertProblem(send(request("/filter/unforeseen").header("Accept", accept)), 500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "nonsense", "multipart/form-data",
            "application/json;charset=nonsense", "application/x-www-form-urlencoded"})
    void anotherMediaTypeIsNotSupported(String type) throws Exception {
        var answer = send(request("/things").POST(BodyPublishers.ofString("{}")).header("Content-Type", type));

        assertProblem(answer, type.startsWith("multipart") ? 400 : 415);
    }

    @Test
    void aBodyThatSaysItIsTooLargeIsRefused() throws Exception {
        assertProblem(post("/things", spaces(65_537)), 413);
        assertProblem(post("/nowhere", spaces(65_537)), 413);
    }

    @Test
    void aBodyThatDoesNotSayItIsTooLargeIsCutOff() throws Exception {
        var problem = assertProblem(send(json("/things", chunked(70_000))), 413);

        assertThat(problem.at("/detail").asString()).contains("65536");
    }

    @Test
    void aBodyAtTheLimitIsRead() throws Exception {
        assertProblem(post("/things", spaces(65_536)), 400);
        assertProblem(send(json("/things", chunked(65_536))), 400);
    }

    @Test
    void aFormThatIsTooLargeIsRefused() throws Exception {
        assertProblem(send(request("/forms").POST(chunked(70_000))
                .header("Content-Type", "application/x-www-form-urlencoded")), 413);
    }

    @Test
    void aBrokenChunkIsRefused() throws Exception {
        assertProblem(raw(String.join("\r\n", "POST /things HTTP/1.1", "Host: a", "Content-Type: application/json",
                "Transfer-Encoding: chunked", "", "zz", "{}", "")), 400);
    }

    @ParameterizedTest
    @EnumSource(value = Failure.class, names = {"NO_TRANSACTION", "NO_CONNECTION", "POOL_EXHAUSTED",
            "CONNECTION_BROKEN", "SHUTTING_DOWN", "COMMIT_BROKEN", "ROLLBACK_BROKEN", "LOCK_TIMEOUT", "DEADLOCK",
            "SERIALIZATION"})
    void whatPassesByItselfIsUnavailability(Failure failure) throws Exception {
        var answer = send(request("/failures/" + failure));

        assertProblem(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After").orElseThrow()).matches("[1-5]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/failures/BUG", "/failures/CONSTRAINT", "/failures/STACK_OVERFLOW",
            "/failures/REMOTE_PROBLEM",
            "/broken",
            "/filter/unforeseen"})
    void whatIsUnforeseenTellsNothingButAnId(String path) throws Exception {
        var answer = send(request(path));

        assertThat(assertProblem(answer, 500).at("/id").asString()).isNotEmpty();
        assertThat(answer.body()).doesNotContain("secret", "Exception", "dev.ordersaga");
    }

    @Test
    void whatFiltersFindGetsTheSameAnswers() throws Exception {
        assertThat(send(request("/filter/unavailable")).headers().firstValue("Retry-After")).isPresent();
        var teapot = send(request("/filter/teapot"));
        assertThat(assertProblem(teapot, 418).at("/instance").asString()).isEqualTo("/filter/teapot");
        assertThat(teapot.body()).doesNotContain("secret");
    }

    @Test
    void controllersRefuseWithProblems() throws Exception {
        assertThat(assertProblem(send(request("/failures/NOT_FOUND")), 404).at("/detail").asString())
                .isEqualTo("There is no thing 7");
        assertProblem(send(request("/failures/CONFLICT")), 409);
        assertProblem(send(request("/failures/VIOLATION")), 400);
        assertThat(violations(assertProblem(send(request("/failures/UNPROCESSABLE")), 422)))
                .containsExactly(new Violation("lines[1].sku", "is unknown"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /a|b HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\u0001 HTTP/1.1\r\nHost: a\r\n\r\n",
            "G\u0000T / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: [z]\r\n\r\n"})
    void whatTomcatRefusesIsAProblemAsWell(String request) throws Exception {
        assertProblem(raw(request), 400);
    }

    @Test
    void headersThatAreTooLargeAreAProblem() throws Exception {
        assertProblem(raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(100_000) + "\r\n\r\n"), 400);
    }

    @ParameterizedTest
    @CsvSource({"GET / HTTP/9.9,505", "GET http://[z/ HTTP/1.1,400", "nonsense,400"})
    void aRequestLineThatIsNoneIsAProblem(String line, int status) throws Exception {
        assertProblem(raw(line + "\r\nHost: a\r\nConnection: close\r\n\r\n"), status);
    }

    @Test
    void theOpenApiDocumentTellsOfTheProblems() throws Exception {
        var api = json.readTree(send(request("/v3/api-docs")).body());

        assertThat(api.at("/components/schemas/Problem/properties/violations/items/properties/field").isMissingNode())
                .isFalse();
        var answers = api.at("/paths/~1things/post/responses");
        assertThat(answers.propertyNames()).contains("200", "400", "413", "415", "503");
        assertThat(answers.at("/503/$ref").asString()).isEqualTo("#/components/responses/Unavailable");
        assertThat(api.at("/paths/~1things~1{id}/get/responses/404/$ref").asString())
                .isEqualTo("#/components/responses/Problem");
        assertThat(api.at("/paths").propertyNames()).doesNotContain("/error");
    }

    private static String spaces(int bytes) {
        return " ".repeat(bytes);
    }

    /** Without a Content-Length. */
    private static BodyPublisher chunked(int bytes) {
        var chunk = new byte[1000];
        Arrays.fill(chunk, (byte) ' ');
        Iterable<byte[]> chunks = () -> new Iterator<>() {

            private int left = bytes;

            @Override
            public boolean hasNext() {
                return left > 0;
            }

            @Override
            public byte[] next() {
                var next = Arrays.copyOf(chunk, Math.min(left, chunk.length));
                left -= next.length;
                return next;
            }
        };
        return BodyPublishers.ofByteArrays(chunks);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpRequest.Builder json(String path, BodyPublisher body) {
        return request(path).POST(body).header("Content-Type", "application/json");
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(json(path, BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private RawHttp raw(String request) throws IOException {
        return RawHttp.send(port, request);
    }

    private static JsonNode assertProblem(HttpResponse<String> answer, int status) {
        return assertProblem(answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""), answer.body(),
                status);
    }

    private static JsonNode assertProblem(RawHttp answer, int status) {
        var body = answer.body();
        var start = body.indexOf('{');
        return assertProblem(answer.status(), answer.header("Content-Type"),
                start < 0 ? body : body.substring(start, body.lastIndexOf('}') + 1), status);
    }

    private static JsonNode assertProblem(int actual, String type, String body, int status) {
        assertThat(actual).as(body).isEqualTo(status);
        assertThat(type).as(body).startsWith("application/problem+json");
        var problem = json.readTree(body);
        assertThat(problem.at("/status").asInt()).isEqualTo(status);
        assertThat(problem.at("/title").asString()).isNotEmpty();
        assertThat(body).doesNotContain("\tat ", ".java:", "Tomcat");
        return problem;
    }

    private static List<Violation> violations(JsonNode problem) {
        return problem.at("/violations").valueStream()
                .map(violation -> json.treeToValue(violation, Violation.class))
                .toList();
    }
}
