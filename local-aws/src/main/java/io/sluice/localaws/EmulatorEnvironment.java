package io.sluice.localaws;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The environment variables of an emulator's process. */
final class EmulatorEnvironment {
  /** What to leave out, separated by commas: to see that its tests fail without it. */
  private static final String WITHOUT = System.getProperty("sluice.localaws.without", "");

  /** How long a thread goes on while others wait, in seconds; empty for Python's own time. */
  private static final String TURN = System.getProperty("sluice.localaws.turn", "");

  private EmulatorEnvironment() {}

  /** Replaces what is in it: nothing of the caller's AWS, proxy or Python settings gets through. */
  static void set(Map<String, String> environment, Path state, int port, LocalAwsOptions options)
      throws IOException {
    environment.keySet().retainAll(List.of("PATH", "LANG", "LC_ALL"));
    environment.put("HOME", Files.createDirectories(state.resolve("home")).toString());
    environment.put("TMPDIR", Files.createDirectories(state.resolve("tmp")).toString());
    environment.put("FILESYSTEM_ROOT", Files.createDirectories(state.resolve("files")).toString());
    environment.put("PYTHONPATH", ownCode().toString());
    // Else a file h2.py in the folder where somebody starts it would be taken for the package.
    environment.put("PYTHONSAFEPATH", "1");
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    environment.put("PYTHONUNBUFFERED", "1");
    environment.put("GATEWAY_LISTEN", "127.0.0.1:" + port);
    // Its default server listens on all addresses, whatever is set.
    environment.put("GATEWAY_SERVER", "hypercorn");
    environment.put("SKIP_SSL_CERT_DOWNLOAD", "1");
    environment.put("DISABLE_EVENTS", "1");
    // A function's process may stay for as long as a test or a demonstration goes on.
    environment.put("LAMBDA_KEEPALIVE_MS", "300000");
    environment.put("LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT", "320");
    if (options.permissions() == LocalAwsOptions.Permissions.BY_POLICY) {
      environment.put("IAM_ENFORCEMENT", "1");
      environment.put("ROOT_ACCESS_KEYS", "test,000000000000");
    }
    environment.put("SLUICE_LOCALAWS_WITHOUT", WITHOUT);
    environment.put("SLUICE_LOCALAWS_TURN", TURN);
    environment.put("SLUICE_LOCALAWS_STATE", state.toString());
    environment.put("SLUICE_LOCALAWS_JAVA", java().toString());
    environment.put(
        "SLUICE_LOCALAWS_RUNTIME", LambdaRuntime.unpack(state.resolve("runtime")).toString());
    environment.put("SLUICE_LOCALAWS_MINUTE", Long.toString(options.minute().toSeconds()));
    environment.put("SLUICE_LOCALAWS_JOBS", String.join(" ", options.jobs()));
    if (options.life() == LocalAwsOptions.Life.OF_ITS_OWN) {
      environment.put("SLUICE_LOCALAWS_DETACHED", "1");
    }
    if (!options.spark().isEmpty()) {
      Path file = state.resolve("spark-class-path.txt");
      Files.writeString(file, String.join(File.pathSeparator, options.spark()));
      environment.put("SLUICE_LOCALAWS_SPARK", file.toString());
    }
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** The folder or jar that holds the Python sources as well as this class. */
  private static Path ownCode() {
    try {
      return Path.of(LocalAws.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
