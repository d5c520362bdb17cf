package io.sluice.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.cli.lake.LakeView;
import io.sluice.cli.render.Cells;
import io.sluice.cli.render.TextTable;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.publish.CatalogRepair;
import io.sluice.ingest.publish.CatalogRepair.Difference;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds the catalog against the ledger. */
@Command(
    name = "catalog",
    header = "Compare the catalog with the ledger, and repair it.",
    description = {
      "The ledger knows which files are in which table. Where a table or a partition was dropped"
          + " from the catalog or moved, a column was removed there or got another type, or the"
          + " catalog has a wrong number of rows for a partition, 'diff' shows it and 'sync' repairs"
          + " it. What others added to tables (columns, comments, parameters) stays.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./sluice catalog diff", "  ./sluice catalog sync analytics.flights"})
final class CatalogCommand implements Runnable {
  @Spec private CommandSpec spec;

  private final Sluice root;

  CatalogCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: diff or sync");
  }

  @Command(
      name = "diff",
      header = "Show where the catalog differs from the ledger.",
      description = {"Exit codes: 0 nothing differs; 1 something does, or it failed.", ""})
  int diff(
      @Parameters(arity = "0..*", paramLabel = "TABLE", description = "Only these tables.")
          List<String> tables,
      @Mixin ResultOutput output)
      throws IOException {
    try (LakeView lake = LakeView.open(root.lake())) {
      CatalogRepair repair = new CatalogRepair(lake.lake());
      List<Difference> found = new ArrayList<>();
      for (String table : named(lake, tables)) {
        found.addAll(repair.differences(table));
      }
      print(found, output, "nothing differs");
      if (found.stream().anyMatch(each -> each.kind().mendable()) && !output.isJson()) {
        output.out().println("'sluice catalog sync" + root.lakeOption() + "' repairs it");
        output.out().flush();
      }
      return found.isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
    }
  }

  @Command(
      name = "sync",
      header = "Make the catalog agree with the ledger.",
      description = {"Waits for runs that publish into the tables.", ""})
  int sync(
      @Parameters(arity = "0..*", paramLabel = "TABLE", description = "Only these tables.")
          List<String> tables,
      @Mixin ResultOutput output)
      throws IOException {
    try (LakeView lake = LakeView.open(root.lake())) {
      CatalogRepair repair = new CatalogRepair(lake.lake());
      List<Difference> found = new ArrayList<>();
      for (String table : named(lake, tables)) {
        found.addAll(repair.repair(table, new Stop()));
      }
      print(found, output, "nothing differed");
      long mended = found.stream().filter(each -> each.kind().mendable()).count();
      long left = found.size() - mended;
      if (!found.isEmpty() && !output.isJson()) {
        output
            .out()
            .println(
                Cells.counted(mended, "difference")
                    + " repaired"
                    + (left == 0 ? "" : ", " + left + " left: the list says what to do"));
        output.out().flush();
      }
      return left == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
    }
  }

  private static List<String> named(LakeView lake, List<String> tables) {
    return tables == null || tables.isEmpty()
        ? lake.tableNames()
        : tables.stream().map(lake::resolveTable).distinct().toList();
  }

  private void print(List<Difference> differences, ResultOutput output, String none) {
    PrintWriter out = output.out();
    if (output.isJson()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (Difference difference : differences) {
        array
            .addObject()
            .put("table", difference.table())
            .put("kind", difference.kind().name().toLowerCase(Locale.ROOT))
            .put("partition", difference.partition())
            .put("text", difference.text());
      }
      out.println(array);
    } else if (differences.isEmpty()) {
      out.println(none);
    } else {
      TextTable table = new TextTable().left("table", "partition", "what differs");
      differences.forEach(d -> table.row(d.table(), d.partition(), d.text()));
      table.print(out, root.surroundings().terminal(), "");
    }
    out.flush();
  }
}
