package io.sluice.jobs;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A seeded delimited file: its dialect, its columns, its text; the spec and DuckDB's view of it.
 */
final class RandomCsv {
  private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|", "||");
  private static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.UTF_16LE,
          Charset.forName("windows-1252"),
          Charset.forName("x-windows-949"));

  private record Column(String name, ValueType type) {}

  private final SplittableRandom random;
  private final String delimiter;
  private final String newline;
  private final Charset charset;
  private final boolean byteOrderMark;
  private final List<Column> inFile = new ArrayList<>();
  private final List<Column> inTable;

  RandomCsv(long seed) {
    random = new SplittableRandom(seed);
    // Seeds that follow each other go through all of these.
    delimiter = DELIMITERS.get((int) (seed % DELIMITERS.size()));
    newline = random.nextBoolean() ? "\n" : "\r\n";
    charset = CHARSETS.get((int) (seed % CHARSETS.size()));
    byteOrderMark = charset.equals(StandardCharsets.UTF_16LE) || seed % 2 == 0;
    for (int i = 2 + random.nextInt(9); i >= 0; i--) {
      inFile.add(new Column("c" + i, pick(List.of(ValueType.values()))));
    }
    inTable = new ArrayList<>(inFile);
    // Columns are found by name, whatever their order.
    Collections.shuffle(inTable, new Random(seed));
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  String text(int rows) {
    RandomValues values = new RandomValues(random, charset);
    StringBuilder text = new StringBuilder();
    text.append(inFile.stream().map(Column::name).collect(Collectors.joining(delimiter)));
    for (int row = 0; row < rows; row++) {
      text.append(newline);
      for (int i = 0; i < inFile.size(); i++) {
        text.append(i == 0 ? "" : delimiter).append(field(values, inFile.get(i).type()));
      }
    }
    return random.nextBoolean() ? text + newline : text.toString();
  }

  private String field(RandomValues values, ValueType type) {
    if (random.nextInt(10) == 0) {
      return "";
    }
    String value = values.scalar(type);
    boolean mustQuote =
        value.isEmpty()
            || value.contains(delimiter.substring(0, 1))
            || value.contains("\"")
            || value.contains("\n")
            || !value.equals(value.strip());
    return mustQuote || random.nextInt(8) == 0 ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }

  byte[] bytes(String text) {
    boolean unicode = charset.name().startsWith("UTF");
    return ((unicode && byteOrderMark ? "\ufeff" : "") + text).getBytes(charset);
  }

  /** Legacy code pages and the delimiter of two characters are set; all else is found. */
  String spec(String file) {
    List<String> options = new ArrayList<>();
    if (!charset.name().startsWith("UTF")) {
      options.add("encoding: " + charset.name());
    }
    if (delimiter.length() > 1) {
      options.add("delimiter: \"" + delimiter + "\"");
    }
    return "dataset: t\nsource: {path: '"
        + file
        + "', format: csv, options: {"
        + String.join(", ", options)
        + "}}\nschema:\n"
        + inTable.stream()
            .map(c -> "  - {name: " + c.name() + ", type: \"" + c.type().spec + "\"}\n")
            .collect(Collectors.joining());
  }

  /** DuckDB's query for the file's text in UTF-8, its columns in the order of the table. */
  String query(String utf8File) {
    return "SELECT "
        + inTable.stream().map(Column::name).collect(Collectors.joining(", "))
        + " FROM read_csv('"
        + utf8File
        + "', auto_detect = false, header = true, parallel = false, nullstr = '',"
        + " allow_quoted_nulls = false, quote = '\"', escape = '\"', delim = '"
        + delimiter
        + "', new_line = '"
        + (newline.equals("\n") ? "\\n" : "\\r\\n")
        + "', columns = {"
        + inFile.stream()
            .map(c -> c.name() + ": '" + c.type().duckDb + "'")
            .collect(Collectors.joining(", "))
        + "})";
  }

  @Override
  public String toString() {
    return delimiter + " " + charset + " " + inFile;
  }
}
