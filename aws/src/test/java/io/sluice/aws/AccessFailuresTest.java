package io.sluice.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.sluice.aws.dynamo.LedgerBackups;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Who may not do something, or reaches nobody, is told what to do. */
class AccessFailuresTest {
  private static DynamoDbClient client(int port) {
    return AwsClients.dynamoBuilder(
            new AwsSettings("us-east-1", "http://127.0.0.1:" + port, S3Settings.DEFAULT))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
        .build();
  }

  private static void ask(DynamoDbClient client) {
    var unused = client.describeTable(r -> r.tableName("ledger"));
  }

  /** What comes of an answer with this error. */
  private static <T extends Throwable> T answered(String code, Class<T> as) throws IOException {
    return answered(code, client -> assertThrows(as, () -> ask(client)));
  }

  private static <T> T answered(String code, Function<DynamoDbClient, T> work) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              ("{\"__type\": \"" + code + "\", \"message\": \"no\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(400, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try (DynamoDbClient client = client(server.getAddress().getPort())) {
      return work.apply(client);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void namesTheActionAndTheResource() throws IOException {
    String message = answered("AccessDeniedException", DynamoDbException.class).getMessage();
    assertTrue(
        message.startsWith(
            "Cannot call dynamodb:DescribeTable on ledger: access denied. Give the caller"
                + " dynamodb:DescribeTable on it"),
        message);
    assertTrue(message.contains("AWS says: no"), message);
  }

  /** Who may not switch on a ledger's recovery is told, and has a lake all the same. */
  @Test
  void ofALedgerThatCannotBeRestored() throws IOException {
    String why =
        answered("AccessDeniedException", client -> LedgerBackups.keep(client, "ledger"))
            .orElseThrow();
    assertTrue(why.contains("AWS says: no"), why);
    assertTrue(
        why.contains("aws dynamodb update-continuous-backups --table-name ledger --point"), why);
  }

  @Test
  void ofCredentialsThatAreRefused() throws IOException {
    String message = answered("UnrecognizedClientException", DynamoDbException.class).getMessage();
    assertTrue(message.contains("the credentials are refused"), message);
  }

  /** What {@code aws sso login} leaves is looked for: the SDK has the modules that do so. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sso_start_url = https://none.example/start\nsso_region = eu-west-1\n",
        "sso_session = s\n[sso-session s]\nsso_start_url = https://none.example/start\n"
            + "sso_region = eu-west-1\n"
      })
  void ofAProfileThatNobodyHasLoggedInTo(String how) {
    String profile =
        "[profile p]\nsso_account_id = 123456789012\nsso_role_name = r\nregion = eu-west-1\n" + how;
    ProfileFile file =
        ProfileFile.builder()
            .type(ProfileFile.Type.CONFIGURATION)
            .content(new ByteArrayInputStream(profile.getBytes(StandardCharsets.UTF_8)))
            .build();
    try (ProfileCredentialsProvider provider =
        ProfileCredentialsProvider.builder().profileFile(file).profileName("p").build()) {
      Exception e = assertThrows(Exception.class, provider::resolveCredentials);
      assertFalse(e.toString().contains("class path"), e.toString());
    }
  }

  @Test
  void otherAnswersStayWhatTheyAre() throws IOException {
    ResourceNotFoundException e =
        answered("ResourceNotFoundException", ResourceNotFoundException.class);
    assertEquals("no", e.awsErrorDetails().errorMessage());
  }

  @Test
  void ofAServiceThatIsNotThere() throws IOException {
    // Bound, so that nobody else gets the port, and nobody listens.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (DynamoDbClient client = client(bound.getLocalPort())) {
        String message = assertThrows(SdkClientException.class, () -> ask(client)).getMessage();
        assertTrue(message.contains("the service cannot be reached"), message);
        assertTrue(message.contains("AWS_ENDPOINT_URL"), message);
      }
    }
  }
}
