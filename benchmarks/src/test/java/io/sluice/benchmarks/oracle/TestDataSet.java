package io.sluice.benchmarks.oracle;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder {@code test-data/<format>/<name>} with a data file, a spec, {@code oracle.sql} and
 * {@code expected.json}.
 */
record TestDataSet(Path folder) {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String ORACLE = "oracle.sql";
  static final String EXPECTED = "expected.json";

  /** A first line that says in which encoding the file is, where that is not one DuckDB reads. */
  private static final Pattern ENCODING = Pattern.compile("-- encoding: (\\S+)");

  private static final Set<String> NOT_DATA = Set.of("yml", "sql", "json");

  /** All there are below a folder, by name. */
  static List<TestDataSet> below(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.endsWith(ORACLE))
          .map(file -> new TestDataSet(file.getParent()))
          .sorted((a, b) -> a.folder().compareTo(b.folder()))
          .toList();
    }
  }

  /** What the table is called. */
  String name() {
    return folder.getFileName().toString();
  }

  /** What is committed. */
  TableSummary expected() throws IOException {
    return JSON.readValue(folder.resolve(EXPECTED).toFile(), TableSummary.class);
  }

  /** What DuckDB makes of the data. */
  TableSummary oracle() throws IOException, SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      load(duckdb, "loaded");
      return TableSummary.of(duckdb, "SELECT * FROM loaded");
    }
  }

  /** Makes a table of what DuckDB makes of the data. */
  void load(Connection duckdb, String table) throws IOException, SQLException {
    String query = Files.readString(folder.resolve(ORACLE));
    Path data = data();
    Matcher encoding = ENCODING.matcher(query);
    Path readable = encoding.find() ? recoded(data, Charset.forName(encoding.group(1))) : data;
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(
          "CREATE TABLE "
              + table
              + " AS "
              + query.replace("{file}", readable.toString().replace("'", "''")));
    } finally {
      if (!readable.equals(data)) {
        Files.delete(readable);
      }
    }
  }

  private Path data() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> data = files.filter(file -> !NOT_DATA.contains(extension(file))).toList();
      if (data.size() != 1) {
        throw new IOException(folder + " should hold one data file, but holds " + data);
      }
      return data.get(0);
    }
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static Path recoded(Path file, Charset charset) throws IOException {
    Path copy = Files.createTempFile("recoded", ".txt");
    Files.write(copy, Files.readString(file, charset).getBytes(StandardCharsets.UTF_8));
    return copy;
  }
}
