package io.sluice.benchmarks.data;

import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes TPC-H's lineitem and a dataset spec for it. */
@Command(
    name = "tpch",
    description = "Writes TPC-H's lineitem by scale factor.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  tpch --sf 1 --format csv --out data        6,001,215 rows, 766 MB",
      "  tpch --sf 0.01 --format jsonl --out data",
      "  tpch --sf 1 --compression gzip --out data",
      "  tpch --sf 1 --encoding UTF-16LE --out data"
    })
public final class TpchGenerator implements Callable<Integer> {
  private static final String DATASET = "lineitem";

  @Option(
      names = "--sf",
      defaultValue = "1",
      description = "Scale factor; 1 is about six million rows (default: ${DEFAULT-VALUE}).")
  double scaleFactor;

  @Option(
      names = "--max-rows",
      description = "Stop after this many rows (default: all of the scale factor).")
  long maxRows = Long.MAX_VALUE;

  @Mixin OutputOptions output = new OutputOptions();

  /** Runs the command by itself: {@code --sf 1 --format csv --out DIR}. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new TpchGenerator())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(args));
  }

  @Override
  public Integer call() throws IOException {
    String file = output.fileName(DATASET);
    try (ByteSink sink = output.open(output.out.resolve(file))) {
      RecordWriter writer = RecordWriter.of(output.format, sink, LineItemTable.COLUMNS);
      writer.header();
      long row = 0;
      for (LineItem item : new LineItemGenerator(scaleFactor, 1, 1)) {
        if (row++ == maxRows) {
          break;
        }
        LineItemTable.put(item, writer);
        writer.endRecord();
      }
    }
    SpecFile.write(output.out, DATASET, file, output.format, LineItemTable.COLUMNS);
    return 0;
  }
}
