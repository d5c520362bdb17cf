package io.sluice.spark.write;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class SparkJobTest {
  @Test
  void aColumnCalledCancelledIsNoInterruption() {
    for (String message :
        new String[] {
          "Job 3 cancelled because SparkContext was shut down",
          "Job 12 cancelled part of cancelled job group x",
          "[SPARK_JOB_CANCELLED] Job 3 cancelled "
        }) {
      assertTrue(SparkJob.cancelled(new SparkException(message)), message);
    }
    assertFalse(
        SparkJob.cancelled(
            new SparkException(
                "Job aborted due to stage failure: Task 0 in stage 1.0 failed 1 times, most recent"
                    + " failure: The value 'no' of column cancelled cannot be cast")));
  }
}
