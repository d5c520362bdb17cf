package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.data.DataColumn;
import io.sluice.benchmarks.data.Input;
import io.sluice.benchmarks.workload.Codec;
import io.sluice.benchmarks.workload.DuckDbTypes;
import io.sluice.benchmarks.workload.Output;
import io.sluice.benchmarks.workload.Output.Derived;
import io.sluice.benchmarks.workload.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A workload in DuckDB's words, with what its performance guide and its pages on CSV, JSON and COPY
 * give for speed: order not preserved, types and dialect given.
 */
public final class DuckDbSql {
  private DuckDbSql() {}

  /** What a connection is told first. */
  public static List<String> settings(Workload workload) {
    return List.of(
        "SET threads = " + workload.threads(),
        "SET preserve_insertion_order = false",
        "SET TimeZone = 'UTC'");
  }

  /** The statement that writes the Parquet files. */
  public static String copy(Workload workload, String out) {
    StringBuilder select = new StringBuilder("SELECT *");
    for (Derived derived : workload.output().derived()) {
      select.append(", ").append(derived.expression()).append(" AS ").append(derived.name());
    }
    List<String> years = new ArrayList<>();
    for (String date : workload.output().yearsOf()) {
      years.add(Output.yearColumn(date));
      select.append(", year(").append(date).append(") AS ").append(Output.yearColumn(date));
    }
    select.append(" FROM ").append(source(workload.input()));
    StringBuilder options = new StringBuilder("FORMAT parquet, COMPRESSION ");
    options.append(workload.output().codec().key());
    if (workload.output().codec() == Codec.ZSTD) {
      options.append(", COMPRESSION_LEVEL ").append(workload.zstdLevel());
    }
    options.append(
        years.isEmpty()
            ? ", PER_THREAD_OUTPUT true"
            : ", PARTITION_BY (" + String.join(", ", years) + ")");
    return "COPY (" + select + ") TO " + quoted(out) + " (" + options + ")";
  }

  /** What stands after {@code FROM}: an input's files, with their types and dialect. */
  public static String source(Input input) {
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

  /** Neither DuckDB nor Spark has a reader for it: lines are read as one column and split. */
  private static String fixedWidth(Input input) {
    return ("(SELECT %s FROM read_csv(%s, auto_detect = false, header = false, delim = '\1',"
            + " quote = '', escape = '', columns = {'line': 'VARCHAR'}))")
        .formatted(
            String.join(", ", fields(input.columns(), "line", DuckDbTypes::of)),
            quoted(input.path()));
  }

  /**
   * Expressions for the fields of a line of fixed width. Casts of both dialects pass over blanks by
   * themselves, so only texts are trimmed.
   *
   * @param line the column that it is in
   * @param type the dialect's word for a type
   */
  static List<String> fields(List<DataColumn> columns, String line, UnaryOperator<String> type) {
    List<String> fields = new ArrayList<>();
    int start = 1;
    for (DataColumn column : columns) {
      String field = "substring(" + line + ", " + start + ", " + column.width() + ")";
      String value =
          column.type().equals("string")
              ? "trim(" + field + ")"
              : "CAST(" + field + " AS " + type.apply(column.type()) + ")";
      fields.add(value + " AS " + column.name());
      start += column.width();
    }
    return fields;
  }

  private static String columns(Input input) {
    return input.columns().stream()
        .map(column -> quoted(column.name()) + ": " + quoted(DuckDbTypes.of(column.type())))
        .collect(Collectors.joining(", ", "columns = {", "}"));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
