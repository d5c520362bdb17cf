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

/** The data that cases read, at scale factor 1 between 200 and 800 MB of text each. */
public enum Dataset {
  /** All of TPC-H's lineitem. */
  LINEITEM_CSV {
    @Override
    Path generate(Path folder, double scale) throws IOException {
      return lineItem(folder, scale, DataFormat.CSV, Compression.NONE, StandardCharsets.UTF_8);
    }
  },
  /** A third of it: JSON repeats the columns' names in each record. */
  LINEITEM_JSONL {
    @Override
    Path generate(Path folder, double scale) throws IOException {
      return lineItem(folder, scale, DataFormat.JSONL, Compression.NONE, StandardCharsets.UTF_8);
    }
  },
  /** A third of it in one gzip member. */
  LINEITEM_GZIP {
    @Override
    Path generate(Path folder, double scale) throws IOException {
      return lineItem(folder, scale, DataFormat.CSV, Compression.GZIP, StandardCharsets.UTF_8);
    }
  },
  /** A third of it in UTF-16. */
  LINEITEM_UTF16 {
    @Override
    Path generate(Path folder, double scale) throws IOException {
      return lineItem(folder, scale, DataFormat.CSV, Compression.NONE, StandardCharsets.UTF_16LE);
    }
  },
  /** A third of it, each value padded with blanks to the width of its column. */
  LINEITEM_FIXED_WIDTH {
    @Override
    Path generate(Path folder, double scale) throws IOException {
      return lineItem(
          folder, scale, DataFormat.FIXED_WIDTH, Compression.NONE, StandardCharsets.UTF_8);
    }
  },
  WIDE {
    @Override
    Path generate(Path folder, double scale) throws IOException {
      return synthetic(folder, Kind.WIDE, 200_000 * scale);
    }
  },
  TEXT {
    @Override
    Path generate(Path folder, double scale) throws IOException {
      return synthetic(folder, Kind.TEXT, 800_000 * scale);
    }
  },
  NUMBERS {
    @Override
    Path generate(Path folder, double scale) throws IOException {
      return synthetic(folder, Kind.NUMBERS, 2_000_000 * scale);
    }
  },
  QUOTED_NEWLINES {
    @Override
    Path generate(Path folder, double scale) throws IOException {
      return synthetic(folder, Kind.QUOTED_NEWLINES, 2_500_000 * scale);
    }
  },
  /** 10,000 files of 20 KB. */
  SMALL_FILES {
    @Override
    Path generate(Path folder, double scale) throws IOException {
      SyntheticGenerator generator = generator(folder, Kind.NUMBERS);
      generator.files = (int) Math.max(2, Math.round(10_000 * scale));
      generator.fileSize = 20_000;
      generator.call();
      return folder.resolve("numbers");
    }
  };

  private static final double THIRD_OF_ROWS = 2_000_000;

  /** Writes the files into an empty folder; returns the file or the folder that they are. */
  abstract Path generate(Path folder, double scale) throws IOException;

  List<DataColumn> columns() {
    return switch (this) {
      case LINEITEM_CSV, LINEITEM_JSONL, LINEITEM_GZIP, LINEITEM_UTF16, LINEITEM_FIXED_WIDTH ->
          LineItemTable.COLUMNS;
      case WIDE -> Kind.WIDE.table().columns();
      case TEXT -> Kind.TEXT.table().columns();
      case NUMBERS, SMALL_FILES -> Kind.NUMBERS.table().columns();
      case QUOTED_NEWLINES -> Kind.QUOTED_NEWLINES.table().columns();
    };
  }

  Input input(Path files, long textBytes) {
    return new Input(
        files.toString(),
        format(),
        this == LINEITEM_UTF16 ? "UTF-16LE" : "UTF-8",
        this == QUOTED_NEWLINES ? RecordShape.MAY_SPAN_LINES : RecordShape.ONE_LINE,
        columns(),
        textBytes);
  }

  private Format format() {
    return switch (this) {
      case LINEITEM_JSONL -> Format.JSONL;
      case LINEITEM_FIXED_WIDTH -> Format.FIXED_WIDTH;
      default -> Format.CSV;
    };
  }

  /** Its name on disk. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Path lineItem(
      Path folder, double scale, DataFormat format, Compression compression, Charset charset)
      throws IOException {
    TpchGenerator generator = new TpchGenerator();
    generator.scaleFactor = scale;
    if (this != LINEITEM_CSV) {
      generator.maxRows = Math.round(THIRD_OF_ROWS * scale);
    }
    generator.output.out = folder;
    generator.output.format = format;
    generator.output.compression = compression;
    generator.output.encoding = charset;
    generator.call();
    return folder.resolve(generator.output.fileName("lineitem"));
  }

  private static Path synthetic(Path folder, Kind kind, double rows) throws IOException {
    SyntheticGenerator generator = generator(folder, kind);
    generator.files = 1;
    generator.rows = Math.max(1, Math.round(rows));
    generator.call();
    return folder.resolve(generator.output.fileName(kind.name().toLowerCase(Locale.ROOT)));
  }

  private static SyntheticGenerator generator(Path folder, Kind kind) {
    SyntheticGenerator generator = new SyntheticGenerator();
    generator.kind = kind;
    generator.seed = 42;
    generator.output.out = folder;
    return generator;
  }
}
