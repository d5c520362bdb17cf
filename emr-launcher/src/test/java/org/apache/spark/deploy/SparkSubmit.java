package org.apache.spark.deploy;

import java.io.IOException;
import java.util.List;

/** Stands for Spark, where a test is about what becomes of its exit code. */
public final class SparkSubmit {
  private SparkSubmit() {}

  /**
   * Ends as the spec's name says: {@code exit-CODE.yml}, or {@code sleep.yml}, or {@code deaf.yml},
   * which does not end when it is told to, as little as what it starts.
   */
  public static void main(String[] args) throws InterruptedException, IOException {
    List<String> words = List.of(args);
    String spec = words.get(words.indexOf("--spec") + 1);
    System.out.println(words);
    if (spec.endsWith("sleep.yml")) {
      Thread.sleep(600_000);
    }
    if (spec.endsWith("deaf.yml")) {
      // In the hook a JVM stays when it is told to end.
      Runtime.getRuntime().addShutdownHook(new Thread(SparkSubmit::stay));
      new ProcessBuilder(
              "/bin/sh",
              "-c",
              "trap '' TERM; echo deaf; while :; do sleep 1; done",
              System.getProperty("launched.below"))
          .inheritIO()
          .start();
      stay();
    }
    int code = spec.charAt(spec.length() - ".yml".length() - 1) - '0';
    System.err.println("ends with " + code);
    System.exit(code);
  }

  private static void stay() {
    try {
      Thread.sleep(600_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
