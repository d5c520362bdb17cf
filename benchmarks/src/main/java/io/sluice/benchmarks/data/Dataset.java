package io.sluice.benchmarks.data;

import static io.sluice.benchmarks.data.Recipe.LineItem.ALL;
import static io.sluice.benchmarks.data.Recipe.LineItem.THIRD;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.benchmarks.data.Input.Format;
import io.sluice.benchmarks.data.Input.RecordShape;
import io.sluice.benchmarks.data.OutputOptions.Compression;
import io.sluice.benchmarks.data.Recipe.LineItem;
import io.sluice.benchmarks.data.Recipe.ManyFiles;
import io.sluice.benchmarks.data.Recipe.OneFile;
import io.sluice.benchmarks.data.SyntheticGenerator.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The data that cases read, at scale factor 1 between 200 and 800 MB of text each. */
public enum Dataset {
  LINEITEM_CSV,
  /** JSON repeats the columns' names in each record. */
  LINEITEM_JSONL,
  /** In one gzip member. */
  LINEITEM_GZIP,
  LINEITEM_UTF16,
  /** Each value padded with blanks to the width of its column. */
  LINEITEM_FIXED_WIDTH,
  WIDE,
  TEXT,
  NUMBERS,
  QUOTED_NEWLINES,
  SMALL_FILES;

  private Recipe recipe() {
    return switch (this) {
      case LINEITEM_CSV -> new LineItem(ALL, Format.CSV, Compression.NONE, UTF_8);
      case LINEITEM_JSONL -> new LineItem(THIRD, Format.JSONL, Compression.NONE, UTF_8);
      case LINEITEM_GZIP -> new LineItem(THIRD, Format.CSV, Compression.GZIP, UTF_8);
      case LINEITEM_UTF16 -> new LineItem(THIRD, Format.CSV, Compression.NONE, UTF_16LE);
      case LINEITEM_FIXED_WIDTH -> new LineItem(THIRD, Format.FIXED_WIDTH, Compression.NONE, UTF_8);
      case WIDE -> new OneFile(Kind.WIDE, 200_000, RecordShape.ONE_LINE);
      case TEXT -> new OneFile(Kind.TEXT, 800_000, RecordShape.ONE_LINE);
      case NUMBERS -> new OneFile(Kind.NUMBERS, 2_000_000, RecordShape.ONE_LINE);
      case QUOTED_NEWLINES ->
          new OneFile(Kind.QUOTED_NEWLINES, 2_500_000, RecordShape.MAY_SPAN_LINES);
      case SMALL_FILES -> new ManyFiles(Kind.NUMBERS, 10_000, 20_000);
    };
  }

  /** Writes the files into an empty folder; returns the file or the folder that they are. */
  Path generate(Path folder, double scale) throws IOException {
    return recipe().generate(folder, scale);
  }

  Input input(Path files, double scale, long textBytes) {
    Recipe recipe = recipe();
    return new Input(
        files.toString(),
        recipe.format(),
        recipe.charset().name(),
        recipe.shape(),
        recipe.columns(),
        scale,
        textBytes);
  }

  /** Its name on disk. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
