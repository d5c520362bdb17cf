package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The stack's function for small batches, as it is deployed: a process of the packaged archive,
 * under the function's own role. The process may stay warm; what must not go on is the run.
 */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class LambdaLaunchIT extends LaunchContract {
  @Override
  String way() {
    return "lambda";
  }

  @Override
  String environment() {
    return "";
  }

  @Override
  String transforms() {
    return "";
  }

  @Override
  void assertNothingRuns() throws Exception {
    for (JsonNode run : runs(Flow.flow().lake(), "")) {
      assertTrue(
          !run.path("dataset").asText().startsWith("lambda_")
              || List.of("committed", "failed", "refused").contains(run.path("state").asText()),
          run::toString);
    }
  }
}
