package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.cli.command.Commands;
import io.sluice.cli.command.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** The command line, in this process. */
final class CommandLineForTests {
  private CommandLineForTests() {}

  /** Runs it; what it printed, if its code is 0. */
  static String run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Commands.run(
            Surroundings.ofProcess(),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments);
    assertEquals(0, code, () -> List.of(arguments) + ":\n" + err);
    return out.toString();
  }

  /** The rows that a query gives, as lines of CSV with a header. */
  static List<String> query(String lake, String sql) {
    return run("sql", "--lake", lake, "--output", "csv", sql).lines().toList();
  }
}
