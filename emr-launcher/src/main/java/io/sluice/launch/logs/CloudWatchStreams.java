package io.sluice.launch.logs;

import java.time.Instant;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Events of a log group in CloudWatch. */
public final class CloudWatchStreams implements LogSource {
  private final CloudWatchLogsClient client;
  private final String group;
  private final String streams;
  private final boolean ofManyRuns;
  private final UnaryOperator<String> source;

  private CloudWatchStreams(
      CloudWatchLogsClient client,
      String group,
      String streams,
      boolean ofManyRuns,
      UnaryOperator<String> source) {
    this.client = client;
    this.group = group;
    this.streams = streams;
    this.ofManyRuns = ofManyRuns;
    this.source = source;
  }

  /**
   * Those of a run's own streams.
   *
   * @param streams how their names begin
   * @param source what lines of a stream are said to be of
   */
  public static CloudWatchStreams ofRun(
      CloudWatchLogsClient client, String group, String streams, UnaryOperator<String> source) {
    return new CloudWatchStreams(client, group, streams, false, source);
  }

  /** Those events of a group that have the run's id in them. */
  public static CloudWatchStreams ofMany(CloudWatchLogsClient client, String group, String source) {
    return new CloudWatchStreams(client, group, "", true, stream -> source);
  }

  @Override
  public String name() {
    return "CloudWatch " + group + (streams.isEmpty() ? "" : " " + streams + "*");
  }

  @Override
  public LogReading read(LogQuery query) {
    FilterLogEventsRequest.Builder request =
        FilterLogEventsRequest.builder()
            .logGroupName(group)
            .startTime(query.from().toEpochMilli())
            .endTime(query.to().toEpochMilli());
    if (!streams.isEmpty()) {
      request.logStreamNamePrefix(streams);
    }
    if (ofManyRuns) {
      request.filterPattern("\"" + query.runId().replace("\"", "") + "\"");
    }
    LogReading lines = new LogReading(query.most());
    try {
      for (FilteredLogEvent event : client.filterLogEventsPaginator(request.build()).events()) {
        // Emulators do not all filter.
        if (!event.logStreamName().startsWith(streams)
            || (ofManyRuns && !event.message().contains(query.runId()))) {
          continue;
        }
        Instant at = Instant.ofEpochMilli(event.timestamp());
        for (String line : event.message().lines().toList()) {
          lines.add(new LogLine(at, source.apply(event.logStreamName()), line));
        }
      }
    } catch (ResourceNotFoundException notWritten) {
      return new LogReading(query.most());
    }
    return lines;
  }
}
