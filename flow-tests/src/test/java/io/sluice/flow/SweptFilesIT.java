package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Files of which no event told are found by the sweep, by the rights of its role. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class SweptFilesIT {
  private static final String DATASET = "swept";
  private static final int DROPPED = 3;

  @Test
  void everyFileIsInTheTableOnce() throws Exception {
    Flow flow = Flow.flow();
    flow.spec(
        DATASET,
        "dataset: %s\nsource: {path: \"%s/*.csv\", format: csv}\ntarget: {database: flow, table: %s}\n"
            .formatted(DATASET, flow.landing(DATASET), DATASET));
    flow.land(DATASET, "told.csv", RequestBody.fromString("id,name\n0,told\n"));
    assertEquals("SUCCEEDED", flow.awaitOver(DATASET, 1).get(0).statusAsString());
    List<String> rows = new ArrayList<>(List.of("id,name", "0,told"));
    String landing = flow.output("LandingBucket");
    try (LambdaClient lambda = Flow.client(LambdaClient.builder())) {
      // The bucket tells nobody.
      flow.s3()
          .putBucketNotificationConfiguration(
              b -> b.bucket(landing).notificationConfiguration(n -> {}));
      try {
        for (int file = 1; file <= DROPPED; file++) {
          String row = file + ",dropped";
          flow.land(DATASET, file + ".csv", RequestBody.fromString("id,name\n" + row + "\n"));
          rows.add(row);
        }
      } finally {
        flow.s3()
            .putBucketNotificationConfiguration(
                b ->
                    b.bucket(landing)
                        .notificationConfiguration(n -> n.eventBridgeConfiguration(e -> {})));
      }
      assertEquals(DROPPED, sweep(flow, lambda).get("found").asInt());
      flow.awaitOver(DATASET, 2).forEach(e -> assertEquals("SUCCEEDED", e.statusAsString()));
      assertEquals(
          rows,
          CommandLineForTests.query(flow.lake(), "SELECT id, name FROM flow.swept ORDER BY id"));
      assertEquals(0, sweep(flow, lambda).get("found").asInt(), "found once more");
    }
  }

  /** Sweeps this test's files, new as they are; what the function answers. */
  private static JsonNode sweep(Flow flow, LambdaClient lambda) throws Exception {
    String function = flow.stack().resources().get("SweepFunction");
    Map<String, String> usual =
        lambda.getFunctionConfiguration(b -> b.functionName(function)).environment().variables();
    Map<String, String> here = new HashMap<>(usual);
    here.put("LANDING", flow.landing(DATASET) + "/");
    here.put("SWEEP_MINUTES", "0");
    here.put("SWEEP_AGE_SECONDS", "0");
    set(lambda, function, here);
    try {
      InvokeResponse answer = lambda.invoke(b -> b.functionName(function));
      assertNull(answer.functionError(), answer.payload()::asUtf8String);
      return new ObjectMapper().readTree(answer.payload().asUtf8String());
    } finally {
      set(lambda, function, usual);
    }
  }

  private static void set(LambdaClient lambda, String function, Map<String, String> variables) {
    lambda.updateFunctionConfiguration(
        b -> b.functionName(function).environment(e -> e.variables(variables)));
    lambda.waiter().waitUntilFunctionUpdatedV2(b -> b.functionName(function));
  }
}
