package io.sluice.jobs;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An ingest in a process of its own, which can be killed like any other. */
final class JobProcess {
  private static final long POLL_MILLIS = 2;

  /** More only for the larger variant of ClusterIT. */
  private static final long LIMIT_SECONDS =
      Math.max(240, Integer.getInteger("sluice.cluster.files", 0));

  /** Jars that only Spark needs. */
  private static final Pattern SPARKS = Pattern.compile("/(spark|hadoop|scala)-[^/]*\\.jar$");

  private final Process process;
  private final Path out;
  private final Path err;

  private JobProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Ingests the spec by Spark, on this test's own class path, or by threads, without Spark's. */
  static JobProcess start(Engines engine, Path lake, Path spec, String... jvmOptions) {
    return start(
        engine == Engines.SPARK ? System.getProperty("java.class.path") : withoutSpark(),
        List.of(jvmOptions),
        List.of(engine.main().getName(), "--lake", lake.toString(), spec.toString()));
  }

  private static String withoutSpark() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !SPARKS.matcher(entry).find())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * @param main the main class and its arguments
   */
  static JobProcess start(String classPath, List<String> jvmOptions, List<String> main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-Xmx768m", "-Dspark.master=" + Engines.MASTER));
    command.addAll(whatSparkNeeds());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath));
    command.addAll(main);
    try {
      Path out = Files.createTempFile("job", ".out");
      Path err = Files.createTempFile("job", ".err");
      // Read until the test is over, whoever fails in it.
      out.toFile().deleteOnExit();
      err.toFile().deleteOnExit();
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      return new JobProcess(process, out, err);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The options that let Spark reach into the JDK: this JVM has them too. */
  static List<String> whatSparkNeeds() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Djdk."))
        .toList();
  }

  /** Waits until the process has said this on standard error; false if it ended before. */
  boolean awaitSaid(String text) throws InterruptedException {
    return await(() -> told().contains(text));
  }

  /** Waits for something to happen; false if the process ended before. */
  boolean await(BooleanSupplier happened) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!happened.getAsBoolean()) {
      if (!process.isAlive()) {
        return happened.getAsBoolean();
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("nothing happened: " + told());
      }
      Thread.sleep(POLL_MILLIS);
    }
    return true;
  }

  /**
   * Kills it so long after it has said this on standard error, or once it has ended.
   *
   * @return whether it was still running
   */
  boolean killAfter(String said, long millis) throws InterruptedException {
    if (awaitSaid(said)) {
      process.waitFor(millis, TimeUnit.MILLISECONDS);
    }
    return kill();
  }

  /** SIGKILL. True if the process was still running. */
  boolean kill() throws InterruptedException {
    boolean alive = process.isAlive();
    process.destroyForcibly();
    process.waitFor();
    return alive;
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the process does not end: " + told());
    }
    return process.exitValue();
  }

  /** What it wrote to standard error so far. */
  String told() {
    return text(err);
  }

  /** What it wrote to standard output. */
  String answer() {
    return text(out);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
