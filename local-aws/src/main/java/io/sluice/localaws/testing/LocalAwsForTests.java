package io.sluice.localaws.testing;

import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One emulator for all tests of a module, started with the first that wants it.
 *
 * <p>As an extension of a test class, it skips the class where no emulator can be had, and says so
 * on the error stream; with {@code CI=true} in the environment it fails instead. Tests share what
 * is in the emulator: each uses names of its own.
 */
public final class LocalAwsForTests implements ExecutionCondition {
  private static LocalAws shared;
  private static String unavailable;

  /** For JUnit. */
  public LocalAwsForTests() {}

  /** The module's emulator; it ends with this process. */
  public static LocalAws aws() {
    try {
      return start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static synchronized LocalAws start() throws IOException {
    if (unavailable != null) {
      throw new LocalAwsUnavailableException(unavailable);
    }
    if (shared == null) {
      try {
        // The JDK's own notion of the folder is older than the test runner's setting.
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        shared = LocalAws.start(Files.createTempDirectory(temporary, "local-aws-"));
      } catch (LocalAwsUnavailableException e) {
        unavailable = e.getMessage();
        throw e;
      }
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "end-local-aws"));
    }
    return shared;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return evaluate(context.getDisplayName(), LocalAwsForTests::start, System.getenv("CI"));
  }

  /** The same condition for a class that starts an emulator of its own: none is started here. */
  public static final class OfItsOwn implements ExecutionCondition {
    /** For JUnit. */
    public OfItsOwn() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return evaluate(context.getDisplayName(), LocalAws::prepare, System.getenv("CI"));
    }
  }

  /** Starts an emulator or makes sure that it can be, or says that it cannot. */
  interface Start {
    void start() throws IOException;
  }

  static ConditionEvaluationResult evaluate(String test, Start emulator, String ci) {
    try {
      emulator.start();
      return ConditionEvaluationResult.enabled("an emulator can be had");
    } catch (LocalAwsUnavailableException e) {
      if ("true".equalsIgnoreCase(ci)) {
        throw new IllegalStateException(test + " may not be skipped with CI=true", e);
      }
      System.err.println("SKIPPED: " + test + ": " + e.getMessage());
      return ConditionEvaluationResult.disabled(e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
