package io.sluice.localaws;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * AWS on this machine: a process that answers for all services on one loopback port, and really
 * runs functions in Java and Glue's Spark jobs.
 *
 * <p>It is empty at its start, and nothing is kept at its end. It ends with {@link #close()}, and,
 * unless it was given a life of its own, when this process dies.
 */
public final class LocalAws implements AutoCloseable {
  /** Its log's name in the state folder. */
  public static final String LOG = "localemu.log";

  /** The region that it says it is. */
  public static final String REGION = "us-east-1";

  private static final String KEY = "test";
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(10);
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
    return start(state, LocalAwsOptions.DEFAULT);
  }

  /**
   * Starts one as {@link #start(Path)} does.
   *
   * @throws LocalAwsUnavailableException if there is no Python or no network
   * @throws IOException if it does not start; the message has the end of its log
   */
  public static LocalAws start(Path state, LocalAwsOptions options) throws IOException {
    try (Socket free = new Socket()) {
      return start(state, options, options.port() == 0 ? freePort(free) : options.port());
    }
  }

  private static LocalAws start(Path state, LocalAwsOptions options, int port) throws IOException {
    PythonEnvironment environment = environmentOfPython();
    Path folder = Files.createDirectories(state.toAbsolutePath());
    Path log = folder.resolve(LOG);
    ProcessBuilder builder =
        new ProcessBuilder(environment.interpreter().toString(), "-m", "sluice_localaws")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    if (options.life() == LocalAwsOptions.Life.OF_ITS_OWN) {
      builder.redirectInput(Path.of("/dev/null").toFile());
    }
    EmulatorEnvironment.set(builder.environment(), folder, port, options);
    LocalAws started = new LocalAws(builder.start(), at(port), log);
    try {
      started.awaitAnswer();
      return started;
    } catch (IOException | RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /**
   * Makes sure that one can be started, without starting it.
   *
   * @throws LocalAwsUnavailableException if there is no Python or no network
   * @throws IOException if its packages cannot be installed
   */
  public static void prepare() throws IOException {
    environmentOfPython();
  }

  private static PythonEnvironment environmentOfPython() throws IOException {
    Python python = Python.find(System.getenv("PATH"), Path.of(System.getProperty("user.home")));
    return PythonEnvironment.of(python, PythonEnvironment.pinnedRequirements(), CacheFolder.path());
  }

  /** Where an emulator with that port answers. */
  public static URI at(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * A port that nobody has. Where the system allows it, nobody else who asks for any port gets it
   * while the socket is open, and the emulator, which asks for this one, does: both say that they
   * share it, and only the emulator listens.
   */
  private static int freePort(Socket holding) throws IOException {
    holding.setReuseAddress(true);
    holding.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    int port = holding.getLocalPort();
    if (!System.getProperty("os.name").equals("Linux")) {
      holding.close();
    }
    return port;
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
    return answers(endpoint);
  }

  /** Whether an emulator answers there. */
  public static boolean answers(URI endpoint) {
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
    return environment(endpoint);
  }

  /** Points the SDK's clients of this JVM to an emulator, unless they are told otherwise. */
  public static void use(URI endpoint) {
    System.setProperty("aws.endpointUrl", endpoint.toString());
    System.setProperty("aws.region", REGION);
    System.setProperty("aws.accessKeyId", KEY);
    System.setProperty("aws.secretAccessKey", KEY);
  }

  /** The same for an emulator that another process started. */
  public static Map<String, String> environment(URI endpoint) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_ENDPOINT_URL", endpoint.toString());
    environment.put("AWS_REGION", REGION);
    environment.put("AWS_DEFAULT_REGION", REGION);
    environment.put("AWS_ACCESS_KEY_ID", KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", KEY);
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    return environment;
  }

  public String accessKey() {
    return KEY;
  }

  public String secretKey() {
    return KEY;
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
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
