package io.sluice.benchmarks.oracle;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes {@code expected.json} of every data set from what DuckDB reads. */
@Command(
    name = "expected-results",
    description = "Writes expected.json of every data set below a folder, as DuckDB reads them.",
    mixinStandardHelpOptions = true)
public final class ExpectedResults implements Callable<Integer> {
  static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(paramLabel = "FOLDER", description = "For example test-data.")
  Path root = Path.of("test-data");

  public static void main(String[] args) {
    System.exit(new CommandLine(new ExpectedResults()).execute(args));
  }

  @Override
  public Integer call() throws IOException, SQLException {
    for (TestDataSet set : TestDataSet.below(root)) {
      Files.writeString(set.folder().resolve(TestDataSet.EXPECTED), json(set.oracle()));
    }
    return 0;
  }

  /** The summary with a column a line. */
  private static String json(TableSummary summary) throws IOException {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    printer.indentArraysWith(lines);
    printer.indentObjectsWith(lines);
    return JSON.writer(printer).writeValueAsString(summary) + "\n";
  }
}
