package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.LocalTarget;
import io.sluice.launch.spark.LocalWay;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

/** The installation's own Spark, with a lake in a bucket. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class LocalLaunchIT extends LaunchContract {
  @Override
  String way() {
    return "local";
  }

  @Override
  String policy() {
    return "";
  }

  @Override
  String environment() {
    return "";
  }

  @Override
  void assertNothingRuns() {
    LocalTarget target = new LocalTarget(Path.of(System.getProperty("sluice.root")), Map.of());
    assertEquals(
        List.of(),
        new LocalWay(target, processes().resolve(way()), LaunchClock.OF_MACHINE).running());
  }
}
