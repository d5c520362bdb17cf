package io.sluice.launch.logs;

import java.util.List;

/** Where lines come from. */
public interface LogSource {
  /** For people: {@code CloudWatch /aws-glue/jobs/error jr_1}. */
  String name();

  /**
   * Reads.
   *
   * @return in the order in which they were written; empty if there is nothing, or nothing there
   * @throws software.amazon.awssdk.core.exception.SdkException if it may not, or cannot be read
   */
  List<LogLine> read(LogQuery query);
}
