package io.sluice.formats;

import io.sluice.formats.csv.CsvFiles;
import io.sluice.formats.fixed.FixedFiles;
import io.sluice.formats.json.JsonFiles;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.split.Cuts;
import io.sluice.formats.split.SplitPlanner;
import io.sluice.formats.token.TokenReader;
import java.io.IOException;
import java.util.List;

/** Where the other modules enter: files of any format, read by their layout. */
public final class Formats {
  private Formats() {}

  /**
   * Reads the records that begin in a range of a file. The caller closes the reader.
   *
   * @throws IllegalArgumentException if layout, range and plan do not fit each other
   * @throws io.sluice.formats.read.ReadException if the file cannot be opened
   */
  public static BatchReader open(
      ObjectSource source, FileLayout layout, ByteRange range, ReadPlan plan) throws IOException {
    if (layout instanceof FileLayout.Csv csv) {
      return CsvFiles.open(source, csv, range, plan);
    }
    if (layout instanceof FileLayout.FixedWidth fixed) {
      return FixedFiles.open(source, fixed, range, plan);
    }
    if (layout instanceof FileLayout.JsonLines || layout instanceof FileLayout.Json) {
      return JsonFiles.open(source, layout, range, plan);
    }
    throw unreadable(layout);
  }

  /**
   * The ranges in which a file can be read independently; see {@link SplitPlanner#plan}. May read
   * the file.
   */
  public static List<ByteRange> splits(
      ObjectSource source, FileLayout layout, int fileIndex, long targetBytes, Cuts how)
      throws IOException {
    return SplitPlanner.plan(layout, source, fileIndex, targetBytes, how);
  }

  /** The whole file as one range. */
  public static ByteRange whole(ObjectSource source, int fileIndex) {
    return new ByteRange(fileIndex, 0, 0, source.size(), true, 0, true);
  }

  /**
   * Walks the fields of the records that begin in a range, without decoding them.
   *
   * @throws IllegalArgumentException if records of the format do not have fields in common; see
   *     {@link io.sluice.formats.json.JsonInference} for JSON
   */
  public static TokenReader tokens(ObjectSource source, FileLayout layout, ByteRange range)
      throws IOException {
    if (layout instanceof FileLayout.Csv csv) {
      return CsvFiles.tokens(source, csv, range);
    }
    if (layout instanceof FileLayout.FixedWidth fixed) {
      return FixedFiles.tokens(source, fixed, range);
    }
    throw unreadable(layout);
  }

  private static IllegalArgumentException unreadable(FileLayout layout) {
    return new IllegalArgumentException("no reader for format " + layout.format());
  }
}
