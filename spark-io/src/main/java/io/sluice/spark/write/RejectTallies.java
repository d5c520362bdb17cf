package io.sluice.spark.write;

import io.sluice.formats.reject.Reject;
import io.sluice.spec.report.RunReport.RejectSummary;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rejects by code and column, with one example each. */
final class RejectTallies implements Serializable {
  private final Map<Reason, Tally> tallies = new TreeMap<>();

  private record Reason(String code, String column) implements Serializable, Comparable<Reason> {
    private static final Comparator<Reason> ORDER =
        Comparator.comparing(Reason::code).thenComparing(Reason::column);

    @Override
    public int compareTo(Reason other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class Tally implements Serializable {
    private final String example;
    private long rows;

    Tally(String example) {
      this.example = example;
    }
  }

  void add(Reject reject) {
    tallies.computeIfAbsent(
            new Reason(reject.code(), reject.column()), r -> new Tally(reject.message()))
        .rows++;
  }

  void add(RejectTallies other) {
    other.tallies.forEach(
        (reason, tally) ->
            tallies.computeIfAbsent(reason, r -> new Tally(tally.example)).rows += tally.rows);
  }

  /** The most frequent first. */
  List<RejectSummary> summaries() {
    return tallies.entrySet().stream()
        .map(
            e ->
                new RejectSummary(
                    e.getKey().code(),
                    e.getKey().column(),
                    e.getValue().rows,
                    e.getValue().example))
        .sorted(Comparator.comparingLong(RejectSummary::rows).reversed())
        .toList();
  }
}
