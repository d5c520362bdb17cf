package io.sluice.localaws;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * AWS on this machine: a child process that speaks S3, DynamoDB and Glue on one loopback port.
 *
 * <p>It is empty at its start, and nothing is kept at its end. It ends with {@link #close()}, or
 * when this process dies.
 */
public final class LocalAws implements AutoCloseable {
  /** Repairs to leave out, separated by commas: to see that their tests fail without them. */
  private static final String WITHOUT = System.getProperty("sluice.localaws.without", "");

  private static final String REGION = "us-east-1";
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);

  private final Process process;
  private final URI endpoint;
  private final Path log;

  private LocalAws(Process process, URI endpoint, Path log) {
    this.process = process;
    this.endpoint = endpoint;
    this.log = log;
  }

  /**
   * Starts one and returns when it answers, after 5 to 20 seconds; the first time on a machine,
   * after the minutes that its packages take to install.
   *
   * @param state a folder of its own, for its log and its files; it is the caller's to delete
   * @throws LocalAwsUnavailableException if there is no Python or no network
   * @throws IOException if it does not start; the message has the end of its log
   */
  public static LocalAws start(Path state) throws IOException {
    Python python = Python.find(System.getenv("PATH"), Path.of(System.getProperty("user.home")));
    PythonEnvironment environment =
        PythonEnvironment.of(python, PythonEnvironment.pinnedRequirements(), CacheFolder.path());
    Path log = state.resolve("localemu.log").toAbsolutePath();
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(environment.interpreter().toString(), "-m", "sluice_localaws")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    setEnvironment(builder.environment(), state.toAbsolutePath(), port);
    LocalAws started = new LocalAws(builder.start(), URI.create("http://127.0.0.1:" + port), log);
    try {
      started.awaitAnswer();
      return started;
    } catch (IOException | RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private static void setEnvironment(Map<String, String> environment, Path state, int port)
      throws IOException {
    Path home = Files.createDirectories(state.resolve("home"));
    Path files = Files.createDirectories(state.resolve("files"));
    Path temporary = Files.createDirectories(state.resolve("tmp"));
    // Nothing of the caller's AWS, proxy or Python settings may reach it.
    environment.keySet().retainAll(List.of("PATH", "LANG", "LC_ALL"));
    environment.put("HOME", home.toString());
    environment.put("TMPDIR", temporary.toString());
    environment.put("FILESYSTEM_ROOT", files.toString());
    environment.put("PYTHONPATH", ownCode().toString());
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    environment.put("PYTHONUNBUFFERED", "1");
    environment.put("GATEWAY_LISTEN", "127.0.0.1:" + port);
    // Its default server listens on all addresses, whatever is set.
    environment.put("GATEWAY_SERVER", "hypercorn");
    environment.put("SKIP_SSL_CERT_DOWNLOAD", "1");
    environment.put("DISABLE_EVENTS", "1");
    environment.put("SLUICE_LOCALAWS_WITHOUT", WITHOUT);
  }

  /** The folder or jar that holds the Python sources as well as this class. */
  private static Path ownCode() {
    try {
      return Path.of(LocalAws.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer() throws IOException {
    long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
    while (!answers()) {
      if (!process.isAlive()) {
        throw new IOException("LocalEmu ended while it started. " + endOfLog());
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "LocalEmu does not answer after " + STARTS_WITHIN.toSeconds() + " s. " + endOfLog());
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while LocalEmu started", e);
      }
    }
  }

  private boolean answers() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) endpoint.resolve("/_localemu/health").toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(10_000);
      return connection.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String endOfLog() throws IOException {
    String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    return log + " ends with:\n" + Command.lastLines(text, 20);
  }

  /** Where every service answers. S3 takes bucket names in the path. */
  public URI endpoint() {
    return endpoint;
  }

  public String region() {
    return REGION;
  }

  /** Settings with which an SDK or a command line finds it; any credentials are accepted. */
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_ENDPOINT_URL", endpoint.toString());
    environment.put("AWS_REGION", REGION);
    environment.put("AWS_DEFAULT_REGION", REGION);
    environment.put("AWS_ACCESS_KEY_ID", accessKey());
    environment.put("AWS_SECRET_ACCESS_KEY", secretKey());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    return environment;
  }

  public String accessKey() {
    return "test";
  }

  public String secretKey() {
    return "test";
  }

  /** What it printed. */
  public Path log() {
    return log;
  }

  /** The emulator's process id. */
  public long pid() {
    return process.pid();
  }

  /** Ends the process: by the end of its input, else by SIGTERM, and after 10 s by SIGKILL. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException alreadyGone) {
      // Then there is nothing to tell it.
    }
    try {
      if (process.waitFor(2, TimeUnit.SECONDS)) {
        return;
      }
      process.destroy();
      if (!process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
