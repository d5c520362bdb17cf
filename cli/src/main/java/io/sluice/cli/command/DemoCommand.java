package io.sluice.cli.command;

import io.sluice.catalog.Table;
import io.sluice.cli.command.Ingests.Ended;
import io.sluice.cli.error.UsageException;
import io.sluice.cli.lake.LakeView;
import io.sluice.cli.render.Cells;
import io.sluice.cli.render.TextTable;
import io.sluice.cli.show.IngestSummary;
import io.sluice.cli.sql.LakeDatabase;
import io.sluice.cli.sql.SqlText;
import io.sluice.cli.sql.TableRows;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows all of it on the real files that come with the project. */
@Command(
    name = "demo",
    header = "Make tables of the real files in test-data, and query them.",
    description = {
      "Ingests the specs in test-data/demo into the lake, runs a few queries on it, and says where"
          + " everything is. A second run finds nothing new to ingest.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice demo",
      "  ./sluice demo --lake /tmp/lake",
      "  ./sluice demo --engine spark     everything with Spark"
    })
final class DemoCommand implements Callable<Integer> {
  private static final long MOST_ROWS = 10;

  @Mixin private EngineOption engine;

  @Spec private CommandSpec spec;

  private final Sluice root;

  DemoCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = root.surroundings().requireHome().resolve("test-data").resolve("demo");
    List<Path> specs = files(folder, ".yml");
    if (specs.isEmpty()) {
      throw new UsageException(
          "there is no spec in " + folder + ": restore it with 'git checkout test-data/demo'");
    }
    PrintWriter out = spec.commandLine().getOut();
    heading(out, "Ingesting " + specs.size() + " datasets into " + root.lake().root());
    out.flush();
    Ended ended =
        new Ingests(root, engine, spec.commandLine().getErr())
            .run(SpecFiles.read(specs.stream().map(Path::toString).toList(), root));
    new IngestSummary(out, root.surroundings().terminal(), root.lakeOption())
        .print(ended.reports());
    if (ended.exitCode() != ExitCodes.DONE) {
      out.flush();
      return ended.exitCode();
    }
    try (LakeView lake = LakeView.open(root.lake())) {
      try (LakeDatabase database = LakeDatabase.open(lake)) {
        for (Path query : files(folder, ".sql")) {
          ask(database, Files.readString(query), out);
        }
      }
      tables(lake, out);
      next(lake, specs.get(0), out);
    }
    out.flush();
    return ExitCodes.DONE;
  }

  /** A query file begins with a comment that says what it asks. */
  private void ask(LakeDatabase database, String text, PrintWriter out) throws IOException {
    String question = text.lines().findFirst().orElse("").replaceFirst("^--\\s*", "");
    String sql = text.lines().skip(1).reduce((a, b) -> a + "\n" + b).orElse("").strip();
    heading(out, question);
    sql.lines().forEach(line -> out.println("  " + root.surroundings().terminal().dim(line)));
    out.println();
    database.query(
        SqlText.of(sql),
        MOST_ROWS,
        new TableRows(out, root.surroundings().terminal(), "  ", TableRows.Empty.HEADER));
  }

  private void tables(LakeView lake, PrintWriter out) {
    heading(out, "The tables");
    TextTable table =
        new TextTable().left("table").right("rows", "bytes", "rejects").left("Parquet files in");
    for (Table stored : lake.tables().tables()) {
      List<LiveFile> data = lake.liveFiles(stored.qualifiedName(), Kind.DATA);
      List<LiveFile> rejects = lake.liveFiles(stored.qualifiedName(), Kind.REJECTS);
      table.row(
          stored.qualifiedName(),
          Cells.count(data.stream().mapToLong(LiveFile::rows).sum()),
          Cells.bytes(data.stream().mapToLong(LiveFile::bytes).sum()),
          Cells.count(rejects.stream().mapToLong(LiveFile::rows).sum()),
          stored.location());
    }
    table.print(out, root.surroundings().terminal(), "  ");
  }

  private void next(LakeView lake, Path example, PrintWriter out) {
    String where = root.lakeOption();
    heading(out, "What to do next");
    String table =
        lake.tables().tables().isEmpty() ? "runs" : lake.tables().tables().get(0).qualifiedName();
    command(out, "sluice sql" + where + " \"SELECT * FROM " + table + " LIMIT 5\"", "any query");
    command(out, "sluice sql" + where + " \"SHOW ALL TABLES\"", "all tables and columns");
    command(out, "sluice runs" + where, "what was ingested when");
    command(out, "sluice show last" + where, "the report of the newest run");
    command(out, "sluice rejects" + where + " " + table, "what was rejected, and why");
    command(out, "sluice detect " + example.getParent().getParent(), "what files are");
    out.println();
    out.println("  A spec to copy: " + example);
    out.println("  Run reports:    in the lake, " + lake.location().root());
  }

  private static void command(PrintWriter out, String command, String what) {
    out.printf("  ./%-64s  %s%n", command, what);
  }

  private void heading(PrintWriter out, String text) {
    out.println();
    out.println(root.surroundings().terminal().bold(text));
    out.println();
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().endsWith(ending)).sorted().toList();
    }
  }
}
