package io.sluice.ingest.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.json.JsonLinesLayout;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FolderKeys;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.formats.reject.PassedOver;
import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.read.RangeCount;
import io.sluice.ingest.read.RangeId;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.read.SourceFile;
import io.sluice.ingest.sink.FileTally;
import io.sluice.ingest.sink.RejectTallies;
import io.sluice.ingest.sink.TaskResult;
import io.sluice.ingest.sink.TaskResult.Counted;
import io.sluice.ingest.store.PendingFile;
import io.sluice.parquet.partition.SourceRange;
import io.sluice.spec.SourceOptions.JsonRecords;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountingTest {
  private static final ReadRequest REQUEST =
      new ReadRequest(
          List.of(
              new SourceFile(
                  "a.csv",
                  30,
                  "",
                  new JsonLinesLayout("none", "UTF-8", 0, 100, JsonRecords.OBJECTS),
                  FolderKeys.NONE)),
          List.of(List.of(range(1, -1)), List.of(range(0, 0)), List.of(range(2, -1))),
          new ReadPlan(List.of(), 100, MissingColumn.NULL));

  /** What was read so far, a range at a time; some of them twice. */
  private final ResultMerger scan = new ResultMerger(List.of());

  private final Map<RangeId, RangeCount> ranges = new HashMap<>();

  private static ByteRange range(int index, long firstRecord) {
    return new ByteRange(0, index, index * 10L, index * 10L + 10, index == 0, firstRecord, false);
  }

  private void scanned(int range, long records) {
    RangeCount count =
        new RangeCount(records, records - 1, 1, 0, range * 10L + 10, PassedOver.NONE);
    scan.addRanges(Map.of(new RangeId(0, range), count));
    ranges.putIfAbsent(new RangeId(0, range), count);
  }

  private static FileTally tally(long read, long accepted, long rejected) {
    FileTally tally = new FileTally();
    tally.read(read);
    tally.accepted(accepted);
    tally.rejected(rejected);
    return tally;
  }

  private static TableOutput output(long rows) {
    return new TableOutput(
        new PendingFile("f", "p"), Map.of(), rows, 1, List.of(new SourceRange(0, 0, rows)));
  }

  private WriteResult result(FileTally tally, TableOutput output) {
    ResultMerger results = new ResultMerger(List.of());
    results.addRanges(ranges);
    results.addDisagreements(scan.disagreements());
    results.add(
        new TaskResult(
            List.of(output),
            List.of(),
            new Counted(Map.of(), Map.of(0, tally), Collections.nCopies(Long.SIZE, 0L), Map.of()),
            new RejectTallies(),
            List.of()));
    return new Accounting(REQUEST, results).result();
  }

  private String failure(FileTally tally, TableOutput output) {
    return assertThrows(AccountingException.class, () -> result(tally, output)).getMessage();
  }

  @Test
  void sumsThatMeetAreTheFilesCounts() {
    scanned(0, 4);
    scanned(1, 5);
    scanned(1, 5);
    scanned(2, 6);
    WriteResult result = result(tally(15, 12, 3), output(12));
    assertEquals(15, result.files().get(0).read());
    assertEquals(
        Map.of(new RangeId(0, 0), 0L, new RangeId(0, 1), 4L, new RangeId(0, 2), 9L),
        result.rejected().firstRecords());
  }

  @Test
  void whateverDoesNotMeetIsNamed() {
    scanned(0, 4);
    scanned(1, 5);
    assertTrue(failure(tally(9, 7, 2), output(7)).contains("bytes 20 to 30"));
    scanned(2, 6);
    assertTrue(failure(tally(14, 12, 2), output(12)).contains("15 records read, 14 reached"));
    assertTrue(failure(tally(15, 12, 3), output(11)).contains("12 accepted, 11 in the outputs"));
    assertTrue(failure(tally(15, 12, 2), output(12)).contains("a.csv"));
    scanned(2, 7);
    assertTrue(failure(tally(15, 12, 3), output(12)).contains("changed meanwhile"));
  }
}
