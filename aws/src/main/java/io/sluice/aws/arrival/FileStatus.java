package io.sluice.aws.arrival;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file that arrived, and what has become of it.
 *
 * @param batch its batch's name; empty if it is in none
 * @param size in bytes; 0 if it was gone
 * @param at when it was written, or found to be gone
 * @param reason why it was not ingested, for people; else empty
 */
public record FileStatus(
    String dataset,
    String uri,
    String version,
    State state,
    String batch,
    long size,
    Instant at,
    String reason) {

  /** What may have become of a file. */
  public enum State {
    /** In a batch that is open. */
    BATCHED,
    /** In a batch that is closed, and whose run is not over. */
    TAKEN,
    COMMITTED,
    /** It, or its whole batch, may not be ingested. */
    REFUSED,
    /** Its batch failed. */
    FAILED,
    /** It was not there any more. */
    GONE;

    /** How it is written. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Files of a dataset: those of the newest batches first, then those that were gone.
   *
   * @param batches of so many batches
   */
  public static List<FileStatus> of(Inbox inbox, String dataset, int batches) {
    List<FileStatus> files = new ArrayList<>();
    for (Batch batch : inbox.batches(dataset, batches)) {
      List<Arrival> arrivals =
          batch.sealed().isPresent()
              ? inbox.arrivals(batch)
              : inbox.members(dataset, batch.number());
      arrivals.forEach(arrival -> files.add(of(arrival, batch)));
    }
    inbox.gone(dataset).forEach(gone -> files.add(of(gone)));
    return files;
  }

  private static FileStatus of(Arrival arrival, Batch batch) {
    return new FileStatus(
        arrival.dataset(),
        arrival.uri(),
        arrival.version(),
        arrival.refused() ? State.REFUSED : state(batch),
        batch.name(),
        arrival.size(),
        arrival.modified(),
        arrival.refused() ? arrival.refusal() : reason(batch).orElse(""));
  }

  private static FileStatus of(Gone gone) {
    return new FileStatus(
        gone.dataset(),
        gone.uri(),
        gone.version(),
        State.GONE,
        "",
        0,
        gone.seenAt(),
        "it was gone when it was looked for");
  }

  private static State state(Batch batch) {
    return switch (batch.state()) {
      case OPEN, CLOSING -> State.BATCHED;
      case SEALED -> State.TAKEN;
      case OVER ->
          switch (batch.outcome()) {
            case "committed" -> State.COMMITTED;
            case "refused" -> State.REFUSED;
            default -> State.FAILED;
          };
    };
  }

  private static Optional<String> reason(Batch batch) {
    return switch (batch.outcome()) {
      case "", "committed" -> Optional.empty();
      case "refused" -> Optional.of("its batch was refused: the data breaks the spec's limits");
      case "usage" -> Optional.of("its batch failed: the spec or a setting is wrong");
      default -> Optional.of("its batch failed");
    };
  }
}
