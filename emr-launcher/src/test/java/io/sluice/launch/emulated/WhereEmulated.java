package io.sluice.launch.emulated;

import io.sluice.localaws.LocalAwsUnavailableException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests where there is no emulator, and says so; with {@code CI=true} they fail. */
final class WhereEmulated implements ExecutionCondition {
  /** For JUnit. */
  WhereEmulated() {}

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    try {
      Emulated.get();
      return ConditionEvaluationResult.enabled("there is an emulator");
    } catch (IllegalStateException e) {
      boolean absent = e.getCause() instanceof LocalAwsUnavailableException;
      if (!absent || "true".equalsIgnoreCase(System.getenv("CI"))) {
        throw e;
      }
      System.err.println("SKIPPED: " + context.getDisplayName() + ": " + e.getMessage());
      return ConditionEvaluationResult.disabled(e.getMessage());
    }
  }
}
