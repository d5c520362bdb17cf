package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadException;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.SourceOptions.JsonRecords;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Framing: windows, splits, line ends and what stands before and after. */
class JsonTokenizerTest {
  private static final int[] WINDOWS = {64, 67, 100, 1 << 10};
  private static final List<String> RECORDS =
      List.of(
          "{\"a\":1}",
          "",
          "{\"a\":\"x\\n{}[],\\\"\",\"b\":[{\"a\":2}]}",
          "  {\"b\":2,\"a\":\"é€😀\"} ",
          "{\"a\":",
          "\t",
          "[1]",
          "{\"a\":\"" + "long".repeat(40) + "\"}",
          "{\"a\":null}x",
          "{\"a\":\"\\\\\"}");

  private static final Pattern FIELD =
      Pattern.compile("\"a\":(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,}]*))");

  private static ByteRange whole(ObjectSource source) {
    return new ByteRange(0, 0, 0, source.size(), true, 0, true);
  }

  private static JsonLayout lines(long maxBytes) {
    return new JsonLinesLayout("none", "UTF-8", 0, maxBytes, JsonRecords.OBJECTS);
  }

  private static JsonLayout lines(long dataStart, long maxBytes) {
    return new JsonLinesLayout("none", "UTF-8", dataStart, maxBytes, JsonRecords.OBJECTS);
  }

  private static JsonLayout document(long maxBytes) {
    return new JsonDocumentLayout("none", "UTF-8", 0, maxBytes, JsonRecords.OBJECTS);
  }

  /** Each record as "offset+length a=text", or with its reject code instead of the field. */
  private static List<String> read(
      ObjectSource source, JsonLayout layout, ByteRange range, int window) throws IOException {
    List<String> records = new ArrayList<>();
    ObjectFields wanted = new ObjectFields();
    wanted.want(List.of("a"), 0);
    FieldTable table = new FieldTable(1, 3, JsonUnescaper.INSTANCE);
    try (JsonTokenizer tokenizer =
        JsonText.open(source, layout, range, new ObjectTokenizer(wanted, 1, null), null, window)) {
      while (tokenizer.next(table)) {
        for (int r = 0; r < table.records(); r++) {
          String field =
              table.problem(r) != null
                  ? table.problem(r).key()
                  : "a="
                      + new String(
                          table.buffer(),
                          table.starts()[r],
                          table.ends()[r] - table.starts()[r],
                          UTF_8);
          records.add(tokenizer.recordOffset(r) + "+" + tokenizer.recordLength(r) + " " + field);
        }
      }
    }
    return records;
  }

  /** The same by the simplest means. */
  private static List<String> expected(String text, int from) {
    List<String> records = new ArrayList<>();
    byte[] bytes = text.getBytes(UTF_8);
    int start = from;
    for (int i = from; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        String line = new String(bytes, start, i - start, UTF_8);
        line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (!line.isBlank()) {
          String place = start + "+" + line.getBytes(UTF_8).length + " ";
          if (line.equals("{\"a\":") || line.endsWith("x")) {
            records.add(place + "malformed_json");
          } else if (line.equals("[1]")) {
            records.add(place + "not_an_object");
          } else {
            Matcher a = FIELD.matcher(line);
            String field = !a.find() ? "" : a.group(1) != null ? a.group(1) : a.group(2);
            records.add(place + "a=" + field);
          }
        }
        start = i + 1;
      }
    }
    return records;
  }

  @Test
  void everyCutOfEveryLayoutGivesTheSameRecords() throws IOException {
    for (String newline : List.of("\n", "\r\n")) {
      for (String head : List.of("", "\ufeff", newline + newline)) {
        for (String tail : List.of("", newline, newline + " " + newline)) {
          String text = head + String.join(newline, RECORDS) + tail;
          MemoryObject file = MemoryObject.of(text);
          int dataStart = head.equals("\ufeff") ? 3 : 0;
          List<String> expected = expected(text, dataStart);
          assertEquals(8, expected.size());
          for (int window : WINDOWS) {
            assertEquals(expected, read(file, lines(1000), whole(file), window));
          }
          for (int split = dataStart + 1; split < file.size(); split++) {
            List<String> records =
                read(
                    file,
                    lines(dataStart, 1000),
                    new ByteRange(0, 0, 0, split, true, 0, false),
                    WINDOWS[split % WINDOWS.length]);
            records.addAll(
                read(
                    file,
                    lines(dataStart, 1000),
                    new ByteRange(0, 1, split, file.size(), false, -1, true),
                    WINDOWS[split / 2 % WINDOWS.length]));
            assertEquals(expected, records, "split at " + split);
          }
        }
      }
    }
  }

  @Test
  void manySplits() throws IOException {
    String text = String.join("\n", RECORDS);
    MemoryObject file = MemoryObject.of(text);
    for (int size = 1; size < 20; size++) {
      List<String> records = new ArrayList<>();
      for (int start = 0; start < file.size(); start += size) {
        long end = Math.min(file.size(), start + size);
        records.addAll(
            read(
                file,
                lines(1000),
                new ByteRange(0, 0, start, end, false, -1, end == file.size()),
                64));
      }
      assertEquals(expected(text, 0), records, "ranges of " + size);
    }
  }

  @Test
  void recordsBeyondTheLimitArePassedOver() throws IOException {
    String text = "{\"a\":1}\n{\"a\":\"" + "x".repeat(500) + "\"}\r\n{\"a\":2}\n" + "y".repeat(300);
    for (int window : new int[] {64, 100, 512, 4096}) {
      for (int most : new int[] {20, 64, 200}) {
        MemoryObject file = MemoryObject.of(text);
        assertEquals(
            List.of("0+7 a=1", "8+508 record_too_long", "518+7 a=2", "526+300 record_too_long"),
            read(file, lines(most), whole(file), window));
      }
    }
  }

  @Test
  void aHugeLineNeedsNoMemory() throws IOException {
    ObjectSource huge =
        new ObjectSource() {
          @Override
          public String uri() {
            return "memory:huge";
          }

          @Override
          public long size() {
            return 3L << 30;
          }

          @Override
          public InputStream open(long offset) {
            return new InputStream() {
              private long left = 3L << 30;

              @Override
              public int read() {
                return left-- > 0 ? '[' : -1;
              }

              @Override
              public int read(byte[] b, int off, int len) {
                if (left <= 0) {
                  return -1;
                }
                int n = (int) Math.min(len, left);
                java.util.Arrays.fill(b, off, off + n, (byte) '[');
                left -= n;
                return n;
              }
            };
          }
        };
    assertEquals(
        List.of("0+" + (3L << 30) + " record_too_long"),
        read(huge, lines(1 << 20), whole(huge), 1 << 16));
  }

  @Test
  void documentsInEveryLayout() throws IOException {
    List<String> records =
        List.of(
            "{\"a\":1}",
            "{\n \"a\" : \"x,]}\\\\\\\"[{\",\r\n \"b\":[[],{}]\n}",
            "3",
            "{\"b\":[{\"a\":2}]}");
    for (String separator : List.of(",", " , ", "\n,\n\t", ",\n")) {
      for (String open : List.of("[", " \n[\n ", "\ufeff[")) {
        for (String close : List.of("]", "\n]\n", "  ]")) {
          String text = open + String.join(separator, records) + close;
          int at = open.getBytes(UTF_8).length;
          List<String> expected = new ArrayList<>();
          for (String record : records) {
            String field =
                switch (expected.size()) {
                  case 0 -> "a=1";
                  case 1 -> "a=x,]}\\\\\\\"[{";
                  case 2 -> "not_an_object";
                  default -> "a=";
                };
            expected.add(at + "+" + record.length() + " " + field);
            at += record.length() + separator.length();
          }
          for (int window : WINDOWS) {
            MemoryObject file = MemoryObject.of(text);
            assertEquals(expected, read(file, document(1000), whole(file), window), text);
          }
        }
      }
    }
  }

  @Test
  void documentsWithoutAnArray() throws IOException {
    for (int window : WINDOWS) {
      MemoryObject file = MemoryObject.of(" {\"a\":1}{\n\"a\":2}\n\n null {\"a\":[}]}  12");
      assertEquals(
          List.of(
              "1+7 a=1",
              "8+8 a=2",
              "19+4 not_an_object",
              "24+8 malformed_json",
              "32+1 malformed_json",
              "35+2 not_an_object"),
          read(file, document(1000), whole(file), window));
      for (String empty : List.of("", " \n ", "[]", " [ ] \n", "\ufeff")) {
        MemoryObject nothing = MemoryObject.of(empty);
        assertEquals(List.of(), read(nothing, document(1000), whole(nothing), window));
        if (!empty.contains("[")) {
          assertEquals(List.of(), read(nothing, lines(1000), whole(nothing), window));
        }
      }
    }
  }

  @Test
  void elementsThatAreMissing() throws IOException {
    MemoryObject file = MemoryObject.of("[,{\"a\":1},,{\"a\":2},]");
    assertEquals(
        List.of(
            "1+0 malformed_json",
            "2+7 a=1",
            "10+0 malformed_json",
            "11+7 a=2",
            "19+0 malformed_json"),
        read(file, document(1000), whole(file), 64));
  }

  @Test
  void aDocumentThatEndsTooEarlyFails() throws IOException {
    String text = "[{\"a\":1},{\"a\":\"x]\"}]";
    for (int split = 1; split < text.length(); split++) {
      MemoryObject file = MemoryObject.of(text.substring(0, split));
      ReadException e =
          assertThrows(
              ReadException.class, () -> read(file, document(1000), whole(file), 64), "" + split);
      assertTrue(e.getMessage().contains("memory:test at byte "), e.getMessage());
    }
    MemoryObject after = MemoryObject.of(text + " {}");
    ReadException e =
        assertThrows(ReadException.class, () -> read(after, document(1000), whole(after), 64));
    assertTrue(e.getMessage().contains("at byte 21: there is text after the end"), e.getMessage());
  }

  @Test
  void longElementsOfDocuments() throws IOException {
    String longText = "\\\\\\\"]},".repeat(100);
    String text = "[{\"a\":1},{\"a\":\"" + longText + "\"} ,{\"a\":2}]";
    for (int window : WINDOWS) {
      MemoryObject file = MemoryObject.of(text);
      assertEquals(
          List.of("1+7 a=1", "9+708 record_too_long", "719+7 a=2"),
          read(file, document(60), whole(file), window));
    }
  }

  @Test
  void brokenStorageFailsAfterTheLastWholeRecord() throws IOException {
    MemoryObject file = MemoryObject.of("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
    ObjectSource broken =
        new ObjectSource() {
          @Override
          public String uri() {
            return "memory:broken";
          }

          @Override
          public long size() {
            return file.size();
          }

          @Override
          public InputStream open(long offset) {
            InputStream good =
                new ByteArrayInputStream("{\"a\":1}\n{\"a\":2}\n{\"a\"".getBytes(UTF_8));
            return new FilterInputStream(good) {
              @Override
              public int read(byte[] b, int off, int len) throws IOException {
                int n = super.read(b, off, len);
                if (n < 0) {
                  throw new IOException("connection reset");
                }
                return n;
              }
            };
          }
        };
    ObjectFields wanted = new ObjectFields();
    FieldTable table = new FieldTable(0, 9, JsonUnescaper.INSTANCE);
    try (JsonTokenizer tokenizer =
        JsonText.open(
            broken, lines(99), whole(broken), new ObjectTokenizer(wanted, 0, null), null, 64)) {
      assertTrue(tokenizer.next(table));
      assertEquals(2, table.records());
      ReadException e = assertThrows(ReadException.class, () -> tokenizer.next(table));
      assertTrue(e.getMessage().startsWith("memory:broken at byte "), e.getMessage());
    }
  }
}
