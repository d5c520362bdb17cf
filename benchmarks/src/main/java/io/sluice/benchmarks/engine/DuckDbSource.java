package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.data.DataColumn;
import io.sluice.benchmarks.data.Input;
import io.sluice.benchmarks.workload.DuckDbTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What DuckDB selects from: an input's files, with their types and dialect given. */
public final class DuckDbSource {
  private DuckDbSource() {}

  /** What stands behind {@code FROM}. */
  public static String of(Input input) {
    return switch (input.format()) {
      case CSV -> csv(input);
      case JSONL ->
          "read_json(%s, format = 'newline_delimited', %s)"
              .formatted(quoted(input.path()), columns(input));
      case FIXED_WIDTH -> fixedWidth(input);
    };
  }

  private static String csv(Input input) {
    Path path = Path.of(input.path());
    String files = Files.isDirectory(path) ? path.resolve("*.csv").toString() : path.toString();
    String encoding = input.charset().equals("UTF-8") ? "" : ", encoding = 'utf-16'";
    return ("read_csv(%s, auto_detect = false, header = true, delim = ',', quote = '\"',"
            + " escape = '\"'%s, %s)")
        .formatted(quoted(files), encoding, columns(input));
  }

  /**
   * DuckDB has no reader for it: lines are read as one column and cut. Its casts pass over blanks
   * by themselves, so only texts are trimmed.
   */
  private static String fixedWidth(Input input) {
    List<String> values = new ArrayList<>();
    int start = 1;
    for (DataColumn column : input.columns()) {
      String field = "substr(line, " + start + ", " + column.width() + ")";
      String value =
          column.type().equals("string")
              ? "trim(" + field + ")"
              : "CAST(" + field + " AS " + DuckDbTypes.of(column.type()) + ")";
      values.add(value + " AS " + column.name());
      start += column.width();
    }
    return ("(SELECT %s FROM read_csv(%s, auto_detect = false, header = false, delim = '\1',"
            + " quote = '', escape = '', columns = {'line': 'VARCHAR'}))")
        .formatted(String.join(", ", values), quoted(input.path()));
  }

  private static String columns(Input input) {
    return input.columns().stream()
        .map(column -> quoted(column.name()) + ": " + quoted(DuckDbTypes.of(column.type())))
        .collect(Collectors.joining(", ", "columns = {", "}"));
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
