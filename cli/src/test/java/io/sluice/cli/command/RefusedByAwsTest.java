package io.sluice.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.aws.lake.LakeOnS3;
import io.sluice.cli.command.CliRunner.Result;
import io.sluice.localaws.testing.ChangedProperties;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What AWS refuses is told by each command, with the exit code that schedulers go by. */
class RefusedByAwsTest {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("runs"),
          List.of("show", "last"),
          List.of("sql", "SELECT * FROM default.t"),
          List.of("rejects", "t"),
          List.of("plan", "t.yml"),
          List.of("ingest", "t.yml"),
          List.of("check"),
          List.of("recover"),
          List.of("vacuum"),
          List.of("catalog", "diff"));

  private static final String LAKE_JSON = "{\"v\": 1, \"ledger_table\": \"ledger\"}";

  @TempDir private Path folder;

  private final ChangedProperties properties = new ChangedProperties();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private Answer ofS3;
  private Answer ofDynamo;

  private record Answer(int status, String body, Map<String, String> headers) {
    static Answer s3(int status, String code) {
      String error = "<Error><Code>" + code + "</Code><Message>told by the test</Message></Error>";
      return new Answer(status, error, Map.of());
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    properties.set("aws.endpointUrl", endpoint());
    properties.set("aws.accessKeyId", "id");
    properties.set("aws.secretAccessKey", "secret");
    source("in");
  }

  @AfterEach
  void stop() {
    properties.close();
    server.stop(0);
  }

  private String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void source(String path) throws IOException {
    Files.writeString(
        folder.resolve("t.yml"),
        "dataset: t\nsource: {path: '" + path + "', format: csv}\ntarget: {table: t}\n");
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().getPath());
    Answer answer = exchange.getRequestHeaders().containsKey("X-Amz-Target") ? ofDynamo : ofS3;
    byte[] body = answer.body().getBytes(UTF_8);
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("ETag", "\"e\"");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), -1);
    } else {
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** Clients are kept by their settings: a region of its own gives a test its own. */
  private static void reach(LakeLocation lake, String region) {
    LakeOnS3.reach(lake, new AwsSettings(region, "", S3Settings.DEFAULT));
  }

  private void assertAllFail(String lake, String region, String... parts) {
    reach(new LakeLocation(lake), region);
    for (List<String> command : COMMANDS) {
      String[] arguments = new String[command.size() + 2];
      command.toArray(arguments);
      arguments[command.size()] = "--lake";
      arguments[command.size() + 1] = lake;
      assertFails(1, arguments, parts);
    }
  }

  private void assertFails(int code, String[] command, String... parts) {
    Result result = new CliRunner(folder).run(command);
    String told = String.join(" ", command) + ": " + result.out() + result.err();
    assertEquals(code, result.code(), told);
    for (String part : parts) {
      assertTrue(result.err().contains(part), told);
    }
    assertFalse(result.err().contains("\tat "), told);
  }

  @Test
  void aBucketThatMayNotBeReadOrIsAnotherAccounts() {
    ofS3 = Answer.s3(403, "AccessDenied");
    String[] told = {
      "s3://theirs/lake/_sluice/lake.json: access denied (HTTP 403 AccessDenied",
      "Give the caller s3:GetObject on it; if the bucket is another account's, its owner must"
    };
    assertAllFail("s3://theirs/lake", "ap-east-1", told);
    assertFails(
        1, new String[] {"init", "--lake", "s3://theirs/lake", "--region", "ap-east-1"}, told);
  }

  @Test
  void aBucketInAnotherRegionThatIsNotReachedThere() {
    ofS3 =
        new Answer(
            301,
            Answer.s3(301, "PermanentRedirect").body(),
            Map.of("x-amz-bucket-region", "ap-northeast-3"));
    assertAllFail(
        "s3://elsewhere/lake",
        "ap-northeast-1",
        "s3://elsewhere/lake/_sluice/lake.json: the bucket lies in ap-northeast-3",
        "AWS_ENDPOINT_URL");
  }

  @Test
  void credentialsThatAreRefused() {
    ofS3 = Answer.s3(403, "InvalidAccessKeyId");
    assertAllFail("s3://bucket/expired", "ap-south-1", "the credentials are refused", "Renew them");
  }

  @Test
  void noCredentials() {
    assumeTrue(
        System.getenv().keySet().stream()
            .noneMatch(name -> name.matches("AWS_(ACCESS|CONTAINER|WEB).*")));
    properties.set("aws.disableEc2Metadata", "true");
    properties.set("aws.sharedCredentialsFile", folder.resolve("none").toString());
    properties.set("aws.configFile", folder.resolve("none").toString());
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    assertAllFail(
        "s3://bucket/nobody", "ap-south-2", "no AWS credentials were found", "Set AWS_PROFILE");
  }

  @Test
  void aLedgerThatMayNotBeAsked() {
    ofS3 = new Answer(200, LAKE_JSON, Map.of());
    ofDynamo =
        new Answer(400, "{\"__type\": \"AccessDeniedException\", \"message\": \"no\"}", Map.of());
    assertAllFail(
        "s3://bucket/ledger",
        "ap-southeast-1",
        "Cannot call dynamodb:",
        " on ledger: access denied. Give the caller dynamodb:");
  }

  /** Into a lake of one's own. */
  @Test
  void aSourceThatIsAnotherAccounts() throws IOException {
    ofS3 = Answer.s3(403, "AccessDenied");
    source("s3://theirs/in");
    Path lake = folder.resolve("lake");
    reach(LakeLocation.of(lake), "ap-southeast-2");
    for (String command : List.of("plan", "ingest")) {
      assertFails(
          1,
          new String[] {command, "t.yml", "--lake", lake.toString()},
          "s3://theirs/in",
          "access denied (HTTP 403 AccessDenied",
          "s3:ListBucket");
    }
  }

  /** As the environment has it, in a process of its own. */
  @Test
  void theEndpointOfS3IsAsked() throws Exception {
    ofS3 = Answer.s3(404, "NoSuchKey");
    // Bound, so that nobody else gets the port, and nobody answers.
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              "io.sluice.cli.Main",
              "runs",
              "--lake",
              "s3://bucket/lake");
      builder
          .environment()
          .putAll(
              Map.of(
                  "AWS_ENDPOINT_URL",
                  "http://127.0.0.1:" + nobody.getLocalPort(),
                  "AWS_ENDPOINT_URL_S3",
                  endpoint(),
                  "AWS_REGION",
                  "us-east-1",
                  "AWS_ACCESS_KEY_ID",
                  "id",
                  "AWS_SECRET_ACCESS_KEY",
                  "secret"));
      Process process = builder.redirectErrorStream(true).start();
      String told = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertEquals(2, process.waitFor(), told);
      assertTrue(told.contains("no lake at s3://bucket/lake"), told);
      assertEquals(List.of("/bucket/lake/_sluice/lake.json"), asked, told);
    }
  }
}
