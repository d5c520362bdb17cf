package io.sluice.aws.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings.Addressing;
import io.sluice.aws.S3Settings.Payer;
import io.sluice.ingest.failure.IngestException;
import io.sluice.localaws.testing.ChangedProperties;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is needed to reach a lake's bucket is in the lake's settings, which are in that bucket: they
 * are found all the same, by an endpoint with a host's name, as {@code AWS_ENDPOINT_URL} has it.
 */
class LakeByItsSettingsTest {
  private static final String LAKE_JSON =
      "{\"v\": 1, \"ledger_table\": \"t\", \"addressing\": \"%s\", \"payer\": \"%s\"}";

  private final ChangedProperties properties = new ChangedProperties();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private boolean ownerPays = true;
  private String content = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    properties.set("aws.endpointUrl", "http://localhost:" + server.getAddress().getPort());
    properties.set("aws.region", "us-east-1");
    properties.set("aws.accessKeyId", "id");
    properties.set("aws.secretAccessKey", "secret");
  }

  @AfterEach
  void stop() {
    properties.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String region = exchange.getRequestHeaders().getFirst("Authorization").split("/", -1)[2];
    asked.add(exchange.getRequestURI().getPath() + " in " + region);
    boolean paid = exchange.getRequestHeaders().containsKey("x-amz-request-payer");
    boolean allowed = ownerPays || paid;
    String text =
        allowed ? content : "<Error><Code>AccessDenied</Code><Message>pay</Message></Error>";
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("ETag", "\"e\"");
    exchange.sendResponseHeaders(allowed ? 200 : 403, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Clients are kept by their settings: each test has its own. */
  private static LakeLocation lake(String name, String region) {
    LakeLocation lake = new LakeLocation("s3://bucket/" + name);
    LakeOnS3.reach(lake, new AwsSettings(region, "", AwsSettings.OF_ENVIRONMENT.s3()));
    return lake;
  }

  @Test
  void behindAnEndpointOfOnesOwn() {
    content = LAKE_JSON.formatted("path", "bucket_owner");
    LakeSettings found = LakeOnS3.require(lake("path", "eu-west-1"));
    assertEquals(Addressing.PATH, found.addressing());
    assertEquals(List.of("/bucket/path/_sluice/lake.json in eu-west-1"), asked);
    assertEquals("eu-west-1", found.aws().region(), "where it names none, what the user named");
  }

  @Test
  void inABucketWhoseCallersPay() {
    content = LAKE_JSON.formatted("path", "requester");
    ownerPays = false;
    LakeSettings found = LakeOnS3.require(lake("payer", "eu-west-2"));
    assertEquals(Payer.REQUESTER, found.payer());
    assertEquals(2, asked.size(), asked.toString());
  }

  @Test
  void inARegionThatItNames() {
    content =
        LAKE_JSON.formatted("path", "bucket_owner").replace("{", "{\"region\": \"eu-west-3\",");
    assertEquals("eu-west-3", LakeOnS3.require(lake("named", "eu-north-1")).aws().region());
  }

  @Test
  void whatIsRefusedInAllWaysIsTold() {
    content = "no";
    IngestException e =
        assertThrows(IngestException.class, () -> LakeOnS3.require(lake("none", "eu-south-1")));
    assertTrue(e.getMessage().contains("not the settings of a lake"), e.getMessage());
  }
}
