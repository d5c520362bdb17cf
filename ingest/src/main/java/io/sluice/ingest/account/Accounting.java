package io.sluice.ingest.account;

import io.sluice.formats.read.ByteRange;
import io.sluice.formats.reject.PassedOver;
import io.sluice.formats.reject.PassedOver.Reason;
import io.sluice.ingest.account.WriteResult.Rejected;
import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.read.RangeCount;
import io.sluice.ingest.read.RangeId;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.read.SourceFile;
import io.sluice.ingest.sink.FileTally;
import io.sluice.parquet.partition.SourceRange;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.FilterSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds three counts of the same records against each other: what the readers found, what the sinks
 * took, and what lies in the outputs.
 */
public final class Accounting {
  private final ReadRequest request;
  private final ResultMerger results;

  public Accounting(ReadRequest request, ResultMerger results) {
    this.request = request;
    this.results = results;
  }

  /**
   * What the run has written, if all sums meet.
   *
   * @throws AccountingException if they do not meet
   */
  public WriteResult result() {
    List<Counts> files = reconcile(results.files(), results.outputs());
    return new WriteResult(
        results.outputs(),
        files,
        results.columns(),
        new Rejected(results.rejects().summaries(), results.spools(), firstRecords()),
        passedOver(),
        results.emptyKeys(),
        results.flagged());
  }

  /** The counts of each file. */
  private List<Counts> reconcile(Map<Integer, FileTally> sinks, List<TableOutput> outputs) {
    List<String> problems = new ArrayList<>();
    for (RangeId range : results.disagreements()) {
      problems.add(
          request.files().get(range.file()).uri()
              + " was read twice with different results: it changed meanwhile");
    }
    long[] scanned = scanned(problems);
    long[] written = written(outputs);
    List<Counts> counts = new ArrayList<>();
    for (int i = 0; i < request.files().size(); i++) {
      SourceFile file = request.files().get(i);
      FileTally sink = sinks.getOrDefault(i, new FileTally());
      Counts found =
          new Counts(
              scanned[i],
              written[i],
              sink.rejected(),
              sink.filtered(),
              sink.deduplicated(),
              file.size());
      if (!found.balanced() || sink.read() != scanned[i] || sink.accepted() != written[i]) {
        problems.add(
            String.format(
                Locale.ROOT,
                "%s: %d records read, %d reached the sink; %d accepted, %d in the outputs; %d rejected, %d filtered, %d deduplicated",
                file.uri(),
                scanned[i],
                sink.read(),
                sink.accepted(),
                written[i],
                sink.rejected(),
                sink.filtered(),
                sink.deduplicated()));
      }
      counts.add(found);
    }
    if (!problems.isEmpty()) {
      throw new AccountingException(
          "the records do not add up, nothing was published. "
              + String.join("; ", problems.subList(0, Math.min(10, problems.size())))
              + (problems.size() > 10 ? "; and " + (problems.size() - 10) + " more" : "")
              + ". Run again; if it stays, report it with the file.");
    }
    return counts;
  }

  private long[] scanned(List<String> problems) {
    Map<RangeId, RangeCount> found = results.ranges();
    long[] records = new long[request.files().size()];
    for (List<ByteRange> task : request.tasks()) {
      for (ByteRange range : task) {
        RangeCount count = found.get(RangeId.of(range));
        if (count == null) {
          problems.add(
              String.format(
                  Locale.ROOT,
                  "%s: bytes %d to %d were not read to their end",
                  request.files().get(range.fileIndex()).uri(),
                  range.start(),
                  range.end()));
        } else {
          records[range.fileIndex()] += count.records();
          if (count.passed().lines() != count.skipped()) {
            problems.add(
                String.format(
                    Locale.ROOT,
                    "%s: %d records were skipped, and the reasons of %d are known",
                    request.files().get(range.fileIndex()).uri(),
                    count.skipped(),
                    count.passed().lines()));
          }
        }
      }
    }
    return records;
  }

  private long[] written(List<TableOutput> outputs) {
    long[] rows = new long[request.files().size()];
    for (TableOutput output : outputs) {
      for (SourceRange source : output.sources()) {
        rows[source.sourceIndex()] += source.rows();
      }
    }
    return rows;
  }

  /** What the readers passed over in all files, each reason with the first example there is. */
  private List<FilterSummary> passedOver() {
    Map<Reason, FilterSummary> all = new EnumMap<>(Reason.class);
    new TreeMap<>(results.ranges())
        .forEach(
            (range, count) -> {
              String uri = request.files().get(range.file()).uri();
              for (PassedOver.Kind kind : count.passed().kinds()) {
                all.merge(
                    kind.reason(),
                    new FilterSummary(kind.reason().key(), kind.lines(), uri, kind.example()),
                    FilterSummary::plus);
              }
            });
    return all.values().stream()
        .sorted(Comparator.comparingLong(FilterSummary::rows).reversed())
        .toList();
  }

  /** How many records of its file precede each range: as planned, or else by what was read. */
  private SortedMap<RangeId, Long> firstRecords() {
    SortedMap<RangeId, ByteRange> ranges = new TreeMap<>();
    for (List<ByteRange> task : request.tasks()) {
      for (ByteRange range : task) {
        ranges.put(RangeId.of(range), range);
      }
    }
    Map<RangeId, RangeCount> found = results.ranges();
    SortedMap<RangeId, Long> first = new TreeMap<>();
    Map<Integer, Long> next = new HashMap<>();
    ranges.forEach(
        (id, range) -> {
          long base =
              range.firstRecord() >= 0 ? range.firstRecord() : next.getOrDefault(id.file(), 0L);
          first.put(id, base);
          // Lines above a table are read and accounted for, but no records that are numbered.
          long above = range.start() == 0 ? request.files().get(id.file()).linesAbove() : 0;
          next.put(id.file(), base + found.get(id).records() - above);
        });
    return first;
  }
}
