package io.sluice.cli.sql;

import io.sluice.catalog.FoundTables;
import io.sluice.catalog.FoundTables.Unreadable;
import io.sluice.catalog.Table;
import io.sluice.cli.error.UsageException;
import io.sluice.cli.lake.LakeView;
import io.sluice.cli.lake.QualifiedName;
import io.sluice.cli.sql.TableView.Place;
import io.sluice.cli.sql.TableView.ViewColumn;
import io.sluice.ingest.store.TemporaryFolder;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.lake.Locations;
import io.sluice.spec.lake.TableLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * DuckDB, in this process and in memory, with the lake's tables as views over their live files.
 * Views are made only for what a statement names: making one reads the footers of its files.
 */
public final class LakeDatabase implements AutoCloseable {
  private final LakeView lake;
  private final Connection connection;
  private final TemporaryFolder spill;
  private final LocalCopies copies;
  private final SqlLimits limits;

  /** The views and tables there are already, for the statements after the first. */
  private final Set<String> made = new HashSet<>();

  private LakeDatabase(
      LakeView lake, Connection connection, TemporaryFolder spill, SqlLimits limits) {
    this.limits = limits;
    this.lake = lake;
    this.connection = connection;
    this.spill = spill;
    this.copies = new LocalCopies(lake.lake().storages(), spill.path());
  }

  /** Opens a database over the lake, which stays the caller's to close. */
  public static LakeDatabase open(LakeView lake) {
    return open(lake, SqlLimits.DEFAULT);
  }

  /** The same within limits. */
  public static LakeDatabase open(LakeView lake, SqlLimits limits) {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    // A query must not download anything on its own.
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    try {
      TemporaryFolder spill = TemporaryFolder.make("sluice-sql-");
      // By default DuckDB spills into the folder in which the user happens to be.
      settings.setProperty("temp_directory", spill.path().toString());
      Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
      LakeDatabase database = new LakeDatabase(lake, connection, spill, limits);
      database.execute("SET TimeZone = 'UTC'");
      database.execute("SET memory_limit = " + Quoted.text(limits.memory(connection)));
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make a folder for temporary files: "
              + e
              + ". SLUICE_JAVA_OPTS=-Djava.io.tmpdir=DIR names another place",
          e);
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not start: " + e.getMessage(), e);
    }
  }

  /**
   * Runs the statement and hands its rows to the writer, one at a time.
   *
   * @param limit the most rows wanted
   * @return whether there were more
   * @throws UsageException if DuckDB refuses the statement
   */
  public More query(SqlText sql, long limit, RowWriter writer) throws IOException {
    try (SqlLimits.Clock clock = limits.clock()) {
      Names names = Names.of(lake);
      prepareViews(sql, names, clock);
      return query(sql, limit, writer, clock, names);
    }
  }

  private More query(SqlText sql, long limit, RowWriter writer, SqlLimits.Clock clock, Names names)
      throws IOException {
    try (PreparedStatement statement = connection.prepareStatement(sql.text());
        ResultSet rows = answer(statement, clock)) {
      ResultRows result = new ResultRows(rows);
      writer.begin(result.columns());
      for (long row = 0; rows.next(); row++) {
        if (row == limit) {
          writer.end();
          return More.YES;
        }
        writer.row(result.values());
      }
      writer.end();
      return More.NO;
    } catch (SQLException e) {
      clock.requireInTime(e);
      String message =
          SqlErrors.isBrokenOff(e.getMessage()) ? reason(sql, clock, e) : e.getMessage();
      if (SqlErrors.isFailure(message)) {
        throw new SqlFailure(SqlErrors.failure(message), e);
      }
      names.requireReadable(sql, e);
      throw new UsageException(
          SqlErrors.explain(message, knownTables(names), names.unpublished()), e);
    }
  }

  /**
   * Of a query that fails after its first rows DuckDB's driver does not say why. It does when the
   * query is run again and no row of it is fetched.
   */
  private String reason(SqlText sql, SqlLimits.Clock clock, SQLException brokeOff) {
    try (PreparedStatement again = connection.prepareStatement(SqlErrors.RUN_ONLY + sql.text());
        ResultSet rows = answer(again, clock)) {
      while (rows.next()) {
        // The plan is nobody's concern.
      }
      return brokeOff.getMessage();
    } catch (SQLException e) {
      clock.requireInTime(e);
      return SqlErrors.ofStatement(e.getMessage());
    }
  }

  private static ResultSet answer(PreparedStatement statement, SqlLimits.Clock clock)
      throws SQLException {
    clock.watch(statement);
    return statement.executeQuery();
  }

  /**
   * What catalog and ledger hold, read once for a statement.
   *
   * @param tables that the catalog has
   * @param unreadable those of which it has something that cannot be used
   * @param all names of these, and of those that runs wanted to fill
   */
  private record Names(List<Table> tables, List<Unreadable> unreadable, List<String> all) {
    static Names of(LakeView lake) {
      FoundTables found = lake.tables();
      return new Names(found.tables(), found.unreadable(), lake.tableNames(found));
    }

    /** Says it if the statement failed since it names what cannot be read. */
    void requireReadable(SqlText sql, SQLException e) {
      for (Unreadable each : unreadable) {
        if (sql.mentions(QualifiedName.of(each.table()).name())) {
          throw new SqlFailure("table " + each.table() + " cannot be read: " + each.why(), e);
        }
      }
    }

    List<String> unpublished() {
      List<String> unpublished = new ArrayList<>(all);
      tables.forEach(table -> unpublished.remove(table.qualifiedName()));
      return unpublished;
    }
  }

  /** Whether a result has rows beyond the limit. */
  public enum More {
    YES,
    NO
  }

  private void prepareViews(SqlText sql, Names names, SqlLimits.Clock clock) {
    Map<String, TableView> views = views(sql, names, clock);
    try {
      List<String> databases = new ArrayList<>();
      databases.add("main");
      for (String table : names.all()) {
        String database = QualifiedName.of(table).database();
        if (!databases.contains(database)) {
          databases.add(database);
          execute("CREATE SCHEMA IF NOT EXISTS " + Quoted.name(database));
        }
      }
      runTables(sql);
      for (Map.Entry<String, TableView> view : views.entrySet()) {
        if (!made.contains(view.getKey())) {
          execute(view.getValue().create());
        }
        if (sql.mentions(view.getValue().name())) {
          made.add(view.getKey());
        }
      }
      if (limits.files() == SqlLimits.Files.LAKE) {
        restrict(views);
      }
      // So that a table's name is enough where it is the only one.
      execute("SET search_path = " + Quoted.text(String.join(",", quoted(databases))));
    } catch (SQLException e) {
      throw new SqlFailure(
          "a table of the lake cannot be read: "
              + SqlErrors.shortened(e.getMessage())
              + ". 'sluice check' says which files are not as they were written",
          e);
    }
  }

  /** From now on nothing is read but the files of these views. */
  private void restrict(Map<String, TableView> views) throws SQLException {
    if (made.add("restriction")) {
      List<String> paths =
          views.values().stream()
              .flatMap(view -> view.files().stream())
              .map(file -> Quoted.text(file.path()))
              .toList();
      execute("SET allowed_paths = [" + String.join(", ", paths) + "]");
      execute("SET enable_external_access = false");
      execute("SET lock_configuration = true");
    }
  }

  /** Of ten thousand runs and the files of them all no more is read than is asked for. */
  private void runTables(SqlText sql) throws SQLException {
    boolean runs = sql.mentions("runs");
    boolean files = sql.mentions("files");
    if ((runs || files || sql.listsTables()) && made.add("run tables")) {
      RunTables.create(connection);
    }
    if (runs && made.add("runs")) {
      RunTables.fillRuns(connection, lake);
    }
    if (files && made.add("files")) {
      RunTables.fillFiles(connection, lake);
    }
  }

  private static List<String> quoted(List<String> names) {
    return names.stream().map(Quoted::name).toList();
  }

  /** The views of the tables that the statement can mean, by qualified name. */
  private Map<String, TableView> views(SqlText sql, Names names, SqlLimits.Clock clock) {
    Map<String, TableView> views = new LinkedHashMap<>();
    for (Table table : names.tables()) {
      if (sql.listsTables() || sql.mentions(table.name())) {
        views.put(
            table.qualifiedName(),
            new TableView(
                table.database(),
                table.name(),
                columns(table),
                files(sql, table.name(), lake.liveFiles(table.qualifiedName(), Kind.DATA), clock)));
      }
    }
    for (String table : names.all()) {
      String name = QualifiedName.of(table).name();
      if (sql.listsTables() || sql.mentions(name + TableLayout.REJECTS_SUFFIX)) {
        List<LiveFile> rejects = lake.liveFiles(table, Kind.REJECTS);
        putRejects(
            views,
            table + TableLayout.REJECTS_SUFFIX,
            files(sql, name + TableLayout.REJECTS_SUFFIX, rejects, clock));
      }
      if (sql.listsTables() || sql.mentions(name + TableLayout.REFUSED_SUFFIX)) {
        List<LiveFile> refused = lake.refusedFiles(table);
        if (!refused.isEmpty()) {
          putRejects(
              views,
              table + TableLayout.REFUSED_SUFFIX,
              files(sql, name + TableLayout.REFUSED_SUFFIX, refused, clock));
        }
      }
    }
    return views;
  }

  /** Where DuckDB reads them. To list a table's columns no file of it is copied. */
  private List<LiveFile> files(
      SqlText sql, String table, List<LiveFile> files, SqlLimits.Clock clock) {
    return sql.mentions(table)
        ? copies.of(files, clock::requireTime)
        : files.stream().filter(file -> Locations.isLocal(file.path())).toList();
  }

  private static void putRejects(
      Map<String, TableView> views, String qualifiedName, List<LiveFile> files) {
    QualifiedName table = QualifiedName.of(qualifiedName);
    views.put(
        qualifiedName, new TableView(table.database(), table.name(), RejectColumns.ALL, files));
  }

  private static List<ViewColumn> columns(Table table) {
    List<ViewColumn> columns = new ArrayList<>();
    table.columns().forEach(c -> columns.add(new ViewColumn(c.name(), c.type(), Place.FILE)));
    table
        .partitionKeys()
        .forEach(k -> columns.add(new ViewColumn(k.name(), k.type(), Place.PARTITION)));
    return columns;
  }

  private static List<String> knownTables(Names names) {
    List<String> known = new ArrayList<>();
    List<String> unpublished = names.unpublished();
    for (String table : names.all()) {
      if (!unpublished.contains(table)) {
        known.add(table);
      }
      known.add(table + TableLayout.REJECTS_SUFFIX);
    }
    known.add("runs");
    known.add("files");
    return known;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not close: " + e.getMessage(), e);
    } finally {
      spill.close();
    }
  }
}
