package io.sluice.lambda.arrival;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.aws.arrival.Arrival;
import io.sluice.lambda.testing.Flow;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalAwsForTests.class)
class SweepHandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");

  private final Flow flow = new Flow();

  private void arrive(String dataset) {
    flow.inbox().join(new Arrival(dataset, "s3://in/a.csv", "v", "", "e", 1, NOW, ""), NOW);
  }

  private String sweep() {
    return Flow.call(
            new SweepHandler(flow.environment(), Clock.systemUTC()), Map.of("source", "aws.events"))
        .toString();
  }

  private List<String> executions() {
    return flow.executions().stream().map(execution -> execution.name()).sorted().toList();
  }

  @Test
  void whatWasNeverStartedIsStarted() {
    arrive("flights");
    arrive("weather");
    assertEquals("{\"batches\":2,\"started\":2,\"listed\":0,\"found\":0}", sweep());
    assertEquals(List.of("flights-000001", "weather-000001"), executions());
    assertEquals("{\"batches\":2,\"started\":0,\"listed\":0,\"found\":0}", sweep());
  }

  @Test
  void whatIsOverIsLeftAlone() {
    arrive("flights");
    flow.inbox().close("flights", 1);
    flow.inbox().over("flights", 1, "failed", NOW);
    assertEquals("{\"batches\":0,\"started\":0,\"listed\":0,\"found\":0}", sweep());
  }

  @Test
  void anExecutionThatDiedIsFollowedByAnotherOfTheSameInput() {
    flow.machineThatFails();
    arrive("flights");
    sweep();
    flow.awaitNoneRuns();
    assertEquals("{\"batches\":1,\"started\":1,\"listed\":0,\"found\":0}", sweep());
    flow.awaitNoneRuns();
    assertEquals(List.of("flights-000001", "flights-000001-r2"), executions());
    assertEquals("{\"batches\":1,\"started\":1,\"listed\":0,\"found\":0}", sweep());
    flow.awaitNoneRuns();
    assertEquals("{\"batches\":1,\"started\":0,\"listed\":0,\"found\":0}", sweep(), "not for ever");
    assertEquals(1, flow.executions().stream().map(flow::input).distinct().count());
  }

  @Test
  void oneThatSomebodyStoppedStaysStopped() {
    arrive("flights");
    sweep();
    flow.stop(flow.executions().get(0).executionArn());
    flow.awaitNoneRuns();
    assertEquals("{\"batches\":1,\"started\":0,\"listed\":0,\"found\":0}", sweep());
  }
}
