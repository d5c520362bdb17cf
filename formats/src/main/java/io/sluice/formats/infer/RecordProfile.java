package io.sluice.formats.infer;

import java.util.List;

/**
 * What the records of a byte range, a file, or many files contain, to infer columns from. Profiles
 * of parts merge to the profile of the whole.
 */
public interface RecordProfile {
  /**
   * Adds what another profile knows.
   *
   * @throws IllegalArgumentException if it is of another kind, or the files together have more
   *     columns than they may
   */
  void merge(RecordProfile other);

  /** Records looked at. */
  long records();

  /** The type of each column, in the order in which columns were first seen. */
  List<InferredColumn> columns();
}
