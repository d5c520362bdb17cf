package io.sluice.lambda.arrival;

import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.Inbox;
import io.sluice.aws.arrival.Tally;
import io.sluice.lambda.host.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What has arrived for a dataset and is in no run that is over. */
final class Backlog {
  private final Inbox inbox;
  private final String dataset;
  private long files;
  private long bytes;
  private long batches;
  private Instant oldest;

  Backlog(Inbox inbox, String dataset) {
    this.inbox = inbox;
    this.dataset = dataset;
  }

  /** Counts a batch that is not over. */
  void add(Batch batch) {
    Tally tally =
        batch
            .sealed()
            .map(closed -> new Tally(closed.count(), closed.bytes()))
            .orElseGet(() -> inbox.tally(dataset, batch.number()));
    files += tally.count();
    bytes += tally.bytes();
    batches++;
    if (oldest == null || batch.openedAt().isBefore(oldest)) {
      oldest = batch.openedAt();
    }
  }

  /** As metrics; also where nothing waits, since that too is a value. */
  void tell(Log log, Instant now) {
    Map<String, Long> values = new LinkedHashMap<>();
    values.put("BacklogFiles", files);
    values.put("BacklogBytes", bytes);
    values.put("BacklogBatches", batches);
    values.put(
        "BacklogAgeSeconds",
        oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toSeconds()));
    log.metrics(Map.entry("Dataset", dataset), values);
  }
}
