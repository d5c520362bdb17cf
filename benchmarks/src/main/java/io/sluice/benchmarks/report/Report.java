package io.sluice.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Records of any kind as a table for people and as JSON for programs: the same in both. */
public final class Report {
  private static final String NOTHING = "-";

  private final List<Column> columns;
  private final List<Map<String, Object>> records = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * A column of the table.
   *
   * @param key of the records' entry
   * @param format of its values, as {@link String#format} takes it
   */
  public record Column(String key, String title, String format) {}

  /**
   * @param columns what the table shows; the JSON has all entries
   */
  public Report(Column... columns) {
    this.columns = List.of(columns);
  }

  /**
   * Adds a record.
   *
   * @param entries in the order of the JSON; what was not measured is null
   */
  public void add(Map<String, Object> entries) {
    Map<String, Object> kept = new LinkedHashMap<>(entries);
    kept.replaceAll((key, value) -> value instanceof Double number ? rounded(number) : value);
    records.add(kept);
  }

  /** Adds a line that follows the table. */
  public void note(String line) {
    notes.add(line);
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  /** An array with an object for each record. */
  public String json() {
    return new ObjectMapper().valueToTree(records).toPrettyString();
  }

  /** A line for each record, numbers to the right; then the notes. */
  public String table() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(Column::title).toList());
    for (Map<String, Object> entries : records) {
      lines.add(columns.stream().map(column -> cell(column, entries.get(column.key()))).toList());
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < line.size(); i++) {
        int at = i;
        int width = lines.stream().mapToInt(other -> other.get(at).length()).max().orElse(0);
        boolean left = columns.get(i).format().endsWith("s");
        row.append(
            String.format(
                Locale.ROOT, "%" + (left ? "-" : "") + Math.max(1, width) + "s  ", line.get(i)));
      }
      text.append(row.toString().stripTrailing()).append(System.lineSeparator());
    }
    notes.forEach(note -> text.append(System.lineSeparator()).append(note));
    return text.toString().stripTrailing();
  }

  private static String cell(Column column, Object value) {
    return value == null ? NOTHING : String.format(Locale.ROOT, column.format(), value);
  }
}
