package io.sluice.launch.profile;

import io.sluice.spec.Settings;

/**
 * How a Lambda function runs an ingest.
 *
 * @param function its name or ARN; empty: the stack's
 */
public record FunctionProfile(String function) {
  static FunctionProfile read(Settings at) {
    return new FunctionProfile(at.text("function").orElse(""));
  }
}
