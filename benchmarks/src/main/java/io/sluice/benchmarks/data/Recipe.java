package io.sluice.benchmarks.data;

import io.sluice.benchmarks.data.Input.Format;
import io.sluice.benchmarks.data.Input.RecordShape;
import io.sluice.benchmarks.data.OutputOptions.Compression;
import io.sluice.benchmarks.data.SyntheticGenerator.Kind;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How a dataset is made, and what it is then. Numbers are those of scale factor 1. */
sealed interface Recipe {
  /** Writes the files into an empty folder; returns the file or the folder that they are. */
  Path generate(Path folder, double scale) throws IOException;

  List<DataColumn> columns();

  default Format format() {
    return Format.CSV;
  }

  default Charset charset() {
    return StandardCharsets.UTF_8;
  }

  default RecordShape shape() {
    return RecordShape.ONE_LINE;
  }

  /**
   * TPC-H's lineitem in one file.
   *
   * @param rows at most; more than there are: all
   */
  record LineItem(double rows, Format format, Compression compression, Charset charset)
      implements Recipe {
    static final double ALL = Double.POSITIVE_INFINITY;

    /** Enough where a record is longer, or takes longer. */
    static final double THIRD = 2_000_000;

    @Override
    public Path generate(Path folder, double scale) throws IOException {
      TpchGenerator generator = new TpchGenerator();
      generator.scaleFactor = scale;
      generator.maxRows = Math.round(rows * scale);
      generator.output.out = folder;
      generator.output.format = format;
      generator.output.compression = compression;
      generator.output.encoding = charset;
      generator.call();
      return folder.resolve(generator.output.fileName("lineitem"));
    }

    @Override
    public List<DataColumn> columns() {
      return LineItemTable.COLUMNS;
    }
  }

  /** A made-up table in one file. */
  record OneFile(Kind kind, double rows, RecordShape shape) implements Recipe {
    @Override
    public Path generate(Path folder, double scale) throws IOException {
      SyntheticGenerator generator = generator(folder, kind);
      generator.files = 1;
      generator.rows = Math.max(1, Math.round(rows * scale));
      generator.call();
      return folder.resolve(generator.output.fileName(name(kind)));
    }

    @Override
    public List<DataColumn> columns() {
      return kind.table().columns();
    }
  }

  /** A made-up table in many files. */
  record ManyFiles(Kind kind, double files, int bytesOfFile) implements Recipe {
    @Override
    public Path generate(Path folder, double scale) throws IOException {
      SyntheticGenerator generator = generator(folder, kind);
      generator.files = (int) Math.max(2, Math.round(files * scale));
      generator.fileSize = bytesOfFile;
      generator.call();
      return folder.resolve(name(kind));
    }

    @Override
    public List<DataColumn> columns() {
      return kind.table().columns();
    }
  }

  private static SyntheticGenerator generator(Path folder, Kind kind) {
    SyntheticGenerator generator = new SyntheticGenerator();
    generator.kind = kind;
    generator.seed = 42;
    generator.output.out = folder;
    return generator;
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
