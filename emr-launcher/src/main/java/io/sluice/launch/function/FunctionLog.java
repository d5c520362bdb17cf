package io.sluice.launch.function;

import io.sluice.launch.Usage;
import io.sluice.launch.Usage.Unit;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** What Lambda itself writes into a function's log when an invocation is over. */
final class FunctionLog {
  private static final Pattern REPORT =
      Pattern.compile("Billed Duration: ([0-9]+) ms\\s+Memory Size: ([0-9]+) MB");

  private static final double MILLIS = 1_000;
  private static final double MEGABYTES = 1_024;

  private final CloudWatchLogsClient client;

  FunctionLog(CloudWatchLogsClient client) {
    this.client = client;
  }

  /**
   * An invocation's last line.
   *
   * @param stream where it lies, and its log
   */
  record Report(Usage usage, String stream) {}

  /** Empty while it is not there, or where nobody may read the log. */
  Optional<Report> report(String group, String requestId, Instant since) {
    try {
      return client
          .filterLogEventsPaginator(
              b ->
                  b.logGroupName(group)
                      .startTime(since.toEpochMilli())
                      .filterPattern("\"REPORT RequestId: " + requestId + "\""))
          .events()
          .stream()
          .map(FunctionLog::report)
          .flatMap(Optional::stream)
          .findFirst();
    } catch (SdkException noLog) {
      return Optional.empty();
    }
  }

  private static Optional<Report> report(FilteredLogEvent event) {
    return usage(event.message()).map(usage -> new Report(usage, event.logStreamName()));
  }

  /** Of a REPORT line; empty if it is none. */
  static Optional<Usage> usage(String line) {
    Matcher found = REPORT.matcher(line);
    return found.find()
        ? Optional.of(
            Usage.of(
                Unit.GB_SECONDS,
                Long.parseLong(found.group(1))
                    / MILLIS
                    * (Long.parseLong(found.group(2)) / MEGABYTES)))
        : Optional.empty();
  }
}
