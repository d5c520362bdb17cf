package io.sluice.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * What the build wrote into the jar.
 *
 * @param jobJvmOptions what a JVM that runs Spark needs, one option an element
 */
public record BuildInfo(String version, String sparkVersion, List<String> jobJvmOptions) {
  private static final BuildInfo CURRENT = load();

  /** That of the running build. */
  public static BuildInfo current() {
    return CURRENT;
  }

  private static BuildInfo load() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(
        properties.getProperty("version"),
        properties.getProperty("spark.version"),
        List.of(properties.getProperty("job.jvm.options").trim().split(" +")));
  }
}
