package io.sluice.localaws.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/** What becomes of tests where no emulator can be had. */
class LocalAwsForTestsTest {
  @Test
  void withoutPythonTheyAreSkippedWithTheReason() {
    ConditionEvaluationResult result =
        LocalAwsForTests.evaluate("SomeTest", LocalAwsForTestsTest::withoutPython, null);
    assertTrue(result.isDisabled());
    assertEquals("install a Python", result.getReason().orElseThrow());
  }

  @Test
  void inContinuousIntegrationThatIsAFailure() {
    assertThrows(
        IllegalStateException.class,
        () -> LocalAwsForTests.evaluate("SomeTest", LocalAwsForTestsTest::withoutPython, "true"));
  }

  @Test
  void anEmulatorThatDoesNotStartIsAlwaysAFailure() {
    assertThrows(
        UncheckedIOException.class,
        () ->
            LocalAwsForTests.evaluate(
                "SomeTest",
                () -> {
                  throw new IOException("ended while it started");
                },
                null));
  }

  private static LocalAws withoutPython() throws IOException {
    throw new LocalAwsUnavailableException("install a Python");
  }
}
