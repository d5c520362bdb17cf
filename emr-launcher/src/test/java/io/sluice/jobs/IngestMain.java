package io.sluice.jobs;

import java.io.IOException;
import org.apache.spark.deploy.SparkSubmit;

/** Stands for the job, where a test is about what becomes of its exit code. */
public final class IngestMain {
  private IngestMain() {}

  /** Ends as the stand-in for Spark does. */
  public static void main(String[] args) throws InterruptedException, IOException {
    SparkSubmit.main(args);
  }
}
