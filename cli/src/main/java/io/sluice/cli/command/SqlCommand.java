package io.sluice.cli.command;

import io.sluice.cli.error.UsageException;
import io.sluice.cli.lake.LakeView;
import io.sluice.cli.sql.CsvRows;
import io.sluice.cli.sql.JsonRows;
import io.sluice.cli.sql.LakeDatabase;
import io.sluice.cli.sql.RowWriter;
import io.sluice.cli.sql.SqlLimits;
import io.sluice.cli.sql.SqlText;
import io.sluice.cli.sql.TableRows;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks the lake. */
@Command(
    name = "sql",
    header = "Query the lake's tables in SQL.",
    description = {
      "Tables are named database.table, their rejected records database.table__rejects; 'runs' and"
          + " 'files' tell what was ingested when. Only published rows are seen. The dialect is"
          + " DuckDB's; read_csv('x.csv') and the like read other files.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice sql \"SELECT count(*) FROM analytics.flights\"",
      "  ./sluice sql \"SHOW ALL TABLES\"",
      "  ./sluice sql \"SELECT code, count(*) FROM analytics.flights__rejects GROUP BY ALL\"",
      "  ./sluice sql -o csv -f report.sql > report.csv",
      "  echo 'FROM runs' | ./sluice sql -o json",
      "  ./sluice sql --lake-only --timeout 30s --memory 1GB \"$QUERY\"     a query of somebody"
          + " else",
      "",
      "Exit codes: 0 done; 1 failed; 2 wrong SQL or usage."
    })
final class SqlCommand implements Callable<Integer> {
  private static final long DEFAULT_TABLE_LIMIT = 100;
  private static final Pattern SIZE = Pattern.compile("(?i)[0-9]+(\\.[0-9]+)? ?[KMGT]i?B");

  /** How rows are printed. */
  enum Format {
    TABLE,
    CSV,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "QUERY",
      description = "The query; read from standard input if it is missing or '-'.")
  private String query;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Read the query from this file.")
  private Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|csv|json",
      description = "How rows are printed (default: ${DEFAULT-VALUE}).")
  private Format output = Format.TABLE;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Print at most N rows; 0: all (default: 100 in a table, else all).")
  private Long limit;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "End the query after this time: 30s, 10m, 2h (default: never).")
  private String timeout;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "The most memory, for example 2GB (default: half of the machine).")
  private String memory;

  @Option(
      names = "--lake-only",
      description =
          "Read only the lake's tables, and no other file: for queries that you do not trust.")
  private boolean lakeOnly;

  @Spec private CommandSpec spec;

  private final Sluice root;

  SqlCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    SqlText sql = SqlText.of(statement());
    PrintWriter out = spec.commandLine().getOut();
    long most = mostRows();
    try (LakeView lake = LakeView.open(root.lake());
        LakeDatabase database = LakeDatabase.open(lake, limits())) {
      LakeDatabase.More more = database.query(sql, most, writer(out));
      if (more == LakeDatabase.More.YES) {
        out.flush();
        spec.commandLine()
            .getErr()
            .println("(the first " + most + " rows; --limit N shows more, --limit 0 all)");
      }
    }
    return ExitCodes.DONE;
  }

  private SqlLimits limits() {
    if (memory != null && !SIZE.matcher(memory).matches()) {
      throw new UsageException("--memory is '" + memory + "': write a size like 500MB or 2GB");
    }
    return new SqlLimits(
        Optional.ofNullable(timeout).map(text -> Durations.parse("--timeout", text)),
        Optional.ofNullable(memory),
        lakeOnly ? SqlLimits.Files.LAKE : SqlLimits.Files.ANY);
  }

  private long mostRows() {
    if (limit == null) {
      return output == Format.TABLE ? DEFAULT_TABLE_LIMIT : Long.MAX_VALUE;
    }
    if (limit < 0) {
      throw new UsageException("--limit is " + limit + ": give a number of rows, or 0 for all");
    }
    return limit == 0 ? Long.MAX_VALUE : limit;
  }

  private RowWriter writer(PrintWriter out) throws IOException {
    return switch (output) {
      case TABLE -> new TableRows(out, root.surroundings().terminal(), "", TableRows.Empty.HEADER);
      case CSV -> new CsvRows(out);
      case JSON -> new JsonRows(out);
    };
  }

  private String statement() throws IOException {
    if (file != null && query != null) {
      throw new UsageException("a query and a file with a query: give one of them");
    }
    if (file != null) {
      return Files.readString(root.surroundings().file(file));
    }
    if (query != null && !query.equals("-")) {
      return query;
    }
    return new String(root.surroundings().input().readAllBytes(), StandardCharsets.UTF_8);
  }
}
