package io.sluice.benchmarks.data;

import io.sluice.benchmarks.data.Input.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes one of the made-up tables as one file, or as many small ones. */
@Command(
    name = "synthetic",
    description = "Writes a made-up table: one file, or many small ones.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  synthetic --table wide --rows 200000 --out data",
      "  synthetic --table numbers --files 10000 --file-size 20000 --out data"
    })
public final class SyntheticGenerator implements Callable<Integer> {
  /** The tables there are. */
  enum Kind {
    WIDE,
    TEXT,
    NUMBERS,
    QUOTED_NEWLINES;

    SyntheticTable table() {
      return switch (this) {
        case WIDE -> new WideTable();
        case TEXT -> new TextTable();
        case NUMBERS -> new NumberTable();
        case QUOTED_NEWLINES -> new QuotedNewlinesTable();
      };
    }
  }

  @Option(
      names = "--table",
      required = true,
      description = "wide, text, numbers or quoted_newlines.")
  Kind kind = Kind.NUMBERS;

  @Option(
      names = "--rows",
      defaultValue = "1000000",
      description = "Rows of the one file (default: ${DEFAULT-VALUE}).")
  long rows;

  @Option(
      names = "--files",
      defaultValue = "1",
      description = "More than 1: this many files in a folder, each of --file-size.")
  int files;

  @Option(
      names = "--file-size",
      defaultValue = "20000",
      description = "Bytes at which a file of several is full (default: ${DEFAULT-VALUE}).")
  long fileSize;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "The same seed gives the same bytes (default: ${DEFAULT-VALUE}).")
  long seed;

  @Mixin OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws IOException {
    String dataset = kind.name().toLowerCase(Locale.ROOT);
    SyntheticTable table = kind.table();
    if (kind == Kind.QUOTED_NEWLINES && output.format == Format.FIXED_WIDTH) {
      throw new IllegalArgumentException("A fixed-width record cannot hold a newline: choose csv");
    }
    SplittableRandom random = new SplittableRandom(seed);
    String source;
    if (files == 1) {
      source = output.fileName(dataset);
      writeFile(table, random, output.out.resolve(source), 0, rows, Long.MAX_VALUE);
    } else {
      source = dataset;
      long row = 0;
      for (int i = 0; i < files; i++) {
        String name = output.fileName(String.format(Locale.ROOT, "%s-%06d", dataset, i));
        Path file = output.out.resolve(dataset).resolve(name);
        row = writeFile(table, random, file, row, Long.MAX_VALUE, fileSize);
      }
    }
    SpecFile.write(output.out, dataset, source, output.format, table.columns());
    return 0;
  }

  /** Writes rows from {@code row} on until either limit is met; returns the next row's number. */
  private long writeFile(
      SyntheticTable table,
      SplittableRandom random,
      Path file,
      long row,
      long maxRow,
      long maxBytes)
      throws IOException {
    long next = row;
    try (ByteSink sink = output.open(file)) {
      RecordWriter writer = RecordWriter.of(output.format, sink, table.columns());
      writer.header();
      while (next < maxRow && sink.bytes() < maxBytes) {
        table.put(next++, random, writer);
        writer.endRecord();
      }
    }
    return next;
  }
}
