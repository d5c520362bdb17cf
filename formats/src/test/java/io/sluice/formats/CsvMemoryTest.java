package io.sluice.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.CsvReading.LayoutBuilder;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.reject.Reject;
import io.sluice.formats.source.ObjectSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Files that would not fit in memory if they were taken at their word. They are made up while they
 * are read, so that the test itself holds none of them.
 */
class CsvMemoryTest {
  private static final long MEGABYTE = 1 << 20;

  /** Seconds are enough even for a slow machine; where time is quadratic, hours are not. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final ReadPlan PLAN =
      CsvReading.plan(CsvReading.text("a"), CsvReading.text("b"), CsvReading.text("c"));

  /** {@code head}, then {@code body} over and over for a length, then {@code tail}. */
  private record Endless(String head, String body, long length, String tail)
      implements ObjectSource {
    @Override
    public String uri() {
      return "endless.csv";
    }

    @Override
    public long size() {
      return head.length() + length + tail.length();
    }

    @Override
    public InputStream open(long offset) {
      byte[] before = head.getBytes(UTF_8);
      byte[] middle = body.getBytes(UTF_8);
      byte[] after = tail.getBytes(UTF_8);
      return new InputStream() {
        private long at = offset;

        @Override
        public int read() {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int count) {
          long end = size();
          if (at >= end) {
            return -1;
          }
          int n = (int) Math.min(count, end - at);
          for (int i = 0; i < n; i++, at++) {
            target[from + i] =
                at < before.length
                    ? before[(int) at]
                    : at < before.length + length
                        ? middle[(int) ((at - before.length) % middle.length)]
                        : after[(int) (at - before.length - length)];
          }
          return n;
        }
      };
    }
  }

  private static List<String> read(ObjectSource file, LayoutBuilder layout) throws IOException {
    List<String> out = new ArrayList<>();
    try (BatchReader reader = Formats.open(file, layout.build(), Formats.whole(file, 0), PLAN)) {
      long rows = 0;
      for (ReadBatch batch = reader.next(); batch != null; batch = reader.next()) {
        rows += batch.rows().rowCount();
        for (Reject reject : batch.rejects()) {
          assertTrue(reject.raw().length() <= Reject.MAX_RAW_BYTES);
          if (out.size() < 4) {
            out.add(reject.byteOffset() + "+" + reject.byteLength() + " " + reject.code());
          }
        }
      }
      out.add("rows " + rows);
    }
    return out;
  }

  @Test
  void aLineOfTenMegabytesIsARecord() throws IOException {
    Endless file = new Endless("a,b,c\n1,2,", "x", 10 * MEGABYTE, "\n3,4,5\n");
    assertEquals(List.of("rows 2"), read(file, new LayoutBuilder()));
  }

  @Test
  void aLineOfHundredsOfMegabytesIsRejectedAndPassedOver() {
    long length = 600 * MEGABYTE;
    Endless file = new Endless("a,b,c\n1,2,", "x,y", length, "\n3,4,5\n");
    LayoutBuilder layout = new LayoutBuilder();
    layout.maxRecordBytes = MEGABYTE;
    assertTimeout(
        LONGEST,
        () ->
            assertEquals(
                List.of("6+" + (length + 4) + " record_too_long", "rows 1"), read(file, layout)));
  }

  @Test
  void aRowOfOneHundredThousandFieldsIsCounted() throws IOException {
    Endless file = new Endless("a,b,c\n1", ",1", 200_000, "\n3,4,5\n");
    assertEquals(List.of("6+200001 too_many_fields", "rows 1"), read(file, new LayoutBuilder()));
  }

  @Test
  void anUnclosedQuoteLosesOneLine() {
    long lines = 30 * MEGABYTE / 6;
    Endless file = new Endless("a,b,c\n1,\"2,3\n", "4,5,6\n", 6 * lines, "");
    assertTimeout(
        LONGEST,
        () ->
            assertEquals(
                List.of("6+6 malformed_quotes", "rows " + lines), read(file, new LayoutBuilder())));
  }

  @Test
  void manyUnclosedQuotesDoNotTakeQuadraticTime() {
    long lines = 8 * MEGABYTE / 8;
    Endless file = new Endless("a,b,c\n", "1,\"2\"3,\n", 8 * lines, "");
    assertTimeout(
        LONGEST,
        () -> {
          List<String> read = read(file, new LayoutBuilder());
          assertEquals("6+7 malformed_quotes", read.get(0));
          assertEquals("rows 0", read.get(4));
        });
  }

  @Test
  void aHeaderOfManyColumnsIsRead() throws IOException {
    LayoutBuilder layout = new LayoutBuilder();
    String[] names = new String[100_000];
    Arrays.setAll(names, i -> i == 99_999 ? "c" : "x" + i);
    layout.header = List.of(names);
    layout.hasHeader = false;
    Endless file = new Endless("", "1,".repeat(99_999) + "1\n", 200_000L * 50, "");
    assertEquals(List.of("rows 50"), read(file, layout));
  }
}
