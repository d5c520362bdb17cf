package io.sluice.localaws.testing;

import io.sluice.localaws.LocalAws;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The emulator as a user's environment would name it, for the tests of a class. */
public final class EmulatedEnvironment implements BeforeAllCallback, AfterAllCallback {
  private static final String ENDPOINT = "aws.endpointUrl";
  private static final String REGION = "aws.region";
  private static final String ACCESS_KEY = "aws.accessKeyId";
  private static final String SECRET_KEY = "aws.secretAccessKey";

  private final ChangedProperties properties = new ChangedProperties();

  /** For JUnit. */
  public EmulatedEnvironment() {}

  /** With these another Java process finds what this one's properties name by now. */
  public static List<String> javaOptions() {
    return Stream.of(ENDPOINT, REGION, ACCESS_KEY, SECRET_KEY)
        .map(name -> "-D" + name + "=" + System.getProperty(name))
        .toList();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    LocalAws aws = LocalAwsForTests.aws();
    properties.set(ENDPOINT, aws.endpoint().toString());
    properties.set(REGION, aws.region());
    properties.set(ACCESS_KEY, aws.accessKey());
    properties.set(SECRET_KEY, aws.secretKey());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    properties.close();
  }
}
