package io.sluice.formats;

import io.sluice.formats.assemble.FolderPlan;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.FolderKeys;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.split.SplitCertainty;
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
    return FormatRegistry.standard().of(layout).open(source, layout, range, plan);
  }

  /**
   * Likewise, where names of folders stand in for fields that the file lacks.
   *
   * @param folders those that the file lies in
   */
  public static BatchReader open(
      ObjectSource source, FileLayout layout, ByteRange range, ReadPlan plan, FolderKeys folders)
      throws IOException {
    return open(source, layout, range, FolderPlan.of(plan, layout, folders));
  }

  /**
   * The ranges in which a file can be read independently, in order, covering it. May read the file.
   *
   * @param targetBytes the size a range should have; a file smaller than that is one range
   * @throws io.sluice.formats.read.ReadException if the file must be read to be split, and cannot
   *     be
   */
  public static List<ByteRange> splits(
      ObjectSource source,
      FileLayout layout,
      int fileIndex,
      long targetBytes,
      SplitCertainty certainty)
      throws IOException {
    return FormatRegistry.standard()
        .of(layout)
        .splits(source, layout, fileIndex, targetBytes, certainty);
  }

  /**
   * Splits a file again near where it was split by guess; proven this time.
   *
   * @param ranges all of the file, in order
   * @return as many ranges, or fewer where no record begins between two places
   * @throws io.sluice.formats.read.ReadException if the file cannot be read
   */
  public static List<ByteRange> provenSplits(
      ObjectSource source, FileLayout layout, List<ByteRange> ranges) throws IOException {
    return ranges.stream().anyMatch(ByteRange::guessed)
        ? FormatRegistry.standard().of(layout).provenSplits(source, layout, ranges)
        : ranges;
  }

  /** The whole file as one range. */
  public static ByteRange whole(ObjectSource source, int fileIndex) {
    return ByteRange.whole(fileIndex, source.size());
  }

  /**
   * Walks the fields of the records that begin in a range, without decoding them.
   *
   * @throws IllegalArgumentException if records of the format have no fields in common
   */
  public static TokenReader tokens(ObjectSource source, FileLayout layout, ByteRange range)
      throws IOException {
    return FormatRegistry.standard().of(layout).tokens(source, layout, range);
  }
}
