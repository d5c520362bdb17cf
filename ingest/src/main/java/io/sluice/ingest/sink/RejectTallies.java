package io.sluice.ingest.sink;

import io.sluice.formats.reject.Reject;
import io.sluice.spec.report.RunReport.RejectSummary;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rejects by code and column, each with its first reject as an example, whichever task was faster.
 */
public final class RejectTallies implements Serializable {
  private final Map<Reason, Tally> tallies = new TreeMap<>();

  private record Reason(String code, String column) implements Serializable, Comparable<Reason> {
    private static final Comparator<Reason> ORDER =
        Comparator.comparing(Reason::code).thenComparing(Reason::column);

    @Override
    public int compareTo(Reason other) {
      return ORDER.compare(this, other);
    }
  }

  private record Example(int file, int range, long record, String message)
      implements Serializable, Comparable<Example> {
    private static final Comparator<Example> ORDER =
        Comparator.comparingInt(Example::file)
            .thenComparingInt(Example::range)
            .thenComparingLong(Example::record);

    @Override
    public int compareTo(Example other) {
      return ORDER.compare(this, other);
    }
  }

  private record Tally(long rows, Example first) implements Serializable {
    Tally plus(Tally other) {
      return new Tally(rows + other.rows, first.compareTo(other.first) <= 0 ? first : other.first);
    }
  }

  /**
   * Counts a reject.
   *
   * @param file which file of the run
   * @param range which of its byte ranges
   */
  public void add(int file, int range, Reject reject) {
    tallies.merge(
        new Reason(reject.code(), reject.column()),
        new Tally(1, new Example(file, range, reject.recordInRange(), reject.message())),
        Tally::plus);
  }

  public void add(RejectTallies other) {
    other.tallies.forEach((reason, tally) -> tallies.merge(reason, tally, Tally::plus));
  }

  /** The most frequent first. */
  public List<RejectSummary> summaries() {
    return tallies.entrySet().stream()
        .map(
            e ->
                new RejectSummary(
                    e.getKey().code(),
                    e.getKey().column(),
                    e.getValue().rows(),
                    e.getValue().first().message()))
        .sorted(Comparator.comparingLong(RejectSummary::rows).reversed())
        .toList();
  }
}
