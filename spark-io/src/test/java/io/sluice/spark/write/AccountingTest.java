package io.sluice.spark.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.spark.publish.TableOutput;
import io.sluice.spark.publish.TableOutput.SourceRows;
import io.sluice.spark.read.RangeCount;
import io.sluice.spark.read.RangeId;
import io.sluice.spark.read.ReadRequest;
import io.sluice.spark.read.ScanCounts;
import io.sluice.spark.read.SourceFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountingTest {
  private final ScanCounts scan = new ScanCounts();
  private final Accounting accounting =
      new Accounting(
          new ReadRequest(
              List.of(
                  new SourceFile("a.csv", 30, new FileLayout.JsonLines("none", "UTF-8", 0, 100))),
              List.of(List.of(range(1, -1)), List.of(range(0, 0)), List.of(range(2, -1))),
              new ReadPlan(List.of(), 100, MissingColumn.NULL)),
          scan);

  private static ByteRange range(int index, long firstRecord) {
    return new ByteRange(0, index, index * 10L, index * 10L + 10, index == 0, firstRecord, false);
  }

  private void scanned(int range, long records) {
    scan.add(
        Map.entry(
            new RangeId(0, range), new RangeCount(records, records - 1, 1, 0, range * 10L + 10)));
  }

  private static FileTally tally(long read, long accepted, long rejected) {
    FileTally tally = new FileTally();
    tally.read = read;
    tally.accepted = accepted;
    tally.rejected = rejected;
    return tally;
  }

  private static TableOutput output(long rows) {
    return new TableOutput("p", "f", Map.of(), rows, 1, List.of(new SourceRows(0, 0, rows)));
  }

  private String failure(FileTally tally, TableOutput output) {
    return assertThrows(
            AccountingException.class,
            () -> accounting.reconcile(Map.of(0, tally), List.of(output)))
        .getMessage();
  }

  @Test
  void sumsThatMeetAreTheFilesCounts() {
    scanned(0, 4);
    scanned(1, 5);
    scanned(1, 5);
    scanned(2, 6);
    assertEquals(
        15, accounting.reconcile(Map.of(0, tally(15, 12, 3)), List.of(output(12))).get(0).read());
    assertEquals(
        Map.of(new RangeId(0, 0), 0L, new RangeId(0, 1), 4L, new RangeId(0, 2), 9L),
        accounting.firstRecords());
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
