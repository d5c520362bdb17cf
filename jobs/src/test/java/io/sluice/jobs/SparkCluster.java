package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.Signals;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A standalone cluster of Spark: a master and two workers of one core each, as processes that
 * listen on loopback only.
 */
final class SparkCluster implements AutoCloseable {
  /** Settings of a job whose tasks are begun again as soon as others have ended. */
  static final String[] SPECULATION = {
    "spark.speculation=true",
    "spark.speculation.interval=20ms",
    "spark.speculation.multiplier=0.1",
    "spark.speculation.quantile=0.05",
    "spark.speculation.minTaskRuntime=1ms",
    // Spark would not think it worth its while.
    "spark.speculation.efficiency.enabled=false"
  };

  private static final long LIMIT_SECONDS = 300;
  private static final String HOST = "127.0.0.1";
  private static final Pattern STARTED = Pattern.compile("Starting Spark master at (spark://\\S+)");

  private final Path home;
  private final Path folder;

  /** The master's, which it chooses itself. */
  private String url;

  private final List<Process> processes = new ArrayList<>();

  private SparkCluster(Path folder) {
    this.folder = folder;
    this.home = folder.resolve("spark");
  }

  /**
   * Starts one and returns when both workers are there.
   *
   * @param classPath Spark's
   */
  static SparkCluster start(Path folder, String classPath) throws Exception {
    SparkCluster cluster = new SparkCluster(folder);
    try {
      cluster.makeHome(classPath);
      cluster.process(
          "master",
          HOST,
          classPath,
          "org.apache.spark.deploy.master.Master",
          "--host",
          HOST,
          "--port",
          "0",
          "--webui-port",
          "0");
      cluster.awaitMaster();
      for (String worker : List.of("worker1", "worker2")) {
        // Each on a host of its own: Spark does no task twice on one. All of 127 is loopback.
        String host = "127.0.0." + worker.charAt(worker.length() - 1);
        cluster.process(
            worker,
            host,
            classPath,
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            host,
            "--webui-port",
            "0",
            "--cores",
            "1",
            "--memory",
            "1G",
            "--work-dir",
            folder.resolve(worker).toString(),
            cluster.url());
      }
      return cluster;
    } catch (Exception | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** Where workers look for what executors need. */
  private void makeHome(String classPath) throws IOException {
    Path jars = Files.createDirectories(home.resolve("jars"));
    int number = 0;
    for (String jar : classPath.split(File.pathSeparator, -1)) {
      Files.createSymbolicLink(
          jars.resolve("%03d-%s".formatted(number++, Path.of(jar).getFileName())), Path.of(jar));
    }
  }

  String url() {
    return url;
  }

  private void process(String name, String host, String classPath, String... main)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(JobProcess.whatSparkNeeds());
    command.addAll(List.of("-cp", classPath));
    command.addAll(List.of(main));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_HOME",
                home.toString(),
                "SPARK_SCALA_VERSION",
                "2.12",
                "SPARK_LOCAL_IP",
                host,
                "SPARK_LOCAL_HOSTNAME",
                host));
    processes.add(builder.start());
  }

  private void awaitMaster() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    Matcher started = STARTED.matcher(log("master"));
    while (!started.find()) {
      if (System.nanoTime() > deadline || !processes.get(0).isAlive()) {
        throw new AssertionError("no master: " + log("master"));
      }
      Thread.sleep(50);
      started = STARTED.matcher(log("master"));
    }
    url = started.group(1);
  }

  /** What one of the processes said. */
  String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"), StandardCharsets.UTF_8);
  }

  /** SIGKILL for a worker that has an executor, and for its executors. */
  void killAWorker() {
    Process worker =
        processes.stream()
            .skip(1)
            .filter(process -> process.descendants().findAny().isPresent())
            .findFirst()
            .orElseThrow(() -> new AssertionError("no worker works"));
    List<ProcessHandle> executors = worker.descendants().toList();
    worker.destroyForcibly();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  /** SIGSTOP for an executor, which Spark numbers from 0; its process id. */
  long pauseExecutor(String number) throws Exception {
    ProcessHandle executor =
        processes.stream()
            .flatMap(Process::descendants)
            .filter(
                process ->
                    process
                        .info()
                        .commandLine()
                        .orElse("")
                        .contains("--executor-id " + number + " "))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no executor " + number));
    assertTrue(Signals.send("STOP", executor.pid()));
    return executor.pid();
  }

  @Override
  public void close() {
    for (Process process : processes) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
    try (Stream<Path> links = Files.list(home.resolve("jars"))) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
