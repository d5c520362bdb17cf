package io.sluice.formats.csv;

import io.sluice.formats.MemoryObject;
import io.sluice.formats.read.ReadException;
import io.sluice.formats.source.ByteWindow;
import io.sluice.formats.source.Utf8Input;
import io.sluice.formats.text.TextRange;
import io.sluice.formats.text.TextRange.Begin;
import io.sluice.formats.token.FieldTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a tokenizer makes of a text, as strings that tests can compare. */
final class Records {
  private Records() {}

  static CsvDialect dialect(String delimiter, String quote, String escape, String newline) {
    return new CsvDialect(
        delimiter, quote, escape, "", newline, CsvDialect.BlankLines.SKIP, 16L << 20);
  }

  static List<String> read(
      CsvDialect dialect, RecordScanner scanner, String text, int windowBytes, int batch) {
    return read(
        dialect, scanner, text.getBytes(StandardCharsets.UTF_8), windowBytes, batch, 0, 1L << 40);
  }

  /**
   * One string a record: its number, its place, and its fields; quoted ones in brackets, missing
   * ones as a tilde; and at last the number of records and skipped lines.
   */
  static List<String> read(
      CsvDialect dialect,
      RecordScanner scanner,
      byte[] text,
      int windowBytes,
      int batch,
      long start,
      long end) {
    List<String> out = new ArrayList<>();
    try (Utf8Input input =
        Utf8Input.open(new MemoryObject("memory.csv", text), "none", "UTF-8", start)) {
      CsvTokenizer tokenizer =
          new CsvTokenizer(
              dialect,
              scanner,
              new TextRange(input, new ByteWindow(input, windowBytes, start, end), Begin.RECORD));
      FieldTable table = new FieldTable(4, batch, dialect.unescaper());
      long before = 0;
      while (tokenizer.next(table)) {
        for (int r = 0; r < table.records(); r++) {
          out.add(
              (before + table.ordinals()[r])
                  + "@"
                  + tokenizer.recordOffset(r)
                  + "+"
                  + tokenizer.recordLength(r)
                  + " "
                  + fields(table, r));
        }
        before += table.records() + table.skipped();
      }
      out.add("total " + before);
      return out;
    } catch (ReadException e) {
      out.add(e.getMessage());
      return out;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static String fields(FieldTable table, int record) {
    if (table.problem(record) != null) {
      return table.problem(record).key();
    }
    StringBuilder text = new StringBuilder();
    for (int f = 0; f < table.width(); f++) {
      text.append(f == 0 ? "" : "|").append(field(table, record, f));
    }
    int extra = table.fieldCounts()[record] - table.width();
    return extra > 0 ? text + " and " + extra : text.toString();
  }

  static String field(FieldTable table, int record, int field) {
    int slot = record * table.width() + field;
    byte flags = table.flags()[slot];
    if ((flags & FieldTable.MISSING) != 0) {
      return "~";
    }
    int start = table.starts()[slot];
    int end = table.ends()[slot];
    byte[] target = new byte[end - start];
    int length;
    if ((flags & FieldTable.ESCAPED) != 0) {
      length = table.unescaper().unescape(table.buffer(), start, end, target);
    } else {
      System.arraycopy(table.buffer(), start, target, 0, end - start);
      length = end - start;
    }
    String text = new String(target, 0, length, StandardCharsets.UTF_8);
    return (flags & FieldTable.QUOTED) != 0 ? "[" + text + "]" : text;
  }
}
