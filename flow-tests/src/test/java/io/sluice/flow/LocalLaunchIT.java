package io.sluice.flow;

import io.sluice.localaws.testing.LocalAwsForTests;
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
  void assertNothingRuns() {}
}
