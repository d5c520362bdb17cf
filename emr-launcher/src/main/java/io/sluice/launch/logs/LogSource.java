package io.sluice.launch.logs;

/** Where lines come from. */
public interface LogSource {
  /** For people: {@code CloudWatch /aws-glue/jobs/error jr_1}. */
  String name();

  /**
   * Reads all lines of the query's time, each log's in the order in which they were written.
   *
   * @return without lines if there is nothing, or nothing there
   * @throws software.amazon.awssdk.core.exception.SdkException if it may not, or cannot be read
   */
  LogReading read(LogQuery query);
}
