package io.sluice.ledger.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.spec.lake.LakeLocation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However large a ledger is, what is asked often is looked up in indexes: the plan of each
 * statement reads no table or index from end to end, and sorts nothing, except where said.
 */
@TestInstance(Lifecycle.PER_CLASS)
class QueryPlansTest {
  private static final Pattern EXPENSIVE = Pattern.compile("SCAN|TEMP B-TREE");

  @TempDir Path folder;
  private Connection connection;

  @BeforeEach
  void open() throws Exception {
    LakeLocation lake = LakeLocation.of(folder);
    SqliteLedger.open(lake).close();
    connection = DriverManager.getConnection("jdbc:sqlite:" + lake.own("ledger.sqlite"));
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
  }

  static Stream<Arguments> statements() {
    return Stream.of(
        plan("one run", RunTable.FIND),
        // By key from the end, as many as are asked for.
        plan("newest runs", RunTable.ALL, "SCAN runs"),
        plan("runs of a dataset", RunTable.OF_DATASET),
        plan("runs of a table", RunTable.OF_TABLE),
        plan("runs of both", RunTable.OF_FEED),
        plan("runs by prefix", RunTable.BY_PREFIX, "USE TEMP B-TREE FOR ORDER BY"),
        // An index of open runs only.
        plan("open runs", RunTable.OPEN, "SCAN runs USING INDEX runs_open"),
        plan("uncleaned runs", RunTable.UNCLEANED),
        // One row for each pair of dataset and table.
        plan(
            "datasets",
            FeedTable.DATASETS,
            "SCAN feeds USING COVERING INDEX sqlite_autoindex_feeds_1"),
        plan("tables", FeedTable.TABLES, "SCAN feeds USING COVERING INDEX feeds_by_table"),
        plan("a feed", FeedTable.FIND),
        plan("a lease", Leases.NEWEST),
        plan("a report", ReportTable.FIND),
        plan("a file", FileTable.FIND),
        plan("a candidate", Candidates.FIND),
        plan("replaced versions", ClaimTable.REPLACE),
        plan("a run's claims", ClaimTable.DONE),
        plan("a run's claims to release", ClaimTable.RELEASE_ALL),
        plan("one claim to release", ClaimTable.RELEASE_ONE),
        plan("a file's history", ClaimTable.HISTORY, "USE TEMP B-TREE FOR ORDER BY"),
        plan("an output's path", ManifestTable.BY_PATH),
        plan("who replaces an output", ManifestTable.REMOVER),
        plan("replaced outputs", ManifestTable.REMOVE),
        plan("a run's outputs to publish", ManifestTable.PUBLISH),
        plan("live files", OutputQueries.LIVE),
        plan(
            "live outputs",
            OutputQueries.LIVE_OUTPUTS,
            "SCAN json_each VIRTUAL TABLE INDEX 1:",
            "USE TEMP B-TREE FOR DISTINCT",
            "SCAN p",
            "USE TEMP B-TREE FOR ORDER BY"),
        plan("outputs' datasets", OutputQueries.RUN_DATASETS, "SCAN i VIRTUAL TABLE INDEX 1:"),
        plan("a run's outputs", OutputQueries.OF_RUN),
        plan("what a run replaces", OutputQueries.REMOVED),
        plan("a run's table", OutputQueries.TABLE_TEXT),
        // The lists are what is asked for, the sorts are of what is answered.
        plan(
            "outputs' sources",
            OutputQueries.SOURCES,
            "SCAN i VIRTUAL TABLE INDEX 1:",
            "USE TEMP B-TREE FOR ORDER BY"),
        plan(
            "outputs of files",
            OutputQueries.OF_SOURCES,
            "SCAN u VIRTUAL TABLE INDEX 1:",
            "USE TEMP B-TREE FOR DISTINCT",
            "SCAN x",
            "USE TEMP B-TREE FOR ORDER BY"));
  }

  private static Arguments plan(String name, String sql, String... expensive) {
    return Arguments.of(name, sql, List.of(expensive));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statements")
  void everyStatementUsesIndexes(String name, String sql, List<String> expensive) throws Exception {
    List<String> steps = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
        ResultSet plan = statement.executeQuery()) {
      while (plan.next()) {
        steps.add(plan.getString("detail"));
      }
    }
    assertEquals(
        expensive,
        steps.stream().filter(step -> EXPENSIVE.matcher(step).find()).toList(),
        () -> name + ":\n" + String.join("\n", steps));
  }
}
