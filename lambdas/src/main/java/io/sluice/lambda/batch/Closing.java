package io.sluice.lambda.batch;

import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.Tally;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.lists.ListedFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When a batch is to be closed, and into how many groups it falls.
 *
 * @param window how long a batch takes files, from when it was opened; may be zero
 * @param maxFiles with so many it is closed sooner
 * @param maxBytes with so many it is closed sooner
 */
record Closing(Duration window, long maxFiles, long maxBytes) {
  /** How often at least a batch that is filling is looked at. */
  private static final long LONGEST_WAIT = 30;

  /** What one function looks at in well under its time. */
  private static final int GROUP = 50;

  /** So that all answers together stay far below what a state machine may carry. */
  private static final int MOST_GROUPS = 40;

  static Closing of(Environment environment) {
    return new Closing(
        Duration.ofSeconds(environment.number("BATCH_WINDOW_SECONDS", 60)),
        environment.number("BATCH_MAX_FILES", 5_000),
        environment.number("BATCH_MAX_BYTES", 50L << 30));
  }

  /** How long to wait before the batch is looked at again; 0 if it is to be closed. */
  long waitSeconds(Batch batch, Tally tally, Instant now) {
    long left = Duration.between(now, batch.openedAt().plus(window)).toSeconds();
    if (left <= 0 || tally.count() >= maxFiles || tally.bytes() >= maxBytes) {
      return 0;
    }
    // By count or size it may be full long before its time: so it is looked at now and then.
    return Math.max(1, Math.min(left, Math.min(LONGEST_WAIT, window.toSeconds() / 6)));
  }

  static List<List<ListedFile>> groups(List<ListedFile> files) {
    int size = Math.max(GROUP, (files.size() + MOST_GROUPS - 1) / MOST_GROUPS);
    List<List<ListedFile>> groups = new ArrayList<>();
    for (int from = 0; from < files.size(); from += size) {
      groups.add(files.subList(from, Math.min(files.size(), from + size)));
    }
    return groups;
  }
}
