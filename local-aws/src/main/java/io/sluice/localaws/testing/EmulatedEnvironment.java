package io.sluice.localaws.testing;

import io.sluice.localaws.LocalAws;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The emulator as a user's environment would name it, for the tests of a class. */
public final class EmulatedEnvironment implements BeforeAllCallback, AfterAllCallback {
  private final Map<String, String> before = new HashMap<>();

  /** For JUnit. */
  public EmulatedEnvironment() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    LocalAws aws = LocalAwsForTests.aws();
    set("aws.endpointUrl", aws.endpoint().toString());
    set("aws.region", aws.region());
    set("aws.accessKeyId", aws.accessKey());
    set("aws.secretAccessKey", aws.secretKey());
  }

  private void set(String name, String value) {
    before.put(name, System.setProperty(name, value));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    before.forEach(
        (name, value) -> {
          if (value == null) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }
}
