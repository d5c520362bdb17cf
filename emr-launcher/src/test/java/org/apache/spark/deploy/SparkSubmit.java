package org.apache.spark.deploy;

import java.util.List;

/** Stands for Spark, where a test is about what becomes of its exit code. */
public final class SparkSubmit {
  private SparkSubmit() {}

  /** Ends as the spec's name says: {@code exit-CODE.yml}, or {@code sleep.yml}. */
  public static void main(String[] args) throws InterruptedException {
    List<String> words = List.of(args);
    String spec = words.get(words.indexOf("--spec") + 1);
    System.out.println(words);
    if (spec.endsWith("sleep.yml")) {
      Thread.sleep(600_000);
    }
    int code = spec.charAt(spec.length() - ".yml".length() - 1) - '0';
    System.err.println("ends with " + code);
    System.exit(code);
  }
}
