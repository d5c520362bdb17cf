package io.sluice.formats.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.CsvReading;
import io.sluice.formats.LongRecords;
import io.sluice.formats.LongRecords.Split;
import io.sluice.formats.fixed.FixedLayout.FixedField;
import io.sluice.formats.fixed.FixedLayout.Padding;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.reject.PassedOver;
import io.sluice.spec.SourceOptions.RaggedRows;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of fixed width that are too long, in all windows and pieces. */
class LongLinesTest {
  private static final ReadPlan PLAN = CsvReading.plan(CsvReading.text("a"), CsvReading.text("b"));

  private static FixedLayout layout(String newline, String encoding, long most) {
    return new FixedLayout(
        new FileLayout.Stored("none", encoding, 0),
        "#",
        new FileLayout.Lines(newline, 0, false, 0, PassedOver.NONE),
        List.of(new FixedField("a", 0, 2, Padding.DROP), new FixedField("b", 2, 4, Padding.DROP)),
        RaggedRows.REJECT,
        most);
  }

  @Test
  void whatIsToldDependsOnNothingElse() throws IOException {
    List<String> lines =
        List.of(
            "abcd", "", "abcde", "1", "#", "abcdefghi", "é가", "#long comment", "a😀bcd", "ab\rd");
    for (String newline : List.of("\n", "")) {
      LongRecords.assertSame(
          lines,
          PLAN,
          (encoding, most) -> layout(newline, encoding, most),
          FixedFiles::open,
          Split.EVERYWHERE);
    }
  }

  @Test
  void hugeLines() throws IOException {
    LongRecords.assertSameOfHuge(
        List.of("abcd", "a" + "가".repeat(30_000), "efgh", "x".repeat(1 << 16), "😀".repeat(40_000)),
        PLAN,
        (encoding, most) -> layout("\n", encoding, most),
        FixedFiles::open);
  }

  @Test
  void onlyTheRecordIsShown() throws IOException {
    for (int window : new int[] {1, 8, 1000}) {
      List<String> rejects =
          LongRecords.rejects(
              "abcdefg\nxyzw\nuvwx\n", layout("\n", "UTF-8", 4), PLAN, FixedFiles::open, window);
      assertEquals(1, rejects.size());
      assertTrue(
          rejects.get(0).startsWith("0+7 record_too_long : abcdefg (the record has 7 bytes"),
          rejects.get(0));
    }
  }

  @Test
  void moreThanAnArrayHoldsIsRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                LongRecords.rejects(
                    "abcd\n", layout("\n", "UTF-8", 3L << 30), PLAN, FixedFiles::open, 1000));
    assertTrue(refused.getMessage().contains("1 to 536870912"), refused.getMessage());
  }
}
