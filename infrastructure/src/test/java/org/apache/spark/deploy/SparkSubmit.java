package org.apache.spark.deploy;

import io.sluice.lambda.Script;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Stands for Spark, where a test is about what becomes of its exit code. */
public final class SparkSubmit {
  private SparkSubmit() {}

  /** Ends as a script says: {@code exit CODE} or {@code sleep}. */
  public static void main(String[] args) throws IOException {
    System.out.println(List.of(args));
    String line = Script.next(folder(), "job");
    if (line.equals("sleep")) {
      Script.sleep();
    }
    System.exit(Integer.parseInt(line.substring(line.indexOf(' ') + 1)));
  }

  private static Path folder() throws IOException {
    try (InputStream in = SparkSubmit.class.getResourceAsStream("/scripts.txt")) {
      return Path.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }
}
