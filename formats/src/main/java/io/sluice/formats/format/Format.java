package io.sluice.formats.format;

import io.sluice.formats.infer.Profiled;
import io.sluice.formats.infer.RecordProfile;
import io.sluice.formats.infer.Wanted;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.split.SplitCertainty;
import io.sluice.formats.token.TokenReader;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A file format: everything that is to be known about it outside its own package. {@code
 * FormatRegistry} lists the formats there are; nothing else names one.
 *
 * <p>What a format implements:
 *
 * <ul>
 *   <li>All: {@link #name}, {@link #layoutType}, {@link #splits}, {@link #open}, {@link
 *       #noRecords}, {@link #profile}.
 *   <li>Text: {@link #layOut(TextSample, Optional, SourceOptions, Findings)}, and what helps to
 *       find it where the spec leaves the format open: {@link #recognise}, {@link #recogniseLoose}.
 *       The inspection has found compression and encoding before.
 *   <li>Known by first bytes (Avro, Parquet, ORC; {@code Signature} has them): {@link
 *       #layOut(ObjectSource, SourceOptions, Findings)} instead, which may read the file wherever
 *       it likes, for example its footer. The layout's compression is {@code none}, its encoding
 *       {@code UTF-8}: what there is within the file is the format's own affair.
 *   <li>With a schema of its own: the layout holds the typed columns (its package's own {@link
 *       FileLayout}), {@link #noRecords} and {@link #profile} return them without reading, {@link
 *       #splits} follows the file's blocks, and {@link #open} fills batches without tokens. It
 *       needs none of {@link #tokens}, {@link #recognise}, {@link #recogniseLoose}, {@link
 *       #fingerprint}, {@link #provenSplits}.
 *   <li>Records that all have the same fields: {@link #tokens}.
 *   <li>Splits by guess: {@link #provenSplits}. Small files that are recognised by one of them:
 *       {@link #fingerprint}.
 * </ul>
 *
 * <p>Where the bytes come from is no format's affair: a file inside an archive is an {@link
 * ObjectSource} whose URI is {@code x.zip!/a.csv}.
 *
 * <p>Implementations have no state and are thread-safe. They are asked once a file or range, never
 * once a record.
 *
 * @param <L> how a file of the format is to be read; no two formats share a type
 */
public interface Format<L extends FileLayout> {
  /** As a spec names it ({@code SourceFormat.key}), layouts and reports too: {@code csv}. */
  String name();

  /** The class of the format's layouts. */
  Class<L> layoutType();

  /**
   * Whether a text is of this format, as far as its shape shows it at a glance.
   *
   * @return empty if it is not, or shows nothing
   */
  default Optional<Recognition> recognise(TextSample text) {
    return Optional.empty();
  }

  /**
   * What speaks for this format in a text that another format fits only loosely ({@link
   * LaidOut.Fit#LOOSE}).
   *
   * @param options what they set counts: lines above the table, comments
   * @return evidence for people; empty if nothing does
   */
  default Optional<String> recogniseLoose(TextSample text, SourceOptions options) {
    return Optional.empty();
  }

  /**
   * Settles how a text of this format is to be read: by what the options set, and else by what the
   * text shows.
   *
   * @param recognition what the text was recognised as, even if it is another format
   * @param findings takes evidence, settings and conflicts
   * @throws IllegalArgumentException if an option has a value that nothing could have
   */
  default LaidOut layOut(
      TextSample text, Optional<Recognition> recognition, SourceOptions options, Findings findings)
      throws IOException {
    return new LaidOut.Refused("text, which " + name() + " never is", "Leave source.format out");
  }

  /**
   * Settles how a file is to be read whose first bytes show that it is of this format. Only formats
   * with a signature are asked.
   *
   * @param findings takes evidence, settings and conflicts
   * @throws io.sluice.formats.read.ReadException if the file cannot be read
   */
  default LaidOut layOut(ObjectSource source, SourceOptions options, Findings findings)
      throws IOException {
    throw new UnsupportedOperationException(name() + " is text: it has no signature");
  }

  /**
   * What other files must have in common with one that was inspected, to be read by the same layout
   * without being inspected.
   *
   * @param layout of that file, which is UTF-8 and not compressed
   * @param file all of its bytes
   * @return empty where only an inspection can tell
   */
  default Optional<Fingerprint> fingerprint(L layout, SourceOptions options, byte[] file) {
    return Optional.empty();
  }

  /**
   * The ranges in which a file can be read independently, in order, covering it. Together they give
   * the same records as the whole file, whatever the file contains. The safe answer is one range.
   *
   * @param targetBytes the size a range should have, at least 1; smaller files are one range
   * @throws io.sluice.formats.read.ReadException if the file must be read to be split, and cannot
   *     be
   */
  List<ByteRange> splits(
      ObjectSource source, L layout, int fileIndex, long targetBytes, SplitCertainty certainty)
      throws IOException;

  /**
   * Splits a file again near where it was split by guess; proven this time.
   *
   * @param ranges all of the file, in order
   * @return as many ranges, or fewer where no record begins between two places
   * @throws io.sluice.formats.read.ReadException if the file cannot be read
   */
  default List<ByteRange> provenSplits(ObjectSource source, L layout, List<ByteRange> ranges)
      throws IOException {
    return ranges;
  }

  /**
   * Reads the records that begin in a range. The caller closes the reader.
   *
   * @throws IllegalArgumentException if layout, range and plan do not fit each other
   * @throws io.sluice.formats.read.ReadException if the file cannot be opened
   */
  BatchReader open(ObjectSource source, L layout, ByteRange range, ReadPlan plan)
      throws IOException;

  /**
   * Walks the fields of the records that begin in a range, without decoding them. The caller closes
   * the reader.
   *
   * @throws IllegalArgumentException if records of the format have no fields in common
   */
  default TokenReader tokens(ObjectSource source, L layout, ByteRange range) throws IOException {
    throw new IllegalArgumentException(name() + " records have no fields in common");
  }

  /** A profile of no records, which knows the columns that the layout names. */
  RecordProfile noRecords(L layout, SourceOptions options);

  /**
   * Profiles the records that begin in a range, to infer columns from.
   *
   * @param options how values will be decoded
   * @param wanted how many records (whole batches are looked at), and which of their fields
   * @throws io.sluice.formats.read.ReadException if the file cannot be read on
   * @throws IllegalArgumentException if layout and range do not fit, or a pattern is malformed
   */
  Profiled profile(
      ObjectSource source, L layout, ByteRange range, SourceOptions options, Wanted wanted)
      throws IOException;
}
