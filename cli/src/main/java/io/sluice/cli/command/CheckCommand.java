package io.sluice.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.cli.lake.LakeView;
import io.sluice.cli.render.Cells;
import io.sluice.cli.render.TextTable;
import io.sluice.ingest.upkeep.Fault;
import io.sluice.ingest.upkeep.LakeCheck;
import io.sluice.ingest.upkeep.LakeCheck.Result;
import io.sluice.parquet.copy.FileCheck.Depth;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a lake. */
@Command(
    name = "check",
    header = "Check a lake: its files, ledger and catalog.",
    description = {
      "Reads every live file and compares it with its checksums, with the rows and bytes in the"
          + " ledger, and with the columns and partitions in the catalog. Also finds files that no"
          + " run put there, and runs that were interrupted. Changes nothing.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice check",
      "  ./sluice check flights --quick     footers and sizes, not all bytes",
      "  ./sluice check --output json | jq '.faults'",
      "",
      "Exit codes: 0 no fault; 1 a fault was found, or something cannot be read; 2 wrong usage."
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "TABLE|DATASET",
      description = "Only these (default: all tables).")
  private List<String> named = List.of();

  @Option(
      names = "--quick",
      description =
          "Read footers only: finds lost, truncated and foreign files, but no damaged bytes.")
  private boolean quick;

  @Mixin private ResultOutput output;

  private final Sluice root;

  CheckCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = output.out();
    Result result;
    try (LakeView lake = LakeView.open(root.lake())) {
      Set<String> tables = named.stream().map(lake::resolveTable).collect(Collectors.toSet());
      ReachedTables local = new ReachedTables(lake);
      result =
          new LakeCheck(lake.lake(), lake.lake().storages())
              .check(
                  table -> (tables.isEmpty() || tables.contains(table)) && local.test(table),
                  quick ? Depth.FOOTER : Depth.ALL);
      if (output.isJson()) {
        out.println(json(result));
      } else {
        print(result, out);
        local.tellOthers(out);
      }
    }
    out.flush();
    return result.faults().isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private void print(Result result, PrintWriter out) {
    if (!result.faults().isEmpty()) {
      TextTable table = new TextTable().left("table", "what", "is wrong");
      result.faults().forEach(f -> table.row(f.table(), f.subject(), f.text()));
      table.print(out, root.surroundings().terminal());
      out.println();
    }
    out.println(
        Cells.counted(result.tables(), "table")
            + ", "
            + Cells.counted(result.files(), "file")
            + ", "
            + Cells.bytes(result.bytes())
            + ": "
            + (result.faults().isEmpty()
                ? "no fault found"
                : Cells.counted(result.faults().size(), "fault")));
  }

  private static String json(Result result) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("tables", result.tables()).put("files", result.files()).put("bytes", result.bytes());
    var faults = root.putArray("faults");
    for (Fault fault : result.faults()) {
      faults
          .addObject()
          .put("table", fault.table())
          .put("subject", fault.subject())
          .put("text", fault.text());
    }
    return root.toPrettyString();
  }
}
